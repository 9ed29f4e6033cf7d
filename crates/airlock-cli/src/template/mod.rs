//! `airlock template`: what `helm template` does, for scripts that call it.
//!
//! May not render by itself: it reads flags, asks `airlock-helm`, and prints or writes.

pub mod flags;
mod print;

use std::cell::RefCell;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use airlock_gotmpl::Limits;
use airlock_helm::{
    Chart, Compat, KubeVersion, LoadOptions, PrintOptions, Release, RenderOptions, Rendered,
    UserValues, ValueSources,
};

use crate::flags::{Parsed, parse};
use crate::{Failure, Surroundings, command_line};

const HELP: &str = "\
Render a chart's templates and print what comes out, as `helm template` 4.3.1 does,
or as that of Helm 3.22.0 with --compat helm3.

Usage:
  airlock template [NAME] CHART [flags]

CHART is a folder or a .tgz archive.

Flags:
";

/// Renders a chart and prints it, or writes it where `--output-dir` says.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&flags::FLAGS, HELP, arguments, surroundings)? else {
        return Ok(());
    };
    let request = Request::new(&parsed, surroundings)?;
    let loaded = request.load(surroundings)?;
    let rendered = request.render(&loaded, surroundings, false)?;
    for warning in &rendered.warnings {
        writeln!(surroundings.stderr, "warning: {warning}")?;
    }
    let printed = print::print(&rendered, &parsed, &request.release.name, surroundings);
    // The process ends here: taking a chart and its documents apart would only delay that.
    std::mem::forget((loaded, rendered));
    printed
}

/// What a command line renders to, with where each line came from, and what of it is printed.
pub fn trace(
    arguments: &[String],
    surroundings: &mut Surroundings<'_>,
) -> Result<(Rendered, PrintOptions), Failure> {
    let parsed = parse(&flags::FLAGS, arguments)?;
    let request = Request::new(&parsed, surroundings)?;
    let loaded = request.load(surroundings)?;
    let rendered = request.render(&loaded, surroundings, true)?;
    Ok((rendered, print::options(&parsed)))
}

/// A chart rendered as the flags say, with where each line came from; `--release` names the release.
pub(crate) fn render_chart(
    chart: &Path,
    parsed: &Parsed,
    surroundings: &mut Surroundings<'_>,
) -> Result<Rendered, Failure> {
    let name = match parsed.text("release") {
        Some(name) => name.to_owned(),
        None => name_for(parsed, surroundings)?,
    };
    let request = Request::of_chart(name, chart.to_path_buf(), parsed, surroundings)?;
    let loaded = request.load(surroundings)?;
    request.render(&loaded, surroundings, true)
}

/// What a command line asks for.
struct Request {
    chart: PathBuf,
    release: Release,
    values: ValueSources,
    compat: Compat,
    skip_schema_validation: bool,
    limits: Limits,
}

impl Request {
    fn new(parsed: &Parsed, surroundings: &Surroundings<'_>) -> Result<Self, Failure> {
        let (name, chart) = name_and_chart(parsed, surroundings)?;
        Self::of_chart(name, chart, parsed, surroundings)
    }

    fn of_chart(
        name: String,
        chart: PathBuf,
        parsed: &Parsed,
        surroundings: &Surroundings<'_>,
    ) -> Result<Self, Failure> {
        let compat = compat(parsed)?;
        let limits = limits(parsed)?;
        let kube_version = kube_version(parsed)?;
        check_dry_run(parsed)?;
        let namespace = namespace(parsed, surroundings);
        let release = Release {
            name,
            namespace,
            is_upgrade: parsed.is_set("is-upgrade"),
            kube_version,
            api_versions: parsed.list("api-versions"),
        };
        let values = ValueSources {
            files: parsed.list("values"),
            set_json: parsed.list("set-json"),
            set: parsed.list("set"),
            set_string: parsed.list("set-string"),
            set_file: parsed.list("set-file"),
            set_literal: parsed.list("set-literal"),
            compat,
        };
        Ok(Self {
            chart,
            release,
            values,
            compat,
            skip_schema_validation: parsed.is_set("skip-schema-validation"),
            limits,
        })
    }

    /// The values first: that is the order in which Helm finds what is wrong.
    fn load(&self, surroundings: &mut Surroundings<'_>) -> Result<(Chart, UserValues), Failure> {
        locate(&self.chart)?;
        let values = self.values(surroundings)?;
        let load = LoadOptions {
            compat: self.compat,
            leave_files: true,
            ..LoadOptions::default()
        };
        Ok((Chart::load_with(&self.chart, load)?, values))
    }

    fn render(
        &self,
        (chart, values): &(Chart, UserValues),
        surroundings: &mut Surroundings<'_>,
        provenance: bool,
    ) -> Result<Rendered, Failure> {
        let options = RenderOptions {
            once: true,
            functions: surroundings.functions,
            compat: self.compat,
            provenance,
            skip_schema_validation: self.skip_schema_validation,
            limits: self.limits,
        };
        Ok(airlock_helm::render(
            chart,
            &self.release,
            values,
            surroundings.world,
            options,
        )?)
    }

    fn values(&self, surroundings: &mut Surroundings<'_>) -> Result<UserValues, Failure> {
        let stdin: RefCell<&mut dyn Read> = RefCell::new(surroundings.stdin);
        Ok(self.values.load(&|path| read(path, &stdin))?)
    }
}

/// A values file, or standard input for `-`.
fn read(path: &str, stdin: &RefCell<&mut dyn Read>) -> io::Result<Vec<u8>> {
    if path.trim() != "-" {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    stdin.borrow_mut().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn usage<T>(message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Usage(message.into(), ""))
}

/// Helm looks a name that is no path up in its repositories; here a chart is always a path.
fn locate(chart: &Path) -> Result<(), Failure> {
    if chart.exists() {
        return Ok(());
    }
    Err(Failure::Usage(
        format!("path \"{}\" not found", chart.display()),
        "give the path of a chart's folder or .tgz: charts are never fetched here",
    ))
}

fn check_dry_run(parsed: &Parsed) -> Result<(), Failure> {
    match parsed.text("dry-run") {
        None | Some("unset" | "client" | "1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(()),
        Some("server") => usage(
            "--dry-run=server is refused: rendering never asks a cluster; use --dry-run=client",
        ),
        Some(other) => usage(format!(
            "invalid dry-run value (\"{other}\"). Must be \"server\" or \"client\""
        )),
    }
}

/// Which Helm `--compat` asks for.
fn compat(parsed: &Parsed) -> Result<Compat, Failure> {
    match parsed.text("compat") {
        None | Some("helm4") => Ok(Compat::Helm4),
        Some("helm3") => Ok(Compat::Helm3),
        Some(other) => usage(format!(
            "invalid --compat value \"{other}\": give helm4 or helm3"
        )),
    }
}

/// What `--limit-factor` lets templates use up.
fn limits(parsed: &Parsed) -> Result<Limits, Failure> {
    let Some(text) = parsed.text("limit-factor") else {
        return Ok(Limits::default());
    };
    match text.parse() {
        Ok(factor @ 1..=1000) => Ok(Limits::default().times(factor)),
        _ => usage(format!(
            "invalid --limit-factor value \"{text}\": give a whole number from 1 to 1000"
        )),
    }
}

fn kube_version(parsed: &Parsed) -> Result<KubeVersion, Failure> {
    match parsed.text("kube-version") {
        None | Some("") => Ok(KubeVersion::default()),
        Some(text) => Ok(KubeVersion::parse(text)?),
    }
}

/// The flag, else `HELM_NAMESPACE`, else `default`.
fn namespace(parsed: &Parsed, surroundings: &Surroundings<'_>) -> String {
    let given = parsed.text("namespace").map(str::to_owned);
    let given = given.or_else(|| (surroundings.variable)("HELM_NAMESPACE"));
    given
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "default".to_owned())
}

/// The release's name and the chart, by Helm's rules for the two arguments.
fn name_and_chart(
    parsed: &Parsed,
    surroundings: &Surroundings<'_>,
) -> Result<(String, PathBuf), Failure> {
    match parsed.arguments.as_slice() {
        [] => usage(
            "\"airlock template\" requires at least 1 argument\n\nUsage:  \
             airlock template [NAME] CHART [flags]",
        ),
        [chart] => Ok((name_for(parsed, surroundings)?, PathBuf::from(chart.trim()))),
        [name, chart] => {
            check_no_other_name(parsed)?;
            Ok((name.clone(), PathBuf::from(chart.trim())))
        }
        [_, _, rest @ ..] => usage(format!(
            "expected at most two arguments, unexpected arguments: {}",
            rest.join(", ")
        )),
    }
}

fn check_no_other_name(parsed: &Parsed) -> Result<(), Failure> {
    if parsed.is_set("generate-name") {
        return usage("cannot set --generate-name and also specify a name");
    }
    if parsed
        .text("name-template")
        .is_some_and(|template| !template.is_empty())
    {
        return usage("cannot set --name-template and also specify a name");
    }
    Ok(())
}

/// The name where none is given. `--generate-name` changes nothing in `helm template`, which has a
/// name by then; `--name-template` counts.
fn name_for(parsed: &Parsed, surroundings: &Surroundings<'_>) -> Result<String, Failure> {
    let Some(template) = parsed.text("name-template").filter(|t| !t.is_empty()) else {
        return Ok(airlock_helm::DEFAULT_NAME.to_owned());
    };
    let compat = compat(parsed)?;
    let functions = surroundings
        .functions
        .unwrap_or_else(|| airlock_helm::helm_functions(compat));
    Ok(airlock_helm::name_from_template(
        template,
        functions,
        surroundings.world,
    )?)
}

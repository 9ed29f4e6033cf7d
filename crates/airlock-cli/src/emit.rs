//! `airlock emit`: node configuration for a mirror, printed or laid into a folder.
//!
//! The mirror is a profile of `charts/versions.toml`, or stands on the command line for who has
//! none. The date is compared here, with the clock that the command is given.

mod calendar;

mod development;
mod explain;
mod mirror;
mod settings;

use std::collections::BTreeMap;
use std::path::Path;

use airlock_build::writer::{Access, Mode, Output, OutputSet};
use airlock_lock::mirror::Mirror;
use airlock_mirror::emit::{
    Artifact, Plan, Refusal, Stamp, Target, TargetOptions, compose, emit, target, targets,
};

use crate::flags::{Flag, Parsed, Takes};
use crate::{Failure, Surroundings, command_line, place};

pub(crate) use calendar::date;
pub use explain::{explain, flags as explain_flags};

/// The flags that say which mirror and which registries, of both commands.
static MIRROR: [Flag; 5] = [
    Flag::works("from", Takes::Text, "the lock that names the registries"),
    command_line::HELP,
    Flag::works(
        "profile",
        Takes::Text,
        "a profile [mirrors.NAME] of charts/versions.toml",
    ),
    Flag::works(
        "registries",
        Takes::Commas,
        "the registries to mirror, instead of a lock's",
    ),
    place::ROOT,
];

static OUTPUT: [Flag; 6] = [
    Flag::works(
        "api",
        Takes::Text,
        "the API version of objects: v1beta1 or v1beta2",
    ),
    Flag::works(
        "name",
        Takes::Text,
        "the name of objects, or of their cluster",
    ),
    Flag::works("namespace", Takes::Text, "the namespace of objects"),
    Flag::works(
        "output-dir",
        Takes::Text,
        "write the files below this folder instead of printing them",
    ),
    Flag::works("target", Takes::Text, "the distribution to write for"),
    Flag::works("target-version", Takes::Text, "its version"),
];

/// The flags of `airlock emit`.
pub fn flags() -> Vec<Flag> {
    sorted(&[&MIRROR, &OUTPUT, &development::FLAGS, &settings::flags()])
}

fn sorted(tables: &[&[Flag]]) -> Vec<Flag> {
    let mut all = tables.concat();
    all.sort_by_key(|flag| flag.name);
    all
}

const USAGE: &str = "\
Write the files that make nodes pull from a mirror.

Usage:
  airlock emit --mirror HOST[:PORT] --target TARGET [flags]
  airlock emit --profile NAME --target TARGET [flags]

Registries come from the lock of the platform here, from another (--from), or from --registries.
A development cluster without a mirror gets a cache for each of four registries, or for those of
--mirror-registry, and caches.yaml to start them.

";

/// Runs `airlock emit`.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let usage = format!("{USAGE}Targets:\n  {}\n\nFlags:\n", names());
    let Some(parsed) = command_line::read(&flags(), &usage, arguments, surroundings)? else {
        return Ok(());
    };
    command_line::no_arguments(&parsed, "emit")?;
    let chosen = chosen(&parsed)?.ok_or_else(|| {
        let cause = "emit needs a --target".to_string();
        Failure::Usage(cause, "name the distribution: see airlock emit --help")
    })?;
    let remotes = development::chosen(&parsed, chosen.name())?;
    if remotes.as_ref().is_some_and(BTreeMap::is_empty) {
        return nothing(surroundings);
    }
    let (mirror, from) = match &remotes {
        Some(remotes) => mirror::of_caches(&parsed, remotes)?,
        None => mirror::named(&parsed, None)?,
    };
    check_date(&mirror, surroundings)?;
    let stamp = Stamp {
        made_by: "airlock emit".to_string(),
        lock: from,
        seal: None,
    };
    let plans = Plan::resolve(&mirror);
    let refused = |refusal: Refusal| Failure::Write(refusal.into());
    let mut artifacts = emit(chosen, &plans, &options(&parsed), &stamp).map_err(refused)?;
    if artifacts.is_empty() {
        return nothing(surroundings);
    }
    let own = remotes.filter(|_| !development::has_mirror(&parsed));
    if let (Some(remotes), Some(plan)) = (own, plans.first()) {
        let network = development::network(&parsed, chosen.name());
        artifacts.push(compose(plan, &remotes, &network, &stamp).map_err(refused)?);
    }
    match parsed.text("output-dir") {
        Some(folder) => write(Path::new(folder), artifacts, surroundings),
        None => print(&artifacts, surroundings),
    }
}

fn nothing(surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let told = "nothing is mirrored: there are no files";
    Ok(writeln!(surroundings.stderr, "{told}")?)
}

fn names() -> String {
    let names: Vec<&str> = targets().iter().map(|target| target.name()).collect();
    names.join(", ")
}

/// The target that is named, if one is.
fn chosen(parsed: &Parsed) -> Result<Option<&'static dyn Target>, Failure> {
    let Some(name) = parsed.text("target") else {
        return Ok(None);
    };
    target(name).map(Some).ok_or_else(|| {
        Failure::Flag(
            format!("--target: there is no target `{name}`"),
            format!("there are {}", names()),
        )
    })
}

fn options(parsed: &Parsed) -> TargetOptions {
    let text = |name| parsed.text(name).map(str::to_string);
    TargetOptions {
        version: text("target-version"),
        api: text("api"),
        namespace: text("namespace"),
        name: text("name"),
    }
}

fn check_date(mirror: &Mirror, surroundings: &Surroundings<'_>) -> Result<(), Failure> {
    match &mirror.insecure {
        Some(insecure) => insecure
            .check(&date(surroundings.world.now().0))
            .map_err(settings::failure),
        None => Ok(()),
    }
}

fn write(
    folder: &Path,
    artifacts: Vec<Artifact>,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let mut set = OutputSet::new(folder);
    for artifact in artifacts {
        let secret = artifact
            .node
            .as_ref()
            .is_some_and(|node| node.mode == "0600");
        let mut output = Output::new(artifact.path, artifact.bytes);
        if secret {
            output.access = Access::Private;
        }
        set.add(output)?;
    }
    Ok(write!(surroundings.stdout, "{}", set.run(Mode::Write)?)?)
}

fn print(artifacts: &[Artifact], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    for artifact in artifacts {
        if artifacts.len() > 1 {
            writeln!(surroundings.stdout, "# ==> {}", artifact.path)?;
        }
        surroundings.stdout.write_all(&artifact.bytes)?;
    }
    Ok(())
}

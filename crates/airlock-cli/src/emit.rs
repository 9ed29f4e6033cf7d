//! `airlock emit` and `airlock explain`: node configuration for a mirror, and what a node will ask.
//!
//! The mirror is a profile of `charts/versions.toml`, or stands on the command line for who has
//! none. The date is compared here, with the clock that the command is given.

use std::path::Path;

use airlock_build::writer::{Access, Mode, Output, OutputSet};
use airlock_lock::Image;
use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::run_time::Settings;
use airlock_mirror::emit::{Artifact, Plan, Stamp, TargetOptions, emit, target, targets};

use crate::flags::{Flag, Parsed, Takes};
use crate::{Failure, Surroundings, command_line, place};

/// The flags of both commands.
pub static FLAGS: [Flag; 14] = [
    Flag::works(
        "air-gap",
        Takes::Bool,
        "there is no way to public registries: no fallback",
    ),
    Flag::works(
        "api",
        Takes::Text,
        "the API version of objects: v1beta1 or v1beta2",
    ),
    Flag::works(
        "ca-file",
        Takes::Text,
        "the certificate of the mirror's authority, as PEM",
    ),
    Flag::works("from", Takes::Text, "the lock that names the registries"),
    command_line::HELP,
    Flag::works("mirror", Takes::Text, "the mirror, as HOST[:PORT]"),
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
    Flag::works("target", Takes::Text, "the distribution to write for"),
    Flag::works("target-version", Takes::Text, "its version"),
];

const EMIT: &str = "\
Write the files that make nodes pull from a mirror.

Usage:
  airlock emit --mirror HOST[:PORT] --target TARGET [flags]
  airlock emit --profile NAME --target TARGET [flags]

Flags:
";

const EXPLAIN: &str = "\
Print the URLs that a node asks for an image, in order, and what it sends there.

Usage:
  airlock explain IMAGE --profile NAME [flags]

Flags:
";

/// Runs `airlock emit`.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, EMIT, arguments, surroundings)? else {
        return Ok(());
    };
    command_line::no_arguments(&parsed, "emit")?;
    let names: Vec<&str> = targets().iter().map(|target| target.name()).collect();
    let chosen = parsed.text("target").and_then(target).ok_or_else(|| {
        let cause = format!("--target is one of {}", names.join(", "));
        Failure::Usage(cause, "name one of them")
    })?;
    let (mirror, from) = mirror(&parsed, &[])?;
    check_date(&mirror, surroundings)?;
    let text = |name| parsed.text(name).map(str::to_string);
    let options = TargetOptions {
        version: text("target-version"),
        api: text("api"),
        namespace: text("namespace"),
        name: text("name"),
    };
    let stamp = Stamp {
        made_by: "airlock emit".to_string(),
        lock: from,
        seal: None,
    };
    let plans = Plan::resolve(&mirror);
    let artifacts = emit(chosen, &plans, &options, &stamp).map_err(|r| Failure::Write(r.into()))?;
    match parsed.text("output-dir") {
        Some(folder) => write(Path::new(folder), artifacts, surroundings),
        None => print(&artifacts, surroundings),
    }
}

/// Runs `airlock explain`.
pub fn explain(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, EXPLAIN, arguments, surroundings)? else {
        return Ok(());
    };
    let [name] = parsed.arguments.as_slice() else {
        let cause = "`airlock explain` takes one image".to_string();
        return Err(Failure::Usage(
            cause,
            "name it in full: docker.io/library/nginx:1.29",
        ));
    };
    let image = Image::parse(name).map_err(|e| {
        Failure::Usage(
            e.to_string(),
            "name it in full: docker.io/library/nginx:1.29",
        )
    })?;
    let (mirror, _) = mirror(&parsed, &[])?;
    for plan in Plan::resolve(&mirror) {
        if let Some(phase) = plan.phase {
            writeln!(surroundings.stdout, "{}:", phase.word())?;
        }
        explain_plan(&plan, &image, surroundings)?;
    }
    Ok(())
}

fn explain_plan(
    plan: &Plan,
    image: &Image,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let version = image.digest().or(image.tag()).unwrap_or("latest");
    let Some(upstream) = plan.upstream(image.registry()) else {
        let registry = image.registry();
        return Ok(writeln!(
            surroundings.stdout,
            "{registry} is not mirrored: it is asked itself"
        )?);
    };
    for (at, url) in upstream.urls(image.repository()).into_iter().enumerate() {
        let url = url.replace("https://UPSTREAM", &format!("https://{}", image.registry()));
        let sent = match upstream.endpoints.get(at) {
            Some(endpoint) if endpoint.auth.is_some() => "with the mirror's credentials",
            Some(_) => "anonymously",
            None => "the upstream; nothing of the mirror's is sent",
        };
        writeln!(surroundings.stdout, "{url}/manifests/{version}  {sent}")?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// The mirror that the command line names, and where its registries come from.
fn mirror(parsed: &Parsed, none: &[&str]) -> Result<(Mirror, Option<String>), Failure> {
    let lock_error = |error: airlock_lock::Error| Failure::Write(error.into());
    let (lock, from) = lock(parsed)?;
    let listed = parsed.list("registries");
    let registries: Vec<&str> = match (&lock, listed.is_empty()) {
        (_, false) => listed.iter().map(String::as_str).collect(),
        (Some(lock), true) => lock.registries().into_iter().collect(),
        (None, true) => none.to_vec(),
    };
    let images = lock.as_ref().map(|l| l.needs().into_keys().collect());
    if let Some(profile) = parsed.text("profile") {
        let platform = place::open(&place::root(parsed)?)?;
        let folder = platform.folder().to_path_buf();
        let known = Known {
            registries,
            images: images.unwrap_or_default(),
            file: &|name| read(&folder.join(name)),
        };
        let found = Mirror::of_pins(platform.pins(), profile, &known).map_err(lock_error)?;
        let names: Vec<&str> = platform.pins().mirrors.keys().map(String::as_str).collect();
        let cause = format!(
            "there is no profile `{profile}`; there are: {}",
            names.join(", ")
        );
        let remedy = "add [mirrors.NAME] to charts/versions.toml, or use --mirror";
        return Ok((found.ok_or(Failure::Usage(cause, remedy))?, from));
    }
    let Some(address) = parsed.text("mirror") else {
        let cause = "neither --mirror nor --profile is given".to_string();
        return Err(Failure::Usage(
            cause,
            "say where nodes shall pull: --mirror registry.corp:5000",
        ));
    };
    let mut settings = Settings {
        mirror: address.to_string(),
        air_gap: parsed.is_set("air-gap"),
        ..Settings::default()
    };
    if let Some(path) = parsed.text("ca-file") {
        let pem = read(Path::new(path))
            .map_err(|why| Failure::Usage(format!("--ca-file {path}: {why}"), ""))?;
        settings.ca = Some(pem);
    }
    let known = Known {
        registries,
        images: images.unwrap_or_default(),
        file: &|_| Err("use --ca-file".to_string()),
    };
    let mirror = Mirror::parse(
        "the command line",
        &settings.profile(),
        "command-line",
        &known,
    );
    Ok((mirror.map_err(lock_error)?, from))
}

/// The lock that `--from` names or that the platform has; none where registries are listed.
fn lock(parsed: &Parsed) -> Result<(Option<Lock>, Option<String>), Failure> {
    if !parsed.list("registries").is_empty() {
        return Ok((None, None));
    }
    let path = match parsed.text("from") {
        Some(path) => path.into(),
        None => place::open(&place::root(parsed)?)?.lock_path(),
    };
    let name = path.display().to_string();
    let text = read(&path).map_err(|why| {
        Failure::Usage(
            format!("{name}: {why}"),
            "name a lock with --from, or registries with --registries",
        )
    })?;
    let checksum = airlock_lock::content::sha256(text.as_bytes());
    let lock = Lock::parse(&name, &text).map_err(|error| Failure::Write(error.into()))?;
    let short = path
        .file_name()
        .map_or(name.clone(), |n| n.to_string_lossy().into_owned());
    Ok((Some(lock), Some(format!("{short} ({checksum})"))))
}

fn check_date(mirror: &Mirror, surroundings: &Surroundings<'_>) -> Result<(), Failure> {
    match &mirror.insecure {
        Some(insecure) => insecure
            .check(&date(surroundings.world.now().0))
            .map_err(|error| Failure::Write(error.into())),
        None => Ok(()),
    }
}

/// The day of a Unix time as `YYYY-MM-DD`, by counting eras of 400 years from March on.
pub(crate) fn date(unix: i64) -> String {
    let days = unix.div_euclid(86_400) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let in_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let of_month = in_year - (153 * month + 2) / 5 + 1;
    let (year, month) = match month < 10 {
        true => (year + era * 400, month + 3),
        false => (year + era * 400 + 1, month - 9),
    };
    format!("{year:04}-{month:02}-{of_month:02}")
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

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_have_their_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(1_735_689_599), "2024-12-31");
        assert_eq!(date(1_735_689_600), "2025-01-01");
    }
}

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
    Artifact, Choice, Plan, Refusal, Stamp, Target, TargetOptions, compose, emit, readme, target,
    targets,
};

use crate::flags::{Flag, Parsed, Takes};
use crate::{Failure, Surroundings, command_line, place};

pub(crate) use calendar::date;
pub use explain::{explain, flags as explain_flags};
use mirror::Chosen;

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
    let caches = remotes.is_some() && !development::has_mirror(&parsed);
    let options = options(&parsed, chosen, caches)?;
    if remotes.as_ref().is_some_and(BTreeMap::is_empty) {
        return nothing(surroundings);
    }
    let Chosen {
        mirror,
        from,
        image,
    } = match &remotes {
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
    let mut artifacts = emit(chosen, &plans, &options, &stamp).map_err(refused)?;
    if artifacts.is_empty() {
        return nothing(surroundings);
    }
    if let (Some(remotes), Some(plan)) = (remotes.filter(|_| caches), plans.first()) {
        let network = development::network(&parsed, chosen.name());
        artifacts.push(compose(plan, &remotes, &network, &stamp).map_err(refused)?);
    }
    let Some(folder) = parsed.text("output-dir") else {
        return print(&artifacts, surroundings);
    };
    let told = readme(chosen, &plans, &options, &artifacts, &image, &stamp).map_err(refused)?;
    let private = plans.iter().any(Plan::holds_values);
    write(Path::new(folder), artifacts, told, private, surroundings)
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

/// What the target is told; a flag that it does not read is refused. `caches` says that the name is
/// that of the network which the cluster's caches are in.
fn options(parsed: &Parsed, target: &dyn Target, caches: bool) -> Result<TargetOptions, Failure> {
    let text = |name| parsed.text(name).map(str::to_string);
    let named = caches && development::names_its_network(target.name());
    let options = TargetOptions {
        version: text("target-version"),
        api: text("api"),
        namespace: text("namespace"),
        name: text("name").filter(|_| !named),
    };
    let Some(choice) = options.unread(target) else {
        return Ok(options);
    };
    let flag = match choice {
        Choice::Version => "target-version",
        other => other.word(),
    };
    let cause = format!("--{flag}: the target {} has no use for it", target.name());
    let reads: Vec<&str> = targets()
        .iter()
        .filter(|target| target.reads().contains(&choice))
        .map(|target| target.name())
        .collect();
    let remedy = format!("leave it out; {} read it", reads.join(", "));
    Err(Failure::Flag(cause, remedy))
}

fn check_date(mirror: &Mirror, surroundings: &Surroundings<'_>) -> Result<(), Failure> {
    match &mirror.insecure {
        Some(insecure) => insecure
            .check(&date(surroundings.world.now().0))
            .map_err(settings::failure),
        None => Ok(()),
    }
}

/// Writes the files and their README. What holds credentials is its owner's alone, and so is all
/// of it where `private` says that any file may hold them.
fn write(
    folder: &Path,
    artifacts: Vec<Artifact>,
    readme: Artifact,
    private: bool,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let mut set = OutputSet::new(folder);
    for artifact in artifacts {
        let node = artifact.node.as_ref();
        let secret = node.is_some_and(|node| node.mode == "0600");
        let mut output = Output::new(artifact.path, artifact.bytes);
        if secret || private {
            output.access = Access::Private;
        }
        set.add(output)?;
    }
    set.add(Output::new(readme.path, readme.bytes))?;
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

//! `airlock gen`: from `charts/versions.toml` to the lock and everything in `generated/`.
//!
//! One function makes the files; writing and checking differ in what is done with them. Whatever is
//! made depends on the lock and on the charts in the tree alone.

mod header;
mod index;
mod manifests;
mod nodes;
mod registries;
mod rust;

use std::path::Path;

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_build::{Folders, Platform, Relocked, relock};
use airlock_lock::content::sha256;

use crate::emit::date;
use crate::flags::{Flag, Takes};
use crate::{Failure, Surroundings, command_line, lock, place};

/// The folder below the root that everything in is made here.
pub const FOLDER: &str = "generated";

/// The command's flags.
pub static FLAGS: [Flag; 3] = [
    Flag::works(
        "check",
        Takes::Bool,
        "write nothing; fail and show the difference where a file is not as it has to be",
    ),
    command_line::HELP,
    place::ROOT,
];

const USAGE: &str = "\
Bring charts/airlock.lock and generated/ up to date with charts/versions.toml.

Usage:
  airlock gen [flags]

Flags:
";

/// Runs the command.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, USAGE, arguments, surroundings)? else {
        return Ok(());
    };
    command_line::no_arguments(&parsed, "gen")?;
    let root = place::root(&parsed)?;
    let platform = place::open(&root)?;
    let relocked = relock(&platform, &Folders::default())?;
    lock::check_accepted(&relocked)?;
    let mode = match parsed.is_set("check") {
        true => Mode::Check,
        false => Mode::Write,
    };
    warn(&platform, &relocked, surroundings)?;
    let outcome = make(&root, &platform, &relocked)?.run(mode)?;
    write!(surroundings.stdout, "{outcome}")?;
    if outcome.is_clean() {
        return Ok(());
    }
    Err(Failure::NotFresh(match mode {
        Mode::Write => "move away what airlock did not make, or take it out of generated/",
        _ => "`airlock gen` mends this (in airlock's own repository: `cargo xtask gen`)",
    }))
}

/// How long before its end a permission is told of.
const MONTH: i64 = 30 * 86_400;

/// Says which permissions for insecure transport have ended, which `emit` refuses, or end soon.
fn warn(
    platform: &Platform,
    relocked: &Relocked,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let now = surroundings.world.now().0;
    let (today, later) = (date(now), date(now.saturating_add(MONTH)));
    for mirror in nodes::mirrors(platform, relocked)? {
        let Some(insecure) = &mirror.insecure else {
            continue;
        };
        let ended = insecure.check(&today).err();
        if let Some(error) = ended.as_ref().or_else(|| insecure.ends_before(&later)) {
            writeln!(surroundings.stderr, "warning: {error:#}")?;
        }
    }
    Ok(())
}

/// Every file that depends on the pins.
pub fn make(root: &Path, platform: &Platform, relocked: &Relocked) -> Result<OutputSet, Failure> {
    let mut set = OutputSet::new(root);
    set.own(FOLDER)?;
    let lock = lock::output(relocked);
    let from = format!("{} ({})", lock.path, sha256(&lock.bytes));
    set.add(lock)?;
    let files = files(platform, relocked)?;
    let profiles = nodes::write(platform, relocked, &from)?;
    set.add(file("README.md", index::write(relocked, &files, &profiles)))?;
    for profile in profiles {
        for (name, bytes) in profile.files {
            set.add(file(&format!("{}/{name}", profile.name), bytes))?;
        }
    }
    for (name, _, bytes) in files {
        set.add(file(&name, bytes))?;
    }
    Ok(set)
}

/// A file's name below [`FOLDER`], what it is, and its bytes.
type Made = (String, &'static str, Vec<u8>);

fn files(platform: &Platform, relocked: &Relocked) -> Result<Vec<Made>, Failure> {
    let lock = &relocked.lock;
    let mut files: Vec<Made> = vec![
        (
            "images.rs".to_string(),
            "The constants that build.rs makes, for reading",
            rust::write(lock)?,
        ),
        (
            "images.txt".to_string(),
            "Every image, one a line, for programs that copy images",
            registries::list(lock),
        ),
        (
            "registry-manifest.yaml".to_string(),
            "Each registry, its images, who needs them and where",
            registries::manifest(lock),
        ),
    ];
    files.extend(manifests::write(platform, relocked));
    Ok(files)
}

fn file(name: &str, bytes: Vec<u8>) -> Output {
    Output::new(format!("{FOLDER}/{name}"), bytes)
}

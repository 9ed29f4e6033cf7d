//! `airlock lock`: writes `charts/airlock.lock` for `charts/versions.toml`.
//!
//! What is at hand is rendered; what is not is kept as it was locked. What a person has to look at
//! is not written without `--accept`.

use std::path::{Path, PathBuf};

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_build::{Error, Folders, LOCK_FILE, Relocked, relock};

use crate::flags::{Flag, Takes};
use crate::{Failure, Surroundings, command_line, place};

/// The command's flags.
pub static FLAGS: [Flag; 4] = [
    Flag::works(
        "accept",
        Takes::Bool,
        "take other archives of the same version, and other images from another kind of source",
    ),
    Flag::works(
        "from",
        Takes::List,
        "a folder with charts, as NAME-VERSION.tgz or as folders of that name",
    ),
    command_line::HELP,
    place::ROOT,
];

const USAGE: &str = "\
Render the pinned charts that are at hand, find their images, and write charts/airlock.lock.

Usage:
  airlock lock [flags]

Flags:
";

/// Runs the command.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, USAGE, arguments, surroundings)? else {
        return Ok(());
    };
    command_line::no_arguments(&parsed, "lock")?;
    let root = place::root(&parsed)?;
    let platform = place::open(&root)?;
    let folders = Folders(parsed.list("from").into_iter().map(PathBuf::from).collect());
    check_folders(&folders)?;
    let relocked = relock(&platform, &folders)?;
    surroundings
        .stdout
        .write_all(relocked.changes.to_text().as_bytes())?;
    if !parsed.is_set("accept") {
        check_accepted(&relocked)?;
    }
    let mut set = OutputSet::new(&root);
    set.add(output(&relocked))?;
    let outcome = set.run(Mode::Write)?;
    Ok(write!(surroundings.stdout, "{outcome}")?)
}

fn check_folders(folders: &Folders) -> Result<(), Failure> {
    match folders.0.iter().find(|folder| !folder.is_dir()) {
        Some(folder) => Err(Failure::Usage(
            format!("--from {}: there is no such folder", folder.display()),
            "name a folder with charts in it",
        )),
        None => Ok(()),
    }
}

/// Fails where a person has to look first; the lock stays as it was.
pub(crate) fn check_accepted(relocked: &Relocked) -> Result<(), Error> {
    match relocked.to_accept.as_slice() {
        [] => Ok(()),
        several => Err(Error::several(several)),
    }
}

/// The lock as a file below the root.
pub(crate) fn output(relocked: &Relocked) -> Output {
    let folder = Path::new(place::VERSIONS).parent().unwrap_or(Path::new(""));
    let path = folder
        .join(LOCK_FILE)
        .display()
        .to_string()
        .replace('\\', "/");
    Output::new(path, relocked.lock.write())
}

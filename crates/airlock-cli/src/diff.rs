//! `airlock diff`: what changed from one lock to another, for people, pull requests and programs.
//!
//! A lock is named by its file, or by a git revision that has one.

use std::fs;
use std::path::Path;
use std::process::Command;

use airlock_build::{Error, LOCK_FILE};
use airlock_lock::diff::Diff;
use airlock_lock::lock::Lock;

use crate::flags::{Flag, Takes};
use crate::{Failure, Surroundings, command_line, place};

/// The command's flags.
pub static FLAGS: [Flag; 3] = [
    Flag::works(
        "format",
        Takes::Text,
        "text (the default), markdown or json",
    ),
    command_line::HELP,
    place::ROOT,
];

const USAGE: &str = "\
Show images, registries and charts that were added, removed or changed between two locks.

Usage:
  airlock diff [A [B]] [flags]

A and B are files, folders with a charts/airlock.lock, or git revisions. A is HEAD where it is not
given, and B the lock as it lies here.

Flags:
";

/// Runs the command.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, USAGE, arguments, surroundings)? else {
        return Ok(());
    };
    let (before, after) = match parsed.arguments.as_slice() {
        [] => ("HEAD", None),
        [before] => (before.as_str(), None),
        [before, after] => (before.as_str(), Some(after.as_str())),
        _ => {
            return Err(Failure::Usage(
                "more than two locks".to_string(),
                "`airlock diff --help` shows the usage",
            ));
        }
    };
    let root = || place::root(&parsed);
    let before = read(before, root)?;
    let after = match after {
        Some(after) => read(after, root)?,
        None => from_file(&root()?.join("charts").join(LOCK_FILE))?,
    };
    let diff = Diff::between(&before, &after);
    let told = match parsed.text("format") {
        None | Some("text") => diff.to_text(),
        Some("markdown") => diff.to_markdown(),
        Some("json") => diff.to_json(),
        Some(other) => {
            return Err(Failure::Usage(
                format!("there is no format `{other}`"),
                "it is text, markdown or json",
            ));
        }
    };
    Ok(surroundings.stdout.write_all(told.as_bytes())?)
}

fn read(
    name: &str,
    root: impl Fn() -> Result<std::path::PathBuf, Failure>,
) -> Result<Lock, Failure> {
    let path = Path::new(name);
    if path.is_dir() {
        return from_file(&path.join("charts").join(LOCK_FILE));
    }
    if path.is_file() {
        return from_file(path);
    }
    from_git(name, &root()?)
}

fn from_file(path: &Path) -> Result<Lock, Failure> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        Error::new(format!("reading {shown}: {error}"))
            .remedy("name a lock's file, or run `airlock lock`")
    })?;
    Ok(parsed(&shown, &text)?)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a revision was named, and git alone knows what is in it"
)]
fn from_git(revision: &str, root: &Path) -> Result<Lock, Failure> {
    let missing = |why: &str| {
        Failure::from(
            Error::new(format!(
                "`{revision}` is neither a file nor a revision with a lock: {why}"
            ))
            .remedy("name a file, or a revision that git knows here"),
        )
    };
    if revision.starts_with('-') {
        return Err(missing("it begins with a dash"));
    }
    let object = match revision.contains(':') {
        true => revision.to_string(),
        false => format!("{revision}:./charts/{LOCK_FILE}"),
    };
    let here = if root.as_os_str().is_empty() {
        Path::new(".")
    } else {
        root
    };
    let output = Command::new("git")
        .args(["show", &object])
        .current_dir(here)
        .output()
        .map_err(|error| missing(&error.to_string()))?;
    if !output.status.success() {
        return Err(missing(String::from_utf8_lossy(&output.stderr).trim()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(parsed(&object, &text)?)
}

fn parsed(name: &str, text: &str) -> Result<Lock, Error> {
    Ok(Lock::parse(name, text)?)
}

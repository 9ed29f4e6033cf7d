//! Running other programs: cargo, Go, Helm. May not decide what a result means.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program to be run.
#[expect(
    clippy::disallowed_methods,
    reason = "xtask is where other programs are run"
)]
pub fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}

/// The cargo that runs this task.
pub fn cargo() -> Command {
    let mut cargo = program(variable("CARGO").unwrap_or_else(|| "cargo".to_owned()));
    cargo.current_dir(crate::root());
    cargo
}

/// An environment variable.
#[expect(clippy::disallowed_methods, reason = "xtask may read the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Where a program lies, by `PATH` and by where its installer puts it.
pub fn find(name: &str, elsewhere: &[&str]) -> Option<PathBuf> {
    let path = variable("PATH").unwrap_or_default();
    let listed = std::env::split_paths(&path).map(|folder| folder.join(name));
    let usual = elsewhere.iter().map(|folder| Path::new(folder).join(name));
    listed.chain(usual).find(|file| file.is_file())
}

/// Whether a program ends well; it prints where we print.
pub fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

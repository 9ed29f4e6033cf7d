//! `cargo xtask gen`, `lock`, `vendor` and `diff`: what `airlock` does, in this repository. May not
//! do anything else than the binary's commands do.

use std::io::{self, Cursor, IsTerminal as _};

use airlock_cli::Surroundings;

use crate::Outcome;
use crate::ours::Fixed;
use crate::programs::variable;

/// The commands that are tasks too.
pub const COMMANDS: [&str; 4] = ["gen", "lock", "vendor", "diff"];

/// Runs a command with a task's arguments.
pub fn run(command: &str, words: &[String]) -> Outcome {
    let root = crate::root().display().to_string();
    let mut arguments = vec![command.to_owned(), "--root".to_owned(), root];
    arguments.extend_from_slice(words);
    let code = airlock_cli::run(
        &arguments,
        &mut Surroundings {
            stdout: &mut io::stdout().lock(),
            stderr: &mut io::stderr().lock(),
            terminal: io::stderr().is_terminal(),
            stdin: &mut Cursor::new(&[]),
            variable,
            world: &Fixed,
            functions: None,
        },
    );
    Ok(code == 0)
}

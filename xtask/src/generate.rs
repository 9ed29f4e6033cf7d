//! `cargo xtask gen`: `airlock gen` in this repository.

use std::io::{self, Cursor};

use airlock_cli::Surroundings;

use crate::Outcome;
use crate::ours::Fixed;

/// Runs the task.
pub fn run(words: &[String]) -> Outcome {
    let root = crate::root().display().to_string();
    let mut arguments = vec!["gen".to_owned(), "--root".to_owned(), root];
    arguments.extend_from_slice(words);
    let code = airlock_cli::run(
        &arguments,
        &mut Surroundings {
            stdout: &mut io::stdout().lock(),
            stderr: &mut io::stderr().lock(),
            stdin: &mut Cursor::new(&[]),
            variable: |_| None,
            world: &Fixed,
            functions: None,
        },
    );
    Ok(code == 0)
}

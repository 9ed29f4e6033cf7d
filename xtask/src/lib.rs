//! The tasks of this repository: generate, test, compare with Helm, measure.
//!
//! Nothing here ships. It may run other programs, look at clocks and read the environment, which
//! the crates that ship may not.

pub mod bench;
pub mod commands;
pub mod conformance;
pub mod files;
pub mod fixtures;
pub mod fuzz;
pub mod gates;
pub mod judges;
pub mod oracle;
pub mod ours;
mod processor;
pub mod programs;
pub mod standins;
pub mod tgz;
pub mod walls;

use commands::COMMANDS;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a task gives: whether all is well, or why it could not be told.
pub type Outcome = Result<bool, Box<dyn Error>>;

const USAGE: &str = "\
cargo xtask gen [--check]     bring the lock and generated/ up to date with the pins (or say what is stale)
cargo xtask lock [--from DIR…] [--accept]
                              write charts/airlock.lock alone
cargo xtask vendor            download what is pinned into charts/vendor/, verified
cargo xtask diff [A [B]]      what changed from one lock to another
cargo xtask test              formatting, clippy, all tests, changed fixtures, gen --check, packages, the ledger
cargo xtask conformance [DIR…] [--shared DIR] [--charts DIR] [--no-oracle]
                              compare with Helm: our fixture charts, and the charts laid in DIR;
                              then the matrix of node configuration
cargo xtask conformance --bless
                              make the goldens of the fixture charts anew, from Helm
cargo xtask conformance --bless-lines
                              make the expected origins of lines anew, to be read by you
cargo xtask fuzz [TARGET…] [--seconds N] [--seed N] [--input FILE]
                              give changed fixtures to everything that reads what others wrote
cargo xtask judges [NAME…] [--matrix] [--bless]
                              hold the judges of node configuration to their cases, and what they
                              understand of what is emitted to the plan (with --matrix that alone)
cargo xtask bench render [DIR] [--shared DIR] [--helm PATH] [--runs N]
                              measure against Helm
cargo xtask bench images DIR --shared DIR [--helm PATH] [--runs N] [--only NAME] [--size MB]
                              list images beside grep and truth, walk streams beside a parse
cargo xtask bench emit        measure what all node configuration takes after start
cargo xtask bench build       measure what our constants cost a crate outside this workspace
";

/// Runs a task.
pub fn run(arguments: &[String]) -> ExitCode {
    let (task, rest) = match arguments.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", arguments),
    };
    let outcome = match task {
        command if COMMANDS.contains(&command) => commands::run(command, rest),
        "test" => gates::run(rest),
        "conformance" => conformance::run(rest),
        "fuzz" => fuzz::run(rest),
        fuzz::CASES => fuzz::run_cases(rest),
        "judges" => judges::run(rest),
        "bench" => bench::run(rest),
        bench::MEASURE => bench::measure(rest),
        _ => {
            print!("{USAGE}");
            Ok(matches!(task, "help" | "--help"))
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask {task}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The options of a task: what `--name VALUE` gives, flags without a value, and the rest.
#[derive(Debug, Default)]
pub struct Arguments {
    pairs: Vec<(String, String)>,
    flags: Vec<String>,
    /// What is no option.
    pub rest: Vec<String>,
}

impl Arguments {
    /// Reads a task's arguments; `valued` and `flags` are the names that it knows.
    pub fn read(words: &[String], valued: &[&str], flags: &[&str]) -> Result<Self, Box<dyn Error>> {
        let mut read = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if valued.contains(&word.as_str()) {
                let value = words
                    .next()
                    .ok_or_else(|| format!("{word} needs a value"))?;
                read.pairs.push((word.clone(), value.clone()));
            } else if flags.contains(&word.as_str()) {
                read.flags.push(word.clone());
            } else if word.starts_with("--") {
                return Err(format!("unknown option {word}\n{USAGE}").into());
            } else {
                read.rest.push(word.clone());
            }
        }
        Ok(read)
    }

    /// The value of an option.
    pub fn value(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().rev().find(|(n, _)| n == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// Whether a flag was given.
    pub fn has(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }
}

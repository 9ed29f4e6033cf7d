//! `cargo xtask conformance`: our renderer against Helm, to the byte, with no masks.
//!
//! Fixture charts are compared with their goldens and, where Go is, with Helm itself; charts that
//! are laid somewhere with Helm, or with the table's checksums where there is no Go. Random, timed
//! and key-making functions have the same stand-ins on both sides. Node configuration follows, with
//! what its judges understand of it.

mod difference;
mod fixture_charts;
mod ledger;
pub mod rows;
pub mod table;

use std::path::{Path, PathBuf};

pub use difference::difference;
pub use ledger::{Ledger, Verdict};

use airlock_helm::Compat;

use crate::oracle::Oracle;
use crate::{Arguments, Outcome, fixtures, judges};

/// How many of how many were the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    same: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, same: bool) {
        self.all += 1;
        self.same += usize::from(same);
    }

    fn is_whole(self) -> bool {
        self.same == self.all
    }
}

/// Runs the task.
pub fn run(words: &[String]) -> Outcome {
    let arguments = Arguments::read(
        words,
        &["--shared", "--charts", "--compat"],
        &["--bless", "--bless-lines", "--no-oracle"],
    )?;
    let compat = compat(&arguments)?;
    let oracle = if arguments.has("--no-oracle") {
        Err("it was not asked for".to_owned())
    } else {
        Oracle::build(compat)
    };
    if let Err(why) = &oracle {
        println!("no judge: {why}; goldens and the table's checksums are compared with");
    }
    let oracle = oracle.ok();
    if arguments.has("--bless-lines") {
        return fixture_charts::bless_lines();
    }
    if arguments.has("--bless") {
        return fixture_charts::bless(oracle.as_ref(), compat);
    }
    let shared = arguments.value("--shared").map(absolute).transpose()?;
    let mut well = true;
    for folder in folders(&arguments)? {
        let count = if fixtures::holds_fixtures(&folder) {
            fixture_charts::compare(&folder, oracle.as_ref(), compat)?
        } else {
            rows::compare(&folder, shared.as_deref(), oracle.as_ref(), compat)?
        };
        println!(
            "{}: {} of {} identical",
            folder.display(),
            count.same,
            count.all
        );
        well &= count.is_whole();
    }
    println!("node configuration, by profile, target and judge:");
    if arguments.has("--no-oracle") {
        println!("SKIPPED: the judges of node configuration were not asked for");
        return Ok(well);
    }
    Ok(judges::matrix(false)? && well)
}

/// Which Helm is compared with.
fn compat(arguments: &Arguments) -> Result<Compat, String> {
    match arguments.value("--compat") {
        None | Some("helm4") => Ok(Compat::Helm4),
        Some("helm3") => Ok(Compat::Helm3),
        Some(other) => Err(format!("--compat {other}: give helm4 or helm3")),
    }
}

/// The folders that are named; the fixture charts where none is.
fn folders(arguments: &Arguments) -> Result<Vec<PathBuf>, std::io::Error> {
    let named = arguments
        .rest
        .iter()
        .map(String::as_str)
        .chain(arguments.value("--charts"));
    let named: Vec<PathBuf> = named.map(absolute).collect::<Result<_, _>>()?;
    if named.is_empty() {
        return Ok(vec![crate::root().join("tests/charts")]);
    }
    Ok(named)
}

fn absolute(path: impl AsRef<Path>) -> Result<PathBuf, std::io::Error> {
    let path = path.as_ref();
    std::fs::canonicalize(path)
        .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", path.display())))
}

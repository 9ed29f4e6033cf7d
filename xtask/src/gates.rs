//! `cargo xtask test`: everything that has to hold before a commit, one gate after the other.
//!
//! Needs nothing but Rust. Every gate runs, whatever became of the one before; the last line says
//! how many tests and gates passed and failed.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use airlock_helm::Compat;

use crate::conformance::Ledger;
use crate::programs::{cargo, program, succeeds, variable};
use crate::{Arguments, Outcome, commands};

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn gate(&mut self, name: &str, well: bool) {
        let verdict = if well { "ok" } else { "FAILED" };
        println!("gate {name}: {verdict}");
        self.passed += usize::from(well);
        self.failed += usize::from(!well);
    }
}

/// Runs the task.
pub fn run(words: &[String]) -> Outcome {
    Arguments::read(words, &[], &[])?;
    let mut tally = Tally::default();
    let fmt = succeeds(cargo().args(["fmt", "--all", "--check"]));
    tally.gate("formatting", fmt);
    let clippy = succeeds(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]));
    tally.gate("clippy", clippy);
    let tests = tests(&mut tally)?;
    tally.gate("tests", tests);
    tally.gate("changed fixtures", fuzz());
    tally.gate(
        "generated files",
        told(commands::run("gen", &["--check".to_owned()])),
    );
    for compat in [Compat::Helm4, Compat::Helm3] {
        let name = Ledger::name(compat);
        tally.gate(name, told(ledger(compat)));
    }
    tally.gate("example", example());
    tally.gate("packages", packages());
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(tally.failed == 0)
}

fn told(outcome: Outcome) -> bool {
    outcome.unwrap_or_else(|error| {
        println!("{error}");
        false
    })
}

/// All tests, counted by what their summaries say.
fn tests(tally: &mut Tally) -> Result<bool, Box<dyn Error>> {
    let mut child = cargo()
        .args(["test", "--workspace", "--all-features", "--no-fail-fast"])
        .stdout(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().ok_or("no pipe from cargo")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        if line.starts_with("test result:") {
            tally.passed += number_before(&line, " passed");
            tally.failed += number_before(&line, " failed");
        }
    }
    Ok(child.wait()?.success())
}

fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before
        .rsplit(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0)
}

/// The fuzz targets, by a program of their own: building the tests may have put another in this one's place.
fn fuzz() -> bool {
    let run = ["run", "--quiet", "--package", "xtask", "--", "fuzz"];
    succeeds(cargo().args(run))
}

/// The operator builds with its own lock file, says what its constants hold, and generates what its
/// own tests expect, with a mirror and without.
fn example() -> bool {
    let folder = crate::root().join("examples/operator");
    let target = crate::oracle::target_folder().join("example");
    ["run", "test"].into_iter().all(|command| {
        succeeds(
            cargo()
                .current_dir(&folder)
                .args([command, "--quiet", "--locked"])
                .env("CARGO_TARGET_DIR", &target),
        )
    })
}

/// The packages that others download can be made, each from nothing but its own files and the
/// packages before it.
fn packages() -> bool {
    let target = crate::oracle::target_folder().join("packages");
    forget_packages(&target);
    succeeds(
        cargo()
            .args([
                "package",
                "--workspace",
                "--exclude",
                "xtask",
                "--allow-dirty",
                "--quiet",
            ])
            .env("CARGO_TARGET_DIR", target),
    )
}

/// Removes what an earlier run unpacked and built. Cargo takes a package of one name and version for
/// the same for ever, and would hold today's packages against yesterday's.
fn forget_packages(target: &Path) {
    // What cannot be removed is not there, or is told by Cargo.
    let _ = fs::remove_dir_all(target);
    let Some(home) = cargo_home() else { return };
    for registry in folders_in(&home.join("registry/src")) {
        let name = registry.file_name().unwrap_or_default();
        // A folder without a host's name is that of packages which were just made.
        if !name.to_string_lossy().starts_with('-') {
            continue;
        }
        for package in folders_in(&registry) {
            let name = package.file_name().unwrap_or_default();
            if name.to_string_lossy().starts_with("airlock-") {
                let _ = fs::remove_dir_all(package);
            }
        }
    }
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn cargo_home() -> Option<PathBuf> {
    let own = variable("CARGO_HOME").map(PathBuf::from);
    own.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cargo")))
}

/// The ledger is as the conformance task writes it, and has not fallen behind any commit's.
fn ledger(compat: Compat) -> Outcome {
    let name = Ledger::name(compat);
    let now = Ledger::read(&Ledger::path_for(compat))?;
    println!(
        "{name}: {} of {} rows identical",
        now.identical(),
        now.len()
    );
    // Outside a repository there is nothing to fall behind.
    let commits = git(&["log", "--format=%h", "--", name]).unwrap_or_default();
    for commit in commits.lines() {
        let text = git(&["show", &format!("{commit}:{name}")]).unwrap_or_default();
        let before = Ledger::parse(&text).map_or(0, |ledger| ledger.identical());
        if now.identical() < before {
            println!("commit {commit} had {before}: find out what was lost");
            return Ok(false);
        }
    }
    Ok(true)
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = program("git")
        .args(arguments)
        .current_dir(crate::root())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn summaries_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured";
        assert_eq!(number_before(line, " passed"), 12);
        assert_eq!(number_before(line, " failed"), 3);
    }
}

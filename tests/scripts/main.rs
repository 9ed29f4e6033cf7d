//! The scripts and commands that we emit, run in `sh` on the files of a node: each twice, below a
//! folder that stands for `/`, with stand-ins for what changes a machine and with containerd's own
//! loader, of every version that can be had, as `containerd`.
//!
//! A folder of `cases` holds `case.txt` (lines of a key and its words), the node's files before
//! (`root/`), and what comes of it (`expected.txt`). `AIRLOCK_BLESS=1` writes that; review it.
#![cfg(all(feature = "emit", target_os = "linux"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, starts programs and writes what they read"
)]

mod case;
mod containerd;
mod lines;
mod node;

use case::Case;
use containerd::Containerd;
use node::Node;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/cases");
    let entries = fs::read_dir(root).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Every test's lines that go to people although the harness hides what is printed.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: scripts on a node, {why}");
}

/// What each part of a case (one for each containerd) comes to; none for those that are not here.
fn parts(case: &Case, there: &[Containerd]) -> Vec<(String, Option<String>)> {
    let one = |name: &String| {
        let program = match name.as_str() {
            "none" => Some(Containerd::none()),
            name => there.iter().find(|c| c.name == name).cloned(),
        };
        let title = format!("== containerd {name}\n");
        (
            title,
            program.map(|program| Node::lay(case, &program).told()),
        )
    };
    case.words("containerd").iter().map(one).collect()
}

/// What is expected of a part: its lines, without those of the other parts.
fn part<'g>(golden: &'g str, title: &str) -> &'g str {
    let Some((_, rest)) = golden.split_once(title) else {
        return "";
    };
    rest.split_inclusive('\n')
        .position(|line| line.starts_with("== "))
        .map_or(rest, |lines| {
            let length: usize = rest.split_inclusive('\n').take(lines).map(str::len).sum();
            &rest[..length]
        })
}

#[test]
fn scripts_do_twice_what_their_cases_expect() {
    let there = containerd::found();
    let bless = std::env::var_os("AIRLOCK_BLESS").is_some();
    let (mut wrong, mut missing) = (String::new(), BTreeSet::new());
    for folder in cases() {
        let case = Case::read(&folder);
        let path = folder.join("expected.txt");
        let golden = fs::read_to_string(&path).unwrap_or_default();
        let mut now = String::new();
        for (title, told) in parts(&case, &there) {
            let expected = part(&golden, &title);
            let told = told.unwrap_or_else(|| {
                missing.insert(title.trim_start_matches("== ").trim().to_string());
                expected.to_string()
            });
            if told != expected {
                writeln!(wrong, "{}\n{title}{told}", folder.display()).unwrap();
            }
            now.push_str(&format!("{title}{told}"));
        }
        if bless {
            fs::write(&path, now).unwrap();
        } else if now != golden {
            writeln!(wrong, "{}: other parts are expected", folder.display()).unwrap();
        }
    }
    missing
        .iter()
        .for_each(|name| skipped(&format!("{name} is not here")));
    assert!(bless || wrong.is_empty(), "not as expected:\n{wrong}");
}

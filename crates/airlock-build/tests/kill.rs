//! A real process, really killed at many points: each file is whole, and the next run mends.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test, which starts and kills a process of its own"
)]

use airlock_build::writer::{Mode, Output, OutputSet};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const FILES: usize = 12;
const ROOT: &str = "AIRLOCK_TEST_ROOT";

fn content(round: usize, file: usize) -> String {
    format!("round {round} file {file}\n").repeat(40_000)
}

fn set(root: &Path, round: usize) -> OutputSet {
    let mut set = OutputSet::new(root);
    for file in 0..FILES {
        set.add(Output::new(
            format!("out/{}/{file}", file % 4),
            content(round, file),
        ))
        .unwrap();
    }
    set.own("out").unwrap();
    set
}

/// Not a test: the process that is killed. It writes round after round until then.
#[test]
#[ignore = "started by the test below"]
fn child_writes_for_ever() {
    let Ok(root) = std::env::var(ROOT) else {
        return;
    };
    for round in 0.. {
        set(Path::new(&root), round).run(Mode::Write).unwrap();
    }
}

/// Every file is there and whole; gives the rounds that are seen.
fn assert_whole(root: &Path) -> BTreeSet<usize> {
    let mut rounds = BTreeSet::new();
    for file in 0..FILES {
        let path = root.join(format!("out/{}/{file}", file % 4));
        let text = fs::read_to_string(path).unwrap_or_default();
        let round = text.split(' ').nth(1).and_then(|round| round.parse().ok());
        let Some(round) = round else {
            panic!("file {file} is gone or torn: {:?}", text.get(..40))
        };
        assert!(text == content(round, file), "file {file} is torn");
        rounds.insert(round);
    }
    rounds
}

#[test]
fn killed_at_many_points_each_file_is_whole() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kill 9");
    let _ = fs::remove_dir_all(&root);
    set(&root, 0).run(Mode::Write).unwrap();
    let mut mixed = 0;
    for attempt in 0..25_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_writes_for_ever", "--ignored"])
            .env(ROOT, &root)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(20 + attempt * 7));
        child.kill().unwrap();
        child.wait().unwrap();
        mixed += usize::from(assert_whole(&root).len() > 1);
    }
    println!("{mixed} of 25 kills left a set of two rounds");
    set(&root, 0).run(Mode::Write).unwrap();
    assert!(set(&root, 0).run(Mode::Check).unwrap().is_fresh());
    assert_eq!(
        fs::read_dir(root.join("out/0")).unwrap().count(),
        FILES / 4,
        "nothing staged is left"
    );
}

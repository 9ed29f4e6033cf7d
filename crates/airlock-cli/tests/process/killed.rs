//! `kill -9` at many points.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::platform::{CHARTS, Files, Platform, ended, packed, repository, told};
use crate::server::Answer;

/// Starts a process and kills it after a while; whether it had ended by itself.
fn kill_after(command: &mut Command, while_it_runs: Duration) -> bool {
    let mut child = command.spawn().unwrap();
    std::thread::sleep(while_it_runs);
    let over = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait_with_output().unwrap();
    over
}

/// How long a process takes that is left alone.
fn whole_run(command: &mut Command) -> Duration {
    let start = Instant::now();
    let (well, _, stderr) = ended(command);
    assert!(well, "{stderr}");
    start.elapsed()
}

/// Every file of `old` is there and is whole: as in `old`, or as in `new`. Says how many are new.
fn assert_whole(found: &Files, old: &Files, new: &Files) -> usize {
    let mut renewed = 0;
    for (path, before) in old {
        let now = found.get(path);
        assert!(
            now.is_some() && (now == Some(before) || now == new.get(path)),
            "{path} is gone or torn"
        );
        renewed += usize::from(now != Some(before));
    }
    renewed
}

fn assert_nothing_staged(files: &Files) {
    let staged = files.keys().find(|path| path.contains(".airlock-new-"));
    assert_eq!(staged, None);
}

#[test]
fn gen_leaves_each_file_old_or_new_and_the_next_run_mends() {
    let platform = Platform::new("gen killed");
    platform.lay_charts("v1");
    whole_run(&mut platform.airlock(&["gen"]));
    let old = platform.made();
    platform.lay_charts("v2");
    let whole = whole_run(&mut platform.airlock(&["gen"]));
    let new = platform.made();
    let (mut mixed, attempts) = (0, 40);
    for attempt in 0..attempts {
        platform.restore(&old);
        kill_after(
            &mut platform.airlock(&["gen"]),
            whole * attempt / (attempts - 8),
        );
        let left = platform.made();
        let renewed = assert_whole(&left, &old, &new);
        let done = new
            .iter()
            .all(|(path, bytes)| left.get(path) == Some(bytes));
        mixed += u32::from(renewed > 0 && !done);
        let (fresh, stdout, _) = ended(&mut platform.airlock(&["gen", "--check"]));
        assert_eq!(fresh, done, "{stdout}");
        assert_eq!(fresh, !stdout.contains("(stale)"), "{stdout}");
        let (well, _, stderr) = ended(&mut platform.airlock(&["gen"]));
        assert!(well, "{stderr}");
        assert!(platform.made() == new, "attempt {attempt}");
        assert_nothing_staged(&platform.files(""));
    }
    println!("{mixed} of {attempts} kills left a set of old and new files");
}

/// A limit on a file's size ends the process by a signal in the midst of a write.
#[test]
fn gen_killed_in_the_midst_of_a_write_has_replaced_nothing() {
    let platform = Platform::new("gen killed writing");
    platform.lay_charts("v1");
    whole_run(&mut platform.airlock(&["gen"]));
    let old = platform.made();
    platform.lay_charts("v2");
    let (well, _, _) = ended(&mut platform.airlock_after("ulimit -f 8", &["gen"]));
    assert!(!well);
    assert_eq!(assert_whole(&platform.made(), &old, &old), 0);
    let staged = |files: Files| files.keys().any(|path| path.contains(".airlock-new-"));
    assert!(staged(platform.files("")), "it was not killed in a write");
    assert!(!ended(&mut platform.airlock(&["gen", "--check"])).0);
    assert!(ended(&mut platform.airlock(&["gen"])).0);
    assert!(ended(&mut platform.airlock(&["gen", "--check"])).0);
    assert_nothing_staged(&platform.files(""));
}

#[test]
fn vendor_leaves_archives_and_lock_old_or_new_and_the_next_run_mends() {
    let platform = Platform::new("vendor killed");
    let first = repository("v1", Answer::ok);
    platform.pin_charts(&first, "v1");
    whole_run(&mut platform.airlock(&["vendor"]));
    whole_run(&mut platform.airlock(&["lock"]));
    let old = platform.files("charts/vendor");
    assert_eq!(old.len(), CHARTS);
    let lock = platform.made();

    // While archives come slowly nothing is written at all.
    let slow = repository("v2", |bytes| {
        Answer::ok(bytes).dripping(Duration::from_millis(20))
    });
    platform.pin_charts(&slow, "v2");
    for attempt in 1..8 {
        let over = kill_after(
            &mut platform.airlock(&["vendor"]),
            attempt * Duration::from_millis(60),
        );
        assert!(!over, "it had ended before it was killed");
        assert!(platform.files("charts/vendor") == old);
    }
    assert!(!slow.requests().is_empty());

    let second = repository("v2", Answer::ok);
    platform.pin_charts(&second, "v2");
    let whole = whole_run(&mut platform.airlock(&["vendor"]));
    let new = platform.files("charts/vendor");
    assert!(
        new.values().eq((0..CHARTS)
            .map(|chart| packed(chart, "v2"))
            .collect::<Vec<_>>()
            .iter())
    );
    let attempts = 24;
    for attempt in 0..attempts {
        platform.restore(&old);
        kill_after(
            &mut platform.airlock(&["vendor"]),
            whole * attempt / (attempts - 4),
        );
        assert_whole(&platform.files("charts/vendor"), &old, &new);
        assert!(platform.made() == lock);
        let (well, _, stderr) = ended(&mut platform.airlock(&["vendor"]));
        assert!(well, "{stderr}");
        assert!(platform.files("charts/vendor") == new, "attempt {attempt}");
    }
}

#[test]
fn several_runs_at_once_write_one_whole_set() {
    let platform = Platform::new("gen at once");
    platform.lay_charts("v1");
    for command in ["gen", "lock"] {
        let runs: Vec<_> = (0..4)
            .map(|_| platform.airlock(&[command]).spawn().unwrap())
            .collect();
        let ends = runs
            .into_iter()
            .map(|run| told(run.wait_with_output().unwrap()));
        let ends: Vec<_> = ends.collect();
        assert!(ends.iter().any(|(well, _, _)| *well), "{ends:?}");
        for (well, _, stderr) in &ends {
            assert!(
                *well || stderr.contains("another run is writing"),
                "{stderr}"
            );
        }
    }
    assert!(ended(&mut platform.airlock(&["gen", "--check"])).0);
}

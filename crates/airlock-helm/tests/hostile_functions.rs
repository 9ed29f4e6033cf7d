//! Calls that would take all memory or all time: each is an error, soon.
//!
//! `tests/hostile/NAME.tpl` holds a template on each line, `NAME.expected` the end of its error.
//! Go would try them all, so no judge wrote these answers.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod case;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Far more than any of them needs, so that a busy machine does not matter.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn hostile_calls_end_in_errors_soon() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "tpl") {
            check(&path);
        }
    }
}

fn check(path: &Path) {
    let templates = fs::read_to_string(path).unwrap();
    let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
    assert_eq!(
        templates.lines().count(),
        expected.lines().count(),
        "{}",
        path.display()
    );
    for (template, end) in templates.lines().zip(expected.lines()) {
        let start = now();
        let answer = case::answer(template);
        let took = start.elapsed();
        println!("{took:?} {template} {answer}");
        assert!(
            answer.starts_with("error ") && answer.trim_end_matches('"').ends_with(end),
            "{template}: {answer:.300}"
        );
        assert!(took < PATIENCE, "{template} took {took:?}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the test is about time")]
fn now() -> Instant {
    Instant::now()
}

//! Calls that would take all memory or all time: each is an error, soon.
//!
//! `tests/hostile/NAME.tpl` holds a template on each line, `NAME.expected` the end of its error.
//! Go would try them all, so no judge wrote these answers.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod case;

use std::fs;
use std::path::Path;

use airlock_gotmpl::Limits;

/// More than any of them needs; that each stays near a second is held by the tests of the binary.
const HUNDREDTHS: u64 = 400;
/// Keys cost what they cost, so that these tests allow few of them.
const KEYS: u64 = 600;

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
        let limits = Limits {
            keys: KEYS,
            ..Limits::default()
        };
        let start = processor();
        let answer = case::answer_within(template, limits);
        let took = processor() - start;
        println!("{took}0 ms {template} {answer:.300}");
        assert!(
            answer.starts_with("error ") && answer.trim_end_matches('"').ends_with(end),
            "{template}: {answer:.300}"
        );
        assert!(took < HUNDREDTHS, "{template} took {took}0 ms");
    }
}

/// Hundredths of a second that this process had of the processor, where the system says so: a clock
/// would measure what else the machine does.
fn processor() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = behind_name.split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}

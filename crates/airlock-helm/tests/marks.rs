//! How the mark of randomness travels through functions: `tests/marks/functions.txt` says of each
//! template whether what it prints is marked or clean, or whether the mark reaches to its end.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod case;

use std::fs;
use std::path::Path;

#[test]
fn what_randomness_touched_is_marked_and_nothing_else() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/marks/functions.txt");
    let mut wrong = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let (expected, template) = line.split_once(' ').unwrap();
        let (output, trace) = case::run(template, airlock_gotmpl::Limits::default()).unwrap();
        let last = trace.marked.last();
        let right = match expected {
            "clean" => last.is_none(),
            "end" => last.is_some_and(|last| !last.is_empty() && last.end == output.len()),
            _ => last.is_some(),
        };
        if !right {
            let output = String::from_utf8_lossy(&output);
            wrong.push(format!("{line} gave {output}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Every template function, against what Helm's own gave: `tests/functions/FAMILY/NAME.tpl` holds
//! a template on each line, `NAME.expected` the judge's answers. Where two names differ by case
//! alone, one has a dash and a word behind it: some file systems know no case.
//!
//! `go run . expect DIR` in `tests/oracle/functions` writes the answers; no hand does.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod case;

use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/functions");
    let mut found = Vec::new();
    for family in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(family.unwrap().path()).unwrap() {
            found.push(file.unwrap().path());
        }
    }
    found.retain(|path| path.extension().is_some_and(|end| end == "tpl"));
    found.sort();
    found
}

fn templates(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with("//"))
}

#[test]
fn functions_give_what_helms_give() {
    let (mut cases, mut failures) = (0, Vec::new());
    for path in fixtures() {
        let source = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
        let mut answers = expected.lines();
        for template in templates(&source) {
            let (got, wanted) = (case::answer(template), answers.next().unwrap_or("nothing"));
            cases += 1;
            if got != wanted {
                failures.push(format!(
                    "{}: {template}\n   ours {got}\n   Helm {wanted}",
                    path.display()
                ));
            }
        }
        assert_eq!(
            answers.next(),
            None,
            "{}: more answers than templates",
            path.display()
        );
    }
    let failed = failures.len();
    assert!(
        failures.is_empty(),
        "{failed} of {cases} differ:\n{}",
        failures.join("\n")
    );
}

#[test]
fn every_function_has_fixtures() {
    let names: Vec<_> = fixtures()
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.split('-').next()?.to_owned()))
        .collect();
    for func in airlock_helm::functions::all() {
        assert!(
            names.iter().any(|name| name == func.name),
            "{} has none",
            func.name
        );
    }
}

//! Walks `tests/fixtures`: each `NAME.tmpl` holds cases, each behind a line `=== missingkey title`
//! (one of Go's settings, then anything); `NAME.golden` holds what Go gives for them.
//!
//! `AIRLOCK_GOLDEN=write cargo test -p airlock-gotmpl` asks Go anew and writes the goldens.

use std::fs;
use std::path::{Path, PathBuf};

use super::functions::functions;
use super::judge::{ask, run};

struct Case {
    title: String,
    missing: String,
    source: Vec<u8>,
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a file of cases");
    let mut cases: Vec<Case> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("=== ") {
            let title = title.trim_end().to_owned();
            let missing = title.split(' ').next().unwrap_or_default().to_owned();
            let source = Vec::new();
            cases.push(Case {
                title,
                missing,
                source,
            });
        } else if let Some(case) = cases.last_mut() {
            case.source.extend_from_slice(line.as_bytes());
        }
    }
    for case in &mut cases {
        // The newline before the next title is not the template's.
        case.source.pop();
    }
    cases
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = fs::read_dir(folder).expect("the folder of fixtures");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "tmpl")
        })
        .collect();
    files.sort();
    files
}

fn golden(cases: &[Case], given: impl IntoIterator<Item = String>) -> String {
    let lines = cases.iter().zip(given);
    lines
        .map(|(case, given)| format!("=== {}\n{given}\n", case.title))
        .collect()
}

fn write(path: &Path, cases: &[Case]) {
    let asked: Vec<_> = cases
        .iter()
        .map(|case| (case.missing.clone(), case.source.clone()))
        .collect();
    let answers = ask(&asked).expect("Go, to write goldens");
    let text = golden(cases, answers.iter().map(|given| given.show()));
    fs::write(path, text).expect("the golden");
}

#[test]
fn fixtures_give_what_go_gives() {
    let functions = functions();
    let mut wrong = Vec::new();
    for file in files() {
        let cases = cases(&file);
        let path = file.with_extension("golden");
        if std::env::var_os("AIRLOCK_GOLDEN").is_some_and(|mode| mode == "write") {
            write(&path, &cases);
        }
        let expected = fs::read_to_string(&path).expect("a golden beside the cases");
        let given = cases
            .iter()
            .map(|case| run(&functions, &case.missing, &case.source).show());
        let given = golden(&cases, given);
        for (expected, given) in expected.lines().zip(given.lines()) {
            if expected != given {
                wrong.push(format!(
                    "{}\n  go   {expected}\n  here {given}",
                    file.display()
                ));
            }
        }
        assert_eq!(
            expected.lines().count(),
            given.lines().count(),
            "{}",
            file.display()
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! `airlock images`: each folder below `images/cases` holds the words after it (`words.txt`, one a
//! line), what is on standard input (`stdin`, where there is something), and what comes of it
//! (`expected.txt`: output, errors, exit status). Sources lie in `images/sources`. With
//! `AIRLOCK_BLESS` set the expectations are written anew, to be read by a person.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]
#![expect(
    clippy::disallowed_methods,
    reason = "blessing is asked for by the environment, and it changes folder for short paths"
)]

mod run;

use std::fs;
use std::path::{Path, PathBuf};

fn told(case: &Path) -> String {
    let words = fs::read_to_string(case.join("words.txt")).expect("a case has words");
    let words: Vec<&str> = ["images"].into_iter().chain(words.lines()).collect();
    let stdin = fs::read(case.join("stdin")).unwrap_or_default();
    let (status, stdout, stderr) = run::airlock_with(&words, &stdin, |_| None);
    format!("{stdout}--- errors\n{stderr}--- status {status}\n")
}

#[test]
fn every_case_gives_what_is_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images");
    let entries = fs::read_dir(root.join("cases")).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    cases.sort();
    std::env::set_current_dir(root.join("sources")).expect("there are sources");
    let mut wrong = Vec::new();
    for case in cases {
        let told = told(&case);
        let golden = case.join("expected.txt");
        if std::env::var_os("AIRLOCK_BLESS").is_some() {
            fs::write(&golden, &told).expect("it can be written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != told {
            wrong.push(format!("{}\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

//! `airlock images`: each folder below `images/cases` holds the words after it (`words.txt`, one a
//! line), what is on standard input (`stdin`, where there is something), and what comes of it
//! (`expected.txt`: output, errors, exit status). Sources lie in `images/sources`. With
//! `AIRLOCK_BLESS` set the expectations are written anew, to be read by a person.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod cases;
mod run;

use std::fs;
use std::path::Path;

fn told(case: &Path) -> String {
    let words = fs::read_to_string(case.join("words.txt")).expect("a case has words");
    let words: Vec<&str> = ["images"].into_iter().chain(words.lines()).collect();
    let stdin = fs::read(case.join("stdin")).unwrap_or_default();
    let (status, stdout, stderr) = run::airlock_with(&words, &stdin, |_| None);
    format!("{stdout}--- errors\n{stderr}--- status {status}\n")
}

#[test]
fn every_case_gives_what_is_expected() {
    cases::compare("images", told);
}

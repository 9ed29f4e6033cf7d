//! Folders of cases, each with what is expected of it (`expected.txt`).

#![allow(clippy::expect_used, reason = "a test may fail loudly")]
#![allow(
    clippy::disallowed_methods,
    reason = "blessing is asked for by the environment, and it changes folder for short paths"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Goes to the folder `sources` of a test's own folder, which this gives.
pub(crate) fn at_sources(test: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(test);
    std::env::set_current_dir(root.join("sources")).expect("there are sources");
    root
}

/// Holds what each folder below `cases` tells against its expectation, or writes that anew.
pub(crate) fn compare(test: &str, told: impl Fn(&Path) -> String) {
    let entries = fs::read_dir(at_sources(test).join("cases")).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    cases.sort();
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

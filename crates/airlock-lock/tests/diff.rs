//! Each folder in `fixtures/diff` holds two locks and what their difference prints as text,
//! Markdown and JSON.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use airlock_lock::diff::Diff;
use airlock_lock::lock::Lock;
use std::fs;
use std::path::Path;

fn diff(folder: &Path) -> Diff {
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        Lock::parse(name, &text).unwrap_or_else(|error| panic!("{error:#}"))
    };
    Diff::between(&read("old.lock"), &read("new.lock"))
}

#[test]
fn differences_print_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff");
    let mut count = 0;
    for entry in fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        let diff = diff(&folder);
        for (name, printed) in [
            ("expected.txt", diff.to_text()),
            ("expected.md", diff.to_markdown()),
            ("expected.json", diff.to_json()),
        ] {
            let expected = fs::read_to_string(folder.join(name)).unwrap();
            assert_eq!(printed, expected, "{} {name}", folder.display());
            count += 1;
        }
    }
    assert!(count >= 9);
}

#[test]
fn a_lock_differs_from_itself_in_nothing_and_from_nothing_in_everything() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = fs::read_to_string(root.join("formats/1.lock")).unwrap();
    let lock = Lock::parse("1.lock", &text).unwrap();
    assert!(Diff::between(&lock, &lock).is_empty());
    let all = Diff::between(&Lock::default(), &lock);
    assert_eq!(all.images_added.len(), lock.needs().len());
    assert_eq!(all.registries_added.len(), lock.registries().len());
    let none = Diff::between(&lock, &Lock::default());
    assert_eq!(none.images_removed.len(), lock.needs().len());
    assert!(all.to_accept.is_empty() && none.to_accept.is_empty());
}

//! Every name in this repository can be checked out everywhere: on Windows, and where upper and
//! lower case are one.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

/// Paths of files and folders, relative to the root, without what git ignores.
fn names(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be listed") {
        let entry = entry.expect("a folder can be listed");
        let (path, name) = (entry.path(), entry.file_name());
        if ["target", "vendor", ".git"].iter().any(|out| name == *out) {
            continue;
        }
        let below = path.strip_prefix(root).expect("it is below the root");
        found.push(below.to_str().expect("a name is UTF-8").replace('\\', "/"));
        if path.is_dir() {
            names(&path, root, found);
        }
    }
}

#[test]
fn every_name_is_legal_everywhere() {
    let root = xtask::root();
    let mut found = Vec::new();
    for folder in [
        "charts",
        "crates",
        "examples",
        "generated",
        "src",
        "templates",
        "tests",
        "xtask",
    ] {
        names(&root.join(folder), &root, &mut found);
    }
    assert!(found.iter().any(|name| name == "generated/images.txt"));
    let mut folded = BTreeMap::new();
    for name in &found {
        let illegal = |c: char| c.is_control() || "<>:\"|?*".contains(c);
        assert!(!name.contains(illegal), "{name:?}");
        assert!(!name.ends_with(['.', ' ']), "{name:?}");
        if let Some(other) = folded.insert(name.to_lowercase(), name) {
            assert_eq!(other, name, "one file where case does not count");
        }
    }
}

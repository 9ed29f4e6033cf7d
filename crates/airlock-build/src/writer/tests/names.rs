//! Names that an output may have, and sets of names that go together.

use crate::writer::{Output, OutputSet};

fn refusals(paths: &[&str]) -> Vec<String> {
    let mut set = OutputSet::new("/nowhere");
    let add = |path: &&str| set.add(Output::new(*path, "")).err();
    paths
        .iter()
        .filter_map(add)
        .map(|refusal| refusal.to_string())
        .collect()
}

#[test]
fn names_that_some_system_cannot_check_out_are_refused() {
    for path in [
        "",
        "/",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "../a",
        "a/..",
        "a\\b",
        "certs.d/host:5000/hosts.toml",
        "con",
        "a/NUL.txt",
        "Com1.yaml",
        "lpt9",
        "com¹",
        "a.",
        "a ",
        "a\nb",
        "a?b",
        "a|b",
        "a<b",
        "\"a\"",
        "a*",
        ".airlock-new-1-2",
        "aux.tar.gz",
    ] {
        assert_eq!(refusals(&[path]).len(), 1, "{path:?}");
    }
    assert_eq!(refusals(&[&"x".repeat(201)]).len(), 1);
}

#[test]
fn ordinary_names_are_not() {
    let paths = [
        "generated/air-gap/containerd/certs.d/host_5000_/hosts.toml",
        ".gitignore",
        "a b/c",
        "com10",
        "console",
        "nul_",
        "Größe.md",
        "..a",
        "a..b",
    ];
    assert_eq!(refusals(&paths), Vec::<String>::new());
}

#[test]
fn two_outputs_that_would_be_one_file_are_refused() {
    for (paths, refusal) in [
        (["a", "a"], "the output `a` is there twice"),
        (
            ["README.md", "Readme.md"],
            "the outputs `README.md` and `Readme.md` are one file where case does not count",
        ),
        (
            ["A/x", "a/y"],
            "the outputs `A` and `a` are one file where case does not count",
        ),
        (
            ["a", "a/b"],
            "the output `a` is a file and the folder of `a/b`",
        ),
        (
            ["a/b", "a"],
            "the output `a` is a file and the folder of `a/…`",
        ),
        (
            ["a/b", "A"],
            "the outputs `a` and `A` are one file where case does not count",
        ),
    ] {
        assert_eq!(refusals(&paths), [refusal]);
    }
}

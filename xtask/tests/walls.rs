//! What our libraries bring into other people's builds: never a network or a command line, and no
//! more crates than was promised.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use xtask::walls::{banned, crates};

const MIRROR: &str = "airlock-mirror";

fn taken(package: &str, features: &[&str]) -> BTreeMap<String, String> {
    let words = [&["--package", package], features].concat();
    crates(&xtask::root(), &words).expect("Cargo lists the crates offline")
}

#[test]
fn no_build_needs_a_network_or_a_command_line() {
    for (package, features) in [
        (MIRROR, &[][..]),
        (MIRROR, &["--no-default-features"]),
        (MIRROR, &["--no-default-features", "--features", "emit"]),
        (MIRROR, &["--all-features"]),
        ("airlock-build", &[]),
        ("airlock-build", &["--no-default-features"]),
        ("airlock-build", &["--all-features"]),
        ("airlock-helm", &["--all-features"]),
        ("airlock-images", &["--all-features"]),
        ("airlock-lock", &["--all-features"]),
    ] {
        let crates = taken(package, features);
        assert!(crates.contains_key(package), "{crates:?}");
        assert_eq!(banned(crates.keys()), [""; 0], "{package} {features:?}");
    }
    // The list itself sees what it is for.
    assert!(banned(taken("airlock-cli", &[]).keys()).len() > 5);
}

#[test]
fn builds_take_no_more_crates_than_promised() {
    let constants = taken(MIRROR, &["--no-default-features"]);
    assert!(
        constants.len() <= 15,
        "{} crates: {constants:?}",
        constants.len()
    );
    let emit = taken(MIRROR, &["--no-default-features", "--features", "emit"]);
    assert!(emit.len() < 40, "{} crates: {emit:?}", emit.len());
}

/// The commands mend the lock, so they may never need it to be built: of this package they take
/// `emit` alone, whose build script goes on without a lock.
#[test]
fn the_commands_are_built_without_constants() {
    for package in ["airlock-cli", "xtask"] {
        let taken = taken(package, &[]);
        assert_eq!(
            taken.get(MIRROR).map(String::as_str),
            Some("emit"),
            "{package}"
        );
    }
}

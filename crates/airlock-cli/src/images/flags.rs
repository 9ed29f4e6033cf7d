//! The flags of `airlock images`: those of `airlock template` that say how a chart is rendered, and
//! its own. May hold no behaviour.

use std::sync::LazyLock;

use crate::flags::{Effect, Flag, Takes};
use crate::{place, template};

/// What `airlock template` prints or where, and what a list of images has its own flag for.
const NOT_HERE: [&str; 6] = [
    "output-dir",
    "show-only",
    "release-name",
    "include-crds",
    "skip-tests",
    "compat",
];

const OWN: [Flag; 9] = [
    Flag::works(
        "explain",
        Takes::Text,
        "print all the evidence for this image",
    ),
    Flag::works(
        "guesses",
        Takes::Bool,
        "show what only looks like an image, apart",
    ),
    Flag::works(
        "keep-going",
        Takes::Bool,
        "list what can be read, and say what is missing; the exit status stays 1",
    ),
    Flag::new(
        "output",
        Some('o'),
        Takes::Text,
        Effect::Works,
        "text (one a line, the default), table, tree, json or yaml",
    ),
    Flag::works("registries", Takes::Bool, "print just the registries"),
    Flag::works(
        "release",
        Takes::Text,
        "the release's name (default release-name)",
    ),
    Flag {
        help: "a folder whose charts/versions.toml has [[rules]]; else the current one, if it has",
        ..place::ROOT
    },
    Flag::works(
        "rules",
        Takes::List,
        "rules to add: a table like the built-in one, or a .toml file with [[rules]]",
    ),
    Flag::works("tests", Takes::Bool, "count the pods of helm test too"),
];

/// Every flag, sorted by name.
pub static FLAGS: LazyLock<Vec<Flag>> = LazyLock::new(|| {
    let shared = template::flags::FLAGS.iter();
    let mut all: Vec<Flag> = shared
        .filter(|flag| {
            !NOT_HERE.contains(&flag.name) && OWN.iter().all(|own| own.name != flag.name)
        })
        .copied()
        .collect();
    all.extend(OWN);
    all.sort_by_key(|flag| flag.name);
    all
});

//! The table that a walk goes by: the built-in one, the platform's `[[rules]]`, and `--rules`.
//!
//! May not know what a rule means.

use std::fs;
use std::path::Path;

use airlock_build::{Platform, image_rules};
use airlock_images::Rules;

use crate::Failure;
use crate::flags::Parsed;
use crate::place::VERSIONS;

/// The built-in table with what was added; what is named later wins.
pub(super) fn of(parsed: &Parsed) -> Result<Rules, Failure> {
    let mut rules = Rules::built_in();
    let versions = Path::new(parsed.text("root").unwrap_or(".")).join(VERSIONS);
    if parsed.text("root").is_some() || versions.is_file() {
        platform(&mut rules, &versions)?;
    }
    for file in parsed.list("rules") {
        add(&mut rules, Path::new(&file))?;
    }
    Ok(rules)
}

fn add(rules: &mut Rules, file: &Path) -> Result<(), Failure> {
    if file
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        return platform(rules, file);
    }
    let refused = |cause: String| {
        Failure::Usage(
            format!("{}: {cause}", file.display()),
            "give a table of rules, or a .toml file with [[rules]]",
        )
    };
    let table = fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    rules
        .add_table(&table)
        .map_err(|error| refused(error.to_string()))
}

fn platform(rules: &mut Rules, versions: &Path) -> Result<(), Failure> {
    Ok(image_rules(&Platform::open(versions)?, rules)?)
}

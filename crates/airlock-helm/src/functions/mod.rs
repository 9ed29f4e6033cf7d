//! The functions that Helm puts into templates, one file for each family.
//!
//! Each family gives a table, `FUNCS`; [`all`] puts them together. A function's signature has Go's
//! types, since the evaluator refuses arguments by it in Go's words, and its result has the very
//! Go type that a template could ask for. No function reaches the world but through the machine.

use airlock_gotmpl::Func;
use airlock_gotmpl::functions::{Compiled, Functions, most_entries};

use crate::compat::Compat;

mod bounds;
mod case;
mod cast;
mod crypto;
mod dates;
mod decimal;
mod defaults;
mod dicts;
mod durations;
mod encodings;
mod flow;
mod formats;
#[cfg(feature = "crypto")]
mod keys;
mod lists;
mod math;
mod merge;
mod network;
mod paths;
mod random;
mod ranges;
mod reflection;
mod regex;
mod semver;
mod show;
mod slices;
mod split;
mod sums;
mod text;
mod urls;
mod words;
mod wrap;

/// One table for each family.
const FAMILIES: &[&[Func]] = &[
    crypto::FUNCS,
    sums::FUNCS,
    formats::FUNCS,
    case::FUNCS,
    dates::FUNCS,
    defaults::FUNCS,
    dicts::FUNCS,
    durations::FUNCS,
    encodings::FUNCS,
    flow::FUNCS,
    lists::FUNCS,
    math::FUNCS,
    merge::FUNCS,
    network::FUNCS,
    paths::FUNCS,
    random::FUNCS,
    ranges::FUNCS,
    reflection::FUNCS,
    regex::FUNCS,
    semver::FUNCS,
    show::FUNCS,
    split::FUNCS,
    text::FUNCS,
    urls::FUNCS,
    wrap::FUNCS,
];

/// Every function that Helm puts into templates, by family.
pub fn all() -> Vec<Func> {
    FAMILIES.concat()
}

const MOST: usize = most_entries(FAMILIES);
/// What each process would otherwise make anew before its first template.
static HELM_4: Compiled<MOST, { (2 * MOST).next_power_of_two() }> = Compiled::new(FAMILIES);

/// What Helm 4 has beside Helm 3's.
const NEW_IN_HELM_4: [&str; 13] = [
    "durationDays",
    "durationHours",
    "durationMicroseconds",
    "durationMilliseconds",
    "durationMinutes",
    "durationNanoseconds",
    "durationRoundTo",
    "durationSeconds",
    "durationTruncateTo",
    "durationWeeks",
    "mustToDuration",
    "mustToToml",
    "mustToYaml",
];

/// Every function that one Helm puts into templates, by family.
pub fn of(compat: Compat) -> impl Iterator<Item = Func> {
    let has = move |func: &Func| !(compat.is_helm3() && NEW_IN_HELM_4.contains(&func.name));
    FAMILIES.iter().copied().flatten().copied().filter(has)
}

/// The same as a table.
pub(crate) fn table(compat: Compat) -> Functions {
    if compat.is_helm3() {
        return Functions::new(of(compat));
    }
    Functions::compiled(&HELM_4)
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn no_name_is_taken_twice() {
        let mut names: Vec<_> = all().iter().map(|func| func.name).collect();
        names.sort_unstable();
        for pair in names.windows(2) {
            assert!(pair[0] < pair[1], "{}", pair[0]);
        }
    }
}

//! The functions that Helm puts into templates, one file for each family.
//!
//! Each family gives a table, `FUNCS`; [`all`] puts them together. A function's signature has Go's
//! types, since the evaluator refuses arguments by it in Go's words, and its result has the very
//! Go type that a template could ask for. No function reaches the world but through the machine.

use airlock_gotmpl::Func;

mod dates;
mod durations;
mod encodings;
mod flow;
mod semver;
mod urls;

/// One table for each family.
const FAMILIES: &[&[Func]] = &[
    urls::FUNCS,
    semver::FUNCS,
    encodings::FUNCS,
    durations::FUNCS,
    dates::FUNCS,
    flow::FUNCS,
];

/// Every function that Helm puts into templates, sorted by name.
pub fn all() -> Vec<Func> {
    let mut funcs = FAMILIES.concat();
    funcs.sort_by_key(|func| func.name);
    funcs
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn no_name_is_taken_twice() {
        let funcs = all();
        for pair in funcs.windows(2) {
            assert!(pair[0].name < pair[1].name, "{}", pair[0].name);
        }
    }
}

//! The constants of this crate: `charts/versions.toml` and `charts/airlock.lock` become a module in
//! `OUT_DIR`. With the feature `render` the charts in the tree, and those that are vendored, are
//! rendered and held against the lock first. Reaches no network and writes nowhere else.

use std::process::ExitCode;

fn main() -> ExitCode {
    airlock_build::Script::new("charts/versions.toml")
        .links_metadata()
        .main()
}

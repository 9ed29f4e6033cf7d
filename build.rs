//! The constants of this crate: `charts/versions.toml` and `charts/airlock.lock` become a module in
//! `OUT_DIR`. With the feature `render` the charts in the tree, and those that are vendored, are
//! rendered and held against the lock first. Reaches no network and writes nowhere else.
//!
//! The commands use this crate's `emit` alone, and they are what mends a lock: with that feature and
//! without `render`, a lock that cannot be used leaves the constants out and stops no build.

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rustc-check-cfg=cfg(without_constants)");
    let script = airlock_build::Script::new("charts/versions.toml").links_metadata();
    match cfg!(all(feature = "emit", not(feature = "render"))) {
        true => script.or_without("without_constants").main(),
        false => script.main(),
    }
}

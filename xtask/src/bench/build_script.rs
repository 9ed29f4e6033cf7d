//! The same in a build script with Cargo's default profiles, from a crate outside this workspace:
//! there nobody optimises.

use std::error::Error;
use std::fs;

use crate::conformance::rows::Laid;
use crate::files;
use crate::oracle::target_folder;
use crate::programs::{cargo, succeeds};

/// Builds the crate and prints what its build script measured.
pub(super) fn measure(rows: &[&Laid]) -> Result<(), Box<dyn Error>> {
    let folder = target_folder().join("bench").join("build-script");
    let report = folder.join("report.txt");
    let charts: Vec<String> = rows
        .iter()
        .map(|row| format!("    {:?},\n", row.path.to_string_lossy()))
        .collect();
    let build = BUILD
        .replace("CHARTS", &charts.concat())
        .replace("REPORT", &format!("{:?}", report.to_string_lossy()));
    let root = crate::root();
    let manifest = MANIFEST.replace("ROOT", &root.to_string_lossy());
    files::write(&folder.join("Cargo.toml"), manifest.as_bytes())?;
    files::write(&folder.join("build.rs"), build.as_bytes())?;
    files::write(
        &folder.join("src/lib.rs"),
        b"//! Nothing: the build script is what is measured.\n",
    )?;
    // The same dependencies as the workspace's, so that nothing is fetched.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    // The script runs anew each time, whether anything has changed or not.
    let _ = fs::remove_file(&report);
    let mut build = cargo();
    build.current_dir(&folder).args(["build", "--quiet"]);
    build.env("CARGO_TARGET_DIR", folder.join("target"));
    if !succeeds(&mut build) {
        return Err("the crate with the build script does not build".into());
    }
    println!("in a build script, not optimised: {} charts", rows.len());
    println!("{}", fs::read_to_string(report)?);
    Ok(())
}

const MANIFEST: &str = r#"[package]
name = "build-script"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[build-dependencies]
airlock-gotmpl = { path = "ROOT/crates/airlock-gotmpl" }
airlock-helm = { path = "ROOT/crates/airlock-helm" }
"#;

const BUILD: &str = r#"//! Made by the bench.
use std::fmt::Write;
use std::time::Instant;

use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, UserValues, render};

const PATHS: &[&str] = &[
CHARTS];

struct World;

impl airlock_gotmpl::World for World {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }
    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

fn release() -> Release {
    Release { namespace: "airlock-test".to_owned(), ..Release::new("rel") }
}

fn main() {
    println!("cargo::rerun-if-changed=never-there");
    let mut report = String::new();
    let all = Instant::now();
    for path in PATHS {
        let start = Instant::now();
        let chart = Chart::load(path).unwrap();
        let loaded = start.elapsed();
        let options = RenderOptions::default();
        let rendered =
            render(&chart, &release(), &UserValues::default(), &World, options).unwrap();
        let bytes = rendered.to_bytes(&PrintOptions::default()).unwrap().len();
        let name = path.rsplit('/').next().unwrap_or(path);
        let took = start.elapsed();
        writeln!(report, "{name:<48} load {loaded:>10.2?} all {took:>10.2?} {bytes} bytes").unwrap();
    }
    writeln!(report, "in all: {:.1?}", all.elapsed()).unwrap();
    std::fs::write(REPORT, report).unwrap();
}
"#;

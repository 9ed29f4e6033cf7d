//! `cargo xtask bench build`: what a crate outside this workspace pays for our constants, built
//! clean: with the lock alone, and with the renderer in its build script. May not measure rendering:
//! that is the render bench's.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::files;
use crate::oracle::target_folder;
use crate::programs::{cargo, succeeds};
use crate::walls;

/// One crate that is built.
struct Case {
    name: &'static str,
    dependencies: &'static str,
    build: Option<&'static str>,
    source: &'static str,
    /// The seconds and the crates that it may cost.
    seconds: u64,
    crates: usize,
}

const CASES: [Case; 2] = [
    Case {
        name: "constants",
        dependencies: "[dependencies]\n\
                       airlock-mirror = { path = \"ROOT\", default-features = false }\n",
        build: None,
        source: "//! Made by the bench.\n\npub use airlock_mirror::UPSTREAM_REGISTRIES;\n",
        seconds: 10,
        crates: 15,
    },
    Case {
        name: "build-script",
        dependencies: "[build-dependencies]\n\
                       airlock-build = { path = \"ROOT/crates/airlock-build\" }\n",
        build: Some(
            "fn main() -> std::process::ExitCode {\n    \
             airlock_build::Script::new(\"ROOT/charts/versions.toml\").main()\n}\n",
        ),
        source: "//! Made by the bench.\n\ninclude!(concat!(env!(\"OUT_DIR\"), \"/airlock.rs\"));\n",
        seconds: 60,
        crates: usize::MAX,
    },
];

/// Builds each crate, prints what it cost, and says whether all stayed within their bounds.
pub(super) fn measure() -> Result<bool, Box<dyn Error>> {
    let mut well = true;
    for case in &CASES {
        let folder = lay(case)?;
        let mut crates = walls::crates(&folder, &[])?;
        crates.retain(|name, _| !name.starts_with("bench-"));
        let took = clean_build(&folder)?;
        let again = rebuilt(&folder)?;
        let banned = walls::banned(crates.keys());
        println!(
            "{}: {} crates, {:.1} s clean on {} processors, {} when nothing changed",
            case.name,
            crates.len(),
            took.as_secs_f64(),
            std::thread::available_parallelism()?,
            if again { "built anew" } else { "nothing" },
        );
        for name in &banned {
            println!("{}: needs {name}, which no build may", case.name);
        }
        let within = took <= Duration::from_secs(case.seconds) && crates.len() <= case.crates;
        well &= within && banned.is_empty() && !again;
    }
    Ok(well)
}

fn lay(case: &Case) -> Result<PathBuf, Box<dyn Error>> {
    let folder = target_folder().join("bench").join(case.name);
    let root = crate::root();
    let place = |text: &str| text.replace("ROOT", &root.to_string_lossy().replace('\\', "/"));
    let manifest = format!(
        "[package]\nname = \"bench-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         publish = false\n\n[workspace]\n\n{}",
        case.name,
        place(case.dependencies)
    );
    files::write(&folder.join("Cargo.toml"), manifest.as_bytes())?;
    files::write(&folder.join("src/lib.rs"), case.source.as_bytes())?;
    if let Some(build) = case.build {
        files::write(&folder.join("build.rs"), place(build).as_bytes())?;
    }
    // The same dependencies as the workspace's, so that nothing is fetched.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

#[expect(clippy::disallowed_methods, reason = "this is a bench")]
fn clean_build(folder: &Path) -> Result<Duration, Box<dyn Error>> {
    let target = folder.join("target");
    let _ = fs::remove_dir_all(&target);
    let start = Instant::now();
    let mut build = cargo();
    build
        .current_dir(folder)
        .args(["build", "--quiet"])
        .env("CARGO_TARGET_DIR", &target);
    if !succeeds(&mut build) {
        return Err(format!("{} does not build", folder.display()).into());
    }
    Ok(start.elapsed())
}

/// Whether a build compiles anything although nothing changed.
fn rebuilt(folder: &Path) -> Result<bool, Box<dyn Error>> {
    let output = cargo()
        .current_dir(folder)
        .args(["build", "--verbose"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(!output.status.success() || told.contains("Dirty") || told.contains("Compiling"))
}

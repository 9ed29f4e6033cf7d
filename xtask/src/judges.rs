//! `cargo xtask judges`: the programs that read node configuration, each held to its cases.
//!
//! Builds each judge in `tests/oracle` that has a folder in `tests/oracle/cases`, and lets it answer
//! them. May not say what is right; `--bless` writes down what the judges say now.

use std::path::Path;

use crate::oracle::target_folder;
use crate::programs::{find, program, succeeds};
use crate::{Arguments, Outcome};

/// Runs the task, for the judges that are named or for all.
pub fn run(words: &[String]) -> Outcome {
    let arguments = Arguments::read(words, &[], &["--bless"])?;
    let Some(go) = find("go", &["/usr/local/go/bin"]) else {
        println!("SKIPPED: Go is not on this machine, so no judge of node configuration is asked");
        return Ok(true);
    };
    let mut names = arguments.rest.clone();
    if names.is_empty() {
        for entry in std::fs::read_dir(cases())? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
    }
    let mut well = true;
    for name in &names {
        well &= held(&go, name, arguments.has("--bless"));
    }
    Ok(well)
}

fn cases() -> std::path::PathBuf {
    crate::root().join("tests/oracle/cases")
}

/// Whether a judge can be built and answers its cases as before.
fn held(go: &Path, name: &str, bless: bool) -> bool {
    println!("judge {name}:");
    let binary = target_folder().join("oracle").join(name);
    let mut build = program(go);
    build
        .args(["build", "-o"])
        .arg(&binary)
        .arg(".")
        .current_dir(crate::root().join("tests/oracle").join(name))
        .env("GOFLAGS", "-mod=mod")
        .env("GOTOOLCHAIN", "local")
        .env("CGO_ENABLED", "0");
    let mut answer = program(&binary);
    answer.arg("cases").arg(cases().join(name));
    if bless {
        answer.arg("--bless");
    }
    succeeds(&mut build) && succeeds(&mut answer)
}

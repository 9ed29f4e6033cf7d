//! `cargo xtask bench images DIR --shared DIR`: what the list of images costs and what it holds.
//!
//! The charts with truth are listed beside `helm template | grep image:`; streams are walked beside
//! a full event parse of the same bytes. Everything is interleaved, best of several runs, printed
//! beside what it is held to. May not judge an image: the truth lists do.

mod charts;
mod streams;

use std::error::Error;
use std::path::Path;

use super::helm;
use crate::conformance::rows::{self, Laid};
use crate::oracle::target_folder;
use crate::programs::{cargo, program, succeeds};
use crate::{Arguments, Outcome};

/// Runs the task; false where a figure is not reached.
pub(super) fn run(words: &[String]) -> Outcome {
    let known = ["--shared", "--helm", "--runs", "--only", "--size"];
    let arguments = Arguments::read(words, &known, &["--streams", "--charts"])?;
    let [_, folder] = arguments.rest.as_slice() else {
        return Err("where? cargo xtask bench images DIR --shared DIR".into());
    };
    let folder = std::fs::canonicalize(folder)?;
    let shared = arguments
        .value("--shared")
        .ok_or("--shared DIR has the truth lists")?;
    let shared = std::fs::canonicalize(shared)?;
    let (mut rows, _) = rows::laid(&folder, Some(&shared))?;
    if let Some(only) = arguments.value("--only") {
        rows.retain(|row| row.name().contains(only));
    }
    if !succeeds(cargo().args(["build", "--release", "--quiet", "--package", "airlock-cli"])) {
        return Err("airlock does not build".into());
    }
    let below = shared.join("conformance");
    std::env::set_current_dir(if below.is_dir() { &below } else { &shared })?;
    let airlock = target_folder().join("release").join("airlock");
    let runs = arguments.value("--runs").map_or(Ok(3), str::parse)?;
    let mut good = true;
    if !arguments.has("--charts") {
        let size = arguments
            .value("--size")
            .map_or(Ok(100), str::parse::<usize>)?;
        good &= streams::run(
            &rendered(&airlock, &rows)?,
            size * 1_000_000,
            runs,
            &airlock,
        )?;
    }
    if !arguments.has("--streams") {
        good &= charts::run(
            &rows,
            Path::new("truth"),
            &airlock,
            helm(&arguments).as_deref(),
            runs,
        )?;
    }
    Ok(good)
}

/// What the charts render to, with their CRDs.
fn rendered(airlock: &Path, rows: &[Laid]) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let chosen = rows.iter().filter(|row| row.row.profile == "default");
    let mut streams = Vec::new();
    for row in chosen {
        let output = program(airlock)
            .arg("template")
            .args(row.arguments())
            .output()?;
        if output.status.success() {
            streams.push(output.stdout);
        }
    }
    Ok(streams)
}

/// Prints one figure beside what it is held to.
fn held(what: &str, figure: f64, unit: &str, limit: f64, at_least: bool) -> bool {
    let good = if at_least {
        figure >= limit
    } else {
        figure <= limit
    };
    let (sign, verdict) = (
        if at_least { ">=" } else { "<=" },
        if good { "ok" } else { "MISSED" },
    );
    println!("{what:<58} {figure:>8.2} {unit:<6} {sign} {limit:<6} {verdict}");
    good
}

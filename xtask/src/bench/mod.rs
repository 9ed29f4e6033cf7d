//! `cargo xtask bench build` (see `constants`), `cargo xtask bench emit` (see `emit`),
//! `cargo xtask bench images` (see `images`), and `cargo xtask bench render`: what a render costs, against Helm, in whole processes, in this
//! process, and in a build script that nobody optimised.
//!
//! Processes are interleaved in one run, so that a machine's moods fall on both. May not compare
//! outputs: that is the conformance task's.

mod build_script;
mod constants;
mod emit;
mod images;
mod in_process;
mod process;

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::conformance::rows::{self, Laid};
use crate::oracle::target_folder;
use crate::programs::{cargo, find, succeeds, variable};
use crate::{Arguments, Outcome};

pub use process::{MEASURE, measure};

/// Runs the task.
pub fn run(words: &[String]) -> Outcome {
    if words.first().is_some_and(|word| word == "build") {
        Arguments::read(words, &[], &[])?;
        return constants::measure();
    }
    if cfg!(debug_assertions) {
        // What is measured in this process has to be what users get.
        let mut release = cargo();
        release.args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "xtask",
            "--",
            "bench",
        ]);
        return Ok(succeeds(
            release.args(words).current_dir(std::env::current_dir()?),
        ));
    }
    if words.first().is_some_and(|word| word == "emit") {
        Arguments::read(words, &[], &[])?;
        return emit::run();
    }
    if words.first().is_some_and(|word| word == "images") {
        return images::run(words);
    }
    let known = ["--shared", "--helm", "--runs", "--only"];
    let arguments = Arguments::read(words, &known, &["--no-build-script"])?;
    let [what, folder] = arguments.rest.as_slice() else {
        return Err("what and where? cargo xtask bench render DIR [--shared DIR]".into());
    };
    if what != "render" {
        return Err(format!("there is no bench {what}").into());
    }
    let shared = arguments
        .value("--shared")
        .map(std::fs::canonicalize)
        .transpose()?;
    let rows = chosen(
        &std::fs::canonicalize(folder)?,
        shared.as_deref(),
        &arguments,
    )?;
    if !succeeds(cargo().args(["build", "--release", "--quiet", "--package", "airlock-cli"])) {
        return Err("airlock does not build".into());
    }
    let runs = arguments.value("--runs").map_or(Ok(5), str::parse)?;
    if let Some(shared) = &shared {
        let below = shared.join("conformance");
        std::env::set_current_dir(if below.is_dir() { &below } else { shared })?;
    }
    let airlock = target_folder().join("release").join("airlock");
    process::compare(&rows, &airlock, helm(&arguments).as_deref(), runs)?;
    in_process::compare(&rows, runs)?;
    if !arguments.has("--no-build-script") {
        build_script::measure(&platform(&rows))?;
    }
    Ok(true)
}

/// The default profiles that make no keys, one row for each chart.
fn chosen(
    folder: &Path,
    shared: Option<&Path>,
    arguments: &Arguments,
) -> Result<Vec<Laid>, Box<dyn Error>> {
    let (mut laid, _) = rows::laid(folder, shared)?;
    laid.retain(|l| l.row.profile == "default" && !l.row.makes_keys);
    if let Some(only) = arguments.value("--only") {
        laid.retain(|l| l.name().contains(only));
    }
    Ok(laid)
}

fn helm(arguments: &Arguments) -> Option<PathBuf> {
    let home = variable("HOME").unwrap_or_default();
    let given = arguments.value("--helm").map(PathBuf::from);
    given.or_else(|| find("helm", &[&format!("{home}/go/bin"), "/usr/local/bin"]))
}

/// The charts of the platform, by their names.
fn platform(rows: &[Laid]) -> Vec<&Laid> {
    const PLATFORM: [&str; 15] = [
        "cilium",
        "base",
        "cni",
        "istiod",
        "ztunnel",
        "external-secrets",
        "velero",
        "gpu-operator",
        "hami",
        "victoria-metrics-cluster",
        "victoria-metrics-single",
        "keda",
        "tetragon",
        "cert-manager",
        "metrics-server",
    ];
    rows.iter()
        .filter(|l| PLATFORM.contains(&l.row.chart.as_str()))
        .collect()
}

/// The middle of some figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

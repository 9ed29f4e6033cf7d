//! `cargo xtask gen`: renders the charts in the tree into `generated/`, or says what is stale.
//!
//! One function makes the files; writing and checking differ in what is done with them. A file in
//! `generated/` that nothing makes is an error.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use airlock_build::writer::{Mode, Output, OutputSet, SEAL, seal};
use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, UserValues, render};

use crate::ours::Fixed;
use crate::{Arguments, Outcome};

/// Runs the task.
pub fn run(words: &[String]) -> Outcome {
    let arguments = Arguments::read(words, &[], &["--check"])?;
    let mode = if arguments.has("--check") {
        Mode::Check
    } else {
        Mode::Write
    };
    let outcome = make()?.run(mode)?;
    print!("{outcome}");
    if !outcome.is_clean() {
        println!("help: `cargo xtask gen` mends this");
    }
    Ok(outcome.is_clean())
}

/// Makes everything: for each chart in the tree its manifests, and an index.
fn make() -> Result<OutputSet, Box<dyn Error>> {
    let mut set = OutputSet::new(crate::root());
    set.own(FOLDER)?;
    let mut index = String::from(INDEX);
    for chart in charts()? {
        let (name, bytes, left_out) = manifests(&chart)?;
        index.push_str(&format!(
            "| [{name}]({name}/manifests.yaml) | {left_out} |\n"
        ));
        set.add(Output::new(
            format!("{FOLDER}/{name}/manifests.yaml"),
            seal(bytes),
        ))?;
    }
    set.add(Output::new(
        format!("{FOLDER}/README.md"),
        seal(index.into_bytes()),
    ))?;
    Ok(set)
}

const FOLDER: &str = "generated";

const INDEX: &str = "\
# Generated files

Made by `cargo xtask gen` from `charts/`; do not edit. `cargo xtask gen --check` says what is stale.
<!-- airlock:sha256=0000000000000000000000000000000000000000000000000000000000000000 -->

| Chart | Documents left out, because randomness or time touched them |
| --- | --- |
";

/// The charts of our own, and those that `vendor` has laid.
fn charts() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut charts = Vec::new();
    for folder in ["charts", "charts/vendor"] {
        let folder = crate::root().join(folder);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.join("Chart.yaml").is_file() || path.extension().is_some_and(|e| e == "tgz") {
                charts.push(path);
            }
        }
    }
    charts.sort();
    Ok(charts)
}

/// A chart's name, what it renders to by its defaults, and which documents are left out: those that
/// randomness or time has touched are never written down.
fn manifests(path: &Path) -> Result<(String, Vec<u8>, String), Box<dyn Error>> {
    let chart = Chart::load(path)?;
    let name = chart.metadata().name.clone();
    let values = UserValues::default();
    let options = RenderOptions {
        provenance: true,
        ..RenderOptions::default()
    };
    let rendered = render(
        &chart,
        &Release::new(name.as_str()),
        &values,
        &Fixed,
        options,
    )
    .map_err(|e| format!("{}: {e:#}", path.display()))?;
    let version = &chart.metadata().version;
    let mut bytes =
        format!("# Rendered from {name} {version} by `cargo xtask gen`; do not edit.\n# {SEAL}\n");
    let mut left_out = Vec::new();
    let all = PrintOptions {
        include_crds: true,
        ..PrintOptions::default()
    };
    for document in rendered.documents(&all) {
        if document.is_marked() {
            left_out.push(format!("{} {}", document.head().kind, document.head().name));
            continue;
        }
        let content = String::from_utf8_lossy(document.content());
        bytes.push_str(&format!(
            "---\n# Source: {}\n{}\n",
            document.source(),
            content.trim_end()
        ));
    }
    let left_out = if left_out.is_empty() {
        "none".to_owned()
    } else {
        left_out.join(", ")
    };
    Ok((name, bytes.into_bytes(), left_out))
}

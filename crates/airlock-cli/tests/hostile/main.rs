//! Charts that are meant to hurt, through the real binary: every one ends by itself, in an output
//! or in an error, within bounded time on the processor and bounded memory.
//!
//! The charts are those of `airlock-helm`'s own tests, which hold the answers: its folders, what
//! `made` generates, and each line of `tests/hostile/*.tpl` as a chart. Here they meet limits that
//! the system enforces, so a chart that goes on, or takes too much, is killed and named.

#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may fail loudly; it lays charts and starts the program that it tests"
)]

#[path = "../../../airlock-helm/tests/hostile_charts/made.rs"]
mod made;
mod run;
#[path = "../../../airlock-helm/tests/hostile_charts/tar.rs"]
mod tar;

use std::fs;
use std::path::{Path, PathBuf};

use made::Made;

/// Where the corpus lies.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../airlock-helm/tests")
}

/// A folder of this run alone.
fn scratch(name: &str) -> PathBuf {
    let name = format!("hostile-{}/{name}", std::process::id());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn write(path: &Path, data: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, data).unwrap();
}

/// Runs each chart and removes it; what went wrong is told for all of them.
fn check(charts: impl Iterator<Item = (String, PathBuf)>) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (name, chart) in charts {
        count += 1;
        wrong.extend(run::verdict(&name, &chart));
        let removed = match chart.is_dir() {
            true => fs::remove_dir_all(&chart),
            false => fs::remove_file(&chart),
        };
        removed.unwrap();
    }
    assert!(count > 0, "no charts were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn folders_end_in_time_and_space() {
    let mut charts = Vec::new();
    for entry in fs::read_dir(corpus().join("hostile_charts")).unwrap() {
        let path = entry.unwrap().path();
        if path.join("expected").is_file() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            charts.push((name, path.join("chart")));
        }
    }
    charts.sort();
    check(charts.into_iter().map(|(name, from)| {
        let chart = scratch(&name);
        write(&chart.join("Chart.yaml"), made::CHART_YAML.as_bytes());
        copy(&from, &chart);
        (name, chart)
    }));
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            write(&target, &fs::read(&path).unwrap());
        }
    }
}

#[test]
fn generated_charts_end_in_time_and_space() {
    check(made::ALL.iter().map(|(name, make)| {
        let name = (*name).to_owned();
        match make() {
            Made::Archive(bytes) => {
                let chart = scratch(&format!("{name}.tgz"));
                write(&chart, &bytes);
                (name, chart)
            }
            Made::Files(files) => {
                let chart = scratch(&name);
                for file in files {
                    write(&chart.join(&file.name), file.data.as_bytes());
                }
                (name, chart)
            }
        }
    }));
}

#[test]
fn templates_end_in_time_and_space() {
    let mut templates = Vec::new();
    for entry in fs::read_dir(corpus().join("hostile")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "tpl") {
            let family = path.file_stem().unwrap().to_string_lossy().into_owned();
            for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
                templates.push((format!("{family}-{}", at + 1), line.to_owned()));
            }
        }
    }
    templates.sort();
    check(templates.into_iter().map(|(name, text)| {
        let chart = scratch(&name);
        write(&chart.join("Chart.yaml"), made::CHART_YAML.as_bytes());
        write(&chart.join("templates/a.yaml"), text.as_bytes());
        (format!("{name} {text:.60}"), chart)
    }));
}

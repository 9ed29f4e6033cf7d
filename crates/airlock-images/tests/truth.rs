//! The truth lists of real renders, where they are at hand: every required image is in the default
//! list and nothing else is, beside what may be.
//!
//! `AIRLOCK_SHARED` is the folder that holds `conformance/`, `AIRLOCK_RENDERED` the one that holds
//! Helm's output as `CHART-VERSION.PROFILE.yaml`. Without them the test says that it did nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "the lists are found by the environment"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use airlock_images::{Options, Rules, Walker};

#[derive(Default)]
struct Score {
    lists: usize,
    required: usize,
    found: usize,
    wrong: usize,
}

#[test]
fn every_required_image_is_found_and_nothing_else() {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (Some(shared), Some(rendered)) = (folder("AIRLOCK_SHARED"), folder("AIRLOCK_RENDERED"))
    else {
        eprintln!("SKIPPED: 0 truth lists checked (AIRLOCK_SHARED, AIRLOCK_RENDERED are not set)");
        return;
    };
    let mut score = Score::default();
    for list in sorted(&shared.join("conformance/truth")) {
        check(&list, &rendered, &mut score);
    }
    let Score {
        lists,
        required,
        found,
        wrong,
    } = score;
    println!("{lists} truth lists: found {found} of {required} required images, {wrong} false");
    assert!(lists > 0 && found == required && wrong == 0);
}

fn check(list: &Path, rendered: &Path, score: &mut Score) {
    let stem = list.file_stem().unwrap().to_string_lossy().into_owned();
    let output = match stem.strip_suffix(".rich") {
        Some(chart) => rendered.join(format!("{chart}.rich.yaml")),
        None => rendered.join(format!("{stem}.default.yaml")),
    };
    let Ok(stream) = std::fs::read(&output) else {
        println!("{stem}: not rendered");
        return;
    };
    let truth = std::fs::read_to_string(list).unwrap();
    let of_class = |class: &str| -> BTreeSet<String> {
        let rows = truth
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        rows.filter(|row| row.get(1) == Some(&class))
            .map(|row| row[0].to_string())
            .collect()
    };
    let (required, optional) = (of_class("required"), of_class("optional"));
    let found = images(&stem, &stream);
    score.lists += 1;
    score.required += required.len();
    score.found += required.intersection(&found).count();
    for missed in required.difference(&found) {
        println!("{stem}: missed {missed}");
    }
    for extra in found.iter().filter(|image| !required.contains(*image)) {
        if !optional.contains(extra) {
            println!("{stem}: false {extra}");
            score.wrong += 1;
        }
    }
}

fn images(name: &str, stream: &[u8]) -> BTreeSet<String> {
    let rules = Rules::built_in();
    let mut walker = Walker::new(&rules, Options::default());
    walker.stream(name, stream).unwrap();
    walker
        .finish()
        .images()
        .map(|image| image.reference.to_string())
        .collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

//! Several renders of one loaded chart. Each case is a folder: a chart, sets of values, and `steps`,
//! a render a line: the set, then the templates that run, by the file of their documents. All others
//! are known from the step before; what comes out is held against a chart that was loaded anew.
//!
//! A set is a file beside the chart, `-` for none; `name@release` has another release. What is after
//! `!` is in the error that a step ends with.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use airlock_gotmpl::World;
use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, Rendered, UserValues, render};

/// A clock that stands still, and numbers that follow each other.
struct Counting(Cell<u8>);

impl World for Counting {
    fn now(&self) -> (i64, u32) {
        (1_767_225_600, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0.set(self.0.get().wrapping_add(97));
            *byte = self.0.get();
        }
    }
}

static EVERYTHING: PrintOptions = PrintOptions {
    include_crds: true,
    no_hooks: false,
    skip_tests: false,
    show_only: Vec::new(),
};

/// One line of `steps`.
struct Step<'s> {
    set: &'s str,
    release: &'s str,
    runs: BTreeSet<String>,
    error: Option<&'s str>,
}

impl<'s> Step<'s> {
    fn read(line: &'s str) -> Self {
        let (line, error) = match line.split_once('!') {
            Some((line, error)) => (line, Some(error.trim())),
            None => (line, None),
        };
        let (set, runs) = line.split_once(':').unwrap();
        let (set, release) = set.split_once('@').unwrap_or((set, "rel"));
        Self {
            set: set.trim(),
            release: release.trim(),
            runs: runs.split_whitespace().map(str::to_owned).collect(),
            error,
        }
    }

    fn render(&self, case: &Path, chart: &Chart, once: bool) -> Result<Rendered, String> {
        let values = match self.set {
            "-" => UserValues::default(),
            set => UserValues::from_yaml(&fs::read(case.join(set)).unwrap()).unwrap(),
        };
        let options = RenderOptions {
            once,
            provenance: case.join("provenance").is_file(),
            ..RenderOptions::default()
        };
        let world = Counting(Cell::new(0));
        let rendered = render(chart, &Release::new(self.release), &values, &world, options);
        rendered.map_err(|e| e.to_string())
    }
}

/// Everything that a render says.
fn all_of(rendered: &Rendered) -> String {
    let printed = rendered.to_bytes(&EVERYTHING).unwrap();
    let mut all = String::from_utf8_lossy(&printed).into_owned();
    for document in rendered.documents(&EVERYTHING) {
        let (marked, lines) = (document.is_marked(), document.lines());
        all += &format!(
            "{} {marked} {:?} {lines:?}\n",
            document.source(),
            document.head()
        );
    }
    all + &format!("{:?}", rendered.warnings)
}

/// The files whose documents are not those of another render, without their chart's name.
fn new_in(rendered: &Rendered, before: Option<&Rendered>) -> BTreeSet<String> {
    let place = |rendered: &Rendered| -> BTreeSet<(String, usize)> {
        let documents = rendered.documents(&EVERYTHING);
        documents
            .map(|d| (d.source().to_owned(), d.content().as_ptr().addr()))
            .collect()
    };
    let known = before.map(place).unwrap_or_default();
    let new = place(rendered).into_iter().filter(|d| !known.contains(d));
    new.map(|(source, _)| source.split_once('/').unwrap().1.replace("templates/", ""))
        .collect()
}

fn check(case: &Path) -> usize {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let steps = fs::read_to_string(case.join("steps")).unwrap();
    let chart = Chart::load(case.join("chart")).unwrap();
    let mut before: Option<Rendered> = None;
    let lines = steps.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for line in lines {
        let step = Step::read(line);
        let fresh = step.render(case, &Chart::load(case.join("chart")).unwrap(), true);
        let rendered = step.render(case, &chart, false);
        match (rendered, fresh) {
            (Ok(rendered), Ok(fresh)) => {
                assert!(step.error.is_none(), "{name}: {line}: no error");
                assert_eq!(all_of(&rendered), all_of(&fresh), "{name}: {line}");
                let runs = new_in(&rendered, before.as_ref());
                assert_eq!(runs, step.runs, "{name}: {line}");
                before = Some(rendered);
            }
            (Err(error), Err(fresh)) => {
                assert_eq!(error, fresh, "{name}: {line}");
                let expected = step.error.unwrap_or("nothing");
                assert!(error.contains(expected), "{name}: {line}: {error}");
            }
            (Err(error), _) | (_, Err(error)) => panic!("{name}: {line}: {error}"),
        }
        count += 1;
    }
    count
}

#[test]
fn what_would_read_the_same_is_not_run_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/again");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let steps: usize = cases.iter().map(|case| check(case)).sum();
    println!("{} cases, {steps} renders", cases.len());
    assert!(steps > 0);
}

//! The walk over small manifests: each folder below `fixtures` holds `in.yaml` and what must be
//! found in it, `expected.tsv`. With `AIRLOCK_BLESS` set the expectations are written anew, to be
//! read by a person before they are committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "blessing is asked for by the environment"
)]

use std::path::{Path, PathBuf};

use airlock_images::{Evidence, Options, Report, Rules, Walker};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries
        .filter(|path| path.join("in.yaml").exists())
        .collect();
    folders.sort();
    folders
}

fn options(short_cuts: bool) -> Options {
    Options {
        tests: false,
        keep_going: true,
        short_cuts,
        threads: 1,
    }
}

fn row(reference: &str, evidence: &Evidence) -> String {
    let Evidence {
        confidence,
        find,
        line,
        column,
        document,
        field,
        ..
    } = evidence;
    let (confidence, find) = (confidence.as_str(), find.as_str());
    format!("{reference}\t{confidence}\t{find}\t{line}:{column}\t{document}\t{field}\n")
}

fn table(report: &Report) -> String {
    let mut table = String::new();
    for image in report.images().chain(report.guesses()) {
        let reference = image.reference.to_string();
        image
            .evidence
            .iter()
            .for_each(|evidence| table.push_str(&row(&reference, evidence)));
    }
    report
        .broken()
        .iter()
        .for_each(|broken| table.push_str(&format!("broken\t{broken}\n")));
    report
        .missing()
        .iter()
        .for_each(|error| table.push_str(&format!("missing\t{error}\n")));
    table
}

#[test]
fn every_fixture_gives_what_is_expected() {
    let rules = Rules::built_in();
    let mut wrong = Vec::new();
    for folder in folders() {
        let stream = std::fs::read(folder.join("in.yaml")).unwrap();
        let golden = folder.join("expected.tsv");
        let mut walker = Walker::new(&rules, options(true));
        walker.stream("in.yaml", &stream).unwrap();
        let found = table(&walker.finish());
        if std::env::var_os("AIRLOCK_BLESS").is_some() {
            std::fs::write(&golden, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

/// A reader that gives a byte at a time is the hardest for what cuts a stream.
struct Drops<'d>(&'d [u8]);

impl std::io::Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else {
            return Ok(0);
        };
        buffer[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

#[test]
fn a_reader_gives_the_same_as_a_slice() {
    let rules = Rules::built_in();
    for folder in folders() {
        let stream = std::fs::read(folder.join("in.yaml")).unwrap();
        let mut slice = Walker::new(&rules, options(true));
        slice.stream("in.yaml", &stream).unwrap();
        let mut reader = Walker::new(&rules, options(true));
        reader.reader("in.yaml", &mut Drops(&stream)).unwrap();
        assert_eq!(
            table(&slice.finish()),
            table(&reader.finish()),
            "{}",
            folder.display()
        );
    }
}

#[test]
fn without_keep_going_a_broken_document_ends_the_walk() {
    let rules = Rules::built_in();
    let stream = "a: b\n---\na: b\n  c: d\n";
    let mut walker = Walker::new(&rules, Options::default());
    let error = walker.stream("x.yaml", stream.as_bytes()).unwrap_err();
    assert_eq!((error.document(), error.line()), (2, 4));
    assert!(error.to_string().starts_with("x.yaml:4:"), "{error}");
}

#[test]
fn tests_count_when_they_are_asked_for() {
    let rules = Rules::built_in();
    let stream = std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workloads/in.yaml"),
    );
    let mut walker = Walker::new(
        &rules,
        Options {
            tests: true,
            ..Options::default()
        },
    );
    walker.stream("in.yaml", &stream.unwrap()).unwrap();
    assert!(walker.finish().find("curlimages/curl:8").is_some());
}

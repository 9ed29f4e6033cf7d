//! Megabytes per second of each way to read, over the YAML files of the folders that it is given:
//! `cargo run --release -p airlock-yaml --example throughput -- DIR…`

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use airlock_yaml::{Document, EventKind, Parser, Source, check};

fn main() {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let mut documents = Vec::new();
    for folder in &folders {
        for file in yaml_files(Path::new(folder)) {
            documents.extend(std::fs::read(file).map(parts).unwrap_or_default());
        }
    }
    let bytes: usize = documents.iter().map(Vec::len).sum();
    println!(
        "{} documents, {:.2} MB",
        documents.len(),
        bytes as f64 / 1e6
    );
    measure("source", &documents, |input| {
        drop(black_box(Source::new(input)))
    });
    measure("events", &documents, events);
    measure("check", &documents, |input| drop(black_box(check(input))));
    measure("tree", &documents, |input| {
        drop(black_box(Document::parse(input)))
    });
}

fn events(input: &[u8]) {
    let source = Source::new(input);
    let mut parser = Parser::new(&source);
    while let Ok(event) = parser.next_event() {
        black_box(&event);
        if matches!(event.kind, EventKind::StreamEnd) {
            break;
        }
    }
}

/// The best of several rounds.
fn measure(name: &str, documents: &[Vec<u8>], run: impl Fn(&[u8])) {
    let bytes: usize = documents.iter().map(Vec::len).sum();
    let mut best = f64::INFINITY;
    for _ in 0..12 {
        let start = Instant::now();
        for document in documents {
            run(document);
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name:8} {:8.1} MB/s", bytes as f64 / 1e6 / best);
}

/// The documents of a file, cut at `---`.
fn parts(text: Vec<u8>) -> Vec<Vec<u8>> {
    let lines: Vec<&[u8]> = text.split_inclusive(|&byte| byte == b'\n').collect();
    let parts = lines
        .split(|line| line.starts_with(b"---"))
        .map(<[&[u8]]>::concat);
    parts.filter(|part| !part.is_empty()).collect()
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(yaml_files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

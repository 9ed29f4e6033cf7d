//! Where printed lines come from: `tests/provenance/NAME/chart` is rendered, and
//! `tests/provenance/NAME/lines.txt` holds each printed line behind its origin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use airlock_gotmpl::World;
use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, UserValues, render};

struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}

fn lines(chart: &Path) -> String {
    let chart = Chart::load(chart).unwrap();
    let options = RenderOptions {
        provenance: true,
        ..RenderOptions::default()
    };
    let rendered = render(
        &chart,
        &Release::new("rel"),
        &UserValues::default(),
        &Still,
        options,
    )
    .unwrap();
    let print = PrintOptions {
        include_crds: true,
        ..PrintOptions::default()
    };
    let mut out = String::new();
    for document in rendered.documents(&print) {
        writeln!(out, "{}", document.source()).unwrap();
        let content = String::from_utf8_lossy(document.content());
        let origins = document.lines();
        assert_eq!(origins.len(), content.lines().count());
        for (origin, line) in origins.iter().zip(content.lines()) {
            let names: Vec<String> = origin.templates.iter().map(|n| n.to_string()).collect();
            writeln!(out, "{:>3} {:20}| {line}", origin.line, names.join(" ")).unwrap();
        }
    }
    out
}

#[test]
fn every_line_says_where_it_came_from() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provenance");
    for entry in fs::read_dir(root).unwrap() {
        let folder = entry.unwrap().path();
        let expected = fs::read_to_string(folder.join("lines.txt")).unwrap_or_default();
        let got = lines(&folder.join("chart"));
        assert_eq!(got, expected, "{}:\n{got}", folder.display());
    }
}

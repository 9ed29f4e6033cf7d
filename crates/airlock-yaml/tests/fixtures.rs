//! The fixtures: inputs of ours, and beside them what Go made of them (`oracle golden` writes
//! these). An expected file starts with `+`, or with `-` and Go's error.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod views;

use std::path::{Path, PathBuf};

use airlock_yaml::{Document, Format, Kind, Node, Writer, sort_keys};

fn inputs(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| !path.to_string_lossy().ends_with(".yaml.json"))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn expected(path: &Path) -> Vec<u8> {
    let mut text =
        std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(text.pop(), Some(b'\n'), "{}", path.display());
    text
}

/// An outcome in the form of the expected files.
fn recorded(outcome: Result<Vec<u8>, String>) -> Vec<u8> {
    match outcome {
        Ok(text) => [b"+".as_slice(), &text].concat(),
        Err(text) => [b"-".as_slice(), text.as_bytes()].concat(),
    }
}

fn assert_same(path: &Path, ours: &[u8]) {
    let theirs = expected(path);
    let (ours, theirs) = (
        String::from_utf8_lossy(ours),
        String::from_utf8_lossy(&theirs),
    );
    assert_eq!(ours, theirs, "{}", path.display());
}

#[test]
fn reads_fixtures_as_go_does() {
    for input in inputs("read", "yaml") {
        let text = std::fs::read(&input).expect("an input");
        for (extension, request) in [
            ("json", b'j'),
            ("strict", b's'),
            ("head", b'h'),
            ("parts", b'd'),
        ] {
            let ours = recorded(views::view(request, &text));
            assert_same(&input.with_extension(extension), &ours);
        }
    }
}

#[test]
fn writes_fixtures_as_go_does() {
    for input in inputs("write", "json") {
        let text = std::fs::read(&input).expect("an input");
        let document = Document::parse(&text).expect("JSON");
        for (extension, format) in [
            ("toYaml", Format::ToYaml),
            ("toYamlPretty", Format::ToYamlPretty),
        ] {
            let mut writer = Writer::new(format);
            write(document.root(), format, &mut writer);
            let ours = recorded(writer.finish().map_err(|error| error.to_string()));
            assert_same(&input.with_extension(extension), &ours);
        }
    }
}

/// Writes what encoding/json reads: every number is a float64.
fn write(node: Node<'_>, format: Format, writer: &mut Writer) {
    match node.kind() {
        Kind::Null => writer.null(),
        Kind::Bool(value) => writer.bool(value),
        Kind::Int(value) => writer.float(value as f64),
        Kind::Uint(value) => writer.float(value as f64),
        Kind::Float(value) => writer.float(value),
        Kind::Str(text) => writer.string(text.as_bytes()),
        Kind::Seq(seq) => {
            writer.begin_seq();
            seq.for_each(|item| write(item, format, writer));
            writer.end_seq();
        }
        Kind::Map(map) => {
            let mut entries = map.effective();
            sort_keys(format, &mut entries, |entry| entry.0.as_bytes());
            writer.begin_map();
            for (key, _, value) in entries {
                writer.key(key.as_bytes());
                write(value, format, writer);
            }
            writer.end_map();
        }
    }
}

#[test]
fn nodes_know_where_they_are_written() {
    let text = b"# comment\na:\n  \xC3\xA9: &x [1, two]\n  b: \"q\"\n";
    let document = Document::parse(text).expect("YAML");
    let a = document
        .root()
        .as_map()
        .expect("a map")
        .get("a")
        .expect("a");
    let list = a.as_map().expect("a map").get("é").expect("é");
    assert_eq!((a.line(), a.column()), (3, 3));
    assert_eq!((list.line(), list.column()), (3, 6));
    let two = list.as_seq().expect("a list").nth(1).expect("two");
    assert_eq!(
        (two.line(), two.column(), two.as_str()),
        (3, 13, Some("two"))
    );
    assert_eq!(&text[two.mark().offset as usize..][..3], b"two");
}

#[test]
fn errors_know_where_their_cause_is() {
    let error = Document::parse(b"a: 1\nb: c: d\n").expect_err("no YAML");
    assert_eq!(
        error.message(),
        "yaml: line 2: mapping values are not allowed in this context"
    );
    assert_eq!((error.line(), error.column()), (Some(2), Some(5)));
    assert!(
        error
            .unmarshal_message()
            .starts_with("error converting YAML to JSON: yaml: ")
    );
}

#[test]
fn keys_that_are_too_long_for_yaml_in_json_are_refused() {
    for (length, taken) in [(1022, true), (1023, false)] {
        let mut writer = Writer::new(Format::ToYaml);
        writer.begin_map();
        writer.key("k".repeat(length).as_bytes());
        writer.null();
        writer.end_map();
        assert_eq!(writer.finish().is_ok(), taken, "{length}");
    }
}

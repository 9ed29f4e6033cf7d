//! Schemas, values, and what Helm's own check answered.
//!
//! `tests/schema/CASE/` holds `schema.json`, `values.json` and `expected`; `tests/schema/NAME.jsonl`
//! many of them as lines, and `NAME.answers.jsonl` the answers. The judge in `tests/oracle/schema`
//! wrote both, with reasons sorted, since Go's maps give many of them in any order.

use std::fs;
use std::path::{Path, PathBuf};

use airlock_gotmpl::{Map, Str, Value};

use super::{SchemaFile, URL, check_by_draft, doc, json, plain, root::Root};
use crate::encoding::json::from_json;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema")
}

fn map(value: Value) -> Map {
    match value {
        Value::Map(map) => map,
        _ => Map::default(),
    }
}

fn verdict(schema: &[u8], values: &Map) -> String {
    match SchemaFile::new(Str::new(schema)).check(values) {
        Ok(()) => "valid\n".to_owned(),
        Err(error) => ordered(&format!("case:\n{error}")),
    }
}

/// A line and those below it.
#[derive(Default)]
struct Line {
    text: String,
    below: Vec<Line>,
}

/// The report with reasons of one place sorted, as the judge does it.
fn ordered(report: &str) -> String {
    let mut lines = Vec::new();
    for line in report.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        let depth = match body.starts_with("- at ") {
            true => (line.len() - body.len()) / 2 + 1,
            false => 0,
        };
        let text = match depth {
            0 => line.to_owned(),
            _ => format!("{}\n", names(line.trim_end_matches('\n'))),
        };
        lines.push((depth, text));
    }
    let mut root = Line::default();
    let mut lines = lines.into_iter().peekable();
    while let Some((_, text)) = lines.next() {
        root.text.push_str(&text);
        if lines.peek().is_some_and(|(depth, _)| *depth == 1) {
            break;
        }
    }
    let lines: Vec<(usize, String)> = lines.collect();
    root.below = below(&lines, 1);
    root.text + &sorted(root.below)
}

fn below(lines: &[(usize, String)], depth: usize) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at + 1..];
        let end = rest.iter().position(|(d, _)| *d <= depth);
        let end = at + 1 + end.unwrap_or(rest.len());
        found.push(Line {
            text: lines[at].1.clone(),
            below: below(&lines[at + 1..end], depth + 1),
        });
        at = end;
    }
    found
}

fn sorted(lines: Vec<Line>) -> String {
    let written = lines.into_iter().map(|l| l.text + &sorted(l.below));
    let mut parts: Vec<String> = written.collect();
    parts.sort();
    parts.concat()
}

fn names(line: &str) -> String {
    let (before, after) = ("additional properties ", " not allowed");
    let Some((head, list)) = line.split_once(before) else {
        return line.to_owned();
    };
    let Some(list) = list.strip_suffix(after) else {
        return line.to_owned();
    };
    let mut list: Vec<&str> = list.split(", ").collect();
    list.sort_unstable();
    format!("{head}{before}{}{after}", list.join(", "))
}

#[test]
fn cases_end_as_in_helm() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let case = entry.unwrap().path();
        let Ok(schema) = fs::read(case.join("schema.json")) else {
            continue;
        };
        cases += 1;
        let values = fs::read(case.join("values.json")).unwrap();
        let expected = fs::read_to_string(case.join("expected")).unwrap();
        let ours = verdict(&schema, &map(from_json(&values).unwrap()));
        if ours != expected {
            wrong.push(format!(
                "{}\nhelm:\n{expected}\nours:\n{ours}",
                case.display()
            ));
        }
    }
    assert!(cases >= 120, "only {cases} cases");
    let count = wrong.len();
    assert!(
        wrong.is_empty(),
        "{count} of {cases}:\n{}",
        wrong.join("\n")
    );
}

fn text(map: &Map, key: &str) -> Str {
    match map.get(key.as_bytes()) {
        Some(Value::Str(text)) => text,
        _ => Str::default(),
    }
}

#[test]
fn questions_are_answered_as_by_helm() {
    let mut wrong = Vec::new();
    let mut asked = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".jsonl").filter(|n| !n.contains('.')) else {
            continue;
        };
        let answers = fs::read_to_string(folder().join(format!("{name}.answers.jsonl"))).unwrap();
        let questions = fs::read_to_string(&path).unwrap();
        for (question, answer) in questions.lines().zip(answers.lines()) {
            asked += 1;
            let parts = map(from_json(question.as_bytes()).unwrap());
            let values = map(parts.get(b"values").unwrap_or_default());
            let ours = verdict(&text(&parts, "schema"), &values);
            let theirs = match from_json(answer.as_bytes()).unwrap() {
                Value::Str(theirs) => theirs.to_string(),
                _ => String::new(),
            };
            if ours != theirs {
                wrong.push(format!(
                    "{name} {question:.2000}\nhelm:\n{theirs}\nours:\n{ours}"
                ));
            }
        }
    }
    let count = wrong.len();
    wrong.truncate(40);
    assert!(
        wrong.is_empty(),
        "{count} of {asked}:\n{}",
        wrong.join("\n")
    );
}

/// A schema that is `depth` deep.
fn nested(depth: usize, open: &str, close: &str) -> String {
    format!("{}{{}}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn hostile_schemas_end_in_errors_soon() {
    let doubling: Vec<String> = (0..60)
        .map(|i| {
            let next = i + 1;
            format!(r##""d{i}":{{"allOf":[{{"$ref":"#/definitions/d{next}"}},{{"$ref":"#/definitions/d{next}"}}]}}"##)
        })
        .collect();
    let doubling = format!(
        r##"{{"$ref":"#/definitions/d0","definitions":{{{},"d60":{{"type":"object"}}}}}}"##,
        doubling.join(",")
    );
    let cases = [
        (r##"{"$ref":"#"}"##.to_owned(), "causing reference cycle"),
        (
            r##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}"##
                .to_owned(),
            "causing reference cycle",
        ),
        (nested(5000, r#"{"not":"#, "}"), "nest too deeply"),
        (nested(4500, r#"{"allOf":["#, "]}"), "nest too deeply"),
        ("[".repeat(20_000), "max depth"),
        (doubling, "too much work"),
        (
            r#"{"properties":{"a":{"pattern":"(((a{1,1000}){1,1000}){1,1000})"}}}"#.to_owned(),
            "repeat",
        ),
    ];
    let values = Value::map([("a", Value::str("a".repeat(1000)))]);
    for (schema, expected) in cases {
        let ours = verdict(schema.as_bytes(), &map(values.clone()));
        assert!(ours.contains(expected), "{schema:.100}: {ours:.300}");
    }
}

#[test]
fn deep_values_are_refused() {
    let mut value = Value::Nil;
    for _ in 0..9_000 {
        value = Value::map([("a", value)]);
    }
    let schema = r##"{"properties":{"a":{"$ref":"#"}}}"##;
    assert!(verdict(schema.as_bytes(), &map(value)).contains("nest too deeply"));
}

#[test]
fn nothing_is_fetched() {
    let refused = "schemas are read from the chart alone";
    for url in [
        "https://example.com/x.json",
        "other.json",
        "file:///etc/passwd",
    ] {
        for key in ["$ref", "$schema"] {
            let url = match key {
                "$schema" => url.replace("other", "file:///other"),
                _ => url.to_owned(),
            };
            let schema = format!(r#"{{"{key}":"{url}"}}"#);
            let ours = verdict(schema.as_bytes(), &Map::default());
            assert!(ours.contains(refused), "{schema}: {ours}");
        }
    }
}

/// Whether a schema is valid at a glance; if so, its draft has to agree.
fn glance(schema: &[u8]) -> bool {
    let Ok(doc) = json::parse(schema) else {
        return false;
    };
    let Ok(root) = Root::new(URL, doc) else {
        return false;
    };
    let draft = root.draft_of(doc::TOP);
    let plain = plain::is_plain(&root.doc, doc::TOP, draft);
    if plain {
        let text = String::from_utf8_lossy(schema);
        assert_eq!(check_by_draft(&root, doc::TOP, draft), Ok(()), "{text}");
    }
    plain
}

#[test]
fn what_is_valid_at_a_glance_is_valid() {
    let (mut plain, mut all) = (0, 0);
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(schema) = fs::read(path.join("schema.json")) {
            all += 1;
            plain += usize::from(glance(&schema));
        }
        let is_questions = path.to_str().is_some_and(|p| p.ends_with(".jsonl"));
        if is_questions {
            for line in fs::read_to_string(&path).unwrap().lines() {
                let question = map(from_json(line.as_bytes()).unwrap());
                all += 1;
                plain += usize::from(glance(&text(&question, "schema")));
            }
        }
    }
    println!("{plain} of {all} schemas are valid at a glance");
    assert!(plain > 100 && plain < all, "{plain} of {all}");
}

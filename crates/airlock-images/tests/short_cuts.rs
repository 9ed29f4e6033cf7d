//! The fast readers change no answer: every stream gives the same report with and without them,
//! broken streams too.
//!
//! Streams are the fixtures (and, where `AIRLOCK_RENDERED` names a folder, real renders) with
//! random damage: lines that are dropped, doubled, swapped, moved, or have a character changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "the test finds its inputs by the environment and keeps what fails"
)]

mod chance;

use std::path::{Path, PathBuf};

use airlock_images::{Options, Report, Rules, Walker};
use chance::Chance;

/// Everything that a report says, so that two can be compared.
fn walked(stream: &[u8], short_cuts: bool) -> String {
    let rules = Rules::built_in();
    let options = Options {
        short_cuts,
        keep_going: true,
        tests: true,
        threads: 1,
    };
    let mut walker = Walker::new(&rules, options);
    walker.stream("stream", stream).unwrap();
    told(&walker.finish())
}

fn told(report: &Report) -> String {
    let mut text = format!("{} documents\n", report.documents());
    for image in report.images().chain(report.guesses()) {
        for found in &image.evidence {
            let at = (found.line, found.column, found.find, found.confidence);
            let (document, field) = (&found.document, &found.field);
            text.push_str(&format!("{} {at:?} {document} {field}\n", image.reference));
        }
    }
    report
        .broken()
        .iter()
        .for_each(|broken| text.push_str(&format!("broken {broken}\n")));
    report
        .missing()
        .iter()
        .for_each(|error| text.push_str(&format!("missing {error}\n")));
    text
}

fn check(name: &str, stream: &[u8]) {
    let (fast, full) = (walked(stream, true), walked(stream, false));
    if fast != full {
        let kept = std::env::temp_dir().join("airlock-images-short-cut.yaml");
        std::fs::write(&kept, stream).unwrap();
        panic!(
            "{name}: not the same; stream kept as {}\n--- fast\n{fast}--- full\n{full}",
            kept.display()
        );
    }
}

const ODD: &[&str] = &[
    "",
    "# a comment",
    "image: nginx:1.2",
    "- name: x",
    "  - --x-image=quay.io/a/b:1",
    "\tx: y",
    "? a",
    "a: &b c",
    "d: *b",
    "x: |-",
    "x: >",
    "    text: more",
    "k: 'it''s'",
    "k: \"a\\nb\"",
    "k: [a, b]",
    "k: {a: b}",
    "- - a",
    "-",
    "...",
    "k:",
    "k: v # c",
    "k: a: b",
    "kind: CustomResourceDefinition",
    "      default: quay.io/a/b:1",
    "      default:",
    "        image: a/b:1",
    "  more words",
    "name: b/c:1",
    "k: \"x",
    "k: 'x",
    "y'",
    "x: é",
    "repository: a/b",
    "tag: v1",
    "  <<: {image: x}",
    "spec:",
];

fn damage(chance: &mut Chance, lines: &mut Vec<String>) {
    let at = chance.below(lines.len());
    match chance.below(8) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = (at + 1) % lines.len();
            lines.swap(at, other);
        }
        3 => lines[at] = format!("  {}", lines[at]),
        4 => {
            lines[at] = lines[at]
                .strip_prefix("  ")
                .unwrap_or(&lines[at])
                .to_string()
        }
        5 => {
            let odd = ODD[chance.below(ODD.len())];
            let indent = lines[at].len() - lines[at].trim_start().len();
            lines.insert(at, format!("{}{odd}", " ".repeat(indent)));
        }
        6 => lines.insert(at, ODD[chance.below(ODD.len())].to_string()),
        _ => change_a_character(chance, &mut lines[at]),
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
}

fn change_a_character(chance: &mut Chance, line: &mut String) {
    let marks = [
        ':', ' ', '-', '"', '\'', '#', '\t', '{', '[', '|', '&', '!', '\\', 'é', '\n', '\r',
    ];
    let mut all: Vec<char> = line.chars().collect();
    let at = chance.below(all.len() + 1);
    let mark = marks[chance.below(marks.len())];
    match chance.below(2) {
        0 if at < all.len() => all[at] = mark,
        _ => all.insert(at, mark),
    }
    *line = all.into_iter().collect();
}

/// A part of a stream that is short enough to be walked often.
fn excerpt(chance: &mut Chance, documents: &[&str]) -> Vec<String> {
    let from = chance.below(documents.len());
    let some = documents.iter().skip(from).take(1 + chance.below(2));
    let lines: Vec<String> = some
        .flat_map(|document| document.lines().chain(["---"]))
        .map(str::to_string)
        .collect();
    let start = chance.below(lines.len().max(1)) / 2;
    let whole = lines.len() < 400;
    if whole {
        lines
    } else {
        lines.into_iter().skip(start).take(300).collect()
    }
}

fn rendered() -> Vec<PathBuf> {
    let folder = std::env::var_os("AIRLOCK_RENDERED").map(PathBuf::from);
    folder.map(|folder| files(&folder)).unwrap_or_default()
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    folders
        .map(|folder| folder.join("in.yaml"))
        .filter(|path| path.exists())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
        .collect()
}

#[test]
fn whole_streams_give_the_same_report() {
    for path in fixtures().into_iter().chain(rendered()) {
        check(&path.display().to_string(), &std::fs::read(&path).unwrap());
    }
}

#[test]
fn damaged_streams_give_the_same_report() {
    let rounds = std::env::var("AIRLOCK_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(40);
    let mut chance = Chance::new(7);
    let mut cases = 0;
    for path in fixtures().into_iter().chain(rendered()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let documents: Vec<&str> = text.split("\n---\n").collect();
        for _ in 0..rounds {
            let mut lines = excerpt(&mut chance, &documents);
            for _ in 0..1 + chance.below(3) {
                if !lines.is_empty() {
                    damage(&mut chance, &mut lines);
                }
            }
            check(&path.display().to_string(), lines.join("\n").as_bytes());
            cases += 1;
        }
    }
    println!("{cases} damaged streams");
}

const KEYS: &[&str] = &[
    "name",
    "image",
    "value",
    "args",
    "env",
    "containers",
    "metadata",
    "kind",
    "items",
    "spec",
    "tag",
    "repository",
    "registry",
    "version",
    "annotations",
    "labels",
    "default",
    "data",
    "ports",
    "x",
    "volumes",
    "status",
    "images",
    "properties",
    "command",
    "sidecarImage",
    "initContainers",
    "digest",
];
const VALUES: &[&str] = &[
    "\"a/b:1\"",
    "\"quay.io/a/b:2\"",
    "\"busybox\"",
    "\"v1\"",
    "1",
    "true",
    "null",
    "\"--x-image\"",
    "\"--y=ghcr.io/a/b:3\"",
    "\"run --image=c/d:4 now\"",
    "\"x\"",
    "\"{\\\"image\\\": \\\"e/f:5\\\"}\"",
    "{}",
    "[]",
    "\"image: g/h:6\\nb: c\"",
    "\"Deployment\"",
    "\"PodList\"",
    "\"apiextensions.k8s.io/v1\"",
    "\"quay.io\"",
    "\"CustomResourceDefinition\"",
    "\"ConfigMap\"",
    "\"X_IMAGE\"",
    "\"k/l\"",
];

fn json(chance: &mut Chance, depth: usize, out: &mut String) {
    let leaf = depth == 0 || chance.below(3) == 0;
    if leaf {
        out.push_str(VALUES[chance.below(VALUES.len())]);
        return;
    }
    let map = chance.below(3) > 0;
    out.push(if map { '{' } else { '[' });
    for at in 0..chance.below(6) {
        if at > 0 {
            out.push_str(", ");
        }
        if map {
            out.push_str(&format!("\"{}\": ", KEYS[chance.below(KEYS.len())]));
        }
        json(chance, depth - 1, out);
    }
    out.push(if map { '}' } else { ']' });
}

#[test]
fn json_streams_give_the_same_report() {
    let mut chance = Chance::new(3);
    for _ in 0..20_000 {
        let mut stream = String::from("{\"apiVersion\": \"v1\", \"kind\": ");
        stream.push_str(VALUES[chance.below(VALUES.len())]);
        for key in ["metadata", "spec", "data", "items"] {
            stream.push_str(&format!(", \"{key}\": "));
            json(&mut chance, 5, &mut stream);
        }
        stream.push('}');
        check("json", stream.as_bytes());
    }
}

/// A list that is long enough to be read in parts: in lines or in one, some of its items large.
fn long_list(chance: &mut Chance) -> String {
    let between = ["", "\n", "\n    ", "\r\n  ", " "][chance.below(5)];
    let kind = ["List", "PodList", "Pool", "DeploymentList"][chance.below(4)];
    let told = format!("\"kind\": \"{kind}\", \"apiVersion\": \"v1\"");
    let first = chance.below(2) == 0;
    let mut list = String::from("{");
    list.push_str(if first { &told } else { "\"x\": 1" });
    list.push_str(", \"items\": [");
    while list.len() < 140_000 {
        list.push_str(between);
        list.push_str("{\"kind\": \"Pod\", \"spec\": ");
        let depth = 3 + chance.below(5);
        json(chance, depth, &mut list);
        let name = chance.below(90);
        let image = format!("{{\"name\": \"p\",{between}\"image\": \"quay.io/a/b:{name}\"}}");
        list.push_str(&format!(", \"containers\": [{image}]}},"));
    }
    list.pop();
    list.push_str(between);
    list.push_str("], ");
    list.push_str(if first { "\"x\": 1" } else { &told });
    list.push_str("}\n");
    list
}

#[test]
fn long_json_lists_give_the_same_report() {
    let mut chance = Chance::new(9);
    for round in 0..60 {
        let mut list = long_list(&mut chance);
        if round % 2 == 1 {
            let signs = [
                "{", "}", "[", "]", "\"", ",", "\n    {", "]}", "\\", "1", "items",
            ];
            for _ in 0..1 + chance.below(2) {
                let at = chance.below(list.len());
                list.insert_str(at, signs[chance.below(signs.len())]);
            }
        }
        check("a long list", list.as_bytes());
    }
}

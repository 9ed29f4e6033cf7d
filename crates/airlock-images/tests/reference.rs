//! References beside the distribution project's own parser: a fixture whose answers are that
//! parser's, and many thousand generated strings where Go is at hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]
#![allow(clippy::disallowed_methods, reason = "the judge is a program")]

mod chance;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use airlock_images::{Reference, ReferenceError};
use chance::Chance;

/// What the judge prints for a string: see `tests/oracle/reference`.
fn verdict(text: &str) -> String {
    let bare = match Reference::parse(text) {
        Ok(reference) => reference.to_string(),
        Err(error) => refused(&error),
    };
    let rest = match Reference::parse_normalized(text) {
        Ok(reference) => {
            let tagged = match (reference.tag(), reference.digest()) {
                (None, None) => format!("{reference}:latest"),
                _ => reference.to_string(),
            };
            let (domain, path) = (reference.domain(), reference.path());
            format!(
                "{reference}\t{}\t{tagged}\t{domain}\t{path}",
                reference.familiar()
            )
        }
        Err(error) => refused(&error),
    };
    format!("{bare}\t{rest}")
}

fn refused(error: &ReferenceError) -> String {
    format!("error {}", quoted(&error.to_string()))
}

/// Go's `strconv.QuoteToASCII`, for text without control characters.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if c < '\u{80}' => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ if c <= '\u{ffff}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

fn root(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The judge's answers; `None` without Go.
fn judged(texts: &[String]) -> Option<Vec<String>> {
    let folder = root("../../tests/oracle/reference");
    let mut judge = Command::new("go")
        .args(["run", "."])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let input: String = texts.iter().map(|text| quoted(text) + "\n").collect();
    let mut stdin = judge.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = judge.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the judge failed");
    Some(
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_string)
            .collect(),
    )
}

#[test]
fn fixtures_are_read_as_the_distribution_project_reads_them() {
    let folder = root("tests/fixtures/references");
    let input = std::fs::read_to_string(folder.join("in.txt")).unwrap();
    let texts: Vec<String> = input.lines().map(str::to_string).collect();
    let golden = folder.join("expected.tsv");
    if std::env::var_os("AIRLOCK_BLESS").is_some() {
        let answers = judged(&texts).expect("blessing needs Go");
        std::fs::write(&golden, answers.join("\n") + "\n").unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap();
    assert_eq!(expected.lines().count(), texts.len());
    for (text, expected) in texts.iter().zip(expected.lines()) {
        assert_eq!(verdict(text), expected, "{text}");
    }
}

const PIECES: &[&str] = &[
    "a",
    "b0",
    "Z",
    "É",
    "K",
    "-",
    "--",
    "_",
    "__",
    "___",
    ".",
    "..",
    "/",
    "/",
    "//",
    ":",
    ":",
    "@",
    "localhost",
    "docker.io",
    "index.docker.io",
    "library",
    "nginx",
    "quay.io",
    "example.com",
    "5000",
    "latest",
    "v1.2.3",
    "[::1]",
    "[",
    "]",
    "10.0.0.1",
    " ",
    "+",
    "sha256:",
    "sha512:",
    "md5:",
    "\n",
    "383968cd5e8873f7976fa76aa6196045643558f4cc9518a207b9335cb24a0e93",
    "383968cd5e8873f7976fa76aa6196045",
    "ABCDEF",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

fn generated(count: usize) -> Vec<String> {
    let mut chance = Chance::new(11);
    let mut text = || {
        let pieces = 1 + chance.below(9);
        (0..pieces)
            .map(|_| PIECES[chance.below(PIECES.len())])
            .collect::<String>()
    };
    (0..count).map(|_| text()).collect()
}

#[test]
fn generated_strings_are_read_as_the_distribution_project_reads_them() {
    let texts = generated(100_000);
    let Some(answers) = judged(&texts) else {
        eprintln!("SKIPPED: 0 of {} strings judged (no Go)", texts.len());
        return;
    };
    assert_eq!(answers.len(), texts.len());
    for (text, answer) in texts.iter().zip(&answers) {
        assert_eq!(&verdict(text), answer, "{text:?}");
    }
    println!("{} strings judged", texts.len());
}

#[test]
fn what_is_pulled_has_a_registry_and_a_tag() {
    let pulled = |text: &str| Reference::pulled(text).unwrap().to_string();
    assert_eq!(pulled("nginx"), "docker.io/library/nginx:latest");
    assert_eq!(
        pulled("registry-1.docker.io/nginx:1"),
        "docker.io/library/nginx:1"
    );
    assert_eq!(
        pulled("registry-1.docker.io/team/app"),
        "docker.io/team/app:latest"
    );
}

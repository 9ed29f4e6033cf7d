//! Asks Go, and runs the same here.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use airlock_gotmpl::{Functions, Machine, MissingKey, Namespace, Options, Template};

use super::functions::{Still, data, functions};

/// What a template gives: its output, or an error in Go's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Given {
    Output(Vec<u8>),
    Error(String),
}

impl Given {
    /// As it is written into goldens and messages.
    pub(crate) fn show(&self) -> String {
        match self {
            Self::Output(text) => format!("output: {}", text.escape_ascii()),
            Self::Error(text) => format!("error: {}", text.replace('\n', "\\n")),
        }
    }
}

fn missing_key(word: &str) -> MissingKey {
    match word {
        "zero" => MissingKey::Zero,
        "error" => MissingKey::Error,
        _ => MissingKey::Default,
    }
}

/// Runs a template here.
pub(crate) fn run(functions: &Functions, missing: &str, source: &[u8]) -> Given {
    let template = match Template::parse("case", source, functions) {
        Ok(template) => template,
        Err(error) => return Given::Error(error.to_string()),
    };
    let mut namespace = Namespace::new();
    namespace.add(&template);
    let options = Options {
        missing_key: missing_key(missing),
        ..Options::default()
    };
    let mut out = Vec::new();
    let mut machine = Machine::new(&namespace, functions, &Still, options);
    match machine.execute("case", &data(), &mut out) {
        Ok(()) => Given::Output(out),
        Err(error) => Given::Error(error.to_string()),
    }
}

/// Where the judge's sources are.
fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle/gotmpl")
}

/// Go's answers, or `None`, said loudly, where there is no Go.
pub(crate) fn ask(cases: &[(String, Vec<u8>)]) -> Option<Vec<Given>> {
    let child = Command::new("go")
        .args(["run", "."])
        .current_dir(home())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!(
            "SKIPPED: no Go on this machine to ask about {} templates",
            cases.len()
        );
        return None;
    };
    let mut lines = String::new();
    for (missing, source) in cases {
        lines.push_str(&format!("{missing} {}\n", hex(source)));
    }
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the judge's answers");
    writer
        .join()
        .expect("the writer")
        .expect("the judge's input");
    assert!(output.status.success(), "the judge failed");
    let text = String::from_utf8(output.stdout).expect("hexadecimal");
    let answers: Vec<Given> = text.lines().map(answer).collect();
    assert_eq!(answers.len(), cases.len(), "one answer for each template");
    Some(answers)
}

fn answer(line: &str) -> Given {
    let (word, text) = line.split_once(' ').expect("two words");
    let text = unhex(text);
    match word {
        "ok" => Given::Output(text),
        _ => Given::Error(String::from_utf8_lossy(&text).into_owned()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).expect("a digit") as u8;
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

/// The same without what a pointer printed: Go's differ from run to run.
fn without_addresses(given: &Given) -> String {
    let shown = given.show();
    let mut pieces = shown.split("0x");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.chars().take_while(char::is_ascii_hexdigit).count();
        text.push_str(if digits > 8 { "ADDRESS" } else { "0x" });
        text.push_str(&piece[if digits > 8 { digits } else { 0 }..]);
    }
    text
}

/// Compares here with there and tells every difference.
pub(crate) fn compare(cases: &[(String, Vec<u8>)]) {
    let Some(answers) = ask(cases) else {
        return;
    };
    let functions = functions();
    let mut differences = 0;
    for ((missing, source), expected) in cases.iter().zip(&answers) {
        let ours = run(&functions, missing, source);
        // A known difference: there are no complex numbers here.
        if matches!(&ours, Given::Error(text) if text.contains("imaginary constant")) {
            continue;
        }
        if ours != *expected && without_addresses(&ours) != without_addresses(expected) {
            differences += 1;
            if differences <= 40 {
                let source = source.escape_ascii();
                eprintln!(
                    "{missing} {source}\n  go   {}\n  here {}",
                    expected.show(),
                    ours.show()
                );
            }
        }
    }
    assert_eq!(differences, 0, "of {} templates", cases.len());
}

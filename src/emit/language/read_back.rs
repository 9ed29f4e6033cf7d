//! Whatever a name, a certificate or a password holds, the language that it lands in reads it back
//! as it was: random texts of everything that could break out, read by each language's own parser.

use std::process::Command;

use ::toml::de::{DeTable, DeValue};
use serde_json::{Value, json};

use super::{base64, hcl, quoted, sh, toml, yaml, yaml_block};

const TEXTS: usize = 4000;
const PIECES: [&str; 46] = [
    "\"", "'", "\\", "\n", "\r", "\t", " ", "$", "${", "%{", "$(id)", "`id`", "#", ": ", "- ", "!",
    "&a", "*a", "|", ">", "{", "}", "[", "]", ",", "@", "%", "~", "null", "yes", "No", "0x1f",
    "1e3", "---", "...", "<<", "=", "é", "\u{85}", "\u{2028}", "\u{feff}", "😀", "\u{7f}", "\u{1}",
    "EOF\n", "a",
];

/// Texts made of the pieces above, the same ones every time.
fn texts() -> impl Iterator<Item = String> {
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    (0..TEXTS).map(move |_| {
        let length = next(9);
        (0..length).map(|_| PIECES[next(PIECES.len())]).collect()
    })
}

/// The texts as keys and values of a document.
fn documents() -> impl Iterator<Item = Value> {
    texts().map(|text| json!({ "plain": text, "list": [text, "x"], "map": { text.as_str(): 1 } }))
}

#[test]
fn json_reads_back() {
    for document in documents() {
        let text = super::json(&document);
        let read: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(read, document);
    }
}

#[test]
fn yaml_reads_back() {
    for document in documents() {
        let text = yaml(&document);
        let read: Value = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(read, document);
    }
}

#[test]
fn yaml_blocks_read_back() {
    for text in texts() {
        let block = format!(
            "files:\n  - content: {}\n    mode: x\n",
            yaml_block(&text, 6)
        );
        let read: Value = serde_yaml::from_str(&block).unwrap_or_else(|e| panic!("{block}: {e}"));
        assert_eq!(
            read,
            json!({ "files": [{ "content": text, "mode": "x" }] }),
            "{block}"
        );
    }
}

#[test]
fn toml_reads_back() {
    for document in documents() {
        let text = format!("value = {}\n", toml(&document));
        let read = DeTable::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(
            of_table(read.get_ref()),
            json!({ "value": document }),
            "{text}"
        );
    }
}

fn of_table(table: &DeTable<'_>) -> Value {
    let entries = table.iter();
    entries
        .map(|(key, value)| (key.get_ref().to_string(), of_toml(value.get_ref())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn of_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().unwrap()),
        DeValue::Array(items) => items.iter().map(|item| of_toml(item.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
        other => panic!("{other:?} is nothing that was written"),
    }
}

/// HCL has no parser in Rust that Terraform shares; the judge in `tests/oracle/hcl` reads whole
/// files. Here: no template begins inside a string, and without its escapes it is JSON's.
#[test]
fn hcl_holds_no_template() {
    for text in texts() {
        let written = hcl(&json!(text));
        let unescaped = written.replace("$${", "\u{0}").replace("%%{", "\u{0}");
        assert!(
            !unescaped.contains("${") && !unescaped.contains("%{"),
            "{written}"
        );
        let json = written.replace("$${", "${").replace("%%{", "%{");
        assert_eq!(json, quoted(&text));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the shell itself is the judge")]
fn a_shell_reads_back() {
    let texts: Vec<String> = texts().collect();
    for some in texts.chunks(500) {
        let words: Vec<String> = some.iter().map(|text| sh(text)).collect();
        let script = format!("printf '%s\\0' {}", words.join(" "));
        let Ok(output) = Command::new("sh").args(["-c", &script]).output() else {
            println!("skipped: no sh on this machine");
            return;
        };
        let read = String::from_utf8(output.stdout).unwrap();
        let expected: String = some.iter().map(|text| format!("{text}\0")).collect();
        assert_eq!(read, expected);
    }
}

#[test]
fn base64_has_only_its_own_letters() {
    for text in texts() {
        let written = base64(text.as_bytes());
        let plain = |b: &u8| b.is_ascii_alphanumeric() || b"+/=".contains(b);
        assert!(written.as_bytes().iter().all(plain), "{written}");
        assert_eq!(written.len(), text.len().div_ceil(3) * 4);
    }
}

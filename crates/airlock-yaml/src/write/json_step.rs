//! What becomes of a string on its way through JSON, before `toYaml` writes YAML: encoding/json
//! makes it UTF-8 and escapes it, yaml.v2 reads it back, and refuses or folds what JSON leaves.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::base64::push_lossy;
use crate::cook::cook;
use crate::scan::{Chomp, Style};

/// How many characters a key may have in JSON for yaml.v2 to see its `:`.
const MAX_KEY: usize = 1024;

/// What yaml.v2's reader says of a character that it does not take.
pub(super) const CONTROL: &str = "yaml: control characters are not allowed";

/// The string as yaml.v2 reads it back, or why it refuses.
pub(super) fn pass<'t>(
    value: &'t [u8],
    key: bool,
    line: &mut usize,
) -> Result<Cow<'t, str>, String> {
    let mut bad_bytes = 0;
    let text = match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let mut text = String::with_capacity(value.len() + 16);
            bad_bytes = push_lossy(value, &mut text);
            Cow::Owned(text)
        }
    };
    let found = look(text.as_bytes());
    if found.refused {
        return Err(CONTROL.to_owned());
    }
    if found.next_lines == 0 && !(key && text.len() > MAX_KEY / 6) {
        return Ok(text);
    }
    let json = escape(&text);
    *line += found.next_lines;
    // Bad bytes become `\ufffd`, which is five characters more, and there are the quotes.
    let length = json.chars().count() + 5 * bad_bytes + 2;
    if key && (found.next_lines > 0 || length > MAX_KEY) {
        return Err(at_line(*line, "did not find expected ',' or '}'"));
    }
    if found.next_lines == 0 {
        return Ok(text);
    }
    read_back(&json, *line - found.next_lines)
}

fn at_line(line: usize, problem: &str) -> String {
    match line {
        0 => format!("yaml: {problem}"),
        _ => format!("yaml: line {line}: {problem}"),
    }
}

struct Found {
    refused: bool,
    /// How often U+0085 comes, which JSON leaves as it is and YAML takes for a line break.
    next_lines: usize,
}

fn look(bytes: &[u8]) -> Found {
    let mut found = Found {
        refused: false,
        next_lines: 0,
    };
    if bytes.is_ascii() {
        found.refused = bytes.contains(&0x7F);
        return found;
    }
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            0x7F => found.refused = true,
            0xC2 => match bytes.get(at + 1) {
                Some(0x85) => found.next_lines += 1,
                Some(0x80..=0x9F) => found.refused = true,
                _ => {}
            },
            0xEF if bytes.get(at + 1) == Some(&0xBF) => {
                found.refused |= matches!(bytes.get(at + 2), Some(0xBE | 0xBF));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The inside of a JSON string, as encoding/json escapes it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    crate::tree::push_json_escaped(text, &mut out);
    out
}

/// What yaml.v2 makes of a JSON string that has line breaks in it.
fn read_back<'t>(json: &str, line: usize) -> Result<Cow<'t, str>, String> {
    for (count, part) in json.split('\u{85}').enumerate().skip(1) {
        let indicator = part.starts_with("---") || part.starts_with("...");
        let ended = match part.get(3..).and_then(|rest| rest.chars().next()) {
            Some(next) => next == ' ' || next == '\u{85}',
            // The next part begins with a break, or the closing quote follows.
            None => count < json.matches('\u{85}').count(),
        };
        if indicator && ended {
            let mut text = String::new();
            let line = line + count + 1;
            let _ = write!(
                text,
                "yaml: line {line}: found unexpected document indicator"
            );
            return Err(text);
        }
    }
    let mut out = String::with_capacity(json.len());
    cook(json, Style::DoubleQuoted, Chomp::Clip, 0, &mut out);
    Ok(Cow::Owned(out))
}

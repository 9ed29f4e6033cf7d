//! What a scalar means: yaml.v2's rules, from tags and from the looks of plain text; and those of
//! yaml.v3, as far as its writer needs them.

use crate::number::{
    Integer, parse_decimal, parse_dotted, parse_integer, parse_odd_binary, without_underscores,
};
use crate::timestamp::is_timestamp;

/// The meaning of a scalar. Strings and timestamps are their own text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text,
    Timestamp,
}

pub(crate) const PREFIX: &str = "tag:yaml.org,2002:";

/// What a first byte hints at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Text,
    Word,
    Dot,
    Number,
}

static HINTS: [Hint; 256] = hints();

const fn hints() -> [Hint; 256] {
    let mut table = [Hint::Text; 256];
    let words = b"yYnNtTfFoO~";
    let mut i = 0;
    while i < words.len() {
        table[words[i] as usize] = Hint::Word;
        i += 1;
    }
    let numbers = b"+-0123456789";
    let mut i = 0;
    while i < numbers.len() {
        table[numbers[i] as usize] = Hint::Number;
        i += 1;
    }
    table[b'.' as usize] = Hint::Dot;
    table
}

/// Whether a plain scalar that starts so can be anything but a string.
#[inline]
pub(crate) fn may_resolve(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(&byte) => HINTS[byte as usize] != Hint::Text,
        None => true,
    }
}

/// Whether a plain scalar is a string by its first byte, or by that and its length.
#[inline]
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(&byte) => match HINTS[usize::from(byte)] {
            Hint::Text => true,
            Hint::Word => bytes.len() > LONGEST_WORD,
            Hint::Dot | Hint::Number => false,
        },
        None => false,
    }
}

/// The meaning of an untagged plain scalar.
pub(crate) fn resolve_plain(text: &str) -> Meaning {
    resolve(text, true)
}

fn resolve(text: &str, timestamps: bool) -> Meaning {
    let Some(&first) = text.as_bytes().first() else {
        return Meaning::Null;
    };
    match HINTS[first as usize] {
        Hint::Text => Meaning::Text,
        Hint::Word => word(text),
        Hint::Dot => special_float(text)
            .or_else(|| parse_dotted(text))
            .map_or(Meaning::Text, Meaning::Float),
        Hint::Number => number(text, timestamps),
    }
}

/// `false`
const LONGEST_WORD: usize = 5;

fn word(text: &str) -> Meaning {
    if text.len() > LONGEST_WORD {
        return Meaning::Text;
    }
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Meaning::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Meaning::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Meaning::Null,
        _ => Meaning::Text,
    }
}

fn special_float(text: &str) -> Option<f64> {
    match text {
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

fn number(text: &str, timestamps: bool) -> Meaning {
    if let Some(value) = special_float(text) {
        return Meaning::Float(value);
    }
    if timestamps && is_timestamp(text) {
        return Meaning::Timestamp;
    }
    let plain = without_underscores(text);
    match parse_integer(&plain) {
        Some(Integer::Signed(value)) => return Meaning::Int(value),
        Some(Integer::Unsigned(value)) => return Meaning::Uint(value),
        None => {}
    }
    if let Some(value) = parse_decimal(&plain) {
        return Meaning::Float(value);
    }
    parse_odd_binary(&plain, "0b", 2).map_or(Meaning::Text, Meaning::Int)
}

/// The meaning of a scalar with a tag, or why it has none.
pub(crate) fn resolve_tagged(tag: &str, text: &str) -> Result<Meaning, String> {
    let Some(short) = tag.strip_prefix(PREFIX) else {
        return Ok(Meaning::Text);
    };
    let found = match short {
        "str" => return Ok(Meaning::Text),
        "bool" | "int" | "float" | "null" => resolve(text, false),
        "timestamp" => resolve(text, true),
        _ => return Ok(Meaning::Text),
    };
    match (short, found) {
        ("bool", Meaning::Bool(_))
        | ("int", Meaning::Int(_) | Meaning::Uint(_))
        | ("float", Meaning::Float(_))
        | ("null", Meaning::Null)
        | ("timestamp", Meaning::Timestamp) => Ok(found),
        ("float", Meaning::Int(value)) => Ok(Meaning::Float(value as f64)),
        _ => Err(format!(
            "cannot decode {} `{text}` as a !!{short}",
            tag_of(found)
        )),
    }
}

fn tag_of(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Null => "!!null",
        Meaning::Bool(_) => "!!bool",
        Meaning::Int(_) | Meaning::Uint(_) => "!!int",
        Meaning::Float(_) => "!!float",
        Meaning::Text => "!!str",
        Meaning::Timestamp => "!!timestamp",
    }
}

/// Whether yaml.v3 reads plain text as something else than a string.
pub(crate) fn is_special_to_v3(text: &str) -> bool {
    let meaning = resolve_plain(text);
    match meaning {
        Meaning::Text => {
            let plain = without_underscores(text);
            text.starts_with('0') && parse_odd_binary(&plain, "0o", 8).is_some()
        }
        // `yes` and its like are strings to v3, which quotes them all the same.
        _ => true,
    }
}

//! Values as Go's `%#v` shows them, for the errors that have them in their text.

use std::fmt::Write as _;

use crate::number;
use crate::tree::{Kind, Map, Node};

/// An error shows no more than this, whatever Go would.
const MAX_TEXT: usize = 1 << 16;
const MAX_DEPTH: usize = 100;

/// The node as a Go value in a `map[interface {}]interface {}`.
pub(crate) fn show(node: Node<'_>) -> String {
    let mut out = String::new();
    push(node, 0, &mut out);
    out
}

/// A key by itself, as what it was before JSON made a string of it.
pub(crate) fn show_key(key: Node<'_>) -> String {
    match key.original_key() {
        Some(Kind::Null) => "<nil>".to_owned(),
        Some(Kind::Uint(value)) => format!("0x{value:x}"),
        _ => show_string_key(key),
    }
}

fn show_string_key(key: Node<'_>) -> String {
    let text = key.as_str().unwrap_or_default();
    match (key.is_text_key(), text) {
        (true, _) => quote(text),
        (false, ".inf") => "+Inf".to_owned(),
        (false, "-.inf") => "-Inf".to_owned(),
        (false, ".nan") => "NaN".to_owned(),
        (false, _) => text.to_owned(),
    }
}

fn push(node: Node<'_>, depth: usize, out: &mut String) {
    if depth > MAX_DEPTH || out.len() > MAX_TEXT {
        out.push_str("...");
        return;
    }
    match node.kind() {
        Kind::Null => out.push_str("interface {}(nil)"),
        Kind::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Kind::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Kind::Uint(value) => {
            let _ = write!(out, "0x{value:x}");
        }
        Kind::Float(value) => number::format_float(value, out),
        Kind::Str(text) => out.push_str(&quote(text)),
        Kind::Seq(seq) => {
            out.push_str("[]interface {}{");
            for (i, item) in seq.enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                push(item, depth + 1, out);
            }
            out.push('}');
        }
        Kind::Map(map) => push_map(map, depth, out),
    }
}

fn push_map(map: Map<'_>, depth: usize, out: &mut String) {
    out.push_str("map[interface {}]interface {}{");
    for (i, (_, key, value)) in map.effective().into_iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        match key.original_key() {
            Some(Kind::Null) => out.push_str("interface {}(nil)"),
            _ => out.push_str(&show_key(key)),
        }
        out.push(':');
        push(value, depth + 1, out);
    }
    out.push('}');
}

/// `strconv.Quote`.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{B}' => out.push_str("\\v"),
            ' '..='~' => out.push(c),
            '\0'..='\u{1F}' | '\u{7F}' => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            _ if is_printable(c) => out.push(c),
            _ if u32::from(c) > 0xFFFF => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            _ => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

fn is_printable(c: char) -> bool {
    !c.is_control() && !c.is_whitespace() && c.escape_debug().len() == 1
}

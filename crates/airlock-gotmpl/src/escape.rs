//! Escaping as the built-in functions `html`, `js` and `urlquery` do it.

use crate::str::Str;
use crate::unicode::{decode, is_print};

/// `template.HTMLEscapeString`
pub(crate) fn escape_html(text: &Str) -> Str {
    let special = |b: &u8| matches!(b, b'\'' | b'"' | b'&' | b'<' | b'>' | 0);
    if !text.iter().any(special) {
        return text.clone();
    }
    let mut out = Vec::with_capacity(text.len() + 16);
    for &b in text.iter() {
        match b {
            0 => out.extend_from_slice("\u{fffd}".as_bytes()),
            b'"' => out.extend_from_slice(b"&#34;"),
            b'\'' => out.extend_from_slice(b"&#39;"),
            b'&' => out.extend_from_slice(b"&amp;"),
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            _ => out.push(b),
        }
    }
    out.into()
}

/// `template.JSEscapeString`
pub(crate) fn escape_js(text: &Str) -> Str {
    let mut out = Vec::with_capacity(text.len() + 16);
    let mut i = 0;
    while let Some(&b) = text.get(i) {
        i += 1;
        match b {
            b'\\' => out.extend_from_slice(br"\\"),
            b'\'' => out.extend_from_slice(br"\'"),
            b'"' => out.extend_from_slice(br#"\""#),
            b'<' | b'>' | b'&' | b'=' | 0..0x20 => {
                out.extend_from_slice(format!("\\u{b:04X}").as_bytes());
            }
            0x20..0x80 => out.push(b),
            _ => i = push_rune(text, i - 1, &mut out),
        }
    }
    out.into()
}

/// Writes the rune at `i` as it is where it can be printed; gives where the next one is.
fn push_rune(text: &[u8], i: usize, out: &mut Vec<u8>) -> usize {
    let rest = text.get(i..).unwrap_or(&[]);
    let (rune, width) = decode(rest);
    if is_print(rune) {
        out.extend_from_slice(rest.get(..width).unwrap_or(&[]));
    } else {
        out.extend_from_slice(format!("\\u{rune:04X}").as_bytes());
    }
    i + width
}

/// `url.QueryEscape`
pub(crate) fn escape_query(text: &Str) -> Str {
    let mut out = Vec::with_capacity(text.len());
    for &b in text.iter() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(b),
            b' ' => out.push(b'+'),
            _ => out.extend_from_slice(format!("%{b:02X}").as_bytes()),
        }
    }
    out.into()
}

//! Go's quoted strings and runes: writing them and reading them.

use std::borrow::Cow;

use crate::lexer::find_byte;
use crate::unicode::{REPLACEMENT, decode, is_print, push};

/// `strconv.Quote`
pub fn quote(bytes: &[u8]) -> String {
    quoted(bytes, b'"', false)
}

/// `strconv.QuoteToASCII`
pub fn quote_ascii(bytes: &[u8]) -> String {
    quoted(bytes, b'"', true)
}

/// `strconv.QuoteRune`, or `QuoteRuneToASCII` where `ascii`.
pub fn quote_rune(rune: u32, ascii: bool) -> String {
    let mut out = vec![b'\''];
    let rune = char::from_u32(rune).map_or(REPLACEMENT, u32::from);
    push_escaped(&mut out, rune, b'\'', ascii);
    out.push(b'\'');
    into_text(out)
}

/// Appends what `strconv.Quote` gives.
pub fn push_quoted(out: &mut Vec<u8>, bytes: &[u8]) {
    push_delimited(out, bytes, b'"', false);
}

fn quoted(bytes: &[u8], delim: u8, ascii: bool) -> String {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    push_delimited(&mut out, bytes, delim, ascii);
    into_text(out)
}

fn push_delimited(out: &mut Vec<u8>, bytes: &[u8], delim: u8, ascii: bool) {
    out.push(delim);
    let mut i = 0;
    loop {
        let end = plain_end(bytes, i, delim);
        out.extend_from_slice(&bytes[i..end]);
        i = end;
        let (rune, width) = decode(&bytes[i..]);
        match (rune, width) {
            (_, 0) => break,
            (REPLACEMENT, 1) => push_hex(out, b'x', u32::from(bytes[i]), 2),
            _ => push_escaped(out, rune, delim, ascii),
        }
        i += width;
    }
    out.push(delim);
}

/// Where what stands for itself between such delimiters ends: printable ASCII without the delimiter
/// and backslashes.
fn plain_end(bytes: &[u8], from: usize, delim: u8) -> usize {
    let mut at = from;
    while at < bytes.len()
        && matches!(bytes[at], 0x20..0x7f)
        && bytes[at] != delim
        && bytes[at] != b'\\'
    {
        at += 1;
    }
    at
}

/// Only what is UTF-8 was pushed; should that be wrong, the text is mended rather than lost.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn push_hex(out: &mut Vec<u8>, letter: u8, value: u32, digits: u32) {
    out.extend_from_slice(&[b'\\', letter]);
    for i in (0..digits).rev() {
        let digit = value >> (4 * i) & 0xf;
        out.push(b"0123456789abcdef"[digit as usize]);
    }
}

fn push_escaped(out: &mut Vec<u8>, rune: u32, delim: u8, ascii: bool) {
    if rune == u32::from(delim) || rune == u32::from(b'\\') {
        out.extend_from_slice(&[b'\\', rune as u8]);
        return;
    }
    if is_print(rune) && (!ascii || rune < 0x80) {
        return push(out, rune);
    }
    let letter = match rune {
        7 => b'a',
        8 => b'b',
        12 => b'f',
        10 => b'n',
        13 => b'r',
        9 => b't',
        11 => b'v',
        0..0x20 | 0x7f => return push_hex(out, b'x', rune, 2),
        0x80..0x1_0000 => return push_hex(out, b'u', rune, 4),
        _ => return push_hex(out, b'U', rune, 8),
    };
    out.extend_from_slice(&[b'\\', letter]);
}

/// Whether Go would write the bytes as a raw string: UTF-8 without control characters other than
/// tab, without back quotes and byte order marks.
pub(crate) fn can_backquote(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        let (rune, width) = decode(&bytes[i..]);
        let bad = match width {
            1 => rune == REPLACEMENT || rune < 0x20 && rune != 9 || rune == 0x60 || rune == 0x7f,
            _ => rune == 0xfeff,
        };
        if bad {
            return false;
        }
        i += width;
    }
    true
}

/// `strconv.Unquote`: what a quoted Go string, raw string or rune stands for; `None` where the
/// text is none.
pub fn unquote(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (&delim, rest) = text.split_first()?;
    let (&last, body) = rest.split_last()?;
    if delim != last {
        return None;
    }
    match delim {
        b'`' => unquote_raw(body),
        b'"' | b'\'' => unquote_body(body, delim),
        _ => None,
    }
}

/// A raw string has no escapes, and loses its carriage returns.
fn unquote_raw(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    if find_byte(body, 0, b'`').is_some() {
        return None;
    }
    Some(match find_byte(body, 0, b'\r') {
        None => Cow::Borrowed(body),
        Some(_) => Cow::Owned(body.iter().copied().filter(|b| *b != b'\r').collect()),
    })
}

fn unquote_body(body: &[u8], delim: u8) -> Option<Cow<'_, [u8]>> {
    if delim == b'"' && plain_end(body, 0, delim) == body.len() {
        return Some(Cow::Borrowed(body));
    }
    if find_byte(body, 0, b'\n').is_some() {
        return None;
    }
    let (mut out, mut rest, mut runes) = (Vec::with_capacity(body.len()), body, 0);
    while !rest.is_empty() {
        let (piece, tail) = unquote_char(rest, delim)?;
        piece.append_to(&mut out);
        rest = tail;
        runes += 1;
    }
    (delim == b'"' || runes == 1).then_some(Cow::Owned(out))
}

/// What one character of a quoted text stands for.
#[derive(Clone, Copy)]
pub(crate) enum Piece {
    Rune(u32),
    Byte(u8),
}

impl Piece {
    fn append_to(self, out: &mut Vec<u8>) {
        match self {
            Self::Rune(rune) => push(out, rune),
            Self::Byte(byte) => out.push(byte),
        }
    }

    /// The number that it is as a rune constant.
    pub(crate) fn value(self) -> u32 {
        match self {
            Self::Rune(rune) => rune,
            Self::Byte(byte) => u32::from(byte),
        }
    }
}

/// `strconv.UnquoteChar`: the first character, and what follows it.
pub(crate) fn unquote_char(text: &[u8], delim: u8) -> Option<(Piece, &[u8])> {
    match text {
        [] => None,
        [b, ..] if *b == delim => None,
        [b'\\', escape, rest @ ..] => unescape(*escape, rest, delim),
        [b'\\'] => None,
        _ => {
            let (rune, width) = decode(text);
            Some((Piece::Rune(rune), text.get(width..)?))
        }
    }
}

fn unescape(escape: u8, rest: &[u8], delim: u8) -> Option<(Piece, &[u8])> {
    let rune = match escape {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        b'\\' => 92,
        b'\'' | b'"' if escape == delim => u32::from(escape),
        b'x' => return number(rest, 2).map(|(n, rest)| (Piece::Byte(n as u8), rest)),
        b'u' => return rune_number(rest, 4),
        b'U' => return rune_number(rest, 8),
        b'0'..=b'7' => return octal(escape, rest),
        _ => return None,
    };
    Some((Piece::Rune(rune), rest))
}

fn number(text: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (mut value, head) = (0_u32, text.get(..digits)?);
    for &b in head {
        value = value << 4 | char::from(b).to_digit(16)?;
    }
    Some((value, text.get(digits..)?))
}

fn rune_number(text: &[u8], digits: usize) -> Option<(Piece, &[u8])> {
    let (value, rest) = number(text, digits)?;
    char::from_u32(value)?;
    Some((Piece::Rune(value), rest))
}

fn octal(first: u8, rest: &[u8]) -> Option<(Piece, &[u8])> {
    let mut value = u32::from(first - b'0');
    for &b in rest.get(..2)? {
        value = value << 3 | char::from(b).to_digit(8)?;
    }
    let byte = u8::try_from(value).ok()?;
    Some((Piece::Byte(byte), rest.get(2..)?))
}

//! The bytes of an input as text: byte order marks, UTF-16, and the characters that yaml.v2's
//! reader refuses. It validates once, ahead of the scanner, and knows from where on Go's reader
//! would have stumbled.

use std::borrow::Cow;

use crate::chars::break_width;
use crate::error::{Error, Mark};

/// How much Go's reader takes in at once; a bad character spoils the whole piece that it is in.
const PIECE: usize = 512;
/// Offsets are kept in 32 bits.
const MAX_LEN: usize = u32::MAX as usize - 8;

/// An input, decoded and checked, ready for a [`Parser`](crate::Parser).
#[derive(Debug, Clone)]
pub struct Source<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) start: usize,
    pub(crate) fault: Option<Fault>,
    pub(crate) second_bom_until: usize,
    /// Nothing is wrong with it, and every line break in it is a `\n`.
    pub(crate) simple: bool,
}

/// What the reader refuses; the text that it belongs to ends where the reader would have noticed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) problem: &'static str,
    pub(crate) offset: usize,
}

impl Fault {
    /// How many characters ahead of the scanner the reader is.
    pub(crate) fn ahead(&self) -> usize {
        match self.problem == INCOMPLETE {
            true => 0,
            false => 3,
        }
    }

    pub(crate) fn error(&self, text: &str) -> Error {
        let before = text.get(..self.offset).unwrap_or(text);
        let line = before.bytes().filter(|&b| b == b'\n').count();
        let last = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(last..).map_or(0, |tail| tail.chars().count());
        let mark = Mark {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            offset: u32::try_from(self.offset).unwrap_or(u32::MAX),
        };
        Error::yaml(Some(mark), self.problem)
    }
}

impl<'a> Source<'a> {
    /// Decodes and checks `bytes`; what is wrong is reported when the parser gets there.
    pub fn new(bytes: &'a [u8]) -> Self {
        if bytes.len() > MAX_LEN {
            return Source::refused("input is larger than 4 GiB");
        }
        match bytes {
            [0xFF, 0xFE, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
            [0xFE, 0xFF, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
            _ => from_utf8(bytes),
        }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing in it is refused, it is the input as it was, and its lines end in `\n` alone.
    pub fn is_simple(&self) -> bool {
        self.simple
    }

    fn refused(problem: &'static str) -> Self {
        Source {
            text: Cow::Borrowed(""),
            start: 0,
            fault: Some(Fault { problem, offset: 0 }),
            second_bom_until: 0,
            simple: false,
        }
    }
}

fn from_utf8(bytes: &[u8]) -> Source<'_> {
    let (text, broken) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.valid_up_to();
            let head = bytes.get(..at).unwrap_or_default();
            (std::str::from_utf8(head).unwrap_or_default(), Some(at))
        }
    };
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    let second_bom_until = if bytes.starts_with(b"\xEF\xBB\xBF\xEF\xBB\xBF") {
        PIECE
    } else {
        0
    };
    let survey = Survey::of(text.as_bytes());
    let fault = match (survey.control, broken) {
        (Some(offset), _) => Some(Fault {
            problem: CONTROL,
            offset,
        }),
        (None, Some(offset)) => Some(Fault {
            problem: broken_utf8(bytes, offset),
            offset,
        }),
        (None, None) => None,
    };
    let text = match fault {
        // What the input's end cuts off shows only when the reader gets there.
        Some(fault) if fault.problem == INCOMPLETE => text,
        Some(fault) => text
            .get(..piece_start(bytes, fault.offset))
            .unwrap_or_default(),
        None => text,
    };
    Source {
        text: Cow::Borrowed(text),
        start: start.min(text.len()),
        fault,
        second_bom_until,
        simple: survey.simple && fault.is_none(),
    }
}

const INCOMPLETE: &str = "incomplete UTF-8 octet sequence";
const CONTROL: &str = "control characters are not allowed";

/// What one look at every byte tells.
struct Survey {
    /// Where the first character stands that yaml.v2 calls a control character.
    control: Option<usize>,
    /// There are no line breaks but `\n`, and no byte order marks.
    simple: bool,
}

impl Survey {
    fn of(bytes: &[u8]) -> Survey {
        let mut survey = Survey {
            control: None,
            simple: true,
        };
        let (blocks, rest) = bytes.as_chunks::<32>();
        let mut i = 0;
        while i < blocks.len() {
            if !is_dull(&blocks[i]) && survey.meets_control(bytes, i * 32, 32) {
                return survey;
            }
            i += 1;
        }
        survey.meets_control(bytes, blocks.len() * 32, rest.len());
        survey
    }

    /// Looks at some bytes one by one.
    fn meets_control(&mut self, bytes: &[u8], from: usize, count: usize) -> bool {
        let mut i = from;
        while i < from + count {
            if SUSPECT[bytes[i] as usize] {
                if is_control(bytes, i) {
                    self.control = Some(i);
                    return true;
                }
                self.simple &= !(bytes[i] == 0xEF && bytes[i..].starts_with(b"\xEF\xBB\xBF"))
                    && break_width(bytes, i) == 0;
            }
            i += 1;
        }
        false
    }
}

const ONES: u64 = u64::MAX / 255;
const LOW: u64 = ONES * 0x7F;
const HIGH: u64 = ONES * 0x80;

/// Whether all bytes are printable ASCII or `\n`.
#[inline]
fn is_dull(block: &[u8; 32]) -> bool {
    let (words, _) = block.as_chunks::<8>();
    let mut good = HIGH;
    let mut i = 0;
    while i < words.len() {
        good &= dull(u64::from_ne_bytes(words[i]));
        i += 1;
    }
    good == HIGH
}

/// Which of eight bytes are printable ASCII or `\n`: the highest bit of each. Exact, though it looks
/// at all of them at once: adding to seven bits never carries into the next byte.
#[inline]
fn dull(word: u64) -> u64 {
    let seven = word & LOW;
    let printable = seven + ONES * 0x60;
    let delete = seven + ONES;
    let no_break = ((word ^ (ONES * 0x0A)) & LOW) + LOW;
    (printable | !no_break) & !delete & !word
}

static SUSPECT: [bool; 256] = suspects();

/// The first bytes of control characters, unusual line breaks and byte order marks.
const fn suspects() -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 0x20 {
        table[i] = i != 0x09 && i != 0x0A;
        i += 1;
    }
    table[0x7F] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table[0xEF] = true;
    table
}

fn is_control(bytes: &[u8], at: usize) -> bool {
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    match bytes.get(at) {
        Some(0xC2) => next < 0xA0 && next != 0x85,
        Some(0xEF) => next == 0xBF && matches!(bytes.get(at + 2), Some(&(0xBE | 0xBF))),
        Some(b'\r' | 0xE2) => false,
        _ => true,
    }
}

/// What Go's reader says of the broken character at `at`.
fn broken_utf8(bytes: &[u8], at: usize) -> &'static str {
    let lead = bytes.get(at).copied().unwrap_or(0);
    let width = match lead {
        0x00..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => return "invalid leading UTF-8 octet",
    };
    let Some(sequence) = bytes.get(at..at + width) else {
        return INCOMPLETE;
    };
    let mut value = u32::from(lead & (0x7F >> width));
    for &octet in sequence.iter().skip(1) {
        if octet & 0xC0 != 0x80 {
            return "invalid trailing UTF-8 octet";
        }
        value = (value << 6) + u32::from(octet & 0x3F);
    }
    match (width, value) {
        (2, 0..0x80) | (3, 0..0x800) | (4, 0..0x10000) => "invalid length of a UTF-8 sequence",
        _ => "invalid Unicode character",
    }
}

/// Where the piece starts in which Go's reader meets the character at `bad`.
fn piece_start(bytes: &[u8], bad: usize) -> usize {
    let mut start = 0;
    loop {
        let next = whole_until(bytes, start + PIECE);
        if bad < next || next <= start {
            return start;
        }
        start = next;
    }
}

/// `end`, or the start of the character that `end` would cut.
fn whole_until(bytes: &[u8], end: usize) -> usize {
    if end >= bytes.len() {
        return bytes.len();
    }
    let mut back = 1;
    while back <= 3 && back <= end {
        match bytes.get(end - back).copied().unwrap_or(0) {
            0x80..=0xBF => back += 1,
            0xC0..=0xDF if back < 2 => return end - back,
            0xE0..=0xEF if back < 3 => return end - back,
            0xF0..=0xF7 if back < 4 => return end - back,
            _ => return end,
        }
    }
    end
}

fn from_utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Source<'a> {
    let mut text = String::with_capacity(bytes.len());
    let mut piece = 0;
    let mut next_piece = PIECE - 2;
    let mut at = 0;
    let mut fault = None;
    while at < bytes.len() {
        if at >= next_piece {
            piece = text.len();
            next_piece += PIECE;
        }
        match utf16_char(bytes.get(at..).unwrap_or_default(), unit) {
            Ok((found, width)) => {
                text.push(found);
                at += width;
            }
            Err(problem) => {
                fault = Some(Fault {
                    problem,
                    offset: text.len(),
                });
                break;
            }
        }
    }
    if fault.is_some() {
        text.truncate(piece);
    }
    Source {
        text: Cow::Owned(text),
        start: 0,
        fault,
        second_bom_until: 0,
        simple: false,
    }
}

fn utf16_char(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<(char, usize), &'static str> {
    let &[a, b, ..] = bytes else {
        return Err("incomplete UTF-16 character");
    };
    let first = u32::from(unit([a, b]));
    if first & 0xFC00 == 0xDC00 {
        return Err("unexpected low surrogate area");
    }
    let (value, width) = if first & 0xFC00 == 0xD800 {
        let &[_, _, c, d, ..] = bytes else {
            return Err("incomplete UTF-16 surrogate pair");
        };
        let second = u32::from(unit([c, d]));
        if second & 0xFC00 != 0xDC00 {
            return Err("expected low surrogate area");
        }
        (0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF), 4)
    } else {
        (first, 2)
    };
    match char::from_u32(value) {
        Some('\t' | '\n' | '\r' | '\u{85}') => {}
        Some('\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}') => {
            return Err(CONTROL);
        }
        _ => {}
    }
    char::from_u32(value)
        .map(|found| (found, width))
        .ok_or("invalid Unicode character")
}

//! Scalars as libyaml writes them: which style is allowed, and how each one folds and escapes.

use super::emitter::Emitter;
use crate::chars::{break_width, is_blankz};
use crate::resolve::is_text;

/// The style that is wanted, before the text has its say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
}

#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) style: Style,
    pub(super) tag: Option<&'static str>,
}

/// What a text allows.
struct Allows {
    multiline: bool,
    plain: bool,
    single: bool,
    block: bool,
}

/// How long a key may be that stands without a `?`.
pub(super) const MAX_SIMPLE_KEY: usize = 128;

const SAFE: u8 = 1;
const SAFE_FIRST: u8 = 2;

/// Bytes that no rule is about; the first byte of a text has fewer of them.
static PLAIN: [u8; 256] = plain_bytes();

const fn plain_bytes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut i = 0x21;
    while i < 0x7F {
        let byte = i as u8;
        if !matches!(byte, b':' | b'#') {
            table[i] |= SAFE;
        }
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'(' | b'$' | b'+') {
            table[i] |= SAFE_FIRST;
        }
        i += 1;
    }
    table
}

fn is_space(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b' ')
}

fn is_blank(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b' ' | b'\t'))
}

fn width(byte: u8) -> usize {
    match byte {
        0x00..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xFF => 4,
    }
}

/// What libyaml writes as it is; it knows nothing beyond U+FFFD.
fn is_printable(bytes: &[u8], at: usize) -> bool {
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    let third = bytes.get(at + 2).copied().unwrap_or(0);
    match bytes.get(at).copied().unwrap_or(0) {
        0x0A | 0x20..=0x7E => true,
        0xC2 => next >= 0xA0,
        0xC3..=0xEC | 0xEE => true,
        0xED => next < 0xA0,
        0xEF => !matches!((next, third), (0xBB, 0xBF) | (0xBF, 0xBE..)),
        _ => false,
    }
}

/// Whether no rule is about this text: words of ASCII with single or more spaces between them,
/// and neither a `:` nor a `#` where it would mean something.
fn is_simple(bytes: &[u8]) -> bool {
    let Some(&first) = bytes.first() else {
        return false;
    };
    if PLAIN[first as usize] & SAFE_FIRST == 0 {
        return false;
    }
    let mut at = 1;
    while at < bytes.len() {
        let byte = bytes[at];
        if PLAIN[byte as usize] & SAFE == 0 {
            let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
            let fits = match byte {
                b' ' => next != b'\n' && next != b'#',
                b':' => next != b' ' && PLAIN[next as usize] & SAFE != 0,
                b'#' => true,
                _ => false,
            };
            if !fits {
                return false;
            }
        }
        at += 1;
    }
    true
}

/// Whether a text stands for itself as it is: no rule is about it, and it looks like nothing else.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    is_text(bytes) && is_simple(bytes)
}

impl Allows {
    const ALL: Allows = Allows {
        multiline: false,
        plain: true,
        single: true,
        block: true,
    };

    fn of(text: &str, pretty: bool) -> Allows {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return Allows {
                block: false,
                ..Allows::ALL
            };
        }
        if is_simple(bytes) {
            return Allows::ALL;
        }
        Allows::of_any(bytes, pretty)
    }

    fn of_any(bytes: &[u8], pretty: bool) -> Allows {
        let mut indicators = bytes.starts_with(b"---") || bytes.starts_with(b"...");
        let (mut special, mut tabs, mut multiline) = (false, false, false);
        let (mut break_space, mut space_break) = (false, false);
        let (mut after_space, mut after_break, mut after_blank) = (false, false, true);
        let mut at = 0;
        while at < bytes.len() {
            if at > 0 && PLAIN[bytes[at] as usize] & SAFE != 0 {
                at = end_of_safe(bytes, at);
                (after_space, after_break, after_blank) = (false, false, false);
                continue;
            }
            if at > 0 && bytes[at] == b' ' {
                break_space |= after_break;
                (after_space, after_break, after_blank) = (true, false, true);
                at += 1;
                continue;
            }
            let next = at + width(bytes[at]);
            let followed = next >= bytes.len() || is_blank(bytes, next);
            indicators |= is_indicator(bytes, at, followed, after_blank);
            if pretty && bytes[at] == b'\t' {
                tabs = true;
            } else {
                special |= !is_printable(bytes, at);
            }
            let breaks = break_width(bytes, at) > 0;
            let space = bytes[at] == b' ';
            break_space |= space && after_break;
            space_break |= breaks && after_space;
            multiline |= breaks;
            after_blank = is_blankz(bytes, at) || bytes[at] == 0;
            after_space = space;
            after_break = breaks;
            at = next;
        }
        // After the loop, the last character is what came before the end.
        let ends = after_space || after_break;
        let starts = is_space(bytes, 0) || break_width(bytes, 0) > 0;
        let spoilt = space_break || special;
        Allows {
            multiline,
            plain: !(starts || ends || break_space || spoilt || tabs || multiline || indicators),
            single: !(break_space || spoilt || tabs),
            block: !(after_space || spoilt),
        }
    }
}

/// Whether the character makes the text look like something else in block context.
fn is_indicator(bytes: &[u8], at: usize, followed: bool, after_blank: bool) -> bool {
    let byte = bytes.get(at).copied().unwrap_or(0);
    match byte {
        b'#' if at > 0 => after_blank,
        b'#' | b',' | b'[' | b']' | b'{' | b'}' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\''
        | b'"' | b'%' | b'@' | b'`' => at == 0,
        b'?' | b'-' => at == 0 && followed,
        b':' => followed,
        _ => false,
    }
}

impl Emitter {
    /// Whether a key can stand without a `?`.
    pub(super) fn is_simple_key(&self, text: &str, tag: Option<&str>) -> bool {
        let length = text.len() + tag.map_or(0, str::len);
        length <= MAX_SIMPLE_KEY && !Allows::of(text, self.pretty).multiline
    }

    /// Whether a text can be on the line at all, or there is no end of it.
    pub(super) fn may_fit(&self, length: usize) -> bool {
        length <= self.width
    }

    /// Whether a text of that length is on the line whole, behind a space if need be.
    pub(super) fn fits(&self, length: usize) -> bool {
        let space = usize::from(!self.whitespace);
        self.column.saturating_add(space + length) <= self.width
    }

    /// Writes ASCII as it is.
    pub(super) fn plain_bytes(&mut self, text: &[u8]) {
        if !self.whitespace {
            self.put(b' ');
        }
        self.out.extend_from_slice(text);
        self.column += text.len();
        self.whitespace = false;
        self.indention = false;
    }

    /// Writes a word that needs no look: a number, a boolean, `null`.
    pub(super) fn word(&mut self, text: &str) {
        if !self.whitespace {
            self.put(b' ');
        }
        self.put_text(text);
        self.whitespace = false;
        self.indention = false;
    }

    /// Writes a string in the style that is wanted, or in one that its text allows.
    pub(super) fn scalar(&mut self, text: &str, wanted: Wanted, simple_key: bool) {
        let allows = Allows::of(text, self.pretty);
        let style = select(text, &allows, wanted.style, simple_key);
        if let Some(tag) = wanted.tag {
            self.indicator(tag.as_bytes(), true, false, false);
        }
        self.indent_scalar();
        let fold = !simple_key;
        match style {
            Style::Plain => self.plain(text, fold),
            Style::SingleQuoted => self.single_quoted(text, fold),
            Style::DoubleQuoted => self.double_quoted(text, fold),
            Style::Literal => self.literal(text),
        }
        self.pop_indent();
    }

    /// Copies the character at `at`; gives the place after it.
    fn copy(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let next = (at + bytes.get(at).map_or(1, |&byte| width(byte))).min(bytes.len());
        self.out
            .extend_from_slice(bytes.get(at..next).unwrap_or_default());
        self.column += 1;
        next
    }

    /// Copies the character at `at` and the plainest ones behind it; gives the place after them.
    fn copy_word(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut end = at;
        while end < bytes.len() && PLAIN[bytes[end] as usize] & SAFE != 0 && bytes[end] != b'\'' {
            end += 1;
        }
        if end == at {
            return self.copy(text, at);
        }
        self.out
            .extend_from_slice(bytes.get(at..end).unwrap_or_default());
        self.column += end - at;
        end
    }

    /// Copies the line break at `at`; gives the place after it.
    fn copy_break(&mut self, text: &str, at: usize) -> usize {
        if text.as_bytes().get(at) == Some(&b'\n') {
            self.put_break();
            return at + 1;
        }
        let next = self.copy(text, at);
        self.column = 0;
        if self.pretty {
            self.indention = true;
        }
        next
    }

    fn may_fold(&self, fold: bool, after_space: bool) -> bool {
        fold && !after_space && self.column > self.width
    }

    fn plain(&mut self, text: &str, fold: bool) {
        if !self.whitespace {
            self.put(b' ');
        }
        let fits = !fold || self.column.saturating_add(text.len()) <= self.width;
        if fits {
            self.put_text(text);
        } else {
            self.folded_text(text, fold, false);
        }
        self.whitespace = false;
        self.indention = false;
    }

    /// The text of a plain or single-quoted scalar, folded at spaces.
    fn folded_text(&mut self, text: &str, fold: bool, quoted: bool) {
        let bytes = text.as_bytes();
        let (mut spaces, mut breaks) = (false, false);
        let mut at = 0;
        while at < bytes.len() {
            if is_space(bytes, at) {
                let inside = !quoted || (at > 0 && at + 1 < bytes.len());
                if self.may_fold(fold, spaces) && inside && !is_space(bytes, at + 1) {
                    self.write_indent();
                    at += 1;
                } else {
                    at = self.copy(text, at);
                }
                spaces = true;
            } else if break_width(bytes, at) > 0 {
                if !breaks && bytes[at] == b'\n' {
                    self.put_break();
                }
                at = self.copy_break(text, at);
                self.indention = true;
                breaks = true;
            } else {
                if breaks {
                    self.write_indent();
                }
                if quoted && bytes[at] == b'\'' {
                    self.put(b'\'');
                }
                at = self.copy_word(text, at);
                self.indention = false;
                (spaces, breaks) = (false, false);
            }
        }
    }

    fn single_quoted(&mut self, text: &str, fold: bool) {
        self.indicator(b"'", true, false, false);
        self.folded_text(text, fold, true);
        self.indicator(b"'", false, false, false);
        self.whitespace = false;
        self.indention = false;
    }

    fn double_quoted(&mut self, text: &str, fold: bool) {
        let bytes = text.as_bytes();
        // libyaml looks for a byte order mark at the text's start, whatever character it is at.
        let marked = bytes.starts_with(b"\xEF\xBB\xBF");
        self.indicator(b"\"", true, false, false);
        let mut spaces = false;
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if marked
                || matches!(byte, b'"' | b'\\')
                || !is_printable(bytes, at)
                || break_width(bytes, at) > 0
            {
                at = self.escape(text, at);
                spaces = false;
            } else if byte == b' ' {
                if self.may_fold(fold, spaces) && at > 0 && at + 1 < bytes.len() {
                    self.write_indent();
                    if is_space(bytes, at + 1) {
                        self.put(b'\\');
                    }
                    at += 1;
                } else {
                    at = self.copy(text, at);
                }
                spaces = true;
            } else {
                at = self.copy(text, at);
                spaces = false;
            }
        }
        self.indicator(b"\"", false, false, false);
        self.whitespace = false;
        self.indention = false;
    }

    /// Writes the character at `at` as an escape; gives the place after it.
    fn escape(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return text.len();
        };
        self.put(b'\\');
        let short = match c {
            '\0' => b'0',
            '\u{7}' => b'a',
            '\u{8}' => b'b',
            '\t' => b't',
            '\n' => b'n',
            '\u{B}' => b'v',
            '\u{C}' => b'f',
            '\r' => b'r',
            '\u{1B}' => b'e',
            '"' => b'"',
            '\\' => b'\\',
            '\u{85}' => b'N',
            '\u{A0}' => b'_',
            '\u{2028}' => b'L',
            '\u{2029}' => b'P',
            _ => {
                let value = u32::from(c);
                let escaped = match value {
                    0..=0xFF => format!("x{value:02X}"),
                    0x100..=0xFFFF => format!("u{value:04X}"),
                    _ => format!("U{value:08X}"),
                };
                self.put_text(&escaped);
                return at + c.len_utf8();
            }
        };
        self.put(short);
        at + c.len_utf8()
    }

    fn literal(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.indicator(b"|", true, false, false);
        if is_space(bytes, 0) || break_width(bytes, 0) > 0 {
            self.indicator(b"2", false, false, false);
        }
        if let Some(chomp) = chomp_hint(text) {
            self.indicator(&[chomp], false, false, false);
        }
        self.put_break();
        self.indention = true;
        self.whitespace = true;
        let mut breaks = true;
        let mut at = 0;
        while at < bytes.len() {
            if break_width(bytes, at) > 0 {
                at = self.copy_break(text, at);
                self.indention = true;
                breaks = true;
            } else {
                if breaks {
                    self.write_indent();
                }
                let end = run_end(bytes, at);
                self.put_text(text.get(at..end).unwrap_or_default());
                at = end;
                self.indention = false;
                breaks = false;
            }
        }
    }
}

/// Where the bytes from `at` on end that no rule is about.
fn end_of_safe(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() && PLAIN[bytes[end] as usize] & SAFE != 0 {
        end += 1;
    }
    end
}

/// Where the characters from `at` on end that are no line breaks.
fn run_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() {
        let printable = matches!(bytes[end], b' '..=b'~');
        if !printable && break_width(bytes, end) > 0 {
            break;
        }
        end += 1;
    }
    end
}

/// How the line breaks at a literal's end are to be read.
fn chomp_hint(text: &str) -> Option<u8> {
    let mut tail = text.chars().rev();
    let is_break =
        |c: Option<char>| matches!(c, Some('\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}'));
    if !is_break(tail.next()) {
        return Some(b'-');
    }
    match tail.next() {
        None => Some(b'+'),
        before if is_break(before) => Some(b'+'),
        _ => None,
    }
}

fn select(text: &str, allows: &Allows, wanted: Style, simple_key: bool) -> Style {
    let mut style = wanted;
    if simple_key && allows.multiline {
        style = Style::DoubleQuoted;
    }
    if style == Style::Plain && (!allows.plain || (text.is_empty() && simple_key)) {
        style = Style::SingleQuoted;
    }
    if style == Style::SingleQuoted && !allows.single {
        style = Style::DoubleQuoted;
    }
    if style == Style::Literal && (!allows.block || simple_key) {
        style = Style::DoubleQuoted;
    }
    style
}

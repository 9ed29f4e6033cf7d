//! The values of scalars whose text is not their value: escapes, folded lines, indentation.
//! The scanner has checked the text; nothing here fails.

use crate::chars::{break_width, hex_value, is_separator};
use crate::scan::{Chomp, Style};

/// Appends the value of a scalar of any style.
pub(crate) fn cook(raw: &str, style: Style, chomp: Chomp, indent: usize, out: &mut String) {
    match style {
        Style::Plain => plain(raw, out),
        Style::SingleQuoted => single(raw, out),
        Style::DoubleQuoted => double(raw, out),
        Style::Literal | Style::Folded => {
            Block {
                raw,
                indent,
                literal: style == Style::Literal,
            }
            .cook(chomp, out);
        }
    }
}

fn push(raw: &str, from: usize, to: usize, out: &mut String) {
    out.push_str(raw.get(from..to).unwrap_or_default());
}

/// Appends the break at `at` as the reader gives it.
fn push_break(raw: &str, at: usize, width: usize, out: &mut String) {
    if is_separator(raw.as_bytes(), at) {
        push(raw, at, at + width, out);
    } else {
        out.push('\n');
    }
}

fn blank_at(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b' ' | b'\t'))
}

fn plain(raw: &str, out: &mut String) {
    let bytes = raw.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if blank_at(bytes, at) || break_width(bytes, at) > 0 {
            push(raw, from, at, out);
            at = fold(raw, at, false, out);
            from = at;
        } else {
            at += 1;
        }
    }
    push(raw, from, at, out);
}

/// Appends what the blanks and breaks at `at` stand for; tells where they end. After an escaped
/// break, the blanks of the next line count for nothing.
fn fold(raw: &str, mut at: usize, escaped: bool, out: &mut String) -> usize {
    let bytes = raw.as_bytes();
    let from = at;
    let before = out.len();
    let mut breaks = 0;
    loop {
        while blank_at(bytes, at) {
            at += 1;
        }
        let width = break_width(bytes, at);
        if width == 0 {
            break;
        }
        push_break(raw, at, width, out);
        breaks += 1;
        at += width;
    }
    if breaks == 0 && !escaped {
        push(raw, from, at, out);
    } else if !escaped && out.as_bytes().get(before) == Some(&b'\n') {
        out.remove(before);
        if breaks == 1 {
            out.push(' ');
        }
    }
    at
}

fn single(raw: &str, out: &mut String) {
    let bytes = raw.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\'' {
            push(raw, from, at + 1, out);
            at += 2;
            from = at;
        } else if blank_at(bytes, at) || break_width(bytes, at) > 0 {
            push(raw, from, at, out);
            at = fold(raw, at, false, out);
            from = at;
        } else {
            at += 1;
        }
    }
    push(raw, from, at, out);
}

fn double(raw: &str, out: &mut String) {
    let bytes = raw.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\\' {
            push(raw, from, at, out);
            let width = break_width(bytes, at + 1);
            at = match width {
                0 => escape(raw, at, out),
                _ => fold(raw, at + 1 + width, true, out),
            };
            from = at;
        } else if blank_at(bytes, at) || break_width(bytes, at) > 0 {
            push(raw, from, at, out);
            at = fold(raw, at, false, out);
            from = at;
        } else {
            at += 1;
        }
    }
    push(raw, from, at, out);
}

/// Appends the character that the escape at `at` stands for; tells where it ends.
fn escape(raw: &str, at: usize, out: &mut String) -> usize {
    let bytes = raw.as_bytes();
    let code = bytes.get(at + 1).copied().unwrap_or(b'\\');
    let digits = match code {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        _ => 0,
    };
    if digits == 0 {
        out.push(match code {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'v' => '\u{B}',
            b'f' => '\u{C}',
            b'r' => '\r',
            b'e' => '\u{1B}',
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            other => char::from(other),
        });
        return at + 2;
    }
    let mut value = 0u32;
    let mut k = 0;
    while k < digits {
        let digit = bytes
            .get(at + 2 + k)
            .and_then(|&byte| hex_value(byte))
            .unwrap_or(0);
        value = (value << 4) | digit;
        k += 1;
    }
    out.push(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER));
    at + 2 + digits
}

/// The lines of a block scalar.
struct Block<'a> {
    raw: &'a str,
    indent: usize,
    literal: bool,
}

impl Block<'_> {
    fn cook(&self, chomp: Chomp, out: &mut String) {
        let bytes = self.raw.as_bytes();
        let mut trailing = String::new();
        let mut leading: Option<(usize, usize)> = None;
        let mut leading_blank = false;
        let (mut at, mut column) = self.breaks(0, &mut trailing);
        while column == self.indent && at < bytes.len() {
            let blank = blank_at(bytes, at);
            self.join(leading, leading_blank || blank, &trailing, out);
            trailing.clear();
            leading_blank = blank;
            let end = self.line_end(at);
            push(self.raw, at, end, out);
            let width = break_width(bytes, end);
            leading = (width > 0).then_some((end, width));
            (at, column) = self.breaks(end + width, &mut trailing);
            if width == 0 {
                break;
            }
        }
        if chomp != Chomp::Strip
            && let Some((at, width)) = leading
        {
            push_break(self.raw, at, width, out);
        }
        if chomp == Chomp::Keep {
            out.push_str(&trailing);
        }
    }

    /// Appends the breaks between two lines, folded where they are to be folded.
    fn join(&self, leading: Option<(usize, usize)>, blank: bool, trailing: &str, out: &mut String) {
        if let Some((at, width)) = leading {
            if self.literal || blank || is_separator(self.raw.as_bytes(), at) {
                push_break(self.raw, at, width, out);
            } else if trailing.is_empty() {
                out.push(' ');
            }
        }
        out.push_str(trailing);
    }

    fn line_end(&self, from: usize) -> usize {
        let bytes = self.raw.as_bytes();
        let mut at = from;
        while at < bytes.len() && break_width(bytes, at) == 0 {
            at += 1;
        }
        at
    }

    /// Passes indentation and empty lines; gives the place and the column there.
    fn breaks(&self, from: usize, trailing: &mut String) -> (usize, usize) {
        let bytes = self.raw.as_bytes();
        let mut line = from;
        loop {
            let mut at = line;
            while at - line < self.indent && bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            let width = break_width(bytes, at);
            if width == 0 {
                return (at, at - line);
            }
            push_break(self.raw, at, width, trailing);
            line = at + width;
        }
    }
}

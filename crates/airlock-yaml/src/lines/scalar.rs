//! Values in block context: plain and quoted texts over several lines, block scalars.

use super::{Lines, Sink, is_end, spaces_end};
use crate::chars::{INDICATOR, class, line_end};
use crate::error::Mark;
use crate::event::Scalar;
use crate::scan::{Chomp, Style};

/// Bytes at which a plain text needs a second look.
static PLAIN_STOP: [bool; 256] = stops(b"\n\t:#");
/// Bytes at which a quoted text does.
static QUOTED_STOP: [bool; 256] = stops(b"\n\\\"'");

const fn stops(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// What follows a `\` and needs no further look.
fn is_short_escape(byte: Option<&u8>) -> bool {
    matches!(
        byte,
        Some(
            b'0' | b'a'
                | b'b'
                | b't'
                | b'n'
                | b'v'
                | b'f'
                | b'r'
                | b'e'
                | b' '
                | b'"'
                | b'\''
                | b'\\'
                | b'N'
                | b'_'
                | b'L'
                | b'P'
        )
    )
}

/// A line of a plain text: where its text ends, where the line does, and whether a comment is in
/// between.
struct PlainLine {
    text_end: usize,
    end: usize,
    comment: bool,
}

/// What stands behind `|` or `>`.
struct BlockHeader {
    chomp: Option<Chomp>,
    increment: Option<usize>,
    end: usize,
}

impl<'a, S: Sink<'a>> Lines<'a, '_, S> {
    /// The value at `at`, and the rest of its line.
    pub(super) fn value(&mut self, at: usize) -> Option<()> {
        match *self.bytes.get(at)? {
            b'"' | b'\'' => self.quoted(at),
            b'|' | b'>' => self.block(at),
            b'[' | b'{' => self.flow(at),
            b'\t' => None,
            b'-' | b':' | b'?' if is_end(self.bytes, at + 1) => None,
            b'-' | b':' | b'?' if self.bytes.get(at + 1) == Some(&b'\t') => None,
            b'-' | b':' | b'?' => self.plain(at),
            byte if class(byte) & INDICATOR != 0 => None,
            _ => self.plain(at),
        }
    }

    /// What stands behind a value: nothing, or a comment.
    pub(super) fn tail(&mut self, at: usize) -> Option<()> {
        let end = spaces_end(self.bytes, at);
        let comment = self.bytes.get(end) == Some(&b'#') && end > at;
        if end < self.bytes.len() && self.bytes[end] != b'\n' && !comment {
            return None;
        }
        self.skip_line(end);
        Some(())
    }

    fn indent(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.indent)
    }

    fn plain(&mut self, from: usize) -> Option<()> {
        let mark = self.mark(from);
        let indent = self.indent();
        let first = self.plain_line(from)?;
        let mut to = first.text_end;
        let mut cooked = false;
        let mut line = first;
        while !line.comment {
            let Some(next) = self.continuation(line.end, indent) else {
                break;
            };
            line = self.plain_line(next)?;
            to = line.text_end;
            cooked = true;
        }
        let scalar = self.text_of(from, to, Style::Plain, cooked)?;
        self.sink.scalar(mark, &scalar)?;
        if self.at <= line.end {
            self.skip_line(line.end);
        }
        Some(())
    }

    /// Where a plain text goes on after the line that ends at `end`. The lines on the way are
    /// passed either way.
    fn continuation(&mut self, end: usize, indent: usize) -> Option<usize> {
        self.at = end + 1;
        self.line += 1;
        loop {
            let at = spaces_end(self.bytes, self.at);
            match self.bytes.get(at) {
                Some(b'\n') => {
                    self.at = at + 1;
                    self.line += 1;
                }
                None | Some(b'#') => return None,
                Some(_) if at - self.at > indent => return Some(at),
                Some(_) => return None,
            }
        }
    }

    /// The line of a plain text that begins at `from`.
    fn plain_line(&self, from: usize) -> Option<PlainLine> {
        let bytes = self.bytes;
        let mut at = from;
        let mut comment = false;
        while at < bytes.len() {
            let byte = bytes[at];
            if !PLAIN_STOP[byte as usize] {
                at += 1;
                continue;
            }
            match byte {
                b'\n' => break,
                b'#' if at > from && bytes[at - 1] == b' ' => {
                    comment = true;
                    break;
                }
                b'#' => {}
                b':' if !is_end(bytes, at + 1) && bytes.get(at + 1) != Some(&b'\t') => {}
                _ => return None,
            }
            at += 1;
        }
        let mut text_end = at;
        while text_end > from && bytes[text_end - 1] == b' ' {
            text_end -= 1;
        }
        let end = at;
        Some(PlainLine {
            text_end,
            end,
            comment,
        })
    }

    fn quoted(&mut self, at: usize) -> Option<()> {
        let mark = self.mark(at);
        let style = match self.bytes[at] {
            b'"' => Style::DoubleQuoted,
            _ => Style::SingleQuoted,
        };
        let (to, cooked, breaks) = self.quoted_end(at + 1, self.bytes[at])?;
        let scalar = self.text_of(at + 1, to, style, cooked)?;
        self.sink.scalar(mark, &scalar)?;
        self.line += breaks;
        self.tail(to + 1)
    }

    /// The closing quote, whether the value differs from the text, and how many lines end in it.
    pub(super) fn quoted_end(&self, mut at: usize, quote: u8) -> Option<(usize, bool, u32)> {
        let bytes = self.bytes;
        let mut cooked = false;
        let mut breaks = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            at += 1;
            if !QUOTED_STOP[byte as usize] {
                continue;
            }
            if byte == quote {
                if quote == b'"' || bytes.get(at) != Some(&quote) {
                    return Some((at - 1, cooked, breaks));
                }
                cooked = true;
                at += 1;
            } else if byte == b'\n' {
                // A document's end may stand there.
                if matches!(bytes.get(at), Some(b'-' | b'.')) {
                    return None;
                }
                cooked = true;
                breaks += 1;
            } else if byte == b'\\' && quote == b'"' {
                cooked = true;
                if is_short_escape(bytes.get(at)) {
                    at += 1;
                } else if bytes.get(at) != Some(&b'\n') {
                    return None;
                }
            }
        }
        None
    }

    fn block(&mut self, at: usize) -> Option<()> {
        let mark = self.mark(at);
        let style = match self.bytes[at] {
            b'|' => Style::Literal,
            _ => Style::Folded,
        };
        let header = self.block_header(at + 1);
        let header_end = spaces_end(self.bytes, header.end);
        if self.bytes.get(header_end) != Some(&b'\n') {
            return None;
        }
        self.at = header_end + 1;
        self.line += 1;
        self.block_lines(mark, style, &header)
    }

    /// The indicators at `at`, in either order.
    fn block_header(&self, at: usize) -> BlockHeader {
        let mut header = BlockHeader {
            chomp: None,
            increment: None,
            end: at,
        };
        while header.end < at + 2 {
            match self.bytes.get(header.end) {
                Some(b'-') if header.chomp.is_none() => header.chomp = Some(Chomp::Strip),
                Some(b'+') if header.chomp.is_none() => header.chomp = Some(Chomp::Keep),
                Some(digit @ b'1'..=b'9') if header.increment.is_none() => {
                    header.increment = Some(usize::from(digit - b'0'));
                }
                _ => break,
            }
            header.end += 1;
        }
        header
    }

    fn block_lines(&mut self, mark: Mark, style: Style, header: &BlockHeader) -> Option<()> {
        let start = self.at;
        let (indent, first) = match header.increment {
            Some(increment) => {
                let indent = self.indent() + increment;
                (indent, self.block_gap(indent)?)
            }
            None => self.block_start()?,
        };
        let mut end = first;
        while end - self.at == indent && end < self.bytes.len() {
            end = self.block_line(end, indent)?;
        }
        let scalar = Scalar {
            raw: self.text.get(start..end)?,
            offset: start as u32,
            indent: u32::try_from(indent).ok()?,
            style,
            chomp: header.chomp.unwrap_or(Chomp::Clip),
            cooked: true,
            implicit: false,
        };
        self.sink.scalar(mark, &scalar)
    }

    /// The indentation of a block scalar's lines, and the first byte that is neither space nor
    /// break.
    fn block_start(&mut self) -> Option<(usize, usize)> {
        let mut deepest = self.indent() + 1;
        loop {
            let at = spaces_end(self.bytes, self.at);
            deepest = deepest.max(at - self.at);
            match self.bytes.get(at) {
                Some(b'\n') => {
                    self.at = at + 1;
                    self.line += 1;
                }
                Some(b'\t') => return None,
                _ => return Some((deepest, at)),
            }
        }
    }

    /// Passes a line and the empty ones after it. Stands then at the start of a line, and gives
    /// the place in it to which the block's indentation reaches.
    fn block_line(&mut self, from: usize, indent: usize) -> Option<usize> {
        let end = line_end(self.bytes, from);
        if end >= self.bytes.len() {
            self.at = end;
            return Some(end);
        }
        self.at = end + 1;
        self.line += 1;
        self.block_gap(indent)
    }

    /// Passes empty lines; gives the place to which the indentation of the next one reaches.
    fn block_gap(&mut self, indent: usize) -> Option<usize> {
        loop {
            let mut at = self.at;
            let limit = (self.at + indent).min(self.bytes.len());
            while at < limit && self.bytes[at] == b' ' {
                at += 1;
            }
            match self.bytes.get(at) {
                Some(b'\n') => {
                    self.at = at + 1;
                    self.line += 1;
                }
                Some(b'\t') if at < limit => return None,
                _ => return Some(at),
            }
        }
    }
}

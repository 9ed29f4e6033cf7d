//! Quoted scalars of the line reader. May not decide where a scalar belongs.

use super::Lines;
use super::scan::{quoted_run, spaces};
use crate::tree::Style;

/// Quoted scalars, on one line or over several.
impl Lines<'_, '_> {
    pub(super) fn quoted(&mut self, start: usize, at: usize) -> Option<()> {
        let quote = *self.bytes.get(at)?;
        let mark = self.mark(start, at);
        let stop = quoted_run(self.bytes, at + 1, quote);
        let after = stop + 1;
        let simple = self.bytes.get(stop) == Some(&quote)
            && (quote == b'"' || self.bytes.get(after) != Some(&quote));
        if simple {
            if self.keeps_text(self.text.get(at + 1..stop)?)? {
                self.tree
                    .push_borrowed(Style::Quoted, at + 1, stop - at - 1, mark);
            }
            return self.end_line(after);
        }
        let from = self.tree.owned().len();
        let after = self.unquote(at + 1, quote, from)?;
        if self.keeps_more()? {
            self.tree.push_owned(Style::Quoted, from, mark);
        } else {
            self.tree.owned().truncate(from);
        }
        self.end_line(after)
    }

    /// Takes the scalar's text into `owned`; the answer is the place behind its last quote.
    fn unquote(&mut self, at: usize, quote: u8, from: usize) -> Option<usize> {
        let mut at = at;
        let mut solid = from;
        loop {
            let stop = quoted_run(self.bytes, at, quote);
            let piece = self.text.get(at..stop)?;
            self.tree.owned().push_str(piece);
            let trimmed = piece.trim_end_matches([' ', '\t']).len();
            if trimmed > 0 {
                solid = self.tree.owned().len() - (piece.len() - trimmed);
            }
            at = stop + 1;
            match self.bytes.get(stop)? {
                b'\n' => {
                    self.tree.owned().truncate(solid);
                    at = self.fold(stop)?;
                    solid = self.tree.owned().len();
                }
                b'\\' => {
                    at = self.escape(stop + 1)?;
                    solid = self.tree.owned().len();
                }
                b if *b != quote => return None,
                b'\'' if self.bytes.get(at) == Some(&b'\'') => {
                    self.tree.owned().push('\'');
                    solid = self.tree.owned().len();
                    at += 1;
                }
                _ => return Some(at),
            }
        }
    }

    /// A line break within quotes: one is a space, more are one less.
    fn fold(&mut self, newline: usize) -> Option<usize> {
        let (at, breaks) = self.skip_breaks(newline)?;
        if breaks == 1 {
            self.tree.owned().push(' ');
        }
        for _ in 1..breaks {
            self.tree.owned().push('\n');
        }
        Some(at)
    }

    fn skip_breaks(&mut self, newline: usize) -> Option<(usize, usize)> {
        let mut newline = newline;
        let mut breaks = 0;
        loop {
            breaks += 1;
            self.line += 1;
            let at = spaces(self.bytes, newline + 1);
            match self.bytes.get(at)? {
                b'\n' => newline = at,
                b'\t' => return None,
                _ => {
                    let indent = self.blocks.last()?.indent;
                    return (at - newline - 1 > indent).then_some((at, breaks));
                }
            }
        }
    }

    fn escape(&mut self, at: usize) -> Option<usize> {
        let c = match self.bytes.get(at)? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b' ' => ' ',
            c @ (b'"' | b'\\') => char::from(*c),
            b'x' => return self.escaped_code(at + 1, 2),
            b'u' => return self.escaped_code(at + 1, 4),
            b'U' => return self.escaped_code(at + 1, 8),
            b'\n' => {
                let (next, breaks) = self.skip_breaks(at)?;
                return (breaks == 1).then_some(next);
            }
            _ => return None,
        };
        self.tree.owned().push(c);
        Some(at + 1)
    }

    fn escaped_code(&mut self, at: usize, digits: usize) -> Option<usize> {
        let hex = self.text.get(at..at + digits)?;
        if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        self.tree.owned().push(c);
        Some(at + digits)
    }
}

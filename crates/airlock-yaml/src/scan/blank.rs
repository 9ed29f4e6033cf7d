//! What stands between tokens: spaces, tabs, comments, line breaks.

use super::Scanner;
use crate::chars::{BREAK, break_width, class};

impl Scanner<'_> {
    /// Moves to the next token.
    #[inline]
    pub(super) fn reach_next_token(&mut self) {
        loop {
            if self.pos < self.second_bom_until {
                self.skip_second_bom();
            }
            self.skip_blanks();
            match self.bytes.get(self.pos) {
                Some(b'#') => self.skip_to_break(),
                Some(&byte) if class(byte) & BREAK == 0 => return,
                _ => {}
            }
            if break_width(self.bytes, self.pos) == 0 {
                return;
            }
            self.skip_break();
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    /// yaml.v2 looks for a byte order mark at its buffer's start instead of here: after two of
    /// them, every line of the first piece loses a character.
    #[cold]
    fn skip_second_bom(&mut self) {
        if self.column() != 0 || self.at_end() {
            return;
        }
        let mut to = self.pos + 1;
        while !self.text.is_char_boundary(to) {
            to += 1;
        }
        self.advance_to(to, true);
    }

    fn skip_blanks(&mut self) {
        let tabs = self.flow_level > 0 || !self.simple_key_allowed;
        let mut at = self.pos;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if byte != b' ' && !(tabs && byte == b'\t') {
                break;
            }
            at += 1;
        }
        self.pos = at;
    }

    /// Moves over blanks of either kind.
    pub(super) fn skip_spaces_and_tabs(&mut self) {
        while matches!(self.bytes.get(self.pos), Some(b' ' | b'\t')) {
            self.pos += 1;
        }
    }

    /// Moves to the end of the line.
    pub(super) fn skip_to_break(&mut self) {
        let (to, wide) = self.line_end(self.pos);
        self.advance_to(to, wide);
    }

    /// Where the line ends that `from` is in, and whether a byte on the way is not ASCII.
    #[inline]
    pub(super) fn line_end(&self, from: usize) -> (usize, bool) {
        let mut at = from;
        let mut seen = 0u8;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if class(byte) & BREAK != 0 && break_width(self.bytes, at) > 0 {
                break;
            }
            seen |= byte;
            at += 1;
        }
        (at, seen >= 0x80)
    }
}

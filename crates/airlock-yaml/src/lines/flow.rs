//! Flow collections of plain words and quoted texts, as JSON has them.

use super::{Lines, MAX_KEY, Sink, spaces_end};
use crate::error::Mark;
use crate::scan::Style;

/// How deep flow collections may nest here.
const MAX_DEPTH: usize = 64;

/// The closing quote of a text that stands for itself: one line of ASCII, without escapes.
pub(super) fn short_quoted(bytes: &[u8], at: usize, quote: u8) -> Option<usize> {
    let mut to = at + 1;
    while to < bytes.len() && bytes[to] != quote {
        if !(b' '..0x7F).contains(&bytes[to]) || bytes[to] == b'\\' {
            return None;
        }
        to += 1;
    }
    let doubled = quote == b'\'' && bytes.get(to + 1) == Some(&quote);
    (to < bytes.len() && to - at <= MAX_KEY && !doubled).then_some(to)
}

/// Where the word at `at` ends; `at` itself where there is none.
fn word_end(bytes: &[u8], at: usize) -> usize {
    let mut to = at;
    while to < bytes.len() {
        match bytes[to] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'/' => to += 1,
            b'-' if to > at => to += 1,
            _ => break,
        }
    }
    to
}

impl<'a, S: Sink<'a>> Lines<'a, '_, S> {
    /// A flow collection as the last thing on its last line.
    pub(super) fn flow(&mut self, at: usize) -> Option<()> {
        let after = self.flow_node(at, 0)?;
        self.tail(after)
    }

    /// The next byte that is neither space nor line break.
    fn flow_gap(&mut self, mut at: usize) -> Option<usize> {
        loop {
            at = spaces_end(self.bytes, at);
            if self.bytes.get(at) != Some(&b'\n') {
                return Some(at);
            }
            at += 1;
            self.line += 1;
            self.line_start = at;
            // A document's end may stand there.
            if matches!(self.bytes.get(at), Some(b'-' | b'.')) {
                return None;
            }
        }
    }

    /// A scalar or a collection; gives the place behind it.
    fn flow_node(&mut self, at: usize, depth: usize) -> Option<usize> {
        let (map, close) = match *self.bytes.get(at)? {
            b'{' => (true, b'}'),
            b'[' => (false, b']'),
            _ => return self.flow_scalar(at, false),
        };
        if depth >= MAX_DEPTH {
            return None;
        }
        self.sink.open(self.mark(at), map)?;
        let mut at = self.flow_gap(at + 1)?;
        if self.bytes.get(at) != Some(&close) {
            at = self.flow_items(at, map, depth + 1)?;
        }
        self.sink.close()?;
        (self.bytes.get(at) == Some(&close)).then_some(at + 1)
    }

    /// Items or entries with commas between them; gives the place behind the last one.
    fn flow_items(&mut self, mut at: usize, map: bool, depth: usize) -> Option<usize> {
        loop {
            if map {
                at = self.flow_key(at)?;
            }
            at = self.flow_node(at, depth)?;
            at = self.flow_gap(at)?;
            if self.bytes.get(at) != Some(&b',') {
                return Some(at);
            }
            at = self.flow_gap(at + 1)?;
        }
    }

    /// A key and its colon; gives the place of the value.
    fn flow_key(&mut self, at: usize) -> Option<usize> {
        let quoted = matches!(self.bytes.get(at), Some(b'"' | b'\''));
        let colon = spaces_end(self.bytes, self.flow_scalar(at, true)?);
        let next = self.bytes.get(colon + 1);
        let ends = quoted || matches!(next, Some(b' ' | b'\n'));
        if self.bytes.get(colon) != Some(&b':') || !ends {
            return None;
        }
        self.flow_gap(colon + 1)
    }

    fn flow_scalar(&mut self, at: usize, key: bool) -> Option<usize> {
        let mark = self.mark(at);
        match *self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => self.flow_quoted(mark, at, quote, key),
            _ => {
                let to = word_end(self.bytes, at);
                let scalar = self.text_of(at, to, Style::Plain, false)?;
                self.sink.scalar(mark, &scalar)?;
                (to > at && to - at <= MAX_KEY).then_some(to)
            }
        }
    }

    fn flow_quoted(&mut self, mark: Mark, at: usize, quote: u8, key: bool) -> Option<usize> {
        let (to, cooked) = if key {
            (short_quoted(self.bytes, at, quote)?, false)
        } else {
            let (to, cooked, breaks) = self.quoted_end(at + 1, quote)?;
            // What follows on the line has its place counted in bytes.
            if breaks > 0 || !self.bytes.get(at..to)?.is_ascii() {
                return None;
            }
            (to, cooked)
        };
        let style = match quote {
            b'"' => Style::DoubleQuoted,
            _ => Style::SingleQuoted,
        };
        let scalar = self.text_of(at + 1, to, style, cooked)?;
        self.sink.scalar(mark, &scalar)?;
        Some(to + 1)
    }
}

//! What the line reader finds on one line: keys, plain scalars and flow collections. May not decide
//! where a value belongs.

use super::scan::{KEY, KEY_START, plain_stop, trim};
use super::{Held, Key, Lines, Mode};
use crate::read::flow::read_flow;
use crate::read::json::read_json;
use crate::tree::{Mark, Style};

impl Lines<'_, '_> {
    /// The key at this place, if there is one.
    pub(super) fn key(&self, at: usize) -> Option<Option<Key>> {
        let first = *self.bytes.get(at)?;
        if first == b'"' || first == b'\'' {
            let Some(close) = self.closing_quote(at, first) else {
                return Some(None);
            };
            let (from, len, after) = (at + 1, close - at - 1, close + 2);
            let is_key = self.bytes.get(close + 1) == Some(&b':') && self.gap(after);
            let style = Style::Quoted;
            return Some(is_key.then_some(Key {
                from,
                len,
                style,
                after,
                column: 0,
            }));
        }
        let mut stop = at;
        while let Some(byte) = self.bytes.get(stop)
            && KEY[usize::from(*byte)]
        {
            stop += 1;
        }
        let after = stop + 1;
        let is_key = stop > at && self.bytes.get(stop) == Some(&b':') && self.gap(after);
        if !is_key {
            return Some(None);
        }
        if !KEY_START[usize::from(first)] || stop - at > 1000 {
            return None;
        }
        Some(Some(Key {
            from: at,
            len: stop - at,
            style: Style::Plain,
            after,
            column: 0,
        }))
    }

    fn gap(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n'))
    }

    /// The quote that ends a key, where the key holds no escape.
    fn closing_quote(&self, at: usize, quote: u8) -> Option<usize> {
        let mut close = at + 1;
        loop {
            match self.bytes.get(close)? {
                b'\\' | b'\n' | 0x80.. => return None,
                byte if *byte == quote => break,
                _ => close += 1,
            }
        }
        (self.bytes.get(close + 1) != Some(&quote)).then_some(close)
    }

    /// A value that begins on this line; reads on as far as it goes.
    pub(super) fn value(&mut self, start: usize, at: usize) -> Option<()> {
        match self.bytes.get(at)? {
            b'"' | b'\'' => self.quoted(start, at),
            b'|' | b'>' => self.block_scalar(start, at),
            b'{' | b'[' => self.flow(start, at),
            b'&' | b'*' | b'!' | b'%' | b'@' | b'`' | b',' | b']' | b'}' | b'#' | b'\t' => None,
            b'-' | b'?' | b':' if self.gap(at + 1) => None,
            _ => self.plain(start, at),
        }
    }

    fn plain(&mut self, start: usize, at: usize) -> Option<()> {
        let (stop, end) = self.plain_end(at)?;
        let mark = self.mark(start, at);
        if self.keeps_text(self.text.get(at..stop)?)? {
            self.tree.push_borrowed(Style::Plain, at, stop - at, mark);
            self.passed = None;
        } else {
            self.passed = Some(Held {
                from: at,
                len: stop - at,
                style: Style::Plain,
                mark,
            });
        }
        self.next_line(end);
        Some(())
    }

    pub(super) fn continue_plain(&mut self, at: usize) -> Option<()> {
        let (stop, end) = self.plain_end(at)?;
        let defaults = self.blocks.last()?.next == Mode::Defaults;
        if let Some(held) = self.passed.take_if(|_| !defaults) {
            self.admit()?;
            self.tree
                .push_borrowed(held.style, held.from, held.len, held.mark);
        }
        if !defaults {
            let piece = self.text.get(at..stop)?;
            self.tree.continue_last(self.blank, piece);
        }
        self.next_line(end);
        Some(())
    }

    /// Where a plain scalar ends on its line, and where the line does. `None`: a colon or a tab
    /// makes this doubtful.
    pub(super) fn plain_end(&mut self, at: usize) -> Option<(usize, usize)> {
        let mut stop = at;
        loop {
            stop = plain_stop(self.bytes, stop);
            match self.bytes.get(stop) {
                None | Some(b'\n') => {
                    self.open_plain = true;
                    return Some((trim(self.bytes, at, stop), stop));
                }
                Some(b':') if self.gap(stop + 1) || self.bytes.get(stop + 1) == Some(&b'\t') => {
                    return None;
                }
                Some(b'#') if stop > at && self.bytes.get(stop - 1) == Some(&b' ') => {
                    self.open_plain = false;
                    return Some((trim(self.bytes, at, stop), self.line_end(stop)));
                }
                Some(b'\t') => return None,
                Some(_) => stop += 1,
            }
        }
    }

    fn flow(&mut self, start: usize, at: usize) -> Option<()> {
        let end = self.line_end(at);
        let line = self.text.get(at..end)?;
        let wanted = match self.blocks.last()?.next {
            Mode::Whole => true,
            // What holds no default has nothing to say in a schema.
            Mode::Defaults => line.contains("default"),
            Mode::Look | Mode::Beside | Mode::Metadata => !matches!(line.trim_end(), "{}" | "[]"),
        };
        if wanted && !self.keeps() {
            self.admit()?;
        }
        let before = self.tree.len();
        let owned = self.tree.owned().len();
        let mark = self.mark(start, at);
        let stop = self.flow_value(at, end, mark)?;
        if !wanted {
            self.tree.truncate(before);
            self.tree.owned().truncate(owned);
        }
        self.end_line(stop)
    }

    /// Most flow collections of some size are JSON. Where JSON and YAML read a string in two
    /// ways it is left to the full parser.
    fn flow_value(&mut self, at: usize, end: usize, mark: Mark) -> Option<usize> {
        let line = self.text.get(at..end)?;
        // Columns are characters; here they are counted as bytes.
        if !line.is_ascii() {
            return None;
        }
        let before = (self.tree.len(), self.tree.owned().len());
        if !line.contains("\\u") && !line.contains("\\/") {
            let json = read_json(self.tree, self.text, at, mark, None);
            if let Some(found) = json.filter(|found| found.mark.line == mark.line) {
                return Some(found.at);
            }
            self.tree.truncate(before.0);
            self.tree.owned().truncate(before.1);
        }
        read_flow(self.tree, self.text, at, end, mark)
    }
}

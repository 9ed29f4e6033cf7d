//! The items of a long JSON list: each is found without being read, so that they can be read a
//! few at a time and by several threads. It looks at line beginnings, or counts brackets, and may
//! be wrong: who reads the items finds out whether they are JSON and follow one another.

use memchr::memmem;

use crate::read::json::special;
use crate::stream::count_lines;
use crate::tree::Mark;

/// Where an item begins, or the list ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub(crate) at: usize,
    pub(crate) mark: Mark,
}

/// A place in a text, with what is needed to tell it as line and column.
#[derive(Clone, Copy)]
pub(super) struct Cursor {
    pub(super) at: usize,
    pub(super) line: u32,
    pub(super) line_start: usize,
}

impl Cursor {
    pub(super) fn at(at: usize, mark: Mark) -> Self {
        Self {
            at,
            line: mark.line,
            line_start: at.wrapping_sub(mark.column as usize),
        }
    }

    pub(super) fn mark(self) -> Mark {
        Mark {
            line: self.line,
            column: self.at.wrapping_sub(self.line_start) as u32,
        }
    }

    /// Steps over blanks.
    pub(super) fn space(&mut self, bytes: &[u8]) {
        let mut at = self.at;
        while at < bytes.len() {
            match bytes[at] {
                b' ' | b'\t' | b'\r' => {}
                b'\n' => {
                    self.line += 1;
                    self.line_start = at + 1;
                }
                _ => break,
            }
            at += 1;
        }
        self.at = at;
    }

    /// Steps over what is within a list's brackets, and notes where its items seem to begin and
    /// where it ends. `None`: not all of them are objects, or they do not end.
    pub(super) fn items(&mut self, bytes: &[u8], items: &mut Vec<Item>) -> Option<()> {
        self.item(bytes, items)?;
        self.take_lines(bytes, items);
        loop {
            self.object(bytes)?;
            self.space(bytes);
            match bytes.get(self.at)? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
            self.item(bytes, items)?;
        }
        items.push(self.here());
        self.at += 1;
        Some(())
    }

    fn here(self) -> Item {
        let (at, mark) = (self.at, self.mark());
        Item { at, mark }
    }

    fn item(&mut self, bytes: &[u8], items: &mut Vec<Item>) -> Option<()> {
        self.space(bytes);
        items.push(self.here());
        (bytes.get(self.at) == Some(&b'{')).then_some(())
    }

    /// Where the first item begins a line, lines that begin as that one are taken for items: who
    /// writes JSON in lines writes all items alike, and no string holds a line break.
    fn take_lines(&mut self, bytes: &[u8], items: &mut Vec<Item>) {
        let Some(before) = self.line_start.checked_sub(1) else {
            return;
        };
        let Some(line) = bytes.get(before..=self.at) else {
            return;
        };
        if line.trim_ascii_start().len() != 1 {
            return;
        }
        let like = memmem::Finder::new(line);
        while let Some(found) = bytes.get(self.at..).and_then(|rest| like.find(rest)) {
            let next = self.at + found;
            let lines = bytes.get(self.at..=next).map_or(0, count_lines);
            self.line = self.line.saturating_add(lines);
            self.line_start = next + 1;
            self.at = next + line.len() - 1;
            items.push(self.here());
        }
    }

    /// Steps over an object.
    fn object(&mut self, bytes: &[u8]) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            self.at = next_sign(bytes, self.at)?;
            self.at += 1;
            match bytes.get(self.at - 1)? {
                b'"' => self.at = string_end(bytes, self.at)?,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => return Some(()),
                b'}' | b']' => depth -= 1,
                b'\n' => {
                    self.line += 1;
                    self.line_start = self.at;
                }
                _ => {}
            }
        }
    }
}

/// The next quote, bracket or line break; some letters are met, too.
fn next_sign(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let found = signs(u64::from_le_bytes(*eight));
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    (at < bytes.len()).then_some(at)
}

/// Of eight bytes: the lowest bit that is set is in the first one that may be a sign.
fn signs(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let quote = zero(eight ^ (ONES * 0x22));
    let line_break = zero(eight ^ (ONES * 0x0A));
    // All four brackets are the same but for three bits, as are `Y`, `y`, `_` and DEL.
    let bracket = zero((eight & (ONES * 0xD9)) ^ (ONES * 0x59));
    (quote | line_break | bracket) & (ONES << 7)
}

/// The place behind a string's last quote.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let found = special(u64::from_le_bytes(*eight));
            if found != 0 {
                at += found.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Vec<usize>> {
        let mut cursor = Cursor::at(text.find('[')? + 1, Mark::default());
        let mut items = Vec::new();
        cursor.items(text.as_bytes(), &mut items)?;
        Some(items.iter().map(|item| item.at).collect())
    }

    #[test]
    fn items_are_found_whatever_their_strings_hold() {
        assert_eq!(found("[{}]"), Some(vec![1, 3]));
        let text = "[{\"a\": \"}]\\\"{[\", \"Y_y\": [1, {\"b\": []}]},\n {\"c\": \"\\\\\"} ] x";
        assert_eq!(found(text), Some(vec![1, 42, text.len() - 3]));
    }

    #[test]
    fn lines_that_begin_alike_are_items() {
        let text = "[\n  {\n    {\n  },\n  {\"a\": [{}]},\n  {}]";
        assert_eq!(found(text), Some(vec![4, 19, 34, 36]));
    }

    #[test]
    fn what_is_no_list_of_objects_is_left_alone() {
        let texts = [
            "[]",
            "[1]",
            "[{} {}]",
            "[{}",
            "[{\"a]",
            "[{\"a\n\"}]",
            "[{},]",
            "[",
        ];
        for text in texts {
            assert_eq!(found(text), None, "{text}");
        }
    }
}

//! Flow collections that stand on one line, as templates write them: `["sh", "-c"]`, `{}`.
//! It takes the plain cases and leaves every doubt to the full parser.

use crate::tree::{Kind, Mark, Style, Tree};

const DEEPEST: usize = 16;

/// Reads the collection at `at`; where it ends, or `None` when it is not simple.
pub(crate) fn read_flow(
    tree: &mut Tree<'_>,
    text: &str,
    at: usize,
    end: usize,
    mark: Mark,
) -> Option<usize> {
    let line = text.get(..end)?.as_bytes();
    Flow {
        tree,
        line,
        base: at,
        mark,
        at,
    }
    .collection(0)
}

struct Flow<'f, 't> {
    tree: &'f mut Tree<'t>,
    line: &'f [u8],
    base: usize,
    mark: Mark,
    at: usize,
}

impl Flow<'_, '_> {
    fn collection(&mut self, depth: usize) -> Option<usize> {
        if depth > DEEPEST {
            return None;
        }
        let (kind, close) = match self.peek()? {
            b'{' => (Kind::Map, b'}'),
            _ => (Kind::Seq, b']'),
        };
        let id = self.tree.open(kind, self.here());
        self.step();
        if self.peek()? != close {
            loop {
                if kind == Kind::Map {
                    self.key()?;
                }
                self.value(depth)?;
                match self.peek()? {
                    b',' => self.step(),
                    b if b == close => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        self.tree.close(id);
        Some(self.at)
    }

    fn key(&mut self) -> Option<()> {
        let quoted = matches!(self.peek()?, b'"' | b'\'');
        self.scalar()?;
        // Behind quotes a colon needs no blank, as in JSON.
        let gap = quoted || self.line.get(self.at + 1) == Some(&b' ');
        if self.peek()? != b':' || !gap {
            return None;
        }
        self.step();
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'{' | b'[' => {
                self.collection(depth + 1)?;
            }
            _ => self.scalar()?,
        }
        self.blanks();
        Some(())
    }

    fn scalar(&mut self) -> Option<()> {
        let mark = self.here();
        let start = self.at;
        let first = self.peek()?;
        if first == b'"' || first == b'\'' {
            self.at += 1;
            while self.peek()? != first {
                if self.peek()? == b'\\' {
                    return None;
                }
                self.at += 1;
            }
            self.at += 1;
            if self.line.get(self.at) == Some(&first) {
                return None;
            }
            self.tree
                .push_borrowed(Style::Quoted, start + 1, self.at - start - 2, mark);
            return Some(());
        }
        let starts = first.is_ascii_alphanumeric() || matches!(first, b'_' | b'.' | b'/' | b'$');
        if !starts {
            return None;
        }
        while self.line.get(self.at).is_some_and(|b| is_word(*b)) {
            self.at += 1;
        }
        self.tree
            .push_borrowed(Style::Plain, start, self.at - start, mark);
        Some(())
    }

    fn step(&mut self) {
        self.at += 1;
        self.blanks();
    }

    fn blanks(&mut self) {
        while self.line.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn here(&self) -> Mark {
        let column = self.mark.column + (self.at - self.base) as u32;
        Mark {
            line: self.mark.line,
            column,
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-' | b'+' | b'$' | b'@')
}

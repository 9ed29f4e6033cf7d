//! A stream as batches of documents, from memory or from a reader: what one worker walks at a
//! time. It holds one batch, or the one document that is larger. It reads no YAML.

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use crate::stream::{Piece, count_lines, find_cut, has_content, skip_first_marker};

/// Documents are taken together until they are as many bytes.
const BATCH: usize = 256 * 1024;

/// Documents that follow one another.
pub(super) struct Batch<'f> {
    bytes: Cow<'f, [u8]>,
    pieces: Vec<Cutting>,
}

/// Where a document lies in its batch, in the stream, and which one it is.
struct Cutting {
    range: Range<usize>,
    line: u32,
    number: usize,
}

impl Batch<'_> {
    /// The documents, each with its number in the stream.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Piece<'_>, usize)> {
        self.pieces.iter().map(|cutting| {
            let bytes = self.bytes.get(cutting.range.clone()).unwrap_or_default();
            let line = cutting.line;
            (Piece { bytes, line }, cutting.number)
        })
    }
}

/// What is left of a stream.
pub(super) struct Feed<'f> {
    rest: Rest<'f>,
    line: u32,
    number: usize,
}

enum Rest<'f> {
    Memory(&'f [u8]),
    Reader {
        input: &'f mut dyn Read,
        buffer: Vec<u8>,
        ended: bool,
    },
}

impl<'f> Feed<'f> {
    pub(super) fn of_memory(bytes: &'f [u8]) -> Self {
        Self {
            rest: Rest::Memory(bytes),
            line: 0,
            number: 0,
        }
        .started()
    }

    /// Begins to read. UTF-16 is not cut here: all of it is the answer instead.
    pub(super) fn of_reader(input: &'f mut dyn Read) -> io::Result<Result<Self, Vec<u8>>> {
        let mut rest = Rest::Reader {
            input,
            buffer: Vec::new(),
            ended: false,
        };
        rest.fill()?;
        if is_wide(rest.bytes()) {
            while !rest.ended() {
                rest.fill()?;
            }
            return Ok(Err(rest.bytes().to_vec()));
        }
        let feed = Self {
            rest,
            line: 0,
            number: 0,
        };
        Ok(Ok(feed.started()))
    }

    /// Steps over a byte order mark and a marker that ends no document.
    fn started(mut self) -> Self {
        let mark = byte_order_mark(self.rest.bytes());
        self.rest.take(mark);
        let marker = skip_first_marker(self.rest.bytes());
        self.line = count_lines(self.rest.take(marker).as_ref());
        self
    }

    /// The next documents that hold anything; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Batch<'f>>> {
        let mut pieces = Vec::new();
        let (mut at, mut looked) = (0, 0);
        loop {
            let bytes = self.rest.bytes().get(at..).unwrap_or_default();
            match find_cut(bytes, looked, self.rest.ended()) {
                Some(cut) => {
                    self.piece(&mut pieces, at, cut.end, cut.next);
                    (at, looked) = (at + cut.next, 0);
                    if at >= BATCH {
                        break;
                    }
                }
                None if self.rest.ended() => {
                    let end = bytes.len();
                    self.piece(&mut pieces, at, end, end);
                    at += end;
                    break;
                }
                None => {
                    looked = bytes.len().saturating_sub(4);
                    self.rest.fill()?;
                }
            }
        }
        let bytes = self.rest.take(at);
        let over = bytes.is_empty() && self.rest.bytes().is_empty() && self.rest.ended();
        Ok((!over).then_some(Batch { bytes, pieces }))
    }

    fn piece(&mut self, pieces: &mut Vec<Cutting>, at: usize, end: usize, next: usize) {
        let bytes = self.rest.bytes();
        let line = self.line;
        let passed = bytes.get(at..at + next).unwrap_or_default();
        self.line = line.saturating_add(count_lines(passed));
        let range = at..at + end;
        if bytes.get(range.clone()).is_some_and(has_content) {
            self.number += 1;
            let number = self.number;
            pieces.push(Cutting {
                range,
                line,
                number,
            });
        }
    }
}

impl<'f> Rest<'f> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Memory(bytes) => bytes,
            Self::Reader { buffer, .. } => buffer,
        }
    }

    /// Nothing follows what is here.
    fn ended(&self) -> bool {
        match self {
            Self::Memory(_) => true,
            Self::Reader { ended, .. } => *ended,
        }
    }

    fn take(&mut self, end: usize) -> Cow<'f, [u8]> {
        match self {
            Self::Memory(bytes) => {
                let (taken, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
                *bytes = rest;
                Cow::Borrowed(taken)
            }
            Self::Reader { buffer, .. } => {
                let rest = buffer.split_off(end.min(buffer.len()));
                Cow::Owned(std::mem::replace(buffer, rest))
            }
        }
    }

    /// Reads on: as much as is held already, so that a long document is not looked at too often.
    fn fill(&mut self) -> io::Result<()> {
        if let Self::Reader {
            input,
            buffer,
            ended,
        } = self
        {
            let most = buffer.len().max(BATCH) as u64;
            *ended = Read::take(&mut **input, most).read_to_end(buffer)? == 0;
        }
        Ok(())
    }
}

/// Does a stream begin as UTF-16?
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn byte_order_mark(bytes: &[u8]) -> usize {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        3
    } else {
        0
    }
}

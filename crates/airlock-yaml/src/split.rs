//! Kubernetes' `YAMLReader`: a stream cut into documents at lines that start with `---`. Helm
//! reads values files so.

use std::borrow::Cow;

use crate::error::{Error, Mark, Stage};

/// Cuts a stream into documents. As in Kubernetes, a separator at a document's start stays in it.
pub fn split_documents(input: &[u8]) -> Documents<'_> {
    Documents {
        input,
        at: 0,
        line: 0,
        failed: false,
    }
}

/// The documents of a stream.
#[derive(Clone, Debug)]
pub struct Documents<'a> {
    input: &'a [u8],
    at: usize,
    line: u32,
    failed: bool,
}

/// One document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its bytes, with `\n` at the end of every line.
    pub bytes: Cow<'a, [u8]>,
    /// The zero-based line of the stream that it starts on.
    pub first_line: u32,
}

impl<'a> Documents<'a> {
    /// The next line, without its end, and where the one after it starts.
    fn line_at(&self, from: usize) -> Option<(&'a [u8], usize)> {
        let rest = self.input.get(from..).filter(|rest| !rest.is_empty())?;
        let (line, width) = match find_newline(rest) {
            Some(end) => (rest.get(..end)?, end + 1),
            None => (rest, rest.len()),
        };
        let ended = width > line.len();
        let line = match line.strip_suffix(b"\r") {
            Some(stripped) if ended => stripped,
            _ => line,
        };
        Some((line, from + width))
    }

    fn piece(&self, from: usize, to: usize, plain: bool) -> Cow<'a, [u8]> {
        let bytes = self.input.get(from..to).unwrap_or_default();
        if plain {
            return Cow::Borrowed(bytes);
        }
        let mut out = Vec::with_capacity(bytes.len() + 1);
        let mut at = from;
        while at < to {
            let Some((line, next)) = self.line_at(at) else {
                break;
            };
            out.extend_from_slice(line);
            out.push(b'\n');
            at = next;
        }
        Cow::Owned(out)
    }
}

impl<'a> Iterator for Documents<'a> {
    type Item = Result<Part<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let (from, first_line) = (self.at, self.line);
        let mut plain = true;
        while let Some((line, next)) = self.line_at(self.at) {
            let start = self.at;
            if let Some(rest) = line.strip_prefix(b"---") {
                let separator = String::from_utf8_lossy(rest);
                let separator = separator.trim();
                if !separator.is_empty() && !separator.starts_with('#') {
                    self.failed = true;
                    return Some(Err(bad_separator(self.line, start, separator)));
                }
                if start > from {
                    self.at = next;
                    self.line += 1;
                    return Some(Ok(Part {
                        bytes: self.piece(from, start, plain),
                        first_line,
                    }));
                }
            }
            plain &= next - start == line.len() + 1;
            self.at = next;
            self.line += 1;
        }
        (self.at > from).then(|| {
            Ok(Part {
                bytes: self.piece(from, self.at, plain),
                first_line,
            })
        })
    }
}

fn bad_separator(line: u32, offset: usize, separator: &str) -> Error {
    let mark = Mark {
        line,
        column: 0,
        offset: u32::try_from(offset).unwrap_or(u32::MAX),
    };
    let text = format!("invalid Yaml document separator: {separator}");
    Error::new(Stage::Convert, Some(mark), text)
}

fn find_newline(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            return Some(at);
        }
        at += 1;
    }
    None
}

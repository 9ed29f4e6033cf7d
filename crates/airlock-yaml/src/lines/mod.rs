//! Block YAML as machines write it, read line by line into the very events that the parser gives:
//! several times as fast as tokens are.
//!
//! It may only take what it understands wholly. At the first thing that is out of the ordinary
//! (an anchor, a tag, a flow over several lines, a tab where it counts, whatever is an error) it
//! gives nothing, and its caller starts again with the parser, which reads or refuses the text.

mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use crate::chars::{BLANK, BREAK, INDICATOR, class};
use crate::error::Mark;
use crate::event::Scalar;
use crate::scan::{Chomp, Style};
use crate::source::Source;

/// What takes the events; nothing where it wants the parser to decide.
pub(crate) trait Sink<'a> {
    /// A map or a list begins.
    fn open(&mut self, mark: Mark, map: bool) -> Option<()>;
    /// The innermost collection ends.
    fn close(&mut self) -> Option<()>;
    /// A scalar without tag or anchor.
    fn scalar(&mut self, mark: Mark, scalar: &Scalar<'a>) -> Option<()>;
}

/// Reads the whole text, or gives nothing: what the sink was told is then void.
pub(crate) fn read<'a>(source: &'a Source<'_>, sink: &mut impl Sink<'a>) -> Option<()> {
    read_text(source, &source.text, sink)
}

/// As [`read`], where the text outlives the source.
pub(crate) fn read_text<'a>(
    source: &Source<'_>,
    text: &'a str,
    sink: &mut impl Sink<'a>,
) -> Option<()> {
    if !source.simple {
        return None;
    }
    (read_document(text, sink)? == text.len()).then_some(())
}

/// Reads a simple text up to a line that begins with `---`, or to its end; gives where that is.
pub(crate) fn read_document<'a>(text: &'a str, sink: &mut impl Sink<'a>) -> Option<usize> {
    let mut lines = Lines {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        line_start: 0,
        frames: Vec::with_capacity(32),
        pending: None,
        sink,
    };
    lines.run()
}

/// How deep collections may nest here.
const MAX_DEPTH: usize = 9_000;
/// How long a key may be here; yaml.v2 takes a few more characters.
const MAX_KEY: usize = 1_000;

/// A collection that is open.
#[derive(Clone, Copy)]
struct Frame {
    indent: usize,
    seq: bool,
    /// A list whose dashes stand right below its key.
    indentless: bool,
}

struct Lines<'a, 's, S> {
    text: &'a str,
    bytes: &'a [u8],
    /// Where the next line starts.
    at: usize,
    /// The number of the line at hand, and where it starts.
    line: u32,
    line_start: usize,
    frames: Vec<Frame>,
    /// A key or a dash has no value yet: the place behind it.
    pending: Option<Mark>,
    sink: &'s mut S,
}

/// A key: what is inside of its quotes, and the place of its colon.
struct Key {
    from: usize,
    to: usize,
    style: Style,
    colon: usize,
}

/// Bytes that a plain key may have without a second look.
static KEY: [bool; 256] = key_bytes();

const fn key_bytes() -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0x21;
    while i < 0x7F {
        table[i] = i != b':' as usize && i != b'#' as usize;
        i += 1;
    }
    table
}

/// The place behind the spaces at `at`.
#[inline]
fn spaces_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    at
}

/// Whether a space, a line break or the end stands at `at`.
#[inline]
fn is_end(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), None | Some(b' ' | b'\n'))
}

impl<'a, S: Sink<'a>> Lines<'a, '_, S> {
    fn run(&mut self) -> Option<usize> {
        loop {
            let at = spaces_end(self.bytes, self.at);
            match self.bytes.get(at) {
                None => return self.finish().map(|()| self.bytes.len()),
                Some(b'-') if at == self.at && self.bytes[at..].starts_with(b"---") => {
                    return self.finish().map(|()| at);
                }
                Some(b'\n') => {
                    self.at = at + 1;
                    self.line += 1;
                }
                Some(b'#') => self.skip_line(at),
                Some(_) => self.content(at)?,
            }
        }
    }

    fn finish(&mut self) -> Option<()> {
        if self.frames.is_empty() {
            return None;
        }
        if let Some(after) = self.pending.take() {
            self.sink.scalar(after, &Scalar::EMPTY)?;
        }
        while self.frames.pop().is_some() {
            self.sink.close()?;
        }
        Some(())
    }

    /// Moves to the next line from somewhere in this one.
    fn skip_line(&mut self, from: usize) {
        let end = match self.bytes.get(from) {
            Some(b'\n') => from,
            _ => crate::chars::line_end(self.bytes, from),
        };
        self.at = end + 1;
        self.line += 1;
    }

    #[inline]
    fn mark(&self, at: usize) -> Mark {
        Mark {
            line: self.line,
            column: (at - self.line_start) as u32,
            offset: at as u32,
        }
    }

    #[inline]
    fn is_dash(&self, at: usize) -> bool {
        self.bytes.get(at) == Some(&b'-') && is_end(self.bytes, at + 1)
    }

    /// A line that has something at `at`.
    fn content(&mut self, at: usize) -> Option<()> {
        self.line_start = self.at;
        if self.bytes[at..].starts_with(b"...") {
            return None;
        }
        let dash = self.is_dash(at);
        if self.is_lone_flow(at) {
            self.pending = None;
            return self.value(at);
        }
        self.settle(at, dash)?;
        self.entry(at)
    }

    /// Whether a flow collection stands here, below its key or dash.
    fn is_lone_flow(&self, at: usize) -> bool {
        let deeper = |top: &Frame| at - self.line_start > top.indent;
        matches!(self.bytes.get(at), Some(b'{' | b'['))
            && self.pending.is_some()
            && self.frames.last().is_some_and(deeper)
    }

    /// Opens and closes collections until the innermost one is the line's own.
    fn settle(&mut self, at: usize, dash: bool) -> Option<()> {
        let column = at - self.line_start;
        let Some(&top) = self.frames.last() else {
            return self.open(at, dash, false);
        };
        if let Some(after) = self.pending.take() {
            if column > top.indent {
                return self.open(at, dash, false);
            }
            if dash && !top.seq && column == top.indent {
                return self.open(at, true, true);
            }
            self.sink.scalar(after, &Scalar::EMPTY)?;
        }
        let mut top = top;
        while top.indent > column || (top.indentless && top.indent == column && !dash) {
            self.sink.close()?;
            self.frames.pop();
            top = *self.frames.last()?;
        }
        (top.indent == column && top.seq == dash).then_some(())
    }

    fn open(&mut self, at: usize, seq: bool, indentless: bool) -> Option<()> {
        if self.frames.len() >= MAX_DEPTH {
            return None;
        }
        let mark = self.mark(at);
        self.frames.push(Frame {
            indent: at - self.line_start,
            seq,
            indentless,
        });
        self.sink.open(mark, !seq)
    }

    /// The items or the key that stand at `at`, in collections that are open.
    fn entry(&mut self, mut at: usize) -> Option<()> {
        while self.is_dash(at) {
            let inner = spaces_end(self.bytes, at + 1);
            if self.is_nothing(inner) {
                self.pending = Some(self.mark(at + 1));
                self.skip_line(inner);
                return Some(());
            }
            if self.is_dash(inner) {
                self.open(inner, true, false)?;
                at = inner;
                continue;
            }
            return match self.key(inner) {
                Some(key) => {
                    self.open(inner, false, false)?;
                    self.pair(inner, &key)
                }
                None => self.value(inner),
            };
        }
        let key = self.key(at)?;
        self.pair(at, &key)
    }

    /// Whether the line ends here, or has only a comment.
    #[inline]
    fn is_nothing(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b'\n' | b'#'))
    }

    /// A key with its colon, and what follows on the line.
    fn pair(&mut self, at: usize, key: &Key) -> Option<()> {
        let mark = self.mark(at);
        let scalar = self.text_of(key.from, key.to, key.style, false)?;
        self.sink.scalar(mark, &scalar)?;
        let value = spaces_end(self.bytes, key.colon + 1);
        if self.is_nothing(value) {
            self.pending = Some(self.mark(key.colon + 1));
            self.skip_line(value);
            return Some(());
        }
        self.value(value)
    }

    fn key(&self, at: usize) -> Option<Key> {
        match *self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => self.quoted_key(at, quote),
            _ => self.plain_key(at),
        }
    }

    fn quoted_key(&self, at: usize, quote: u8) -> Option<Key> {
        let to = flow::short_quoted(self.bytes, at, quote)?;
        let colon = to + 1;
        let is_key = self.bytes.get(colon) == Some(&b':') && is_end(self.bytes, colon + 1);
        let style = match quote {
            b'"' => Style::DoubleQuoted,
            _ => Style::SingleQuoted,
        };
        let from = at + 1;
        is_key.then_some(Key {
            from,
            to,
            style,
            colon,
        })
    }

    fn plain_key(&self, from: usize) -> Option<Key> {
        let bytes = self.bytes;
        let first = *bytes.get(from)?;
        if class(first) & (INDICATOR | BLANK | BREAK) != 0 || first >= 0x80 {
            return None;
        }
        let mut at = from + 1;
        while at < bytes.len() {
            let byte = bytes[at];
            if KEY[byte as usize] {
                at += 1;
                continue;
            }
            match byte {
                b':' if is_end(bytes, at + 1) => break,
                b':' | b'#' => {}
                b' ' if bytes.get(at + 1).is_some_and(|&next| KEY[next as usize]) => {}
                _ => return None,
            }
            at += 1;
        }
        let is_key = at < bytes.len() && at - from <= MAX_KEY;
        is_key.then_some(Key {
            from,
            to: at,
            style: Style::Plain,
            colon: at,
        })
    }

    /// A scalar that is a piece of the text.
    #[inline]
    fn text_of(&self, from: usize, to: usize, style: Style, cooked: bool) -> Option<Scalar<'a>> {
        Some(Scalar {
            raw: self.text.get(from..to)?,
            offset: from as u32,
            indent: 0,
            style,
            chomp: Chomp::Clip,
            cooked,
            implicit: style == Style::Plain,
        })
    }
}

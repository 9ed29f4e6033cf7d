//! Where the lines of a document came from, and which of them randomness or time has touched.

use std::ops::Range;
use std::sync::OnceLock;

use airlock_gotmpl::{Segment, Str, Trace};

use crate::search::{find_byte, line_end};

/// Where one line of a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOrigin {
    /// The line of the source file, from 1, with the text or action that wrote the output line's
    /// first character that is no blank; the line itself for a file in `crds/`. 0 for a line
    /// without any.
    pub line: u32,
    /// The templates that were evaluated there, by `include` or `template`, and `tpl`.
    pub templates: Vec<Str>,
}

/// What is known of a file's bytes.
#[derive(Debug)]
pub(crate) struct Origins {
    kind: Kind,
    /// Where the result lacks a `<no value>` that the template wrote.
    removed: Vec<usize>,
    /// Where the lines of the source start, once somebody asked.
    starts: OnceLock<Vec<usize>>,
}

#[derive(Debug)]
enum Kind {
    /// The file is its own source.
    Own,
    Template {
        trace: Trace,
        source: Str,
    },
}

/// The length of what Helm removes.
const REMOVED: usize = "<no value>".len();

impl Origins {
    pub(crate) fn own() -> Self {
        Self {
            kind: Kind::Own,
            removed: Vec::new(),
            starts: OnceLock::new(),
        }
    }

    pub(crate) fn of_template(trace: Trace, source: Str, removed: Vec<usize>) -> Self {
        Self {
            kind: Kind::Template { trace, source },
            removed,
            starts: OnceLock::new(),
        }
    }

    /// Where in the template's output a place of the result was.
    fn original(&self, offset: usize) -> usize {
        offset + REMOVED * self.removed.partition_point(|at| *at <= offset)
    }

    /// Whether randomness or time went into a range.
    pub(crate) fn touches(&self, range: &Range<usize>) -> bool {
        let Kind::Template { trace, .. } = &self.kind else {
            return false;
        };
        let (start, end) = (self.original(range.start), self.original(range.end));
        trace
            .marked
            .iter()
            .any(|m| m.start <= end && m.end >= start)
    }

    /// The origin of each line of a range.
    pub(crate) fn lines(&self, content: &[u8], range: &Range<usize>) -> Vec<LineOrigin> {
        match &self.kind {
            Kind::Own => own_lines(content, range),
            Kind::Template { trace, .. } if trace.segments.is_empty() => Vec::new(),
            Kind::Template { trace, source } => {
                let starts = self.starts.get_or_init(|| starts_of(source));
                line_starts(content, range)
                    .map(|line| match first_character(content, line) {
                        Some(offset) => origin(&trace.segments, starts, self.original(offset)),
                        None => nowhere(),
                    })
                    .collect()
            }
        }
    }
}

fn nowhere() -> LineOrigin {
    LineOrigin {
        line: 0,
        templates: Vec::new(),
    }
}

fn own_lines(content: &[u8], range: &Range<usize>) -> Vec<LineOrigin> {
    let mut number = newlines(&content[..range.start]);
    line_starts(content, range)
        .map(|_| {
            number += 1;
            LineOrigin {
                line: number,
                templates: Vec::new(),
            }
        })
        .collect()
}

fn newlines(bytes: &[u8]) -> u32 {
    u32::try_from(starts_of(bytes).len() - 1).unwrap_or(u32::MAX - 1)
}

/// The lines of a range.
fn line_starts<'c>(
    content: &'c [u8],
    range: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + use<'c> {
    let mut at = range.start;
    let end = range.end;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let start = at;
        let line_end = line_end(content, start).min(end);
        at = line_end + 1;
        Some(start..line_end)
    })
}

fn first_character(content: &[u8], line: Range<usize>) -> Option<usize> {
    let start = line.start;
    let is_blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r');
    content[line]
        .iter()
        .position(|b| !is_blank(b))
        .map(|at| start + at)
}

/// Where each line of a text starts, to find lines by position.
fn starts_of(text: &[u8]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(newline) = find_byte(text, at, b'\n') {
        at = newline + 1;
        starts.push(at);
    }
    starts
}

/// The origin of the byte at an offset of the template's output.
fn origin(segments: &[Segment], starts: &[usize], offset: usize) -> LineOrigin {
    let after = segments.partition_point(|s| s.output_offset <= offset);
    let Some(segment) = after.checked_sub(1).and_then(|i| segments.get(i)) else {
        return nowhere();
    };
    let inside = if segment.is_text {
        offset - segment.output_offset
    } else {
        0
    };
    let position = segment.position as usize + inside;
    let line = starts.partition_point(|start| *start <= position);
    LineOrigin {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        templates: segment.names.clone(),
    }
}

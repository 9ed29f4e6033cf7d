//! Where output came from: which text or action of the outermost file wrote it, which templates
//! ran inside, and which bytes came out of randomness or time.

use std::ops::Range;

use crate::str::Str;

/// One text or action of the outermost template's own body, as often as it was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The length of the output when it began to write.
    pub output_offset: usize,
    /// Its byte position in the source: the first byte of a text, the first token of an action.
    pub position: u32,
    /// Whether it is a text, whose bytes stand in the source as in the output.
    pub is_text: bool,
    /// The templates that ran inside it, each once, in the order of their first run; `tpl` is
    /// named `tpl`.
    pub names: Vec<Str>,
}

/// The provenance of one output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The segments in the order of output; empty unless asked for.
    pub segments: Vec<Segment>,
    /// The ranges of the output that came out of randomness or time, in order. A range may be
    /// empty: something was left out there by a condition on randomness or time.
    pub marked: Vec<Range<usize>>,
}

/// Records a trace while the outermost template runs.
#[derive(Default)]
pub(crate) struct Recorder {
    trace: Trace,
    /// The length of the output before the run.
    base: usize,
    /// Whether names belong to the last segment.
    open: bool,
}

impl Recorder {
    pub(crate) fn begin(&mut self, base: usize) {
        self.trace = Trace::default();
        self.base = base;
        self.open = false;
    }

    pub(crate) fn take(&mut self) -> Trace {
        self.open = false;
        std::mem::take(&mut self.trace)
    }

    pub(crate) fn segment(&mut self, length: usize, position: u32, is_text: bool) {
        self.open = true;
        self.trace.segments.push(Segment {
            output_offset: length - self.base,
            position,
            is_text,
            names: Vec::new(),
        });
    }

    /// No segment is at hand: a condition is evaluated.
    pub(crate) fn close(&mut self) {
        self.open = false;
    }

    /// A template runs.
    pub(crate) fn note(&mut self, name: &Str) {
        if !self.open {
            return;
        }
        if let Some(segment) = self.trace.segments.last_mut()
            && !segment.names.contains(name)
        {
            segment.names.push(name.clone());
        }
    }

    /// A range of output is marked.
    pub(crate) fn mark(&mut self, from: usize, to: usize) {
        let (from, to) = (from - self.base, to - self.base);
        match self.trace.marked.last_mut() {
            Some(last) if last.end == from => last.end = to,
            _ => self.trace.marked.push(from..to),
        }
    }
}

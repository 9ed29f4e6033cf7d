//! Where output came from: which text or action of the outermost file wrote it, which templates
//! ran inside, and which bytes came out of randomness or time.

use std::ops::Range;

use crate::str::Str;

/// One text or action of the outermost template's own body, as often as it was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The length of the output when it began to write.
    pub output_offset: usize,
    /// Its byte position in the source.
    pub position: u32,
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

//! The syntax tree of a regular expression, with the two measures by which Go refuses one: how
//! high it is and how many instructions it needs.

use super::class::Class;

/// A node with its measures.
pub(super) struct Node {
    pub(super) op: Op,
    /// How many levels of nodes there are, itself included.
    pub(super) height: u32,
    /// How many instructions it takes, as Go counts them.
    pub(super) size: u64,
}

/// What a node matches.
pub(super) enum Op {
    /// The empty string.
    Empty,
    /// One rune.
    Rune(u32),
    /// One rune of a class.
    Class(Class),
    /// Any rune, or any but a newline.
    Any { newline: bool },
    /// A position.
    Look(Look),
    /// A numbered group.
    Capture(usize, Box<Node>),
    /// From `min` to `max` times.
    Repeat {
        sub: Box<Node>,
        min: u32,
        max: Option<u32>,
        greedy: bool,
    },
    /// One after the other.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Alternate(Vec<Node>),
}

/// A position without width.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    BeginText,
    EndText,
    BeginLine,
    EndLine,
    WordBoundary,
    NoWordBoundary,
}

impl Node {
    pub(super) fn new(op: Op) -> Self {
        let (height, size) = match &op {
            Op::Capture(_, sub) => (sub.height, sub.size.saturating_add(2)),
            Op::Repeat { sub, min, max, .. } => (sub.height, repeat_size(sub.size, *min, *max)),
            Op::Concat(subs) => (highest(subs), sum(subs)),
            Op::Alternate(subs) => {
                let bars = subs.len().saturating_sub(1) as u64;
                (highest(subs), sum(subs).saturating_add(bars))
            }
            _ => (0, 1),
        };
        Self {
            op,
            height: height + 1,
            size: size.max(1),
        }
    }

    /// Whether it is one of `*`, `+`, `?`, which Go does not count as a counted repetition.
    fn counted(min: u32, max: Option<u32>) -> bool {
        !matches!((min, max), (0 | 1, None) | (0, Some(1)))
    }

    /// Whether the product of nested counted repetitions stays within `bound`.
    pub(super) fn repeats_within(&self, bound: u32) -> bool {
        match &self.op {
            Op::Capture(_, sub) => sub.repeats_within(bound),
            Op::Concat(subs) | Op::Alternate(subs) => {
                subs.iter().all(|sub| sub.repeats_within(bound))
            }
            Op::Repeat { sub, min, max, .. } if Self::counted(*min, *max) => {
                match max.unwrap_or(*min) {
                    0 => true,
                    times if times > bound => false,
                    times => sub.repeats_within(bound / times),
                }
            }
            Op::Repeat { sub, .. } => sub.repeats_within(bound),
            _ => true,
        }
    }
}

fn repeat_size(sub: u64, min: u32, max: Option<u32>) -> u64 {
    let min = u64::from(min);
    match max {
        None if min == 0 => sub.saturating_add(2),
        None => sub.saturating_mul(min).saturating_add(1),
        Some(max) => {
            let max = u64::from(max);
            sub.saturating_mul(max).saturating_add(max - min.min(max))
        }
    }
}

fn highest(subs: &[Node]) -> u32 {
    subs.iter().map(|sub| sub.height).max().unwrap_or(0)
}

fn sum(subs: &[Node]) -> u64 {
    subs.iter().fold(0, |sum, sub| sum.saturating_add(sub.size))
}

//! What `UnmarshalStrict` adds: a key that is set twice in one map.

use std::collections::HashSet;

use super::{Document, Entries, Kind, Node, Seq, Was};
use crate::error::{Error, Mark};
use crate::goshow;

/// A collection that is being gone through, in the order in which Go decodes.
enum Frame<'d> {
    Seq(Seq<'d>),
    Map {
        entries: Entries<'d>,
        seen: HashSet<(Was, Option<&'d str>)>,
        /// The entry whose value is being gone through; it is set after that.
        current: Option<(Node<'d>, Node<'d>)>,
    },
}

/// Lists every key that is set again, at its line, as yaml.v2's `TypeError` does.
pub(super) fn check(document: &Document<'_>) -> Result<(), Error> {
    let mut problems = Problems {
        first: None,
        lines: Vec::new(),
    };
    let mut frames = Vec::new();
    enter(document.root(), &mut frames);
    while let Some(frame) = frames.last_mut() {
        let next = match frame {
            Frame::Seq(seq) => seq.next(),
            Frame::Map {
                entries,
                seen,
                current,
            } => {
                if let Some((key, value)) = current.take()
                    && !seen.insert((key.raw.was, key.as_str()))
                {
                    problems.add(key, value);
                }
                *current = entries.next();
                current.map(|(_, value)| value)
            }
        };
        match next {
            Some(node) => enter(node, &mut frames),
            None => {
                frames.pop();
            }
        }
    }
    problems.result()
}

fn enter<'d>(node: Node<'d>, frames: &mut Vec<Frame<'d>>) {
    match node.kind() {
        Kind::Seq(seq) => frames.push(Frame::Seq(seq)),
        Kind::Map(map) => {
            let seen = HashSet::with_capacity(map.len());
            frames.push(Frame::Map {
                entries: map.iter(),
                seen,
                current: None,
            });
        }
        _ => {}
    }
}

struct Problems {
    first: Option<Mark>,
    lines: Vec<String>,
}

impl Problems {
    fn add(&mut self, key: Node<'_>, value: Node<'_>) {
        self.first.get_or_insert(key.mark());
        let shown = goshow::show_key(key);
        self.lines.push(format!(
            "line {}: key {shown} already set in map",
            value.line()
        ));
    }

    fn result(self) -> Result<(), Error> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let text = format!("unmarshal errors:\n  {}", self.lines.join("\n  "));
        Err(Error::yaml(self.first, &text))
    }
}

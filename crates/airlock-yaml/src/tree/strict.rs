//! What `UnmarshalStrict` adds: a key that is set twice in one map.

use std::collections::HashSet;

use super::{Document, Kind, Map, Node, RawValue, Was};
use crate::error::Error;
use crate::goshow;

/// Lists every key that is set again, at its line, as yaml.v2's `TypeError` does.
pub(super) fn check(document: &Document<'_>) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut first = None;
    let mut index = 0;
    while (index as usize) < document.nodes.len() {
        let node = document.node(index);
        if let (RawValue::Map { .. }, Kind::Map(map)) = (node.raw.value, node.kind()) {
            repeated(map, |key, value| {
                first.get_or_insert(key.mark());
                problems.push((value.mark().offset, problem(key, value)));
            });
        }
        index += 1;
    }
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort_by_key(|&(offset, _)| offset);
    let lines: Vec<String> = problems.into_iter().map(|(_, text)| text).collect();
    Err(Error::yaml(
        first,
        &format!("unmarshal errors:\n  {}", lines.join("\n  ")),
    ))
}

fn problem(key: Node<'_>, value: Node<'_>) -> String {
    format!(
        "line {}: key {} already set in map",
        value.line(),
        goshow::show_key(key)
    )
}

fn repeated<'d>(map: Map<'d>, mut each: impl FnMut(Node<'d>, Node<'d>)) {
    let mut seen: HashSet<(Was, Option<&str>)> = HashSet::with_capacity(map.len());
    for (key, value) in map {
        if !seen.insert((key.raw.was, key.as_str())) {
            each(key, value);
        }
    }
}

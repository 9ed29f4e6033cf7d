//! Maps as they end up, each key once, sorted as encoding/json sorts them; and what of them JSON
//! cannot have.

use super::{Document, Kind, Map, Node, RawValue};
use crate::error::{Error, Stage};
use crate::goshow;

/// The entries that are left when later keys have overridden earlier ones, by key.
pub(super) fn entries<'d>(map: Map<'d>) -> Vec<(&'d str, Node<'d>, Node<'d>)> {
    let mut found: Vec<(&'d str, Node<'d>, Node<'d>)> = Vec::with_capacity(map.len());
    let mut is_sorted = true;
    for (key, value) in map {
        let name = key.as_str().unwrap_or_default();
        is_sorted &= found.last().is_none_or(|last| last.0 < name);
        found.push((name, key, value));
    }
    if !is_sorted {
        found.sort_by(|a, b| {
            a.0.cmp(b.0)
                .then_with(|| is_string(a.1).cmp(&is_string(b.1)))
        });
        found.dedup_by(|later, kept| {
            let same = later.0 == kept.0 && is_string(later.1) == is_string(kept.1);
            if same {
                *kept = *later;
            }
            same
        });
    }
    found
}

/// Adds the entries that are left to a list. Keys that JSON cannot have stand there as empty ones:
/// a document in which any is left is refused.
pub(super) fn push<'d>(map: Map<'d>, to: &mut Vec<(&'d str, Node<'d>)>) {
    let from = to.len();
    let mut is_sorted = true;
    for (key, value) in map {
        let name = key.as_str().unwrap_or_default();
        is_sorted = is_sorted && (to.len() == from || to.last().is_none_or(|last| last.0 < name));
        to.push((name, value));
    }
    if is_sorted {
        return;
    }
    let Some(added) = to.get_mut(from..) else {
        return;
    };
    added.sort_by(|a, b| a.0.cmp(b.0));
    let kept = from + keep_last(added);
    to.truncate(kept);
}

/// Moves the last entry of each key to the front; gives how many there are.
fn keep_last(entries: &mut [(&str, Node<'_>)]) -> usize {
    let mut kept = 0;
    for at in 0..entries.len() {
        if at > 0 && entries[at].0 != entries[kept].0 {
            kept += 1;
        }
        entries[kept] = entries[at];
    }
    kept + 1
}

/// A key that JSON cannot have is no string, and overrides none.
fn is_string(key: Node<'_>) -> bool {
    key.as_str().is_some()
}

/// Finds keys that JSON cannot have.
pub(super) fn check_keys(document: &Document<'_>) -> Result<(), Error> {
    visit(document, |visit| match visit {
        Visit::Entry(key, value) => bad_key(key, value),
        Visit::Node(_) => Ok(()),
    })
}

/// Finds numbers that JSON does not have, but for those at the given offsets.
pub(crate) fn check_numbers(document: &Document<'_>, but: &[u32]) -> Result<(), Error> {
    visit(document, |visit| match visit {
        Visit::Node(node) if !but.contains(&node.mark().offset) => bad_number(node),
        _ => Ok(()),
    })
}

fn bad_key(key: Node<'_>, value: Node<'_>) -> Result<(), Error> {
    let RawValue::BadKey { original } = key.raw.value else {
        return Ok(());
    };
    let original = key
        .document
        .originals
        .get(original as usize)
        .map(|node| node.value);
    let (go_type, shown) = match original {
        Some(RawValue::Uint(value)) => ("uint64", format!("0x{value:x}")),
        _ => ("%!s(<nil>)", "<nil>".to_owned()),
    };
    let value = match value.kind() {
        Kind::Null => "<nil>".to_owned(),
        _ => goshow::show(value),
    };
    let text = format!("unsupported map key of type: {go_type}, key: {shown}, value: {value}");
    Err(Error::new(Stage::Convert, Some(key.mark()), text))
}

fn bad_number(node: Node<'_>) -> Result<(), Error> {
    let name = match node.kind() {
        Kind::Float(value) if value.is_nan() => "NaN",
        Kind::Float(f64::INFINITY) => "+Inf",
        Kind::Float(f64::NEG_INFINITY) => "-Inf",
        _ => return Ok(()),
    };
    let text = format!("json: unsupported value: {name}");
    Err(Error::new(Stage::Convert, Some(node.mark()), text))
}

enum Visit<'d> {
    Node(Node<'d>),
    Entry(Node<'d>, Node<'d>),
}

/// Visits nodes in JSON's order, each entry before its value.
fn visit<'d>(
    document: &'d Document<'d>,
    mut each: impl FnMut(Visit<'d>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut stack = vec![document.root()];
    while let Some(node) = stack.pop() {
        each(Visit::Node(node))?;
        match node.kind() {
            Kind::Seq(seq) => {
                let from = stack.len();
                stack.extend(seq);
                if let Some(added) = stack.get_mut(from..) {
                    added.reverse();
                }
            }
            Kind::Map(map) => {
                let entries = entries(map);
                for &(_, key, value) in &entries {
                    each(Visit::Entry(key, value))?;
                }
                stack.extend(entries.iter().rev().map(|&(_, _, value)| value));
            }
            _ => {}
        }
    }
    Ok(())
}

//! When two values are the same: numbers by what they are, objects in any order.

use std::collections::HashMap;

use super::doc::{Doc, Json, NodeId};
use super::draft::type_of;
use crate::stack;

/// Whether two values are the same.
pub(super) fn equal(a: (&Doc, NodeId), b: (&Doc, NodeId)) -> bool {
    match (a.0.json(a.1), b.0.json(b.1)) {
        (Json::Null, Json::Null) => true,
        (Json::Bool(x), Json::Bool(y)) => x == y,
        (Json::Str(x), Json::Str(y)) => x == y,
        (Json::Array(x), Json::Array(y)) => {
            let mut pairs = x.iter().zip(y);
            x.len() == y.len() && stack::deep(|| pairs.all(|(x, y)| equal((a.0, *x), (b.0, *y))))
        }
        (Json::Object(x), Json::Object(y)) => {
            let mut pairs = x.iter().zip(y);
            x.len() == y.len()
                && stack::deep(|| {
                    pairs.all(|((k, x), (l, y))| k == l && equal((a.0, *x), (b.0, *y)))
                })
        }
        (x, y) if type_of(x) == type_of(y) => match (a.0.decimal(a.1), b.0.decimal(b.1)) {
            (Some(x), Some(y)) => x.compare(&y).is_eq(),
            _ => false,
        },
        _ => false,
    }
}

/// The first item that was there before, and where: the earlier one first.
pub(super) fn duplicate(doc: &Doc, items: &[NodeId]) -> Option<(usize, usize)> {
    if items.len() <= 20 {
        let pairs = (1..items.len()).flat_map(|i| (0..i).map(move |j| (j, i)));
        return pairs
            .into_iter()
            .find(|(j, i)| equal((doc, items[*i]), (doc, items[*j])));
    }
    let mut known = HashMap::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let mut key = Vec::new();
        push_key(doc, *item, &mut key);
        if let Some(j) = known.insert(key, i) {
            return Some((j, i));
        }
    }
    None
}

/// Bytes that are the same where values are.
fn push_key(doc: &Doc, node: NodeId, out: &mut Vec<u8>) {
    match doc.json(node) {
        Json::Null => out.push(b'n'),
        Json::Bool(b) => out.push(if *b { b't' } else { b'f' }),
        Json::Str(text) => push_text(text, out),
        Json::Array(items) => {
            out.push(b'[');
            stack::deep(|| items.iter().for_each(|item| push_key(doc, *item, out)));
            out.push(b']');
        }
        Json::Object(entries) => {
            out.push(b'{');
            stack::deep(|| {
                for (key, value) in entries {
                    push_text(key, out);
                    push_key(doc, *value, out);
                }
            });
            out.push(b'}');
        }
        _ => {
            let number = doc.decimal(node);
            out.extend_from_slice(format!("#{number:?};").as_bytes());
        }
    }
}

fn push_text(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(&text.len().to_le_bytes());
    out.extend_from_slice(text);
}

//! Which properties and items of a value no schema has spoken of yet: what `unevaluated…` is for.

use super::doc::Json;
use super::draft::Draft;
use super::rules::Schema;

/// The children of a value, by their place in it, that are still to be seen to. Empty where
/// nobody asks.
#[derive(Default)]
pub(super) struct Unseen {
    left: Vec<bool>,
}

impl Unseen {
    /// What a schema has to see to, where it or its caller asks.
    pub(super) fn of(json: &Json, schema: &Schema, asked: bool) -> Self {
        let wants = |unevaluated: bool| asked || (unevaluated && schema.draft >= Draft::D2019);
        let left = match json {
            Json::Object(entries) => {
                let own = schema
                    .object
                    .as_ref()
                    .is_some_and(|o| o.unevaluated.is_some());
                if schema.sees_all_properties() || !wants(own) {
                    return Self::default();
                }
                vec![true; entries.len()]
            }
            Json::Array(items) => {
                let own = schema
                    .array
                    .as_ref()
                    .is_some_and(|a| a.unevaluated.is_some());
                let Some(from) = schema.sees_items_to().filter(|_| wants(own)) else {
                    return Self::default();
                };
                (0..items.len()).map(|i| i >= from).collect()
            }
            _ => return Self::default(),
        };
        Self { left }
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        !self.left.contains(&true)
    }

    /// Notes that a child was seen to.
    pub(super) fn see(&mut self, slot: usize) {
        if let Some(left) = self.left.get_mut(slot) {
            *left = false;
        }
    }

    /// Notes what another schema for the same value has seen to.
    pub(super) fn merge(&mut self, other: &Self) {
        for (slot, left) in self.left.iter_mut().enumerate() {
            *left = *left && other.is_left(slot);
        }
    }

    /// Whether a child is still to be seen to.
    pub(super) fn is_left(&self, slot: usize) -> bool {
        self.left.get(slot).copied().unwrap_or_default()
    }
}

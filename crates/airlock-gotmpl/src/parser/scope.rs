//! Which variables are in scope while parsing, and in which slot each will be at run time.

use crate::tree::NONE;

/// The variables in scope. Go takes an assignment to a variable that is not there for one until it
/// runs, so an assigned name is in scope too, without a slot of its own.
#[derive(Default)]
pub(super) struct Scope {
    /// The names in the order in which they came, each with what it stood for before.
    entries: Vec<(u32, Option<u32>)>,
    /// For each name its slot, where it is in scope.
    slots: Vec<Option<u32>>,
    depth: u32,
    /// Set where slots cannot be foreseen any more.
    unsure: bool,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize, u32);

impl Scope {
    /// The scope with nothing in it, its room kept.
    pub(super) fn emptied(mut self) -> Self {
        self.entries.clear();
        self.slots.clear();
        Self {
            depth: 0,
            unsure: false,
            ..self
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.entries.len(), self.depth)
    }

    pub(super) fn pop(&mut self, mark: Mark) {
        while self.entries.len() > mark.0 {
            let (name, before) = self.entries.pop().unwrap_or_default();
            if let Some(slot) = self.slots.get_mut(name as usize) {
                *slot = before;
            }
        }
        self.depth = mark.1;
    }

    fn push(&mut self, name: u32, slot: u32) {
        let index = name as usize;
        if self.slots.len() <= index {
            self.slots.resize(index + 1, None);
        }
        let before = self.slots[index].replace(slot);
        self.entries.push((name, before));
    }

    /// Declares a variable and gives its slot.
    pub(super) fn declare(&mut self, name: u32) -> u32 {
        let slot = self.depth;
        self.push(name, slot);
        self.depth += 1;
        slot
    }

    /// Notes an assignment and gives the slot, or [`NONE`].
    pub(super) fn assign(&mut self, name: u32) -> u32 {
        let slot = self.find(name).unwrap_or(NONE);
        self.push(name, slot);
        slot
    }

    /// The slot of a variable in scope, [`NONE`] where it cannot be foreseen.
    pub(super) fn find(&self, name: u32) -> Option<u32> {
        let slot = self.slots.get(name as usize).copied().flatten()?;
        Some(if self.unsure { NONE } else { slot })
    }

    /// A declaration inside parentheses comes into being before that of its pipeline, or not at
    /// all: from here on slots cannot be foreseen.
    pub(super) fn forget_slots(&mut self) {
        self.unsure = true;
    }
}

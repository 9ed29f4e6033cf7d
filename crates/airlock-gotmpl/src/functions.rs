//! The table of functions that templates are parsed and run with: Go's built-in ones and what the
//! caller adds.

use std::collections::HashMap;
use std::sync::Arc;

use crate::builtins::{BUILTINS, Builtin};
use crate::func::Func;

/// A table of functions by name: `text/template`'s own and the caller's. A template keeps the
/// places that it found while it was parsed, so it runs fastest with the table that it was parsed
/// with, or one made from that by [`Functions::with`].
#[derive(Clone)]
pub struct Functions {
    entries: Vec<Entry>,
    places: Arc<HashMap<&'static str, u32>>,
}

#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) func: Func,
    /// Set for Go's own, which the evaluator runs itself.
    pub(crate) builtin: Option<Builtin>,
}

impl Default for Functions {
    fn default() -> Self {
        Self::new([])
    }
}

impl Functions {
    /// The built-in functions and these; one of the same name replaces a built-in one.
    pub fn new(funcs: impl IntoIterator<Item = Func>) -> Self {
        let mut table = Self {
            entries: Vec::with_capacity(256),
            places: Arc::default(),
        };
        for (func, builtin) in BUILTINS {
            table.put(*func, Some(*builtin));
        }
        for func in funcs {
            table.put(func, None);
        }
        table
    }

    /// The same table with one function replaced or added.
    pub fn with(mut self, func: Func) -> Self {
        self.put(func, None);
        self
    }

    fn put(&mut self, func: Func, builtin: Option<Builtin>) {
        let entry = Entry { func, builtin };
        if let Some(&place) = self.places.get(func.name) {
            self.entries[place as usize] = entry;
            return;
        }
        let place = self.entries.len() as u32;
        self.entries.push(entry);
        Arc::make_mut(&mut self.places).insert(func.name, place);
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let mut names: Vec<_> = self.entries.iter().map(|entry| entry.func.name).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// Whether there is a function of that name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// The place of a function.
    pub(crate) fn index(&self, name: &[u8]) -> Option<u32> {
        let name = std::str::from_utf8(name).ok()?;
        self.places.get(name).copied()
    }

    /// The function that was found at that place while parsing, if need be found anew by name.
    pub(crate) fn get(&self, index: u32, name: &[u8]) -> Option<&Entry> {
        match self.entries.get(index as usize) {
            Some(entry) if entry.func.name.as_bytes() == name => Some(entry),
            _ => self.entries.get(self.index(name)? as usize),
        }
    }
}

//! The table of functions that templates are parsed and run with: Go's built-in ones and what the
//! caller adds.

use crate::func::Func;

/// A table of functions by name: `text/template`'s own and the caller's.
#[derive(Clone, Default)]
pub struct Functions(Vec<Func>);

impl Functions {
    /// The built-in functions and these; one of the same name replaces a built-in one.
    pub fn new(funcs: impl IntoIterator<Item = Func>) -> Self {
        Self(funcs.into_iter().collect())
    }

    /// The same table with one function replaced or added.
    pub fn with(mut self, func: Func) -> Self {
        self.0.push(func);
        self
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|func| func.name)
    }
}

//! Parsed files and the namespaces that they are put into.

use crate::error::Error;
use crate::functions::Functions;
use crate::str::Str;

/// One parsed file: its body and the templates that it defines.
#[derive(Clone)]
pub struct Template {}

impl Template {
    /// Parses a file. The name is the body's, and the one in messages.
    pub fn parse(
        _name: &str,
        _source: impl Into<Str>,
        _functions: &Functions,
    ) -> Result<Self, Error> {
        Ok(Self {})
    }
}

/// Named templates that can call each other. Cheap to clone.
#[derive(Clone, Default)]
pub struct Namespace {}

impl Namespace {
    /// An empty namespace.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a file defines. As in Go, a later definition replaces an earlier one unless it is
    /// empty of everything but space and comments.
    pub fn add(&mut self, _template: &Template) {}

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &Str> {
        std::iter::empty()
    }

    /// Whether a template of that name is there.
    pub fn has(&self, _name: &[u8]) -> bool {
        false
    }
}

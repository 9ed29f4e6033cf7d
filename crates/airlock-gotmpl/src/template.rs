//! Parsed files and the namespaces that they are put into.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Error;
use crate::functions::Functions;
use crate::parser::parse;
use crate::str::Str;
use crate::tree::{Body, File};

/// The name of Helm's namespaces, and of a text that is run by `tpl`.
pub(crate) const ROOT: &str = "gotpl";

/// One parsed file: its body and the templates that it defines.
#[derive(Clone, Debug)]
pub struct Template(pub(crate) Arc<File>);

impl Template {
    /// Parses a file. The name is the body's, and the one in messages.
    pub fn parse(name: &str, source: impl Into<Str>, functions: &Functions) -> Result<Self, Error> {
        parse(name, source.into(), functions).map(|file| Self(Arc::new(file)))
    }

    /// The name.
    pub fn name(&self) -> &Str {
        &self.0.name
    }

    /// The names of the templates in the file, the file's own last.
    pub fn defines(&self) -> impl Iterator<Item = &Str> {
        self.0.bodies.iter().map(|body| &body.name)
    }
}

/// A template of a namespace.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) file: Arc<File>,
    pub(crate) body: u32,
}

impl Named {
    pub(crate) fn body(&self) -> Option<&Body> {
        self.file.bodies.get(self.body as usize)
    }
}

/// Named templates that can call each other. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Namespace {
    named: Arc<BTreeMap<Str, Named>>,
    /// What was laid over it by `tpl`, the innermost first.
    layer: Option<Arc<Layer>>,
}

#[derive(Debug)]
struct Layer {
    named: Vec<(Str, Named)>,
    below: Option<Arc<Self>>,
}

impl Namespace {
    /// An empty namespace.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a file defines. As in Go, a later definition replaces an earlier one unless it is
    /// empty of everything but space and comments.
    pub fn add(&mut self, template: &Template) {
        for (name, named) in self.fresh(template) {
            Arc::make_mut(&mut self.named).insert(name, named);
        }
    }

    /// What of a file would be found here by name.
    fn fresh(&self, template: &Template) -> Vec<(Str, Named)> {
        let mut fresh = Vec::new();
        for (i, body) in template.0.bodies.iter().enumerate() {
            if body.empty && self.has(&body.name) {
                continue;
            }
            let named = Named {
                file: Arc::clone(&template.0),
                body: i as u32,
            };
            fresh.push((body.name.clone(), named));
        }
        fresh
    }

    /// This namespace with a file laid over it, for as long as that file runs.
    pub(crate) fn overlaid(&self, template: &Template) -> Self {
        let layer = Layer {
            named: self.fresh(template),
            below: self.layer.clone(),
        };
        Self {
            named: Arc::clone(&self.named),
            layer: Some(Arc::new(layer)),
        }
    }

    pub(crate) fn get(&self, name: &[u8]) -> Option<&Named> {
        self.get_laid_over(name).or_else(|| self.get_below(name))
    }

    /// What of what was laid over it has the name.
    pub(crate) fn get_laid_over(&self, name: &[u8]) -> Option<&Named> {
        let mut layer = self.layer.as_deref();
        while let Some(Layer { named, below }) = layer {
            if let Some((_, found)) = named.iter().find(|(other, _)| other.as_bytes() == name) {
                return Some(found);
            }
            layer = below.as_deref();
        }
        None
    }

    /// What has the name where nothing is laid over it.
    pub(crate) fn get_below(&self, name: &[u8]) -> Option<&Named> {
        self.named.get(name)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &Str> {
        self.named.keys()
    }

    /// Whether a template of that name is there.
    pub fn has(&self, name: &[u8]) -> bool {
        self.get(name).is_some()
    }
}

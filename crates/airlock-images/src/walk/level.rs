//! Where the walk stands: object, path, and how positions in a text map to the stream.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use crate::report::Document;
use crate::tree::{Mark, Step};

/// How a mark in a text becomes a place in the stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    line: u32,
    column: u32,
    /// The text stands in the stream line by line; otherwise all of it is at one place.
    straight: bool,
}

impl Place {
    /// The stream itself, from this line on.
    pub(crate) fn stream(line: u32) -> Self {
        Self {
            line,
            column: 0,
            straight: true,
        }
    }

    pub(crate) fn at(self, mark: Mark) -> (u32, u32) {
        match self.straight {
            true => (
                self.line.saturating_add(mark.line),
                self.column.saturating_add(mark.column),
            ),
            false => (self.line, self.column),
        }
    }

    /// The place of what stands this many lines further down.
    pub(crate) fn below(self, lines: u32) -> Self {
        match self.straight {
            true => Self {
                line: self.line.saturating_add(lines),
                ..self
            },
            false => self,
        }
    }

    /// The place of the lines of a literal whose header is at `mark`.
    pub(crate) fn literal(self, mark: Mark, indent: u32) -> Self {
        let (line, _) = self.at(mark);
        Self {
            line: line + 1,
            column: self.column + indent,
            straight: self.straight,
        }
    }

    /// The place of a text that is written in another way.
    pub(crate) fn fixed(self, mark: Mark) -> Self {
        let (line, column) = self.at(mark);
        Self {
            line,
            column,
            straight: false,
        }
    }
}

/// By what an object is known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Identity<'x> {
    pub(crate) api_version: &'x str,
    pub(crate) kind: &'x str,
    pub(crate) namespace: &'x str,
    pub(crate) name: &'x str,
}

impl Identity<'_> {
    /// Takes the words that are the same from the object before it.
    fn document(self, number: usize, before: Option<&Document>) -> Document {
        let shared = |word: &str, of: fn(&Document) -> &Arc<str>| match before.map(of) {
            Some(known) if **known == *word => Arc::clone(known),
            _ => Arc::from(word),
        };
        Document {
            number,
            api_version: shared(self.api_version, |before| &before.api_version),
            kind: shared(self.kind, |before| &before.kind),
            namespace: shared(self.namespace, |before| &before.namespace),
            name: shared(self.name, |before| &before.name),
        }
    }
}

/// A tree that is being walked: the document, or a text within it.
#[derive(Clone)]
pub(crate) struct Level<'x> {
    /// The document's number in the stream.
    pub(crate) number: usize,
    /// The object that evidence names; made when there is some.
    identity: Identity<'x>,
    document: OnceLock<Arc<Document>>,
    /// The last one that was made for an object before.
    before: Option<Arc<Document>>,
    /// Group and kind that the table is asked with: a text may hold an object of its own.
    pub(crate) group: &'x str,
    pub(crate) kind: &'x str,
    pub(crate) template: Option<Arc<str>>,
    /// The field that holds the text, for a text.
    pub(crate) prefix: String,
    pub(crate) place: Place,
    /// How many texts this one lies in.
    pub(crate) depth: usize,
    pub(crate) json: bool,
    /// The root is a list, whose items are walked as objects of their own.
    pub(crate) list: bool,
    pub(crate) path: Vec<Step<'x>>,
}

impl<'x> Level<'x> {
    /// The stream itself, before any object is known.
    pub(crate) fn stream(number: usize, line: u32, template: Option<Arc<str>>) -> Self {
        Self {
            number,
            identity: Identity::default(),
            document: OnceLock::new(),
            before: None,
            group: "",
            kind: "",
            template,
            prefix: String::new(),
            place: Place::stream(line),
            depth: 0,
            json: false,
            list: false,
            path: Vec::with_capacity(16),
        }
    }

    /// Another object begins, which evidence is to name.
    pub(crate) fn begin(&mut self, identity: Identity<'x>) {
        self.identity = identity;
        self.before = self.document.take().or(self.before.take());
    }

    /// What evidence calls the object.
    pub(crate) fn document(&self) -> Arc<Document> {
        let before = self.before.as_deref();
        let made = || Arc::new(self.identity.document(self.number, before));
        Arc::clone(self.document.get_or_init(made))
    }

    /// A level for a text in this one.
    pub(crate) fn text<'y>(&self, field: &str, place: Place) -> Level<'y>
    where
        'x: 'y,
    {
        Level {
            number: self.number,
            identity: self.identity,
            document: OnceLock::from(self.document()),
            before: None,
            group: self.group,
            kind: self.kind,
            template: self.template.clone(),
            prefix: format!("{} > ", self.field(field)),
            place,
            depth: self.depth + 1,
            json: false,
            list: false,
            path: Vec::new(),
        }
    }

    pub(crate) fn last_key(&self) -> Option<&'x str> {
        match self.path.last() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The field as people write it, with one more step.
    pub(crate) fn field(&self, tail: &str) -> String {
        let mut field = String::new();
        self.write_field(&mut field, tail);
        field
    }

    pub(crate) fn write_field(&self, field: &mut String, tail: &str) {
        field.push_str(&self.prefix);
        let root = field.len();
        for step in &self.path {
            match step {
                Step::Key(key) => push_key(field, root, key),
                Step::Index(index) => {
                    let _ = write!(field, "[{index}]");
                }
            }
        }
        if tail.starts_with('[') {
            field.push_str(tail);
        } else if !tail.is_empty() {
            push_key(field, root, tail);
        }
    }
}

fn push_key(field: &mut String, root: usize, key: &str) {
    if key.contains(['.', '/', ' ']) {
        let _ = write!(field, "[{key:?}]");
        return;
    }
    if field.len() > root {
        field.push('.');
    }
    field.push_str(key);
}

//! Reading a table key by key: what is required, what is allowed, and what is misspelt.
//!
//! A [`Fields`] remembers which keys were asked for; [`Fields::finish`] refuses the others and
//! names the nearest. It knows nothing of any one file's keys.

use crate::checksum::Checksum;
use crate::error::Error;
use crate::nearest::nearest;
use crate::tree::{Data, Node, Span};
use std::collections::BTreeMap;

/// The file being read: its name and text, for errors.
#[derive(Clone, Copy)]
pub(crate) struct Source<'t> {
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

impl Source<'_> {
    /// An error at a place in this file.
    pub(crate) fn error(&self, span: Span, cause: impl Into<String>) -> Error {
        Error::new(self.file, self.text, span, cause)
    }
}

/// A string and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) span: Span,
}

/// A table whose keys are being taken one by one.
pub(crate) struct Fields<'t> {
    source: Source<'t>,
    what: String,
    span: Span,
    left: BTreeMap<String, (Span, Node)>,
    known: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    /// The keys of `node`, which must be a table; `what` names it in errors.
    pub(crate) fn new(
        source: Source<'t>,
        what: &str,
        span: Span,
        node: Node,
    ) -> Result<Self, Error> {
        match node.data {
            Data::Table(left) => Ok(Fields {
                source,
                what: what.to_string(),
                span,
                left,
                known: Vec::new(),
            }),
            other => Err(source.error(
                node.span,
                format!("{what} is {}, not a table", other.kind()),
            )),
        }
    }

    /// Where the table stands (its name's place), for errors about it as a whole.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The value under `key`, if there is one.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<(Span, Node)> {
        self.known.push(key);
        self.left.remove(key)
    }

    /// The string under `key`, if there is one.
    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<Text>, Error> {
        match self.take(key) {
            Some((_, node)) => text_of(self.source, key, node).map(Some),
            None => Ok(None),
        }
    }

    /// The string under `key`, which has to be there.
    pub(crate) fn required(&mut self, key: &'static str) -> Result<Text, Error> {
        match self.text(key)? {
            Some(text) => Ok(text),
            None => Err(self.missing(key)),
        }
    }

    /// The error that a required key is not there.
    pub(crate) fn missing(&self, key: &str) -> Error {
        let cause = format!("{} has no `{key}`", self.what);
        let error = self.source.error(self.span, cause);
        match self
            .left
            .keys()
            .find(|written| nearest(written, &[key]).is_some())
        {
            Some(written) => error.with_remedy(format!("`{written}` was probably meant to be it")),
            None => error.with_remedy(format!("add `{key} = …`")),
        }
    }

    /// The strings of the array under `key`; none if it is not there.
    pub(crate) fn texts(&mut self, key: &'static str) -> Result<Vec<Text>, Error> {
        match self.take(key) {
            Some((_, node)) => texts_of(self.source, key, node),
            None => Ok(Vec::new()),
        }
    }

    /// The truth value under `key`, if there is one.
    pub(crate) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Error> {
        Ok(self.flag_at(key)?.map(|(_, value)| value))
    }

    /// The truth value under `key` and where the key stands.
    pub(crate) fn flag_at(&mut self, key: &'static str) -> Result<Option<(Span, bool)>, Error> {
        match self.take(key) {
            None => Ok(None),
            Some((
                at,
                Node {
                    data: Data::Bool(value),
                    ..
                },
            )) => Ok(Some((at, value))),
            Some((_, node)) => Err(wrong_kind(self.source, key, &node, "true or false")),
        }
    }

    /// The whole number from 0 under `key`, if there is one.
    pub(crate) fn number(&mut self, key: &'static str) -> Result<Option<(Span, u64)>, Error> {
        match self.take(key) {
            None => Ok(None),
            Some((
                _,
                Node {
                    data: Data::Int(value),
                    span,
                },
            )) if value >= 0 => Ok(Some((span, value.unsigned_abs()))),
            Some((_, node)) => Err(wrong_kind(self.source, key, &node, "a whole number from 0")),
        }
    }

    /// The checksum under `key`, if there is one.
    pub(crate) fn checksum(&mut self, key: &'static str) -> Result<Option<Checksum>, Error> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        checksum_of(self.source, &text).map(Some)
    }

    /// The named tables under `key`: each name, where it stands, and its value.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
    ) -> Result<BTreeMap<String, (Span, Node)>, Error> {
        match self.take(key) {
            None => Ok(BTreeMap::new()),
            Some((
                _,
                Node {
                    data: Data::Table(entries),
                    ..
                },
            )) => Ok(entries),
            Some((_, node)) => Err(wrong_kind(self.source, key, &node, "a table")),
        }
    }

    /// All keys that were not asked for, for tables whose keys are names.
    pub(crate) fn rest(&mut self) -> BTreeMap<String, (Span, Node)> {
        std::mem::take(&mut self.left)
    }

    /// Refuses every key that was not asked for.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let first = self.left.iter().min_by_key(|(_, (span, _))| span.start);
        let Some((key, (span, _))) = first else {
            return Ok(());
        };
        let error = self
            .source
            .error(*span, format!("{} has no key `{key}`", self.what));
        Err(match nearest(key, &self.known) {
            Some(name) => error.with_remedy(format!("did you mean `{name}`?")),
            None => error.with_remedy(format!("its keys are {}", listed(&self.known))),
        })
    }
}

fn listed(known: &[&str]) -> String {
    let mut names: Vec<&str> = known.to_vec();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// The checksum that a string is.
pub(crate) fn checksum_of(source: Source<'_>, text: &Text) -> Result<Checksum, Error> {
    Checksum::parse(&text.value).ok_or_else(|| {
        source
            .error(text.span, "not a SHA-256")
            .with_remedy("a SHA-256 is 64 lower-case hex digits, as `sha256sum` prints them")
    })
}

/// The string that `node` is.
pub(crate) fn text_of(source: Source<'_>, key: &str, node: Node) -> Result<Text, Error> {
    match node.data {
        Data::Text(value) => Ok(Text {
            value,
            span: node.span,
        }),
        _ => Err(wrong_kind(source, key, &node, "a string")),
    }
}

/// The strings of the array that `node` is.
pub(crate) fn texts_of(source: Source<'_>, key: &str, node: Node) -> Result<Vec<Text>, Error> {
    match node.data {
        Data::List(items) => items
            .into_iter()
            .map(|item| text_of(source, key, item))
            .collect(),
        _ => Err(wrong_kind(source, key, &node, "an array of strings")),
    }
}

/// The error that a value is of another kind than its key wants.
pub(crate) fn wrong_kind(source: Source<'_>, key: &str, node: &Node, wanted: &str) -> Error {
    let is = match node.data {
        Data::Int(value) if value < 0 => "below 0",
        _ => node.data.kind(),
    };
    let error = source.error(node.span, format!("`{key}` is {is}, not {wanted}"));
    match wanted {
        "a string" => error.with_remedy("write it in quotes"),
        "an array of strings" => error.with_remedy("write [\"…\", \"…\"]"),
        "true or false" => error.with_remedy("write true or false, without quotes"),
        "a table" => error.with_remedy(format!("write its keys under [{key}.NAME]")),
        _ => error,
    }
}

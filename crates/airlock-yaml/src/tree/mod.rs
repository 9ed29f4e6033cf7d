//! One document as a compact tree: an arena of nodes in document order, each with its place, read
//! as `sigs.k8s.io/yaml` reads it before it becomes JSON. It keeps no Go values, and does not know
//! what its user will make of it.

mod alias;
mod build;
mod collections;
mod effective;
mod json;
mod node;
mod strict;

use build::Reading;
pub use collections::{Entries, Map, Seq};
pub(crate) use effective::check_numbers;
pub(crate) use json::push_escaped as push_json_escaped;

use crate::error::{Error, Mark};
use crate::scan::Style;
use crate::source::Source;

/// A parsed document. Nodes borrow from it.
#[derive(Debug)]
pub struct Document<'a> {
    source: Source<'a>,
    /// The values that are not simply pieces of the text.
    made: String,
    nodes: Vec<RawNode>,
    /// What keys were before they became strings, for aliases to them.
    originals: Vec<RawNode>,
}

#[derive(Clone, Copy, Debug)]
struct RawNode {
    mark: Mark,
    style: Option<Style>,
    was: Was,
    value: RawValue,
}

/// What a key was before it became a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Was {
    Int,
    Bool,
    Float,
    Text,
}

/// Ranges are of the text, or of `made` where `made` is set.
#[derive(Clone, Copy, Debug, PartialEq)]
enum RawValue {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Str {
        made: bool,
        start: u32,
        len: u32,
    },
    Seq {
        count: u32,
        end: u32,
    },
    Map {
        count: u32,
        end: u32,
    },
    Alias {
        target: u32,
    },
    /// The target is in `originals`.
    KeyAlias {
        target: u32,
    },
    /// A `<<` key.
    Merge,
    /// A key that JSON cannot have.
    BadKey {
        original: u32,
    },
}

/// A node of a document.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document<'d>,
    index: u32,
    /// Where the node is written, which for an alias is where the alias is.
    raw: &'d RawNode,
}

/// What a node is.
#[derive(Clone, Copy)]
pub enum Kind<'d> {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer that only fits without a sign.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A string; timestamps are strings too.
    Str(&'d str),
    /// A list.
    Seq(Seq<'d>),
    /// A map.
    Map(Map<'d>),
}

impl<'a> Document<'a> {
    /// Reads the first document of `input`, as `yaml.Unmarshal` does: later keys win, `<<` merges.
    ///
    /// An input without any document gives a document that is `null`.
    pub fn parse(input: &'a [u8]) -> Result<Self, Error> {
        build::parse(Source::new(input), Reading::Usual)
    }

    /// As [`Self::parse`], where the input has been looked at.
    pub fn of_source(source: Source<'a>) -> Result<Self, Error> {
        build::parse(source, Reading::Usual)
    }

    /// Reads the first document as `yaml.UnmarshalStrict` does: a key that is set twice is an
    /// error.
    pub fn parse_strict(input: &'a [u8]) -> Result<Self, Error> {
        build::parse(Source::new(input), Reading::Strict)
    }

    pub(crate) fn with_any_number(source: Source<'a>) -> Result<Self, Error> {
        build::parse(source, Reading::AnyNumber)
    }

    /// The document's root.
    pub fn root(&self) -> Node<'_> {
        self.node(0)
    }

    /// The JSON that `sigs.k8s.io/yaml.YAMLToJSON` gives.
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    fn node(&self, index: u32) -> Node<'_> {
        static NOTHING: RawNode = RawNode::NULL;
        let raw = self.nodes.get(index as usize).unwrap_or(&NOTHING);
        Node {
            document: self,
            index,
            raw,
        }
    }

    fn str(&self, made: bool, start: u32, len: u32) -> &str {
        let text: &str = if made { &self.made } else { &self.source.text };
        let (start, len) = (start as usize, len as usize);
        text.get(start..start + len).unwrap_or_default()
    }

    /// The node after the one at `index` and all that is in it.
    fn after(&self, index: u32) -> u32 {
        match self.nodes.get(index as usize).map(|node| node.value) {
            Some(RawValue::Seq { end, .. } | RawValue::Map { end, .. }) => end,
            _ => index + 1,
        }
    }
}

impl RawNode {
    const NULL: RawNode = RawNode {
        mark: Mark {
            line: 0,
            column: 0,
            offset: 0,
        },
        style: None,
        was: Was::Text,
        value: RawValue::Null,
    };
}

//! One document as a compact tree: an arena of nodes in document order, each with its place, read
//! as `sigs.k8s.io/yaml` reads it before it becomes JSON. It keeps no Go values, and does not know
//! what its user will make of it.

mod alias;
mod build;
mod effective;
mod json;
mod strict;

use build::Reading;
pub(crate) use effective::check_numbers;
pub(crate) use json::push_escaped as push_json_escaped;

use std::borrow::Cow;

use crate::error::{Error, Mark, Stage};
use crate::number;
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

impl<'d> Node<'d> {
    /// What the node is; an alias is what it stands for.
    pub fn kind(&self) -> Kind<'d> {
        let (index, value) = self.resolved();
        let document = self.document;
        match value {
            RawValue::Null | RawValue::BadKey { .. } | RawValue::Merge => Kind::Null,
            RawValue::Bool(value) => Kind::Bool(value),
            RawValue::Int(value) => Kind::Int(value),
            RawValue::Uint(value) => Kind::Uint(value),
            RawValue::Float(value) => Kind::Float(value),
            RawValue::Str { made, start, len } => Kind::Str(document.str(made, start, len)),
            RawValue::Seq { count, end } => Kind::Seq(Seq {
                document,
                next: index + 1,
                end,
                count,
            }),
            RawValue::Map { count, end } => Kind::Map(Map {
                document,
                index,
                end,
                count,
            }),
            RawValue::Alias { .. } | RawValue::KeyAlias { .. } => Kind::Null,
        }
    }

    fn resolved(&self) -> (u32, RawValue) {
        match self.raw.value {
            RawValue::Alias { target } => (target, self.document.node(target).raw.value),
            RawValue::KeyAlias { target } => {
                let original = self.document.originals.get(target as usize);
                (
                    self.index,
                    original.map_or(RawValue::Null, |node| node.value),
                )
            }
            value => (self.index, value),
        }
    }

    /// Where the node is written: for an alias, where the alias is.
    pub fn mark(&self) -> Mark {
        self.raw.mark
    }

    /// One-based line.
    pub fn line(&self) -> u32 {
        self.raw.mark.line.saturating_add(1)
    }

    /// One-based column, in characters.
    pub fn column(&self) -> u32 {
        self.raw.mark.column.saturating_add(1)
    }

    /// How a scalar is written; nothing for lists, maps and aliases.
    pub fn style(&self) -> Option<Style> {
        self.raw.style
    }

    /// What a key was that JSON cannot have.
    pub(crate) fn original_key(&self) -> Option<Kind<'d>> {
        let RawValue::BadKey { original } = self.raw.value else {
            return None;
        };
        match self.document.originals.get(original as usize)?.value {
            RawValue::Uint(value) => Some(Kind::Uint(value)),
            _ => Some(Kind::Null),
        }
    }

    /// Whether a key was a string to begin with.
    pub(crate) fn is_text_key(&self) -> bool {
        self.raw.was == Was::Text
    }

    /// Whether the node is written as an alias.
    pub fn is_alias(&self) -> bool {
        matches!(
            self.raw.value,
            RawValue::Alias { .. } | RawValue::KeyAlias { .. }
        )
    }

    /// The string, if the node is one.
    pub fn as_str(&self) -> Option<&'d str> {
        match self.kind() {
            Kind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if the node is one.
    pub fn as_map(&self) -> Option<Map<'d>> {
        match self.kind() {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if the node is one.
    pub fn as_seq(&self) -> Option<Seq<'d>> {
        match self.kind() {
            Kind::Seq(seq) => Some(seq),
            _ => None,
        }
    }

    /// Whether the node is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// What the node becomes where the Go field is a string: `sigs.k8s.io/yaml` turns numbers and
    /// booleans into text there. Nothing for lists, maps and `null`.
    pub fn json_string_hint(&self) -> Option<Cow<'d, str>> {
        Some(match self.kind() {
            Kind::Str(text) => Cow::Borrowed(text),
            Kind::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Kind::Int(value) => Cow::Owned(value.to_string()),
            Kind::Uint(value) => Cow::Owned(value.to_string()),
            Kind::Float(value) => {
                let mut text = String::new();
                number::format_float32(value, &mut text);
                Cow::Owned(text)
            }
            Kind::Null | Kind::Seq(_) | Kind::Map(_) => return None,
        })
    }

    /// What encoding/json calls a value of this kind.
    pub fn json_type(&self) -> &'static str {
        match self.kind() {
            Kind::Null => "null",
            Kind::Bool(_) => "bool",
            Kind::Int(_) | Kind::Uint(_) | Kind::Float(_) => "number",
            Kind::Str(_) => "string",
            Kind::Seq(_) => "array",
            Kind::Map(_) => "object",
        }
    }

    /// The error of decoding this node into a Go value of the named type.
    pub fn type_error(&self, go_type: &str) -> Error {
        let text = format!(
            "json: cannot unmarshal {} into Go value of type {go_type}",
            self.json_type()
        );
        Error::new(Stage::Decode, Some(self.mark()), text)
    }

    /// The error of decoding this node into a field: `field` is such as `Metadata.version`.
    pub fn field_error(&self, field: &str, go_type: &str) -> Error {
        let text = format!(
            "json: cannot unmarshal {} into Go struct field {field} of type {go_type}",
            self.json_type()
        );
        Error::new(Stage::Decode, Some(self.mark()), text)
    }

    /// The map, for a Go target that is a `map[string]interface {}`; `null` leaves it empty.
    pub fn expect_map(&self) -> Result<Option<Map<'d>>, Error> {
        match self.kind() {
            Kind::Map(map) => Ok(Some(map)),
            Kind::Null => Ok(None),
            _ => Err(self.type_error("map[string]interface {}")),
        }
    }

    /// The list, for a Go target that is a `[]interface {}`; `null` leaves it empty.
    pub fn expect_seq(&self) -> Result<Option<Seq<'d>>, Error> {
        match self.kind() {
            Kind::Seq(seq) => Ok(Some(seq)),
            Kind::Null => Ok(None),
            _ => Err(self.type_error("[]interface {}")),
        }
    }
}

/// The items of a list.
#[derive(Clone, Copy)]
pub struct Seq<'d> {
    document: &'d Document<'d>,
    next: u32,
    end: u32,
    count: u32,
}

impl Seq<'_> {
    /// How many items are left.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl<'d> Iterator for Seq<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.document.node(self.next);
        self.next = self.document.after(self.next);
        self.count = self.count.saturating_sub(1);
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count as usize, Some(self.count as usize))
    }
}

/// A map, as the assignments that make it.
#[derive(Clone, Copy)]
pub struct Map<'d> {
    document: &'d Document<'d>,
    index: u32,
    end: u32,
    count: u32,
}

impl<'d> Map<'d> {
    /// How many entries are written, before merges and with repeated keys.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The assignments in Go's order, with merges in place. A key may come more than once: **the
    /// last one wins**. Keys are strings, as JSON has them.
    pub fn iter(&self) -> Entries<'d> {
        let span = Span {
            next: self.index + 1,
            end: self.end,
        };
        Entries {
            document: self.document,
            span,
            outer: Vec::new(),
        }
    }

    /// The entries that are left when later ones have overridden earlier ones, sorted by key.
    pub fn effective(&self) -> Vec<(&'d str, Node<'d>, Node<'d>)> {
        effective::entries(*self)
    }

    /// The value of a key, the last one if there are several.
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        let mut found = None;
        for (name, value) in self.iter() {
            if name.as_str() == Some(key) {
                found = Some(value);
            }
        }
        found
    }
}

impl<'d> IntoIterator for Map<'d> {
    type Item = (Node<'d>, Node<'d>);
    type IntoIter = Entries<'d>;

    fn into_iter(self) -> Entries<'d> {
        self.iter()
    }
}

#[derive(Clone, Copy)]
struct Span {
    next: u32,
    end: u32,
}

/// The assignments of a map.
pub struct Entries<'d> {
    document: &'d Document<'d>,
    span: Span,
    /// The maps that a merge has interrupted.
    outer: Vec<Span>,
}

impl<'d> Iterator for Entries<'d> {
    type Item = (Node<'d>, Node<'d>);

    #[inline]
    fn next(&mut self) -> Option<(Node<'d>, Node<'d>)> {
        loop {
            if self.span.next >= self.span.end {
                self.span = self.outer.pop()?;
                continue;
            }
            let key = self.document.node(self.span.next);
            let value = self.document.node(self.span.next + 1);
            self.span.next = self.document.after(self.span.next + 1);
            if key.raw.value != RawValue::Merge {
                return Some((key, value));
            }
            self.enter_merge(value);
        }
    }
}

impl<'d> Entries<'d> {
    fn enter_merge(&mut self, value: Node<'d>) {
        self.outer.push(self.span);
        self.span = Span { next: 0, end: 0 };
        match value.kind() {
            Kind::Map(map) => {
                self.span = Span {
                    next: map.index + 1,
                    end: map.end,
                }
            }
            // Go takes the last map first, so that the first one wins.
            Kind::Seq(seq) => {
                for item in seq {
                    if let Kind::Map(map) = item.kind() {
                        self.outer.push(Span {
                            next: map.index + 1,
                            end: map.end,
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

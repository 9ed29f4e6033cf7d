//! One node: what it is, where it is written, and what Go says where it does not fit.

use std::borrow::Cow;

use super::{Kind, Map, Node, RawValue, Seq, Was};
use crate::error::{Error, Mark, Stage};
use crate::number;
use crate::scan::Style;

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

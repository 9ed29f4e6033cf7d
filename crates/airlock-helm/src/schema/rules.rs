//! A compiled schema: what it asks of a value, by the value's type. May not know how it was read.

use airlock_gotmpl::Str;

use super::decimal::Decimal;
use super::doc::NodeId;
use super::draft::Draft;
use super::formats::Format;
use crate::regexp::Regexp;

/// A schema's place in its set.
pub(super) type Id = u32;

/// A schema.
pub(super) struct Schema {
    /// Which document of the set it is in, and where.
    pub(super) root: u32,
    pub(super) node: NodeId,
    /// The schema with an identifier of its own that this one is in.
    pub(super) resource: Id,
    pub(super) draft: Draft,
    /// `true` and `false` are schemas too.
    pub(super) always: Option<bool>,
    pub(super) types: u8,
    pub(super) allowed: Option<Box<[NodeId]>>,
    pub(super) constant: Option<NodeId>,
    pub(super) format: Option<Format>,
    pub(super) reference: Option<Id>,
    pub(super) dynamic: Option<Box<Dynamic>>,
    pub(super) object: Option<Box<ObjectRules>>,
    pub(super) array: Option<Box<ArrayRules>>,
    pub(super) string: Option<Box<StringRules>>,
    pub(super) number: Option<Box<NumberRules>>,
    pub(super) combined: Option<Box<Combined>>,
}

/// References that depend on how one got here.
#[derive(Default)]
pub(super) struct Dynamic {
    pub(super) recursive_ref: Option<Id>,
    pub(super) recursive_anchor: bool,
    pub(super) dynamic_ref: Option<(Id, Option<Str>)>,
    pub(super) dynamic_anchor: Option<Str>,
    /// The dynamic anchors of the resource that this schema is.
    pub(super) anchors: Vec<(Str, Id)>,
}

/// What a schema asks of an object.
#[derive(Default)]
pub(super) struct ObjectRules {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) required: Vec<Str>,
    pub(super) properties: Vec<(Str, Id)>,
    pub(super) patterns: Vec<(Regexp, Id)>,
    pub(super) additional: Option<Additional>,
    pub(super) names: Option<Id>,
    pub(super) dependencies: Vec<(Str, Needs)>,
    pub(super) dependent_schemas: Vec<(Str, Id)>,
    pub(super) dependent_required: Vec<(Str, Vec<Str>)>,
    pub(super) unevaluated: Option<Id>,
}

/// What holds for what no other keyword speaks of.
#[derive(Clone, Copy)]
pub(super) enum Additional {
    Allowed(bool),
    Schema(Id),
}

/// What the presence of a property asks for.
pub(super) enum Needs {
    Properties(Vec<Str>),
    Schema(Id),
}

/// What a schema asks of a list.
#[derive(Default)]
pub(super) struct ArrayRules {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) unique: bool,
    /// What each of the first items has to be.
    pub(super) prefix: Vec<Id>,
    /// What each of the others has to be.
    pub(super) items: Option<Id>,
    pub(super) additional: Option<Additional>,
    pub(super) contains: Option<Id>,
    pub(super) min_contains: Option<i64>,
    pub(super) max_contains: Option<i64>,
    pub(super) unevaluated: Option<Id>,
}

/// What a schema asks of a string.
#[derive(Default)]
pub(super) struct StringRules {
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) pattern: Option<(Str, Regexp)>,
}

/// What a schema asks of a number.
#[derive(Default)]
pub(super) struct NumberRules {
    pub(super) min: Option<Decimal>,
    pub(super) max: Option<Decimal>,
    pub(super) above: Option<Decimal>,
    pub(super) below: Option<Decimal>,
    pub(super) multiple_of: Option<Decimal>,
}

/// Schemas for the same value.
#[derive(Default)]
pub(super) struct Combined {
    pub(super) not: Option<Id>,
    pub(super) all: Vec<Id>,
    pub(super) any: Vec<Id>,
    pub(super) one: Vec<Id>,
    pub(super) condition: Option<Id>,
    pub(super) then: Option<Id>,
    pub(super) otherwise: Option<Id>,
}

impl Schema {
    /// A schema that asks for nothing yet.
    pub(super) fn at(root: u32, node: NodeId, draft: Draft) -> Self {
        Self {
            root,
            node,
            resource: 0,
            draft,
            always: None,
            types: 0,
            allowed: None,
            constant: None,
            format: None,
            reference: None,
            dynamic: None,
            object: None,
            array: None,
            string: None,
            number: None,
            combined: None,
        }
    }

    /// Whether every property counts as seen to.
    pub(super) fn sees_all_properties(&self) -> bool {
        self.object.as_ref().is_some_and(|o| o.additional.is_some())
    }

    /// From which item on items do not count as seen to; `None` where all do.
    pub(super) fn sees_items_to(&self) -> Option<usize> {
        let Some(array) = &self.array else {
            return Some(0);
        };
        match array.items.is_some() || array.additional.is_some() {
            true => None,
            false => Some(array.prefix.len()),
        }
    }
}

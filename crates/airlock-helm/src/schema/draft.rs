//! The drafts of JSON Schema: how each is named, and where in a schema each has others.

use super::doc::Json;

/// A draft, older ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Draft {
    D4,
    D6,
    D7,
    D2019,
    D2020,
}

/// How a keyword holds schemas.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    One,
    List,
    /// One, or a list of them.
    Both,
    Map,
}

impl Draft {
    /// What a schema is of that does not say it.
    pub(super) const LATEST: Self = Self::D2020;

    /// The draft's own schema.
    pub(super) fn url(self) -> &'static str {
        match self {
            Self::D4 => "http://json-schema.org/draft-04/schema",
            Self::D6 => "http://json-schema.org/draft-06/schema",
            Self::D7 => "http://json-schema.org/draft-07/schema",
            Self::D2019 => "https://json-schema.org/draft/2019-09/schema",
            Self::D2020 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The draft that a `$schema` names.
    pub(super) fn named(url: &str) -> Option<Self> {
        let url = url.strip_suffix('#').unwrap_or(url);
        match json_schema_org(url)? {
            "schema" => Some(Self::LATEST),
            "draft/2020-12/schema" => Some(Self::D2020),
            "draft/2019-09/schema" => Some(Self::D2019),
            "draft-07/schema" => Some(Self::D7),
            "draft-06/schema" => Some(Self::D6),
            "draft-04/schema" => Some(Self::D4),
            _ => None,
        }
    }

    /// The keyword that names a schema.
    pub(super) fn id_keyword(self) -> &'static [u8] {
        if self == Self::D4 { b"id" } else { b"$id" }
    }

    /// Whether a keyword holds schemas, and how.
    pub(super) fn holds(self, keyword: &[u8]) -> Option<Holds> {
        let (since, holds) = match keyword {
            b"not" | b"additionalProperties" | b"additionalItems" => (Self::D4, Holds::One),
            b"allOf" | b"anyOf" | b"oneOf" => (Self::D4, Holds::List),
            b"definitions" | b"properties" | b"patternProperties" | b"dependencies" => {
                (Self::D4, Holds::Map)
            }
            b"items" => (Self::D4, Holds::Both),
            b"propertyNames" | b"contains" => (Self::D6, Holds::One),
            b"if" | b"then" | b"else" => (Self::D7, Holds::One),
            b"$defs" | b"dependentSchemas" => (Self::D2019, Holds::Map),
            b"unevaluatedProperties" | b"unevaluatedItems" | b"contentSchema" => {
                (Self::D2019, Holds::One)
            }
            b"prefixItems" => (Self::D2020, Holds::List),
            _ => return None,
        };
        (self >= since).then_some(holds)
    }
}

/// What follows the host in a URL of json-schema.org.
pub(super) fn json_schema_org(url: &str) -> Option<&str> {
    url.strip_prefix("http://json-schema.org/")
        .or_else(|| url.strip_prefix("https://json-schema.org/"))
}

/// The types of JSON as bits, in the order in which errors name them.
pub(super) const TYPE_NAMES: [&str; 7] = [
    "null", "boolean", "number", "integer", "string", "array", "object",
];
pub(super) const INTEGER: u8 = 1 << 3;

/// The bit of a type's name.
pub(super) fn type_named(name: &[u8]) -> u8 {
    let at = TYPE_NAMES.iter().position(|n| n.as_bytes() == name);
    at.map_or(0, |at| 1 << at)
}

/// The bit of a value's type; 0 where JSON has none for it.
pub(super) fn type_of(json: &Json) -> u8 {
    match json {
        Json::Null => 1,
        Json::Bool(_) => 1 << 1,
        Json::Float(_) | Json::Int(_) | Json::Number(_) => 1 << 2,
        Json::Str(_) => 1 << 4,
        Json::Array(_) => 1 << 5,
        Json::Object(_) => 1 << 6,
        Json::Other(_) => 0,
    }
}

/// The names of the types whose bits are set.
pub(super) fn type_names(bits: u8) -> Vec<&'static str> {
    let named = TYPE_NAMES.iter().enumerate();
    named
        .filter(|(i, _)| bits & (1 << i) != 0)
        .map(|(_, name)| *name)
        .collect()
}

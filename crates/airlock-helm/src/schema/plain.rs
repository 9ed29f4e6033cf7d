//! Schemas that are valid at a glance: almost every chart's. Saying so here saves compiling the
//! draft's own schema and running it.
//!
//! May only say yes where the draft's schema would; whatever is rare gets a no, and is then held
//! against the draft's schema, which alone has the words for what is wrong.

use super::doc::{Doc, Json, NodeId};
use super::draft::{Draft, type_named};

/// Deeper ones are not looked at.
const DEEPEST: usize = 64;
/// Longer lists are not compared each with each.
const LONGEST: usize = 64;
/// Longer patterns are not read.
const LONGEST_PATTERN: usize = 512;

/// Whether a schema is plainly what its draft asks for.
pub(super) fn is_plain(doc: &Doc, node: NodeId, draft: Draft) -> bool {
    Glance {
        doc,
        draft,
        top: node,
    }
    .schema(node, 0)
}

struct Glance<'d> {
    doc: &'d Doc,
    draft: Draft,
    top: NodeId,
}

impl Glance<'_> {
    fn schema(&self, node: NodeId, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        match self.doc.json(node) {
            Json::Bool(_) => self.draft > Draft::D4,
            Json::Object(entries) => entries
                .iter()
                .all(|(keyword, held)| self.keyword(keyword, *held, node, depth + 1)),
            _ => false,
        }
    }

    fn keyword(&self, keyword: &[u8], held: NodeId, of: NodeId, depth: usize) -> bool {
        let json = self.doc.json(held);
        match keyword {
            b"title" | b"description" | b"$comment" | b"format" | b"contentMediaType"
            | b"contentEncoding" => matches!(json, Json::Str(_)),
            b"uniqueItems" | b"readOnly" | b"writeOnly" | b"deprecated" => {
                matches!(json, Json::Bool(_))
            }
            b"minimum" | b"maximum" => is_number(json),
            b"exclusiveMinimum" | b"exclusiveMaximum" => match json {
                Json::Bool(_) => self.draft == Draft::D4,
                _ => self.draft > Draft::D4 && is_number(json),
            },
            b"pattern" => matches!(json, Json::Str(text) if is_pattern(text)),
            b"minLength" | b"maxLength" | b"minItems" | b"maxItems" | b"minProperties"
            | b"maxProperties" => is_count(json),
            b"examples" => matches!(json, Json::Array(_)),
            b"default" | b"const" => true,
            b"type" => self.types(json),
            b"required" => self.names(json, self.draft == Draft::D4),
            b"enum" => self.names(json, true),
            b"$ref" => is_local(json),
            b"$schema" => of == self.top && self.names_draft(json),
            b"properties" | b"definitions" | b"$defs" | b"dependentSchemas" => {
                self.map(json, depth)
            }
            b"patternProperties" => {
                let Json::Object(entries) = json else {
                    return false;
                };
                entries.iter().all(|(pattern, _)| is_pattern(pattern)) && self.map(json, depth)
            }
            b"additionalProperties" | b"additionalItems" => {
                matches!(json, Json::Bool(_)) || self.schema(held, depth)
            }
            b"not"
            | b"contains"
            | b"propertyNames"
            | b"if"
            | b"then"
            | b"else"
            | b"unevaluatedItems"
            | b"unevaluatedProperties" => self.schema(held, depth),
            b"items" => match json {
                Json::Array(_) => self.draft < Draft::D2020 && self.list(json, depth),
                _ => self.schema(held, depth),
            },
            b"allOf" | b"anyOf" | b"oneOf" | b"prefixItems" => self.list(json, depth),
            _ => !is_rare(keyword),
        }
    }

    fn map(&self, json: &Json, depth: usize) -> bool {
        let Json::Object(entries) = json else {
            return false;
        };
        entries.iter().all(|(_, held)| self.schema(*held, depth))
    }

    fn list(&self, json: &Json, depth: usize) -> bool {
        let Json::Array(items) = json else {
            return false;
        };
        !items.is_empty() && items.iter().all(|held| self.schema(*held, depth))
    }

    fn types(&self, json: &Json) -> bool {
        match json {
            Json::Str(name) => type_named(name) != 0,
            Json::Array(items) => self.names(json, true)
                && items.iter().all(
                    |item| matches!(self.doc.json(*item), Json::Str(name) if type_named(name) != 0),
                ),
            _ => false,
        }
    }

    /// A list of strings, each once.
    fn names(&self, json: &Json, not_empty: bool) -> bool {
        let Json::Array(items) = json else {
            return false;
        };
        if items.len() > LONGEST || (not_empty && items.is_empty()) {
            return false;
        }
        let text = |at: &NodeId| match self.doc.json(*at) {
            Json::Str(text) => Some(text),
            _ => None,
        };
        items.iter().enumerate().all(|(i, item)| {
            let name = text(item);
            name.is_some() && items.iter().take(i).all(|earlier| text(earlier) != name)
        })
    }

    fn names_draft(&self, json: &Json) -> bool {
        let Json::Str(url) = json else {
            return false;
        };
        let url = std::str::from_utf8(url).unwrap_or_default();
        Draft::named(url) == Some(self.draft)
    }
}

fn is_number(json: &Json) -> bool {
    matches!(json, Json::Int(_) | Json::Number(_))
}

fn is_count(json: &Json) -> bool {
    match json {
        Json::Int(n) => *n >= 0,
        Json::Number(text) => text.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn is_pattern(text: &[u8]) -> bool {
    text.len() <= LONGEST_PATTERN && super::formats::regex(text).is_ok()
}

/// A reference within the document, in letters that no URL escapes.
fn is_local(json: &Json) -> bool {
    let Json::Str(text) = json else {
        return false;
    };
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_.-$".contains(byte);
    text.strip_prefix(b"#")
        .is_some_and(|rest| rest.iter().all(plain))
}

/// Keywords that some draft's schema has a rule for, and this page has not.
fn is_rare(keyword: &[u8]) -> bool {
    const RARE: [&[u8]; 14] = [
        b"$anchor",
        b"$dynamicAnchor",
        b"$dynamicRef",
        b"$id",
        b"$recursiveAnchor",
        b"$recursiveRef",
        b"$vocabulary",
        b"contentSchema",
        b"dependencies",
        b"dependentRequired",
        b"id",
        b"maxContains",
        b"minContains",
        b"multipleOf",
    ];
    RARE.contains(&keyword)
}

//! The head by way of the tree: for documents that have anything out of the ordinary. It decodes
//! as encoding/json decodes into Helm's struct: keys in order, in any case, the first error kept.

use std::borrow::Cow;

use super::Head;
use crate::error::{Error, Stage};
use crate::source::Source;
use crate::tree::{Document, Kind, Map, Node, check_numbers};

const METADATA_TYPE: &str = r#"struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }"#;

pub(super) fn check<'a>(source: Source<'_>) -> Result<Head<'a>, Error> {
    let document = Document::with_any_number(source)?;
    check_numbers(&document, &coerced(document.root()))?;
    let mut decoder = Decoder {
        head: Head::default(),
        error: None,
    };
    match document.root().kind() {
        Kind::Null => {}
        Kind::Map(map) => decoder.root(map),
        _ => return Err(document.root().type_error("util.SimpleHead")),
    }
    match decoder.error {
        Some(error) => Err(error),
        None => Ok(decoder.head),
    }
}

/// Where the values stand that become strings whatever they are.
fn coerced(root: Node<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for (key, _, value) in root.as_map().map(|map| map.effective()).unwrap_or_default() {
        if names(key, "apiVersion") || names(key, "kind") {
            found.push(value.mark().offset);
        } else if names(key, "metadata") {
            coerced_metadata(value, &mut found);
        }
    }
    found
}

fn coerced_metadata(metadata: Node<'_>, found: &mut Vec<u32>) {
    for (key, _, value) in metadata
        .as_map()
        .map(|map| map.effective())
        .unwrap_or_default()
    {
        if names(key, "name") {
            found.push(value.mark().offset);
        } else if names(key, "annotations") {
            let annotations = value
                .as_map()
                .map(|map| map.effective())
                .unwrap_or_default();
            found.extend(annotations.iter().map(|(_, _, value)| value.mark().offset));
        }
    }
}

struct Decoder<'a> {
    head: Head<'a>,
    error: Option<Error>,
}

/// Whether encoding/json takes the key for the field.
fn names(key: &str, field: &str) -> bool {
    let folded = key.chars().map(|c| match c {
        '\u{212A}' => 'k',
        '\u{17F}' => 's',
        c => c.to_ascii_lowercase(),
    });
    folded.eq(field.chars().map(|c| c.to_ascii_lowercase()))
}

impl Decoder<'_> {
    fn root(&mut self, map: Map<'_>) {
        for (key, _, value) in map.effective() {
            if names(key, "apiVersion") {
                if let Some(text) = self.string(value, "SimpleHead.apiVersion") {
                    self.head.api_version = text;
                }
            } else if names(key, "kind") {
                if let Some(text) = self.string(value, "SimpleHead.kind") {
                    self.head.kind = text;
                }
            } else if names(key, "metadata") {
                self.metadata(value);
            }
        }
    }

    fn metadata(&mut self, node: Node<'_>) {
        let map = match node.kind() {
            Kind::Map(map) => map,
            Kind::Null => {
                self.head.has_metadata = false;
                self.head.name = Cow::Borrowed("");
                self.head.annotations.clear();
                return;
            }
            _ => {
                self.head.has_metadata = true;
                return self.fail(node, "SimpleHead.metadata", METADATA_TYPE);
            }
        };
        self.head.has_metadata = true;
        for (key, _, value) in map.effective() {
            if names(key, "name") {
                if let Some(text) = self.string(value, ".metadata.name") {
                    self.head.name = text;
                }
            } else if names(key, "annotations") {
                self.annotations(value);
            }
        }
    }

    fn annotations(&mut self, node: Node<'_>) {
        let map = match node.kind() {
            Kind::Map(map) => map,
            Kind::Null => return self.head.annotations.clear(),
            _ => return self.fail(node, ".metadata.annotations", "map[string]string"),
        };
        for (key, _, value) in map.effective() {
            let text = self
                .string(value, ".metadata.annotations")
                .unwrap_or_default();
            self.head.annotations.retain(|(name, _)| name != key);
            self.head
                .annotations
                .push((Cow::Owned(key.to_owned()), text));
        }
    }

    /// A string field's value; nothing for `null`.
    fn string<'a>(&mut self, node: Node<'_>, field: &str) -> Option<Cow<'a, str>> {
        if node.is_null() {
            return None;
        }
        let text = node
            .json_string_hint()
            .map(|text| Cow::Owned(text.into_owned()));
        if text.is_none() {
            self.fail(node, field, "string");
        }
        text
    }

    fn fail(&mut self, node: Node<'_>, field: &str, go_type: &str) {
        let text = format!(
            "json: cannot unmarshal {} into Go struct field {field} of type {go_type}",
            node.json_type()
        );
        self.error
            .get_or_insert(Error::new(Stage::Decode, Some(node.mark()), text));
    }
}

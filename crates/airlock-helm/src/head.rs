//! The head of a rendered document: the fields that Helm reads, and what it refuses.

use airlock_yaml::{Document as Yaml, Kind, Map};

use crate::error::{Error, Place, Result};
use crate::rendered::{Document, Head};

/// Reads a document's head; an error in Helm's words where Helm refuses the document.
pub(crate) fn read_head(document: &Document) -> Result<Head> {
    let content = document.content();
    let parsed = Yaml::parse(content).map_err(|e| refused(document, &e))?;
    let mut head = Head::default();
    let root = parsed.root();
    if let Kind::Map(map) = root.kind() {
        fill(map, &mut head);
    }
    Ok(head)
}

fn fill(map: Map<'_>, head: &mut Head) {
    for (key, _, node) in map.effective() {
        let text = || {
            node.json_string_hint()
                .map(|s| s.into_owned())
                .unwrap_or_default()
        };
        match key.to_lowercase().as_str() {
            "apiversion" => head.api_version = text(),
            "kind" => head.kind = text(),
            "metadata" => {
                if let Some(map) = node.as_map() {
                    fill_metadata(map, head);
                }
            }
            _ => {}
        }
    }
}

fn fill_metadata(map: Map<'_>, head: &mut Head) {
    for (key, _, node) in map.effective() {
        match key.to_lowercase().as_str() {
            "name" => head.name = node.json_string_hint().unwrap_or_default().into_owned(),
            "annotations" => {
                let entries = node.as_map().map(|m| m.effective()).unwrap_or_default();
                let text = |(key, _, node): (&str, _, airlock_yaml::Node<'_>)| {
                    let value = node.json_string_hint().unwrap_or_default().into_owned();
                    (key.to_owned(), value)
                };
                head.annotations = entries.into_iter().map(text).collect();
            }
            _ => {}
        }
    }
}

/// The error for a document that Helm refuses, with the line of what was rendered.
fn refused(document: &Document, error: &airlock_yaml::Error) -> Error {
    let path = document.source();
    let message = error.unmarshal_message();
    let shown = Error::render(format!("YAML parse error on {path}: {message}"));
    let Some(line) = error.line() else {
        return shown;
    };
    let number = usize::try_from(line).unwrap_or_default();
    let text = String::from_utf8_lossy(document.content());
    let text = text
        .lines()
        .nth(number.saturating_sub(1))
        .unwrap_or_default()
        .to_owned();
    let column = error
        .column()
        .and_then(|c| usize::try_from(c).ok())
        .unwrap_or_default();
    shown.at(Place {
        file: format!("{path} (rendered)"),
        line: number,
        column,
        text,
    })
}

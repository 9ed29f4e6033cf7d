//! The head of a rendered document: the fields that Helm reads, and what it refuses.

use crate::compat::Compat;
use crate::error::{Error, Place, Result};
use crate::rendered::{Document, Head};

/// Reads a document's head; an error in Helm's words where Helm refuses the document.
pub(crate) fn read_head(document: &Document, compat: Compat) -> Result<Head> {
    let checked = airlock_yaml::check(document.content());
    let head = checked.map_err(|e| refused(document, &e, compat))?;
    Ok(owned(head))
}

/// A head that outlives its document.
pub(crate) fn owned(head: airlock_yaml::Head<'_>) -> Head {
    let annotations = head.annotations.into_iter();
    Head {
        api_version: head.api_version.into_owned(),
        kind: head.kind.into_owned(),
        name: head.name.into_owned(),
        annotations: annotations
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect(),
    }
}

/// The error for a document that Helm refuses, with the line of what was rendered.
fn refused(document: &Document, error: &airlock_yaml::Error, compat: Compat) -> Error {
    let path = document.source();
    let message = in_words_of(compat, error.unmarshal_message());
    let shown = Error::render(format!("YAML parse error on {path}: {message}"));
    let as_index = |n: u32| usize::try_from(n).unwrap_or_default();
    let (Some(line), Some(column)) = (error.line().map(as_index), error.column().map(as_index))
    else {
        return shown;
    };
    let file = format!("{path} (rendered)");
    let mut shown = shown.at(Place::in_text(&file, document.content(), line, column));
    if let Some(origin) = document.lines().get(line.saturating_sub(1)) {
        shown = shown.through(vec![format!("the template's line {}", origin.line)]);
    }
    shown
}

/// Helm 3 has the struct that a head is decoded into in a package of another name.
fn in_words_of(compat: Compat, message: String) -> String {
    match message.strip_suffix(" util.SimpleHead") {
        Some(start) if compat.is_helm3() => format!("{start} releaseutil.SimpleHead"),
        _ => message,
    }
}

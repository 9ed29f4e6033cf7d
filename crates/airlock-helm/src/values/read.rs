//! Reading a values file: one or more YAML documents, merged in their order.
//!
//! The documents are cut as Kubernetes' reader cuts them, before YAML sees them. Helm 3 knows one
//! document only: what follows it is not read.

use airlock_yaml::{Document, Source};

use super::tree::{Tree, merge_trees};
use crate::compat::Compat;
use crate::error::Place;
use crate::search::line_end;

const SEPARATOR: &[u8] = b"---";
const DOCUMENT_REFUSED: &str = "cannot unmarshal yaml document: ";

/// Why a values file was refused: Helm's words, and the line and column, 0 where not known.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) message: String,
    line: usize,
    column: usize,
}

impl Refused {
    /// A document that begins behind `before` lines of its file.
    fn document(error: &airlock_yaml::Error, before: usize) -> Self {
        let as_index = |n: Option<u32>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let line = as_index(error.line());
        Self {
            message: format!("{DOCUMENT_REFUSED}{}", error.unmarshal_message()),
            line: if line > 0 { line + before } else { 0 },
            column: as_index(error.column()),
        }
    }

    /// Where in the file's text it happened.
    pub(crate) fn place(&self, file: &str, text: &[u8]) -> Place {
        Place::in_text(file, text, self.line, self.column)
    }
}

/// The table that a values file gives.
pub(crate) fn read_values(data: &[u8], compat: Compat) -> Result<Tree, Refused> {
    if compat.is_helm3() {
        return read_only_document(data);
    }
    let source = Source::new(data);
    if is_single(&source) {
        return read_document(source, 0).map(Option::unwrap_or_default);
    }
    let mut values = Tree::default();
    let mut documents = Documents {
        rest: data,
        lines: 0,
    };
    loop {
        let before = documents.lines;
        let Some(document) = documents.next_document()? else {
            return Ok(values);
        };
        if let Some(table) = read_document(Source::new(&document), before)? {
            values = merge_trees(values, table);
        }
    }
}

/// Helm 3's way: the first document, and the error without words around it.
fn read_only_document(data: &[u8]) -> Result<Tree, Refused> {
    let table = read_document(Source::new(data), 0).map_err(|mut refused| {
        if let Some(message) = refused.message.strip_prefix(DOCUMENT_REFUSED) {
            refused.message = message.to_owned();
        }
        refused
    })?;
    Ok(table.unwrap_or_default())
}

/// Whether there is nothing to cut and no line end to change.
fn is_single(source: &Source<'_>) -> bool {
    let text = source.text();
    source.is_simple()
        && !text.as_bytes().starts_with(SEPARATOR)
        && text.ends_with('\n')
        && !text.contains("\n---")
}

fn read_document(source: Source<'_>, before: usize) -> Result<Option<Tree>, Refused> {
    let wrap = |e: airlock_yaml::Error| Refused::document(&e, before);
    let document = Document::of_source(source).map_err(wrap)?;
    let root = document.root();
    Ok(root
        .expect_map()
        .map_err(wrap)?
        .map(|_| Tree::of_node(root)))
}

/// What is left of a stream of documents.
struct Documents<'d> {
    rest: &'d [u8],
    /// How many lines have been taken.
    lines: usize,
}

impl<'d> Documents<'d> {
    /// The next document, its lines ending in `\n`.
    fn next_document(&mut self) -> Result<Option<Vec<u8>>, Refused> {
        let mut document = Vec::new();
        while !self.rest.is_empty() {
            let line = self.next_line();
            if let Some(after) = line.strip_prefix(SEPARATOR) {
                check_separator(after).map_err(|message| Refused {
                    message,
                    line: self.lines,
                    column: SEPARATOR.len() + 1,
                })?;
                if !document.is_empty() {
                    return Ok(Some(document));
                }
            }
            document.extend_from_slice(line);
            document.push(b'\n');
        }
        Ok(Some(document).filter(|d| !d.is_empty()))
    }

    /// Takes one line, without its end.
    fn next_line(&mut self) -> &'d [u8] {
        self.lines += 1;
        let (line, rest) = self.rest.split_at(line_end(self.rest, 0));
        self.rest = rest.get(1..).unwrap_or_default();
        line.strip_suffix(b"\r").unwrap_or(line)
    }
}

/// Only space and a comment may follow a separator.
fn check_separator(after: &[u8]) -> Result<(), String> {
    let after = String::from_utf8_lossy(after);
    let after = after.trim();
    if after.is_empty() || after.starts_with('#') {
        return Ok(());
    }
    Err(format!(
        "error reading yaml document: invalid Yaml document separator: {after}"
    ))
}

//! Reading a values file: one or more YAML documents, merged in their order.
//!
//! The documents are cut as Kubernetes' reader cuts them, before YAML sees them.

use airlock_yaml::Document;

use super::tree::{Tree, merge_trees};

const SEPARATOR: &[u8] = b"---";

/// The table that a values file gives, or Helm's words.
pub(crate) fn read_values(data: &[u8]) -> Result<Tree, String> {
    if is_single(data) {
        return read_document(data).map(Option::unwrap_or_default);
    }
    let mut values = Tree::default();
    let mut documents = Documents { rest: data };
    while let Some(document) = documents.next_document()? {
        if let Some(table) = read_document(&document)? {
            values = merge_trees(values, table);
        }
    }
    Ok(values)
}

/// Whether there is nothing to cut and no line end to change.
fn is_single(data: &[u8]) -> bool {
    if data.starts_with(SEPARATOR) || !data.ends_with(b"\n") {
        return false;
    }
    let mut i = 0;
    while i < data.len() {
        match data[i] {
            b'\r' => return false,
            b'\n' if data[i + 1..].starts_with(SEPARATOR) => return false,
            _ => i += 1,
        }
    }
    true
}

fn read_document(document: &[u8]) -> Result<Option<Tree>, String> {
    let wrap = |e: airlock_yaml::Error| {
        format!("cannot unmarshal yaml document: {}", e.unmarshal_message())
    };
    let document = Document::parse(document).map_err(wrap)?;
    let root = document.root();
    Ok(root
        .expect_map()
        .map_err(wrap)?
        .map(|_| Tree::of_node(root)))
}

/// What is left of a stream of documents.
struct Documents<'d> {
    rest: &'d [u8],
}

impl Documents<'_> {
    /// The next document, its lines ending in `\n`.
    fn next_document(&mut self) -> Result<Option<Vec<u8>>, String> {
        let mut document = Vec::new();
        while !self.rest.is_empty() {
            let line = self.next_line();
            if let Some(after) = line.strip_prefix(SEPARATOR) {
                check_separator(after)?;
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
    fn next_line(&mut self) -> &[u8] {
        let end = self.rest.iter().position(|b| *b == b'\n');
        let (line, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &self.rest[self.rest.len()..]),
        };
        self.rest = rest;
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

//! Measuring: SHA-256 of bytes, and the content digest of a chart's files.
//!
//! The content digest stands in for an archive's checksum where a chart is known only as a tree.
//! It covers what a chart *is* (which files, with which bytes) and nothing of how it is stored:
//! no times, no modes, no order of a folder's listing, no operating system's separator. Bytes are
//! taken as they are: a checkout that turns line ends into CRLF is another content, because Helm
//! would render other bytes from it; the `.gitattributes` of a tree is what keeps it the same.

use crate::checksum::Checksum;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> Checksum {
    Checksum::from_bytes(Sha256::digest(bytes).into())
}

/// Two files of one chart have the same path, so its content has no one digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamePath(pub String);

impl std::fmt::Display for SamePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the file {} is there twice", self.0)
    }
}

impl std::error::Error for SamePath {}

/// The content digest of files given as (path, bytes), in any order.
///
/// SHA-256 over `airlock content 1\n` and then, for each file by its path's bytes: the path's
/// length and the content's length as decimal numbers, each with a line end, the path, the
/// content. Lengths come first, so no two different sets of files give the same input. Paths are
/// relative; `\` is a separator like `/`, and a leading `./` does not count.
pub fn content_digest<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
) -> Result<Checksum, SamePath> {
    let mut sorted: BTreeMap<String, &[u8]> = BTreeMap::new();
    for (path, bytes) in files {
        let path = plain(path);
        if sorted.contains_key(&path) {
            return Err(SamePath(path));
        }
        sorted.insert(path, bytes);
    }
    let mut hash = Sha256::new();
    hash.update(b"airlock content 1\n");
    for (path, bytes) in sorted {
        hash.update(format!("{}\n{}\n", path.len(), bytes.len()));
        hash.update(path);
        hash.update(bytes);
    }
    Ok(Checksum::from_bytes(hash.finalize().into()))
}

fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut rest = path.as_str();
    while let Some(shorter) = rest.strip_prefix("./") {
        rest = shorter.trim_start_matches('/');
    }
    rest.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(files: &[(&str, &str)]) -> String {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        content_digest(files).map_or_else(|same| same.to_string(), |sum| sum.to_string())
    }

    #[test]
    fn order_and_separators_do_not_count() {
        let one = digest(&[("Chart.yaml", "a"), ("templates/x.yaml", "b")]);
        assert_eq!(
            one,
            digest(&[("./templates\\x.yaml", "b"), ("Chart.yaml", "a")])
        );
    }

    #[test]
    fn every_byte_and_every_boundary_counts() {
        let one = digest(&[("a", "bc")]);
        for other in [
            digest(&[("ab", "c")]),
            digest(&[("a", "b"), ("c", "")]),
            digest(&[("a", "bc\r")]),
            digest(&[]),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_definition_is_pinned() {
        let input = b"airlock content 1\n10\n1\nChart.yamla";
        assert_eq!(digest(&[("Chart.yaml", "a")]), sha256(input).to_string());
    }

    #[test]
    fn a_path_that_is_there_twice_is_an_error() {
        assert_eq!(
            digest(&[("a/b", ""), ("a\\b", "")]),
            "the file a/b is there twice"
        );
    }
}

//! Cutting a stream into documents at its `---` lines, from a slice or from a reader.
//! It looks at line beginnings only and reads no YAML.

use memchr::memmem;

/// A piece of a stream that holds one document, as a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'s> {
    pub(crate) bytes: &'s [u8],
    /// Zero-based line in the stream where it begins.
    pub(crate) line: u32,
}

/// Where the first document of `bytes` ends and the next begins, once that is sure.
pub(crate) struct Cut {
    pub(crate) end: usize,
    pub(crate) next: usize,
}

/// Looks for the line that ends the document which begins with `bytes`. `from` is where an
/// earlier look stopped. `last` says that nothing follows `bytes`.
pub(crate) fn find_cut(bytes: &[u8], from: usize, last: bool) -> Option<Cut> {
    if from == 0 && bytes.starts_with(b"---") {
        // One marker after another: nothing is between them.
        if bytes.len() < 5 && !last {
            return None;
        }
        let own = own_marker(bytes, 0, 3);
        if own > 0 {
            return Some(Cut { end: 0, next: own });
        }
    }
    let directive = first_content(bytes) == Some(b'%');
    let mut skip = usize::from(directive);
    let mut from = from;
    while let Some(found) = bytes
        .get(from..)
        .and_then(|rest| memmem::find(rest, b"\n---"))
    {
        let newline = from + found;
        let after = newline + 4;
        let ends_word = match bytes.get(after) {
            Some(b'\n' | b' ' | b'\t' | b'\r') => true,
            Some(_) => false,
            None if last => true,
            None => return None,
        };
        if ends_word && skip == 0 {
            return Some(cut_at(bytes, newline + 1, after));
        }
        skip = skip.saturating_sub(usize::from(ends_word));
        from = after;
    }
    None
}

/// A marker with nothing behind it belongs to nobody; one with content belongs to the next.
fn cut_at(bytes: &[u8], marker: usize, after: usize) -> Cut {
    Cut {
        end: marker,
        next: marker + own_marker(bytes, marker, after),
    }
}

fn own_marker(bytes: &[u8], marker: usize, after: usize) -> usize {
    match bytes.get(after) {
        Some(b'\n') => after + 1 - marker,
        Some(b'\r') if bytes.get(after + 1) == Some(&b'\n') => after + 2 - marker,
        _ => 0,
    }
}

/// A marker at the very beginning of a stream.
pub(crate) fn skip_first_marker(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"---") {
        own_marker(bytes, 0, 3)
    } else {
        0
    }
}

fn first_content(bytes: &[u8]) -> Option<u8> {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' | b' ' | b'\t' => at += 1,
            b'#' => at += memchr::memchr(b'\n', bytes.get(at..)?)?,
            other => return Some(*other),
        }
    }
    None
}

/// Holds this anything but blanks and comments?
pub(crate) fn has_content(bytes: &[u8]) -> bool {
    first_content(bytes).is_some()
}

/// The template that Helm names in a comment above the document.
pub(crate) fn source_comment(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = std::str::from_utf8(rest.get(..end)?).ok()?.trim();
        if let Some(path) = line.strip_prefix("# Source: ") {
            return Some(path.trim());
        }
        if !(line.is_empty() || line.starts_with('#')) || end >= rest.len() {
            return None;
        }
        rest = rest.get(end + 1..)?;
    }
}

/// How many lines end in these bytes.
pub(crate) fn count_lines(bytes: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
}

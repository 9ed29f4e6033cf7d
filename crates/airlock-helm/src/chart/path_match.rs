//! Go's `filepath.Match` on Unix: `*`, `?`, classes and escapes within one path element.
//!
//! Works on bytes, never reads a file, and takes time linear in the pattern for each position.

/// What is wrong with a pattern, in Go's words.
pub(crate) const BAD_PATTERN: &str = "syntax error in pattern";

/// The pattern cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadPattern;

type Matched = Result<bool, BadPattern>;

/// Whether the whole name matches the pattern.
pub(crate) fn path_match(pattern: &str, name: &str) -> Matched {
    let mut pattern = pattern.as_bytes();
    let mut name = name.as_bytes();
    while !pattern.is_empty() {
        let (star, chunk, rest) = next_chunk(pattern);
        pattern = rest;
        if star && chunk.is_empty() {
            return Ok(!name.contains(&b'/'));
        }
        match after_chunk(star, chunk, name, pattern.is_empty())? {
            Some(left) => name = left,
            None => return Ok(false),
        }
    }
    Ok(name.is_empty())
}

/// What is left of the name once the chunk matched, at the start or, after a star, further on.
fn after_chunk<'n>(
    star: bool,
    chunk: &[u8],
    name: &'n [u8],
    last: bool,
) -> Result<Option<&'n [u8]>, BadPattern> {
    let fits = |left: &[u8]| !last || left.is_empty();
    if let Some(left) = match_chunk(chunk, name)?
        && fits(left)
    {
        return Ok(Some(left));
    }
    if !star {
        return Ok(None);
    }
    let mut rest = name;
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'/' {
            break;
        }
        rest = tail;
        if let Some(left) = match_chunk(chunk, rest)?
            && fits(left)
        {
            return Ok(Some(left));
        }
    }
    Ok(None)
}

/// Leading stars, the literal part behind them, and the rest of the pattern.
fn next_chunk(mut pattern: &[u8]) -> (bool, &[u8], &[u8]) {
    let mut star = false;
    while let Some(rest) = pattern.strip_prefix(b"*") {
        pattern = rest;
        star = true;
    }
    let mut in_class = false;
    let mut i = 0;
    while i < pattern.len() {
        match pattern[i] {
            b'\\' => i += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'*' if !in_class => {
                let (chunk, rest) = pattern.split_at(i);
                return (star, chunk, rest);
            }
            _ => {}
        }
        i += 1;
    }
    (star, pattern, b"")
}

/// Matches a chunk without stars at the start of the name. A chunk is read to its end even after
/// it failed, so that a bad pattern is always refused.
fn match_chunk<'n>(mut chunk: &[u8], name: &'n [u8]) -> Result<Option<&'n [u8]>, BadPattern> {
    let mut name = Some(name);
    while let Some((&first, rest)) = chunk.split_first() {
        let (here, after) = split_char(name);
        match first {
            b'[' => {
                let (is_in, left) = in_class(rest, here)?;
                chunk = left;
                name = after.filter(|_| is_in);
            }
            b'?' => {
                chunk = rest;
                name = after.filter(|_| here != Some('/'));
            }
            _ => {
                let (literal, left) = if first == b'\\' {
                    let (&literal, left) = rest.split_first().ok_or(BadPattern)?;
                    (literal, left)
                } else {
                    (first, rest)
                };
                chunk = left;
                name = name.and_then(|n| n.strip_prefix(&[literal]));
            }
        }
    }
    Ok(name)
}

/// The first character of the name and what follows it; a byte that is no character counts as one.
fn split_char(name: Option<&[u8]>) -> (Option<char>, Option<&[u8]>) {
    let Some(name) = name.filter(|n| !n.is_empty()) else {
        return (None, None);
    };
    let head = &name[..name.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(c) => (Some(c), name.get(c.len_utf8()..)),
        None => (Some(char::REPLACEMENT_CHARACTER), name.get(1..)),
    }
}

/// Reads a class behind its bracket: whether the character is in it, and what follows.
fn in_class(mut chunk: &[u8], c: Option<char>) -> Result<(bool, &[u8]), BadPattern> {
    let negated = chunk.first() == Some(&b'^');
    if negated {
        chunk = &chunk[1..];
    }
    let mut is_in = false;
    let mut ranges = 0;
    loop {
        if ranges > 0
            && let Some(rest) = chunk.strip_prefix(b"]")
        {
            return Ok((is_in != negated, rest));
        }
        let (low, rest) = class_char(chunk)?;
        let mut high = low;
        chunk = rest;
        if let Some(rest) = chunk.strip_prefix(b"-") {
            (high, chunk) = class_char(rest)?;
        }
        is_in |= c.is_some_and(|c| low <= c && c <= high);
        ranges += 1;
    }
}

/// One character of a class, escaped or not; something must follow it.
fn class_char(mut chunk: &[u8]) -> Result<(char, &[u8]), BadPattern> {
    if matches!(chunk.first(), None | Some(b'-' | b']')) {
        return Err(BadPattern);
    }
    if let Some(rest) = chunk.strip_prefix(b"\\") {
        chunk = rest;
    }
    match split_char(Some(chunk)) {
        (Some(c), Some(rest)) if c != char::REPLACEMENT_CHARACTER && !rest.is_empty() => {
            Ok((c, rest))
        }
        _ => Err(BadPattern),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadPattern, path_match};

    #[test]
    fn matches_as_go_does() {
        let cases: &[(&str, &str, bool)] = &[
            ("abc", "abc", true),
            ("*", "abc", true),
            ("*", "a/b", false),
            ("*.go", "x.go", true),
            ("a*/b", "abc/b", true),
            ("a*/b", "a/c/b", false),
            ("a*b*c*d*e*/f", "axbxcxdxexxx/f", true),
            ("ab[c]", "abc", true),
            ("ab[^b-d]", "abc", false),
            ("a\\*b", "a*b", true),
            ("a?b", "a☺b", true),
            ("a[^a][^a][^a]b", "a☺b", false),
            ("[a-ζ]*", "α", true),
            ("*x", "xxx", true),
            ("[\\]a]", "]", true),
        ];
        for (pattern, name, expected) in cases {
            assert_eq!(path_match(pattern, name), Ok(*expected), "{pattern} {name}");
        }
        for pattern in ["[]a]", "[-]", "[x-]", "[", "[^", "[^bc", "a[", "\\"] {
            assert_eq!(path_match(pattern, "a"), Err(BadPattern), "{pattern}");
        }
    }
}

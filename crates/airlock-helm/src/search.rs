//! Finding bytes by the standard library's compiled search: build scripts run this crate
//! unoptimised, and a loop of our own over every byte would be most of their time.

use std::io::BufRead;

use memchr::memmem;

/// In shorter texts a plain search has ended before a better one has asked what the processor can
/// do, which is a matter of a tenth of a millisecond on a virtual machine.
const SHORT: usize = 4 << 10;

/// The first `needle` at or after `from`.
pub(crate) fn find_byte(bytes: &[u8], from: usize, needle: u8) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    let skipped = rest.skip_until(needle).ok()?;
    let last = from + skipped.checked_sub(1)?;
    (bytes.get(last) == Some(&needle)).then_some(last)
}

/// Where a text holds a part, which is not empty, without overlaps.
pub(crate) fn places<'t>(text: &'t [u8], part: &'t [u8]) -> Box<dyn Iterator<Item = usize> + 't> {
    if text.len() > SHORT {
        return Box::new(memmem::find_iter(text, part));
    }
    let mut from = 0;
    Box::new(std::iter::from_fn(move || {
        let at = find_short(text, from, part)?;
        from = at + part.len();
        Some(at)
    }))
}

fn find_short(text: &[u8], from: usize, part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let mut at = find_byte(text, from, first)?;
    while !text[at..].starts_with(part) {
        at = find_byte(text, at + 1, first)?;
    }
    Some(at)
}

/// Where the line that begins at `from` ends: at its `\n`, or at the end of the text.
pub(crate) fn line_end(bytes: &[u8], from: usize) -> usize {
    find_byte(bytes, from, b'\n').unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{SHORT, find_byte, places};

    #[test]
    fn short_and_long_texts_are_searched_alike() {
        for (text, part) in [
            ("aaaaa", "aa"),
            ("a-b--c-", "-"),
            ("abcabd", "abd"),
            ("x", "xy"),
        ] {
            let short: Vec<usize> = places(text.as_bytes(), part.as_bytes()).collect();
            let long = format!("{text}{}", " ".repeat(SHORT));
            let long: Vec<usize> = places(long.as_bytes(), part.as_bytes()).collect();
            assert_eq!(short, long, "{part} in {text}");
        }
    }

    #[test]
    fn what_is_no_text_is_searched_too() {
        for (bytes, expected) in [
            (&b"a\n---\nb"[..], true),
            (b"a\n--\n-", false),
            (b"\xff\n---", true),
            (b"\xff\n--", false),
            (b"", false),
        ] {
            let found = places(bytes, b"\n---").next().is_some();
            assert_eq!(found, expected, "{bytes:?}");
        }
    }

    #[test]
    fn finds_the_first_at_or_after() {
        assert_eq!(find_byte(b"abcb", 0, b'b'), Some(1));
        assert_eq!(find_byte(b"abcb", 1, b'b'), Some(1));
        assert_eq!(find_byte(b"abcb", 2, b'b'), Some(3));
        assert_eq!(find_byte(b"abcb", 0, b'x'), None);
        assert_eq!(find_byte(b"abcb", 4, b'b'), None);
        assert_eq!(find_byte(b"abcb", 9, b'b'), None);
    }
}

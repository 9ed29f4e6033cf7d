//! Finding bytes by the standard library's compiled search: build scripts run this crate
//! unoptimised, and a loop of our own over every byte would be most of their time.

use std::io::BufRead;

/// The first `needle` at or after `from`.
pub(crate) fn find_byte(bytes: &[u8], from: usize, needle: u8) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    let skipped = rest.skip_until(needle).ok()?;
    let last = from + skipped.checked_sub(1)?;
    (bytes.get(last) == Some(&needle)).then_some(last)
}

/// Where the line that begins at `from` ends: at its `\n`, or at the end of the text.
pub(crate) fn line_end(bytes: &[u8], from: usize) -> usize {
    find_byte(bytes, from, b'\n').unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::find_byte;

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

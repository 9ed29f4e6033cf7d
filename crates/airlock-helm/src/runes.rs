//! Runes as Go's `unicode/utf8` decodes them: what is not UTF-8 is U+FFFD, one byte at a time.

/// What a byte that is not UTF-8 decodes to.
pub(crate) const ERROR: u32 = 0xFFFD;

/// The first rune and how many bytes it takes; width 0 where there are none, and width 1 with
/// [`ERROR`] where they are not UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> (u32, usize) {
    match bytes {
        [] => (ERROR, 0),
        [b, ..] if *b < 0x80 => (u32::from(*b), 1),
        _ => decode_long(bytes),
    }
}

fn decode_long(bytes: &[u8]) -> (u32, usize) {
    let width = match bytes.first() {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => return (ERROR, 1),
    };
    let text = bytes
        .get(..width)
        .and_then(|run| std::str::from_utf8(run).ok());
    match text.and_then(|text| text.chars().next()) {
        Some(c) => (u32::from(c), width),
        None => (ERROR, 1),
    }
}

/// The last rune and how many bytes it takes, as [`decode`].
pub(crate) fn decode_last(bytes: &[u8]) -> (u32, usize) {
    for width in (1..=bytes.len().min(4)).rev() {
        let (rune, used) = decode(&bytes[bytes.len() - width..]);
        if used == width && (width > 1 || rune != ERROR) {
            return (rune, width);
        }
    }
    (ERROR, bytes.len().min(1))
}

/// Appends a rune in UTF-8; U+FFFD where it is none.
pub(crate) fn push(out: &mut Vec<u8>, rune: u32) {
    let c = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// All runes, as Go's `[]rune(s)`.
pub(crate) fn all(mut bytes: &[u8]) -> Vec<u32> {
    let mut runes = Vec::with_capacity(bytes.len());
    while !bytes.is_empty() {
        let (rune, width) = decode(bytes);
        runes.push(rune);
        bytes = &bytes[width..];
    }
    runes
}

#[cfg(test)]
mod tests {
    use super::{ERROR, all, decode, decode_last};

    #[test]
    fn what_is_not_utf8_is_taken_byte_by_byte() {
        assert_eq!(decode("é".as_bytes()), (0xE9, 2));
        assert_eq!(decode(b"\xC3("), (ERROR, 1));
        assert_eq!(decode(b"\xED\xA0\x80"), (ERROR, 1));
        assert_eq!(decode_last(b"a\xE2\x82"), (ERROR, 1));
        assert_eq!(decode_last("a€".as_bytes()), (0x20AC, 3));
        assert_eq!(all(b"\xFF\xF0\x9F\x98\x80"), [ERROR, 0x1F600]);
    }
}

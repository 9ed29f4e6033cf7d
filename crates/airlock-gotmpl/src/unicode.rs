//! Runes as Go sees them: decoding of bytes that may not be UTF-8, and the classes of characters.

use crate::unicode_tables::{DIGITS, LETTERS, PRINT};

/// What stands for bytes that are not UTF-8.
pub(crate) const REPLACEMENT: u32 = 0xfffd;

/// The rune at the start of the bytes and how many bytes it takes: (U+FFFD, 1) where they are not
/// UTF-8, (U+FFFD, 0) where there are none.
pub(crate) fn decode(bytes: &[u8]) -> (u32, usize) {
    match bytes.first() {
        None => (REPLACEMENT, 0),
        Some(&b) if b < 0x80 => (u32::from(b), 1),
        Some(_) => decode_long(bytes),
    }
}

fn decode_long(bytes: &[u8]) -> (u32, usize) {
    let head = bytes.get(..4).unwrap_or(bytes);
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => head
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or(""),
    };
    match valid.chars().next() {
        Some(c) => (u32::from(c), c.len_utf8()),
        None => (REPLACEMENT, 1),
    }
}

/// How many runes the bytes have, each byte that is not UTF-8 counting as one.
pub(crate) fn count(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().count(),
        Err(_) => {
            let (mut n, mut i) = (0, 0);
            while i < bytes.len() {
                i += decode(&bytes[i..]).1;
                n += 1;
            }
            n
        }
    }
}

/// Appends a rune; U+FFFD where it is none.
pub(crate) fn push(out: &mut Vec<u8>, rune: u32) {
    let c = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// `strconv.IsPrint`, which agrees with `unicode.IsPrint`.
pub(crate) fn is_print(rune: u32) -> bool {
    if rune < 0x80 {
        return (0x20..0x7f).contains(&rune);
    }
    within(PRINT, rune)
}

/// Whether the rune may stand in an identifier: a letter, a digit or an underscore.
pub(crate) fn is_alphanumeric(rune: u32) -> bool {
    if let Ok(b) = u8::try_from(rune)
        && b < 0x80
    {
        return b == b'_' || b.is_ascii_alphanumeric();
    }
    within(LETTERS, rune) || within(DIGITS, rune)
}

/// Whether a sorted table of first and last code points holds the rune.
fn within(table: &[u32], rune: u32) -> bool {
    let after = table.partition_point(|&edge| edge < rune);
    after % 2 == 1 || table.get(after) == Some(&rune)
}

//! What each byte may mean to the scanner, as one table, and the widths of line breaks.

use std::io::BufRead;

/// A space or a tab.
pub(crate) const BLANK: u8 = 1;
/// A line break, or the first byte of one that has several.
pub(crate) const BREAK: u8 = 2;
/// `:`, which may end a plain scalar.
pub(crate) const COLON: u8 = 4;
/// A byte that ends a plain scalar in flow context.
pub(crate) const FLOW: u8 = 8;
/// A letter, digit, `_` or `-`: what anchors and handles are made of.
pub(crate) const WORD: u8 = 16;
/// What a tag's URI may have besides words.
pub(crate) const URI: u8 = 32;
/// A byte that no plain scalar starts with.
pub(crate) const INDICATOR: u8 = 64;

/// The classes of every byte.
pub(crate) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    mark(&mut table, b" \t", BLANK);
    mark(&mut table, b"\r\n\xC2\xE2", BREAK);
    mark(&mut table, b":", COLON);
    mark(&mut table, b",?[]{}", FLOW);
    mark(&mut table, b"0123456789_-", WORD);
    mark(
        &mut table,
        b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        WORD,
    );
    mark(&mut table, b";/?:@&=+$,.!~*'()[]%", URI);
    mark(&mut table, b"-?:,[]{}#&*!|>'\"%@`", INDICATOR);
    table
}

const fn mark(table: &mut [u8; 256], bytes: &[u8], class: u8) {
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] |= class;
        i += 1;
    }
}

/// The classes of one byte.
#[inline(always)]
pub(crate) fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}

/// How many bytes the line break at `at` has; 0 where there is none.
#[inline]
pub(crate) fn break_width(bytes: &[u8], at: usize) -> usize {
    let Some(&first) = bytes.get(at) else {
        return 0;
    };
    match first {
        b'\n' => 1,
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
        b'\r' => 1,
        0xC2 if bytes.get(at + 1) == Some(&0x85) => 2,
        0xE2 if is_separator(bytes, at) => 3,
        _ => 0,
    }
}

/// Whether U+2028 or U+2029 stands at `at`: breaks that are kept as they are.
pub(crate) fn is_separator(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&0xE2)
        && bytes.get(at + 1) == Some(&0x80)
        && matches!(bytes.get(at + 2), Some(&(0xA8 | 0xA9)))
}

/// Whether a blank, a break or the end stands at `at`.
#[inline]
pub(crate) fn is_blankz(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(&byte) => match class(byte) & (BLANK | BREAK) {
            0 => false,
            BLANK => true,
            _ => byte < 0x80 || break_width(bytes, at) > 0,
        },
    }
}

/// Whether a break or the end stands at `at`.
#[inline]
pub(crate) fn is_breakz(bytes: &[u8], at: usize) -> bool {
    at >= bytes.len() || break_width(bytes, at) > 0
}

/// Where the line that `from` is in ends: at its `\n`, or at the end of the text. By the standard
/// library's compiled search, since build scripts run this crate unoptimised.
pub(crate) fn line_end(bytes: &[u8], from: usize) -> usize {
    let mut rest = bytes.get(from..).unwrap_or_default();
    let skipped = rest.skip_until(b'\n').unwrap_or(0);
    let end = from + skipped;
    match skipped > 0 && bytes.get(end - 1) == Some(&b'\n') {
        true => end - 1,
        false => bytes.len(),
    }
}

/// How many bytes of `bytes[from..to]` continue a character.
pub(crate) fn continuation_bytes(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut count = 0;
    let mut i = from;
    while i < to && i < bytes.len() {
        if bytes[i] & 0xC0 == 0x80 {
            count += 1;
        }
        i += 1;
    }
    count
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_value(byte: u8) -> Option<u32> {
    (byte as char).to_digit(16)
}

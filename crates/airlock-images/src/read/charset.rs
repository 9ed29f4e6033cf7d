//! Which characters the fast readers take without a thought. All others are the full parser's.

/// No control character but tab and line feed, no line break beyond line feed, nothing that YAML
/// refuses.
pub(crate) fn is_simple(text: &str) -> bool {
    let mut odd = 0u8;
    let mut wide = 0u8;
    // Comparisons without branches or tables, so that the compiler takes many bytes at a time.
    for byte in text.as_bytes() {
        let control = u8::from(*byte < 0x20) & u8::from(*byte != b'\n') & u8::from(*byte != b'\t');
        odd |= control | u8::from(*byte == 0x7F);
        wide |= *byte;
    }
    odd == 0 && (wide < 0x80 || text.chars().all(is_plain))
}

fn is_plain(c: char) -> bool {
    c < '\u{7F}'
        || (c > '\u{9F}'
            && !matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
            ))
}

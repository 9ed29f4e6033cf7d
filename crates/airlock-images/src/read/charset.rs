//! Which characters the fast readers take without a thought. All others are the full parser's.

/// No control character but tab and line feed, no line break beyond line feed, nothing that YAML
/// refuses.
pub(crate) fn is_simple(text: &str) -> bool {
    let mut odd = 0u8;
    let mut wide = 0u8;
    for byte in text.as_bytes() {
        odd |= ODD[usize::from(*byte)];
        wide |= *byte;
    }
    odd == 0 && (wide < 0x80 || text.chars().all(is_plain))
}

static ODD: [u8; 256] = odd();

const fn odd() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut at = 0;
    while at < 0x20 {
        table[at] = 1;
        at += 1;
    }
    table[b'\t' as usize] = 0;
    table[b'\n' as usize] = 0;
    table[0x7F] = 1;
    table
}

fn is_plain(c: char) -> bool {
    c < '\u{7F}'
        || (c > '\u{9F}'
            && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
}

//! What single bytes mean to the lexer, and searches through them. Knows no tokens.

use std::io::BufRead;

/// Whether a byte separates the words of an action.
pub(super) fn is_space(b: u8) -> bool {
    CLASS[b as usize] & SPACE != 0
}

/// What may stand between the words of an action.
const SPACE: u8 = 1;
/// What may follow a word.
const STOP: u8 = 2;
/// What a word consists of, ASCII alone.
const WORD: u8 = 4;
/// What stands for itself in quotes of any kind, ASCII alone.
pub(super) const QUOTED: u8 = 8;

/// What each byte may be.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 128 {
        table[b as usize] = match b {
            b' ' | b'\t' | b'\r' | b'\n' => SPACE | STOP,
            b'.' | b',' | b'|' | b':' | b')' | b'(' => STOP,
            b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => WORD,
            _ => 0,
        };
        if !matches!(b, 0..=0x1F | b'"' | b'\'' | b'\\' | 0x7F) {
            table[b as usize] |= QUOTED;
        }
        b += 1;
    }
    table
}

/// Whether what stands at `at` may follow an identifier.
pub(super) fn is_terminator(input: &[u8], at: usize) -> bool {
    match input.get(at) {
        None => true,
        Some(b'}') => input.get(at + 1) == Some(&b'}'),
        Some(&b) => CLASS[b as usize] & STOP != 0,
    }
}

/// Where a word's ASCII letters, digits and underscores end.
pub(super) fn word_end(input: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&eight) = input.get(at..).and_then(<[u8]>::first_chunk) {
        let others = others(u64::from_le_bytes(eight));
        if others != 0 {
            return at + (others.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while at < input.len() && CLASS[input[at] as usize] & WORD != 0 {
        at += 1;
    }
    at
}

/// Which of eight bytes a word does not consist of: the highest bit of each. Exact, since adding to
/// seven bits never carries into the next byte.
fn others(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let seven = eight & !HIGH;
    let lower = seven | (ONES * 0x20);
    let letter = (lower + ONES * (0x80 - b'a' as u64)) & !(lower + ONES * (0x7F - b'z' as u64));
    let digit = (seven + ONES * (0x80 - b'0' as u64)) & !(seven + ONES * (0x7F - b'9' as u64));
    let underscore = !((seven ^ (ONES * b'_' as u64)) + ONES * 0x7F);
    (!(letter | digit | underscore) | eight) & HIGH
}

/// The first `needle` at or after `from`. Goes through the standard library's compiled search,
/// since build scripts run this code unoptimised.
pub(crate) fn find_byte(bytes: &[u8], from: usize, needle: u8) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    let whole = rest.len();
    let skipped = rest.skip_until(needle).ok()?;
    let last = from + skipped.checked_sub(1)?;
    (skipped < whole || bytes.get(last) == Some(&needle)).then_some(last)
}

/// The first place at or after `from` where `byte` stands twice.
pub(super) fn find_pair(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at = find_byte(bytes, at, byte)?;
        if bytes.get(at + 1) == Some(&byte) {
            return Some(at);
        }
        at += 1;
    }
}

pub(super) fn find_comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at = find_byte(bytes, at, b'*')?;
        if bytes.get(at + 1) == Some(&b'/') {
            return Some(at);
        }
        at += 1;
    }
}

pub(super) fn trim_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start && bytes.get(end - 1).copied().is_some_and(is_space) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{CLASS, WORD, word_end};

    #[test]
    fn words_end_where_their_bytes_do_eight_at_once_or_one_by_one() {
        for byte in 0..=u8::MAX {
            let is_word = byte == b'_' || byte.is_ascii_alphanumeric();
            assert_eq!(CLASS[byte as usize] & WORD != 0, is_word, "{byte}");
            for before in 0..20 {
                let mut text = vec![b'z'; 30];
                text[before] = byte;
                let end = if is_word { 30 } else { before };
                assert_eq!(word_end(&text, 0), end, "{byte} after {before}");
            }
        }
        assert_eq!(word_end(b"a", 5), 5);
    }
}

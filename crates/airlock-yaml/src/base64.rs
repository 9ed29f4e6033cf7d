//! `!!binary`: Go's standard base64, which skips line breaks and wants its padding.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends what `text` encodes, with U+FFFD for every byte that is not UTF-8.
pub(crate) fn decode_lossy(text: &str, out: &mut String) -> Option<()> {
    push_lossy(&decode(text)?, out);
    Some(())
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut group = 0u32;
    let mut count = 0;
    let mut padding = 0;
    for byte in text.bytes() {
        if matches!(byte, b'\r' | b'\n') {
            continue;
        }
        if byte == b'=' {
            padding += 1;
            continue;
        }
        if padding > 0 {
            return None;
        }
        group = (group << 6) | u32::from(value(byte)?);
        count += 1;
        if count == 4 {
            out.extend_from_slice(group.to_be_bytes().get(1..)?);
            (group, count) = (0, 0);
        }
    }
    match (count, padding) {
        (0, 0) => {}
        (2, 2) => out.push((group >> 4) as u8),
        (3, 1) => out.extend_from_slice(&[(group >> 10) as u8, (group >> 2) as u8]),
        _ => return None,
    }
    Some(out)
}

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Appends bytes as Go reads them where a string has to be UTF-8: one U+FFFD for each bad byte.
/// Tells how many there were.
pub(crate) fn push_lossy(bytes: &[u8], out: &mut String) -> usize {
    let mut rest = bytes;
    let mut bad_bytes = 0;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return bad_bytes;
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                out.push_str(std::str::from_utf8(good).unwrap_or_default());
                out.push(char::REPLACEMENT_CHARACTER);
                bad_bytes += 1;
                rest = bad.get(1..).unwrap_or_default();
            }
        }
    }
}

/// Base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = 0u32;
        for i in 0..3 {
            group = (group << 8) | u32::from(chunk.get(i).copied().unwrap_or(0));
        }
        for i in 0..4 {
            let digit = (group >> (18 - 6 * i)) & 63;
            let digit = ALPHABET.get(digit as usize).copied().unwrap_or(b'=');
            out.push(if i <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}

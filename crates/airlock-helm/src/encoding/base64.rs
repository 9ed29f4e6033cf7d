//! Go's `encoding/base64` and `encoding/base32` in their standard alphabets, with padding.

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const NONE: u8 = 0xff;
const DECODE64: [u8; 256] = inverse(BASE64);
const DECODE32: [u8; 256] = inverse(BASE32);

const fn inverse(alphabet: &[u8]) -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut value = 0;
    while value < alphabet.len() {
        table[alphabet[value] as usize] = value as u8;
        value += 1;
    }
    table
}

/// Where a text stops being base64 or base32.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Corrupt(usize);

impl Corrupt {
    /// Go's error, where `name` is `base64` or `base32`.
    pub(crate) fn message(&self, name: &str) -> String {
        format!("illegal {name} data at input byte {}", self.0)
    }
}

/// Writes base64.
pub(crate) fn encode64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    let mut chunks = bytes.chunks_exact(3);
    for chunk in &mut chunks {
        let &[a, b, c] = chunk else { continue };
        out.extend_from_slice(&quantum64(a, b, c));
    }
    match *chunks.remainder() {
        [a] => {
            let [w, x, ..] = quantum64(a, 0, 0);
            out.extend_from_slice(&[w, x, b'=', b'=']);
        }
        [a, b] => {
            let [w, x, y, _] = quantum64(a, b, 0);
            out.extend_from_slice(&[w, x, y, b'=']);
        }
        _ => {}
    }
    out
}

fn quantum64(a: u8, b: u8, c: u8) -> [u8; 4] {
    let symbol = |bits: u8| BASE64[usize::from(bits & 63)];
    [
        symbol(a >> 2),
        symbol(a << 4 | b >> 4),
        symbol(b << 2 | c >> 6),
        symbol(c),
    ]
}

/// Reads base64; line ends inside are skipped.
pub(crate) fn decode64(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut at = 0;
    let mut bits: u32 = 0;
    let mut count = 0;
    while let Some(byte) = text.get(at) {
        let value = DECODE64[usize::from(*byte)];
        at += 1;
        if value != NONE {
            bits = bits << 6 | u32::from(value);
            count += 1;
            if count == 4 {
                out.extend_from_slice(&bits.to_be_bytes()[1..]);
                count = 0;
            }
        } else if *byte == b'=' {
            check_padding(text, at, count)?;
            push_partial(&mut out, bits, count);
            return Ok(out);
        } else if !is_line_end(*byte) {
            return Err(Corrupt(at - 1));
        }
    }
    if count > 0 {
        return Err(Corrupt(at - count));
    }
    Ok(out)
}

/// What follows the first `=`, which ends just before `at` and comes after `count` symbols.
fn check_padding(text: &[u8], at: usize, count: usize) -> Result<(), Corrupt> {
    if count < 2 {
        return Err(Corrupt(at - 1));
    }
    let mut end = at;
    if count == 2 {
        end = skip_line_ends(text, end);
        match text.get(end) {
            None => return Err(Corrupt(text.len())),
            Some(b'=') => end += 1,
            Some(_) => return Err(Corrupt(end - 1)),
        }
    }
    end = skip_line_ends(text, end);
    if end < text.len() {
        return Err(Corrupt(end));
    }
    Ok(())
}

fn push_partial(out: &mut Vec<u8>, bits: u32, count: usize) {
    if count == 2 {
        out.push((bits >> 4) as u8);
    } else {
        out.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]);
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn skip_line_ends(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(|byte| is_line_end(*byte)) {
        at += 1;
    }
    at
}

/// Writes base32.
pub(crate) fn encode32(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut five = [0; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        let symbols = (chunk.len() * 8).div_ceil(5);
        for i in 0..8 {
            let index = (bits >> (35 - 5 * i)) as usize & 31;
            out.push(if i < symbols { BASE32[index] } else { b'=' });
        }
    }
    out
}

/// Reads base32; line ends inside are skipped, and not counted in errors.
pub(crate) fn decode32(text: &[u8]) -> Result<Vec<u8>, Corrupt> {
    let mut text = text.to_vec();
    text.retain(|byte| !is_line_end(*byte));
    let mut out = Vec::with_capacity(text.len() / 8 * 5);
    let mut at = 0;
    while at < text.len() {
        let mut five = [0; 8];
        let mut count = 0;
        while count < 8 {
            let Some(byte) = text.get(at) else {
                return Err(Corrupt(at - count));
            };
            at += 1;
            if *byte == b'=' && count >= 2 && text.len() - at < 8 {
                check_padding32(&text, at, count)?;
                push_symbols(&mut out, &five, count);
                return Ok(out);
            }
            five[count] = DECODE32[usize::from(*byte)];
            if five[count] == NONE {
                return Err(Corrupt(at - 1));
            }
            count += 1;
        }
        push_symbols(&mut out, &five, 8);
    }
    Ok(out)
}

fn check_padding32(text: &[u8], at: usize, count: usize) -> Result<(), Corrupt> {
    let left = text.len() - at;
    if left + count < 7 {
        return Err(Corrupt(text.len()));
    }
    for k in 0..7 - count {
        if text.get(at + k).is_some_and(|byte| *byte != b'=') {
            return Err(Corrupt(at + k - 1));
        }
    }
    if matches!(count, 1 | 3 | 6) {
        return Err(Corrupt(at - 1));
    }
    Ok(())
}

fn push_symbols(out: &mut Vec<u8>, symbols: &[u8; 8], count: usize) {
    let mut bits: u64 = 0;
    for symbol in symbols {
        bits = bits << 5 | u64::from(*symbol);
    }
    let bytes = bits.to_be_bytes();
    out.extend_from_slice(&bytes[3..3 + count * 5 / 8]);
}

//! JSON strings, both ways. Bytes that are not UTF-8 become U+FFFD, one for each byte.

const HEX: &[u8; 16] = b"0123456789abcdef";

/// What a byte needs inside a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    Escape,
    /// Escaped where the text may end up in HTML.
    Html,
    /// Not ASCII: U+2028, U+2029 and what is not UTF-8 are escaped.
    Look,
}

const NEEDS: [Need; 256] = {
    let mut needs = [Need::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        needs[byte] = match byte as u8 {
            0..0x20 | b'"' | b'\\' => Need::Escape,
            b'<' | b'>' | b'&' => Need::Html,
            0x80.. => Need::Look,
            _ => Need::Nothing,
        };
        byte += 1;
    }
    needs
};

/// Appends a string with its quotes.
pub(super) fn push_string(out: &mut Vec<u8>, text: &[u8], html: bool) {
    out.push(b'"');
    let mut done = 0;
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        let need = NEEDS[usize::from(byte)];
        if need == Need::Nothing || (need == Need::Html && !html) {
            at += 1;
            continue;
        }
        if need == Need::Look {
            let (len, escape) = look(&text[at..]);
            if let Some(escape) = escape {
                out.extend_from_slice(&text[done..at]);
                out.extend_from_slice(escape);
                done = at + len;
            }
            at += len;
            continue;
        }
        out.extend_from_slice(&text[done..at]);
        push_escape(out, byte);
        at += 1;
        done = at;
    }
    out.extend_from_slice(&text[done..]);
    out.push(b'"');
}

fn push_escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x0c => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// How long the character is that the text begins with, and what is written in its place.
fn look(text: &[u8]) -> (usize, Option<&'static [u8]>) {
    match text {
        [0xe2, 0x80, 0xa8, ..] => (3, Some(b"\\u2028")),
        [0xe2, 0x80, 0xa9, ..] => (3, Some(b"\\u2029")),
        _ => match char_len(text) {
            0 => (1, Some(b"\\ufffd")),
            len => (len, None),
        },
    }
}

/// The length of the UTF-8 character that the text begins with; 0 where it begins with none.
fn char_len(text: &[u8]) -> usize {
    let len = match text.first() {
        Some(0..0x80) => return 1,
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return 0,
    };
    match text.get(..len) {
        Some(bytes) if std::str::from_utf8(bytes).is_ok() => len,
        _ => 0,
    }
}

/// Appends the text, with U+FFFD for each byte that is not UTF-8.
pub(crate) fn push_valid_utf8(out: &mut Vec<u8>, text: &[u8]) {
    for chunk in text.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        for _ in chunk.invalid() {
            out.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
}

/// What a string stands for; `text` is what is between its quotes, known to be well formed.
pub(super) fn unescape(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut done = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] != b'\\' {
            at += 1;
            continue;
        }
        push_valid_utf8(&mut out, &text[done..at]);
        at = push_unescaped(&mut out, text, at + 1);
        done = at;
    }
    push_valid_utf8(&mut out, text.get(done..).unwrap_or_default());
    out
}

/// Appends what the escape stands for whose letter is at `at`, and says where it ends.
fn push_unescaped(out: &mut Vec<u8>, text: &[u8], at: usize) -> usize {
    let byte = match text.get(at).copied().unwrap_or_default() {
        b'u' => return push_unicode(out, text, at),
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        itself => itself,
    };
    out.push(byte);
    at + 1
}

/// Two escapes that are halves of one character are one; a lone half is U+FFFD.
fn push_unicode(out: &mut Vec<u8>, text: &[u8], at: usize) -> usize {
    let unit = hex_unit(text, at + 1);
    let mut end = at + 5;
    let mut found = char::from_u32(unit);
    if (0xd800..0xdc00).contains(&unit) && text.get(end..end + 2) == Some(b"\\u") {
        let low = hex_unit(text, end + 2);
        if (0xdc00..0xe000).contains(&low) {
            found = char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
            end += 6;
        }
    }
    let found = found.unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(found.encode_utf8(&mut [0; 4]).as_bytes());
    end
}

fn hex_unit(text: &[u8], at: usize) -> u32 {
    let digits = text.get(at..at + 4).unwrap_or_default();
    digits.iter().fold(0, |unit, digit| {
        unit * 16 + char::from(*digit).to_digit(16).unwrap_or_default()
    })
}

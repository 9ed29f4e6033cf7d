//! The searches of the line reader: over bytes, by tables. They know nothing of YAML's structure.

/// The next byte that may end a plain scalar. Values are short and descriptions long: the first
/// bytes one by one, the rest with a search.
#[inline]
pub(super) fn plain_stop(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let near = from + 24;
    while let Some(byte) = bytes.get(at)
        && at < near
    {
        if PLAIN_STOP[usize::from(*byte)] {
            return at;
        }
        at += 1;
    }
    match bytes.get(at..) {
        // Tabs are rare enough to look for them again in what was passed over.
        Some(rest) => {
            let stop = memchr::memchr3(b':', b'#', b'\n', rest).unwrap_or(rest.len());
            let tab = rest
                .get(..stop)
                .and_then(|passed| memchr::memchr(b'\t', passed));
            at + tab.unwrap_or(stop)
        }
        None => at,
    }
}

#[inline]
pub(super) fn trim(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut stop = end;
    while stop > at && bytes[stop - 1] == b' ' {
        stop -= 1;
    }
    stop
}

/// The first byte in quotes that is not plain text.
#[inline]
pub(super) fn quoted_run(bytes: &[u8], from: usize, quote: u8) -> usize {
    let escape = if quote == b'"' { b'\\' } else { quote };
    let mut at = from;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' && bytes[at] != escape {
        at += 1;
    }
    at
}

#[inline]
pub(super) fn is_dash(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'-') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\n'))
}

/// The first byte that is no space, eight at a time.
#[inline]
pub(super) fn spaces(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let differs = u64::from_le_bytes(eight) ^ 0x2020_2020_2020_2020;
        if differs != 0 {
            return at + (differs.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

#[inline]
pub(super) fn spaces_up_to(bytes: &[u8], from: usize, most: usize) -> usize {
    let at = spaces(bytes, from);
    at.min(from + most)
}

/// The next line break, or the end of the text.
#[inline]
pub(super) fn find_newline(text: &str, from: usize) -> usize {
    match text.as_bytes().get(from..) {
        Some(rest) => memchr::memchr(b'\n', rest).map_or(text.len(), |at| from + at),
        None => text.len(),
    }
}

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

pub(super) static KEY_START: [bool; 256] =
    table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./$");
pub(super) static KEY: [bool; 256] =
    table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./$-+()=@~^;");
static PLAIN_STOP: [bool; 256] = table(b":#\t\n");

//! The addresses of schemas: URLs joined to a base, and fragments.

use airlock_gotmpl::{Str, number::quote};

use crate::url::{Url, escape_segment, unescape_segment};

/// A URL and the fragment behind it, which is decoded.
pub(super) struct Address {
    pub(super) url: String,
    pub(super) fragment: Vec<u8>,
}

/// What stands before the first `#`, and what follows it.
pub(super) fn split(text: &[u8]) -> (&[u8], &[u8]) {
    match text.iter().position(|byte| *byte == b'#') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, b""),
    }
}

/// The fragment of a URL, decoded.
pub(super) fn fragment(text: &[u8]) -> Result<Vec<u8>, String> {
    unescape_segment(split(text).1).map_err(|e| format!("error in parsing {}: {e}", quote(text)))
}

/// What a reference means where the base is known.
pub(super) fn join(base: &str, reference: &[u8]) -> Result<Address, String> {
    let fragment = fragment(reference)?;
    let (text, _) = split(reference);
    if text.is_empty() {
        let url = base.to_owned();
        return Ok(Address { url, fragment });
    }
    let fail = |text: &[u8], e: String| format!("error in parsing {}: {e}", quote(text));
    let reference = Url::parse(text).map_err(|e| fail(text, e))?;
    let base = Url::parse(base.as_bytes()).map_err(|e| fail(base.as_bytes(), e))?;
    let url = resolve(base, reference).to_bytes();
    let url = String::from_utf8_lossy(&url).into_owned();
    Ok(Address { url, fragment })
}

/// Go's `URL.ResolveReference`.
fn resolve(base: Url, mut reference: Url) -> Url {
    let absolute = !reference.scheme.is_empty();
    if !absolute && !base.opaque.is_empty() {
        return base;
    }
    if absolute && !reference.opaque.is_empty() {
        return reference;
    }
    let own_host = absolute || !reference.host.is_empty() || reference.user.is_some();
    let from: &[u8] = if own_host { b"" } else { &base.path };
    reference.path = resolve_path(from, &reference.path);
    if !absolute {
        reference.scheme = base.scheme;
    }
    if !own_host {
        reference.host = base.host;
        reference.user = base.user;
    }
    reference
}

fn resolve_path(base: &[u8], path: &[u8]) -> Vec<u8> {
    let full = if path.is_empty() {
        base.to_vec()
    } else if path.starts_with(b"/") {
        path.to_vec()
    } else {
        let slash = base.iter().rposition(|byte| *byte == b'/');
        [&base[..slash.map_or(0, |at| at + 1)], path].concat()
    };
    if full.is_empty() {
        return full;
    }
    let mut segments: Vec<&[u8]> = Vec::new();
    let mut ends_in_folder = false;
    for segment in full
        .split(|byte| *byte == b'/')
        .skip(usize::from(full.starts_with(b"/")))
    {
        ends_in_folder = matches!(segment, b"." | b"..");
        match segment {
            b"." => {}
            b".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    let mut out = Vec::with_capacity(full.len() + 1);
    for segment in segments {
        out.push(b'/');
        out.extend_from_slice(segment);
    }
    if ends_in_folder || out.is_empty() {
        out.push(b'/');
    }
    out
}

/// A URL with a JSON pointer behind it, as errors show it.
pub(super) fn with_pointer(url: &str, pointer: &[u8]) -> String {
    let mut out = format!("{url}#");
    for (i, token) in pointer.split(|byte| *byte == b'/').enumerate() {
        if i > 0 {
            out.push('/');
        }
        out.push_str(&String::from_utf8_lossy(&escape_segment(token)));
    }
    out
}

/// The token of a JSON pointer, unescaped.
pub(super) fn unescape_token(token: &[u8]) -> Option<Str> {
    if !token.contains(&b'~') {
        return Some(Str::new(token));
    }
    let mut out = Vec::with_capacity(token.len());
    let mut bytes = token.iter();
    while let Some(byte) = bytes.next() {
        out.push(match (byte, byte == &b'~') {
            (_, true) => match bytes.next()? {
                b'0' => b'~',
                b'1' => b'/',
                _ => return None,
            },
            _ => *byte,
        });
    }
    Some(Str::from(out))
}

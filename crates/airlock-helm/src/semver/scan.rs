//! The pieces that versions and constraints are scanned from. Takes bytes, allocates nothing.

/// A version with its parts where they were found, each with its leading `.`, `-` or `+`.
#[derive(Clone, Copy)]
pub(super) struct Parts<'t> {
    /// All of it, `v` included.
    pub(super) whole: &'t [u8],
    pub(super) major: &'t [u8],
    pub(super) minor: &'t [u8],
    pub(super) patch: &'t [u8],
    pub(super) prerelease: &'t [u8],
    pub(super) metadata: &'t [u8],
}

/// The longest version that the text begins with: `v?N(.N)?(.N)?(-ids)?(+ids)?`, where `is_number`
/// says what `N` is made of.
pub(super) fn version_prefix(text: &[u8], is_number: fn(u8) -> bool) -> Option<Parts<'_>> {
    let start = usize::from(text.first() == Some(&b'v'));
    let major = run(text, start, is_number);
    if major == start {
        return None;
    }
    let minor = dotted(text, major, is_number);
    let patch = if minor > major {
        dotted(text, minor, is_number)
    } else {
        minor
    };
    let prerelease = identifiers(text, patch, b'-');
    let metadata = identifiers(text, prerelease, b'+');
    Some(Parts {
        whole: text.get(..metadata)?,
        major: text.get(start..major)?,
        minor: text.get(major..minor)?,
        patch: text.get(minor..patch)?,
        prerelease: text.get(patch..prerelease)?,
        metadata: text.get(prerelease..metadata)?,
    })
}

/// Where the run of bytes of one kind that begins at `at` ends.
pub(super) fn run(text: &[u8], mut at: usize, is_member: fn(u8) -> bool) -> usize {
    while text.get(at).is_some_and(|byte| is_member(*byte)) {
        at += 1;
    }
    at
}

fn dotted(text: &[u8], at: usize, is_member: fn(u8) -> bool) -> usize {
    if text.get(at) != Some(&b'.') {
        return at;
    }
    let end = run(text, at + 1, is_member);
    if end > at + 1 { end } else { at }
}

fn identifiers(text: &[u8], at: usize, lead: u8) -> usize {
    if text.get(at) != Some(&lead) {
        return at;
    }
    let mut end = run(text, at + 1, is_identifier);
    if end == at + 1 {
        return at;
    }
    loop {
        let next = dotted(text, end, is_identifier);
        if next == end {
            return end;
        }
        end = next;
    }
}

/// What identifiers of prereleases and metadata are made of.
pub(super) fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// Go's `\s`.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

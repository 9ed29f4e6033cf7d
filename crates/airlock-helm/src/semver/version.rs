//! One version: parsing (loose and strict), order, and the next ones. Error texts are
//! Masterminds'.

use std::cmp::Ordering;

use super::scan::{is_identifier, version_prefix};

const INVALID: &str = "invalid semantic version";
const ZERO_SEGMENT: &str = "version segment starts with 0";
const INVALID_PRERELEASE: &str = "invalid prerelease string";
const INVALID_METADATA: &str = "invalid metadata string";
const TOO_LONG: &str = "version string is too long (max 256 bytes)";
const MAX_LEN: usize = 256;

/// A semantic version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
    /// What follows `-`, or nothing.
    pub prerelease: String,
    /// What follows `+`, or nothing.
    pub metadata: String,
    /// The text that was parsed.
    pub original: String,
}

impl Version {
    /// A version as people write it: `v1`, `1.2` and leading zeros are taken.
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Self, String> {
        let text = text.as_ref();
        if text.len() > MAX_LEN {
            return Err(TOO_LONG.to_owned());
        }
        let parts = version_prefix(text, |byte| byte.is_ascii_digit())
            .filter(|parts| parts.whole.len() == text.len())
            .ok_or(INVALID)?;
        let version = Self {
            major: segment(parts.major)?,
            minor: segment(parts.minor)?,
            patch: segment(parts.patch)?,
            prerelease: after_lead(parts.prerelease),
            metadata: after_lead(parts.metadata),
            original: lossy(text),
        };
        if !version.prerelease.is_empty() {
            check_prerelease(&version.prerelease)?;
        }
        Ok(version)
    }

    /// A version that keeps to the specification.
    pub fn strict(text: impl AsRef<[u8]>) -> Result<Self, String> {
        let text = text.as_ref();
        if text.is_empty() {
            return Err("version string empty".to_owned());
        }
        if text.len() > MAX_LEN {
            return Err(TOO_LONG.to_owned());
        }
        let mut numbers = text.splitn(3, |byte| *byte == b'.');
        let (Some(major), Some(minor), Some(rest)) =
            (numbers.next(), numbers.next(), numbers.next())
        else {
            return Err(INVALID.to_owned());
        };
        let (rest, metadata) = split_at(rest, b'+');
        if let Some(metadata) = metadata {
            check_metadata(metadata)?;
        }
        let (patch, prerelease) = split_at(rest, b'-');
        if let Some(prerelease) = prerelease {
            check_prerelease(&lossy(prerelease))?;
        }
        for number in [major, minor, patch] {
            check_number(number)?;
        }
        Ok(Self {
            major: parse_uint(major)?,
            minor: parse_uint(minor)?,
            patch: parse_uint(patch)?,
            prerelease: lossy(prerelease.unwrap_or_default()),
            metadata: lossy(metadata.unwrap_or_default()),
            original: lossy(text),
        })
    }

    /// The order of the specification: metadata does not count.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.numbers()
            .cmp(&other.numbers())
            .then_with(|| compare_release(&self.prerelease, &other.prerelease))
    }

    fn numbers(&self) -> (u64, u64, u64) {
        (self.major, self.minor, self.patch)
    }

    /// The next patch version; that of a prerelease is its release.
    pub fn next_patch(&self) -> Result<Self, String> {
        let patch = if self.prerelease.is_empty() {
            increment(self.patch, "patch")?
        } else {
            self.patch
        };
        Ok(self.with_numbers(self.major, self.minor, patch))
    }

    /// The next minor version.
    pub fn next_minor(&self) -> Result<Self, String> {
        Ok(self.with_numbers(self.major, increment(self.minor, "minor")?, 0))
    }

    /// The next major version.
    pub fn next_major(&self) -> Result<Self, String> {
        Ok(self.with_numbers(increment(self.major, "major")?, 0, 0))
    }

    fn with_numbers(&self, major: u64, minor: u64, patch: u64) -> Self {
        self.renamed(Self {
            major,
            minor,
            patch,
            ..Self::default()
        })
    }

    /// The same version with another prerelease.
    pub fn with_prerelease(&self, prerelease: &str) -> Result<Self, String> {
        if !prerelease.is_empty() {
            check_prerelease(prerelease)?;
        }
        Ok(self.renamed(Self {
            prerelease: prerelease.to_owned(),
            ..self.clone()
        }))
    }

    /// The same version with other metadata.
    pub fn with_metadata(&self, metadata: &str) -> Result<Self, String> {
        if !metadata.is_empty() {
            check_metadata(metadata.as_bytes())?;
        }
        Ok(self.renamed(Self {
            metadata: metadata.to_owned(),
            ..self.clone()
        }))
    }

    fn renamed(&self, mut next: Self) -> Self {
        let prefix = if self.original.starts_with('v') {
            "v"
        } else {
            ""
        };
        next.original = format!("{prefix}{next}");
        next
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)?;
        if !self.prerelease.is_empty() {
            write!(f, "-{}", self.prerelease)?;
        }
        if !self.metadata.is_empty() {
            write!(f, "+{}", self.metadata)?;
        }
        Ok(())
    }
}

fn increment(number: u64, name: &str) -> Result<u64, String> {
    number
        .checked_add(1)
        .ok_or_else(|| format!("{name} version increment would overflow uint64"))
}

fn split_at(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let mut halves = text.splitn(2, |byte| *byte == separator);
    (halves.next().unwrap_or_default(), halves.next())
}

fn after_lead(part: &[u8]) -> String {
    lossy(part.get(1..).unwrap_or_default())
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// A number with its leading dot, where there is one.
fn segment(part: &[u8]) -> Result<u64, String> {
    let digits = part.strip_prefix(b".").unwrap_or(part);
    if digits.is_empty() {
        return Ok(0);
    }
    parse_uint(digits).map_err(|error| format!("error parsing version segment: {error}"))
}

fn parse_uint(digits: &[u8]) -> Result<u64, String> {
    let text = lossy(digits);
    text.parse().map_err(|_| {
        let why = if text.is_empty() {
            "invalid syntax"
        } else {
            "value out of range"
        };
        format!("strconv.ParseUint: parsing \"{text}\": {why}")
    })
}

fn check_number(digits: &[u8]) -> Result<(), String> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err("invalid characters in version".to_owned());
    }
    if digits.len() > 1 && digits.first() == Some(&b'0') {
        return Err(ZERO_SEGMENT.to_owned());
    }
    Ok(())
}

fn check_prerelease(prerelease: &str) -> Result<(), String> {
    for part in prerelease.as_bytes().split(|byte| *byte == b'.') {
        if part.is_empty() {
            return Err(INVALID_PRERELEASE.to_owned());
        }
        if part.iter().all(u8::is_ascii_digit) {
            check_number(part)?;
        } else if !part.iter().all(|byte| is_identifier(*byte)) {
            return Err(INVALID_PRERELEASE.to_owned());
        }
    }
    Ok(())
}

fn check_metadata(metadata: &[u8]) -> Result<(), String> {
    for part in metadata.split(|byte| *byte == b'.') {
        if part.is_empty() || !part.iter().all(|byte| is_identifier(*byte)) {
            return Err(INVALID_METADATA.to_owned());
        }
    }
    Ok(())
}

/// A release comes after its prereleases.
fn compare_release(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => compare_prerelease(a, b),
    }
}

/// The order of two prereleases, part by part.
pub(super) fn compare_prerelease(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let (left, right) = (a.next(), b.next());
        if left.is_none() && right.is_none() {
            return Ordering::Equal;
        }
        let order = compare_identifier(left.unwrap_or_default(), right.unwrap_or_default());
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Numbers come before words. A number too big for 64 bits counts as a word.
fn compare_identifier(a: &str, b: &str) -> Ordering {
    if a.is_empty() || b.is_empty() {
        return a.len().cmp(&b.len());
    }
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(left), Ok(right)) => left.cmp(&right),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

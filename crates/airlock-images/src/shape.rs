//! What a value looks like, before anybody asks what its name says.

use crate::reference::{Reference, ReferenceError};
use crate::rules::Rules;

/// A value where an image might stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Something else: a URL, a file, a number, a leftover of a template.
    Other,
    /// It would be an image but the grammar or its digest is broken.
    Broken(ReferenceError),
    /// A reference, with its look.
    Image(Look, Reference),
}

/// What is there of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// It begins with a host.
    pub(crate) host: bool,
    /// That host is known to be a registry.
    pub(crate) known: bool,
    /// It has more than one component.
    pub(crate) path: bool,
    /// It has a tag.
    pub(crate) tag: bool,
    /// It has a digest.
    pub(crate) digest: bool,
}

impl Look {
    /// It says which image it means.
    pub(crate) fn pinned(self) -> bool {
        self.tag || self.digest
    }
}

const LONGEST: usize = 512;

/// Judges a value by its look alone.
pub(crate) fn shape(rules: &Rules, value: &str) -> Shape {
    if is_something_else(rules, value) {
        return Shape::Other;
    }
    let host = host(value);
    let name_end = value.find('@').unwrap_or(value.len());
    let name = value.get(..name_end).unwrap_or(value);
    let last = name.rsplit('/').next().unwrap_or(name);
    let look = Look {
        host: host.is_some(),
        known: host.is_some_and(|host| rules.is_known_host(host)),
        path: name.contains('/'),
        tag: last.contains(':'),
        digest: name_end < value.len(),
    };
    if !look.pinned() && rules.is_file(value) || is_address(name, look) {
        return Shape::Other;
    }
    let untagged = match last.find(':') {
        Some(colon) => name.get(..name.len() - last.len() + colon).unwrap_or(name),
        None => name,
    };
    if rules.is_registry_or_owner(untagged) {
        return Shape::Other;
    }
    match Reference::pulled(value) {
        Ok(reference) => Shape::Image(look, reference),
        Err(error) => Shape::Broken(error),
    }
}

/// The registry, where the value begins with one.
pub(crate) fn host(value: &str) -> Option<&str> {
    let (first, _) = value.split_once('/')?;
    (first.contains(['.', ':']) || first == "localhost").then_some(first)
}

fn is_something_else(rules: &Rules, value: &str) -> bool {
    value.is_empty()
        || value.len() > LONGEST
        || !value.bytes().all(is_reference_byte)
        || value.contains("//")
        || value.starts_with("sha256:")
        || value.starts_with("sha512:")
        || value.starts_with(['/', '.', '-', ':', '@', '_'])
        || value.ends_with(['/', ':', '@', '.', '-'])
        || value
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b':' | b'-' | b'/'))
        || rules.is_leftover(value)
}

fn is_reference_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'.' | b'-' | b'_' | b'/' | b':' | b'@' | b'[' | b']' | b'+'
        )
}

/// `host:8080` and `10.0.0.1:53`, which the grammar would take for a tag.
fn is_address(name: &str, look: Look) -> bool {
    if look.path || look.digest {
        return false;
    }
    name.split_once(':').is_some_and(|(host, port)| {
        let number = port.parse::<u32>().ok();
        host == "localhost"
            || (number.is_some() && host.contains('.'))
            || number.is_some_and(|port| (1000..=65_535).contains(&port))
    })
}

//! Which names an output may have: those that every operating system can check out.

use std::fmt;

/// Why a name cannot be an output's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFault {
    /// It is absolute, empty, or has an empty, `.` or `..` part.
    NotBelowRoot,
    /// It has a character that Windows refuses, or a control character.
    Character(char),
    /// A part is a device on Windows, whatever its extension.
    Device(String),
    /// A part ends in a dot or a space, which Windows drops.
    Ending(String),
    /// A part is longer than 200 bytes; the writer needs the rest for itself.
    Length,
    /// A part looks like one of the writer's own temporary files.
    Reserved,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameFault::NotBelowRoot => f.write_str("is no path below the output folder"),
            NameFault::Character(c) => write!(f, "has {c:?}, which Windows does not allow"),
            NameFault::Device(part) => write!(f, "has `{part}`, a device's name on Windows"),
            NameFault::Ending(part) => {
                write!(f, "has `{part}`, whose last character Windows would drop")
            }
            NameFault::Length => f.write_str("has a part of more than 200 bytes"),
            NameFault::Reserved => f.write_str("is a name of the writer's own temporary files"),
        }
    }
}

/// How the names of files begin that are staged and not yet in place.
pub(super) const STAGED: &str = ".airlock-new-";

/// Whether `path`, with `/` between its parts, can be an output's.
pub(super) fn check(path: &str) -> Result<(), NameFault> {
    path.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), NameFault> {
    if part.is_empty() || part == "." || part == ".." {
        return Err(NameFault::NotBelowRoot);
    }
    if let Some(c) = part.chars().find(|c| is_forbidden(*c)) {
        return Err(NameFault::Character(c));
    }
    if part.ends_with(['.', ' ']) {
        return Err(NameFault::Ending(part.to_string()));
    }
    if is_device(part) {
        return Err(NameFault::Device(part.to_string()));
    }
    if part.starts_with(STAGED) {
        return Err(NameFault::Reserved);
    }
    match part.len() > 200 {
        true => Err(NameFault::Length),
        false => Ok(()),
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*')
}

fn is_device(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or("")
        .trim_end()
        .to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let number = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|n| {
        let mut chars = n.chars();
        let one = chars
            .next()
            .is_some_and(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'));
        one && chars.next().is_none()
    })
}

/// What two names have in common where case does not count.
pub(super) fn folded(path: &str) -> String {
    path.chars().flat_map(char::to_lowercase).collect()
}

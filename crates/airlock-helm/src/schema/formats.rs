//! The formats that strings can be asked to have: the library's rules and its words.

mod address;
mod mail;
mod pointer;
mod times;
mod version;

use airlock_gotmpl::number::quote_rune;

use crate::regexp::Regexp;
use crate::runes;

/// A format by its place in [`FORMATS`].
#[derive(Clone, Copy)]
pub(super) struct Format(usize);

type Rule = fn(&[u8]) -> Result<(), String>;

const FORMATS: [(&str, Rule); 19] = [
    ("regex", regex),
    ("json-pointer", pointer::json_pointer),
    ("relative-json-pointer", pointer::relative),
    ("uuid", version::uuid),
    ("duration", times::duration),
    ("period", times::period),
    ("ipv4", address::ipv4),
    ("ipv6", address::ipv6),
    ("hostname", mail::hostname),
    ("email", mail::email),
    ("date", times::date),
    ("time", times::time),
    ("date-time", times::date_time),
    ("uri", address::uri),
    ("iri", address::uri),
    ("uri-reference", address::uri_reference),
    ("iri-reference", address::uri_reference),
    ("uri-template", address::uri_template),
    ("semver", version::semver),
];

impl Format {
    /// The format of a name. Others are not checked.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let at = FORMATS.iter().position(|(n, _)| n.as_bytes() == name);
        at.map(Self)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        FORMATS.get(self.0).map_or("", |(name, _)| name)
    }

    /// Why a string is not of this format.
    pub(super) fn check(self, text: &[u8]) -> Result<(), String> {
        FORMATS.get(self.0).map_or(Ok(()), |(_, rule)| rule(text))
    }
}

pub(super) fn regex(text: &[u8]) -> Result<(), String> {
    let compiled = Regexp::compile(text);
    let failed = |error: Vec<u8>| String::from_utf8_lossy(&error).into_owned();
    compiled.map(|_| ()).map_err(failed)
}

/// An error where a condition does not hold.
fn ensure(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

/// How many digits a text begins with.
fn leading_digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The first rune that is none of the bytes allowed, quoted.
fn first_other(text: &[u8], allowed: fn(u8) -> bool) -> Option<String> {
    let at = text.iter().position(|byte| !allowed(*byte))?;
    Some(quote_rune(runes::decode(&text[at..]).0, false))
}

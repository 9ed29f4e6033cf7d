//! The case of texts: `upper`, `title`, `swapcase`, `snakecase` and their like.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use super::words;
use crate::{runes, unicode};

const ONE: Sig = Sig::fixed(&[Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("camelcase", ONE, |call| {
        Ok(text(words::pascal(call.text(0))))
    }),
    Func::new("initials", ONE, |call| Ok(text(initials(call.text(0))))),
    Func::new("kebabcase", ONE, |call| {
        Ok(text(words::joined(call.text(0), b'-')))
    }),
    Func::new("lower", ONE, lower),
    Func::new("snakecase", ONE, |call| {
        Ok(text(words::joined(call.text(0), b'_')))
    }),
    Func::new("swapcase", ONE, |call| Ok(text(swapped(call.text(0))))),
    Func::new("title", ONE, |call| Ok(text(titled(call.text(0))))),
    Func::new("untitle", ONE, |call| Ok(text(untitled(call.text(0))))),
    Func::new("upper", ONE, upper),
];

fn text(bytes: Vec<u8>) -> Value {
    Value::Str(bytes.into())
}

fn lower(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let source = call.str(0);
    Ok(text(if source.is_ascii() {
        source.to_ascii_lowercase()
    } else {
        mapped(&source, unicode::to_lower)
    }))
}

fn upper(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let source = call.str(0);
    Ok(text(if source.is_ascii() {
        source.to_ascii_uppercase()
    } else {
        mapped(&source, unicode::to_upper)
    }))
}

/// Every rune mapped; what is not UTF-8 becomes U+FFFD.
fn mapped(source: &[u8], mut map: impl FnMut(u32) -> u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(source.len());
    let mut rest = source;
    while !rest.is_empty() {
        let (rune, width) = runes::decode(rest);
        runes::push(&mut out, map(rune));
        rest = &rest[width..];
    }
    out
}

/// Go's `strings.Title`: a letter is in title case after what separates words.
fn titled(source: &[u8]) -> Vec<u8> {
    let mut after_separator = true;
    mapped(source, |rune| {
        let here = std::mem::replace(&mut after_separator, separates(rune));
        if here { unicode::to_title(rune) } else { rune }
    })
}

fn separates(rune: u32) -> bool {
    match u8::try_from(rune) {
        Ok(byte) if byte < 0x80 => byte != b'_' && !byte.is_ascii_alphanumeric(),
        _ => unicode::is_space(rune),
    }
}

/// The first rune of every word in lower case.
fn untitled(source: &[u8]) -> Vec<u8> {
    let mut at_start = true;
    mapped(source, |rune| {
        if unicode::is_space(rune) {
            at_start = true;
            return rune;
        }
        match std::mem::take(&mut at_start) {
            true => unicode::to_lower(rune),
            false => rune,
        }
    })
}

/// Upper to lower; lower to upper, or to title at the start of a word.
fn swapped(source: &[u8]) -> Vec<u8> {
    let mut after_space = true;
    mapped(source, |rune| {
        if unicode::is_upper(rune) || unicode::is_title(rune) {
            after_space = false;
            unicode::to_lower(rune)
        } else if !unicode::is_lower(rune) {
            after_space = unicode::is_space(rune);
            rune
        } else if std::mem::take(&mut after_space) {
            unicode::to_title(rune)
        } else {
            unicode::to_upper(rune)
        }
    })
}

/// The first byte of every word, as goutils has it: bytes are looked at as if they were runes.
fn initials(source: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut after_space = true;
    for byte in source {
        let rune = u32::from(*byte);
        if unicode::is_space(rune) {
            after_space = true;
        } else if std::mem::take(&mut after_space) {
            runes::push(&mut out, rune);
        }
    }
    out
}

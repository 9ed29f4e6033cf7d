//! Texts taken apart, and lists of texts in order: `split`, `splitList`, `splitn`, `sortAlpha`.

use airlock_gotmpl::value::{Entries, List, ListType, Map, STRING_MAP};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value};

use super::{bounds, show};
use crate::{runes, search};

const TWO: Sig = Sig::fixed(&[Ty::Str, Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("sortAlpha", Sig::fixed(&[Ty::Any]), sort_alpha),
    Func::new("split", TWO, |call| split(call, 1, -1)),
    Func::new("splitList", TWO, split_list),
    Func::new("splitn", Sig::fixed(&[Ty::Str, Ty::Int, Ty::Str]), |call| {
        split(call, 2, call.int(1))
    }),
];

/// Go's `strings.SplitN`; a negative limit is none, and one more than a list may have is enough.
fn parts<'t>(text: &'t [u8], separator: &'t [u8], limit: i64) -> Vec<&'t [u8]> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 {
        return Vec::new();
    }
    if separator.is_empty() {
        return exploded(text, limit);
    }
    let mut parts = Vec::new();
    let mut begin = 0;
    for at in search::places(text, separator) {
        if parts.len() + 1 >= limit || parts.len() > bounds::MAX_ITEMS {
            break;
        }
        parts.push(&text[begin..at]);
        begin = at + separator.len();
    }
    parts.push(&text[begin..]);
    parts
}

/// The runes of a text; the last of `limit` is all the rest.
fn exploded(mut text: &[u8], limit: usize) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while !text.is_empty() {
        if parts.len() + 1 == limit || parts.len() > bounds::MAX_ITEMS {
            parts.push(text);
            break;
        }
        let (rune, rest) = text.split_at(runes::decode(text).1);
        parts.push(rune);
        text = rest;
    }
    parts
}

/// A map of the parts, `_0` first; the text is the argument at `text_at`.
fn split(call: &mut Call<'_, '_>, text_at: usize, limit: i64) -> Result<Value, FuncError> {
    let (separator, text) = (call.str(0), call.str(text_at));
    let parts = parts(&text, &separator, limit);
    // An entry of a map takes several times what an item of a list does.
    bounds::list(call, parts.len().saturating_mul(4))?;
    let numbered = parts.iter().enumerate();
    let entries: Entries = numbered
        .map(|(i, part)| (Str::from(format!("_{i}")), Value::str(*part)))
        .collect();
    Ok(Value::Map(Map::typed(&STRING_MAP, entries)))
}

fn split_list(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (separator, text) = (call.str(0), call.str(1));
    let parts = parts(&text, &separator, -1);
    bounds::list(call, parts.len().saturating_mul(2))?;
    Ok(Value::List(List::strings(parts)))
}

fn sort_alpha(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let value = call.arg(0);
    let mut texts = match &value {
        Value::Nil => vec![show::text_of(&value)],
        Value::List(list) if list.is_nil() && list.ty() == ListType::Strings => {
            return Ok(Value::List(list.clone()));
        }
        value => show::texts_of(value),
    };
    texts.sort_unstable();
    Ok(Value::List(List::strings(texts)))
}

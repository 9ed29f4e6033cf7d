//! Texts: trimming, cutting, searching, replacing and indenting them, byte by byte as Go does.

use std::io::BufRead;

use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value};

use super::bounds;
use crate::{runes, search, unicode};

const ONE: Sig = Sig::fixed(&[Ty::Str]);
const TWO: Sig = Sig::fixed(&[Ty::Str, Ty::Str]);
const COUNT_AND_TEXT: Sig = Sig::fixed(&[Ty::Int, Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("contains", TWO, |call| {
        Ok(Value::Bool(has_inside(call.text(1), call.text(0))))
    }),
    Func::new("hasPrefix", TWO, |call| {
        Ok(call.text(1).starts_with(call.text(0)).into())
    }),
    Func::new("hasSuffix", TWO, |call| {
        Ok(call.text(1).ends_with(call.text(0)).into())
    }),
    Func::new("hello", Sig::fixed(&[]), |_| Ok("Hello!".into())),
    Func::new("indent", COUNT_AND_TEXT, |call| indent(call, b"")),
    Func::new("nindent", COUNT_AND_TEXT, |call| indent(call, b"\n")),
    Func::new("nospace", ONE, nospace),
    Func::new("plural", Sig::fixed(&[Ty::Str, Ty::Str, Ty::Int]), plural),
    Func::new("repeat", COUNT_AND_TEXT, repeat),
    Func::new("replace", Sig::fixed(&[Ty::Str, Ty::Str, Ty::Str]), replace),
    Func::new("substr", Sig::fixed(&[Ty::Int, Ty::Int, Ty::Str]), substr),
    Func::new("trim", ONE, |call| Ok(part(&call.str(0), trim_space))),
    Func::new("trimAll", TWO, trim_all),
    Func::new("trimall", TWO, trim_all),
    Func::new("trimPrefix", TWO, trim_prefix),
    Func::new("trimSuffix", TWO, trim_suffix),
    Func::new("trunc", COUNT_AND_TEXT, trunc),
];

/// A part of a text; the text itself where that is all of it.
fn part(text: &Str, cut: fn(&[u8]) -> &[u8]) -> Value {
    keep(text, cut(text))
}

fn keep(whole: &Str, kept: &[u8]) -> Value {
    Value::Str(if kept.len() == whole.len() {
        whole.clone()
    } else {
        kept.into()
    })
}

fn has_inside(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || search::places(text, part).next().is_some()
}

/// Go's `strings.TrimSpace`.
pub(super) fn trim_space(text: &[u8]) -> &[u8] {
    trim_runes(text, unicode::is_space)
}

/// The text without what `cut` holds for, at both ends.
fn trim_runes(mut text: &[u8], cut: impl Fn(u32) -> bool) -> &[u8] {
    loop {
        let (rune, width) = runes::decode(text);
        if width == 0 || !cut(rune) {
            break;
        }
        text = &text[width..];
    }
    loop {
        let (rune, width) = runes::decode_last(text);
        if width == 0 || !cut(rune) {
            return text;
        }
        text = &text[..text.len() - width];
    }
}

fn trim_all(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let cutset = runes::all(call.text(0));
    let text = call.str(1);
    Ok(keep(
        &text,
        trim_runes(&text, |rune| cutset.contains(&rune)),
    ))
}

fn trim_prefix(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(1);
    Ok(keep(
        &text,
        text.strip_prefix(call.text(0)).unwrap_or(&text),
    ))
}

fn trim_suffix(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(1);
    Ok(keep(
        &text,
        text.strip_suffix(call.text(0)).unwrap_or(&text),
    ))
}

/// Goutils looks at bytes as if they were runes, and so doubles what is not ASCII; but not where
/// there is nothing to delete.
fn nospace(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(0);
    let mut out = Vec::with_capacity(text.len());
    let mut deleted = false;
    for byte in text.iter() {
        let rune = u32::from(*byte);
        if unicode::is_space(rune) {
            deleted = true;
        } else {
            runes::push(&mut out, rune);
        }
    }
    Ok(Value::Str(if deleted { out.into() } else { text }))
}

fn plural(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(call.arg(usize::from(call.int(2) != 1)))
}

/// A count that Go's `strings.Repeat` takes.
fn count(n: i64) -> Result<usize, FuncError> {
    usize::try_from(n).map_err(|_| FuncError::new("strings: negative Repeat count"))
}

fn repeat(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let times = count(call.int(0))?;
    let text = call.str(1);
    bounds::text(call, text.len().checked_mul(times))?;
    Ok(Value::Str(if text.is_empty() {
        text
    } else {
        text.repeat(times).into()
    }))
}

/// What lines are usually indented with.
const BLANKS: &[u8; 64] = &[b' '; 64];

/// `indent` and, with a newline as its lead, `nindent`.
fn indent(call: &mut Call<'_, '_>, lead: &[u8]) -> Result<Value, FuncError> {
    let wide = bounds::text(call, Some(count(call.int(0))?))?;
    let long;
    let pad = match BLANKS.get(..wide) {
        Some(pad) => pad,
        None => {
            long = b" ".repeat(wide);
            &long
        }
    };
    let text = call.text(1);
    let mut out = call.machine.buffer();
    out.reserve(lead.len() + pad.len() + text.len() * 5 / 4);
    out.extend_from_slice(lead);
    out.extend_from_slice(pad);
    let mut rest: &[u8] = text;
    // Reading from memory cannot fail; the standard library's search is fast in any build.
    while rest.read_until(b'\n', &mut out).is_ok_and(|read| read > 0) {
        if out.last() == Some(&b'\n') {
            out.extend_from_slice(pad);
        }
        if out.len() > bounds::MAX_BYTES {
            break;
        }
    }
    bounds::text(call, Some(out.len()))?;
    Ok(Value::Str(call.machine.finish(out)))
}

fn replace(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (old, new, text) = (call.text(0), call.text(1), call.text(2));
    if old == new {
        return Ok(call.arg(2));
    }
    let mut out = call.machine.buffer();
    let mut copied = 0;
    for at in places(text, old) {
        out.extend_from_slice(&text[copied..at]);
        out.extend_from_slice(new);
        copied = at + old.len();
        if out.len() > bounds::MAX_BYTES {
            break;
        }
    }
    if out.is_empty() && copied == 0 {
        call.machine.keep(out);
        return Ok(call.arg(2));
    }
    out.extend_from_slice(&text[copied..]);
    bounds::text(call, Some(out.len()))?;
    Ok(Value::Str(call.machine.finish(out)))
}

/// Where a text holds a part, without overlaps; before every rune and at the end if it is empty.
fn places<'t>(text: &'t [u8], part: &'t [u8]) -> Box<dyn Iterator<Item = usize> + 't> {
    if !part.is_empty() {
        return search::places(text, part);
    }
    Box::new(std::iter::successors(Some(0), |at| {
        let (_, width) = runes::decode(&text[*at..]);
        (width > 0).then_some(at + width)
    }))
}

fn trunc(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let text = call.str(1);
    let count = call.int(0);
    let length = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    Ok(if length >= text.len() {
        Value::Str(text)
    } else if count < 0 {
        keep(&text, &text[text.len() - length..])
    } else {
        keep(&text, &text[..length])
    })
}

/// `s[:end]`, `s[start:]` or `s[start:end]`, by the signs and sizes of the two.
fn substr(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (start, end, text) = (call.int(0), call.int(1), call.str(2));
    let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
    if start < 0 {
        let end_at = usize::try_from(end).ok();
        return end_at
            .and_then(|end| text.get(..end))
            .map(|kept| keep(&text, kept))
            .ok_or_else(|| FuncError::new(beyond(end, length)));
    }
    let end = if end < 0 || end > length { length } else { end };
    let from = usize::try_from(start).unwrap_or(usize::MAX);
    let to = usize::try_from(end).unwrap_or(usize::MAX);
    text.get(from..to)
        .map(|kept| keep(&text, kept))
        .ok_or_else(|| FuncError::new(out_of_range(&format!("[{start}:{end}]"))))
}

fn beyond(end: i64, length: i64) -> String {
    let range = out_of_range(&format!("[:{end}]"));
    if end < 0 {
        range
    } else {
        format!("{range} with length {length}")
    }
}

fn out_of_range(range: &str) -> String {
    format!("runtime error: slice bounds out of range {range}")
}

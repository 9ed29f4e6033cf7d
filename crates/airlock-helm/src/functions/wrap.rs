//! Texts brought to a width: `wrap`, `wrapWith`, `abbrev`, `abbrevboth`.

use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value};

use super::bounds;
use crate::search::find_byte;

pub(super) const FUNCS: &[Func] = &[
    Func::new("abbrev", Sig::fixed(&[Ty::Int, Ty::Str]), |call| {
        let (width, text) = (call.int(0), call.str(1));
        Ok(Value::Str(if width < 4 {
            text
        } else {
            abbreviated(text, 0, width)
        }))
    }),
    Func::new(
        "abbrevboth",
        Sig::fixed(&[Ty::Int, Ty::Int, Ty::Str]),
        abbrev_both,
    ),
    Func::new("wrap", Sig::fixed(&[Ty::Int, Ty::Str]), |call| {
        let text = call.str(1);
        wrapped(call, &text, b"\n", false)
    }),
    Func::new(
        "wrapWith",
        Sig::fixed(&[Ty::Int, Ty::Str, Ty::Str]),
        wrap_with,
    ),
];

fn abbrev_both(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (left, right, text) = (call.int(0), call.int(1), call.str(2));
    let too_narrow = right < 4 || (left > 0 && right < 7);
    Ok(Value::Str(if too_narrow {
        text
    } else {
        abbreviated(text, left, right)
    }))
}

/// Goutils' abbreviation to `width` bytes, at least 4, beginning near `offset`.
fn abbreviated(text: Str, offset: i64, width: i64) -> Str {
    let width = usize::try_from(width).unwrap_or(0);
    if text.len() <= width {
        return text;
    }
    let kept = width.saturating_sub(3);
    let offset = usize::try_from(offset).unwrap_or(0).min(text.len() - kept);
    if offset <= 4 {
        return [&text[..kept], b"..."].concat().into();
    }
    if width < 7 {
        return Str::default();
    }
    if offset + kept < text.len() {
        let middle = &text[offset..offset + kept - 3];
        return [b"...", middle, b"..."].concat().into();
    }
    [b"...", &text[text.len() - kept..]].concat().into()
}

fn wrap_with(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (newline, text) = (call.str(1), call.str(2));
    let newline: &[u8] = if newline.is_empty() { b"\n" } else { &newline };
    wrapped(call, &text, newline, true)
}

/// Goutils' wrapping: at the last blank before the width; a long word is broken only if asked.
fn wrapped(
    call: &mut Call<'_, '_>,
    text: &[u8],
    newline: &[u8],
    break_words: bool,
) -> Result<Value, FuncError> {
    let width = usize::try_from(call.int(0)).unwrap_or(0).max(1);
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while rest.len() > width {
        if rest.first() == Some(&b' ') {
            rest = &rest[1..];
            continue;
        }
        let Some((line, after)) = line_of(rest, width, break_words) else {
            break;
        };
        out.extend_from_slice(line);
        out.extend_from_slice(newline);
        rest = after;
        if out.len() > bounds::MAX_BYTES {
            break;
        }
    }
    out.extend_from_slice(rest);
    bounds::text(call, Some(out.len()))?;
    Ok(Value::Str(out.into()))
}

/// The next line of a text longer than `width`, and what follows it; `None` if there is no break.
fn line_of(rest: &[u8], width: usize, break_words: bool) -> Option<(&[u8], &[u8])> {
    if let Some(blank) = rest[..=width].iter().rposition(|b| *b == b' ') {
        return Some((&rest[..blank], &rest[blank + 1..]));
    }
    if break_words {
        return Some(rest.split_at(width));
    }
    let blank = find_byte(rest, width, b' ')?;
    Some((&rest[..blank], &rest[blank + 1..]))
}

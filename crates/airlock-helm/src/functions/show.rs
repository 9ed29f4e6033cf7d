//! Values as text: `toString`, `quote`, `squote`, `cat`, `toStrings`, `join`.

use airlock_gotmpl::value::{List, ListType};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value, fmt, number};

use super::{bounds, slices};

pub(super) const FUNCS: &[Func] = &[
    Func::new("cat", Sig::variadic(&[Ty::Any]), cat),
    Func::new("join", Sig::fixed(&[Ty::Str, Ty::Any]), join),
    Func::new("quote", Sig::variadic(&[Ty::Any]), quote),
    Func::new("squote", Sig::variadic(&[Ty::Any]), squote),
    Func::new("toString", Sig::fixed(&[Ty::Any]), to_string),
    Func::new("toStrings", Sig::fixed(&[Ty::Any]), to_strings),
];

/// A value as sprig makes a string of it: bytes are text, all else is as `%v` prints it.
pub(super) fn text_of(value: &Value) -> Str {
    match value {
        Value::Str(text) | Value::Bytes(text) => text.clone(),
        other => fmt::display(other),
    }
}

/// A value as sprig makes a list of strings of it.
pub(super) fn texts_of(value: &Value) -> Vec<Str> {
    match (slices::items(value), value) {
        (Some(items), _) => {
            let some = items.iter().filter(|item| !matches!(item, Value::Nil));
            some.map(text_of).collect()
        }
        (None, Value::Nil) => Vec::new(),
        (None, one) => vec![text_of(one)],
    }
}

fn to_string(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Str(text_of(call.value(0))))
}

fn to_strings(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    match call.arg(0) {
        Value::List(list) if list.ty() == ListType::Strings => Ok(Value::List(list)),
        other => Ok(Value::List(List::strings(texts_of(&other)))),
    }
}

/// The texts of all arguments but nil, with a blank between.
fn spaced(call: &mut Call<'_, '_>, show: fn(&mut Vec<u8>, &Value)) -> Result<Value, FuncError> {
    let mut out = call.machine.buffer();
    let mut first = true;
    for arg in call.args {
        if matches!(arg, Value::Nil) {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.push(b' ');
        }
        show(&mut out, arg);
        bounds::text(call, Some(out.len()))?;
    }
    Ok(Value::Str(call.machine.finish(out)))
}

fn quote(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    spaced(call, |out, value| match value {
        Value::Str(text) | Value::Bytes(text) => number::push_quoted(out, text),
        other => number::push_quoted(out, &fmt::display(other)),
    })
}

fn squote(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    spaced(call, |out, value| {
        out.push(b'\'');
        push_shown(out, value);
        out.push(b'\'');
    })
}

fn cat(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    spaced(call, push_shown)
}

/// Appends a value as `%v` prints it.
fn push_shown(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Str(text) => out.extend_from_slice(text),
        other => out.extend_from_slice(&fmt::display(other)),
    }
}

fn join(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let separator = call.text(0);
    let parts = texts_of(call.value(1));
    let between = separator.len().checked_mul(parts.len().saturating_sub(1));
    let total = parts
        .iter()
        .try_fold(between.unwrap_or(usize::MAX), |sum, part| {
            sum.checked_add(part.len())
        });
    let total = bounds::text(call, total)?;
    let mut out = call.machine.buffer();
    out.reserve(total);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(separator);
        }
        out.extend_from_slice(part);
    }
    Ok(Value::Str(call.machine.finish(out)))
}

//! Lists: making them, taking them apart and looking into them, over slices of any type.
//!
//! Go's lists may share an array; here each function gives a list of its own.

use std::collections::BTreeSet;

use airlock_gotmpl::value::{List, ListType};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value, compare};

use super::{bounds, cast, slices};

const ONE: Sig = Sig::fixed(&[Ty::Any]);
const TWO: Sig = Sig::fixed(&[Ty::Any, Ty::Any]);
const ANY: Sig = Sig::variadic(&[Ty::Any]);
const LIST_AND_MORE: Sig = Sig::variadic(&[Ty::Any, Ty::Any]);
const CHUNK: Sig = Sig::fixed(&[Ty::Int, Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("append", TWO, push).own_marks(),
    Func::new("chunk", CHUNK, chunk).own_marks(),
    Func::new("compact", ONE, compact).own_marks(),
    Func::new("concat", ANY, concat).own_marks(),
    Func::new("first", ONE, first).own_marks(),
    Func::new("has", TWO, has),
    Func::new("initial", ONE, initial).own_marks(),
    Func::new("last", ONE, last).own_marks(),
    Func::new("list", ANY, list).own_marks(),
    Func::new("mustAppend", TWO, push).own_marks(),
    Func::new("mustChunk", CHUNK, chunk).own_marks(),
    Func::new("mustCompact", ONE, compact).own_marks(),
    Func::new("mustFirst", ONE, first).own_marks(),
    Func::new("mustHas", TWO, has),
    Func::new("mustInitial", ONE, initial).own_marks(),
    Func::new("mustLast", ONE, last).own_marks(),
    Func::new("mustPrepend", TWO, prepend).own_marks(),
    Func::new("mustPush", TWO, push).own_marks(),
    Func::new("mustRest", ONE, rest).own_marks(),
    Func::new("mustReverse", ONE, reverse).own_marks(),
    Func::new("mustSlice", LIST_AND_MORE, slice).own_marks(),
    Func::new("mustUniq", ONE, uniq).own_marks(),
    Func::new("mustWithout", LIST_AND_MORE, without).own_marks(),
    Func::new("prepend", TWO, prepend).own_marks(),
    Func::new("push", TWO, push).own_marks(),
    Func::new("rest", ONE, rest).own_marks(),
    Func::new("reverse", ONE, reverse).own_marks(),
    Func::new("slice", LIST_AND_MORE, slice).own_marks(),
    Func::new("tuple", ANY, list).own_marks(),
    Func::new("uniq", ONE, uniq).own_marks(),
    Func::new("without", LIST_AND_MORE, without).own_marks(),
];

fn list(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let marked = (0..call.args.len()).any(|i| call.arg_marked(i));
    slices::list(call, call.args.to_vec(), marked)
}

fn push(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot push on type")?;
    let mut longer = Vec::with_capacity(items.len() + 1);
    longer.extend_from_slice(&items);
    longer.push(call.arg(1));
    let marked = slices::marked(call, 0) || call.arg_marked(1);
    slices::list(call, longer, marked)
}

fn prepend(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot prepend on type")?;
    let mut longer = Vec::with_capacity(items.len() + 1);
    longer.push(call.arg(1));
    longer.extend_from_slice(&items);
    let marked = slices::marked(call, 0) || call.arg_marked(1);
    slices::list(call, longer, marked)
}

fn concat(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let mut all = Vec::new();
    let mut marked = false;
    for (i, arg) in call.args.iter().enumerate() {
        if matches!(arg, Value::Nil) {
            return Err(FuncError::new(bounds::NIL_POINTER));
        }
        let Some(items) = slices::items(arg) else {
            let kind = arg.kind_name();
            return Err(FuncError::new(format!("Cannot concat type {kind} as list")));
        };
        bounds::list(call, all.len() + items.len())?;
        all.extend_from_slice(&items);
        marked |= slices::marked(call, i);
    }
    if all.is_empty() {
        return Ok(Value::List(List::nil(ListType::Any)));
    }
    slices::list(call, all, marked)
}

fn first(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find first on type")?;
    call.mark_result(slices::marked(call, 0));
    Ok(items.first().cloned().unwrap_or_default())
}

fn last(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find last on type")?;
    call.mark_result(slices::marked(call, 0));
    Ok(items.last().cloned().unwrap_or_default())
}

fn rest(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find rest on type")?;
    some_of(call, items.split_first().map(|(_, rest)| rest.to_vec()))
}

fn initial(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find initial on type")?;
    some_of(
        call,
        items.split_last().map(|(_, initial)| initial.to_vec()),
    )
}

/// A list of some items of the first argument; Go's nil list for none.
fn some_of(call: &mut Call<'_, '_>, items: Option<Vec<Value>>) -> Result<Value, FuncError> {
    let marked = slices::marked(call, 0);
    match items {
        Some(items) => slices::list(call, items, marked),
        None => Ok(Value::List(List::nil(ListType::Any))),
    }
}

fn reverse(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find reverse on type")?;
    let mut reversed = items.into_owned();
    reversed.reverse();
    some_of(call, Some(reversed))
}

fn compact(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot compact on type")?;
    let full = items.iter().filter(|item| item.truth()).cloned().collect();
    some_of(call, Some(full))
}

fn has(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    if matches!(call.value(1), Value::Nil) {
        return Ok(Value::Bool(false));
    }
    let items = slices::argument(call, 1, "Cannot find has on type")?;
    let needle = call.arg(0);
    Ok(Value::Bool(
        items.iter().any(|item| compare::deep_equal(&needle, item)),
    ))
}

/// Items that were seen: strings and numbers in order, so that long lists of them cost little.
#[derive(Default)]
struct Seen {
    texts: BTreeSet<Str>,
    numbers: BTreeSet<(&'static str, i64)>,
    others: Vec<Value>,
    compared: usize,
}

/// How many comparisons of what has no order one call may make.
const MAX_COMPARISONS: usize = 2_000_000;

impl Seen {
    /// Notes an item; gives whether it is new.
    fn add(&mut self, item: &Value) -> Result<bool, FuncError> {
        match item {
            Value::Str(text) => Ok(self.texts.insert(text.clone())),
            Value::Int(n) | Value::Int64(n) => Ok(self.numbers.insert((item.type_name(), *n))),
            _ => {
                let new = !self.has_other(item)?;
                if new {
                    self.others.push(item.clone());
                }
                Ok(new)
            }
        }
    }

    fn has(&mut self, item: &Value) -> Result<bool, FuncError> {
        match item {
            Value::Str(text) => Ok(self.texts.contains(text)),
            Value::Int(n) | Value::Int64(n) => Ok(self.numbers.contains(&(item.type_name(), *n))),
            _ => self.has_other(item),
        }
    }

    fn has_other(&mut self, item: &Value) -> Result<bool, FuncError> {
        self.compared += self.others.len();
        if self.compared > MAX_COMPARISONS {
            return Err(bounds::too_many_items());
        }
        Ok(self
            .others
            .iter()
            .any(|other| compare::deep_equal(item, other)))
    }
}

fn uniq(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find uniq on type")?;
    let mut seen = Seen::default();
    let mut unique = Vec::new();
    for item in items.iter() {
        if seen.add(item)? {
            unique.push(item.clone());
        }
    }
    some_of(call, Some(unique))
}

fn without(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "Cannot find without on type")?;
    let mut omitted = Seen::default();
    for item in call.args.iter().skip(1) {
        omitted.add(item)?;
    }
    let mut kept = Vec::new();
    for item in items.iter() {
        if !omitted.has(item)? {
            kept.push(item.clone());
        }
    }
    some_of(call, Some(kept))
}

/// `slice list from to`, of the list's own type.
fn slice(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 0, "list should be type of slice or array but")?;
    if items.is_empty() {
        return Ok(Value::Nil);
    }
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let from = call.args.get(1).map_or(0, cast::to_int);
    let to = call.args.get(2).map_or(length, cast::to_int);
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    let Some(part) = range.and_then(|(from, to)| items.get(from..to)) else {
        return Err(FuncError::new(
            "reflect.Value.Slice: slice index out of bounds",
        ));
    };
    let marked = slices::marked(call, 0);
    match call.args.first() {
        Some(Value::Bytes(bytes)) => {
            call.mark_result(marked);
            let from = usize::try_from(from).unwrap_or(0);
            let part = bytes.get(from..from + part.len()).unwrap_or_default();
            Ok(Value::Bytes(part.into()))
        }
        Some(Value::List(list)) => slices::typed(call, list.ty(), part.to_vec(), marked),
        _ => slices::list(call, part.to_vec(), marked),
    }
}

/// Lists of `size` items. Go reckons with floats, and so does this for impossible sizes.
fn chunk(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let items = slices::argument(call, 1, "Cannot chunk type")?;
    let size = call.int(0);
    let count = ((items.len() as f64 - 1.0) / size as f64).floor() + 1.0;
    let marked = slices::marked(call, 1);
    let mut chunks = Vec::new();
    if size > 0 {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        for chunk in items.chunks(size) {
            chunks.push(slices::list(call, chunk.to_vec(), marked)?);
        }
    } else if size < -1 && items.len() == 1 {
        chunks.push(slices::list(call, items.to_vec(), marked)?);
    } else if !(size < 0 && count == 0.0) {
        return Err(FuncError::new(bounds::MAKE_SLICE));
    }
    slices::typed(call, ListType::Lists, chunks, marked)
}

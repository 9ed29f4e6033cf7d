//! `merge` and its relatives, as the library mergo merges maps, and `deepCopy`.
//!
//! What is in a source and not in the destination comes over as it is, so that both then refer to
//! the same maps; maps on both sides are merged in place.

use airlock_gotmpl::value::{ANY_MAP, Entries, List, Map, Shape};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Ty, Value};

use super::bounds;
use super::dicts::map_of;
use crate::semver::{Version, VersionObject};
use crate::stack;

const MAPS: Sig = Sig::variadic(&[Ty::Map, Ty::Map]);
const ONE: Sig = Sig::fixed(&[Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("deepCopy", ONE, deep_copy).own_marks(),
    Func::new("merge", MAPS, |call| merge(call, false, true)).own_marks(),
    Func::new("mergeOverwrite", MAPS, |call| merge(call, true, true)).own_marks(),
    Func::new("mustDeepCopy", ONE, deep_copy).own_marks(),
    Func::new("mustMerge", MAPS, |call| merge(call, false, false)).own_marks(),
    Func::new("mustMergeOverwrite", MAPS, |call| merge(call, true, false)).own_marks(),
];

/// How deep maps may nest in each other: only maps that contain themselves nest deeper.
const MAX_DEPTH: usize = 10_000;
/// How many values one call may look at.
const MAX_VALUES: usize = 1_000_000;

/// Why maps could not be merged or copied.
enum Failure {
    /// The library's own error, which `merge` swallows.
    Error(&'static str),
    /// A panic of the library, or too much work.
    Panic(String),
}

impl From<Failure> for FuncError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Error(message) => Self::new(message),
            Failure::Panic(message) => Self::new(message),
        }
    }
}

fn merge(call: &mut Call<'_, '_>, overwrite: bool, swallow: bool) -> Result<Value, FuncError> {
    let mut into = map_of(call, 0);
    let mut merger = Merger {
        overwrite,
        marked: false,
        values: 0,
    };
    for i in 1..call.args.len() {
        let from = map_of(call, i);
        merger.marked = call.arg_marked(i);
        if into.is_nil() && !from.is_nil() {
            into = Map::new(Entries::new());
        }
        match merger.maps(&into, &from, 0) {
            Err(Failure::Error(_)) if swallow => return Ok("".into()),
            result => result?,
        }
    }
    bounds::values(call, merger.values)?;
    call.mark_result(call.arg_marked(0));
    Ok(Value::Map(into.retyped(&ANY_MAP)))
}

struct Merger {
    overwrite: bool,
    /// Whether the source came out of randomness or time as a whole.
    marked: bool,
    values: usize,
}

impl Merger {
    fn maps(&mut self, into: &Map, from: &Map, depth: usize) -> Result<(), Failure> {
        if into.same(from) && depth == 0 {
            return Ok(());
        }
        if depth > MAX_DEPTH {
            return Err(Failure::Panic(
                "maps nest too deeply to be merged".to_owned(),
            ));
        }
        let entries: Vec<_> = from
            .entries()
            .iter()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        self.values += entries.len();
        if self.values > MAX_VALUES {
            return Err(Failure::Panic("there is too much to be merged".to_owned()));
        }
        for (key, value) in entries {
            let old = into.get(&key);
            if stack::deep(|| self.replaces(old.as_ref(), &value, depth))? {
                check_type(into, from)?;
                let marked = self.marked || from.is_marked(&key);
                into.set(key.clone(), value);
                if marked {
                    into.mark(&key);
                }
            }
        }
        Ok(())
    }

    /// Merges a value into an old one where both are maps; gives whether it takes the old one's
    /// place.
    fn replaces(
        &mut self,
        old: Option<&Value>,
        new: &Value,
        depth: usize,
    ) -> Result<bool, Failure> {
        if is_nil(new) {
            return Ok(self.overwrite);
        }
        let Some(old) = old else {
            return Ok(true);
        };
        if let (Value::Map(into), Value::Map(from)) = (old, new) {
            if into.is_nil() {
                return Ok(true);
            }
            self.maps(into, from, depth + 1)?;
            return Ok(into.is_empty());
        }
        if is_pointer(old) && is_composite(new) && !is_pointer(new) && !self.overwrite {
            return Err(Failure::Error("src and dst must be of same type"));
        }
        Ok(self.overwrite || is_empty(old))
    }
}

/// An untyped nil; nils with a type are values to the library.
fn is_nil(value: &Value) -> bool {
    matches!(value, Value::Nil)
}

/// The library's idea of empty: a struct never is, nor what a pointer refers to.
fn is_empty(value: &Value) -> bool {
    !value.truth()
}

fn is_pointer(value: &Value) -> bool {
    matches!(value, Value::Object(object) if matches!(object.shape(), Shape::Struct { pointer: true, .. }))
}

/// What the library looks into: maps and structs.
fn is_composite(value: &Value) -> bool {
    matches!(value, Value::Map(_) | Value::Object(_))
}

/// Go refuses to put an `interface {}`, whatever it holds, into a map of strings.
fn check_type(into: &Map, from: &Map) -> Result<(), Failure> {
    if into.ty().strings && !from.ty().strings {
        let message = "reflect.Value.SetMapIndex: value of type interface {} is not assignable to \
                       type string";
        return Err(Failure::Panic(message.to_owned()));
    }
    Ok(())
}

fn deep_copy(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    if matches!(call.value(0), Value::Nil) {
        return Err(FuncError::new(
            "reflect: call of reflect.Value.Type on zero Value",
        ));
    }
    let mut values = 0;
    let copy = copied(call.value(0), &mut values)?;
    call.mark_result(call.arg_marked(0));
    call.machine.spend(values * size_of::<Value>())?;
    bounds::values(call, values)?;
    Ok(copy)
}

/// A copy in which no map or list is shared.
fn copied(value: &Value, values: &mut usize) -> Result<Value, Failure> {
    *values += 1;
    if *values > MAX_VALUES {
        return Err(Failure::Panic("there is too much to be copied".to_owned()));
    }
    match value {
        Value::Map(map) => stack::deep(|| copied_map(map, values)).map(Value::Map),
        Value::List(list) => stack::deep(|| copied_list(list, values)).map(Value::List),
        // The library cannot see into a version, and so copies none of it.
        Value::Object(_) if value.downcast::<VersionObject>().is_some() => {
            Ok(VersionObject::pointer(Version::default()))
        }
        other => Ok(other.clone()),
    }
}

fn copied_map(map: &Map, values: &mut usize) -> Result<Map, Failure> {
    if map.is_nil() {
        return Ok(Map::nil(map.ty()));
    }
    let copy = Map::typed(map.ty(), Entries::new());
    for (key, value) in map.entries().iter() {
        copy.set(key.clone(), copied(value, values)?);
        if map.is_marked(key) {
            copy.mark(key);
        }
    }
    Ok(copy)
}

fn copied_list(list: &List, values: &mut usize) -> Result<List, Failure> {
    if list.is_nil() {
        return Ok(List::nil(list.ty()));
    }
    let items = list.items().iter().map(|item| copied(item, values));
    let copy = List::typed(list.ty(), items.collect::<Result<_, _>>()?);
    Ok(if list.is_marked() {
        copy.into_marked()
    } else {
        copy
    })
}

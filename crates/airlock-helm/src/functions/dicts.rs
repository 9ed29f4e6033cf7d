//! Maps: making them, reading and changing them in place, and parts of them.

use std::collections::BTreeSet;

use airlock_gotmpl::value::{Entries, List, Map};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value};

use super::{bounds, show, slices};

const DICT_AND_KEY: Sig = Sig::fixed(&[Ty::Map, Ty::Str]);
const DICT_AND_KEYS: Sig = Sig::variadic(&[Ty::Map, Ty::Str]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("dict", Sig::variadic(&[Ty::Any]), dict).own_marks(),
    Func::new("dig", Sig::variadic(&[Ty::Any]), dig).own_marks(),
    Func::new("get", DICT_AND_KEY, get).own_marks(),
    Func::new("hasKey", DICT_AND_KEY, has_key).own_marks(),
    Func::new("keys", Sig::variadic(&[Ty::Map]), keys).own_marks(),
    Func::new("omit", DICT_AND_KEYS, |call| part(call, |named| !named)).own_marks(),
    Func::new("pick", DICT_AND_KEYS, |call| part(call, |named| named)).own_marks(),
    Func::new("pluck", Sig::variadic(&[Ty::Str, Ty::Map]), pluck).own_marks(),
    Func::new("set", Sig::fixed(&[Ty::Map, Ty::Str, Ty::Any]), set).own_marks(),
    Func::new("unset", DICT_AND_KEY, unset).own_marks(),
    Func::new("values", Sig::fixed(&[Ty::Map]), values).own_marks(),
];

/// The map argument at `i`; an empty one for nil.
pub(super) fn map_of(call: &Call<'_, '_>, i: usize) -> Map {
    match call.args.get(i) {
        Some(Value::Map(map)) => map.clone(),
        _ => Map::nil(&airlock_gotmpl::value::ANY_MAP),
    }
}

/// A map with marks, as functions give it.
fn marked_map(call: &mut Call<'_, '_>, map: Map) -> Value {
    call.mark_result(call.arg_marked(0));
    Value::Map(map)
}

fn dict(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let mut entries = Entries::with_capacity(call.args.len().div_ceil(2));
    let mut any_marked = false;
    let mut i = 0;
    while i < call.args.len() {
        let key = show::text_of(call.value(i));
        let value = call.args.get(i + 1).cloned().unwrap_or_else(|| "".into());
        any_marked |= pair_marked(call, i);
        entries.insert(key, value);
        i += 2;
    }
    let map = Map::new(entries);
    if any_marked {
        mark_pairs(call, &map);
    }
    Ok(Value::Map(map))
}

/// Whether the key at `i`, or its value, came out of randomness or time.
fn pair_marked(call: &Call<'_, '_>, i: usize) -> bool {
    call.arg_marked(i) || (i + 1 < call.args.len() && call.arg_marked(i + 1))
}

/// Marks what the pairs of arguments say, from the last on: of equal keys the last one counts.
fn mark_pairs(call: &Call<'_, '_>, map: &Map) {
    let mut seen = BTreeSet::new();
    for i in (0..call.args.len()).step_by(2).rev() {
        let key = show::text_of(call.value(i));
        if seen.insert(key.clone()) && pair_marked(call, i) {
            map.mark(&key);
        }
    }
}

fn get(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (map, key) = (map_of(call, 0), call.text(1));
    call.mark_result(call.arg_marked(0) || map.is_marked(key));
    Ok(map.get(key).unwrap_or_else(|| "".into()))
}

fn set(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (map, key) = (map_of(call, 0), call.str(1));
    if map.is_nil() {
        return Err(FuncError::new("assignment to entry in nil map"));
    }
    map.set(key.clone(), call.arg(2));
    if call.arg_marked(1) || call.arg_marked(2) {
        map.mark(&key);
    }
    Ok(marked_map(call, map))
}

fn unset(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let map = map_of(call, 0);
    map.remove(call.text(1));
    Ok(marked_map(call, map))
}

fn has_key(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Bool(map_of(call, 0).has(call.text(1))))
}

/// The keys of all maps, in order: Go gives them in none.
fn keys(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let mut keys: Vec<Str> = Vec::new();
    for i in 0..call.args.len() {
        keys.extend(map_of(call, i).entries().keys().cloned());
    }
    bounds::list(call, keys.len())?;
    Ok(Value::List(List::strings(keys)))
}

/// The values in the order of their keys: Go gives them in none.
fn values(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let map = map_of(call, 0);
    let values = map.entries().values().cloned().collect();
    let marked = call.arg_marked(0) || map.has_marks();
    slices::list(call, values, marked)
}

fn pluck(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let key = call.str(0);
    let (mut found, mut marked) = (Vec::new(), false);
    for i in 1..call.args.len() {
        let map = map_of(call, i);
        marked |= call.arg_marked(i) || map.is_marked(&key);
        found.extend(map.get(&key));
    }
    slices::list(call, found, marked)
}

/// A new map of the entries that are to be kept, by whether their key is among the arguments.
fn part(call: &mut Call<'_, '_>, keep: fn(bool) -> bool) -> Result<Value, FuncError> {
    let map = map_of(call, 0);
    let entries = map.entries().len();
    bounds::values(call, entries)?;
    let names: BTreeSet<Str> = (1..call.args.len()).map(|i| call.str(i)).collect();
    let part = Map::new(Entries::new());
    for (key, value) in map.entries().iter() {
        if keep(names.contains(key)) {
            part.set(key.clone(), value.clone());
            if map.is_marked(key) {
                part.mark(key);
            }
        }
    }
    Ok(marked_map(call, part))
}

/// `dig key… default dict`
fn dig(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let [keys @ .., default, dict] = call.args else {
        return Err(FuncError::new("dig needs at least three arguments"));
    };
    if keys.is_empty() {
        return Err(FuncError::new("dig needs at least three arguments"));
    }
    let mut map = as_dict(dict)?;
    let keys = keys.iter().map(as_text).collect::<Result<Vec<_>, _>>()?;
    let last_argument = call.args.len() - 1;
    let mut marked = call.arg_marked(last_argument);
    for (i, key) in keys.iter().enumerate() {
        marked |= map.is_marked(key);
        let Some(step) = map.get(key) else {
            call.mark_result(call.arg_marked(last_argument - 1));
            return Ok(default.clone());
        };
        if i + 1 == keys.len() {
            call.mark_result(marked);
            return Ok(step);
        }
        map = as_dict(&step)?;
    }
    Ok(default.clone())
}

/// Go's assertion that a value is a `map[string]interface {}`, and of no other map type.
fn as_dict(value: &Value) -> Result<Map, FuncError> {
    match value {
        Value::Map(map) if map.ty().name == "map[string]interface {}" => Ok(map.clone()),
        other => Err(not_a(other, "map[string]interface {}")),
    }
}

fn as_text(value: &Value) -> Result<Str, FuncError> {
    match value {
        Value::Str(text) => Ok(text.clone()),
        other => Err(not_a(other, "string")),
    }
}

fn not_a(value: &Value, wanted: &str) -> FuncError {
    let is = match value {
        Value::Nil => "nil",
        other => other.type_name(),
    };
    FuncError::new(format!(
        "interface conversion: interface {{}} is {is}, not {wanted}"
    ))
}

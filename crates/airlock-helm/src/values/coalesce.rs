//! Merging tables as Helm 4 does: which value wins, and what a `null` means.
//!
//! Two modes: *coalescing* lets a `null` remove a key, *merging* keeps it. Tables are shared by
//! reference exactly as Go shares them, because templates can write into them. What Helm logs is
//! collected, never printed.

use airlock_gotmpl::fmt::display;
use airlock_gotmpl::{Map, Str, Value};

use super::tree::Tree;
use crate::stack;

/// Whether a `null` survives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// Helm's `CoalesceTables`: a `null` removes the key.
    Coalesce,
    /// Helm's `MergeTables`: a `null` stays.
    Merge,
}

/// What Helm would have logged on the way.
pub(crate) type Warnings = Vec<String>;

/// A copy that shares no table and no list with the original.
pub(crate) fn deep_copy(value: &Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(deep_copy_map(map)),
        Value::List(list) => {
            let items = stack::deep(|| list.items().iter().map(deep_copy).collect());
            Value::List(airlock_gotmpl::List::typed(list.ty(), items))
        }
        scalar => scalar.clone(),
    }
}

/// A copy of a table that shares nothing with the original.
pub(crate) fn deep_copy_map(map: &Map) -> Map {
    stack::deep(|| {
        let entries = map.entries();
        let copied = entries.iter().map(|(k, v)| (k.clone(), deep_copy(v)));
        Map::typed(map.ty(), copied.collect())
    })
}

/// Removes every `null`, at every depth of tables.
fn clean_nils(map: &Map) {
    stack::deep(|| {
        map.entries_mut()
            .retain(|_, value| !matches!(value, Value::Nil));
        for value in map.entries().values() {
            if let Value::Map(sub) = value {
                clean_nils(sub);
            }
        }
    });
}

/// Helm's `loader.MergeMaps`: a new table, what is in `over` wins, tables are merged.
pub(crate) fn merge_maps(under: &Map, over: &Map) -> Map {
    let merged = under.shallow_copy();
    let over: Vec<(Str, Value)> = snapshot(over);
    for (key, value) in over {
        let both = match (&value, merged.get(&key)) {
            (Value::Map(over), Some(Value::Map(under))) => Some((under, over.clone())),
            _ => None,
        };
        let value = match both {
            Some((under, over)) => Value::Map(stack::deep(|| merge_maps(&under, &over))),
            None => value,
        };
        merged.set(key, value);
    }
    merged
}

/// Merges `from` into `into`, whose values win.
pub(crate) fn tables(into: &Map, from: &Map, prefix: &str, mode: Mode, warnings: &mut Warnings) {
    let nulled = nil_keys(into);
    let was_set: Vec<Str> = nulled
        .iter()
        .filter(|key| !matches!(from.get(key), None | Some(Value::Nil)))
        .cloned()
        .collect();
    for key in nulled {
        from.set(key, Value::Nil);
    }
    for (key, value) in snapshot(from) {
        let Some(current) = into.get(&key) else {
            into.set(key, value);
            continue;
        };
        if mode == Mode::Coalesce && matches!(current, Value::Nil) && was_set.contains(&key) {
            into.remove(&key);
            continue;
        }
        match (current, value) {
            (Value::Map(current), Value::Map(value)) => {
                let prefix = join(prefix, &key);
                stack::deep(|| tables(&current, &value, &prefix, mode, warnings));
            }
            (_, value @ Value::Map(_)) => warnings.push(no_table(prefix, &key, &value)),
            (Value::Map(_), value) if !matches!(value, Value::Nil) => {
                warnings.push(is_table(prefix, &key, &value));
            }
            _ => {}
        }
    }
}

/// As [`tables`], with what a chart has: values are made of it only where there are none. Where it
/// is to be clean, every `null` in it is left out.
pub(crate) fn defaults(
    into: &Map,
    from: &[(Str, Tree)],
    prefix: &str,
    (mode, is_clean): (Mode, bool),
    warnings: &mut Warnings,
) {
    for (key, value) in from {
        if is_clean && matches!(value, Tree::Nil) {
            continue;
        }
        match (into.get(key), value) {
            (None, _) => into.set(key.clone(), fresh(value, is_clean)),
            (Some(Value::Map(current)), Tree::Map(value)) => {
                let prefix = join(prefix, key);
                stack::deep(|| defaults(&current, value, &prefix, (mode, is_clean), warnings));
            }
            (_, Tree::Nil) => {}
            (Some(Value::Nil), _) if mode == Mode::Coalesce => {
                into.remove(key);
            }
            (Some(Value::Nil), _) => {}
            (_, Tree::Map(_)) => {
                warnings.push(no_table(prefix, key, &fresh(value, is_clean)));
            }
            (Some(Value::Map(_)), _) => {
                warnings.push(is_table(prefix, key, &value.value()));
            }
            _ => {}
        }
    }
}

/// A value of what a chart has, without any `null` in its tables where it is to be clean.
pub(crate) fn fresh(value: &Tree, is_clean: bool) -> Value {
    let value = value.value();
    if let (Value::Map(map), true) = (&value, is_clean) {
        clean_nils(map);
    }
    value
}

fn no_table(prefix: &str, key: &Str, value: &Value) -> String {
    format!(
        "warning: cannot overwrite table with non table for {} ({})",
        join(prefix, key),
        display(value)
    )
}

fn is_table(prefix: &str, key: &Str, value: &Value) -> String {
    format!(
        "warning: destination for {} is a table. Ignoring non-table value ({})",
        join(prefix, key),
        display(value)
    )
}

/// The keys whose value is `null`.
fn nil_keys(map: &Map) -> Vec<Str> {
    let entries = map.entries();
    let nils = entries.iter().filter(|(_, v)| matches!(v, Value::Nil));
    nils.map(|(key, _)| key.clone()).collect()
}

/// The entries as they are now, so that the table may be written to while they are walked.
pub(crate) fn snapshot(map: &Map) -> Vec<(Str, Value)> {
    let entries = map.entries();
    entries
        .iter()
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// A key behind a dotted prefix.
pub(crate) fn join(prefix: &str, key: &Str) -> String {
    let key = key.to_text();
    match prefix {
        "" => key.into_owned(),
        _ => [prefix, ".", &key].concat(),
    }
}

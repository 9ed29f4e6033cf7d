//! Values that threads can share: what a chart's `values.yaml` says, parsed once.
//!
//! A tree is never changed. Each render makes [`Value`]s of its own from it, which share keys and
//! strings with the tree and nothing else.

use std::collections::BTreeMap;

use airlock_gotmpl::{List, Map, Str, Value};
use airlock_yaml::{Kind, Node};

use crate::stack;

/// One shared value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Nil,
    Bool(bool),
    Float(f64),
    Int64(i64),
    Str(Str),
    List(Box<[Tree]>),
    Map(Box<[(Str, Tree)]>),
}

impl Tree {
    /// The tree of a value. Whatever YAML and JSON do not have becomes nil.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Bool(b) => Self::Bool(*b),
            Value::Float(n) => Self::Float(*n),
            Value::Int(n) | Value::Int64(n) => Self::Int64(*n),
            Value::Str(s) => Self::Str(s.clone()),
            Value::List(list) => {
                Self::List(stack::deep(|| list.items().iter().map(Self::of).collect()))
            }
            Value::Map(map) => Self::of_map(map),
            _ => Self::Nil,
        }
    }

    /// The tree of a table.
    pub(crate) fn of_map(map: &Map) -> Self {
        stack::deep(|| {
            let entries = map.entries();
            Self::Map(
                entries
                    .iter()
                    .map(|(k, v)| (k.clone(), Self::of(v)))
                    .collect(),
            )
        })
    }

    /// The tree of a YAML node. Every number becomes a float64, since Helm reads YAML by JSON.
    pub(crate) fn of_node(node: Node<'_>) -> Self {
        Self::of_node_with(node, &mut Vec::new())
    }

    /// As [`Self::of_node`]. The entries of the tables that are open lie on the list, each table's
    /// behind those of the one around it.
    fn of_node_with<'d>(node: Node<'d>, open: &mut Vec<(&'d str, Node<'d>)>) -> Self {
        match node.kind() {
            Kind::Null => Self::Nil,
            Kind::Bool(b) => Self::Bool(b),
            Kind::Int(n) => Self::Float(n as f64),
            Kind::Uint(n) => Self::Float(n as f64),
            Kind::Float(n) => Self::Float(n),
            Kind::Str(s) => Self::Str(Str::from(s)),
            Kind::Seq(items) => {
                let item = |item| Self::of_node_with(item, open);
                Self::List(stack::deep(|| items.map(item).collect()))
            }
            Kind::Map(map) => stack::deep(|| {
                let from = open.len();
                map.push_effective(open);
                let mut entries = Vec::with_capacity(open.len() - from);
                for at in from..open.len() {
                    let (key, value) = open[at];
                    entries.push((Str::from(key), Self::of_node_with(value, open)));
                }
                open.truncate(from);
                Self::Map(entries.into_boxed_slice())
            }),
        }
    }

    /// A fresh value.
    pub(crate) fn value(&self) -> Value {
        match self {
            Self::Nil => Value::Nil,
            Self::Bool(b) => Value::Bool(*b),
            Self::Float(n) => Value::Float(*n),
            Self::Int64(n) => Value::Int64(*n),
            Self::Str(s) => Value::Str(s.clone()),
            Self::List(items) => {
                let items = stack::deep(|| items.iter().map(Self::value).collect());
                Value::List(List::new(items))
            }
            Self::Map(_) => Value::Map(self.map()),
        }
    }

    /// The entries of a table, sorted by key; none where this is none.
    pub(crate) fn entries(&self) -> &[(Str, Tree)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// A fresh table; empty where this is none.
    pub(crate) fn map(&self) -> Map {
        let Self::Map(entries) = self else {
            return Map::default();
        };
        stack::deep(|| {
            Map::new(
                entries
                    .iter()
                    .map(|(k, v)| (k.clone(), v.value()))
                    .collect(),
            )
        })
    }
}

/// Helm's `loader.MergeMaps` on trees: what is in `over` wins, tables are merged.
pub(crate) fn merge_trees(under: Tree, over: Tree) -> Tree {
    let (Tree::Map(under), Tree::Map(over)) = (under, over) else {
        return Tree::default();
    };
    let mut merged: BTreeMap<Str, Tree> = under.into_iter().collect();
    for (key, value) in over {
        let both_tables = matches!(
            (&value, merged.get(&key)),
            (Tree::Map(_), Some(Tree::Map(_)))
        );
        let value = match merged.remove(&key) {
            Some(under) if both_tables => stack::deep(|| merge_trees(under, value)),
            _ => value,
        };
        merged.insert(key, value);
    }
    Tree::Map(merged.into_iter().collect())
}

impl Default for Tree {
    fn default() -> Self {
        Self::Map(Box::default())
    }
}

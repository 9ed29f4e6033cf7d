//! A TOML document while it is read: which tables were opened, and which may still grow.

use std::collections::BTreeMap;

use airlock_gotmpl::value::{Entries, ListType};
use airlock_gotmpl::{List, Map, Str, Value};

use super::scan::Key;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    entries: BTreeMap<Vec<u8>, Node>,
    /// Named by a header or written inline: it cannot be named again.
    defined: bool,
}

enum Node {
    /// A value that is no table.
    Value(Value),
    Table(Table),
    Tables(Vec<Table>),
}

impl Node {
    /// An inline table may grow by keys with dots, but not by a header.
    fn from_value(value: Value) -> Self {
        let Value::Map(map) = value else {
            return Self::Value(value);
        };
        let entries = map.entries();
        let entries = entries
            .iter()
            .map(|(key, value)| (key.to_vec(), Self::Value(value.clone())));
        Self::Table(Table {
            entries: entries.collect(),
            defined: true,
        })
    }
}

fn taken(key: &[Vec<u8>]) -> String {
    let shown = key.join(&b'.');
    format!(
        "Key '{}' has already been defined.",
        String::from_utf8_lossy(&shown)
    )
}

impl Table {
    /// The table inside under a key, made where there is none.
    fn child(&mut self, part: &[u8]) -> Option<&mut Self> {
        let node = self.entries.entry(part.to_vec());
        match node.or_insert_with(|| Node::Table(Self::default())) {
            Node::Value(_) => None,
            Node::Table(table) => Some(table),
            Node::Tables(tables) => tables.last_mut(),
        }
    }

    fn descend(&mut self, path: &[Vec<u8>]) -> Option<&mut Self> {
        let mut table = self;
        for part in path {
            table = table.child(part)?;
        }
        Some(table)
    }

    /// Opens the table of a `[header]`.
    pub(super) fn open(&mut self, key: &Key) -> Result<&mut Self, String> {
        let found = self.entries_end(key)?;
        let (parent, last) = found;
        if matches!(
            parent.entries.get(last),
            Some(Node::Value(_) | Node::Tables(_))
        ) {
            return Err(taken(key));
        }
        let table = parent.child(last).ok_or_else(|| taken(key))?;
        if table.defined {
            return Err(taken(key));
        }
        table.defined = true;
        Ok(table)
    }

    /// Opens one more table of a `[[header]]`.
    pub(super) fn open_next(&mut self, key: &Key) -> Result<&mut Self, String> {
        let (parent, last) = self.entries_end(key)?;
        let node = parent.entries.entry(last.to_vec());
        match node.or_insert_with(|| Node::Tables(Vec::new())) {
            Node::Tables(tables) => {
                tables.push(Self::default());
                tables.last_mut().ok_or_else(|| taken(key))
            }
            _ => Err(taken(key)),
        }
    }

    fn entries_end<'k>(&mut self, key: &'k Key) -> Result<(&mut Self, &'k [u8]), String> {
        let (last, path) = key.split_last().ok_or("empty key")?;
        let parent = self.descend(path).ok_or_else(|| taken(key))?;
        Ok((parent, last))
    }

    /// Sets a key, whose parts but the last are tables.
    pub(super) fn assign(&mut self, key: &Key, value: Value) -> Result<(), String> {
        let (last, path) = key.split_last().ok_or("empty key")?;
        let table = self.descend(path).ok_or_else(|| taken(key))?;
        match table.entries.get_mut(last.as_slice()) {
            None => {}
            // BurntSushi's lets a list take the place of a table that only keys with dots made,
            // and forgets any other value.
            Some(Node::Table(table)) if !table.defined => {
                table.defined = true;
                if !matches!(value, Value::List(_)) {
                    return Ok(());
                }
            }
            Some(_) => return Err(taken(key)),
        }
        table.entries.insert(last.clone(), Node::from_value(value));
        Ok(())
    }

    pub(super) fn into_map(self) -> Map {
        let entries = self.entries.into_iter().map(|(key, node)| {
            let value = match node {
                Node::Value(value) => value,
                Node::Table(table) => crate::stack::deep(|| table.into_value()),
                Node::Tables(tables) => {
                    let tables = tables.into_iter().map(Self::into_value).collect();
                    Value::List(List::typed(ListType::Maps, tables))
                }
            };
            (Str::from(key), value)
        });
        Map::new(entries.collect::<Entries>())
    }

    pub(super) fn into_value(self) -> Value {
        Value::Map(self.into_map())
    }
}

//! What a map holds: entries sorted by key. Nearly all maps are small, so a sorted list is both
//! the smallest and the fastest; large ones become trees, so that no map is slow to fill.

use std::collections::{BTreeMap, btree_map};
use std::{slice, vec};

use crate::str::Str;
use crate::value::Value;

/// Up to how many entries are kept in a list.
const FEW: usize = 64;

/// Up to how many bytes a key costs little to compare.
const SHORT: usize = 64;

/// Entries of a map, sorted by key.
#[derive(Clone)]
pub struct Entries(Kept);

#[derive(Clone)]
enum Kept {
    Few(Vec<(Str, Value)>),
    Many(BTreeMap<Str, Value>),
}

impl Default for Entries {
    fn default() -> Self {
        Self::new()
    }
}

/// Where a key stands in a list. Lengths stand in the list itself and tell most keys apart, so that
/// going through it costs less than looking at the bytes of a few keys, unless they are long.
fn position(list: &[(Str, Value)], key: &[u8]) -> Option<usize> {
    if key.len() > SHORT {
        return find(list, key).ok();
    }
    let mut at = 0;
    while at < list.len() {
        if list[at].0.as_bytes() == key {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Where a key stands in a sorted list, or where it would.
fn find(list: &[(Str, Value)], key: &[u8]) -> Result<usize, usize> {
    let (mut from, mut to) = (0, list.len());
    // Keys often come in order.
    if list.last().is_none_or(|(last, _)| last.as_bytes() < key) {
        return Err(to);
    }
    while from < to {
        let middle = from + (to - from) / 2;
        match list[middle].0.as_bytes().cmp(key) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return Ok(middle),
        }
    }
    Err(from)
}

impl Entries {
    /// No entries.
    pub const fn new() -> Self {
        Self(Kept::Few(Vec::new()))
    }

    /// No entries, and room for some.
    pub fn with_capacity(count: usize) -> Self {
        Self(Kept::Few(Vec::with_capacity(count.min(FEW))))
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Option<&Value> {
        match &self.0 {
            Kept::Few(list) => position(list, key).map(|at| &list[at].1),
            Kept::Many(tree) => tree.get(key),
        }
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &[u8]) -> bool {
        self.get(key).is_some()
    }

    /// Sets a key; gives what was there.
    #[inline]
    pub fn insert(&mut self, key: Str, value: Value) -> Option<Value> {
        // Keys often come in order.
        if let Kept::Few(list) = &mut self.0
            && list.len() < FEW
            && list.last().is_none_or(|(last, _)| *last < key)
        {
            list.push((key, value));
            return None;
        }
        self.insert_between(key, value)
    }

    fn insert_between(&mut self, key: Str, value: Value) -> Option<Value> {
        let list = match &mut self.0 {
            Kept::Many(tree) => return tree.insert(key, value),
            Kept::Few(list) => list,
        };
        match find(list, &key) {
            Ok(at) => list
                .get_mut(at)
                .map(|(_, old)| std::mem::replace(old, value)),
            Err(at) if list.len() < FEW => {
                list.insert(at, (key, value));
                None
            }
            Err(_) => {
                let mut tree: BTreeMap<Str, Value> = std::mem::take(list).into_iter().collect();
                tree.insert(key, value);
                self.0 = Kept::Many(tree);
                None
            }
        }
    }

    /// Removes a key; gives what was there.
    pub fn remove(&mut self, key: &[u8]) -> Option<Value> {
        match &mut self.0 {
            Kept::Few(list) => position(list, key).map(|at| list.remove(at).1),
            Kept::Many(tree) => tree.remove(key),
        }
    }

    /// Keeps the entries for which the answer is yes.
    pub fn retain(&mut self, mut keep: impl FnMut(&Str, &mut Value) -> bool) {
        match &mut self.0 {
            Kept::Few(list) => list.retain_mut(|(key, value)| keep(key, value)),
            Kept::Many(tree) => tree.retain(keep),
        }
    }

    /// Entries with the same keys and what the values give; nothing where one of them gives nothing.
    pub(crate) fn try_map(&self, mut value: impl FnMut(&Value) -> Option<Value>) -> Option<Self> {
        let kept = match &self.0 {
            Kept::Few(list) => {
                let mut mapped = Vec::with_capacity(list.len());
                for (key, old) in list {
                    mapped.push((key.clone(), value(old)?));
                }
                Kept::Few(mapped)
            }
            Kept::Many(tree) => {
                let mapped = tree
                    .iter()
                    .map(|(key, old)| Some((key.clone(), value(old)?)));
                Kept::Many(mapped.collect::<Option<_>>()?)
            }
        };
        Some(Self(kept))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Few(list) => list.len(),
            Kept::Many(tree) => tree.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> Iter<'_> {
        Iter(match &self.0 {
            Kept::Few(list) => Inner::Few(list.iter()),
            Kept::Many(tree) => Inner::Many(tree.iter()),
        })
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl Iterator<Item = &Str> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = Value> {
        self.into_iter().map(|(_, value)| value)
    }
}

/// Goes through [`Entries`].
pub struct Iter<'e>(Inner<slice::Iter<'e, (Str, Value)>, btree_map::Iter<'e, Str, Value>>);

/// Goes through [`Entries`] and takes them.
pub struct IntoIter(Inner<vec::IntoIter<(Str, Value)>, btree_map::IntoIter<Str, Value>>);

enum Inner<F, M> {
    Few(F),
    Many(M),
}

impl<'e> Iterator for Iter<'e> {
    type Item = (&'e Str, &'e Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::Few(list) => list.next().map(|(key, value)| (key, value)),
            Inner::Many(tree) => tree.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Inner::Few(list) => list.size_hint(),
            Inner::Many(tree) => tree.size_hint(),
        }
    }
}

impl Iterator for IntoIter {
    type Item = (Str, Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::Few(list) => list.next(),
            Inner::Many(tree) => tree.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Inner::Few(list) => list.size_hint(),
            Inner::Many(tree) => tree.size_hint(),
        }
    }
}

impl<'e> IntoIterator for &'e Entries {
    type Item = (&'e Str, &'e Value);
    type IntoIter = Iter<'e>;

    fn into_iter(self) -> Iter<'e> {
        self.iter()
    }
}

impl IntoIterator for Entries {
    type Item = (Str, Value);
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(match self.0 {
            Kept::Few(list) => Inner::Few(list.into_iter()),
            Kept::Many(tree) => Inner::Many(tree.into_iter()),
        })
    }
}

impl Extend<(Str, Value)> for Entries {
    fn extend<I: IntoIterator<Item = (Str, Value)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl FromIterator<(Str, Value)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Str, Value)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let mut collected = Self::with_capacity(entries.size_hint().0);
        collected.extend(entries);
        collected
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Entries;
    use crate::str::Str;
    use crate::value::Value;

    fn keys(entries: &Entries) -> Vec<Str> {
        entries.keys().cloned().collect()
    }

    #[test]
    fn entries_are_as_a_tree_has_them_few_or_many() {
        let mut entries = Entries::new();
        let mut tree = BTreeMap::new();
        let mut number = 1_u32;
        for round in 0..2_000_u32 {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let limit = if round < 600 { 50 } else { 300 };
            let key = Str::from(format!("k{}", (number >> 8) % limit));
            if number >> 30 == 0 {
                assert_eq!(entries.remove(&key).is_some(), tree.remove(&key).is_some());
            } else {
                let had = entries.insert(key.clone(), Value::Nil).is_some();
                assert_eq!(had, tree.insert(key.clone(), ()).is_some());
            }
            assert_eq!(entries.contains_key(&key), tree.contains_key(&key));
            assert_eq!(entries.len(), tree.len());
            assert!(round % 50 != 0 || keys(&entries).iter().eq(tree.keys()));
        }
        assert!(
            entries
                .clone()
                .into_iter()
                .map(|(key, _)| key)
                .eq(tree.into_keys())
        );
    }
}

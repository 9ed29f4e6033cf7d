//! The table of functions that templates are parsed and run with: Go's built-in ones and what the
//! caller adds.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::builtins::{BUILTINS, Builtin};
use crate::func::Func;

/// A table of functions by name: `text/template`'s own and the caller's. A template keeps the
/// places that it found while it was parsed, so it runs fastest with the table that it was parsed
/// with, or one made from that by [`Functions::with`].
#[derive(Clone)]
pub struct Functions {
    /// Tells this table from every other that has other entries.
    id: u64,
    entries: Cow<'static, [Entry]>,
    /// The place of each entry, at its name's [`start`] or in the next free slot behind it. A power
    /// of two of slots, at most half of them taken.
    slots: Cow<'static, [u32]>,
}

/// What a table consists of, made while the program is compiled: `N` entries at most, and a power
/// of two of slots, twice as many at least.
pub struct Compiled<const N: usize, const SLOTS: usize> {
    entries: [Entry; N],
    count: usize,
    slots: [u32; SLOTS],
}

/// How many entries a table of these families may have.
pub const fn most_entries(families: &[&[Func]]) -> usize {
    let (mut count, mut at) = (BUILTINS.len(), 0);
    while at < families.len() {
        count += families[at].len();
        at += 1;
    }
    count
}

impl<const N: usize, const SLOTS: usize> Compiled<N, SLOTS> {
    /// The built-in functions and these; one of the same name replaces an earlier one.
    pub const fn new(families: &[&[Func]]) -> Self {
        let nothing = Entry {
            func: BUILTINS[0].0,
            builtin: None,
        };
        let mut table = Self {
            entries: [nothing; N],
            count: 0,
            slots: [FREE; SLOTS],
        };
        let mut at = 0;
        while at < BUILTINS.len() {
            let (func, builtin) = BUILTINS[at];
            table.put(func, Some(builtin));
            at += 1;
        }
        at = 0;
        while at < families.len() {
            let mut func = 0;
            while func < families[at].len() {
                table.put(families[at][func], None);
                func += 1;
            }
            at += 1;
        }
        table
    }

    const fn put(&mut self, func: Func, builtin: Option<Builtin>) {
        let name = func.name.as_bytes();
        let mut slot = start(name) & (SLOTS - 1);
        while self.slots[slot] != FREE {
            let place = self.slots[slot] as usize;
            if is_same(self.entries[place].func.name.as_bytes(), name) {
                self.entries[place] = Entry { func, builtin };
                return;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        self.slots[slot] = self.count as u32;
        self.entries[self.count] = Entry { func, builtin };
        self.count += 1;
    }
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// A number that no other table was given.
fn next_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// A slot without an entry.
const FREE: u32 = u32::MAX;

/// Where the search for a name starts, when wrapped to the number of slots.
const fn start(name: &[u8]) -> usize {
    let (mut sum, mut i) = (name.len(), 0);
    while i < name.len() {
        sum = sum.wrapping_mul(31).wrapping_add(name[i] as usize);
        i += 1;
    }
    sum
}

#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) func: Func,
    /// Set for Go's own, which the evaluator runs itself.
    pub(crate) builtin: Option<Builtin>,
}

impl Default for Functions {
    fn default() -> Self {
        Self::new([])
    }
}

impl Functions {
    /// The built-in functions and these; one of the same name replaces a built-in one.
    pub fn new(funcs: impl IntoIterator<Item = Func>) -> Self {
        let mut table = Self {
            id: next_id(),
            entries: Cow::Owned(Vec::with_capacity(256)),
            slots: Cow::Owned(vec![FREE; 512]),
        };
        for (func, builtin) in BUILTINS {
            table.put(*func, Some(*builtin));
        }
        for func in funcs {
            table.put(func, None);
        }
        table
    }

    /// A table that was made while the program was compiled.
    pub fn compiled<const N: usize, const SLOTS: usize>(
        table: &'static Compiled<N, SLOTS>,
    ) -> Self {
        Self {
            id: next_id(),
            entries: Cow::Borrowed(&table.entries[..table.count]),
            slots: Cow::Borrowed(&table.slots),
        }
    }

    /// The same table with one function replaced or added.
    pub fn with(mut self, func: Func) -> Self {
        self.id = next_id();
        self.put(func, None);
        self
    }

    fn put(&mut self, func: Func, builtin: Option<Builtin>) {
        let entry = Entry { func, builtin };
        match self.seek(func.name.as_bytes()) {
            Ok(place) => self.entries.to_mut()[place as usize] = entry,
            Err(slot) => {
                self.slots.to_mut()[slot] = self.entries.len() as u32;
                self.entries.to_mut().push(entry);
                self.keep_half_free();
            }
        }
    }

    /// The place of a name, or the slot that is free for it.
    fn seek(&self, name: &[u8]) -> Result<u32, usize> {
        let last = self.slots.len() - 1;
        let mut slot = start(name) & last;
        loop {
            let place = self.slots[slot];
            match self.entries.get(place as usize) {
                Some(entry) if entry.func.name.as_bytes() == name => return Ok(place),
                Some(_) => slot = (slot + 1) & last,
                None => return Err(slot),
            }
        }
    }

    fn keep_half_free(&mut self) {
        if self.entries.len() * 2 <= self.slots.len() {
            return;
        }
        self.slots = Cow::Owned(vec![FREE; self.slots.len() * 2]);
        for place in 0..self.entries.len() {
            let name = self.entries[place].func.name;
            if let Err(slot) = self.seek(name.as_bytes()) {
                self.slots.to_mut()[slot] = place as u32;
            }
        }
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let mut names: Vec<_> = self.entries.iter().map(|entry| entry.func.name).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// Whether there is a function of that name.
    pub fn has(&self, name: &str) -> bool {
        self.index(name.as_bytes()).is_some()
    }

    /// The place of a function.
    pub(crate) fn index(&self, name: &[u8]) -> Option<u32> {
        self.seek(name).ok()
    }

    /// What tells this table from every other that has other entries; never 0.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// The function at a place that this very table gave.
    pub(crate) fn at(&self, index: u32) -> Option<&Entry> {
        self.entries.get(index as usize)
    }

    /// The function that was found at that place while parsing, if need be found anew by name.
    pub(crate) fn get(&self, index: u32, name: &[u8]) -> Option<&Entry> {
        match self.entries.get(index as usize) {
            Some(entry) if entry.func.name.as_bytes() == name => Some(entry),
            _ => self.entries.get(self.index(name)? as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Compiled, Functions, most_entries};
    use crate::builtins::BUILTINS;
    use crate::func::{Func, Sig};
    use crate::value::Value;

    fn func(name: String) -> Func {
        Func::new(Box::leak(name.into_boxed_str()), Sig::fixed(&[]), |_| {
            Ok(Value::Nil)
        })
    }

    #[test]
    fn each_function_is_found_however_many_there_are() {
        let table = Functions::new((0..2_000).map(|i| func(format!("f{i}"))));
        for i in 0..2_000_usize {
            let place = table.index(format!("f{i}").as_bytes());
            assert_eq!(place.map(|place| place as usize), Some(BUILTINS.len() + i));
        }
        assert!(table.has("and") && !table.has("f2000") && !table.has(""));
        assert_eq!(table.names().count(), BUILTINS.len() + 2_000);
    }

    const NONE: Sig = Sig::fixed(&[]);
    const FAMILIES: &[&[Func]] = &[
        &[Func::new("one", NONE, |_| Ok(Value::Nil))],
        &[
            Func::new("and", NONE, |_| Ok(Value::Nil)),
            Func::new("two", NONE, |_| Ok(Value::Nil)),
            Func::new("one", NONE, |_| Ok(Value::Nil)),
        ],
    ];
    static COMPILED: Compiled<{ most_entries(FAMILIES) }, 64> = Compiled::new(FAMILIES);

    #[test]
    fn a_compiled_table_is_as_one_that_is_made() {
        let made = Functions::new(FAMILIES.concat());
        let compiled = Functions::compiled(&COMPILED);
        assert!(made.names().eq(compiled.names()));
        for (place, entry) in made.entries.iter().enumerate() {
            let other = &compiled.entries[place];
            assert_eq!(other.func.name, entry.func.name);
            assert_eq!(other.builtin.is_some(), entry.builtin.is_some());
            let found = compiled.index(entry.func.name.as_bytes());
            assert_eq!(found.map(|found| found as usize), Some(place));
        }
        let more = compiled.with(func("three".to_owned()));
        assert!(more.has("three") && more.has("two") && !more.has("four"));
    }

    #[test]
    fn a_function_takes_the_place_of_one_with_its_name() {
        let table = Functions::new([func("and".to_owned())]).with(func("and".to_owned()));
        let place = table.index(b"and");
        assert_eq!(place, Some(0));
        assert!(place.is_some_and(|place| table.entries[place as usize].builtin.is_none()));
        assert_eq!(table.names().count(), BUILTINS.len());
    }
}

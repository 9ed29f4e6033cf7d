//! What runs read of the maps that they are given, and whether they write to them: enough to say,
//! of other maps, that a run would go the same way and need not be run.
//!
//! Every map that is reached from a watched one is watched. A read is kept with what it found, maps
//! in it by number alone: what they hold is read by itself. A run that writes to a watched map is
//! spoiled: nothing is said of it, and what is known of maps is found out anew afterwards. Objects that
//! stand in the roots are taken for equal where they stand in the same place: who gives them has to
//! compare them. No other object is equal to any. May not run anything.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::stack::deep;
use crate::str::Str;
use crate::value::{ListType, Map, Object, Value};

/// How many keys of a map are told apart; of one with more, everything counts as read.
const KEYS: usize = 64;

/// Watches maps while templates run, one run after the other.
#[derive(Clone, Default)]
pub struct Watch(Rc<Watching>);

#[derive(Default)]
struct Watching {
    /// The run at hand, counted from 1; 0 while nothing is told.
    run: Cell<u32>,
    runs: Cell<u32>,
    is_spoiled: Cell<bool>,
    /// How often watched maps were written to.
    writes: Cell<u64>,
    /// What the run at hand has read, each once.
    reads: RefCell<Vec<u32>>,
    /// A key of the roots that is not watched.
    unwatched: Str,
    /// The objects in the roots.
    objects: RefCell<Vec<Rc<dyn Object>>>,
    seen: RefCell<Seen>,
}

/// What runs read, and what they found. Belongs to no thread.
#[derive(Debug, Default)]
pub struct Seen {
    /// How many maps were watched; the first of them are the roots.
    maps: usize,
    reads: Vec<Read>,
}

#[derive(Debug)]
struct Read {
    map: u32,
    found: Found,
}

#[derive(Debug)]
enum Found {
    /// What a key has, if anything.
    Key(Str, Option<Entry>),
    /// Everything in the map.
    All(Vec<(Str, Entry)>),
}

/// A value, and whether it is marked.
type Entry = (Shown, bool);

/// A value as a read found it.
#[derive(Debug)]
enum Shown {
    Nil,
    Bool(bool),
    Int(i64),
    Int64(i64),
    Int32(i32),
    Uint64(u64),
    Byte(u8),
    /// By its bits.
    Float(u64),
    Str(Str),
    Bytes(Str),
    /// With its type, whether it is nil, and whether it is marked.
    List(ListType, bool, bool, Vec<Shown>),
    /// By its number, its type, and whether it is nil.
    Map(u32, &'static str, bool),
    /// By its place among those in the roots.
    Object(usize),
    /// Equal to nothing.
    Strange,
}

/// What a watched map has to know.
pub(crate) struct Watched {
    watching: Rc<Watching>,
    number: u32,
    is_root: bool,
    /// The reads of this map: the key, the number of the read, the last run that read it.
    reads: RefCell<Vec<(Option<Str>, u32, u32)>>,
}

impl Watch {
    /// Watches nothing yet. What the roots have under one key is not watched: who sets it gives each
    /// run the same as the last time.
    pub fn new(unwatched: Str) -> Self {
        Self(Rc::new(Watching {
            unwatched,
            ..Watching::default()
        }))
    }

    /// Watches a map that runs are given. Roots are told apart by the order in which they are added.
    pub fn root(&self, map: &Map) {
        Watched::number(map, &self.0, true);
        let mut objects = self.0.objects.borrow_mut();
        for value in map.peek().values() {
            if let Value::Object(object) = value {
                objects.push(Rc::clone(object));
            }
        }
    }

    /// A run begins.
    pub fn begin(&self) {
        let run = self.0.runs.get().wrapping_add(1).max(1);
        self.0.runs.set(run);
        self.0.run.set(run);
        self.0.is_spoiled.set(false);
        self.0.reads.borrow_mut().clear();
    }

    /// The run is over. Gives what it has read; `None` where that does not say all.
    pub fn end(&self) -> Option<Vec<u32>> {
        self.0.run.set(0);
        let reads = self.0.reads.borrow().clone();
        (!self.0.is_spoiled.get()).then_some(reads)
    }

    /// What all runs have read, taken out: nothing may be run afterwards.
    pub fn into_seen(self) -> Seen {
        self.0.run.set(0);
        self.0.seen.take()
    }
}

impl Watched {
    /// The number of a map in what is watched; the map is watched from now on.
    fn number(map: &Map, watching: &Rc<Watching>, is_root: bool) -> Option<u32> {
        let watched = map.watched_or(|| {
            let maps = &mut watching.seen.borrow_mut().maps;
            *maps += 1;
            Box::new(Self {
                watching: Rc::clone(watching),
                number: u32::try_from(*maps - 1).unwrap_or(u32::MAX),
                is_root,
                reads: RefCell::new(Vec::new()),
            })
        });
        Rc::ptr_eq(&watched.watching, watching).then_some(watched.number)
    }

    /// A key is asked for.
    pub(crate) fn read(&self, map: &Map, key: &[u8]) {
        if self.is_root && key == self.watching.unwatched.as_bytes() {
            return;
        }
        self.note(map, Some(key));
    }

    /// Everything is looked at.
    pub(crate) fn read_all(&self, map: &Map) {
        self.note(map, None);
    }

    /// Something is changed.
    pub(crate) fn write(&self) {
        if self.watching.run.get() != 0 {
            let writes = &self.watching.writes;
            writes.set(writes.get() + 1);
            self.watching.is_spoiled.set(true);
            self.reads.borrow_mut().clear();
        }
    }

    fn note(&self, map: &Map, key: Option<&[u8]>) {
        let run = self.watching.run.get();
        if run == 0 || self.watching.is_spoiled.get() {
            return;
        }
        let mut reads = self.reads.borrow_mut();
        let known = reads.iter_mut().find(|(of, ..)| of.as_deref() == key);
        if let Some((_, read, last)) = known {
            if *last != run {
                *last = run;
                self.watching.reads.borrow_mut().push(*read);
            }
            return;
        }
        if reads.len() >= KEYS && key.is_some() {
            drop(reads);
            return self.note(map, None);
        }
        let read = self.first(map, key);
        reads.push((key.map(Str::new), read, run));
        self.watching.reads.borrow_mut().push(read);
    }

    /// Keeps what a read finds, as the first of its kind.
    fn first(&self, map: &Map, key: Option<&[u8]>) -> u32 {
        let entries = map.peek();
        let entry = |key: &[u8], value| (self.show(value), map.has_mark(key));
        let found = match key {
            None => {
                let all = entries.iter();
                Found::All(all.map(|(k, v)| (k.clone(), entry(k, v))).collect())
            }
            Some(key) => Found::Key(Str::new(key), entries.get(key).map(|v| entry(key, v))),
        };
        let reads = &mut self.watching.seen.borrow_mut().reads;
        reads.push(Read {
            map: self.number,
            found,
        });
        u32::try_from(reads.len() - 1).unwrap_or(u32::MAX)
    }

    /// A value of this map, as it is now. Maps in it are watched from now on.
    fn show(&self, value: &Value) -> Shown {
        match value {
            Value::Nil => Shown::Nil,
            Value::Bool(b) => Shown::Bool(*b),
            Value::Int(n) => Shown::Int(*n),
            Value::Int64(n) => Shown::Int64(*n),
            Value::Int32(n) => Shown::Int32(*n),
            Value::Uint64(n) => Shown::Uint64(*n),
            Value::Byte(n) => Shown::Byte(*n),
            Value::Float(n) => Shown::Float(n.to_bits()),
            Value::Str(text) => Shown::Str(text.clone()),
            Value::Bytes(text) => Shown::Bytes(text.clone()),
            Value::List(list) => deep(|| {
                let items = list.items().iter().map(|item| self.show(item));
                Shown::List(list.ty(), list.is_nil(), list.is_marked(), items.collect())
            }),
            Value::Map(map) => {
                let number = Self::number(map, &self.watching, false);
                let shown = |number| Shown::Map(number, map.ty().name, map.is_nil());
                number.map_or(Shown::Strange, shown)
            }
            Value::Object(object) => {
                let place = place(&self.watching.objects.borrow(), object);
                place.map_or(Shown::Strange, Shown::Object)
            }
        }
    }
}

/// The place of an object in a list.
fn place(objects: &[Rc<dyn Object>], object: &Rc<dyn Object>) -> Option<usize> {
    objects.iter().position(|other| Rc::ptr_eq(other, object))
}

/// What was read once, held against other maps while those are watched.
pub struct Compared<'s> {
    seen: &'s Seen,
    watch: Watch,
    roots: Vec<Map>,
    /// After how many writes the rest was found out, if anything was.
    writes: Option<u64>,
    /// The map in the place of each of before, where one was found.
    maps: Vec<Option<Map>>,
    /// Whether a read would find the same.
    same: Vec<Option<bool>>,
}

impl<'s> Compared<'s> {
    /// Holds what was read against the roots, in the order of those of before.
    pub fn new(seen: &'s Seen, watch: &Watch, roots: Vec<Map>) -> Self {
        Self {
            seen,
            watch: watch.clone(),
            roots,
            writes: None,
            maps: vec![None; seen.maps],
            same: vec![None; seen.reads.len()],
        }
    }

    /// Whether each of the reads of a run would find the same now. Then all are read again as a run of
    /// their own, and what that gives is given.
    pub fn repeat(&mut self, reads: &[u32]) -> Option<Vec<u32>> {
        self.renew();
        if !reads.iter().all(|read| self.is_same(*read)) {
            return None;
        }
        self.watch.begin();
        for read in reads {
            self.again(*read);
        }
        self.watch.end()
    }

    /// Forgets what a write may have changed.
    fn renew(&mut self) {
        let writes = Some(self.watch.0.writes.get());
        if self.writes != writes {
            self.writes = writes;
            self.same.fill(None);
            self.maps.fill(None);
            for (map, root) in self.maps.iter_mut().zip(&self.roots) {
                *map = Some(root.clone());
            }
        }
    }

    /// The map in the place of one of before. A run comes to it by what it has read already.
    fn map(&self, number: u32) -> Option<Map> {
        self.maps.get(number as usize)?.clone()
    }

    fn is_same(&mut self, read: u32) -> bool {
        let at = read as usize;
        if let Some(Some(known)) = self.same.get(at) {
            return *known;
        }
        let same = self.compare(at).unwrap_or(false);
        if let Some(known) = self.same.get_mut(at) {
            *known = Some(same);
        }
        same
    }

    fn compare(&mut self, at: usize) -> Option<bool> {
        let seen = self.seen;
        let read = seen.reads.get(at)?;
        let map = self.map(read.map)?;
        let entries = map.peek();
        Some(match &read.found {
            Found::Key(key, entry) => match (entry, entries.get(key)) {
                (None, None) => true,
                (Some((shown, marked)), Some(value)) => {
                    *marked == map.has_mark(key) && self.shows(shown, value)
                }
                _ => false,
            },
            Found::All(all) => {
                let mut pairs = all.iter().zip(entries.iter());
                all.len() == entries.len()
                    && pairs.all(|((of, (shown, marked)), (key, value))| {
                        of == key && *marked == map.has_mark(key) && self.shows(shown, value)
                    })
            }
        })
    }

    /// Whether a value is what was found.
    fn shows(&mut self, shown: &Shown, value: &Value) -> bool {
        match (shown, value) {
            (Shown::Nil, Value::Nil) => true,
            (Shown::Bool(a), Value::Bool(b)) => a == b,
            (Shown::Int(a), Value::Int(b)) | (Shown::Int64(a), Value::Int64(b)) => a == b,
            (Shown::Int32(a), Value::Int32(b)) => a == b,
            (Shown::Uint64(a), Value::Uint64(b)) => a == b,
            (Shown::Byte(a), Value::Byte(b)) => a == b,
            (Shown::Float(a), Value::Float(b)) => *a == b.to_bits(),
            (Shown::Str(a), Value::Str(b)) | (Shown::Bytes(a), Value::Bytes(b)) => a == b,
            (Shown::List(ty, nil, marked, items), Value::List(list)) => {
                let mut pairs = items.iter().zip(list.items());
                (*ty, *nil, *marked) == (list.ty(), list.is_nil(), list.is_marked())
                    && items.len() == list.items().len()
                    && deep(|| pairs.all(|(shown, item)| self.shows(shown, item)))
            }
            (Shown::Map(number, ty, nil), Value::Map(map)) => {
                (*ty, *nil) == (map.ty().name, map.is_nil()) && self.stands(*number, map)
            }
            (Shown::Object(at), Value::Object(object)) => {
                place(&self.watch.0.objects.borrow(), object) == Some(*at)
            }
            _ => false,
        }
    }

    /// Whether a map stands in the place of one of before: it always does, or it takes the place.
    fn stands(&mut self, number: u32, map: &Map) -> bool {
        match self.maps.get_mut(number as usize) {
            Some(Some(there)) => there.same(map),
            Some(place) => {
                *place = Some(map.clone());
                true
            }
            None => false,
        }
    }

    /// Reads again, so that whoever watches the maps knows of it.
    fn again(&self, read: u32) {
        let Some(read) = self.seen.reads.get(read as usize) else {
            return;
        };
        if let Some(map) = self.map(read.map) {
            match &read.found {
                Found::Key(key, _) => drop(map.has(key)),
                Found::All(_) => drop(map.entries()),
            }
        }
    }
}

//! The value model: what Go's `interface{}` can hold inside a template.
//!
//! Maps are references (a `set` on one is seen through every other), lists are immutable, strings
//! are bytes, and the number types that Go keeps apart stay apart. Values belong to one run and
//! one thread. Nothing here formats or compares: see `fmt` and `compare`.

use std::any::Any;
use std::cell::{Cell, OnceCell, Ref, RefCell, RefMut};
use std::collections::BTreeSet;
use std::rc::Rc;

pub use crate::entries::Entries;
use crate::func::{FuncError, Sig};
use crate::str::Str;
use crate::watch::Watched;

/// Any value that a template can hold.
#[derive(Clone, Default)]
pub enum Value {
    /// The untyped nil; also what a missing key gives.
    #[default]
    Nil,
    /// `bool`
    Bool(bool),
    /// `int`
    Int(i64),
    /// `int64`
    Int64(i64),
    /// `int32`, a rune
    Int32(i32),
    /// `uint64`
    Uint64(u64),
    /// `uint8`, a byte
    Byte(u8),
    /// `float64`
    Float(f64),
    /// `string`
    Str(Str),
    /// `[]byte`
    Bytes(Str),
    /// A slice.
    List(List),
    /// A map with string keys.
    Map(Map),
    /// Anything else: a time, a version, Helm's built-in objects.
    Object(Rc<dyn Object>),
}

/// The Go type of a slice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListType {
    /// `[]interface {}`
    Any,
    /// `[]string`
    Strings,
    /// `[]int`
    Ints,
    /// `[]map[string]interface {}`
    Maps,
    /// `[][]interface {}`
    Lists,
}

impl ListType {
    /// The type as Go's `%T` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "[]interface {}",
            Self::Strings => "[]string",
            Self::Ints => "[]int",
            Self::Maps => "[]map[string]interface {}",
            Self::Lists => "[][]interface {}",
        }
    }
}

/// A slice: immutable, shared by reference.
#[derive(Clone)]
pub struct List(Rc<ListCell>);

struct ListCell {
    ty: ListType,
    nil: bool,
    marked: bool,
    items: Vec<Value>,
}

impl List {
    /// A `[]interface {}` of these items.
    pub fn new(items: Vec<Value>) -> Self {
        Self::typed(ListType::Any, items)
    }

    /// A slice of the given type.
    pub fn typed(ty: ListType, items: Vec<Value>) -> Self {
        Self(Rc::new(ListCell {
            ty,
            nil: false,
            marked: false,
            items,
        }))
    }

    /// Go's nil slice of the given type: empty, and `null` in JSON.
    pub fn nil(ty: ListType) -> Self {
        Self(Rc::new(ListCell {
            ty,
            nil: true,
            marked: false,
            items: Vec::new(),
        }))
    }

    /// A `[]string`.
    pub fn strings<S: Into<Str>>(items: impl IntoIterator<Item = S>) -> Self {
        let items = items.into_iter().map(|s| Value::Str(s.into())).collect();
        Self::typed(ListType::Strings, items)
    }

    /// The same list, carrying the mark of randomness or time (see [`Map::mark`]).
    pub fn into_marked(self) -> Self {
        let (ty, nil, items) = (self.0.ty, self.0.nil, self.0.items.clone());
        Self(Rc::new(ListCell {
            ty,
            nil,
            marked: true,
            items,
        }))
    }

    /// Whether something random or timed went into this list.
    pub fn is_marked(&self) -> bool {
        self.0.marked
    }

    /// The Go type.
    pub fn ty(&self) -> ListType {
        self.0.ty
    }

    /// Whether this is Go's nil slice.
    pub fn is_nil(&self) -> bool {
        self.0.nil
    }

    /// The items.
    pub fn items(&self) -> &[Value] {
        &self.0.items
    }

    /// Whether both are the very same list.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A number that tells this list from every other that is alive, to find cycles with.
    pub fn identity(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }
}

/// The Go type of a map: its name, the type of its elements and its methods.
pub struct MapType {
    /// The type as Go's `%T` prints it.
    pub name: &'static str,
    /// Whether the elements are strings (`map[string]string`): a missing key is then `""`.
    pub strings: bool,
    /// The signature of a method, where the type has one of that name.
    pub method: fn(name: &[u8]) -> Option<Sig>,
    /// Calls a method that [`MapType::method`] knows.
    pub call: fn(&Map, &str, &[Value]) -> Result<Value, FuncError>,
}

fn no_method(_: &[u8]) -> Option<Sig> {
    None
}

fn no_call(_: &Map, name: &str, _: &[Value]) -> Result<Value, FuncError> {
    Err(FuncError::new(format!("no method {name}")))
}

/// `map[string]interface {}`
pub static ANY_MAP: MapType = MapType {
    name: "map[string]interface {}",
    strings: false,
    method: no_method,
    call: no_call,
};

/// `map[string]string`
pub static STRING_MAP: MapType = MapType {
    name: "map[string]string",
    strings: true,
    method: no_method,
    call: no_call,
};

/// A map: shared by reference, as Go's are. The type belongs to the reference: the same entries
/// can be seen as `map[string]interface {}` here and as a named map type there.
#[derive(Clone)]
pub struct Map(Rc<MapCell>, &'static MapType);

struct MapCell {
    nil: Cell<bool>,
    /// Whether anything was changed since the map was made.
    changed: Cell<bool>,
    entries: RefCell<Entries>,
    marked: RefCell<Option<BTreeSet<Str>>>,
    /// Who is told of what is read and written.
    watched: OnceCell<Box<Watched>>,
}

impl Default for Map {
    fn default() -> Self {
        Self::new(Entries::new())
    }
}

impl Map {
    /// A `map[string]interface {}` of these entries.
    pub fn new(entries: Entries) -> Self {
        Self::typed(&ANY_MAP, entries)
    }

    /// A map of the given type.
    pub fn typed(ty: &'static MapType, entries: Entries) -> Self {
        let cell = MapCell {
            nil: Cell::new(false),
            changed: Cell::new(false),
            entries: RefCell::new(entries),
            marked: RefCell::new(None),
            watched: OnceCell::new(),
        };
        Self(Rc::new(cell), ty)
    }

    /// Go's nil map of the given type: reads as empty, `null` in JSON, cannot be written to.
    pub fn nil(ty: &'static MapType) -> Self {
        let map = Self::typed(ty, Entries::new());
        map.0.nil.set(true);
        map
    }

    /// The Go type.
    pub fn ty(&self) -> &'static MapType {
        self.1
    }

    /// Whether this is Go's nil map.
    pub fn is_nil(&self) -> bool {
        self.0.nil.get()
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Option<Value> {
        self.look(key, |value| value.cloned())
    }

    /// Whether the key is there.
    pub fn has(&self, key: &[u8]) -> bool {
        self.look(key, |value| value.is_some())
    }

    /// Looks at the value of a key where it is. Meanwhile the map may not be written to.
    #[inline]
    pub(crate) fn look<T>(&self, key: &[u8], at: impl FnOnce(Option<&Value>) -> T) -> T {
        let entries = self.0.entries.borrow();
        if let Some(watched) = self.0.watched.get() {
            watched.read(self, key);
        }
        at(entries.get(key))
    }

    /// Sets a key. The mark of what was there goes.
    pub fn set(&self, key: impl Into<Str>, value: Value) {
        let key = key.into();
        self.change();
        if let Some(marked) = self.0.marked.borrow_mut().as_mut() {
            marked.remove(&key);
        }
        self.0.entries.borrow_mut().insert(key, value);
    }

    /// Removes a key, and the mark of what was there.
    pub fn remove(&self, key: &[u8]) -> Option<Value> {
        self.change();
        if let Some(marked) = self.0.marked.borrow_mut().as_mut() {
            marked.remove(key);
        }
        self.0.entries.borrow_mut().remove(key)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// The entries, sorted by key. While this is held the map may not be written to.
    pub fn entries(&self) -> Ref<'_, Entries> {
        let entries = self.0.entries.borrow();
        if let Some(watched) = self.0.watched.get() {
            watched.read_all(self);
        }
        entries
    }

    /// The entries, without anybody being told.
    pub(crate) fn peek(&self) -> Ref<'_, Entries> {
        self.0.entries.borrow()
    }

    /// The entries, to be written to. While this is held nothing else may touch the map.
    pub fn entries_mut(&self) -> RefMut<'_, Entries> {
        self.change();
        self.0.entries.borrow_mut()
    }

    /// Something is about to be changed.
    fn change(&self) {
        self.0.changed.set(true);
        if let Some(watched) = self.0.watched.get() {
            watched.write();
        }
    }

    /// Who is told of what is read and written here, from now on.
    pub(crate) fn watched_or(&self, watched: impl FnOnce() -> Box<Watched>) -> &Watched {
        self.0.watched.get_or_init(watched)
    }

    /// A new map of the same type with the same entries; what they refer to is shared.
    pub fn shallow_copy(&self) -> Self {
        let copy = Self::typed(self.1, self.entries().clone());
        *copy.0.marked.borrow_mut() = self.0.marked.borrow().clone();
        copy
    }

    /// The very same map under another type, as a Go conversion between map types gives it.
    pub fn retyped(&self, ty: &'static MapType) -> Self {
        Self(Rc::clone(&self.0), ty)
    }

    /// Whether an entry or a mark was set or removed since the map was made. What its values hold is
    /// asked of them.
    pub(crate) fn was_changed(&self) -> bool {
        self.0.changed.get()
    }

    /// Marks the value under a key as one that randomness or time has touched.
    pub fn mark(&self, key: &[u8]) {
        self.change();
        let mut marked = self.0.marked.borrow_mut();
        marked.get_or_insert_default().insert(Str::new(key));
    }

    /// Whether the value under a key is marked.
    pub fn is_marked(&self, key: &[u8]) -> bool {
        self.look(key, |_| self.has_mark(key))
    }

    /// Whether the value under a key is marked, without anybody being told.
    pub(crate) fn has_mark(&self, key: &[u8]) -> bool {
        let marked = self.0.marked.borrow();
        marked.as_ref().is_some_and(|keys| keys.contains(key))
    }

    /// Whether the value under any key is marked.
    pub fn has_marks(&self) -> bool {
        let _told = self.entries();
        let marked = self.0.marked.borrow();
        marked.as_ref().is_some_and(|keys| !keys.is_empty())
    }

    /// Whether both are the very same map.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// A number that tells this map from every other that is alive, to find cycles with.
    pub fn identity(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }
}

/// What a Go value looks like to reflection, to printing and to JSON.
pub enum Shape {
    /// A struct, or a pointer to one.
    Struct {
        /// Whether it is a pointer.
        pointer: bool,
        /// The exported fields in their order.
        fields: Vec<(&'static str, Value)>,
    },
    /// A slice.
    Slice(List),
    /// A map.
    Map(Map),
    /// A number type of its own, as `time.Duration` is over `int64`.
    Int(i64),
    /// A string type of its own.
    Str(Str),
}

/// One reading of the clock or one draw, told from all others by its address.
#[derive(Debug, Default)]
pub struct Source {
    // Without a size, addresses could be the same.
    _place: u8,
}

/// A value that is neither a plain scalar, slice nor map.
pub trait Object {
    /// The type as Go's `%T` prints it.
    fn type_name(&self) -> &'static str;
    /// What reflection sees.
    fn shape(&self) -> Shape;
    /// A field by name.
    fn field(&self, name: &str) -> Option<Value> {
        match self.shape() {
            Shape::Struct { fields, .. } => fields
                .into_iter()
                .find(|(field, _)| *field == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }
    /// The signature of a method, where there is one of that name.
    fn method(&self, _name: &str) -> Option<Sig> {
        None
    }
    /// Calls a method that [`Object::method`] knows.
    fn call(&self, name: &str, _args: &[Value]) -> Result<Value, FuncError> {
        Err(FuncError::new(format!("no method {name}")))
    }
    /// How many bytes a call of a method looks at beside its arguments, where that is many.
    fn cost(&self, _name: &str, _args: &[Value]) -> usize {
        0
    }
    /// What it came out of, where that is randomness or time: it is marked by itself then. Two objects
    /// of one source differ by what is neither, so that whether they are equal is not marked.
    fn source(&self) -> Option<&Rc<Source>> {
        None
    }
    /// What its `String()` or `Error()` method gives, where it has one.
    fn stringer(&self) -> Option<Str> {
        None
    }
    /// What its `String()` method gives where only a pointer to it has one: a template's action
    /// prints a field by it, `printf` does not know it.
    fn pointer_stringer(&self) -> Option<Str> {
        None
    }
    /// What its `MarshalJSON` or `MarshalText` method gives, where it has one.
    fn json(&self) -> Option<Value> {
        None
    }
    /// What `==` compares beside the fields that reflection shows: those that Go does not export.
    fn unexported(&self) -> Option<Value> {
        None
    }
    /// The object itself, for functions that know its type.
    fn as_any(&self) -> &dyn Any;
}

impl Value {
    /// A string value.
    pub fn str(text: impl Into<Str>) -> Self {
        Self::Str(text.into())
    }

    /// A `[]interface {}` value.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(List::new(items))
    }

    /// A `map[string]interface {}` value.
    pub fn map<K: Into<Str>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(Map::new(
            entries.into_iter().map(|(k, v)| (k.into(), v)).collect(),
        ))
    }

    /// An object value.
    pub fn object(object: impl Object + 'static) -> Self {
        Self::Object(Rc::new(object))
    }

    /// The object inside, where it is one of that type.
    pub fn downcast<T: 'static>(&self) -> Option<&T> {
        match self {
            Self::Object(object) => object.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// What an object came out of, where that is randomness or time.
    pub(crate) fn source(&self) -> Option<&Rc<Source>> {
        match self {
            Self::Object(object) => object.source(),
            _ => None,
        }
    }

    /// The type as Go's `%T` prints it; `<nil>` for nil.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Nil => "<nil>",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Int64(_) => "int64",
            Self::Int32(_) => "int32",
            Self::Uint64(_) => "uint64",
            Self::Byte(_) => "uint8",
            Self::Float(_) => "float64",
            Self::Str(_) => "string",
            Self::Bytes(_) => "[]uint8",
            Self::List(list) => list.ty().name(),
            Self::Map(map) => map.ty().name,
            Self::Object(object) => object.type_name(),
        }
    }

    /// The kind as Go's `reflect.Kind` prints it; `invalid` for nil.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Nil => "invalid",
            Self::Bytes(_) | Self::List(_) => "slice",
            Self::Map(_) => "map",
            Self::Object(object) => match object.shape() {
                Shape::Struct { pointer: true, .. } => "ptr",
                Shape::Struct { .. } => "struct",
                Shape::Slice(_) => "slice",
                Shape::Map(_) => "map",
                Shape::Int(_) => "int64",
                Shape::Str(_) => "string",
            },
            scalar => scalar.type_name(),
        }
    }

    /// Go's truth, as `if`, `and` and `or` see it.
    pub fn truth(&self) -> bool {
        match self {
            Self::Nil => false,
            Self::Bool(b) => *b,
            Self::Int(n) | Self::Int64(n) => *n != 0,
            Self::Int32(n) => *n != 0,
            Self::Uint64(n) => *n != 0,
            Self::Byte(n) => *n != 0,
            Self::Float(n) => *n != 0.0,
            Self::Str(s) | Self::Bytes(s) => !s.is_empty(),
            Self::List(list) => !list.items().is_empty(),
            Self::Map(map) => !map.is_empty(),
            Self::Object(object) => match object.shape() {
                Shape::Struct { .. } => true,
                Shape::Slice(list) => !list.items().is_empty(),
                Shape::Map(map) => !map.is_empty(),
                Shape::Int(n) => n != 0,
                Shape::Str(s) => !s.is_empty(),
            },
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::str(text)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

/// How many containers inside each other are dropped by recursion, which is fastest.
const SHALLOW: u32 = 24;

thread_local! {
    /// How many containers are being dropped inside each other.
    static DROPPING: Cell<u32> = const { Cell::new(0) };
}

/// Drops what a container held: by `whole` where few containers are open, else by `piecemeal`.
fn drop_held<T>(held: T, whole: fn(T), piecemeal: fn(T)) {
    let open = DROPPING.get();
    if open >= SHALLOW {
        return piecemeal(held);
    }
    DROPPING.set(open + 1);
    whole(held);
    DROPPING.set(open);
}

/// Values nest as deeply as a template builds them, so what a container held last is taken apart
/// on the heap from some depth on: dropping may not depend on the stack.
fn dismantle(items: impl Iterator<Item = Value>) {
    let mut pending = Vec::new();
    release(items, &mut pending);
    while let Some(value) = pending.pop() {
        match value {
            Value::List(List(mut cell)) => {
                if let Some(cell) = Rc::get_mut(&mut cell) {
                    release(cell.items.drain(..), &mut pending);
                }
            }
            Value::Map(Map(mut cell, _)) => {
                if let Some(cell) = Rc::get_mut(&mut cell) {
                    let entries = std::mem::take(cell.entries.get_mut());
                    release(entries.into_values(), &mut pending);
                }
            }
            _ => {}
        }
    }
}

/// Drops what is no container, or is held elsewhere too; keeps the rest.
fn release(items: impl Iterator<Item = Value>, rest: &mut Vec<Value>) {
    for value in items {
        if is_last(&value) {
            rest.push(value);
        }
    }
}

/// Whether a container goes with this reference to it.
fn is_last(value: &Value) -> bool {
    match value {
        Value::List(list) => Rc::strong_count(&list.0) == 1,
        Value::Map(map) => Rc::strong_count(&map.0) == 1,
        _ => false,
    }
}

impl Drop for ListCell {
    fn drop(&mut self) {
        let items = std::mem::take(&mut self.items);
        drop_held(items, drop, |items| dismantle(items.into_iter()));
    }
}

impl Drop for MapCell {
    fn drop(&mut self) {
        let entries = std::mem::take(self.entries.get_mut());
        drop_held(entries, drop, |entries| dismantle(entries.into_values()));
    }
}

//! JSON as an arena: schemas and the values that they check are both read by node number, so that
//! where something stands costs nothing until an error has to say it.

use airlock_gotmpl::{Map, Str, Value, number::format_float};

use super::decimal::Decimal;
use crate::stack;

/// A node's place in its document.
pub(super) type NodeId = u32;

/// The root of every document.
pub(super) const TOP: NodeId = 0;

/// A value; containers name their children.
pub(super) enum Json {
    Null,
    Bool(bool),
    Float(f64),
    Int(i64),
    /// A number as it was written.
    Number(Str),
    Str(Str),
    Array(Box<[NodeId]>),
    /// Sorted by key.
    Object(Box<[(Str, NodeId)]>),
    /// What JSON does not have: the name of its Go type.
    Other(&'static str),
}

struct Node {
    parent: NodeId,
    /// Which of its parent's children this is.
    slot: u32,
    json: Json,
}

/// A document.
pub(super) struct Doc {
    nodes: Vec<Node>,
}

impl Doc {
    /// A document of nothing.
    pub(super) fn empty() -> Self {
        Self { nodes: Vec::new() }
    }

    /// A document of one value that holds no others.
    pub(super) fn scalar(json: Json) -> Self {
        let mut doc = Self::empty();
        let id = doc.reserve(TOP);
        doc.fill(id, json);
        doc
    }

    /// The values of a chart.
    pub(super) fn of_values(values: &Map) -> Self {
        let mut doc = Self::empty();
        let id = doc.reserve(TOP);
        doc.fill_map(id, values);
        doc
    }

    /// Makes room for a value whose children come first.
    pub(super) fn reserve(&mut self, parent: NodeId) -> NodeId {
        let id = NodeId::try_from(self.nodes.len()).unwrap_or(NodeId::MAX);
        self.nodes.push(Node {
            parent,
            slot: 0,
            json: Json::Null,
        });
        id
    }

    /// Puts a value where room was made.
    pub(super) fn fill(&mut self, id: NodeId, json: Json) {
        match &json {
            Json::Array(items) => {
                for (slot, item) in items.iter().enumerate() {
                    self.nodes[*item as usize].slot = slot as u32;
                }
            }
            Json::Object(entries) => {
                for (slot, (_, child)) in entries.iter().enumerate() {
                    self.nodes[*child as usize].slot = slot as u32;
                }
            }
            _ => {}
        }
        self.nodes[id as usize].json = json;
    }

    fn fill_map(&mut self, id: NodeId, map: &Map) {
        let entries = stack::deep(|| {
            let entries = map.entries();
            let filled = entries.iter().map(|(k, v)| (k.clone(), self.add(v, id)));
            filled.collect()
        });
        self.fill(id, Json::Object(entries));
    }

    fn add(&mut self, value: &Value, parent: NodeId) -> NodeId {
        let id = self.reserve(parent);
        let json = match value {
            Value::Nil => Json::Null,
            Value::Bool(b) => Json::Bool(*b),
            Value::Int(n) | Value::Int64(n) => Json::Int(*n),
            Value::Float(n) if n.is_finite() => Json::Float(*n),
            Value::Str(text) => Json::Str(text.clone()),
            Value::List(list) => Json::Array(stack::deep(|| {
                let items = list.items().iter();
                items.map(|item| self.add(item, id)).collect()
            })),
            Value::Map(map) => {
                self.fill_map(id, map);
                return id;
            }
            other => Json::Other(other.type_name()),
        };
        self.fill(id, json);
        id
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The value of a node.
    pub(super) fn json(&self, id: NodeId) -> &Json {
        &self.nodes[id as usize].json
    }

    /// The container of a node; the root's is itself.
    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes[id as usize].parent
    }

    /// The entries of an object.
    pub(super) fn entries(&self, id: NodeId) -> Option<&[(Str, NodeId)]> {
        match self.json(id) {
            Json::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of an object.
    pub(super) fn get(&self, id: NodeId, key: &[u8]) -> Option<NodeId> {
        entry(self.entries(id)?, key)
    }

    /// The entry of an object, where it is a string.
    pub(super) fn text(&self, id: NodeId, key: &[u8]) -> Option<&Str> {
        match self.json(self.get(id, key)?) {
            Json::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The JSON pointer from one node to another inside it.
    pub(super) fn pointer(&self, from: NodeId, to: NodeId) -> Vec<u8> {
        let mut path = Vec::new();
        let mut at = to;
        while at != from && at != TOP {
            path.push(at);
            at = self.parent(at);
        }
        let mut out = Vec::new();
        while let Some(id) = path.pop() {
            out.push(b'/');
            let node = &self.nodes[id as usize];
            match self.json(node.parent) {
                Json::Object(entries) => {
                    if let Some((key, _)) = entries.get(node.slot as usize) {
                        push_escaped(&mut out, key);
                    }
                }
                _ => out.extend_from_slice(node.slot.to_string().as_bytes()),
            }
        }
        out
    }

    /// The exact number, where the node is one.
    pub(super) fn decimal(&self, id: NodeId) -> Option<Decimal> {
        match self.json(id) {
            Json::Int(n) => Decimal::parse(n.to_string().as_bytes()),
            Json::Float(n) => Decimal::parse(format_float(*n, b'e', -1).as_bytes()),
            Json::Number(text) => Decimal::parse(text),
            _ => None,
        }
    }

    /// Whether a number is a whole one.
    pub(super) fn is_integer(&self, id: NodeId) -> bool {
        match self.json(id) {
            Json::Int(_) => true,
            Json::Float(n) => n.trunc() == *n,
            _ => self.decimal(id).is_some_and(|n| n.is_integer()),
        }
    }
}

/// The value of a key among sorted entries.
pub(super) fn entry<T: Copy>(entries: &[(Str, T)], key: &[u8]) -> Option<T> {
    let (mut low, mut high) = (0, entries.len());
    while low < high {
        let middle = low.midpoint(high);
        let (found, value) = &entries[middle];
        match found.as_bytes().cmp(key) {
            std::cmp::Ordering::Equal => return Some(*value),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// Appends a token of a JSON pointer.
pub(super) fn push_escaped(out: &mut Vec<u8>, token: &[u8]) {
    for byte in token {
        match byte {
            b'~' => out.extend_from_slice(b"~0"),
            b'/' => out.extend_from_slice(b"~1"),
            _ => out.push(*byte),
        }
    }
}

//! YAML as Helm's functions read and write it: `sigs.k8s.io/yaml` and, for the pretty form, yaml.v3.
//! The texts are the work of `airlock-yaml`; here they become values and come from values.

use std::collections::HashSet;

use airlock_gotmpl::value::Entries;
use airlock_gotmpl::{List, Map, Object, Shape, Str, Value};
use airlock_yaml::{Document, Format, Kind, Node, Seq, Writer, keeps_byte_order, sort_keys};

use super::limit::{MAX_BYTES, WriteError};
use crate::stack::deep;

/// `yaml.Unmarshal` into an `interface {}`: maps are `map[string]interface {}`, every number is a
/// float64.
pub fn from_yaml(text: &[u8]) -> Result<Value, String> {
    let document = parse(text)?;
    Ok(Words::of(text).value(document.root()))
}

/// `yaml.Unmarshal` into an empty `map[string]interface {}`.
pub(crate) fn map_from_yaml(text: &[u8]) -> Result<Map, String> {
    let document = parse(text)?;
    let root = document.root();
    match root.expect_map() {
        Ok(Some(map)) => Ok(Words::of(text).map(map)),
        Ok(None) => Ok(Map::default()),
        Err(error) => Err(error.unmarshal_message()),
    }
}

/// `yaml.Unmarshal` into an empty `[]interface {}`.
pub(crate) fn list_from_yaml(text: &[u8]) -> Result<List, String> {
    let document = parse(text)?;
    let root = document.root();
    match root.expect_seq() {
        Ok(Some(items)) => Ok(Words::of(text).list(items)),
        Ok(None) => Ok(List::new(Vec::new())),
        Err(error) => Err(error.unmarshal_message()),
    }
}

fn parse(text: &[u8]) -> Result<Document<'_>, String> {
    Document::parse(text).map_err(|error| error.unmarshal_message())
}

/// Makes values of nodes. Short texts come again and again, so the last ones are shared.
struct Words(Vec<Option<Str>>);

/// How many texts are kept at most, and how long they may be.
const KEPT_WORDS: usize = 256;
const MAX_WORD: usize = 32;
/// In texts that are shorter, little comes twice.
const SHORT: usize = 256;

impl Words {
    /// Room for the words of a text.
    fn of(text: &[u8]) -> Self {
        let kept = match text.len() {
            0..SHORT => 0,
            length => (length / 16).next_power_of_two().min(KEPT_WORDS),
        };
        Self(vec![None; kept])
    }

    fn text(&mut self, text: &str) -> Str {
        let bytes = text.as_bytes();
        if bytes.len() > MAX_WORD {
            return Str::new(bytes);
        }
        let slot = word_slot(bytes) & self.0.len().wrapping_sub(1);
        let Some(slot) = self.0.get_mut(slot) else {
            return Str::new(bytes);
        };
        match slot {
            Some(word) if word.as_bytes() == bytes => word.clone(),
            slot => slot.insert(Str::new(bytes)).clone(),
        }
    }

    /// What a node stands for.
    fn value(&mut self, node: Node<'_>) -> Value {
        match node.kind() {
            Kind::Null => Value::Nil,
            Kind::Bool(b) => Value::Bool(b),
            Kind::Int(n) => Value::Float(n as f64),
            Kind::Uint(n) => Value::Float(n as f64),
            Kind::Float(n) => Value::Float(n),
            Kind::Str(text) => Value::Str(self.text(text)),
            Kind::Seq(items) => deep(|| Value::List(self.list(items))),
            Kind::Map(map) => deep(|| Value::Map(self.map(map))),
        }
    }

    fn list(&mut self, items: Seq<'_>) -> List {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(self.value(item));
        }
        List::new(values)
    }

    fn map(&mut self, map: airlock_yaml::Map<'_>) -> Map {
        let mut entries = Entries::with_capacity(map.len());
        for (key, value) in map.iter() {
            let key = self.text(key.as_str().unwrap_or_default());
            let value = self.value(value);
            entries.insert(key, value);
        }
        Map::new(entries)
    }
}

/// Where a short text is kept: by its length, its first, middle and last bytes.
fn word_slot(bytes: &[u8]) -> usize {
    let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or(0));
    let last = bytes.len().saturating_sub(1);
    byte(0) + byte(last / 2) * 7 + byte(last) * 31 + bytes.len() * 59
}

/// `yaml.Marshal`
pub fn to_yaml(value: &Value) -> Result<Vec<u8>, String> {
    Ok(write(value, Format::ToYaml)?)
}

/// What yaml.v3 writes with an indentation of two.
pub fn to_yaml_pretty(value: &Value) -> Result<Vec<u8>, String> {
    Ok(write(value, Format::ToYamlPretty)?)
}

/// Writes a value in one of Helm's two forms.
pub(crate) fn write(value: &Value, format: Format) -> Result<Vec<u8>, WriteError> {
    write_into(Vec::new(), value, format)
}

/// Appends a value in one of Helm's two forms to what is in a buffer.
pub(crate) fn write_into(
    buffer: Vec<u8>,
    value: &Value,
    format: Format,
) -> Result<Vec<u8>, WriteError> {
    let mut walker = Walker {
        writer: Writer::with_buffer(format, buffer),
        format,
        depth: 0,
        open: HashSet::new(),
        written: 0,
    };
    walker.value(value)?;
    let written = walker.writer.finish();
    written.map_err(|error| WriteError::Go(error.to_string()))
}

/// How deep a value may be before cycles are looked for.
const CHECK_DEPTH: usize = 1000;

struct Walker {
    writer: Writer,
    format: Format,
    depth: usize,
    /// The containers being written, kept from [`CHECK_DEPTH`] on.
    open: HashSet<usize>,
    /// About how many bytes were written.
    written: usize,
}

impl Walker {
    fn is_pretty(&self) -> bool {
        self.format == Format::ToYamlPretty
    }

    fn value(&mut self, value: &Value) -> Result<(), WriteError> {
        match value {
            Value::Nil => self.writer.null(),
            Value::Bool(b) => self.writer.bool(*b),
            Value::Int(n) | Value::Int64(n) => self.writer.int(*n),
            Value::Int32(n) => self.writer.int(i64::from(*n)),
            Value::Uint64(n) => self.writer.uint(*n),
            Value::Byte(n) => self.writer.uint(u64::from(*n)),
            Value::Float(n) => self.writer.float(*n),
            Value::Str(text) => return self.string(text),
            Value::Bytes(bytes) => return self.bytes(bytes),
            Value::List(list) => return self.list(list),
            Value::Map(map) => return self.map(map),
            Value::Object(object) => return self.object(&**object),
        }
        self.spend(4)
    }

    /// Counts what is written, with its indentation.
    fn spend(&mut self, bytes: usize) -> Result<(), WriteError> {
        self.written = self.written.saturating_add(bytes + self.depth);
        if self.written > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        Ok(())
    }

    fn string(&mut self, text: &[u8]) -> Result<(), WriteError> {
        self.spend(text.len() + 1)?;
        self.writer.string(text);
        Ok(())
    }

    /// JSON has base64 for bytes; yaml.v3 takes them for a list of numbers.
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        if !self.is_pretty() {
            return self.string(&super::base64::encode64(bytes));
        }
        self.spend(4 * bytes.len())?;
        self.writer.begin_seq();
        for byte in bytes {
            self.writer.uint(u64::from(*byte));
        }
        self.writer.end_seq();
        Ok(())
    }

    fn list(&mut self, list: &List) -> Result<(), WriteError> {
        if list.is_nil() && !self.is_pretty() {
            return self.value(&Value::Nil);
        }
        self.nested(list.identity(), list.ty().name(), |this| {
            this.writer.begin_seq();
            for item in list.items() {
                this.value(item)?;
            }
            this.writer.end_seq();
            Ok(())
        })
    }

    fn map(&mut self, map: &Map) -> Result<(), WriteError> {
        if map.is_nil() && !self.is_pretty() {
            return self.value(&Value::Nil);
        }
        self.nested(map.identity(), map.ty().name, |this| {
            let entries = map.entries();
            if entries.len() < 2 || entries.keys().all(|key| keeps_byte_order(key)) {
                return this.entries(entries.iter().map(|(key, value)| (&key[..], value)));
            }
            let mut sorted: Vec<(&[u8], &Value)> = entries
                .iter()
                .map(|(key, value)| (&key[..], value))
                .collect();
            sort_keys(this.format, &mut sorted, |(key, _)| key);
            this.entries(sorted.into_iter())
        })
    }

    fn entries<'v>(
        &mut self,
        entries: impl Iterator<Item = (&'v [u8], &'v Value)>,
    ) -> Result<(), WriteError> {
        self.writer.begin_map();
        for (key, value) in entries {
            self.spend(key.len() + 2)?;
            self.writer.key(key);
            self.value(value)?;
        }
        self.writer.end_map();
        Ok(())
    }

    fn object(&mut self, object: &dyn Object) -> Result<(), WriteError> {
        if let Some(value) = object.json() {
            return self.level(|this| this.value(&value));
        }
        match object.shape() {
            Shape::Struct { fields, .. } => self.level(|this| this.fields(fields)),
            Shape::Slice(list) => self.list(&list),
            Shape::Map(map) => self.map(&map),
            Shape::Int(n) => match object.stringer().filter(|_| self.is_duration(object)) {
                Some(text) => self.string(&text),
                None => self.value(&Value::Int(n)),
            },
            Shape::Str(text) => self.string(&text),
        }
    }

    /// yaml.v3 writes durations as people do.
    fn is_duration(&self, object: &dyn Object) -> bool {
        self.is_pretty() && object.type_name() == "time.Duration"
    }

    /// JSON sorts a struct's fields as a map's keys once it is YAML; yaml.v3 keeps their order and
    /// writes their names in lower case.
    fn fields(&mut self, fields: Vec<(&'static str, Value)>) -> Result<(), WriteError> {
        if self.is_pretty() {
            let lower = |(name, value): (&str, Value)| (name.to_ascii_lowercase(), value);
            let fields: Vec<(String, Value)> = fields.into_iter().map(lower).collect();
            return self.entries(fields.iter().map(|(name, value)| (name.as_bytes(), value)));
        }
        let mut fields = fields;
        sort_keys(self.format, &mut fields, |(name, _)| name.as_bytes());
        self.entries(fields.iter().map(|(name, value)| (name.as_bytes(), value)))
    }

    /// One level down, on as much stack as it takes.
    fn level(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        self.depth += 1;
        if self.depth > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        deep(|| inside(self))?;
        self.depth -= 1;
        Ok(())
    }

    fn nested(
        &mut self,
        identity: usize,
        type_name: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let checked = self.depth > CHECK_DEPTH;
        if checked && !self.open.insert(identity) {
            return Err(WriteError::Go(format!(
                "error marshaling into JSON: json: unsupported value: encountered a cycle via {type_name}"
            )));
        }
        self.spend(2)?;
        self.level(inside)?;
        if checked {
            self.open.remove(&identity);
        }
        Ok(())
    }
}

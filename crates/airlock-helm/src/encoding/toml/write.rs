//! `toml.Encoder`: tables after the plain keys of the table they are in, everything else on the
//! line of its key.

use airlock_gotmpl::value::Entries;
use airlock_gotmpl::{List, Object, Shape, Str, Value, number};

use crate::encoding::limit::{MAX_BYTES, WriteError};
use crate::stack::deep;
use crate::time::TimeObject;

/// How deep tables and arrays may be. Go would end the process on a cycle.
const MAX_DEPTH: usize = 10_000;

/// Writes a value.
pub(crate) fn write(value: &Value) -> Result<Vec<u8>, WriteError> {
    if matches!(value, Value::Nil) {
        let message = "reflect: call of reflect.Value.Type on zero Value";
        return Err(WriteError::Panic(message.to_owned()));
    }
    let mut encoder = Encoder::default();
    encoder.entry(value)?;
    Ok(encoder.out)
}

/// What decides where a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Nil,
    Plain,
    Table,
    Tables,
}

/// A value as TOML sees it.
enum View {
    Nil,
    Text(Str),
    /// A number, a boolean or a time, as it is written.
    Bare(Vec<u8>),
    List(List),
    Table(Table),
}

/// A map sorted by key, or a struct in its order.
struct Table {
    fields: Vec<(Str, Value)>,
    is_struct: bool,
}

impl Table {
    fn from_entries(entries: &Entries) -> Self {
        let fields = entries
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()));
        Self {
            fields: fields.collect(),
            is_struct: false,
        }
    }
}

fn view(value: &Value) -> View {
    match value {
        Value::Nil => View::Nil,
        Value::Str(text) => View::Text(text.clone()),
        Value::Bytes(bytes) => {
            let items = bytes.iter().map(|byte| Value::Byte(*byte)).collect();
            View::List(List::new(items))
        }
        Value::List(list) if list.is_nil() => View::Nil,
        Value::List(list) => View::List(list.clone()),
        Value::Map(map) if map.is_nil() => View::Nil,
        Value::Map(map) => View::Table(Table::from_entries(&map.entries())),
        Value::Object(object) => view_object(&**object),
        scalar => View::Bare(bare(scalar)),
    }
}

fn bare(value: &Value) -> Vec<u8> {
    match value {
        Value::Bool(b) => b.to_string(),
        Value::Int(n) | Value::Int64(n) => n.to_string(),
        Value::Int32(n) => n.to_string(),
        Value::Uint64(n) => n.to_string(),
        Value::Byte(n) => n.to_string(),
        Value::Float(n) => float(*n),
        _ => String::new(),
    }
    .into_bytes()
}

/// TOML wants a point or an exponent in every float.
fn float(n: f64) -> String {
    let sign = if n.is_sign_negative() { "-" } else { "" };
    if n.is_nan() {
        return format!("{sign}nan");
    }
    if n.is_infinite() {
        return format!("{sign}inf");
    }
    let text = number::format_float(n, b'g', -1);
    if text.contains(['e', '.']) {
        text
    } else {
        text + ".0"
    }
}

fn view_object(object: &dyn Object) -> View {
    if let Some(time) = object.as_any().downcast_ref::<TimeObject>() {
        return View::Bare(super::times::written_time(&time.0));
    }
    match (object.json(), object.shape()) {
        (Some(Value::Str(text)), _) => View::Text(text),
        (_, Shape::Int(n)) => match object.type_name() {
            "time.Duration" => View::Text(object.stringer().unwrap_or_default()),
            _ => View::Bare(n.to_string().into_bytes()),
        },
        (_, Shape::Str(text)) => View::Text(text),
        (_, Shape::Slice(list)) => view(&Value::List(list)),
        (_, Shape::Map(map)) => view(&Value::Map(map)),
        (_, Shape::Struct { fields, .. }) => View::Table(Table {
            fields: fields
                .into_iter()
                .map(|(name, value)| (Str::from(name), value))
                .collect(),
            is_struct: true,
        }),
    }
}

#[derive(Default)]
struct Encoder {
    out: Vec<u8>,
    /// The keys of the table that is being written, each as it is written.
    path: Vec<Vec<u8>>,
    depth: usize,
    /// Values looked at, written or not.
    steps: usize,
}

type Done = Result<(), WriteError>;

impl Encoder {
    fn push(&mut self, text: &[u8]) -> Done {
        if self.out.len() + text.len() > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        self.out.extend_from_slice(text);
        Ok(())
    }

    /// A line ends where anything was written.
    fn newline(&mut self) -> Done {
        if self.out.is_empty() {
            return Ok(());
        }
        self.push(b"\n")
    }

    fn indent(&mut self) -> Done {
        let width = 2 * self.path.len().saturating_sub(1);
        self.push(&vec![b' '; width])
    }

    fn deeper(&mut self, inside: impl FnOnce(&mut Self) -> Done) -> Done {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(WriteError::TooLarge);
        }
        let done = deep(|| inside(self));
        self.depth -= 1;
        done
    }

    /// Where a value is to be written; an array with nil in it is an error wherever it is.
    fn class(&mut self, value: &Value) -> Result<Class, WriteError> {
        self.steps += 1;
        if self.steps > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        Ok(match view(value) {
            View::Nil => Class::Nil,
            View::Text(_) | View::Bare(_) => Class::Plain,
            View::Table(_) => Class::Table,
            View::List(list) => return self.list_class(&list),
        })
    }

    fn list_class(&mut self, list: &List) -> Result<Class, WriteError> {
        let mut class = if list.items().is_empty() {
            Class::Plain
        } else {
            Class::Tables
        };
        self.deeper(|this| {
            for item in list.items() {
                match this.class(item)? {
                    Class::Nil => {
                        let message = "toml: cannot encode array with nil element";
                        return Err(WriteError::Go(message.to_owned()));
                    }
                    Class::Table => {}
                    _ => class = Class::Plain,
                }
            }
            Ok(())
        })?;
        Ok(class)
    }

    /// Writes a value under the current path.
    fn entry(&mut self, value: &Value) -> Done {
        match view(value) {
            // Only a nil list at the top is written at all.
            View::Nil if self.path.is_empty() && matches!(value, Value::List(_)) => {
                self.push(b"[]")
            }
            View::Nil => Ok(()),
            View::Table(table) => self.deeper(|this| this.table(&table)),
            View::List(list) if self.list_class(&list)? == Class::Tables => {
                self.deeper(|this| this.tables(&list))
            }
            _ => self.key_value(value),
        }
    }

    fn key_value(&mut self, value: &Value) -> Done {
        let Some(key) = self.path.last().cloned() else {
            return self.element(value);
        };
        self.indent()?;
        self.push(&key)?;
        self.push(b" = ")?;
        self.element(value)?;
        self.newline()
    }

    fn table(&mut self, table: &Table) -> Done {
        if self.path.len() == 1 {
            self.newline()?;
        }
        if !self.path.is_empty() {
            self.header(b"[", b"]")?;
        }
        self.fields(table)
    }

    fn tables(&mut self, list: &List) -> Done {
        if self.path.is_empty() {
            let message = "toml: top-level values must be Go maps or structs";
            return Err(WriteError::Go(message.to_owned()));
        }
        for item in list.items() {
            if let View::Table(table) = view(item) {
                self.newline()?;
                self.header(b"[[", b"]]")?;
                self.fields(&table)?;
            }
        }
        Ok(())
    }

    fn header(&mut self, open: &[u8], close: &[u8]) -> Done {
        self.indent()?;
        self.push(open)?;
        let path = self.path.join(&b'.');
        self.push(&path)?;
        self.push(close)?;
        self.newline()
    }

    /// The fields of a table: first those that are no tables themselves.
    fn fields(&mut self, table: &Table) -> Done {
        let (direct, sub) = self.split(table)?;
        for (_, (key, value)) in direct.into_iter().chain(sub) {
            self.path.push(written_key(key));
            self.entry(value)?;
            self.path.pop();
        }
        Ok(())
    }

    /// The fields, with their numbers, that go on lines of their own and those that are tables.
    fn split<'t>(&mut self, table: &'t Table) -> Result<(Fields<'t>, Fields<'t>), WriteError> {
        let (mut direct, mut sub) = (Vec::new(), Vec::new());
        for (i, field) in table.fields.iter().enumerate() {
            match self.class(&field.1)? {
                Class::Nil | Class::Plain => direct.push((i, field)),
                Class::Table | Class::Tables => sub.push((i, field)),
            }
        }
        Ok((direct, sub))
    }

    /// A value in an array or after its key.
    fn element(&mut self, value: &Value) -> Done {
        match view(value) {
            View::Nil => Ok(()),
            View::Text(text) => self.push(&quoted(&text)),
            View::Bare(text) => self.push(&text),
            View::List(list) => self.deeper(|this| this.array(&list)),
            View::Table(table) => self.deeper(|this| this.inline_table(&table)),
        }
    }

    fn array(&mut self, list: &List) -> Done {
        self.push(b"[")?;
        for (i, item) in list.items().iter().enumerate() {
            if i > 0 {
                self.push(b", ")?;
            }
            self.element(item)?;
        }
        self.push(b"]")
    }

    fn inline_table(&mut self, table: &Table) -> Done {
        let (direct, sub) = self.split(table)?;
        let (last_direct, last_sub) = (direct.len(), sub.len());
        let total = last_direct + last_sub;
        self.push(b"{")?;
        for (group, more, fields) in [(last_direct, last_sub > 0, direct), (last_sub, false, sub)] {
            for (at, (i, (key, value))) in fields.into_iter().enumerate() {
                if matches!(view(value), View::Nil) {
                    continue;
                }
                self.push(&written_key(key))?;
                self.push(b" = ")?;
                self.element(value)?;
                // Structs count by the field's number, which is what Go does.
                let comma = match table.is_struct {
                    true => i + 1 != total,
                    false => more || at + 1 != group,
                };
                if comma {
                    self.push(b", ")?;
                }
            }
        }
        self.push(b"}")
    }
}

type Fields<'t> = Vec<(usize, &'t (Str, Value))>;

/// A key, quoted where it is more than letters, digits, `_` and `-`.
fn written_key(key: &[u8]) -> Vec<u8> {
    let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !key.is_empty() && key.iter().all(is_bare) {
        return key.to_vec();
    }
    quoted(key)
}

fn quoted(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(b'"');
    for byte in text {
        let short = match byte {
            b'"' | b'\\' => *byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            0..0x20 | 0x7f => {
                out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                continue;
            }
            _ => {
                out.push(*byte);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', short]);
    }
    out.push(b'"');
    out
}

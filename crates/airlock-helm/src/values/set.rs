//! The grammar of `--set`, `--set-string`, `--set-json` and `--set-file`: `a.b[0].c=value,d={x,y}`.
//!
//! Writes into a table as it reads, as Helm does: what stands before an error has been set.

use airlock_gotmpl::{Map, Value, fmt, number};

use super::cursor::{Cursor, SetError, atoi};
use crate::encoding::json::from_json;
use crate::stack;

/// The highest index of a list.
pub(super) const MAX_INDEX: i64 = 65536;
/// How deep a name may nest.
const MAX_LEVEL: usize = 30;

/// What a value is made of.
pub(super) enum Reader<'r> {
    /// `--set`: booleans, null and integers are recognised.
    Typed,
    /// `--set-string`: always a string.
    Text,
    /// `--set-file`: the content of the file that is named.
    File(&'r dyn Fn(&str) -> Result<Vec<u8>, String>),
    /// `--set-json`: JSON.
    Json,
    /// `--set-literal`: everything behind the `=`, as it is.
    Literal,
}

/// Reads one argument into the table.
pub(super) fn set_into(text: &str, into: &Map, reader: &Reader<'_>) -> Result<(), SetError> {
    let mut parser = Parser {
        cursor: Cursor::new(text, !matches!(reader, Reader::Literal)),
        reader,
    };
    loop {
        match parser.key(into, 0) {
            Ok(()) => {}
            Err(error) if error.is_end() => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

struct Parser<'p, 'r> {
    cursor: Cursor<'p>,
    reader: &'p Reader<'r>,
}

impl Parser<'_, '_> {
    fn is_literal(&self) -> bool {
        matches!(self.reader, Reader::Literal)
    }

    /// Reads one name with its value.
    fn key(&mut self, data: &Map, level: usize) -> Result<(), SetError> {
        let stops: &[char] = if self.is_literal() {
            &['=', '[', '.']
        } else {
            &['=', '[', ',', '.']
        };
        let (name, stop) = self.cursor.until(stops);
        match stop {
            None if name.is_empty() => Err(SetError::end()),
            None => Err(SetError::new(format!("key {} has no value", quoted(&name)))),
            Some('[') => self.indexed(data, &name, level),
            Some('=') => self.assigned(data, &name),
            Some(',') => {
                set(data, &name, Value::str(""));
                let name = quoted(&name);
                Err(SetError::new(format!(
                    "key {name} has no value (cannot end with ,)"
                )))
            }
            Some(_) => self.nested(data, &name, level + 1),
        }
    }

    /// `name[…`
    fn indexed(&mut self, data: &Map, name: &str, level: usize) -> Result<(), SetError> {
        let index = self.index()?;
        let list = match data.get(name.as_bytes()) {
            None => Vec::new(),
            Some(Value::List(list)) => list.items().to_vec(),
            Some(other) => return Err(not_a(&other, "[]interface {}")),
        };
        let (list, outcome) = self.item(list, index, level);
        set(data, name, Value::list(list));
        outcome
    }

    /// `name.…`
    fn nested(&mut self, data: &Map, name: &str, level: usize) -> Result<(), SetError> {
        if level > MAX_LEVEL {
            return Err(SetError::new(format!(
                "value name nested level is greater than maximum supported nested level of {MAX_LEVEL}"
            )));
        }
        let inner = match data.get(name.as_bytes()) {
            None => Map::default(),
            Some(Value::Map(map)) => map,
            Some(other) => return Err(not_a(&other, "map[string]interface {}")),
        };
        let outcome = stack::deep(|| self.key(&inner, level));
        if !inner.is_empty() {
            set(data, name, Value::Map(inner));
        } else if outcome.is_ok() {
            return Err(SetError::new(format!(
                "key map {} has no value",
                quoted(name)
            )));
        }
        outcome
    }

    /// `name=…`
    fn assigned(&mut self, data: &Map, name: &str) -> Result<(), SetError> {
        if let Reader::Json = self.reader {
            let value = self.json()?;
            set(data, name, value);
            return Ok(());
        }
        match self.value() {
            Ok(value) => {
                set(data, name, value);
                Ok(())
            }
            Err(error) if error.is_end() => {
                set(data, name, Value::str(""));
                Err(error)
            }
            Err(error) => {
                if error.sets_nil() {
                    set(data, name, Value::Nil);
                }
                Err(error)
            }
        }
    }

    /// The value behind `=`: a list in braces, or everything up to a comma.
    fn value(&mut self) -> Result<Value, SetError> {
        if self.is_literal() {
            return Ok(Value::str(self.cursor.rest()));
        }
        match self.cursor.peek() {
            None => Err(SetError::end()),
            Some('{') => {
                self.cursor.next_char();
                self.list()
            }
            Some(_) => {
                let (text, _) = self.cursor.until(&[',']);
                self.read(&text)
            }
        }
    }

    /// `{a,b}`, behind its opening brace.
    fn list(&mut self) -> Result<Value, SetError> {
        let mut items = Vec::new();
        loop {
            let (text, stop) = self.cursor.until(&[',', '}']);
            match stop {
                None => return Err(SetError::new("list must terminate with '}'")),
                Some('}') => {
                    if self.cursor.peek() == Some(',') {
                        self.cursor.next_char();
                    }
                    items.push(self.read(&text)?);
                    return Ok(Value::list(items));
                }
                Some(_) => items.push(self.read(&text)?),
            }
        }
    }

    /// What a text means.
    fn read(&self, text: &str) -> Result<Value, SetError> {
        match self.reader {
            Reader::Typed => Ok(typed(text)),
            Reader::File(read) => match read(text) {
                Ok(content) => Ok(Value::str(content)),
                Err(error) => Err(SetError::unread(error)),
            },
            Reader::Text | Reader::Json | Reader::Literal => Ok(Value::str(text)),
        }
    }

    /// A JSON value and the comma behind it, or nothing, which is null.
    fn json(&mut self) -> Result<Value, SetError> {
        if self.cursor.skip_blank() {
            return Ok(Value::Nil);
        }
        let length = json_length(self.cursor.rest_of().as_bytes());
        let text = self.cursor.take(length);
        let value = from_json(text.as_bytes()).map_err(SetError::new)?;
        self.cursor.skip_blank();
        Ok(value)
    }

    /// The index in brackets, behind the opening one.
    fn index(&mut self) -> Result<i64, SetError> {
        let (digits, stop) = self.cursor.until(&[']']);
        let index = match stop {
            None => Err(SetError::end()),
            Some(_) => atoi(&digits).map_err(SetError::new),
        };
        index.map_err(|e| e.context("error parsing index"))
    }

    /// What follows an index; gives the list as it then is, even where that failed.
    fn item(
        &mut self,
        list: Vec<Value>,
        index: i64,
        level: usize,
    ) -> (Vec<Value>, Result<(), SetError>) {
        if index < 0 {
            let error = SetError::new(format!("negative {index} index not allowed"));
            return (list, Err(error));
        }
        let (data, stop) = self.cursor.until(&['[', '.', '=']);
        if !data.is_empty() {
            let data = data
                .chars()
                .map(|c| Value::Int32(i32::try_from(u32::from(c)).unwrap_or(0)));
            let data = fmt::sprintf(b"%q", &[Value::list(data.collect())]);
            let error = format!("unexpected data at end of array index: {data}");
            return (list, Err(SetError::new(error)));
        }
        match stop {
            None => (list, Err(SetError::end())),
            Some('=') => self.item_value(list, index),
            Some('[') => self.item_list(list, index, level),
            Some(_) => self.item_table(list, index, level),
        }
    }

    /// `[i]=…`
    fn item_value(&mut self, list: Vec<Value>, index: i64) -> (Vec<Value>, Result<(), SetError>) {
        if let Reader::Json = self.reader {
            return match self.json() {
                Ok(value) => set_index(list, index, value),
                Err(error) => (list, Err(error)),
            };
        }
        match self.value() {
            Ok(value) => set_index(list, index, value),
            Err(error) if error.is_end() => set_index(list, index, Value::str("")),
            Err(error) => (list, Err(error)),
        }
    }

    /// `[i][…`
    fn item_list(
        &mut self,
        list: Vec<Value>,
        index: i64,
        level: usize,
    ) -> (Vec<Value>, Result<(), SetError>) {
        let next = match self.index() {
            Ok(next) => next,
            Err(error) => return (list, Err(error)),
        };
        let inner = match at(&list, index) {
            None | Some(Value::Nil) => Vec::new(),
            Some(Value::List(inner)) => inner.items().to_vec(),
            Some(other) => {
                let error = not_a(other, "[]interface {}");
                return (list, Err(error));
            }
        };
        match stack::deep(|| self.item(inner, next, level)) {
            (inner, Ok(())) => set_index(list, index, Value::list(inner)),
            (_, Err(error)) => (list, Err(error)),
        }
    }

    /// `[i].…`
    fn item_table(
        &mut self,
        mut list: Vec<Value>,
        index: i64,
        level: usize,
    ) -> (Vec<Value>, Result<(), SetError>) {
        let inner = match at(&list, index) {
            Some(Value::Map(map)) => map.clone(),
            _ => Map::default(),
        };
        if let Some(slot) = usize::try_from(index).ok().and_then(|i| list.get_mut(i)) {
            *slot = Value::Map(inner.clone());
        }
        match stack::deep(|| self.key(&inner, level)) {
            Ok(()) => set_index(list, index, Value::Map(inner)),
            Err(error) => (list, Err(error)),
        }
    }
}

fn at(list: &[Value], index: i64) -> Option<&Value> {
    list.get(usize::try_from(index).ok()?)
}

/// Sets an item; the list grows with nulls as far as it has to.
fn set_index(mut list: Vec<Value>, index: i64, value: Value) -> (Vec<Value>, Result<(), SetError>) {
    if index > MAX_INDEX {
        let error =
            format!("index of {index} is greater than maximum supported index of {MAX_INDEX}");
        return (list, Err(SetError::new(error)));
    }
    let index = usize::try_from(index).unwrap_or_default();
    if list.len() <= index {
        list.resize(index + 1, Value::Nil);
    }
    list[index] = value;
    (list, Ok(()))
}

/// Sets a key; an empty one is left alone.
fn set(data: &Map, key: &str, value: Value) {
    if !key.is_empty() {
        data.set(key, value);
    }
}

/// The value of a text that was not forced to be a string.
fn typed(text: &str) -> Value {
    if text.eq_ignore_ascii_case("true") {
        return Value::Bool(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Value::Bool(false);
    }
    if text.eq_ignore_ascii_case("null") {
        return Value::Nil;
    }
    if text == "0" {
        return Value::Int64(0);
    }
    match text.parse() {
        Ok(number) if !text.starts_with('0') => Value::Int64(number),
        _ => Value::str(text),
    }
}

/// Go's words where a value is not of the type that the name asks for.
fn not_a(found: &Value, wanted: &str) -> SetError {
    let found = match found {
        Value::Nil => "nil",
        other => other.type_name(),
    };
    SetError::new(format!(
        "unable to parse key: interface conversion: interface {{}} is {found}, not {wanted}"
    ))
}

fn quoted(text: &str) -> String {
    number::quote(text.as_bytes())
}

/// How long the JSON value at the start is; a malformed one is left to the decoder.
fn json_length(text: &[u8]) -> usize {
    let (mut depth, mut i) = (0_usize, 0);
    while i < text.len() {
        match text[i] {
            b'"' => i = string_end(text, i),
            b'{' | b'[' => {
                depth += 1;
                i += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                i += 1;
            }
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {
                i += 1;
                continue;
            }
            _ => i = scalar_end(text, i),
        }
        if depth == 0 {
            return i;
        }
    }
    text.len()
}

/// Behind the closing quote.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut i = start + 1;
    while i < text.len() {
        match text[i] {
            b'\\' => i += 2,
            b'"' => return i + 1,
            _ => i += 1,
        }
    }
    text.len()
}

/// Behind a number, `true`, `false`, `null` or whatever stands there instead.
fn scalar_end(text: &[u8], start: usize) -> usize {
    let mut i = start + 1;
    while i < text.len() && !matches!(text[i], b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r') {
        i += 1;
    }
    i
}

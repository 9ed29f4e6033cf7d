//! `json.Marshal` over template values. Cycles are an error as in Go: found once a value is a
//! thousand deep.

use std::collections::HashSet;

use airlock_gotmpl::{List, Map, Object, Shape, Value};

use super::number::{push_float, push_int, push_uint};
use super::text::push_string;
use crate::encoding::base64::encode64;
use crate::encoding::limit::{MAX_BYTES, WriteError};
use crate::stack::deep;

/// How JSON is laid out.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    indent: bool,
    html: bool,
}

impl Style {
    pub(crate) const COMPACT: Self = Self {
        indent: false,
        html: true,
    };
    pub(crate) const PRETTY: Self = Self {
        indent: true,
        html: true,
    };
    pub(crate) const RAW: Self = Self {
        indent: false,
        html: false,
    };
}

/// How deep a value may be before cycles are looked for.
const CHECK_DEPTH: usize = 1000;

/// Writes a value.
pub(crate) fn encode(value: &Value, style: Style) -> Result<Vec<u8>, WriteError> {
    let mut encoder = Encoder {
        out: Vec::new(),
        style,
        depth: 0,
        objects: 0,
        open: HashSet::new(),
    };
    encoder.value(value)?;
    Ok(encoder.out)
}

struct Encoder {
    out: Vec<u8>,
    style: Style,
    depth: usize,
    /// Objects being written by their own methods.
    objects: usize,
    /// The containers being written, kept from [`CHECK_DEPTH`] on.
    open: HashSet<usize>,
}

impl Encoder {
    fn value(&mut self, value: &Value) -> Result<(), WriteError> {
        match value {
            Value::Nil => self.out.extend_from_slice(b"null"),
            Value::Bool(true) => self.out.extend_from_slice(b"true"),
            Value::Bool(false) => self.out.extend_from_slice(b"false"),
            Value::Int(n) | Value::Int64(n) => push_int(&mut self.out, *n),
            Value::Int32(n) => push_int(&mut self.out, i64::from(*n)),
            Value::Uint64(n) => push_uint(&mut self.out, *n),
            Value::Byte(n) => push_uint(&mut self.out, u64::from(*n)),
            Value::Float(n) => return self.float(*n),
            Value::Str(text) => return self.string(text),
            Value::Bytes(bytes) => return self.string(&encode64(bytes)),
            Value::List(list) => return self.list(list),
            Value::Map(map) => return self.map(map),
            Value::Object(object) => return self.object(&**object),
        }
        Ok(())
    }

    fn float(&mut self, number: f64) -> Result<(), WriteError> {
        if push_float(&mut self.out, number) {
            return Ok(());
        }
        let text = airlock_gotmpl::number::format_float(number, b'g', -1);
        Err(WriteError::Go(format!("json: unsupported value: {text}")))
    }

    fn string(&mut self, text: &[u8]) -> Result<(), WriteError> {
        if self.out.len() + text.len() > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        push_string(&mut self.out, text, self.style.html);
        Ok(())
    }

    fn list(&mut self, list: &List) -> Result<(), WriteError> {
        if list.is_nil() {
            return self.value(&Value::Nil);
        }
        self.nested(list.identity(), list.ty().name(), |this| {
            this.out.push(b'[');
            for (i, item) in list.items().iter().enumerate() {
                this.next(i)?;
                this.value(item)?;
            }
            this.end(list.items().is_empty(), b']')
        })
    }

    fn map(&mut self, map: &Map) -> Result<(), WriteError> {
        if map.is_nil() {
            return self.value(&Value::Nil);
        }
        self.nested(map.identity(), map.ty().name, |this| {
            let entries = map.entries();
            this.out.push(b'{');
            for (i, (key, value)) in entries.iter().enumerate() {
                this.next(i)?;
                this.key(key)?;
                this.value(value)?;
            }
            this.end(entries.is_empty(), b'}')
        })
    }

    /// What an object's own method gives may be an object again.
    fn object(&mut self, object: &dyn Object) -> Result<(), WriteError> {
        let Some(value) = object.json() else {
            return self.shape(object.shape());
        };
        self.objects += 1;
        if self.objects > CHECK_DEPTH {
            return Err(WriteError::TooLarge);
        }
        deep(|| self.value(&value))?;
        self.objects -= 1;
        Ok(())
    }

    fn shape(&mut self, shape: Shape) -> Result<(), WriteError> {
        match shape {
            Shape::Struct { fields, .. } => self.fields(&fields),
            Shape::Slice(list) => self.list(&list),
            Shape::Map(map) => self.map(&map),
            Shape::Int(n) => self.value(&Value::Int(n)),
            Shape::Str(text) => self.string(&text),
        }
    }

    fn fields(&mut self, fields: &[(&'static str, Value)]) -> Result<(), WriteError> {
        self.out.push(b'{');
        self.depth += 1;
        for (i, (name, value)) in fields.iter().enumerate() {
            self.next(i)?;
            self.key(name.as_bytes())?;
            deep(|| self.value(value))?;
        }
        let ended = self.end(fields.is_empty(), b'}');
        self.depth -= 1;
        ended
    }

    /// Writes the inside of a container on as much stack as it takes.
    fn nested(
        &mut self,
        identity: usize,
        type_name: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let checked = self.depth > CHECK_DEPTH;
        if checked && !self.open.insert(identity) {
            let message = format!("json: unsupported value: encountered a cycle via {type_name}");
            return Err(WriteError::Go(message));
        }
        self.depth += 1;
        deep(|| inside(self))?;
        self.depth -= 1;
        if checked {
            self.open.remove(&identity);
        }
        Ok(())
    }

    fn next(&mut self, i: usize) -> Result<(), WriteError> {
        if i > 0 {
            self.out.push(b',');
        }
        self.line(self.depth)
    }

    fn key(&mut self, key: &[u8]) -> Result<(), WriteError> {
        self.string(key)?;
        let colon: &[u8] = if self.style.indent { b": " } else { b":" };
        self.out.extend_from_slice(colon);
        Ok(())
    }

    fn end(&mut self, empty: bool, close: u8) -> Result<(), WriteError> {
        if !empty {
            self.line(self.depth - 1)?;
        }
        self.out.push(close);
        Ok(())
    }

    fn line(&mut self, depth: usize) -> Result<(), WriteError> {
        if self.out.len() > MAX_BYTES {
            return Err(WriteError::TooLarge);
        }
        if self.style.indent {
            self.out.push(b'\n');
            self.out.resize(self.out.len() + 2 * depth, b' ');
        }
        Ok(())
    }
}

//! Walking a value and printing what is in it under a verb.

use crate::number::quote_ascii;
use crate::quote::{can_backquote, quote};
use crate::stack::deep;
use crate::value::{List, ListType, Map, Object, Shape, Value};

/// How deep a value may nest; Go would run out of stack at some point.
const MAX_DEPTH: usize = 10_000;

/// What `%p` prints for what has an address: values here have none that is worth telling.
const ADDRESS: u64 = 0xc0_0001_0000;

/// The flags, width and precision of one verb.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%+v`
    pub(super) plus_v: bool,
    /// `%#v`
    pub(super) sharp_v: bool,
}

/// Prints into a buffer.
pub(super) struct Printer<'o> {
    pub(super) out: &'o mut Vec<u8>,
    pub(super) flags: Flags,
    /// The length past which nothing more is written.
    most: usize,
    over: bool,
    depth: usize,
    /// While a bad verb is reported no methods are asked.
    erroring: bool,
}

impl<'o> Printer<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, limit: usize) -> Self {
        let most = out.len().saturating_add(limit);
        Self {
            out,
            flags: Flags::default(),
            most,
            over: false,
            depth: 0,
            erroring: false,
        }
    }

    /// Whether everything was within the limits.
    pub(super) fn fits(&self) -> bool {
        !self.over
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        if self.out.len().saturating_add(bytes.len()) > self.most {
            self.over = true;
        }
        if !self.over {
            self.out.extend_from_slice(bytes);
        }
    }

    pub(super) fn write_rune(&mut self, rune: char) {
        self.write(rune.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// An argument: a value at the top.
    pub(super) fn argument(&mut self, value: &Value, verb: char) {
        match (value, verb) {
            (Value::Nil, 'T' | 'v') => self.pad(b"<nil>"),
            (Value::Nil, _) => self.bad_verb(value, verb),
            (_, 'T') => self.text(value.type_name().as_bytes()),
            (_, 'p') => self.pointer(value, verb),
            (Value::Bytes(bytes), 'v' | 'd' | 's' | 'x' | 'X' | 'q') => {
                self.bytes(bytes, verb, "[]byte");
            }
            _ => self.value(value, verb, 0),
        }
    }

    /// A value at some depth.
    pub(super) fn value(&mut self, value: &Value, verb: char, depth: usize) {
        match value {
            Value::Nil => self.inner_nil(),
            Value::Bool(b) => self.bool(value, *b, verb),
            Value::Int(n) | Value::Int64(n) => self.integer(value, *n as u64, true, verb),
            Value::Int32(n) => self.integer(value, i64::from(*n) as u64, true, verb),
            Value::Uint64(n) => self.integer(value, *n, false, verb),
            Value::Byte(n) => self.integer(value, u64::from(*n), false, verb),
            Value::Float(f) => self.float(value, *f, verb),
            Value::Str(text) => self.string(value, text, verb),
            Value::Bytes(bytes) => self.inner_bytes(bytes, verb),
            Value::List(list) => {
                self.nested(value, verb, |printer| printer.list(list, verb, depth))
            }
            Value::Map(map) => {
                let name = map.ty().name;
                self.nested(value, verb, |printer| printer.map(map, name, verb, depth));
            }
            Value::Object(object) => {
                self.nested(value, verb, |printer| {
                    printer.object(value, &**object, verb, depth);
                });
            }
        }
    }

    /// A container. `%w` is for errors only, and no value here is one.
    fn nested(&mut self, value: &Value, verb: char, print: impl FnOnce(&mut Self)) {
        if self.over {
            return;
        }
        if verb == 'w' && !self.erroring {
            return self.bad_verb(value, verb);
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.over = true;
        } else {
            deep(|| print(self));
        }
        self.depth -= 1;
    }

    fn inner_nil(&mut self) {
        if self.flags.sharp_v {
            self.write(b"interface {}(nil)");
        } else {
            self.write(b"<nil>");
        }
    }

    /// `%!verb(type=value)`
    pub(super) fn bad_verb(&mut self, value: &Value, verb: char) {
        let outside = std::mem::replace(&mut self.erroring, true);
        self.write(b"%!");
        self.write_rune(verb);
        self.write(b"(");
        if matches!(value, Value::Nil) {
            self.write(b"<nil>");
        } else {
            self.write(value.type_name().as_bytes());
            self.write(b"=");
            self.argument(value, 'v');
        }
        self.write(b")");
        self.erroring = outside;
    }

    fn bool(&mut self, value: &Value, b: bool, verb: char) {
        match verb {
            't' | 'v' => self.pad(if b { b"true" } else { b"false" }),
            _ => self.bad_verb(value, verb),
        }
    }

    fn integer(&mut self, value: &Value, n: u64, signed: bool, verb: char) {
        match verb {
            'v' if self.flags.sharp_v && !signed => self.hex_with_prefix(n, true),
            'v' | 'd' => self.number(n, 10, signed, verb),
            'b' => self.number(n, 2, signed, verb),
            'o' | 'O' => self.number(n, 8, signed, verb),
            'x' | 'X' => self.number(n, 16, signed, verb),
            'c' => self.rune(n),
            'q' => self.quoted_rune(n),
            'U' => self.unicode(n),
            _ => self.bad_verb(value, verb),
        }
    }

    fn float(&mut self, value: &Value, f: f64, verb: char) {
        match verb {
            'v' => self.real(f, b'g', -1),
            'b' | 'g' | 'G' | 'x' | 'X' => self.real(f, verb as u8, -1),
            'f' | 'e' | 'E' => self.real(f, verb as u8, 6),
            'F' => self.real(f, b'f', 6),
            _ => self.bad_verb(value, verb),
        }
    }

    fn string(&mut self, value: &Value, text: &[u8], verb: char) {
        match verb {
            'v' if self.flags.sharp_v => self.quoted(text),
            'v' | 's' => self.text(text),
            'x' | 'X' => self.hex_text(text, verb == 'X'),
            'q' => self.quoted(text),
            _ => self.bad_verb(value, verb),
        }
    }

    fn quoted(&mut self, text: &[u8]) {
        let text = self.truncated(text);
        let sharp = self.flags.sharp && can_backquote(text);
        if sharp {
            let raw = [b"`".as_slice(), text, b"`"].concat();
            return self.pad(&raw);
        }
        let quoted = if self.flags.plus {
            quote_ascii(text)
        } else {
            quote(text)
        };
        self.pad(quoted.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8], verb: char, type_name: &str) {
        match verb {
            's' => self.text(bytes),
            'x' | 'X' => self.hex_text(bytes, verb == 'X'),
            'q' => self.quoted(bytes),
            _ => self.byte_list(bytes, verb, type_name),
        }
    }

    /// `[]byte` inside something else.
    fn inner_bytes(&mut self, bytes: &[u8], verb: char) {
        match verb {
            's' | 'q' | 'x' | 'X' => self.bytes(bytes, verb, "[]uint8"),
            _ => self.byte_list(bytes, verb, "[]uint8"),
        }
    }

    fn byte_list(&mut self, bytes: &[u8], verb: char, type_name: &str) {
        let (open, between, close) = self.begin_list(type_name);
        self.write(open);
        for (i, byte) in bytes.iter().enumerate() {
            if i > 0 {
                self.write(between);
            }
            self.value(&Value::Byte(*byte), verb, 1);
        }
        self.write(close);
    }

    /// Writes the type where it is asked for; gives what stands around and between items.
    fn begin_list(&mut self, type_name: &str) -> (&'static [u8], &'static [u8], &'static [u8]) {
        if self.flags.sharp_v {
            self.write(type_name.as_bytes());
            (b"{", b", ", b"}")
        } else {
            (b"[", b" ", b"]")
        }
    }

    fn list(&mut self, list: &List, verb: char, depth: usize) {
        let (open, between, close) = self.begin_list(list.ty().name());
        if self.flags.sharp_v && list.is_nil() {
            return self.write(b"(nil)");
        }
        self.write(open);
        for (i, item) in list.items().iter().enumerate() {
            if i > 0 {
                self.write(between);
            }
            match (list.ty(), item) {
                (ListType::Maps, Value::Nil) => self.nil_map(),
                _ => self.value(item, verb, depth + 1),
            }
        }
        self.write(close);
    }

    fn nil_map(&mut self) {
        if self.flags.sharp_v {
            self.write(b"map[string]interface {}(nil)");
        } else {
            self.write(b"map[]");
        }
    }

    fn map(&mut self, map: &Map, type_name: &str, verb: char, depth: usize) {
        let sharp = self.flags.sharp_v;
        if sharp {
            self.write(type_name.as_bytes());
            if map.is_nil() {
                return self.write(b"(nil)");
            }
        }
        self.write(if sharp { b"{" } else { b"map[" });
        for (i, (key, value)) in map.entries().iter().enumerate() {
            if i > 0 {
                self.write(if sharp { b", " } else { b" " });
            }
            self.value(&Value::Str(key.clone()), verb, depth + 1);
            self.write(b":");
            self.value(value, verb, depth + 1);
        }
        self.write(if sharp { b"}" } else { b"]" });
    }

    fn object(&mut self, value: &Value, object: &dyn Object, verb: char, depth: usize) {
        let stringable = matches!(verb, 'v' | 's' | 'x' | 'X' | 'q');
        if stringable
            && !self.erroring
            && !self.flags.sharp_v
            && let Some(text) = object.stringer()
        {
            return self.string(value, &text, verb);
        }
        match object.shape() {
            Shape::Int(n) => self.integer(value, n as u64, true, verb),
            Shape::Str(text) => self.string(value, &text, verb),
            Shape::Slice(list) => self.list(&list, verb, depth),
            Shape::Map(map) => self.map(&map, object.type_name(), verb, depth),
            Shape::Struct { pointer, fields } => {
                if pointer && depth > 0 {
                    return self.pointer(value, verb);
                }
                if pointer {
                    self.write(b"&");
                }
                self.fields(object.type_name(), &fields, verb, depth);
            }
        }
    }

    /// A value as an action prints it: a pointer stands for what it points to.
    pub(super) fn as_action(&mut self, value: &Value) {
        let Value::Object(object) = value else {
            return self.argument(value, 'v');
        };
        if object.stringer().is_some() {
            return self.argument(value, 'v');
        }
        if let Some(text) = object.pointer_stringer() {
            return self.write(&text);
        }
        match object.shape() {
            Shape::Struct { fields, .. } => self.fields(object.type_name(), &fields, 'v', 0),
            _ => self.argument(value, 'v'),
        }
    }

    fn fields(
        &mut self,
        type_name: &str,
        fields: &[(&'static str, Value)],
        verb: char,
        depth: usize,
    ) {
        let sharp = self.flags.sharp_v;
        if sharp {
            self.write(type_name.trim_start_matches('*').as_bytes());
        }
        self.write(b"{");
        for (i, (name, value)) in fields.iter().enumerate() {
            if i > 0 {
                self.write(if sharp { b", " } else { b" " });
            }
            if sharp || self.flags.plus_v {
                self.write(name.as_bytes());
                self.write(b":");
            }
            self.value(value, verb, depth + 1);
        }
        self.write(b"}");
    }

    fn pointer(&mut self, value: &Value, verb: char) {
        let address = match value {
            Value::Map(map) if map.is_nil() => 0,
            Value::List(list) if list.is_nil() => 0,
            Value::Map(_) | Value::List(_) | Value::Bytes(_) => ADDRESS,
            Value::Object(object) => match object.shape() {
                Shape::Struct { pointer: true, .. } | Shape::Slice(_) | Shape::Map(_) => ADDRESS,
                _ => return self.bad_verb(value, verb),
            },
            _ => return self.bad_verb(value, verb),
        };
        match verb {
            'v' if self.flags.sharp_v => {
                self.write(b"(");
                self.write(value.type_name().as_bytes());
                self.write(b")(");
                self.hex_with_prefix(address, true);
                self.write(b")");
            }
            'v' | 'p' => {
                let prefix = !self.flags.sharp;
                self.hex_with_prefix(address, prefix);
            }
            'b' | 'o' | 'd' | 'x' | 'X' => {
                self.integer(&Value::Uint64(address), address, false, verb);
            }
            _ => self.bad_verb(value, verb),
        }
    }
}

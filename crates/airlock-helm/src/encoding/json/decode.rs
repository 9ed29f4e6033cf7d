//! `json.Unmarshal` into an `interface {}`: objects as `map[string]interface {}`, every number a
//! float64, the last of two equal keys. Nesting lives on the heap and ends at Go's 10,000.

use airlock_gotmpl::value::Entries;
use airlock_gotmpl::{List, Map, Str, Value};

use super::Decoded;
use super::scan::{Scanner, Token};
use super::text::unescape;

const MAX_DEPTH: usize = 10_000;

/// Reads a document. An error is one of syntax; a number that no float64 can hold is in the
/// result.
pub(crate) fn decode(text: &[u8]) -> Result<Decoded, String> {
    let mut decoder = Decoder {
        scanner: Scanner { text, at: 0 },
        open: Vec::new(),
        error: None,
    };
    let value = decoder.document()?;
    Ok(Decoded {
        value,
        error: decoder.error,
    })
}

/// A container that is being read.
enum Open {
    Array(Vec<Value>),
    Object(Entries, Str),
}

struct Decoder<'t> {
    scanner: Scanner<'t>,
    open: Vec<Open>,
    /// The first error of a value.
    error: Option<String>,
}

impl Decoder<'_> {
    fn document(&mut self) -> Result<Value, String> {
        loop {
            let Some(mut value) = self.begin_value()? else {
                continue;
            };
            loop {
                let Some(open) = self.open.pop() else {
                    return self.end_document(value);
                };
                match self.add(open, value)? {
                    Some(complete) => value = complete,
                    None => break,
                }
            }
        }
    }

    fn end_document(&mut self, value: Value) -> Result<Value, String> {
        match self.scanner.peek() {
            None => Ok(value),
            Some(_) => Err(self.scanner.error("after top-level value")),
        }
    }

    /// A whole value; nothing where a container with something in it was opened.
    fn begin_value(&mut self) -> Result<Option<Value>, String> {
        Ok(Some(match self.scanner.value()? {
            Token::BeginObject => return self.begin_object(),
            Token::BeginArray => return self.begin_array(),
            Token::String(text, plain) => Value::Str(string(text, plain)),
            Token::Number(text) => self.number(text),
            Token::Bool(b) => Value::Bool(b),
            Token::Null => Value::Nil,
        }))
    }

    fn begin_array(&mut self) -> Result<Option<Value>, String> {
        self.check_depth()?;
        if self.scanner.peek() == Some(b']') {
            self.scanner.at += 1;
            return Ok(Some(Value::list(Vec::new())));
        }
        self.open.push(Open::Array(Vec::new()));
        Ok(None)
    }

    fn begin_object(&mut self) -> Result<Option<Value>, String> {
        self.check_depth()?;
        if self.scanner.peek() == Some(b'}') {
            self.scanner.at += 1;
            return Ok(Some(Value::Map(Map::default())));
        }
        let key = self.key()?;
        self.open.push(Open::Object(Entries::new(), key));
        Ok(None)
    }

    fn check_depth(&mut self) -> Result<(), String> {
        if self.open.len() < MAX_DEPTH {
            return Ok(());
        }
        self.scanner.at -= 1;
        Err(self.scanner.error("exceeded max depth"))
    }

    fn key(&mut self) -> Result<Str, String> {
        if self.scanner.peek() != Some(b'"') {
            return Err(self
                .scanner
                .error("looking for beginning of object key string"));
        }
        let key = match self.scanner.string()? {
            Token::String(text, plain) => string(text, plain),
            _ => Str::default(),
        };
        if self.scanner.peek() != Some(b':') {
            return Err(self.scanner.error("after object key"));
        }
        self.scanner.at += 1;
        Ok(key)
    }

    /// Puts a value into its container; gives the container where that was the last.
    fn add(&mut self, open: Open, value: Value) -> Result<Option<Value>, String> {
        let next = self.scanner.peek();
        match open {
            Open::Array(mut items) => {
                items.push(value);
                match next {
                    Some(b',') => self.open.push(Open::Array(items)),
                    Some(b']') => {
                        self.scanner.at += 1;
                        return Ok(Some(Value::List(List::new(items))));
                    }
                    _ => return Err(self.scanner.error("after array element")),
                }
                self.scanner.at += 1;
            }
            Open::Object(mut entries, key) => {
                entries.insert(key, value);
                match next {
                    Some(b',') => self.scanner.at += 1,
                    Some(b'}') => {
                        self.scanner.at += 1;
                        return Ok(Some(Value::Map(Map::new(entries))));
                    }
                    _ => return Err(self.scanner.error("after object key:value pair")),
                }
                let key = self.key()?;
                self.open.push(Open::Object(entries, key));
            }
        }
        Ok(None)
    }

    fn number(&mut self, digits: &[u8]) -> Value {
        let text = String::from_utf8_lossy(digits);
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Float(number),
            _ => {
                self.error.get_or_insert_with(|| {
                    format!("json: cannot unmarshal number {text} into Go value of type float64")
                });
                Value::Nil
            }
        }
    }
}

/// The string between the quotes of a token.
pub(crate) fn string(text: &[u8], plain: bool) -> Str {
    if plain || (!text.contains(&b'\\') && std::str::from_utf8(text).is_ok()) {
        Str::new(text)
    } else {
        Str::from(unescape(text))
    }
}

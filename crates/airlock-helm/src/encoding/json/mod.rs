//! Go's `encoding/json`, both ways and to the byte.

mod decode;
mod encode;
pub(crate) mod number;
pub(crate) mod scan;
mod text;

use airlock_gotmpl::{List, Map, Value, value::ANY_MAP, value::ListType};

pub(crate) use decode::{decode, string as decoded_string};
pub(crate) use encode::{Style, encode};

/// `json.Marshal`
pub fn to_json(value: &Value) -> Result<Vec<u8>, String> {
    Ok(encode(value, Style::COMPACT)?)
}

/// `json.MarshalIndent` with two spaces.
pub fn to_pretty_json(value: &Value) -> Result<Vec<u8>, String> {
    Ok(encode(value, Style::PRETTY)?)
}

/// `json.Marshal` that leaves `<`, `>` and `&` as they are.
pub fn to_raw_json(value: &Value) -> Result<Vec<u8>, String> {
    Ok(encode(value, Style::RAW)?)
}

/// `json.Unmarshal` into an `interface {}`.
pub fn from_json(text: &[u8]) -> Result<Value, String> {
    let decoded = decode(text)?;
    match decoded.error {
        Some(error) => Err(error),
        None => Ok(decoded.value),
    }
}

/// What a document was and the first error of its values, where they were read nevertheless.
pub(crate) struct Decoded {
    pub(crate) value: Value,
    pub(crate) error: Option<String>,
}

impl Decoded {
    /// As `json.Unmarshal` does into an empty `map[string]interface {}`: the map, and the error.
    pub(crate) fn into_map(self) -> (Map, Option<String>) {
        match (self.value, self.error) {
            (Value::Map(map), error) => (map, error),
            (Value::Nil, None) => (Map::nil(&ANY_MAP), None),
            (other, _) => (Map::default(), Some(mismatch(&other, ANY_MAP.name))),
        }
    }

    /// As `json.Unmarshal` does into an empty `[]interface {}`.
    pub(crate) fn into_list(self) -> Result<List, String> {
        match (self.value, self.error) {
            (Value::List(_), Some(error)) => Err(error),
            (Value::List(list), None) => Ok(list),
            (Value::Nil, None) => Ok(List::nil(ListType::Any)),
            (other, _) => Err(mismatch(&other, ListType::Any.name())),
        }
    }
}

/// Go's error for a value that does not fit the type it is read into. Nil is a number that fits
/// nothing.
fn mismatch(value: &Value, target: &str) -> String {
    let found = match value {
        Value::Bool(_) => "bool",
        Value::Str(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        _ => "number",
    };
    format!("json: cannot unmarshal {found} into Go value of type {target}")
}

//! TOML as BurntSushi's library 1.6 reads and writes it.

mod read;
mod scan;
mod table;
mod times;
mod write;

use airlock_gotmpl::Value;

pub(crate) use read::map_from_toml;
pub(crate) use write::write;

/// `toml.Unmarshal` into an empty `map[string]interface {}`.
pub fn from_toml(text: &[u8]) -> Result<Value, String> {
    match map_from_toml(text) {
        (map, None) => Ok(Value::Map(map)),
        (_, Some(error)) => Err(error),
    }
}

/// What `toml.Encoder` writes.
pub fn to_toml(value: &Value) -> Result<Vec<u8>, String> {
    Ok(write(value)?)
}

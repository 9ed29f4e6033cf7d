//! `toml.Unmarshal` into a map.

use airlock_gotmpl::Map;

use crate::time::Time;

/// Reads a document into a map; the error, and what Go has in the map by then.
pub(crate) fn map_from_toml(_text: &[u8]) -> (Map, Option<String>) {
    (Map::default(), Some("not yet".to_owned()))
}

/// A time as it is written: those that came without a zone go without one.
pub(super) fn written_time(time: &Time) -> Vec<u8> {
    time.format(b"2006-01-02T15:04:05.999999999Z07:00")
}

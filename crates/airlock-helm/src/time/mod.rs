//! Go's `time`: instants, layouts, durations and zones. Asks no clock and no system: the clock and
//! the local zone come from the caller, named zones from an embedded database.

mod calendar;
mod duration;
mod format;
mod instant;
mod layout;
mod object;
mod parse;
mod zone;

pub(crate) use duration::{Duration, parse_duration};
pub(crate) use instant::Time;
pub(crate) use object::{TIME, TimeObject, duration_value, time_value, time_value_from};
pub(crate) use parse::parse_in_location;
pub(crate) use zone::{LocalZone, Location};

/// Go's quoting of what a person gave as a time, as `time` itself does it.
fn quote(text: &[u8]) -> String {
    let mut out = String::from("\"");
    for byte in text {
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(char::from(*byte));
            }
            b' '..=0x7f => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push('"');
    out
}

/// Whether a text is a date such as 2006-01-02, or Go's words for why it is none.
pub(crate) fn parse_date(text: &[u8]) -> Result<(), String> {
    let utc = LocalZone {
        offset: 0,
        name: b"UTC".to_vec(),
    };
    parse_in_location(b"2006-01-02", text, &|_| utc.clone()).map(|_| ())
}

/// Go's `strings.TrimSpace`.
pub(crate) fn trim_space(text: &[u8]) -> &[u8] {
    match std::str::from_utf8(text) {
        Ok(text) => text.trim().as_bytes(),
        Err(_) => text.trim_ascii(),
    }
}

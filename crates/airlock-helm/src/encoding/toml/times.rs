//! TOML's four kinds of time. Those without a zone are Go times in zones of peculiar names, by
//! which the writer knows them again.

use airlock_gotmpl::Value;

use crate::time::{LocalZone, Location, Time, parse_in_location, time_value};

const LOCAL_DATETIME: &[u8] = b"datetime-local";
const LOCAL_DATE: &[u8] = b"date-local";
const LOCAL_TIME: &[u8] = b"time-local";

/// Layouts, and the zone of what is read by them.
const FORMS: [(&[u8], Option<&[u8]>); 6] = [
    (b"2006-01-02T15:04:05Z07:00", None),
    (b"2006-01-02T15:04:05", Some(LOCAL_DATETIME)),
    (b"2006-01-02", Some(LOCAL_DATE)),
    (b"15:04:05", Some(LOCAL_TIME)),
    (b"2006-01-02T15:04Z07:00", None),
    (b"2006-01-02T15:04", Some(LOCAL_DATETIME)),
];

/// The time that a word is, where it is one.
pub(super) fn parse_time(word: &str) -> Option<Value> {
    let first = word.as_bytes().get(..3)?;
    if !first[..2].iter().all(u8::is_ascii_digit) || !(first[2] == b':' || word.contains('-')) {
        return None;
    }
    let word = word.replace([' ', 't'], "T").replace('z', "Z");
    let utc = |_| LocalZone {
        offset: 0,
        name: b"UTC".to_vec(),
    };
    for (layout, zone) in FORMS {
        let Ok(time) = parse_in_location(layout, word.as_bytes(), &utc) else {
            continue;
        };
        return Some(time_value(match zone {
            Some(name) => time.in_location(Location::fixed(name, 0)),
            None => time,
        }));
    }
    let minutes = parse_in_location(b"15:04", word.as_bytes(), &utc).ok()?;
    Some(time_value(
        minutes.in_location(Location::fixed(LOCAL_TIME, 0)),
    ))
}

/// A time as it is written.
pub(super) fn written_time(time: &Time) -> Vec<u8> {
    let layout: &[u8] = match &time.location {
        Location::Fixed { name, .. } if **name == *LOCAL_DATETIME => {
            b"2006-01-02T15:04:05.999999999"
        }
        Location::Fixed { name, .. } if **name == *LOCAL_DATE => b"2006-01-02",
        Location::Fixed { name, .. } if **name == *LOCAL_TIME => b"15:04:05.999999999",
        _ => b"2006-01-02T15:04:05.999999999Z07:00",
    };
    time.format(layout)
}

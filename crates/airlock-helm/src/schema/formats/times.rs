//! Dates, times, durations and periods.

use super::{ensure, leading_digits};
use crate::time::parse_date;
use airlock_gotmpl::number::quote_rune;

pub(super) fn date(text: &[u8]) -> Result<(), String> {
    parse_date(text)
}

pub(super) fn date_time(text: &[u8]) -> Result<(), String> {
    ensure(text.len() >= 20, "less than 20 characters long")?;
    let is_separated = matches!(text.get(10), Some(b't' | b'T'));
    ensure(is_separated, "11th character must be t or T")?;
    date(&text[..10]).map_err(|e| format!("invalid date element: {e}"))?;
    time(&text[11..]).map_err(|e| format!("invalid time element: {e}"))
}

pub(super) fn time(text: &[u8]) -> Result<(), String> {
    ensure(text.len() >= 9, "less than 9 characters long")?;
    let colons = text.get(2) == Some(&b':') && text.get(5) == Some(&b':');
    ensure(colons, "missing colon in correct place")?;
    let fields = [&text[..2], &text[3..5], &text[6..8]];
    let mut numbers = [0; 3];
    for (number, field) in numbers.iter_mut().zip(fields) {
        *number = signed(field).ok_or("invalid hour/min/sec")?;
        ensure(*number >= 0, "non-positive hour/min/sec")?;
    }
    let [hour, minute, second] = numbers;
    let in_range = hour <= 23 && minute <= 59 && second <= 60;
    ensure(in_range, "hour/min/sec out of range")?;
    let mut rest = &text[8..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let digits = leading_digits(fraction);
        ensure(digits > 0, "no digits in second fraction")?;
        rest = &fraction[digits..];
    }
    let mut minutes = hour * 60 + minute;
    if rest != b"z" && rest != b"Z" {
        minutes += offset(rest)?;
        if minutes < 0 {
            minutes += 24 * 60;
        }
    }
    let is_last = minutes / 60 == 23 && minutes % 60 == 59;
    ensure(second < 60 || is_last, "invalid leap second")
}

/// How many minutes have to be added for UTC.
fn offset(text: &[u8]) -> Result<i64, String> {
    ensure(text.len() == 6, "offset must be 6 characters long")?;
    let sign = match text[0] {
        b'+' => -1,
        b'-' => 1,
        _ => return Err("offset must begin with plus/minus".to_owned()),
    };
    ensure(text[3] == b':', "missing colon in offset in correct place")?;
    let mut numbers = [0; 2];
    let fields = [&text[1..3], &text[4..6]];
    for (number, field) in numbers.iter_mut().zip(fields) {
        *number = signed(field).ok_or("invalid hour/min in offset")?;
        ensure(*number >= 0, "non-positive hour/min in offset")?;
    }
    let [hour, minute] = numbers;
    ensure(
        hour <= 23 && minute <= 59,
        "hour/min in offset out of range",
    )?;
    Ok(sign * (hour * 60 + minute))
}

/// As Go's `strconv.Atoi`.
fn signed(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

pub(super) fn duration(text: &[u8]) -> Result<(), String> {
    let text = text.strip_prefix(b"P").ok_or("must start with P")?;
    ensure(!text.is_empty(), "nothing after P")?;
    if let Some(weeks) = text.strip_suffix(b"W") {
        ensure(!weeks.is_empty(), "no number in week")?;
        return ensure(leading_digits(weeks) == weeks.len(), "invalid week");
    }
    for (i, part) in text.split(|byte| *byte == b'T').enumerate() {
        ensure(i == 0 || !part.is_empty(), "no time elements")?;
        let units = [b"YMD", b"HMS"].get(i).copied();
        elements(part, units.ok_or("more than one T")?)?;
    }
    Ok(())
}

fn elements(mut text: &[u8], all: &[u8]) -> Result<(), String> {
    let mut units = all;
    while !text.is_empty() {
        let digits = leading_digits(text);
        ensure(digits > 0, "missing number")?;
        let (unit, rest) = text[digits..].split_first().ok_or("missing unit")?;
        let Some(at) = units.iter().position(|u| u == unit) else {
            let quoted = quote_rune(u32::from(*unit), false);
            return Err(match all.contains(unit) {
                true => format!("unit {quoted} out of order"),
                false => format!("invalid unit {quoted}"),
            });
        };
        units = &units[at + 1..];
        text = rest;
    }
    Ok(())
}

pub(super) fn period(text: &[u8]) -> Result<(), String> {
    let slash = text.iter().position(|byte| *byte == b'/');
    let (start, end) = text.split_at(slash.ok_or("missing slash")?);
    let end = &end[1..];
    if start.starts_with(b"P") {
        duration(start).map_err(|e| format!("invalid start duration: {e}"))?;
    } else {
        date_time(start).map_err(|e| format!("invalid start date-time: {e}"))?;
        if end.starts_with(b"P") {
            return duration(end).map_err(|e| format!("invalid end duration: {e}"));
        }
    }
    date_time(end).map_err(|e| format!("invalid end date-time: {e}"))
}

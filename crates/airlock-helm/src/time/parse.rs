//! `time.ParseInLocation`: an instant read by a layout. Error texts are Go's.

use super::calendar::{Date, days_before, days_in, is_leap};
use super::format::{MONTHS, WEEKDAYS};
use super::instant::{Clock, Time};
use super::layout::{Element, OffsetForm, Precision, next_piece};
use super::quote;
use super::zone::{LocalZone, Location};

/// What the local zone is at a Unix time.
pub(crate) type Local<'l> = &'l dyn Fn(i64) -> LocalZone;

/// Why an element could not be read.
enum Fault {
    /// It does not look like one.
    Form,
    /// It is one, but too large: which field, and what followed it.
    Range(&'static str),
}

type Read<T> = Result<T, Fault>;

/// Reads a time; what names no zone is in the local one.
pub(crate) fn parse_in_location(
    layout: &[u8],
    value: &[u8],
    local: Local<'_>,
) -> Result<Time, String> {
    let mut reader = Reader {
        rest: value,
        fields: Fields::default(),
    };
    let mut remaining = layout;
    loop {
        let piece = next_piece(remaining);
        reader
            .skip(piece.literal)
            .map_err(|()| mismatch(layout, value, piece.literal, reader.rest))?;
        let Some(element) = piece.element else {
            break;
        };
        let hold = reader.rest;
        remaining = piece.rest;
        match reader.element(element, remaining) {
            Ok(()) => {}
            Err(Fault::Form) => return Err(mismatch(layout, value, piece.text, hold)),
            Err(Fault::Range(field)) => {
                return Err(failure(value, &format!("{field} out of range")));
            }
        }
    }
    if !reader.rest.is_empty() {
        return Err(failure(
            value,
            &format!("extra text: {}", quote(reader.rest)),
        ));
    }
    reader
        .fields
        .into_time(local)
        .map_err(|message| failure(value, message))
}

fn mismatch(layout: &[u8], value: &[u8], wanted: &[u8], found: &[u8]) -> String {
    format!(
        "parsing time {} as {}: cannot parse {} as {}",
        quote(value),
        quote(layout),
        quote(found),
        quote(wanted)
    )
}

fn failure(value: &[u8], message: &str) -> String {
    format!("parsing time {}: {message}", quote(value))
}

/// What was read so far.
#[derive(Default)]
struct Fields {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: u32,
    afternoon: Option<bool>,
    utc: bool,
    offset: Option<i64>,
    zone: Vec<u8>,
}

struct Reader<'v> {
    rest: &'v [u8],
    fields: Fields,
}

impl<'v> Reader<'v> {
    /// Skips a literal; a run of spaces matches any other.
    fn skip(&mut self, mut literal: &[u8]) -> Result<(), ()> {
        while let Some(byte) = literal.first() {
            if *byte == b' ' {
                if self.rest.first().is_some_and(|found| *found != b' ') {
                    return Err(());
                }
                literal = cut_spaces(literal);
                self.rest = cut_spaces(self.rest);
                continue;
            }
            if self.rest.first() != Some(byte) {
                return Err(());
            }
            literal = &literal[1..];
            self.rest = &self.rest[1..];
        }
        Ok(())
    }

    /// Reads an element; `layout` is what follows it.
    fn element(&mut self, element: Element, layout: &[u8]) -> Read<()> {
        match element {
            Element::Year => self.short_year()?,
            Element::LongYear => self.long_year()?,
            Element::Month => self.fields.month = Some(self.name(&MONTHS, true)?),
            Element::LongMonth => self.fields.month = Some(self.name(&MONTHS, false)?),
            // The day of the week has to be one, but need not be the right one.
            Element::Weekday => self.name(&WEEKDAYS, true).map(|_| ())?,
            Element::LongWeekday => self.name(&WEEKDAYS, false).map(|_| ())?,
            Element::NumMonth | Element::ZeroMonth => {
                let month = self.number(element == Element::ZeroMonth)?;
                self.fields.month = Some(in_range(month, 1, 12, "month")?);
            }
            Element::Day | Element::UnderDay | Element::ZeroDay => self.day(element)?,
            Element::UnderYearDay | Element::ZeroYearDay => self.year_day(element)?,
            Element::Hour => self.fields.hour = in_range(self.number(false)?, 0, 23, "hour")?,
            Element::Hour12 | Element::ZeroHour12 => {
                let hour = self.number(element == Element::ZeroHour12)?;
                self.fields.hour = in_range(hour, 0, 12, "hour")?;
            }
            Element::Minute | Element::ZeroMinute => {
                let minute = self.number(element == Element::ZeroMinute)?;
                self.fields.minute = in_range(minute, 0, 59, "minute")?;
            }
            Element::Second | Element::ZeroSecond => self.second(element, layout)?,
            Element::UpperHalf => self.half(b"AM", b"PM")?,
            Element::LowerHalf => self.half(b"am", b"pm")?,
            Element::Offset(form) => self.offset(form)?,
            Element::ZoneName => self.zone_name()?,
            Element::Fraction { trim: true, .. } => self.optional_fraction()?,
            Element::Fraction { digits, .. } => self.fraction(1 + digits)?,
        }
        Ok(())
    }

    fn take(&mut self, len: usize) -> Read<&'v [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Fault::Form)?;
        self.rest = rest;
        Ok(taken)
    }

    fn short_year(&mut self) -> Read<()> {
        let year = signed(self.take(2)?)?;
        self.fields.year = if year >= 69 { year + 1900 } else { year + 2000 };
        Ok(())
    }

    fn long_year(&mut self) -> Read<()> {
        if !self.rest.first().is_some_and(u8::is_ascii_digit) {
            return Err(Fault::Form);
        }
        self.fields.year = signed(self.take(4)?)?;
        Ok(())
    }

    /// The number, from 1, of the name that is here.
    fn name(&mut self, names: &[&str], short: bool) -> Read<i64> {
        for (number, name) in (1..).zip(names) {
            let name = if short { name.get(..3) } else { Some(*name) };
            let name = name.unwrap_or_default().as_bytes();
            let found = self.rest.get(..name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.take(name.len())?;
                return Ok(number);
            }
        }
        Err(Fault::Form)
    }

    /// One or two digits; exactly two where `fixed`.
    fn number(&mut self, fixed: bool) -> Read<i64> {
        match self.rest {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => {
                self.rest = rest;
                Ok(i64::from(a - b'0') * 10 + i64::from(b - b'0'))
            }
            [a @ b'0'..=b'9', rest @ ..] if !fixed => {
                self.rest = rest;
                Ok(i64::from(a - b'0'))
            }
            _ => Err(Fault::Form),
        }
    }

    fn day(&mut self, element: Element) -> Read<()> {
        if element == Element::UnderDay {
            self.skip_space();
        }
        self.fields.day = Some(self.number(element == Element::ZeroDay)?);
        Ok(())
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.strip_prefix(b" ").unwrap_or(self.rest);
    }

    fn year_day(&mut self, element: Element) -> Read<()> {
        if element == Element::UnderYearDay {
            self.skip_space();
            self.skip_space();
        }
        let digits = self.rest.iter().take(3).take_while(|b| b.is_ascii_digit());
        let digits = digits.count();
        if digits == 0 || (element == Element::ZeroYearDay && digits != 3) {
            return Err(Fault::Form);
        }
        self.fields.year_day = Some(signed(self.take(digits)?)?);
        Ok(())
    }

    /// A fraction may follow seconds even where the layout has none.
    fn second(&mut self, element: Element, layout: &[u8]) -> Read<()> {
        let second = self.number(element == Element::ZeroSecond)?;
        self.fields.second = in_range(second, 0, 59, "second")?;
        let fraction_next = matches!(next_piece(layout).element, Some(Element::Fraction { .. }));
        if fraction_next {
            return Ok(());
        }
        self.optional_fraction()
    }

    fn optional_fraction(&mut self) -> Read<()> {
        if !matches!(self.rest, [b'.' | b',', b'0'..=b'9', ..]) {
            return Ok(());
        }
        let digits = self.rest.iter().skip(1).take_while(|b| b.is_ascii_digit());
        self.fraction(1 + digits.count())
    }

    /// A separator and digits; what is finer than nanoseconds is dropped.
    fn fraction(&mut self, len: usize) -> Read<()> {
        let text = self.take(len)?;
        let Some((b'.' | b',', digits)) = text.split_first() else {
            return Err(Fault::Form);
        };
        let digits = digits.get(..9).unwrap_or(digits);
        let mut nanos = signed(digits)?;
        if nanos < 0 {
            return Err(Fault::Range("fractional second"));
        }
        for _ in digits.len()..9 {
            nanos *= 10;
        }
        self.fields.nanos = u32::try_from(nanos).unwrap_or_default();
        Ok(())
    }

    fn half(&mut self, before: &[u8], after: &[u8]) -> Read<()> {
        let found = self.take(2)?;
        if found != before && found != after {
            return Err(Fault::Form);
        }
        // "PM" is heard even where "AM" comes later.
        if self.fields.afternoon != Some(true) {
            self.fields.afternoon = Some(found == after);
        }
        Ok(())
    }

    fn offset(&mut self, form: OffsetForm) -> Read<()> {
        if form.z && self.rest.first() == Some(&b'Z') {
            self.rest = &self.rest[1..];
            self.fields.utc = true;
            return Ok(());
        }
        let parts = match form.precision {
            Precision::Hours => 1,
            Precision::Minutes => 2,
            Precision::Seconds => 3,
        };
        let colons = if form.colon { parts - 1 } else { 0 };
        let text = self.take(1 + 2 * parts + colons)?;
        let (sign, text) = text.split_first().ok_or(Fault::Form)?;
        let [hours, minutes, seconds] = offset_numbers(text, parts, form.colon);
        // Of several numbers that are too large Go names the last.
        for (number, high, field) in [
            (seconds, 60, "time zone offset second"),
            (minutes, 60, "time zone offset minute"),
            (hours, 24, "time zone offset hour"),
        ] {
            in_range(number.unwrap_or_default(), 0, high, field)?;
        }
        let (Some(hours), Some(minutes), Some(seconds)) = (hours, minutes, seconds) else {
            return Err(Fault::Form);
        };
        let offset = (hours * 60 + minutes) * 60 + seconds;
        self.fields.offset = Some(match sign {
            b'+' => offset,
            b'-' => -offset,
            _ => return Err(Fault::Form),
        });
        Ok(())
    }

    fn zone_name(&mut self) -> Read<()> {
        if let Some(rest) = self.rest.strip_prefix(b"UTC") {
            self.rest = rest;
            self.fields.utc = true;
            return Ok(());
        }
        let len = zone_name_len(self.rest).ok_or(Fault::Form)?;
        self.fields.zone = self.take(len)?.to_vec();
        Ok(())
    }
}

/// The numbers of an offset up to the first that is none; what is not written is 0.
fn offset_numbers(text: &[u8], parts: usize, colon: bool) -> [Option<i64>; 3] {
    let width = if colon { 3 } else { 2 };
    let separated = |i: usize| !colon || i == 0 || text.get(i * width - 1) == Some(&b':');
    if !(0..parts).all(separated) {
        return [None; 3];
    }
    let mut numbers = [Some(0); 3];
    for i in 0..parts {
        numbers[i] = match text.get(i * width..i * width + 2) {
            Some([a @ b'0'..=b'9', b @ b'0'..=b'9']) => {
                Some(i64::from(a - b'0') * 10 + i64::from(b - b'0'))
            }
            _ => None,
        };
        if numbers[i].is_none() {
            return [numbers[0], if i < 1 { None } else { numbers[1] }, None];
        }
    }
    numbers
}

fn in_range(number: i64, low: i64, high: i64, field: &'static str) -> Read<i64> {
    if (low..=high).contains(&number) {
        Ok(number)
    } else {
        Err(Fault::Range(field))
    }
}

fn cut_spaces(text: &[u8]) -> &[u8] {
    let spaces = text.iter().take_while(|byte| **byte == b' ').count();
    text.get(spaces..).unwrap_or_default()
}

/// Digits that may have a sign, as Go's own `atoi` of the package takes them.
fn signed(text: &[u8]) -> Read<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        _ => (false, text),
    };
    let mut number: i64 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return Err(Fault::Form);
        }
        number = number.saturating_mul(10) + i64::from(digit - b'0');
    }
    Ok(if negative { -number } else { number })
}

/// How much of the text looks like the abbreviation of a zone.
fn zone_name_len(text: &[u8]) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    if text.starts_with(b"ChST") || text.starts_with(b"MeST") {
        return Some(4);
    }
    if let Some(rest) = text.strip_prefix(b"GMT") {
        return Some(3 + signed_hours_len(rest));
    }
    if matches!(text.first(), Some(b'+' | b'-')) {
        return Some(signed_hours_len(text)).filter(|len| *len > 0);
    }
    let upper = text.iter().take(6).take_while(|b| b.is_ascii_uppercase());
    match upper.count() {
        3 => Some(3),
        4 if text.get(3) == Some(&b'T') || text.starts_with(b"WITA") => Some(4),
        5 if text.get(4) == Some(&b'T') => Some(5),
        _ => None,
    }
}

/// The length of a sign and hours of up to 23; 0 where there are none.
fn signed_hours_len(text: &[u8]) -> usize {
    let Some((b'+' | b'-', digits)) = text.split_first() else {
        return 0;
    };
    let len = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    match super::duration::leading_int(&digits[..len]) {
        Some(0..=23) if len > 0 => 1 + len,
        _ => 0,
    }
}

impl Fields {
    fn into_time(mut self, local: Local<'_>) -> Result<Time, &'static str> {
        match self.afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        let date = self.date()?;
        if date.day < 1 || date.day > days_in(date.month, date.year) {
            return Err("day out of range");
        }
        let clock = Clock {
            hour: self.hour,
            minute: self.minute,
            second: self.second,
        };
        let utc = Time::from_fields(date, clock, self.nanos, Location::Utc);
        Ok(self.locate(utc, local))
    }

    fn date(&self) -> Result<Date, &'static str> {
        let year = self.year;
        let Some(year_day) = self.year_day else {
            return Ok(Date {
                year,
                month: self.month.unwrap_or(1),
                day: self.day.unwrap_or(1),
            });
        };
        let (month, day) = month_and_day(year, year_day).ok_or("day-of-year out of range")?;
        if self.month.is_some_and(|named| named != month) {
            return Err("day-of-year does not match month");
        }
        if self.day.is_some_and(|named| named != day) {
            return Err("day-of-year does not match day");
        }
        Ok(Date { year, month, day })
    }

    /// The fields were taken for UTC; now they are what the named zone's clocks show.
    fn locate(self, utc: Time, local: Local<'_>) -> Time {
        let fields = utc.unix;
        if self.utc {
            return utc;
        }
        if let Some(offset) = self.offset.filter(|offset| *offset != -1) {
            let unix = fields - offset;
            let zone = local(unix);
            let known = i64::from(zone.offset) == offset;
            let location = if known && (self.zone.is_empty() || self.zone == zone.name) {
                Location::Local(zone)
            } else {
                Location::fixed(&self.zone, offset)
            };
            return Time::new(unix, self.nanos, location);
        }
        if !self.zone.is_empty() {
            return self.in_named_zone(fields, local);
        }
        let mut zone = local(fields);
        if zone.offset != 0 {
            zone = local(fields - i64::from(zone.offset));
        }
        let unix = fields - i64::from(zone.offset);
        Time::new(unix, self.nanos, Location::Local(zone))
    }

    fn in_named_zone(self, fields: i64, local: Local<'_>) -> Time {
        let here = local(fields);
        if here.name == self.zone {
            let unix = fields - i64::from(here.offset);
            return Time::new(unix, self.nanos, Location::Local(local(unix)));
        }
        let hours = match self.zone.strip_prefix(b"GMT") {
            Some(hours) => signed(hours).unwrap_or_default(),
            None => 0,
        };
        // Go takes the fields for UTC even where it knows the offset.
        Time::new(
            fields,
            self.nanos,
            Location::fixed(&self.zone, hours * 3600),
        )
    }
}

fn month_and_day(year: i64, year_day: i64) -> Option<(i64, i64)> {
    let mut ordinary = year_day;
    if is_leap(year) {
        if year_day == 31 + 29 {
            return Some((2, 29));
        }
        ordinary -= i64::from(year_day > 31 + 29);
    }
    if !(1..=365).contains(&ordinary) {
        return None;
    }
    let mut month = (ordinary - 1) / 31 + 1;
    month += i64::from(days_before(month + 1) < ordinary);
    Some((month, ordinary - days_before(month)))
}

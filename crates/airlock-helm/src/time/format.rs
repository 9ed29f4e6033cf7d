//! `time.Format`: an instant written by a layout.

use super::calendar::Date;
use super::instant::{Clock, Time};
use super::layout::{Element, OffsetForm, Precision, next_piece};

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The layout of `String()`.
pub(super) const PRINTED: &[u8] = b"2006-01-02 15:04:05.999999999 -0700 MST";
/// The layout of JSON.
pub(super) const RFC3339_NANO: &[u8] = b"2006-01-02T15:04:05.999999999Z07:00";

impl Time {
    /// The time by a layout.
    pub(crate) fn format(&self, layout: &[u8]) -> Vec<u8> {
        let mut writer = Writer {
            out: Vec::with_capacity(layout.len() + 16),
            date: self.date(),
            clock: self.clock(),
            time: self,
        };
        let mut layout = layout;
        loop {
            let piece = next_piece(layout);
            writer.out.extend_from_slice(piece.literal);
            let Some(element) = piece.element else {
                return writer.out;
            };
            writer.element(element);
            layout = piece.rest;
        }
    }

    /// As `%#v` prints it.
    pub(super) fn go_string(&self) -> String {
        let (date, clock) = (self.date(), self.clock());
        let month = month_name(date.month);
        format!(
            "time.Date({}, time.{month}, {}, {}, {}, {}, {}, {})",
            date.year,
            date.day,
            clock.hour,
            clock.minute,
            clock.second,
            self.nanos,
            self.location.go_string(),
        )
    }
}

/// The name of a month from 1.
pub(super) fn month_name(month: i64) -> &'static str {
    let index = usize::try_from(month - 1).unwrap_or_default();
    MONTHS.get(index).copied().unwrap_or_default()
}

/// The name of a day of the week from 0.
pub(super) fn weekday_name(weekday: i64) -> &'static str {
    let index = usize::try_from(weekday).unwrap_or_default();
    WEEKDAYS.get(index).copied().unwrap_or_default()
}

struct Writer<'t> {
    out: Vec<u8>,
    time: &'t Time,
    date: Date,
    clock: Clock,
}

impl Writer<'_> {
    fn element(&mut self, element: Element) {
        let (date, clock) = (self.date, self.clock);
        let hour12 = (clock.hour + 11) % 12 + 1;
        match element {
            Element::LongMonth => self.text(month_name(date.month)),
            Element::Month => self.short(month_name(date.month)),
            Element::NumMonth => self.number(date.month, 0),
            Element::ZeroMonth => self.number(date.month, 2),
            Element::LongWeekday => self.text(weekday_name(self.time.weekday())),
            Element::Weekday => self.short(weekday_name(self.time.weekday())),
            Element::Day => self.number(date.day, 0),
            Element::UnderDay => self.padded(date.day, 2),
            Element::ZeroDay => self.number(date.day, 2),
            Element::UnderYearDay => self.padded(self.time.year_day(), 3),
            Element::ZeroYearDay => self.number(self.time.year_day(), 3),
            Element::Hour => self.number(clock.hour, 2),
            Element::Hour12 => self.number(hour12, 0),
            Element::ZeroHour12 => self.number(hour12, 2),
            Element::Minute => self.number(clock.minute, 0),
            Element::ZeroMinute => self.number(clock.minute, 2),
            Element::Second => self.number(clock.second, 0),
            Element::ZeroSecond => self.number(clock.second, 2),
            Element::LongYear => self.number(date.year, 4),
            Element::Year => self.number((date.year % 100).abs(), 2),
            Element::UpperHalf => self.text(if clock.hour < 12 { "AM" } else { "PM" }),
            Element::LowerHalf => self.text(if clock.hour < 12 { "am" } else { "pm" }),
            Element::ZoneName => self.zone_name(),
            Element::Offset(form) => self.offset(form),
            Element::Fraction {
                separator,
                digits,
                trim,
            } => self.fraction(separator, digits, trim),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn short(&mut self, name: &str) {
        self.text(name.get(..3).unwrap_or_default());
    }

    /// A number with leading zeros; the sign does not count.
    fn number(&mut self, number: i64, width: usize) {
        if number < 0 {
            self.out.push(b'-');
        }
        self.text(&format!("{:0width$}", number.unsigned_abs()));
    }

    fn padded(&mut self, number: i64, width: usize) {
        self.text(&format!("{number:width$}"));
    }

    fn zone_name(&mut self) {
        let at = self.time.location.at(self.time.unix);
        if at.name.is_empty() {
            self.offset(OffsetForm {
                z: false,
                colon: false,
                precision: Precision::Minutes,
            });
        } else {
            self.out.extend_from_slice(&at.name);
        }
    }

    fn offset(&mut self, form: OffsetForm) {
        let offset = i64::from(self.time.location.at(self.time.unix).offset);
        if form.z && offset == 0 {
            return self.out.push(b'Z');
        }
        // Less than a minute west of UTC keeps a plus, and its seconds their sign.
        let minutes = offset / 60;
        let seconds = if minutes < 0 { -offset } else { offset } % 60;
        self.out.push(if minutes < 0 { b'-' } else { b'+' });
        let minutes = minutes.abs();
        self.number(minutes / 60, 2);
        if form.precision != Precision::Hours {
            self.colon(form);
            self.number(minutes % 60, 2);
        }
        if form.precision == Precision::Seconds {
            self.colon(form);
            self.number(seconds, 2);
        }
    }

    fn colon(&mut self, form: OffsetForm) {
        if form.colon {
            self.out.push(b':');
        }
    }

    fn fraction(&mut self, separator: u8, digits: usize, trim: bool) {
        if trim && self.time.nanos == 0 {
            return;
        }
        let all = format!("{:09}", self.time.nanos);
        let shown = all.get(..digits).unwrap_or(&all);
        let shown = if trim {
            shown.trim_end_matches('0')
        } else {
            shown
        };
        if !shown.is_empty() {
            self.out.push(separator);
            self.text(shown);
        }
    }
}

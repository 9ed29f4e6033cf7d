//! The rule at the end of a compiled zone: what clocks do from its last change on, as POSIX writes
//! it in `TZ` (`CET-1CEST,M3.5.0,M10.5.0/3`).

use super::ZoneAt;
use crate::time::calendar::{SECONDS_PER_DAY, date_from_days, days_from_date, days_in, is_leap};

const HOUR: i64 = 3600;

/// Standard time, and daylight saving time where there is any.
pub(super) struct Rule {
    standard: ZoneAt,
    daylight: Option<Daylight>,
}

struct Daylight {
    zone: ZoneAt,
    start: Change,
    end: Change,
}

/// When clocks change: a day of the year and seconds of local time within it.
struct Change {
    day: ChangeDay,
    time: i64,
}

enum ChangeDay {
    /// 1 to 365, without leap days.
    Julian(i64),
    /// 0 to 365.
    Day(i64),
    /// Month 1 to 12, week 1 to 5 (the last), day of the week from Sunday.
    Week { month: i64, week: i64, day: i64 },
}

impl Rule {
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let mut scan = Scan { rest: text };
        let name = scan.name()?;
        let standard = ZoneAt {
            offset: i32::try_from(-scan.time()?).ok()?,
            name,
            daylight: false,
        };
        if scan.rest.is_empty() {
            return Some(Self {
                standard,
                daylight: None,
            });
        }
        let name = scan.name()?;
        let offset = if matches!(scan.rest.first(), None | Some(b',')) {
            standard.offset + 3600
        } else {
            i32::try_from(-scan.time()?).ok()?
        };
        let zone = ZoneAt {
            offset,
            name,
            daylight: true,
        };
        let start = scan.change()?;
        let end = scan.change()?;
        scan.rest.is_empty().then_some(Self {
            standard,
            daylight: Some(Daylight { zone, start, end }),
        })
    }

    pub(super) fn at(&self, unix: i64) -> ZoneAt {
        let Some(daylight) = &self.daylight else {
            return self.standard.clone();
        };
        let local = unix.wrapping_add(i64::from(self.standard.offset));
        let year = date_from_days(local.div_euclid(SECONDS_PER_DAY)).year;
        let start = daylight.start.unix(year, self.standard.offset);
        let end = daylight.end.unix(year, daylight.zone.offset);
        let in_daylight = if start < end {
            (start..end).contains(&unix)
        } else {
            !(end..start).contains(&unix)
        };
        if in_daylight {
            daylight.zone.clone()
        } else {
            self.standard.clone()
        }
    }
}

impl Change {
    /// The Unix time of the change in a year, where clocks were so far ahead of UTC until then.
    fn unix(&self, year: i64, offset: i32) -> i64 {
        let new_year = days_from_date(year, 1, 1);
        let day = match self.day {
            ChangeDay::Julian(day) => {
                let leap_day = i64::from(is_leap(year) && day >= 60);
                new_year + day - 1 + leap_day
            }
            ChangeDay::Day(day) => new_year + day,
            ChangeDay::Week { month, week, day } => week_day(year, month, week, day),
        };
        day.wrapping_mul(SECONDS_PER_DAY)
            .wrapping_add(self.time - i64::from(offset))
    }
}

/// The day, counted from the Unix epoch, of the n-th such day of the week in a month.
fn week_day(year: i64, month: i64, week: i64, day: i64) -> i64 {
    let first = days_from_date(year, month, 1);
    let weekday = (first.wrapping_add(4)).rem_euclid(7);
    let mut offset = (day - weekday).rem_euclid(7) + (week - 1) * 7;
    if offset >= days_in(month, year) {
        offset -= 7;
    }
    first + offset
}

struct Scan<'t> {
    rest: &'t [u8],
}

impl Scan<'_> {
    fn skip(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// An abbreviation: letters, or anything between `<` and `>`.
    fn name(&mut self) -> Option<Vec<u8>> {
        let quoted = self.skip(b'<');
        let ends = |byte: &u8| match quoted {
            true => *byte == b'>',
            false => matches!(byte, b'0'..=b'9' | b',' | b'-' | b'+'),
        };
        let end = self.rest.iter().position(ends)?;
        let (name, rest) = self.rest.split_at(end);
        self.rest = if quoted { rest.get(1..)? } else { rest };
        Some(name.to_vec())
    }

    fn number(&mut self) -> Option<i64> {
        let len = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(len);
        self.rest = rest;
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    /// `[+-]h[:m[:s]]` in seconds.
    fn time(&mut self) -> Option<i64> {
        let negative = self.skip(b'-');
        if !negative {
            self.skip(b'+');
        }
        let mut seconds = self.number()?.checked_mul(HOUR)?;
        if self.skip(b':') {
            seconds += self.number()? * 60;
        }
        if self.skip(b':') {
            seconds += self.number()?;
        }
        Some(if negative { -seconds } else { seconds })
    }

    fn change(&mut self) -> Option<Change> {
        if !self.skip(b',') {
            return None;
        }
        let day = if self.skip(b'J') {
            ChangeDay::Julian(self.number()?)
        } else if self.skip(b'M') {
            self.week()?
        } else {
            ChangeDay::Day(self.number()?)
        };
        let time = if self.skip(b'/') {
            self.time()?
        } else {
            2 * HOUR
        };
        Some(Change { day, time })
    }

    fn week(&mut self) -> Option<ChangeDay> {
        let month = self.number()?;
        let week = self.skip(b'.').then(|| self.number())??;
        let day = self.skip(b'.').then(|| self.number())??;
        Some(ChangeDay::Week { month, week, day })
    }
}

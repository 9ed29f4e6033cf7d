//! `time.Time`: an instant and the zone it is looked at in.

use super::calendar::{Date, SECONDS_PER_DAY, date_from_days, days_from_date, year_day};
use super::duration::{Duration, SECOND};
use super::zone::Location;

/// Seconds of the Unix clock at which Go's zero time lies: the first day of year 1.
const ZERO: i64 = -62_135_596_800;

/// An instant, seen in a zone.
#[derive(Clone)]
pub(crate) struct Time {
    /// Seconds since the Unix epoch.
    pub(crate) unix: i64,
    /// Nanoseconds within the second.
    pub(crate) nanos: u32,
    pub(crate) location: Location,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Time {
    /// Go's zero time.
    pub(crate) fn zero() -> Self {
        Self::new(ZERO, 0, Location::Utc)
    }

    pub(crate) fn new(unix: i64, nanos: u32, location: Location) -> Self {
        Self {
            unix,
            nanos,
            location,
        }
    }

    /// The instant at which clocks in a zone show this. Fields out of range carry over.
    pub(super) fn from_fields(date: Date, clock: Clock, nanos: u32, location: Location) -> Self {
        let days = days_from_date(date.year, date.month, date.day);
        let local = days
            .wrapping_mul(SECONDS_PER_DAY)
            .wrapping_add(clock.hour * 3600 + clock.minute * 60 + clock.second);
        let unix = location.unix_from_local(local);
        Self::new(unix, nanos, location)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.unix == ZERO && self.nanos == 0
    }

    pub(crate) fn in_location(&self, location: Location) -> Self {
        Self::new(self.unix, self.nanos, location)
    }

    /// Seconds that a clock in the zone would count.
    fn local(&self) -> i64 {
        let offset = self.location.at(self.unix).offset;
        self.unix.wrapping_add(i64::from(offset))
    }

    pub(super) fn date(&self) -> Date {
        date_from_days(self.local().div_euclid(SECONDS_PER_DAY))
    }

    pub(super) fn clock(&self) -> Clock {
        let second = self.local().rem_euclid(SECONDS_PER_DAY);
        Clock {
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }

    pub(super) fn year_day(&self) -> i64 {
        year_day(self.date())
    }

    /// 0 is Sunday.
    pub(super) fn weekday(&self) -> i64 {
        (self.local().div_euclid(SECONDS_PER_DAY).wrapping_add(4)).rem_euclid(7)
    }

    pub(crate) fn add(&self, duration: Duration) -> Self {
        let nanos = i64::from(self.nanos) + duration.0 % SECOND;
        let seconds = duration.0 / SECOND + nanos.div_euclid(SECOND);
        Self::new(
            self.unix.wrapping_add(seconds),
            nanos.rem_euclid(SECOND) as u32,
            self.location.clone(),
        )
    }

    pub(super) fn add_date(&self, years: i64, months: i64, days: i64) -> Self {
        let date = self.date();
        let date = Date {
            year: date.year.wrapping_add(years),
            month: date.month.wrapping_add(months),
            day: date.day.wrapping_add(days),
        };
        Self::from_fields(date, self.clock(), self.nanos, self.location.clone())
    }

    /// The time from `earlier` to this, as near as a duration can be.
    pub(crate) fn since(&self, earlier: &Self) -> Duration {
        let exact = self.total_nanos() - earlier.total_nanos();
        let bound = if exact < 0 { i64::MIN } else { i64::MAX };
        Duration(i64::try_from(exact).unwrap_or(bound))
    }

    fn total_nanos(&self) -> i128 {
        i128::from(self.unix) * i128::from(SECOND) + i128::from(self.nanos)
    }

    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        (self.unix, self.nanos).cmp(&(other.unix, other.nanos))
    }

    /// What is left over multiples of a duration since Go's zero time.
    fn rest(&self, multiple: Duration) -> i64 {
        let zero = i128::from(ZERO) * i128::from(SECOND);
        (self.total_nanos() - zero).rem_euclid(i128::from(multiple.0)) as i64
    }

    pub(super) fn truncate(&self, multiple: Duration) -> Self {
        if multiple.0 <= 0 {
            return self.clone();
        }
        self.add(Duration(-self.rest(multiple)))
    }

    pub(super) fn round(&self, multiple: Duration) -> Self {
        if multiple.0 <= 0 {
            return self.clone();
        }
        let rest = self.rest(multiple);
        if rest < multiple.0 - rest {
            self.add(Duration(-rest))
        } else {
            self.add(Duration(multiple.0 - rest))
        }
    }
}

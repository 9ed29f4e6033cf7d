//! Days and years of the Gregorian calendar, without end in both directions.

pub(super) const SECONDS_PER_DAY: i64 = 86_400;

const MONTH_STARTS: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    /// 1 to 12
    pub(super) month: i64,
    pub(super) day: i64,
}

pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days of an ordinary year come before a month (1 to 13).
pub(super) fn days_before(month: i64) -> i64 {
    let index = usize::try_from(month - 1).unwrap_or_default();
    MONTH_STARTS.get(index).copied().unwrap_or(365)
}

/// How many days a month has.
pub(super) fn days_in(month: i64, year: i64) -> i64 {
    if month == 2 && is_leap(year) {
        return 29;
    }
    days_before(month + 1) - days_before(month)
}

/// Days since the Unix epoch of a date. Months and days may be out of range: they carry over.
pub(super) fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let month = month.saturating_sub(1);
    let year = year.saturating_add(month.div_euclid(12));
    let month = month.rem_euclid(12) + 1;
    // Years begin in March here, so that the leap day is the last.
    let year = if month <= 2 {
        year.wrapping_sub(1)
    } else {
        year
    };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era.wrapping_mul(146_097)
        .wrapping_add(day_of_era - 719_468)
        .wrapping_add(day)
        .wrapping_sub(1)
}

/// The date of a day that is counted from the Unix epoch.
pub(super) fn date_from_days(days: i64) -> Date {
    let days = days.wrapping_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    Date {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: day_of_year - (153 * shifted + 2) / 5 + 1,
    }
}

/// The day of the year, from 1.
pub(super) fn year_day(date: Date) -> i64 {
    let leap_day = i64::from(date.month > 2 && is_leap(date.year));
    days_before(date.month) + leap_day + date.day
}

#[cfg(test)]
mod tests {
    use super::{Date, date_from_days, days_from_date};

    #[test]
    fn dates_and_days_are_each_others_inverse() {
        for days in (-1_000_000..1_000_000).step_by(37) {
            let Date { year, month, day } = date_from_days(days);
            assert_eq!(days_from_date(year, month, day), days);
        }
    }
}

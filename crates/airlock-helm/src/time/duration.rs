//! `time.Duration`: nanoseconds, how they are read and printed, and how they are rounded.

use super::quote;

/// A span of time in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Duration(pub(crate) i64);

pub(crate) const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// One more than a duration can hold.
const TOO_MANY: u64 = 1 << 63;

impl Duration {
    /// So many whole units and the rest of one, as Go divides for `Seconds` and its like.
    fn in_units(self, unit: i64) -> f64 {
        (self.0 / unit) as f64 + (self.0 % unit) as f64 / unit as f64
    }

    pub(crate) fn seconds(self) -> f64 {
        self.in_units(SECOND)
    }

    pub(crate) fn minutes(self) -> f64 {
        self.in_units(MINUTE)
    }

    pub(crate) fn hours(self) -> f64 {
        self.in_units(HOUR)
    }

    pub(crate) fn abs(self) -> Self {
        Self(self.0.checked_abs().unwrap_or(i64::MAX))
    }

    /// Towards zero to a multiple.
    pub(crate) fn truncate(self, multiple: Self) -> Self {
        if multiple.0 <= 0 {
            return self;
        }
        Self(self.0 - self.0 % multiple.0)
    }

    /// To the nearest multiple, halves away from zero.
    pub(crate) fn round(self, multiple: Self) -> Self {
        let m = multiple.0;
        if m <= 0 {
            return self;
        }
        let rest = self.0 % m;
        let up = rest.unsigned_abs() >= (m as u64).div_ceil(2);
        let down = self.0 - rest;
        if !up {
            return Self(down);
        }
        if self.0 < 0 {
            Self(down.checked_sub(m).unwrap_or(i64::MIN))
        } else {
            Self(down.checked_add(m).unwrap_or(i64::MAX))
        }
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nanos = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let second = SECOND as u64;
        if nanos < second {
            return write_small(f, nanos);
        }
        let seconds = nanos / second;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if seconds >= 60 {
            write!(f, "{minutes}m")?;
        }
        write!(f, "{}{}s", seconds % 60, fraction(nanos % second, 9))
    }
}

/// Less than a second is printed in the largest unit that it has one of.
fn write_small(f: &mut std::fmt::Formatter<'_>, nanos: u64) -> std::fmt::Result {
    match nanos {
        0 => f.write_str("0s"),
        1..1_000 => write!(f, "{nanos}ns"),
        1_000..1_000_000 => write!(f, "{}{}µs", nanos / 1000, fraction(nanos % 1000, 3)),
        _ => write!(
            f,
            "{}{}ms",
            nanos / 1_000_000,
            fraction(nanos % 1_000_000, 6)
        ),
    }
}

/// The point and the digits after it, without trailing zeros.
fn fraction(part: u64, digits: usize) -> String {
    if part == 0 {
        return String::new();
    }
    let text = format!(".{part:0digits$}");
    text.trim_end_matches('0').to_owned()
}

/// `time.ParseDuration`
pub(crate) fn parse_duration(text: &[u8]) -> Result<Duration, String> {
    let invalid = || format!("time: invalid duration {}", quote(text));
    let (negative, mut rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if rest == b"0" {
        return Ok(Duration(0));
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (part, after) = parse_part(rest, text)?;
        rest = after;
        total = total.checked_add(part).ok_or_else(invalid)?;
        if total > TOO_MANY {
            return Err(invalid());
        }
    }
    if negative {
        return Ok(Duration(0i64.wrapping_sub_unsigned(total)));
    }
    i64::try_from(total).map(Duration).map_err(|_| invalid())
}

/// One number with its unit, in nanoseconds, and what follows.
fn parse_part<'t>(text: &'t [u8], all: &[u8]) -> Result<(u64, &'t [u8]), String> {
    let invalid = || format!("time: invalid duration {}", quote(all));
    let digits = digits(text);
    let whole = leading_int(&text[..digits]).ok_or_else(invalid)?;
    let mut rest = &text[digits..];
    let mut part = Fraction {
        digits: 0,
        scale: 1.0,
    };
    let mut fraction_len = 0;
    if rest.first() == Some(&b'.') {
        rest = &rest[1..];
        fraction_len = self::digits(rest);
        part = leading_fraction(&rest[..fraction_len]);
        rest = &rest[fraction_len..];
    }
    if digits == 0 && fraction_len == 0 {
        return Err(invalid());
    }
    let unit_len = rest
        .iter()
        .position(|byte| *byte == b'.' || byte.is_ascii_digit())
        .unwrap_or(rest.len());
    let (name, rest) = rest.split_at(unit_len);
    if name.is_empty() {
        return Err(format!("time: missing unit in duration {}", quote(all)));
    }
    let unit = unit(name).ok_or_else(|| {
        format!(
            "time: unknown unit {} in duration {}",
            quote(name),
            quote(all)
        )
    })?;
    if whole > TOO_MANY / unit {
        return Err(invalid());
    }
    let mut nanos = whole * unit;
    if part.digits > 0 {
        nanos += (part.digits as f64 * (unit as f64 / part.scale)) as u64;
        if nanos > TOO_MANY {
            return Err(invalid());
        }
    }
    Ok((nanos, rest))
}

fn digits(text: &[u8]) -> usize {
    text.iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The digits as a number of up to 2^63.
pub(super) fn leading_int(digits: &[u8]) -> Option<u64> {
    let mut number: u64 = 0;
    for digit in digits {
        if number > TOO_MANY / 10 {
            return None;
        }
        number = number * 10 + u64::from(digit - b'0');
        if number > TOO_MANY {
            return None;
        }
    }
    Some(number)
}

/// Digits after a point: they stand for `digits / scale`.
struct Fraction {
    digits: u64,
    scale: f64,
}

/// What does not fit any more is precision that nobody would see.
fn leading_fraction(text: &[u8]) -> Fraction {
    let mut part = Fraction {
        digits: 0,
        scale: 1.0,
    };
    for digit in text {
        if part.digits > (TOO_MANY - 1) / 10 {
            break;
        }
        let next = part.digits * 10 + u64::from(digit - b'0');
        if next > TOO_MANY {
            break;
        }
        part = Fraction {
            digits: next,
            scale: part.scale * 10.0,
        };
    }
    part
}

fn unit(name: &[u8]) -> Option<u64> {
    Some(match name {
        b"ns" => 1,
        b"us" | [0xc2, 0xb5, b's'] | [0xce, 0xbc, b's'] => 1000,
        b"ms" => 1_000_000,
        b"s" => SECOND as u64,
        b"m" => MINUTE as u64,
        b"h" => HOUR as u64,
        _ => return None,
    })
}

//! Decimal arithmetic as the library shopspring/decimal does it, for `addf`, `mulf` and `divf`.
//!
//! Numbers are exact; only division rounds, to 16 places. Every right operand comes from a float
//! and has at most 17 digits, which keeps each step linear in the digits of the left one.

use std::cmp::Ordering;

/// How many decimal places a quotient has.
const DIVISION_PLACES: i64 = 16;
/// How many digits a number may grow to: far beyond what a float can tell apart.
const MAX_DIGITS: usize = 20_000;

/// An exact decimal number: digits, the least significant first, times ten to an exponent.
#[derive(Clone, Debug)]
pub(super) struct Decimal {
    negative: bool,
    /// Without leading zeros; none at all for zero.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The number with the fewest digits that reads as this float; the error is Go's panic.
    pub(super) fn from_float(f: f64) -> Result<Self, String> {
        if !f.is_finite() {
            let shown = match f {
                f if f.is_nan() => "NaN",
                f if f > 0.0 => "+Inf",
                _ => "-Inf",
            };
            return Err(format!("Cannot create a Decimal from {shown}"));
        }
        let text = format!("{:e}", f.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().rev().filter(u8::is_ascii_digit);
        let places = mantissa
            .split_once('.')
            .map_or(0, |(_, places)| places.len() as i64);
        let mut number = Self {
            negative: f < 0.0,
            digits: digits.map(|digit| digit - b'0').collect(),
            exponent: exponent.parse().unwrap_or(0) - places,
        };
        number.trim();
        if number.digits.is_empty() {
            number.exponent = 0;
        }
        Ok(number)
    }

    /// The nearest float.
    pub(super) fn to_float(&self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self
            .digits
            .iter()
            .rev()
            .map(|d| char::from(b'0' + d))
            .collect();
        let digits = if digits.is_empty() { "0" } else { &digits };
        // A zero has no sign in exact arithmetic.
        let sign = if digits == "0" { "" } else { sign };
        format!("{sign}{digits}e{}", self.exponent)
            .parse()
            .unwrap_or(0.0)
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }

    fn checked(mut self) -> Result<Self, String> {
        self.trim();
        if self.digits.len() > MAX_DIGITS {
            return Err(format!("a number has more than {MAX_DIGITS} digits"));
        }
        Ok(self)
    }

    /// The same number with this exponent, which is not greater than its own.
    fn rescaled(&self, exponent: i64) -> Self {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or(0);
        let mut digits = vec![0; if self.digits.is_empty() { 0 } else { zeros }];
        digits.extend_from_slice(&self.digits);
        Self {
            negative: self.negative,
            digits,
            exponent,
        }
    }

    pub(super) fn add(&self, other: &Self) -> Result<Self, String> {
        let exponent = self.exponent.min(other.exponent);
        let (a, b) = (self.rescaled(exponent), other.rescaled(exponent));
        let (negative, digits) = if a.negative == b.negative {
            (a.negative, sum(&a.digits, &b.digits))
        } else if compare(&a.digits, &b.digits) == Ordering::Less {
            (b.negative, difference(&b.digits, &a.digits))
        } else {
            (a.negative, difference(&a.digits, &b.digits))
        };
        Self {
            negative,
            digits,
            exponent,
        }
        .checked()
    }

    pub(super) fn sub(&self, other: &Self) -> Result<Self, String> {
        let mut negated = other.clone();
        negated.negative = !negated.negative;
        self.add(&negated)
    }

    pub(super) fn mul(&self, other: &Self) -> Result<Self, String> {
        Self {
            negative: self.negative != other.negative,
            digits: product(&self.digits, &other.digits),
            exponent: self.exponent + other.exponent,
        }
        .checked()
    }

    /// The quotient, rounded half away from zero; the error is Go's panic.
    pub(super) fn div(&self, other: &Self) -> Result<Self, String> {
        if other.digits.is_empty() {
            return Err("decimal division by 0".to_owned());
        }
        let divisor = other
            .digits
            .iter()
            .rev()
            .fold(0_u128, |n, d| n * 10 + u128::from(*d));
        // All digits of the quotient down to its last place: more zeros, or fewer digits.
        let shift = self.exponent - other.exponent + DIVISION_PLACES;
        let mut long = self.rescaled(self.exponent - shift.max(0)).digits;
        let cut = usize::try_from(-shift).unwrap_or(0).min(long.len() + 1);
        let remainder = divide(&mut long, divisor);
        let negative = self.negative != other.negative;
        let up = rounds_up(&long, cut, remainder, divisor);
        let mut digits = long.get(cut..).unwrap_or_default().to_vec();
        if up {
            digits = sum(&digits, &[1]);
        }
        Self {
            negative,
            digits,
            exponent: -DIVISION_PLACES,
        }
        .checked()
    }
}

/// Whether what is cut off (the lowest `cut` digits of the quotient and a remainder) is a half of
/// the last place, or more.
fn rounds_up(quotient: &[u8], cut: usize, remainder: u128, divisor: u128) -> bool {
    match cut.checked_sub(1) {
        None => remainder * 2 >= divisor,
        Some(highest) => quotient.get(highest).is_some_and(|digit| *digit >= 5),
    }
}

/// Divides in place; gives the remainder.
fn divide(digits: &mut [u8], divisor: u128) -> u128 {
    let mut remainder = 0;
    for digit in digits.iter_mut().rev() {
        let dividend = remainder * 10 + u128::from(*digit);
        *digit = (dividend / divisor) as u8;
        remainder = dividend % divisor;
    }
    remainder
}

fn compare(a: &[u8], b: &[u8]) -> Ordering {
    a.len()
        .cmp(&b.len())
        .then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn sum(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(a.len().max(b.len()) + 1);
    let mut carry = 0;
    for i in 0..a.len().max(b.len()) {
        let digit = a.get(i).unwrap_or(&0) + b.get(i).unwrap_or(&0) + carry;
        out.push(digit % 10);
        carry = digit / 10;
    }
    if carry > 0 {
        out.push(carry);
    }
    out
}

/// `a - b`, where `a` is not the lesser.
fn difference(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(a.len());
    let mut borrow = 0;
    for (i, digit) in a.iter().enumerate() {
        let taken = b.get(i).unwrap_or(&0) + borrow;
        borrow = u8::from(*digit < taken);
        out.push(digit + borrow * 10 - taken);
    }
    while out.last() == Some(&0) {
        out.pop();
    }
    out
}

fn product(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut cells = vec![0_u32; a.len() + b.len()];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            cells[i + j] += u32::from(*x) * u32::from(*y);
        }
    }
    let mut carry = 0;
    let mut out = Vec::with_capacity(cells.len());
    for cell in cells {
        let value = cell + carry;
        out.push((value % 10) as u8);
        carry = value / 10;
    }
    out
}

//! Exact decimal numbers: schemas compare without rounding. And numbers as errors print them, in
//! English with commas and superscripts. May not know documents.

use std::cmp::Ordering;

use airlock_gotmpl::number::format_float;

/// Larger exponents are nobody's limits; they would only cost time.
const MAX_EXPONENT: i64 = 10_000;

/// `digits` times ten to the `exponent`.
#[derive(Clone, Debug, Default)]
pub(super) struct Decimal {
    negative: bool,
    /// From 0 to 9, without zeros at either end.
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// Reads a number as JSON or Go writes it.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text.split_first()? {
            (b'-', rest) => (true, rest),
            _ => (false, text),
        };
        let e = text.iter().position(|b| matches!(b, b'e' | b'E'));
        let (mantissa, exponent) = match e {
            Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
            None => (text, 0),
        };
        let mut number = Self {
            negative,
            digits: Vec::with_capacity(mantissa.len()),
            exponent,
        };
        number.push_mantissa(mantissa)?;
        number.trim();
        (number.exponent.abs() <= MAX_EXPONENT).then_some(number)
    }

    fn push_mantissa(&mut self, mantissa: &[u8]) -> Option<()> {
        let mut fraction = false;
        for byte in mantissa {
            match byte {
                b'0'..=b'9' => {
                    self.digits.push(byte - b'0');
                    self.exponent -= i64::from(fraction);
                }
                b'.' => fraction = true,
                _ => return None,
            }
        }
        Some(())
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
            self.exponent += 1;
        }
        let zeros = self.digits.iter().take_while(|d| **d == 0).count();
        self.digits.drain(..zeros);
        if self.digits.is_empty() {
            *self = Self::default();
        }
    }

    /// Whether this is a whole number.
    pub(super) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The whole number; capped where it is too large.
    pub(super) fn to_count(&self) -> Option<i64> {
        if !self.is_integer() {
            return None;
        }
        let mut count: i64 = 0;
        for digit in &self.digits {
            count = count.saturating_mul(10).saturating_add(i64::from(*digit));
        }
        for _ in 0..self.exponent.min(20) {
            count = count.saturating_mul(10);
        }
        Some(if self.negative { -count } else { count })
    }

    /// The nearest float64.
    pub(super) fn to_float(&self) -> f64 {
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        text.extend(self.digits.iter().map(|d| char::from(b'0' + d)));
        if self.digits.is_empty() {
            text.push('0');
        }
        text.push_str(&format!("e{}", self.exponent));
        text.parse().unwrap_or_default()
    }

    /// How the two compare.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (a, b) if a != b => a.cmp(&b),
            (-1, _) => other.compare_size(self),
            _ => self.compare_size(other),
        }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        let high = |n: &Self| n.digits.len() as i64 + n.exponent;
        high(self)
            .cmp(&high(other))
            .then_with(|| self.digits.cmp(&other.digits))
    }

    /// Whether this is a whole number of times the other.
    pub(super) fn is_multiple_of(&self, other: &Self) -> bool {
        if self.digits.is_empty() || other.digits.is_empty() {
            return self.digits.is_empty();
        }
        let zeros = self.exponent - other.exponent;
        if zeros < 0 {
            return false;
        }
        let mut rest = Vec::new();
        for digit in &self.digits {
            bring_down(&mut rest, *digit, &other.digits);
        }
        for _ in 0..zeros {
            if rest.is_empty() {
                break;
            }
            bring_down(&mut rest, 0, &other.digits);
        }
        rest.is_empty()
    }
}

fn parse_exponent(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?;
    text.parse::<i64>()
        .ok()
        .filter(|e| e.abs() <= MAX_EXPONENT * 2)
}

/// One step of a long division: the rest, with one more digit, modulo the divisor.
fn bring_down(rest: &mut Vec<u8>, digit: u8, divisor: &[u8]) {
    if !rest.is_empty() || digit != 0 {
        rest.push(digit);
    }
    while rest.len() > divisor.len() || (rest.len() == divisor.len() && rest.as_slice() >= divisor)
    {
        subtract(rest, divisor);
    }
}

fn subtract(from: &mut Vec<u8>, what: &[u8]) {
    let mut borrow = 0;
    for i in 0..from.len() {
        let at = from.len() - 1 - i;
        let take = borrow + what.len().checked_sub(i + 1).map_or(0, |at| what[at]);
        borrow = u8::from(from[at] < take);
        from[at] = from[at] + 10 * borrow - take;
    }
    let zeros = from.iter().take_while(|d| **d == 0).count();
    from.drain(..zeros);
}

/// A count with commas.
pub(super) fn count_text(count: i64) -> String {
    with_commas(&count.to_string())
}

/// A number as English prints it: commas up to a million, powers of ten beyond.
pub(super) fn float_text(number: f64) -> String {
    let scientific = format_float(number, b'e', -1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "+00"));
    let size: i32 = exponent.parse().unwrap_or_default();
    if (-4..6).contains(&size) {
        return with_commas(&format_float(number, b'f', -1));
    }
    let mut text = format!("{mantissa}×10");
    for c in exponent.chars() {
        match c {
            '-' => text.push('⁻'),
            '0'..='9' => text.push(superscript(c)),
            _ => {}
        }
    }
    text
}

fn superscript(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    }
}

fn with_commas(text: &str) -> String {
    let digits = text.trim_start_matches('-');
    let whole = digits.split('.').next().unwrap_or_default().len();
    let mut out = text[..text.len() - digits.len()].to_owned();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i < whole && (whole - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Decimal, count_text, float_text};

    fn number(text: &str) -> Decimal {
        Decimal::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn numbers_compare_and_divide_exactly() {
        let multiples = [("4.5", "1.5"), ("0.3", "0.1"), ("1e3", "8"), ("0", "7")];
        for (a, b) in multiples {
            assert!(number(a).is_multiple_of(&number(b)), "{a} {b}");
        }
        for (a, b) in [("0.35", "0.1"), ("1e3", "7"), ("2.5", "5")] {
            assert!(!number(a).is_multiple_of(&number(b)), "{a} {b}");
        }
        let order = ["-1e2", "-99", "0", "1e-3", "0.1", "9", "10", "1e3"];
        for pair in order.windows(2) {
            assert!(
                number(pair[0]).compare(&number(pair[1])).is_lt(),
                "{pair:?}"
            );
        }
        assert!(number("1.0").compare(&number("1")).is_eq());
    }

    #[test]
    fn numbers_print_in_english() {
        let floats = [
            (65536.0, "65,536"),
            (1_234_567.5, "1.2345675×10⁰⁶"),
            (1e-5, "1×10⁻⁰⁵"),
            (-1234.5678, "-1,234.5678"),
            (0.000123, "0.000123"),
        ];
        for (number, text) in floats {
            assert_eq!(float_text(number), text);
        }
        assert_eq!(count_text(-1_234_567), "-1,234,567");
    }
}

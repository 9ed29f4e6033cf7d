//! Go's `strconv`: numbers as text and text as numbers. Quoting is re-exported from its own file.

pub use crate::quote::{push_quoted, quote, quote_ascii, quote_rune, unquote};

/// Why a text is not a number (Go's `strconv.NumError`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// The function of `strconv` that failed, such as `ParseInt`.
    pub function: &'static str,
    /// The text.
    pub text: Vec<u8>,
    /// What was wrong, in Go's words: `invalid syntax` or `value out of range`.
    pub reason: &'static str,
}

impl std::fmt::Display for NumberError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = quote(&self.text);
        write!(
            f,
            "strconv.{}: parsing {text}: {}",
            self.function, self.reason
        )
    }
}

impl std::error::Error for NumberError {}

const SYNTAX: &str = "invalid syntax";
const RANGE: &str = "value out of range";

fn error(function: &'static str, text: &[u8], reason: &'static str) -> NumberError {
    NumberError {
        function,
        text: text.to_vec(),
        reason,
    }
}

/// `strconv.ParseInt` with 64 bits; base 0 takes Go's prefixes and underscores.
pub fn parse_int(text: &[u8], base: u32) -> Result<i64, NumberError> {
    let fail = |reason| error("ParseInt", text, reason);
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let magnitude = parse_magnitude(digits, base).map_err(fail)?;
    if negative {
        return 0_i64
            .checked_sub_unsigned(magnitude)
            .ok_or_else(|| fail(RANGE));
    }
    i64::try_from(magnitude).map_err(|_| fail(RANGE))
}

/// `strconv.ParseUint` with 64 bits; base 0 takes Go's prefixes and underscores.
pub fn parse_uint(text: &[u8], base: u32) -> Result<u64, NumberError> {
    parse_magnitude(text, base).map_err(|reason| error("ParseUint", text, reason))
}

fn parse_magnitude(text: &[u8], base: u32) -> Result<u64, &'static str> {
    if text.is_empty() {
        return Err(SYNTAX);
    }
    let (digits, radix) = match base {
        0 => prefix(text),
        2..=36 => (text, base),
        _ => return Err("invalid base"),
    };
    if digits.is_empty() {
        return Err(SYNTAX);
    }
    let mut sum = Some(0_u64);
    let mut underscores = false;
    for &b in digits {
        if b == b'_' && base == 0 {
            underscores = true;
            continue;
        }
        let digit = char::from(b).to_digit(radix).ok_or(SYNTAX)?;
        sum = sum
            .and_then(|n| n.checked_mul(u64::from(radix)))
            .and_then(|n| n.checked_add(u64::from(digit)));
    }
    if underscores && !underscores_separate_digits(text) {
        return Err(SYNTAX);
    }
    sum.ok_or(RANGE)
}

/// The digits behind a base's prefix, and the base.
fn prefix(text: &[u8]) -> (&[u8], u32) {
    match text {
        [b'0', b'x' | b'X', _, ..] => (&text[2..], 16),
        [b'0', b'b' | b'B', _, ..] => (&text[2..], 2),
        [b'0', b'o' | b'O', _, ..] => (&text[2..], 8),
        [b'0', ..] if text.len() > 1 => (&text[1..], 8),
        _ => (text, 10),
    }
}

/// Go's rule for underscores: between digits, or between a base's prefix and a digit.
fn underscores_separate_digits(text: &[u8]) -> bool {
    let text = text
        .strip_prefix(b"-")
        .or(text.strip_prefix(b"+"))
        .unwrap_or(text);
    let (mut after_digit, rest, hex) = match text {
        [
            b'0',
            c @ (b'x' | b'X' | b'b' | b'B' | b'o' | b'O'),
            rest @ ..,
        ] => (true, rest, matches!(c, b'x' | b'X')),
        _ => (false, text, false),
    };
    let mut after_underscore = false;
    for &b in rest {
        let digit = b.is_ascii_digit() || hex && b.is_ascii_hexdigit();
        if b == b'_' && !after_digit || b != b'_' && !digit && after_underscore {
            return false;
        }
        after_underscore = b == b'_';
        after_digit = digit;
    }
    !after_underscore
}

/// `strconv.ParseBool`
pub fn parse_bool(text: &[u8]) -> Result<bool, NumberError> {
    match text {
        b"1" | b"t" | b"T" | b"true" | b"TRUE" | b"True" => Ok(true),
        b"0" | b"f" | b"F" | b"false" | b"FALSE" | b"False" => Ok(false),
        _ => Err(error("ParseBool", text, SYNTAX)),
    }
}

/// `strconv.ParseFloat` with 64 bits.
pub fn parse_float(text: &[u8]) -> Result<f64, NumberError> {
    let fail = |reason| error("ParseFloat", text, reason);
    let value = float_value(text).ok_or_else(|| fail(SYNTAX))?;
    let (_, unsigned) = split_sign(text);
    let named = matches!(unsigned.first(), Some(b'i' | b'I' | b'n' | b'N'));
    if value.is_infinite() && !named {
        return Err(fail(RANGE));
    }
    Ok(value)
}

/// The value, infinite where it is out of range; `None` where the text is no number.
fn float_value(text: &[u8]) -> Option<f64> {
    let (negative, unsigned) = split_sign(text);
    let signed = unsigned.len() < text.len();
    let lower = unsigned.to_ascii_lowercase();
    let sign = if negative { -1.0 } else { 1.0 };
    match lower.as_slice() {
        b"inf" | b"infinity" => return Some(sign * f64::INFINITY),
        b"nan" => return (!signed).then_some(f64::NAN),
        _ => {}
    }
    if lower.contains(&b'_') && !underscores_separate_digits(&lower) {
        return None;
    }
    let digits: Vec<u8> = lower.into_iter().filter(|b| *b != b'_').collect();
    match digits.strip_prefix(b"0x") {
        Some(hex) => Some(sign * hex_float(hex)?),
        None => Some(sign * decimal_float(&digits)?),
    }
}

fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

fn decimal_float(digits: &[u8]) -> Option<f64> {
    let plain = digits
        .iter()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'+' | b'-'));
    let starts = matches!(digits.first(), Some(b'0'..=b'9' | b'.'));
    if !plain || !starts {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A hexadecimal mantissa with a binary exponent, rounded to even as Go does.
fn hex_float(text: &[u8]) -> Option<f64> {
    let p = text.iter().position(|b| *b == b'p')?;
    let (mantissa, exponent) = (text.get(..p)?, text.get(p + 1..)?);
    let (negative, digits) = split_sign(exponent);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0_i64, |n, b| {
        n.saturating_mul(10)
            .saturating_add(i64::from(b - b'0'))
            .min(1_000_000)
    });
    let mut exponent = if negative { -size } else { size };
    let (mut bits, mut sticky, mut digit_seen, mut dot_seen) = (0_u64, false, false, false);
    for &b in mantissa {
        if b == b'.' {
            if dot_seen {
                return None;
            }
            dot_seen = true;
            continue;
        }
        let digit = u64::from(char::from(b).to_digit(16)?);
        digit_seen = true;
        if bits >> 58 == 0 {
            bits = bits << 4 | digit;
            exponent -= if dot_seen { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            exponent += if dot_seen { 0 } else { 4 };
        }
    }
    digit_seen.then(|| scale(bits, sticky, exponent))
}

/// `bits` × 2^`exponent`, with something below the last bit where `sticky`.
fn scale(bits: u64, sticky: bool, exponent: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let shift = i64::from(bits.leading_zeros());
    let (bits, exponent) = (bits << shift, exponent - shift);
    // The value is 1.x × 2^(exponent + 63); subnormals keep fewer than 53 bits.
    let top = exponent + 63;
    let keep = if top < -1022 { 53 - (-1022 - top) } else { 53 };
    if keep < 0 {
        return 0.0;
    }
    let drop = (64 - keep) as u32;
    let kept = bits.checked_shr(drop).unwrap_or(0);
    let lost = bits & 1_u64.checked_shl(drop).map_or(u64::MAX, |bit| bit - 1);
    let half = 1_u64 << (drop - 1).min(63);
    let up = lost > half || lost == half && (sticky || kept & 1 == 1);
    let rounded = kept + u64::from(up);
    let power = exponent + i64::from(drop);
    if power > 1023 {
        return f64::INFINITY;
    }
    power_of_two(rounded as f64, power)
}

fn power_of_two(mut value: f64, mut power: i64) -> f64 {
    while power < -1000 {
        value *= f64::from_bits(23 << 52);
        power += 1000;
    }
    while power > 1000 {
        value *= f64::from_bits(2023 << 52);
        power -= 1000;
    }
    value * f64::from_bits(((power + 1023) as u64) << 52)
}

/// `strconv.FormatFloat` for a float64: `fmt` is one of `b e E f g G x X`, `prec` -1 is the
/// shortest that reads back the same.
pub fn format_float(f: f64, fmt: u8, prec: i32) -> String {
    if f.is_nan() {
        return "NaN".into();
    }
    if f.is_infinite() {
        return if f > 0.0 { "+Inf" } else { "-Inf" }.into();
    }
    match fmt {
        b'b' => binary_exponent(f),
        b'x' | b'X' => hex_format(f, prec, fmt == b'X'),
        b'f' if prec < 0 => shortest_plain(f),
        b'f' => fixed(f, prec as usize),
        b'e' | b'E' => scientific(f, prec, fmt),
        b'g' | b'G' => general(f, prec, fmt),
        _ => format!("%{}", char::from(fmt)),
    }
}

fn shortest_plain(f: f64) -> String {
    format!("{f}")
}

/// No float64 has more digits than these; the standard library refuses many more.
const ALL_DIGITS: usize = 1100;

fn fixed(f: f64, prec: usize) -> String {
    let exact = prec.min(ALL_DIGITS);
    let mut out = format!("{f:.exact$}");
    for _ in exact..prec {
        out.push('0');
    }
    out
}

/// The digits and the decimal exponent: `d.ddd` × 10^exponent. `prec` -1 is the shortest.
fn decimal(f: f64, prec: i32) -> (String, i32) {
    let wanted = prec.max(0) as usize;
    let exact = wanted.min(ALL_DIGITS);
    let text = if prec < 0 {
        format!("{:e}", f.abs())
    } else {
        format!("{:.exact$e}", f.abs())
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut digits = mantissa.replace('.', "");
    for _ in exact..wanted {
        digits.push('0');
    }
    (digits, exponent.parse().unwrap_or(0))
}

fn push_exponent(out: &mut String, letter: u8, exponent: i32) {
    out.push(char::from(letter));
    out.push(if exponent < 0 { '-' } else { '+' });
    let size = exponent.unsigned_abs();
    if size < 10 {
        out.push('0');
    }
    out.push_str(&size.to_string());
}

fn scientific(f: f64, prec: i32, letter: u8) -> String {
    let (digits, exponent) = decimal(f, prec);
    let mut out = String::from(if f.is_sign_negative() { "-" } else { "" });
    push_mantissa(&mut out, &digits);
    push_exponent(&mut out, letter, exponent);
    out
}

fn push_mantissa(out: &mut String, digits: &str) {
    let (first, rest) = digits.split_at(1.min(digits.len()));
    out.push_str(first);
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
}

fn general(f: f64, prec: i32, letter: u8) -> String {
    let shortest = prec < 0;
    let wanted = if prec == 0 { 1 } else { prec };
    let (digits, exponent) = decimal(f, if shortest { -1 } else { wanted - 1 });
    let digits = if digits.len() > 1 {
        digits.trim_end_matches('0')
    } else {
        &digits
    };
    let digits = if digits.is_empty() { "0" } else { digits };
    // %e is used if the exponent from the conversion is less than -4 or at least the precision.
    let mut limit = if shortest { 6 } else { wanted };
    if !shortest && limit > digits.len() as i32 && digits.len() as i32 > exponent {
        limit = digits.len() as i32;
    }
    if exponent < -4 || exponent >= limit {
        let mut out = String::from(if f.is_sign_negative() { "-" } else { "" });
        push_mantissa(&mut out, digits);
        push_exponent(&mut out, letter + b'e' - b'g', exponent);
        return out;
    }
    plain(f, digits, exponent)
}

fn plain(f: f64, digits: &str, exponent: i32) -> String {
    let mut out = String::from(if f.is_sign_negative() { "-" } else { "" });
    if exponent < 0 {
        out.push_str("0.");
        for _ in 1..-exponent {
            out.push('0');
        }
        out.push_str(digits);
        return out;
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        out.push_str(digits);
        for _ in digits.len()..whole {
            out.push('0');
        }
        return out;
    }
    let (head, tail) = digits.split_at(whole);
    out.push_str(head);
    out.push('.');
    out.push_str(tail);
    out
}

/// The mantissa's bits and the exponent of 2 that goes with them as a whole number.
fn parts(f: f64) -> (u64, i32) {
    let bits = f.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let mantissa = bits & ((1 << 52) - 1);
    match exponent {
        0 => (mantissa, -1074),
        _ => (mantissa | 1 << 52, exponent - 1075),
    }
}

fn binary_exponent(f: f64) -> String {
    let (mantissa, exponent) = parts(f);
    let sign = if f.is_sign_negative() { "-" } else { "" };
    format!("{sign}{mantissa}p{exponent:+}")
}

fn hex_format(f: f64, prec: i32, upper: bool) -> String {
    let (mut mantissa, mut exponent) = parts(f);
    exponent += 52;
    if mantissa == 0 {
        exponent = 0;
    }
    // 1 bit, then 60 of fraction.
    mantissa <<= 8;
    while mantissa != 0 && mantissa & 1 << 60 == 0 {
        mantissa <<= 1;
        exponent -= 1;
    }
    if (0..15).contains(&prec) {
        let shift = prec as u32 * 4;
        let extra = (mantissa << shift) & ((1 << 60) - 1);
        mantissa >>= 60 - shift;
        if extra | mantissa & 1 > 1 << 59 {
            mantissa += 1;
        }
        mantissa <<= 60 - shift;
        if mantissa & 1 << 61 != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let mut fraction = format!("{:015x}", mantissa & ((1 << 60) - 1));
    if prec < 0 {
        fraction.truncate(fraction.trim_end_matches('0').len());
    } else {
        while fraction.len() < prec as usize {
            fraction.push('0');
        }
        fraction.truncate(prec as usize);
    }
    let sign = if f.is_sign_negative() { "-" } else { "" };
    let dot = if fraction.is_empty() { "" } else { "." };
    let sign_of_exponent = if exponent < 0 { '-' } else { '+' };
    let size = exponent.unsigned_abs();
    let text = format!(
        "{sign}0x{}{dot}{fraction}p{sign_of_exponent}{size:02}",
        mantissa >> 60 & 1
    );
    if upper {
        text.to_ascii_uppercase()
    } else {
        text
    }
}

//! Numbers as Go's strconv reads and writes them, for the forms that YAML has.

use std::borrow::Cow;
use std::fmt::Write as _;

/// An integer that fits into 64 bits, in Go's choice of type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Integer {
    Signed(i64),
    Unsigned(u64),
}

/// `ParseInt` and then `ParseUint`, with base 0; the text has no underscores.
pub(crate) fn parse_integer(text: &str) -> Option<Integer> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' | b'+' => (text.as_bytes().first(), text.get(1..)?),
        _ => (None, text),
    };
    let magnitude = parse_magnitude(digits)?;
    match sign {
        Some(b'-') => 0i64.checked_sub_unsigned(magnitude).map(Integer::Signed),
        Some(_) => i64::try_from(magnitude).ok().map(Integer::Signed),
        None => match i64::try_from(magnitude) {
            Ok(value) => Some(Integer::Signed(value)),
            Err(_) => Some(Integer::Unsigned(magnitude)),
        },
    }
}

fn parse_magnitude(digits: &str) -> Option<u64> {
    let bytes = digits.as_bytes();
    let (base, skip) = match bytes {
        [] => return None,
        [b'0', b'x' | b'X', _, ..] => (16, 2),
        [b'0', b'o' | b'O', _, ..] => (8, 2),
        [b'0', b'b' | b'B', _, ..] => (2, 2),
        [b'0', ..] => (8, 1),
        _ => (10, 0),
    };
    let mut value = 0u64;
    let mut at = skip;
    while at < bytes.len() {
        let digit = char::from(bytes[at]).to_digit(base)?;
        value = value
            .checked_mul(u64::from(base))?
            .checked_add(u64::from(digit))?;
        at += 1;
    }
    Some(value)
}

/// `0b` with the sign behind it, which only yaml reads.
pub(crate) fn parse_odd_binary(text: &str, prefix: &str, base: u32) -> Option<i64> {
    let digits = text.strip_prefix(prefix)?;
    let (negative, digits) = match digits.as_bytes().first()? {
        b'-' => (true, digits.get(1..)?),
        b'+' => (false, digits.get(1..)?),
        _ => (false, digits),
    };
    if !digits.bytes().all(|byte| char::from(byte).is_digit(base)) {
        return None;
    }
    let magnitude = u64::from_str_radix(digits, base).ok()?;
    match negative {
        true => 0i64.checked_sub_unsigned(magnitude),
        false => i64::try_from(magnitude).ok(),
    }
}

/// Whether the text is `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
fn is_decimal(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let whole = digits_from(bytes, &mut at);
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        if digits_from(bytes, &mut at) == 0 && whole == 0 {
            return false;
        }
    } else if whole == 0 {
        return false;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'-' | b'+')));
        if digits_from(bytes, &mut at) == 0 {
            return false;
        }
    }
    at == bytes.len()
}

fn digits_from(bytes: &[u8], at: &mut usize) -> usize {
    let from = *at;
    while matches!(bytes.get(*at), Some(b'0'..=b'9')) {
        *at += 1;
    }
    *at - from
}

/// A decimal number without underscores, unless it is too large for a float64.
pub(crate) fn parse_decimal(text: &str) -> Option<f64> {
    if !is_decimal(text) {
        return None;
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// `ParseFloat` of a text that starts with a dot: underscores may stand between digits.
pub(crate) fn parse_dotted(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'_' {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let around = (before, bytes.get(at + 1));
            let (Some(b'0'..=b'9'), Some(b'0'..=b'9')) = around else {
                return None;
            };
        }
        at += 1;
    }
    parse_decimal(&without_underscores(text))
}

/// The text without its underscores.
pub(crate) fn without_underscores(text: &str) -> Cow<'_, str> {
    match text.contains('_') {
        true => Cow::Owned(text.replace('_', "")),
        false => Cow::Borrowed(text),
    }
}

/// `FormatFloat(value, 'g', -1, 64)`.
pub fn format_float(value: f64, out: &mut String) {
    match value.is_finite() {
        true => format_shortest(&shortest(value), out),
        false => push_name(value, out),
    }
}

/// `FormatFloat(value, 'g', -1, 32)`.
pub(crate) fn format_float32(value: f64, out: &mut String) {
    let narrow = value as f32;
    if !narrow.is_finite() {
        return push_name(f64::from(narrow), out);
    }
    let count = digit_count(&format!("{narrow:e}"));
    format_shortest(&format!("{narrow:.0$e}", count - 1), out);
}

fn push_name(value: f64, out: &mut String) {
    out.push_str(match (value.is_nan(), value < 0.0) {
        (true, _) => "NaN",
        (_, true) => "-Inf",
        _ => "+Inf",
    });
}

/// The shortest digits that read back as the value, as `-d.ddde-x`. Where two are equally near, Go
/// takes the even one, and Rust's shortest form does not; its exact form does.
fn shortest(value: f64) -> String {
    let text = format!("{value:e}");
    match digit_count(&text) {
        // Only a value between two neighbours of that length can be in doubt.
        count @ 15.. => format!("{value:.0$e}", count - 1),
        _ => text,
    }
}

/// How many digits stand before the exponent.
fn digit_count(text: &str) -> usize {
    let mantissa = text.split('e').next().unwrap_or_default();
    mantissa.bytes().filter(u8::is_ascii_digit).count().max(1)
}

/// A finite number as encoding/json writes it.
pub(crate) fn push_json_float(value: f64, out: &mut String) {
    let text = shortest(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return push_plain(mantissa, exponent.parse().unwrap_or(0), out);
    }
    out.push_str(mantissa);
    out.push('e');
    if !exponent.starts_with('-') {
        out.push('+');
    }
    out.push_str(exponent);
}

/// Lays out the shortest digits, which come as `-d.ddde-x`.
fn format_shortest(shortest: &str, out: &mut String) {
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    match (-4..6).contains(&exponent) {
        true => push_plain(mantissa, exponent, out),
        false => push_exponent(mantissa, exponent, out),
    }
}

fn push_exponent(mantissa: &str, exponent: i32, out: &mut String) {
    out.push_str(mantissa);
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(out, "e{sign}{:02}", exponent.unsigned_abs());
}

fn push_plain(mantissa: &str, exponent: i32, out: &mut String) {
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    out.push_str(sign);
    let digits: String = mantissa.chars().filter(|&c| c != '.').collect();
    if exponent < 0 {
        out.push_str("0.");
        for _ in 1..exponent.unsigned_abs() {
            out.push('0');
        }
        out.push_str(&digits);
        return;
    }
    let whole = exponent.unsigned_abs() as usize + 1;
    match (digits.get(..whole), digits.get(whole..)) {
        (Some(head), Some(tail)) => {
            out.push_str(head);
            if !tail.is_empty() {
                out.push('.');
                out.push_str(tail);
            }
        }
        _ => {
            out.push_str(&digits);
            for _ in digits.len()..whole {
                out.push('0');
            }
        }
    }
}

/// What a float becomes as a key: 32 bits of it, and yaml's names for what is not finite.
pub(crate) fn format_key(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str(".nan");
    } else if (value as f32).is_infinite() {
        out.push_str(if value < 0.0 { "-.inf" } else { ".inf" });
    } else {
        format_float32(value, out);
    }
}

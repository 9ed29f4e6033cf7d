//! Numeric constants, by the rules of Go's ideal constants.

use super::Parsed;
use crate::lexer::Kind;
use crate::number::{parse_float, parse_int, parse_uint, quote};
use crate::quote::unquote_char;
use crate::tree::Number;

/// A constant under every type that can hold it.
pub(super) fn number(text: &[u8], kind: Kind) -> Parsed<Number> {
    match kind {
        Kind::CharConstant => rune(text),
        Kind::Complex => Err(imaginary(text).into()),
        _ => match text.strip_suffix(b"i") {
            Some(factor) if parse_float(factor).is_ok() => Err(imaginary(text).into()),
            _ => plain(text),
        },
    }
}

fn imaginary(text: &[u8]) -> String {
    format!("imaginary constant {} is not supported", quote(text))
}

fn rune(text: &[u8]) -> Parsed<Number> {
    let body = text.get(1..).unwrap_or(&[]);
    let (piece, tail) = unquote_char(body, b'\'').ok_or("invalid syntax")?;
    if tail != b"'" {
        let text = String::from_utf8_lossy(text);
        return Err(format!("malformed character constant: {text}").into());
    }
    let value = piece.value();
    Ok(Number {
        int: Some(i64::from(value)),
        uint: Some(u64::from(value)),
        float: Some(f64::from(value)),
        ideal_float: false,
    })
}

fn plain(text: &[u8]) -> Parsed<Number> {
    let int = parse_int(text, 0).ok();
    let uint = parse_uint(text, 0).ok().or((int == Some(0)).then_some(0));
    let mut number = Number {
        int,
        uint,
        float: int.map(|n| n as f64).or(uint.map(|n| n as f64)),
        ideal_float: false,
    };
    let fractional = text.iter().any(|b| b".eEpP".contains(b));
    if number.float.is_none() {
        let Ok(float) = parse_float(text) else {
            return Err(format!("illegal number syntax: {}", quote(text)).into());
        };
        if !fractional {
            return Err(format!("integer overflow: {}", quote(text)).into());
        }
        number.float = Some(float);
        number.int = exact_int(float);
        number.uint = exact_uint(float);
    }
    number.ideal_float = fractional && !is_hex_int(text);
    Ok(number)
}

fn is_hex_int(text: &[u8]) -> bool {
    matches!(text, [b'0', b'x' | b'X', _, ..]) && !text.iter().any(|b| b"pP".contains(b))
}

fn exact_int(float: f64) -> Option<i64> {
    let in_range = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&float);
    (in_range && (float as i64) as f64 == float).then_some(float as i64)
}

fn exact_uint(float: f64) -> Option<u64> {
    let in_range = (0.0..18_446_744_073_709_551_616.0).contains(&float);
    (in_range && (float as u64) as f64 == float).then_some(float as u64)
}

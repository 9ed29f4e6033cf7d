//! Values as numbers, as the library cast makes them: what is no number is 0.

use airlock_gotmpl::value::{Object, Shape};
use airlock_gotmpl::{Value, number};

/// `cast.ToInt64`, and `cast.ToInt`, which is the same here.
pub(super) fn to_int(value: &Value) -> i64 {
    match value {
        Value::Int(n) | Value::Int64(n) => *n,
        Value::Int32(n) => i64::from(*n),
        Value::Uint64(n) => n.cast_signed(),
        Value::Byte(n) => i64::from(*n),
        Value::Float(f) => truncated(*f),
        Value::Str(text) => number::parse_int(without_zero_decimal(text), 0).unwrap_or(0),
        Value::Bool(b) => i64::from(*b),
        Value::Object(object) => counted(&**object).unwrap_or(0),
        _ => 0,
    }
}

/// `cast.ToFloat64`
pub(super) fn to_float(value: &Value) -> f64 {
    match value {
        Value::Float(f) => *f,
        Value::Uint64(n) => *n as f64,
        Value::Str(text) => number::parse_float(text).unwrap_or(0.0),
        other => to_int(other) as f64,
    }
}

/// A float as an integer, as amd64 converts it: what does not fit is the least integer.
pub(super) fn truncated(f: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&f) {
        f as i64
    } else {
        i64::MIN
    }
}

/// Days of the week and months are the only number types of their own that the library knows.
fn counted(object: &dyn Object) -> Option<i64> {
    match object.shape() {
        Shape::Int(n) if matches!(object.type_name(), "time.Weekday" | "time.Month") => Some(n),
        _ => None,
    }
}

/// `8.00` without its `.00`; anything else as it is.
fn without_zero_decimal(text: &[u8]) -> &[u8] {
    let zeros = text.iter().rev().take_while(|b| **b == b'0').count();
    let head = &text[..text.len() - zeros];
    match head.split_last() {
        Some((b'.', integer)) if zeros > 0 => integer,
        _ => text,
    }
}

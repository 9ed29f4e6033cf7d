//! Helm's duration functions: they take a duration, a text or a number of seconds.

use airlock_gotmpl::{Call, Func, FuncError, Shape, Sig, Ty, Value, fmt, number};

use crate::time::{Duration, duration_value, parse_duration};

const ONE: Sig = Sig::fixed(&[Ty::Any]);
const TWO: Sig = Sig::fixed(&[Ty::Any, Ty::Any]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("durationDays", ONE, days),
    Func::new("durationHours", ONE, hours),
    Func::new("durationMicroseconds", ONE, microseconds),
    Func::new("durationMilliseconds", ONE, milliseconds),
    Func::new("durationMinutes", ONE, minutes),
    Func::new("durationNanoseconds", ONE, nanoseconds),
    Func::new("durationRoundTo", TWO, round_to),
    Func::new("durationSeconds", ONE, seconds),
    Func::new("durationTruncateTo", TWO, truncate_to),
    Func::new("durationWeeks", ONE, weeks),
    Func::new("mustToDuration", ONE, must_to_duration),
];

const SECOND: i64 = 1_000_000_000;
const MAX_SECONDS: i64 = i64::MAX / SECOND;

/// What a value stands for as a duration.
fn as_duration(value: &Value) -> Result<Duration, String> {
    match value {
        Value::Nil => Err("invalid duration".to_owned()),
        Value::Str(text) => from_text(text),
        Value::Int(n) | Value::Int64(n) => from_seconds(*n),
        Value::Int32(n) => from_seconds(i64::from(*n)),
        Value::Byte(n) => from_seconds(i64::from(*n)),
        Value::Uint64(n) => i64::try_from(*n)
            .map_err(|_| overflow(n))
            .and_then(from_seconds),
        Value::Float(n) => from_float(*n),
        Value::Object(object) => match object.shape() {
            Shape::Int(nanos) if object.type_name() == "time.Duration" => Ok(Duration(nanos)),
            Shape::Int(n) => from_seconds(n),
            _ => Err(unsupported(value)),
        },
        _ => Err(unsupported(value)),
    }
}

fn unsupported(value: &Value) -> String {
    format!("unsupported duration type {}", value.type_name())
}

fn overflow(seconds: impl std::fmt::Display) -> String {
    format!("duration seconds overflow: {seconds}")
}

fn from_text(text: &[u8]) -> Result<Duration, String> {
    let trimmed = crate::time::trim_space(text);
    if trimmed.is_empty() {
        return Err("empty duration".to_owned());
    }
    if let Ok(duration) = parse_duration(trimmed) {
        return Ok(duration);
    }
    match number::parse_float(trimmed) {
        Ok(seconds) => from_float(seconds),
        Err(_) => Err(format!("could not parse duration {}", number::quote(text))),
    }
}

fn from_seconds(seconds: i64) -> Result<Duration, String> {
    if !(-MAX_SECONDS..=MAX_SECONDS).contains(&seconds) {
        return Err(overflow(seconds));
    }
    Ok(Duration(seconds * SECOND))
}

fn from_float(seconds: f64) -> Result<Duration, String> {
    let shown = || fmt::display(&Value::Float(seconds)).to_text().into_owned();
    if !seconds.is_finite() {
        return Err(format!("invalid duration seconds: {}", shown()));
    }
    let most = i64::MAX as f64 / SECOND as f64;
    if seconds.abs() > most {
        return Err(overflow(shown()));
    }
    let nanos = seconds * SECOND as f64;
    // What rounds up to 2^63 converts as the processor does it.
    if nanos >= i64::MAX as f64 {
        return Ok(Duration(i64::MIN));
    }
    Ok(Duration(nanos as i64))
}

/// The duration of the first argument; nothing where it is none.
fn first(call: &Call<'_, '_>) -> Duration {
    as_duration(call.value(0)).unwrap_or_default()
}

fn must_to_duration(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(duration_value(as_duration(call.value(0))?))
}

fn seconds(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Float(first(call).seconds()))
}

fn milliseconds(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Int64(first(call).0 / 1_000_000))
}

fn microseconds(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Int64(first(call).0 / 1000))
}

fn nanoseconds(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Int64(first(call).0))
}

fn minutes(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Float(first(call).minutes()))
}

fn hours(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Float(first(call).hours()))
}

fn days(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Float(first(call).hours() / 24.0))
}

fn weeks(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::Float(first(call).hours() / 24.0 / 7.0))
}

/// Both durations; without the second, the first stays as it is.
fn to_multiple(
    call: &Call<'_, '_>,
    to: fn(Duration, Duration) -> Duration,
) -> Result<Value, FuncError> {
    let Ok(duration) = as_duration(call.value(0)) else {
        return Ok(duration_value(Duration(0)));
    };
    Ok(duration_value(match as_duration(call.value(1)) {
        Ok(multiple) => to(duration, multiple),
        Err(_) => duration,
    }))
}

fn round_to(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    to_multiple(call, Duration::round)
}

fn truncate_to(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    to_multiple(call, Duration::truncate)
}

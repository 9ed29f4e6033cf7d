//! Dates: `now`, `date` and its like, `toDate`, `ago`, and `duration` from numbers. The clock and
//! the local zone are the world's; named zones come from the embedded database.

use std::rc::Rc;

use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value, World};

use crate::time::{
    Duration, LocalZone, Location, TIME, Time, TimeObject, parse_duration, parse_in_location,
    time_value, time_value_from,
};

const DATE: Sig = Sig::fixed(&[Ty::Any]);
const FORMAT_DATE: Sig = Sig::fixed(&[Ty::Str, Ty::Any]);
const FORMAT_DATE_ZONE: Sig = Sig::fixed(&[Ty::Str, Ty::Any, Ty::Str]);
const MODIFY: Sig = Sig::fixed(&[Ty::Str, TIME]);
const TWO_TEXTS: Sig = Sig::fixed(&[Ty::Str, Ty::Str]);

/// The functions that take something that is no date for the present ask the clock then, so that
/// they handle their marks themselves.
pub(super) const FUNCS: &[Func] = &[
    Func::new("ago", DATE, ago).source(),
    Func::new("date", FORMAT_DATE, date).own_marks(),
    Func::new("dateInZone", FORMAT_DATE_ZONE, date_in_zone).own_marks(),
    Func::new("dateModify", MODIFY, modify).own_marks(),
    Func::new("date_in_zone", FORMAT_DATE_ZONE, date_in_zone).own_marks(),
    Func::new("date_modify", MODIFY, modify).own_marks(),
    Func::new("duration", DATE, duration),
    Func::new("durationRound", DATE, duration_round).own_marks(),
    Func::new("htmlDate", DATE, html_date).own_marks(),
    Func::new(
        "htmlDateInZone",
        Sig::fixed(&[Ty::Any, Ty::Str]),
        html_date_in_zone,
    )
    .own_marks(),
    Func::new("mustDateModify", MODIFY, must_modify).own_marks(),
    Func::new("mustToDate", TWO_TEXTS, must_to_date),
    Func::new("must_date_modify", MODIFY, must_modify).own_marks(),
    Func::new("now", Sig::fixed(&[]), now).own_marks(),
    Func::new("toDate", TWO_TEXTS, to_date),
    Func::new("unixEpoch", Sig::fixed(&[TIME]), unix_epoch),
];

const HTML: &[u8] = b"2006-01-02";

/// The present is marked by itself.
fn now(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let source = Some(Rc::default());
    Ok(time_value_from(present(call.machine.world()), source))
}

fn present(world: &dyn World) -> Time {
    let (unix, nanos) = world.now();
    local_time(world, unix, nanos)
}

fn local_time(world: &dyn World, unix: i64, nanos: u32) -> Time {
    Time::new(unix, nanos, Location::Local(local_zone(world, unix)))
}

fn local_zone(world: &dyn World, unix: i64) -> LocalZone {
    let (offset, name) = world.local_zone(unix);
    LocalZone {
        offset,
        name: name.into_bytes(),
    }
}

/// The time that a value stands for, where it stands for one.
fn as_time(world: &dyn World, value: &Value) -> Option<Time> {
    match value {
        Value::Int(unix) | Value::Int64(unix) => Some(local_time(world, *unix, 0)),
        Value::Int32(unix) => Some(local_time(world, i64::from(*unix), 0)),
        _ => value
            .downcast::<TimeObject>()
            .map(|object| object.0.clone()),
    }
}

/// Formats the argument at `i` in a zone.
fn format(
    call: &mut Call<'_, '_>,
    layout: &[u8],
    i: usize,
    zone: &[u8],
) -> Result<Value, FuncError> {
    let world = call.machine.world();
    let given = as_time(world, call.value(i));
    let marked = given.is_none() || (0..call.args.len()).any(|i| call.arg_marked(i));
    call.mark_result(marked);
    let time = given.unwrap_or_else(|| present(world));
    let location = if zone == b"Local" {
        Location::Local(local_zone(world, time.unix))
    } else {
        Location::load(zone).unwrap_or(Location::Utc)
    };
    Ok(Value::str(time.in_location(location).format(layout)))
}

fn date(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let layout = call.str(0);
    format(call, &layout, 1, b"Local")
}

fn date_in_zone(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let (layout, zone) = (call.str(0), call.str(2));
    format(call, &layout, 1, &zone)
}

fn html_date(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    format(call, HTML, 0, b"Local")
}

fn html_date_in_zone(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let zone = call.str(1);
    format(call, HTML, 0, &zone)
}

fn time_arg(call: &Call<'_, '_>, i: usize) -> Time {
    match call.args.get(i).and_then(Value::downcast::<TimeObject>) {
        Some(object) => object.0.clone(),
        None => Time::zero(),
    }
}

fn modify(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let by = parse_duration(call.text(0)).unwrap_or_default();
    Ok(moved(call, by))
}

/// The time in the second argument, a span later. By a span that is fixed it stays at a fixed
/// distance from its source.
fn moved(call: &mut Call<'_, '_>, by: Duration) -> Value {
    call.mark_result(call.arg_chosen(0) || call.arg_chosen(1));
    let argument = call.arg(1);
    let source = argument
        .downcast::<TimeObject>()
        .and_then(|object| object.1.clone());
    time_value_from(time_arg(call, 1).add(by), source)
}

fn must_modify(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let by = parse_duration(call.text(0))?;
    Ok(moved(call, by))
}

fn parse(call: &Call<'_, '_>) -> Result<Time, String> {
    let world = call.machine.world();
    let local = |unix| local_zone(world, unix);
    parse_in_location(call.text(0), call.text(1), &local)
}

fn to_date(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(time_value(parse(call).unwrap_or_else(|_| Time::zero())))
}

fn must_to_date(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(time_value(parse(call)?))
}

fn unix_epoch(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Ok(Value::str(time_arg(call, 0).unix.to_string()))
}

fn ago(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let world = call.machine.world();
    let present = present(world);
    // Unlike `date`, `ago` takes no int32.
    let then = match call.arg(0) {
        Value::Int32(_) => None,
        value => as_time(world, &value),
    };
    let passed = present.since(&then.unwrap_or_else(|| present.clone()));
    Ok(Value::str(passed.round(Duration(SECOND)).to_string()))
}

const SECOND: i64 = 1_000_000_000;

fn duration(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let seconds = match call.arg(0) {
        Value::Str(text) => leading_seconds(&text),
        Value::Int64(seconds) => seconds,
        _ => 0,
    };
    Ok(Value::str(
        Duration(seconds.wrapping_mul(SECOND)).to_string(),
    ))
}

/// `strconv.ParseInt` whose error is ignored: a number out of range is the nearest in range.
fn leading_seconds(text: &Str) -> i64 {
    match airlock_gotmpl::number::parse_int(text, 10) {
        Ok(seconds) => seconds,
        Err(error) if error.reason == "value out of range" => {
            if text.starts_with(b"-") {
                i64::MIN
            } else {
                i64::MAX
            }
        }
        Err(_) => 0,
    }
}

fn duration_round(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let argument = call.arg(0);
    let timed = argument.downcast::<TimeObject>();
    call.mark_result(timed.is_some() || call.arg_marked(0));
    let nanos = match &argument {
        Value::Str(text) => parse_duration(text).unwrap_or_default().0,
        Value::Int64(nanos) => *nanos,
        _ => timed.map_or(0, |then| present(call.machine.world()).since(&then.0).0),
    };
    Ok(Value::str(rounded(nanos.unsigned_abs())))
}

/// The largest unit that the span is longer than.
fn rounded(nanos: u64) -> String {
    const UNITS: [(u64, &str); 6] = [
        (365 * 24 * 3600, "y"),
        (30 * 24 * 3600, "mo"),
        (24 * 3600, "d"),
        (3600, "h"),
        (60, "m"),
        (1, "s"),
    ];
    for (seconds, name) in UNITS {
        let unit = seconds * SECOND as u64;
        if nanos > unit {
            return format!("{}{name}", nanos / unit);
        }
    }
    "0s".to_owned()
}

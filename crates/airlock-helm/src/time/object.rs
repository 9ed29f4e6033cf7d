//! Times, durations and their parts as templates see them: Go's types with Go's methods.

use std::any::Any;
use std::rc::Rc;

use airlock_gotmpl::value::Source;
use airlock_gotmpl::{FuncError, Object, Shape, Sig, Str, Ty, Value};

use super::duration::{Duration, SECOND};
use super::format::{PRINTED, RFC3339_NANO, month_name, weekday_name};
use super::instant::Time;
use super::zone::{LocalZone, Location};

/// The Go type of a time.
pub(crate) const TIME: Ty = Ty::Object("time.Time");
/// The Go type of a duration.
pub(crate) const DURATION: Ty = Ty::Object("time.Duration");

const LOCATION: Ty = Ty::Object("*time.Location");
const NO_ARGS: Sig = Sig::fixed(&[]);

/// A `time.Time` in a template, and the reading of the clock that it is a fixed span away from.
pub(crate) struct TimeObject(pub(crate) Time, pub(crate) Option<Rc<Source>>);
/// A `time.Duration` in a template.
pub(crate) struct DurationObject(pub(crate) Duration);
/// A `*time.Location` in a template.
struct LocationObject(Location);
/// A `time.Month` or a `time.Weekday` in a template.
struct NameObject {
    type_name: &'static str,
    number: i64,
    name: &'static str,
}

/// A time as a value.
pub(crate) fn time_value(time: Time) -> Value {
    Value::object(TimeObject(time, None))
}

/// A time that is a fixed span away from a reading of the clock.
pub(crate) fn time_value_from(time: Time, source: Option<Rc<Source>>) -> Value {
    Value::object(TimeObject(time, source))
}

/// A duration as a value.
pub(crate) fn duration_value(duration: Duration) -> Value {
    Value::object(DurationObject(duration))
}

fn bytes(text: Vec<u8>) -> Value {
    Value::Bytes(Str::from(text))
}

fn time_arg(args: &[Value]) -> Time {
    match args.first().and_then(Value::downcast::<TimeObject>) {
        Some(TimeObject(time, _)) => time.clone(),
        None => Time::zero(),
    }
}

fn duration_arg(args: &[Value]) -> Duration {
    match args.first() {
        Some(Value::Int(nanos) | Value::Int64(nanos)) => Duration(*nanos),
        Some(value) => value
            .downcast::<DurationObject>()
            .map_or(Duration(0), |object| object.0),
        None => Duration(0),
    }
}

fn int_arg(args: &[Value], i: usize) -> i64 {
    match args.get(i) {
        Some(Value::Int(n) | Value::Int64(n)) => *n,
        _ => 0,
    }
}

fn str_arg(args: &[Value], i: usize) -> Str {
    match args.get(i) {
        Some(Value::Str(text) | Value::Bytes(text)) => text.clone(),
        _ => Str::default(),
    }
}

impl TimeObject {
    fn printed(&self) -> Vec<u8> {
        self.0.format(PRINTED)
    }

    fn rfc3339(&self) -> Vec<u8> {
        self.0.format(RFC3339_NANO)
    }

    fn quoted(&self) -> Vec<u8> {
        [b"\"", self.rfc3339().as_slice(), b"\""].concat()
    }

    /// What the methods give that ask for a part.
    fn part(&self, name: &str) -> Option<Value> {
        let time = &self.0;
        Some(match name {
            "Year" => Value::Int(time.date().year),
            "Month" => month(time.date().month),
            "Day" => Value::Int(time.date().day),
            "Hour" => Value::Int(time.clock().hour),
            "Minute" => Value::Int(time.clock().minute),
            "Second" => Value::Int(time.clock().second),
            "Nanosecond" => Value::Int(i64::from(time.nanos)),
            "YearDay" => Value::Int(time.year_day()),
            "Weekday" => weekday(time.weekday()),
            "Unix" => Value::Int64(time.unix),
            "UnixMilli" => Value::Int64(self.unix_in(1000)),
            "UnixMicro" => Value::Int64(self.unix_in(1_000_000)),
            "UnixNano" => Value::Int64(self.unix_in(SECOND)),
            "IsZero" => Value::Bool(time.is_zero()),
            "IsDST" => Value::Bool(time.location.at(time.unix).daylight),
            "Location" => Value::object(LocationObject(time.location.clone())),
            "String" => Value::str(self.printed()),
            "GoString" => Value::str(time.go_string()),
            "MarshalJSON" => bytes(self.quoted()),
            "MarshalText" => bytes(self.rfc3339()),
            _ => return None,
        })
    }

    fn unix_in(&self, per_second: i64) -> i64 {
        let part = i64::from(self.0.nanos) / (SECOND / per_second);
        self.0.unix.wrapping_mul(per_second).wrapping_add(part)
    }

    /// What the methods give that take another time.
    fn against(&self, name: &str, args: &[Value]) -> Option<Value> {
        let other = time_arg(args);
        let order = self.0.order(&other);
        Some(match name {
            "Before" => Value::Bool(order.is_lt()),
            "After" => Value::Bool(order.is_gt()),
            "Equal" => Value::Bool(order.is_eq()),
            "Compare" => Value::Int(order as i64),
            "Sub" => duration_value(self.0.since(&other)),
            _ => return None,
        })
    }

    /// The other times that methods give.
    fn moved(&self, name: &str, args: &[Value]) -> Option<Time> {
        let time = &self.0;
        Some(match name {
            "UTC" => time.in_location(Location::Utc),
            "Local" => self.local(),
            "In" => time.in_location(location_arg(args)),
            "Add" => time.add(duration_arg(args)),
            "AddDate" => time.add_date(int_arg(args, 0), int_arg(args, 1), int_arg(args, 2)),
            "Round" => time.round(duration_arg(args)),
            "Truncate" => time.truncate(duration_arg(args)),
            _ => return None,
        })
    }

    /// A time that is not local yet cannot ask for the local zone: it is UTC then.
    fn local(&self) -> Time {
        match &self.0.location {
            Location::Local(_) => self.0.clone(),
            _ => self.0.in_location(Location::Local(LocalZone {
                offset: 0,
                name: b"UTC".to_vec(),
            })),
        }
    }
}

fn location_arg(args: &[Value]) -> Location {
    match args.first().and_then(Value::downcast::<LocationObject>) {
        Some(LocationObject(location)) => location.clone(),
        None => Location::Utc,
    }
}

impl Object for TimeObject {
    fn type_name(&self) -> &'static str {
        "time.Time"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: Vec::new(),
        }
    }

    fn method(&self, name: &str) -> Option<Sig> {
        Some(match name {
            "Year" | "Month" | "Day" | "Hour" | "Minute" | "Second" | "Nanosecond" | "YearDay"
            | "Weekday" | "Unix" | "UnixMilli" | "UnixMicro" | "UnixNano" | "IsZero" | "IsDST"
            | "Location" | "String" | "GoString" | "MarshalJSON" | "MarshalText" | "UTC"
            | "Local" => NO_ARGS,
            "Before" | "After" | "Equal" | "Compare" | "Sub" => Sig::fixed(&[TIME]),
            "Add" | "Round" | "Truncate" => Sig::fixed(&[DURATION]),
            "AddDate" => Sig::fixed(&[Ty::Int, Ty::Int, Ty::Int]),
            "In" => Sig::fixed(&[LOCATION]),
            "Format" => Sig::fixed(&[Ty::Str]),
            "AppendFormat" => Sig::fixed(&[Ty::Bytes, Ty::Str]),
            _ => return None,
        })
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        if let Some(value) = self.part(name).or_else(|| self.against(name, args)) {
            return Ok(value);
        }
        if let Some(time) = self.moved(name, args) {
            return Ok(time_value(time));
        }
        match name {
            "Format" => Ok(Value::str(self.0.format(&str_arg(args, 0)))),
            "AppendFormat" => {
                let formatted = self.0.format(&str_arg(args, 1));
                Ok(bytes([&str_arg(args, 0)[..], &formatted].concat()))
            }
            _ => Err(FuncError::new(format!("time.Time has no method {name}"))),
        }
    }

    fn stringer(&self) -> Option<Str> {
        Some(Str::from(self.printed()))
    }

    fn json(&self) -> Option<Value> {
        Some(Value::str(self.rfc3339()))
    }

    fn unexported(&self) -> Option<Value> {
        let nanos = Value::Int64(self.0.nanos.into());
        let parts = [Value::Int64(self.0.unix), nanos, Value::str(self.printed())];
        Some(Value::list(parts.into()))
    }

    fn source(&self) -> Option<&Rc<Source>> {
        self.1.as_ref()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for DurationObject {
    fn type_name(&self) -> &'static str {
        "time.Duration"
    }

    fn shape(&self) -> Shape {
        Shape::Int(self.0.0)
    }

    fn method(&self, name: &str) -> Option<Sig> {
        Some(match name {
            "Seconds" | "Minutes" | "Hours" | "Milliseconds" | "Microseconds" | "Nanoseconds"
            | "Abs" | "String" => NO_ARGS,
            "Round" | "Truncate" => Sig::fixed(&[DURATION]),
            _ => return None,
        })
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let duration = self.0;
        Ok(match name {
            "Seconds" => Value::Float(duration.seconds()),
            "Minutes" => Value::Float(duration.minutes()),
            "Hours" => Value::Float(duration.hours()),
            "Milliseconds" => Value::Int64(duration.0 / 1_000_000),
            "Microseconds" => Value::Int64(duration.0 / 1000),
            "Nanoseconds" => Value::Int64(duration.0),
            "Abs" => duration_value(duration.abs()),
            "Round" => duration_value(duration.round(duration_arg(args))),
            "Truncate" => duration_value(duration.truncate(duration_arg(args))),
            _ => Value::str(duration.to_string()),
        })
    }

    fn stringer(&self) -> Option<Str> {
        Some(Str::from(self.0.to_string()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for LocationObject {
    fn type_name(&self) -> &'static str {
        "*time.Location"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: true,
            fields: Vec::new(),
        }
    }

    fn method(&self, name: &str) -> Option<Sig> {
        (name == "String").then_some(NO_ARGS)
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Result<Value, FuncError> {
        Ok(Value::str(self.0.name()))
    }

    fn stringer(&self) -> Option<Str> {
        Some(Str::from(self.0.name()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn month(number: i64) -> Value {
    Value::object(NameObject {
        type_name: "time.Month",
        number,
        name: month_name(number),
    })
}

fn weekday(number: i64) -> Value {
    Value::object(NameObject {
        type_name: "time.Weekday",
        number,
        name: weekday_name(number),
    })
}

impl Object for NameObject {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn shape(&self) -> Shape {
        Shape::Int(self.number)
    }

    fn method(&self, name: &str) -> Option<Sig> {
        (name == "String").then_some(NO_ARGS)
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Result<Value, FuncError> {
        Ok(Value::str(self.name))
    }

    fn stringer(&self) -> Option<Str> {
        Some(Str::from(self.name))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

//! Comparison of values: the template language's own, and `reflect.DeepEqual`.

use std::collections::HashSet;

use crate::fmt::{display, sprintf};
use crate::func::FuncError;
use crate::slot::Slot;
use crate::stack::deep;
use crate::str::Str;
use crate::value::{List, Map, Object, Shape, Value};

/// What two values are compared as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Basic {
    None,
    Bool,
    Int,
    Float,
    Text,
    Uint,
}

fn basic(value: &Value) -> Basic {
    match value {
        Value::Bool(_) => Basic::Bool,
        Value::Int(_) | Value::Int64(_) | Value::Int32(_) => Basic::Int,
        Value::Uint64(_) | Value::Byte(_) => Basic::Uint,
        Value::Float(_) => Basic::Float,
        Value::Str(_) => Basic::Text,
        Value::Object(object) => match object.shape() {
            Shape::Int(_) => Basic::Int,
            Shape::Str(_) => Basic::Text,
            _ => Basic::None,
        },
        _ => Basic::None,
    }
}

fn int(value: &Value) -> i64 {
    match value {
        Value::Int(n) | Value::Int64(n) => *n,
        Value::Int32(n) => i64::from(*n),
        Value::Object(object) => match object.shape() {
            Shape::Int(n) => n,
            _ => 0,
        },
        _ => 0,
    }
}

fn uint(value: &Value) -> u64 {
    match value {
        Value::Uint64(n) => *n,
        Value::Byte(n) => u64::from(*n),
        _ => 0,
    }
}

fn float(value: &Value) -> f64 {
    match value {
        Value::Float(f) => *f,
        _ => 0.0,
    }
}

fn text(value: &Value) -> crate::str::Str {
    match value {
        Value::Str(text) => text.clone(),
        Value::Object(object) => match object.shape() {
            Shape::Str(text) => text,
            _ => Default::default(),
        },
        _ => Default::default(),
    }
}

fn incompatible(a: &Value, b: &Value) -> FuncError {
    FuncError::new(format!(
        "incompatible types for comparison: {} and {}",
        a.type_name(),
        b.type_name()
    ))
}

/// The template function `eq` for two values.
pub fn equal(a: &Value, b: &Value) -> Result<bool, FuncError> {
    match (basic(a), basic(b)) {
        (Basic::Int, Basic::Uint) => Ok(u64::try_from(int(a)) == Ok(uint(b))),
        (Basic::Uint, Basic::Int) => Ok(u64::try_from(int(b)) == Ok(uint(a))),
        (Basic::None, Basic::None) => equal_others(a, b),
        (one, other) if one != other => {
            if matches!(a, Value::Nil) || matches!(b, Value::Nil) {
                return Ok(false);
            }
            Err(incompatible(a, b))
        }
        (Basic::Bool, _) => Ok(matches!((a, b), (Value::Bool(a), Value::Bool(b)) if a == b)),
        (Basic::Float, _) => Ok(float(a) == float(b)),
        (Basic::Int, _) => Ok(int(a) == int(b)),
        (Basic::Uint, _) => Ok(uint(a) == uint(b)),
        _ => match (a, b) {
            (Value::Str(a), Value::Str(b)) => Ok(a == b),
            _ => Ok(text(a) == text(b)),
        },
    }
}

/// A value as `%s` shows it: so Go has it in these errors, numbers and all.
fn shown_as_text(value: &Value) -> Str {
    sprintf(b"%s", std::slice::from_ref(value))
}

/// Values that are neither numbers, texts nor booleans.
fn equal_others(a: &Value, b: &Value) -> Result<bool, FuncError> {
    let (kind_a, kind_b) = (a.kind_name(), b.kind_name());
    let one_is_nil = matches!(a, Value::Nil) || matches!(b, Value::Nil);
    if kind_a != kind_b && !one_is_nil {
        return Err(FuncError::new(format!(
            "non-comparable types {}: {}, {}: {}",
            shown_as_text(a),
            a.type_name(),
            b.type_name(),
            display(b)
        )));
    }
    if is_nil(a) || is_nil(b) {
        return Ok(is_nil(a) == is_nil(b));
    }
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => Ok(same_object(&**a, &**b)),
        _ => Err(FuncError::new(format!(
            "non-comparable type {}: {}",
            shown_as_text(b),
            b.type_name()
        ))),
    }
}

/// Go's `==` on two structs or pointers: pointers have to be the same one.
fn same_object(a: &dyn Object, b: &dyn Object) -> bool {
    if a.type_name() != b.type_name() {
        return false;
    }
    match (a.shape(), b.shape()) {
        (Shape::Struct { pointer: true, .. }, _) => std::ptr::addr_eq(a, b),
        (Shape::Struct { fields: x, .. }, Shape::Struct { fields: y, .. }) => {
            let seen = &mut HashSet::new();
            unexported_equal(a, b, seen) && fields_equal(&x, &y, seen)
        }
        _ => std::ptr::addr_eq(a, b),
    }
}

fn is_nil(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::List(list) => list.is_nil(),
        Value::Map(map) => map.is_nil(),
        _ => false,
    }
}

/// The template function `eq`: whether the first is equal to any other.
pub(crate) fn equal_any(args: &[Slot]) -> Result<bool, FuncError> {
    let Some((first, rest)) = args.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Err(FuncError::new("missing argument for comparison"));
    };
    for other in rest {
        if equal(&first.value, &other.value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The template function `lt`.
pub fn less(a: &Value, b: &Value) -> Result<bool, FuncError> {
    let (one, other) = (basic(a), basic(b));
    let invalid = || FuncError::new("invalid type for comparison");
    match (one, other) {
        (Basic::None, _) | (_, Basic::None) => Err(invalid()),
        (Basic::Int, Basic::Uint) => Ok(int(a) < 0 || (int(a) as u64) < uint(b)),
        (Basic::Uint, Basic::Int) => Ok(int(b) >= 0 && uint(a) < int(b) as u64),
        _ if one != other => Err(incompatible(a, b)),
        (Basic::Bool, _) => Err(invalid()),
        (Basic::Float, _) => Ok(float(a) < float(b)),
        (Basic::Int, _) => Ok(int(a) < int(b)),
        (Basic::Uint, _) => Ok(uint(a) < uint(b)),
        _ => Ok(text(a) < text(b)),
    }
}

pub(crate) fn less_slots(a: &Slot, b: &Slot) -> Result<bool, FuncError> {
    less(&a.value, &b.value)
}

/// The template function `le`.
pub(crate) fn less_or_equal(a: &Slot, b: &Slot) -> Result<bool, FuncError> {
    Ok(less(&a.value, &b.value)? || equal(&a.value, &b.value)?)
}

/// `reflect.DeepEqual`
pub fn deep_equal(a: &Value, b: &Value) -> bool {
    equal_deeply(a, b, &mut HashSet::new())
}

/// Pairs of containers that are being compared: meeting one again means a cycle.
type Seen = HashSet<(usize, usize)>;

fn equal_deeply(a: &Value, b: &Value, seen: &mut Seen) -> bool {
    match (a, b) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) | (Value::Int64(a), Value::Int64(b)) => a == b,
        (Value::Int32(a), Value::Int32(b)) => a == b,
        (Value::Uint64(a), Value::Uint64(b)) => a == b,
        (Value::Byte(a), Value::Byte(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Str(a), Value::Str(b)) | (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::List(a), Value::List(b)) => deep(|| lists_equal(a, b, seen)),
        (Value::Map(a), Value::Map(b)) => deep(|| maps_equal(a, b, seen)),
        (Value::Object(a), Value::Object(b)) => deep(|| objects_equal(&**a, &**b, seen)),
        _ => false,
    }
}

fn lists_equal(a: &List, b: &List, seen: &mut Seen) -> bool {
    let (items_a, items_b) = (a.items(), b.items());
    if a.ty() != b.ty() || a.is_nil() != b.is_nil() || items_a.len() != items_b.len() {
        return false;
    }
    if a.same(b) || !seen.insert((a.identity(), b.identity())) {
        return true;
    }
    items_a
        .iter()
        .zip(items_b)
        .all(|(a, b)| equal_deeply(a, b, seen))
}

fn maps_equal(a: &Map, b: &Map, seen: &mut Seen) -> bool {
    if a.ty().name != b.ty().name || a.is_nil() != b.is_nil() || a.len() != b.len() {
        return false;
    }
    if a.same(b) || !seen.insert((a.identity(), b.identity())) {
        return true;
    }
    let (a, b) = (a.entries(), b.entries());
    a.iter()
        .zip(b.iter())
        .all(|((key_a, a), (key_b, b))| key_a == key_b && equal_deeply(a, b, seen))
}

fn objects_equal(a: &dyn Object, b: &dyn Object, seen: &mut Seen) -> bool {
    if a.type_name() != b.type_name() {
        return false;
    }
    match (a.shape(), b.shape()) {
        (Shape::Struct { fields: x, .. }, Shape::Struct { fields: y, .. }) => {
            unexported_equal(a, b, seen) && fields_equal(&x, &y, seen)
        }
        (Shape::Slice(a), Shape::Slice(b)) => lists_equal(&a, &b, seen),
        (Shape::Map(a), Shape::Map(b)) => maps_equal(&a, &b, seen),
        (Shape::Int(a), Shape::Int(b)) => a == b,
        (Shape::Str(a), Shape::Str(b)) => a == b,
        _ => false,
    }
}

fn unexported_equal(a: &dyn Object, b: &dyn Object, seen: &mut Seen) -> bool {
    match (a.unexported(), b.unexported()) {
        (Some(a), Some(b)) => equal_deeply(&a, &b, seen),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn fields_equal(a: &[(&'static str, Value)], b: &[(&'static str, Value)], seen: &mut Seen) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|((name_a, a), (name_b, b))| name_a == name_b && equal_deeply(a, b, seen))
}

//! Go's `fmt`: `Sprint`, `Sprintf`, `Sprintln` over values.

use crate::str::Str;
use crate::value::Value;

/// `fmt.Sprint`
pub fn sprint(_args: &[Value]) -> Str {
    Str::default()
}

/// `fmt.Sprintln`
pub fn sprintln(_args: &[Value]) -> Str {
    Str::default()
}

/// `fmt.Sprintf`
pub fn sprintf(_format: &[u8], _args: &[Value]) -> Str {
    Str::default()
}

/// A value as `%v` prints it.
pub fn display(value: &Value) -> Str {
    sprint(std::slice::from_ref(value))
}

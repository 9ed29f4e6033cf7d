//! Comparison of values: the template language's own, and `reflect.DeepEqual`.

use crate::func::FuncError;
use crate::value::Value;

/// `reflect.DeepEqual`
pub fn deep_equal(_a: &Value, _b: &Value) -> bool {
    false
}

/// The template function `eq` for two values.
pub fn equal(_a: &Value, _b: &Value) -> Result<bool, FuncError> {
    Ok(false)
}

/// The template function `lt`.
pub fn less(_a: &Value, _b: &Value) -> Result<bool, FuncError> {
    Ok(false)
}

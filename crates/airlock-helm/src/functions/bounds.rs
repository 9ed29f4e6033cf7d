//! What a function may make at most, and Go's words for what it would have said to the impossible.

use airlock_gotmpl::{Call, FuncError};

/// The bytes of one text.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// The items of one list.
pub(super) const MAX_ITEMS: usize = 2 << 20;

/// What Go says where a nil is looked at as if it had a type.
pub(super) const NIL_POINTER: &str =
    "runtime error: invalid memory address or nil pointer dereference";
/// What Go says to a slice of a negative or an enormous length.
pub(super) const MAKE_SLICE: &str = "runtime error: makeslice: len out of range";

/// Charges the run with a text of `bytes` that is about to be made.
pub(super) fn text(call: &mut Call<'_, '_>, bytes: Option<usize>) -> Result<usize, FuncError> {
    match bytes {
        Some(bytes) if bytes <= MAX_BYTES => {
            call.machine.spend(bytes)?;
            Ok(bytes)
        }
        _ => Err(FuncError::new(format!(
            "the result would have more than {MAX_BYTES} bytes"
        ))),
    }
}

/// Charges the run with a list of `items` that is about to be made.
pub(super) fn list(call: &mut Call<'_, '_>, items: usize) -> Result<(), FuncError> {
    if items > MAX_ITEMS {
        return Err(too_many_items());
    }
    call.machine
        .spend(items.saturating_mul(size_of::<airlock_gotmpl::Value>()))
}

/// How much longer parsing a byte takes than looking at it.
const PARSING: usize = 24;
/// The same of hashing.
const HASHING: usize = 8;

/// Charges the run with parsing the text in the first argument.
pub(super) fn parsing(call: &mut Call<'_, '_>) -> Result<(), FuncError> {
    let bytes = call.text(0).len().saturating_mul(PARSING);
    call.machine.work(bytes)
}

/// Charges the run with hashing the text in the first argument.
pub(super) fn hashing(call: &mut Call<'_, '_>) -> Result<(), FuncError> {
    let bytes = call.text(0).len().saturating_mul(HASHING);
    call.machine.work(bytes)
}

/// Charges the run with going through so many values of maps and lists.
pub(super) fn values(call: &mut Call<'_, '_>, values: usize) -> Result<(), FuncError> {
    call.machine.work(values.saturating_mul(512))
}

pub(super) fn too_many_items() -> FuncError {
    FuncError::new(format!("the result would have more than {MAX_ITEMS} items"))
}

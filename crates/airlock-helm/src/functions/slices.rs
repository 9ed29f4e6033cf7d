//! Slices as Go's reflection sees them, whatever their type, and how marks travel through them.

use std::borrow::Cow;

use airlock_gotmpl::value::{List, ListType, Shape};
use airlock_gotmpl::{Call, FuncError, Value};

use super::bounds;

/// The items of a value whose kind is slice.
pub(super) fn items(value: &Value) -> Option<Cow<'_, [Value]>> {
    match value {
        Value::List(list) => Some(Cow::Borrowed(list.items())),
        Value::Bytes(bytes) => Some(Cow::Owned(bytes.iter().copied().map(Value::Byte).collect())),
        Value::Object(object) => match object.shape() {
            Shape::Slice(list) => Some(Cow::Owned(list.items().to_vec())),
            _ => None,
        },
        _ => None,
    }
}

/// The items of the argument at `i`; otherwise Go's panic for nil, or `refusal` with the kind.
pub(super) fn argument<'c>(
    call: &Call<'c, '_>,
    i: usize,
    refusal: &str,
) -> Result<Cow<'c, [Value]>, FuncError> {
    let value = call.args.get(i).unwrap_or(&Value::Nil);
    if matches!(value, Value::Nil) {
        return Err(FuncError::new(bounds::NIL_POINTER));
    }
    items(value).ok_or_else(|| FuncError::new(format!("{refusal} {}", value.kind_name())))
}

/// Whether the argument at `i`, or the list that it is, came out of randomness or time.
pub(super) fn marked(call: &Call<'_, '_>, i: usize) -> bool {
    call.arg_marked(i) || matches!(call.args.get(i), Some(Value::List(list)) if list.is_marked())
}

/// A `[]interface {}` of these items.
pub(super) fn list(
    call: &mut Call<'_, '_>,
    items: Vec<Value>,
    marked: bool,
) -> Result<Value, FuncError> {
    typed(call, ListType::Any, items, marked)
}

/// A slice of this type.
pub(super) fn typed(
    call: &mut Call<'_, '_>,
    ty: ListType,
    items: Vec<Value>,
    marked: bool,
) -> Result<Value, FuncError> {
    bounds::list(call, items.len())?;
    let list = List::typed(ty, items);
    call.mark_result(marked);
    Ok(Value::List(if marked { list.into_marked() } else { list }))
}

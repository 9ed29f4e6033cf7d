//! What a function made of a text, to be given once more where the same text comes again at once, as
//! it does where a template reads a document for its name and then for itself.
//!
//! May keep no more than one value, and never gives the same map twice: templates change maps.

use crate::stack::deep;
use crate::str::Str;
use crate::value::{List, Map, Value};

/// The last text and what was made of it. Both live, so no other text is where this one is.
#[derive(Default)]
pub(crate) struct Again(Option<(Str, Value)>);

/// A shorter text is read again as fast as what was made of it is copied.
const SHORT: usize = 256;

impl Again {
    /// Keeps a value, made of nothing but a text.
    pub(crate) fn keep(&mut self, text: &Str, made: &Value) {
        if text.len() >= SHORT {
            self.0 = Some((text.clone(), made.clone()));
        }
    }

    /// A copy of what was made of this very text, where nothing in it was changed since.
    pub(crate) fn copy(&self, text: &Str) -> Option<Value> {
        match &self.0 {
            Some((kept, made)) if std::ptr::eq(kept.as_bytes(), text.as_bytes()) => copied(made),
            _ => None,
        }
    }
}

/// A copy that shares no map and no list; `None` where a map was changed since it was made.
fn copied(value: &Value) -> Option<Value> {
    match value {
        Value::Map(map) => deep(|| copied_map(map)).map(Value::Map),
        Value::List(list) => deep(|| copied_list(list)).map(Value::List),
        Value::Object(_) => None,
        scalar => Some(scalar.clone()),
    }
}

fn copied_map(map: &Map) -> Option<Map> {
    if map.was_changed() || map.is_nil() {
        return None;
    }
    let entries = map.entries().try_map(copied)?;
    Some(Map::typed(map.ty(), entries))
}

fn copied_list(list: &List) -> Option<List> {
    if list.is_marked() || list.is_nil() {
        return None;
    }
    let mut items = Vec::with_capacity(list.items().len());
    for item in list.items() {
        items.push(copied(item)?);
    }
    Some(List::typed(list.ty(), items))
}

#[cfg(test)]
mod tests {
    use super::Again;
    use crate::str::Str;
    use crate::value::Value;

    fn tree() -> Value {
        let inner = Value::map([("a", Value::Int(1)), ("b", Value::str("x"))]);
        Value::map([("list", Value::list(vec![inner])), ("n", Value::Nil)])
    }

    fn inner(value: &Value) -> Option<crate::value::Map> {
        let Value::Map(map) = value else { return None };
        let Some(Value::List(list)) = map.get(b"list") else {
            return None;
        };
        match list.items().first() {
            Some(Value::Map(inner)) => Some(inner.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_copy_is_equal_and_shares_no_map() {
        let (mut again, text, made) = (Again::default(), Str::new([b'x'; 300]), tree());
        again.keep(&text, &made);
        let first = again.copy(&text).unwrap();
        assert!(crate::compare::deep_equal(&first, &made));
        inner(&first).unwrap().set("a", Value::Int(2));
        let second = again.copy(&text).unwrap();
        assert!(crate::compare::deep_equal(&second, &made));
        assert!(!crate::compare::deep_equal(&second, &first));
    }

    #[test]
    fn nothing_is_given_for_another_text_or_after_a_change_at_any_depth() {
        let text = Str::new([b'x'; 300]);
        for change in [
            (|map| map.set("c", Value::Nil)) as fn(&crate::value::Map),
            |map| map.mark(b"a"),
            |map| drop(map.remove(b"b")),
            |map| drop(map.entries_mut().remove(b"b")),
        ] {
            let (mut again, made) = (Again::default(), tree());
            again.keep(&text, &made);
            assert!(again.copy(&Str::new([b'x'; 300])).is_none());
            assert!(again.copy(&text).is_some());
            change(&inner(&made).unwrap());
            assert!(again.copy(&text).is_none());
        }
    }
}

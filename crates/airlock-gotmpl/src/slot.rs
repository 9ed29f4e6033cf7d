//! A value where the evaluator holds it, with what Go's reflection knows besides the value itself.

use crate::value::Value;

/// A value, whether Go would hold it inside an `interface {}`, and whether it came out of
/// randomness or time.
///
/// Nil inside an interface is Go's nil interface; nil outside one is Go's invalid value, which a
/// pipeline gives for a missing key. They differ in what a field of them is: an error or nothing.
#[derive(Clone, Default)]
pub(crate) struct Slot {
    pub(crate) value: Value,
    pub(crate) in_interface: bool,
    pub(crate) marked: bool,
}

impl Slot {
    /// A value outside an interface.
    pub(crate) fn new(value: Value) -> Self {
        Self {
            value,
            in_interface: false,
            marked: false,
        }
    }

    /// A value inside an interface.
    pub(crate) fn interface(value: Value) -> Self {
        Self {
            value,
            in_interface: true,
            marked: false,
        }
    }

    pub(crate) fn with_mark(mut self, marked: bool) -> Self {
        self.marked |= marked;
        self
    }

    /// Whether it came out of randomness or time, or is an object that did.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked || self.value.source().is_some()
    }

    /// What is inside the interface.
    pub(crate) fn unwrapped(mut self) -> Self {
        self.in_interface = false;
        self
    }

    /// Whether it is Go's invalid `reflect.Value`.
    pub(crate) fn is_invalid(&self) -> bool {
        !self.in_interface && matches!(self.value, Value::Nil)
    }

    /// Whether it is Go's nil interface.
    pub(crate) fn is_nil_interface(&self) -> bool {
        self.in_interface && matches!(self.value, Value::Nil)
    }

    /// The static type, as `reflect.Type` prints it.
    pub(crate) fn type_name(&self) -> &'static str {
        if self.in_interface {
            "interface {}"
        } else {
            self.value.type_name()
        }
    }
}

//! Recursion that follows the depth of somebody's input, without following the thread's stack.

/// How much stack has to be left before a level is entered.
const RED_ZONE: usize = 256 * 1024;
/// How much is added where it is not.
const SEGMENT: usize = 4 * 1024 * 1024;

/// Runs one level of a recursion, on more stack where little is left.
pub(crate) fn deep<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, SEGMENT, level)
}

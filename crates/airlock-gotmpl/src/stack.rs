//! Recursion that does not depend on the thread's stack.

/// How much stack must be left for one more level.
const NEEDED: usize = 192 << 10;
/// How much stack is allocated when that is not there.
const GROWTH: usize = 4 << 20;

/// Runs one level of a recursion, on a new piece of stack where little is left of this one.
pub(crate) fn deep<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(NEEDED, GROWTH, level)
}

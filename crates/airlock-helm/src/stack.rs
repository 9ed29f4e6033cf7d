//! Recursion that follows the depth of somebody's input, without following the thread's stack.

pub(crate) use airlock_gotmpl::stack::deep;

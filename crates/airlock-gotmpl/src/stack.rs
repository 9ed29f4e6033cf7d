//! Recursion that does not depend on the thread's stack.

use std::cell::Cell;
use std::ptr;

/// How much stack must be left for one more level.
const NEEDED: usize = 256 << 10;
/// How much stack is allocated when that is not there.
const GROWTH: usize = 4 << 20;

/// The stack that a thread is known to have.
#[derive(Clone, Copy)]
struct Known {
    end: usize,
    size: usize,
}

thread_local! {
    static KNOWN: Cell<Known> = const { Cell::new(Known { end: 0, size: 0 }) };
}

/// Takes the caller's word that its thread's stack goes on for that many bytes. Where nobody says
/// so, the system is asked for the stack's end, which for a main thread may be a file to read.
pub fn goes_on_for(bytes: usize) {
    let end = here().saturating_sub(bytes);
    KNOWN.set(Known { end, size: bytes });
}

/// Runs one level of a recursion, on a new piece of stack where little is left of this one.
pub fn deep<R>(level: impl FnOnce() -> R) -> R {
    if is_known_to_suffice() || suffices() {
        level()
    } else {
        stacker::grow(GROWTH, level)
    }
}

#[inline]
fn is_known_to_suffice() -> bool {
    let Known { end, size } = KNOWN.get();
    // On another stack, a new piece among them, this is more than the size.
    let left = here().wrapping_sub(end);
    (NEEDED..=size).contains(&left)
}

#[inline(never)]
fn suffices() -> bool {
    stacker::remaining_stack().is_some_and(|left| left >= NEEDED)
}

/// About where the stack is.
#[inline]
fn here() -> usize {
    let mark = 0_u8;
    ptr::from_ref(&mark).addr()
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;
    use std::thread;

    use super::{NEEDED, deep, goes_on_for, is_known_to_suffice};

    /// Levels of a kilobyte at least, and how many of them ran on the stack that is known.
    fn descend(levels: usize) -> usize {
        let filled = black_box([0_u8; 1 << 10]);
        let known = usize::from(is_known_to_suffice());
        let below = match levels {
            0 => 0,
            levels => deep(|| descend(levels - 1)),
        };
        known + below + usize::from(filled[levels % filled.len()])
    }

    fn on_a_thread(run: impl FnOnce() -> usize + Send + 'static) -> usize {
        let thread = thread::Builder::new().stack_size(NEEDED * 3);
        thread.spawn(run).unwrap().join().unwrap()
    }

    #[test]
    fn levels_go_deeper_than_the_stack_whether_its_size_is_known_or_not() {
        assert_eq!(on_a_thread(|| descend(50_000)), 0);
        let known = on_a_thread(|| {
            goes_on_for(NEEDED * 2);
            descend(50_000)
        });
        assert!((1..=NEEDED >> 10).contains(&known), "{known}");
    }
}

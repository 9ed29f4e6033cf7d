//! What the process begins with, beside the standard library's way or instead of it.
//!
//! With glibc `main` is C's, and does what the standard library does before Rust's but for one
//! thing: the handler that tells an overflow of the stack by name. For it the C library reads the
//! process's map of memory and makes a dozen calls, a thirtieth of what a small chart takes.
//! Recursion on a chart's depth asks for room, so that nobody sees that handler's message; an
//! overflow would end the process in any case.
#![cfg_attr(
    target_os = "linux",
    expect(
        unsafe_code,
        reason = "`main` is C's; limits, signals and streams are the system's"
    )
)]

/// What is believed of the stack where its limit is higher, or where there is none.
#[cfg(target_os = "linux")]
const MOST: u64 = 4 << 20;

/// How much stack is left when `main` begins, at least; nothing where that is not known.
#[cfg(target_os = "linux")]
pub(crate) fn stack_left() -> usize {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the limit is written to where there is room for one.
    let answer = unsafe { libc::getrlimit(libc::RLIMIT_STACK, &raw mut limit) };
    if answer != 0 {
        return 0;
    }
    // Arguments and environment have a quarter at most.
    usize::try_from((limit.rlim_cur / 2).min(MOST)).unwrap_or(0)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn stack_left() -> usize {
    0
}

#[cfg(all(target_os = "linux", target_env = "gnu", not(test)))]
mod c {
    use std::ffi::{c_char, c_int};

    /// What C's start calls. Arguments and variables reach the standard library by themselves.
    #[unsafe(no_mangle)]
    extern "C" fn main(_: c_int, _: *const *const c_char) -> c_int {
        have_all_streams();
        // SAFETY: no handler runs. A reader that goes away is an error of writing, as in Rust's.
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
        c_int::from(crate::run())
    }

    /// Opens nothing for the streams that are closed: no file may come to stand in their place.
    fn have_all_streams() {
        let mut streams = [0, 1, 2].map(|fd| libc::pollfd {
            fd,
            events: 0,
            revents: 0,
        });
        // SAFETY: there are three of them, and the answer is written into them.
        unsafe { libc::poll(streams.as_mut_ptr(), 3, 0) };
        for stream in streams {
            if stream.revents & libc::POLLNVAL != 0 {
                // SAFETY: the path ends in a zero. The lowest number that is free is given.
                let opened = unsafe { libc::open(c"/dev/null".as_ptr(), libc::O_RDWR) };
                if opened < 0 {
                    // As Rust's own start does: nothing could be told.
                    std::process::abort();
                }
            }
        }
    }
}

//! How much stack the main thread has, as the system's limit says.
#![cfg_attr(
    target_os = "linux",
    expect(unsafe_code, reason = "nothing safe asks for a limit of the process")
)]

/// What is believed where the limit is higher, or where there is none.
#[cfg(target_os = "linux")]
const MOST: u64 = 4 << 20;

/// How much is left of it when `main` begins, at least; nothing where that is not known.
#[cfg(target_os = "linux")]
pub(crate) fn left() -> usize {
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
pub(crate) fn left() -> usize {
    0
}

//! The time that this process has worked, for figures to which a busy machine does not matter. May
//! not be used where people wait: that is the clock's.

use std::error::Error;
use std::time::Duration;

/// What this process has used so far.
#[cfg(unix)]
pub(crate) fn time() -> Result<Duration, Box<dyn Error>> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let (user, system) = (usage.user_time(), usage.system_time());
    let seconds = user.tv_sec() + system.tv_sec();
    let micros = user.tv_usec() + system.tv_usec();
    Ok(Duration::from_micros(u64::try_from(
        seconds * 1_000_000 + micros,
    )?))
}

/// Nothing where it cannot be told.
#[cfg(not(unix))]
pub(crate) fn time() -> Result<Duration, Box<dyn Error>> {
    Ok(Duration::ZERO)
}

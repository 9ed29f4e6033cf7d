//! `cargo xtask bench emit`: what it takes to make every file of every profile's targets, READMEs
//! with them, as `gen` does: once in a process that has just started, and again. May not read what
//! is made: that is for tests and judges.

use std::error::Error;
use std::time::{Duration, Instant};

use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror};
use airlock_lock::pins::Pins;
use airlock_mirror::emit::{Plan, Stamp, emit, folders, readme, targets};

use super::median;
use crate::processor;

/// What a process that has just started may work; what others keep it waiting is not its own.
const BOUND: Duration = Duration::from_millis(100);
const RUNS: usize = 20;

/// Prints what it takes, and says whether it stays within its bound.
pub(super) fn run() -> Result<bool, Box<dyn Error>> {
    let charts = crate::root().join("charts");
    let read = |name: &str| std::fs::read_to_string(charts.join(name));
    let (pins, lock) = (read("versions.toml")?, read("airlock.lock")?);
    let (start, worked) = (now(), processor::time()?);
    let files = everything(&pins, &lock)?;
    let (first, worked) = (start.elapsed(), processor::time()?.saturating_sub(worked));
    let mut again = Vec::new();
    for _ in 0..RUNS {
        let start = now();
        everything(&pins, &lock)?;
        again.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "emit: {files} files in {:.1} ms after start, {:.1} ms of them at work (at most {}), then in {:.1} ms",
        first.as_secs_f64() * 1e3,
        worked.as_secs_f64() * 1e3,
        BOUND.as_millis(),
        median(again)
    );
    Ok(worked <= BOUND)
}

#[expect(clippy::disallowed_methods, reason = "this is the bench")]
fn now() -> Instant {
    Instant::now()
}

/// How many files there are, from the text of pins and lock on.
fn everything(pins: &str, lock: &str) -> Result<usize, Box<dyn Error>> {
    let pins = Pins::parse("versions.toml", pins)?;
    let lock = Lock::parse("airlock.lock", lock)?;
    let folder = crate::root().join("charts");
    let known = Known {
        registries: lock.registries().into_iter().collect(),
        images: lock.needs().into_keys().collect(),
        file: &|name| std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string()),
    };
    let mut files = 0;
    for name in pins.mirrors.keys() {
        if let Some(mirror) = Mirror::of_pins(&pins, name, &known)? {
            files += of_profile(&Plan::resolve(&mirror))?;
        }
    }
    Ok(files)
}

fn of_profile(plans: &[Plan]) -> Result<usize, Box<dyn Error>> {
    let stamp = Stamp::default();
    let mut files = 0;
    for target in targets() {
        for (_, options) in folders(*target) {
            // What a target refuses has no files.
            if let Ok(made) = emit(*target, plans, &options, &stamp) {
                readme(*target, plans, &options, &made, "IMAGE", &stamp)?;
                files += made.len() + 1;
            }
        }
    }
    Ok(files)
}

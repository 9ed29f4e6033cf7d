//! The root's lock ends with its run, whatever else the process does meanwhile.

use super::scratch::Scratch;
use crate::writer::guard::Guard;
#[cfg(unix)]
use std::{
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

/// A program that another thread starts has every open file for a moment: until it is its own.
#[test]
#[cfg(unix)]
#[allow(
    clippy::disallowed_methods,
    reason = "a test of what other programs' starts do"
)]
fn a_program_that_starts_meanwhile_does_not_keep_the_root() {
    let scratch = Scratch::new();
    let started = AtomicU32::new(0);
    let start = || {
        for _ in 0..PROGRAMS {
            Command::new("true").status().unwrap();
            started.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        scope.spawn(start);
        while started.load(Ordering::Relaxed) < PROGRAMS {
            if let Err(error) = Guard::take(&scratch.0) {
                panic!("{error}");
            }
        }
    });
}

#[cfg(unix)]
const PROGRAMS: u32 = 100;

#[test]
fn nobody_else_takes_a_root_that_is_held() {
    let scratch = Scratch::new();
    let held = Guard::take(&scratch.0).unwrap();
    let refused = Guard::take(&scratch.0).err().unwrap().to_string();
    assert!(refused.contains("another run is writing"), "{refused}");
    drop(held);
    Guard::take(&scratch.0).unwrap();
}

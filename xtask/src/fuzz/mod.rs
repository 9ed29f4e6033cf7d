//! Targets in the manner of a fuzzer, on stable Rust and for a bounded time: seeds, changed by
//! chance, are given to everything that reads what others wrote.
//!
//! Each target runs in a process of its own, so that whatever ends or hangs it is seen from here,
//! and the input that did it lies in a file. Finding inputs by coverage is not attempted.

mod cases;
mod chance;
mod mutate;
mod seeds;
mod targets;

use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::time::{Duration, Instant};
use std::{io, thread};

pub use cases::CASES;
use targets::{TARGETS, Target};

use crate::programs::{program, variable};
use crate::{Arguments, Outcome};

/// How long each target runs unless told otherwise.
const SECONDS: u64 = 2;
/// What a process may need beyond its time, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// Runs the task: every target, or those that are named.
pub fn run(words: &[String]) -> Outcome {
    let arguments = Arguments::read(words, &["--seconds", "--seed", "--input"], &[])?;
    if let Some(input) = arguments.value("--input") {
        return cases::again(&arguments.rest, Path::new(input));
    }
    let given = arguments.value("--seconds").map(str::to_owned);
    let seconds = match given.or_else(|| variable("AIRLOCK_FUZZ_SECONDS")) {
        Some(seconds) => seconds.parse()?,
        None => SECONDS,
    };
    let seed = arguments.value("--seed").map_or(Ok(1), str::parse)?;
    for name in &arguments.rest {
        targets::find(name)?;
    }
    let chosen = |target: &&Target| {
        arguments.rest.is_empty() || arguments.rest.iter().any(|name| name == target.name)
    };
    let mut well = true;
    for target in TARGETS.iter().filter(chosen) {
        well &= run_target(target, seconds, seed)?;
    }
    Ok(well)
}

/// The hidden task that a target's own process runs.
pub fn run_cases(words: &[String]) -> Outcome {
    let arguments = Arguments::read(words, &["--seconds", "--seed"], &[])?;
    let [name] = arguments.rest.as_slice() else {
        return Err("one target, please".into());
    };
    let number = |option| arguments.value(option).unwrap_or("1").parse::<u64>();
    let target = targets::find(name)?;
    cases::run(
        target,
        number("--seed")?,
        Duration::from_secs(number("--seconds")?),
    )
}

/// Where a process leaves the input at hand.
fn input_file(name: &str) -> PathBuf {
    crate::oracle::target_folder().join("fuzz").join(name)
}

fn run_target(target: &Target, seconds: u64, seed: u64) -> Outcome {
    let mut child = program(std::env::current_exe()?)
        .args([CASES, target.name])
        .args([
            "--seconds",
            &seconds.to_string(),
            "--seed",
            &seed.to_string(),
        ])
        .spawn()?;
    let status = wait(&mut child, Duration::from_secs(seconds) + PATIENCE)?;
    let how = match status {
        Some(status) if status.success() => return Ok(true),
        Some(status) => format!("{status}"),
        None => "did not end".to_owned(),
    };
    let input = input_file(target.name);
    println!(
        "fuzz {}: {how}; the input is {1}\n  again: cargo xtask fuzz {0} --input {1}",
        target.name,
        input.display()
    );
    Ok(false)
}

/// Waits for a process to end, and ends it where it does not.
#[expect(clippy::disallowed_methods, reason = "a process may hang")]
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

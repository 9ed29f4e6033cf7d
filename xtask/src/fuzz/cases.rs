//! One target's cases, in a process of their own: each input is written down before it is tried.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::chance::Chance;
use super::targets::{self, Target};
use super::{input_file, mutate, seeds};
use crate::{Outcome, processor};

/// The hidden task's name.
pub const CASES: &str = "fuzz-cases";

/// The most memory of the process, in bytes: more cannot be had, and ends it.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 3 << 30;

/// Tries cases until the time is over.
pub(super) fn run(target: &Target, seed: u64, time: Duration) -> Outcome {
    limit_memory()?;
    let seeds = seeds::of(target)?;
    let file = input_file(target.name);
    fs::create_dir_all(file.parent().unwrap_or(&file))?;
    let (start, mut cases, mut slowest) = (now(), 0_u64, Duration::ZERO);
    // Seeds are cases too: what they do is known.
    for input in &seeds {
        slowest = slowest.max(try_one(target, &file, input)?);
        cases += 1;
    }
    while start.elapsed() < time {
        let mut chance = Chance::new(seed, cases);
        let input = mutate::mutate(&mut chance, &seeds, target.words);
        slowest = slowest.max(try_one(target, &file, &input)?);
        cases += 1;
    }
    println!(
        "fuzz {:<10} {cases:>8} cases from {} seeds, the slowest {} ms",
        target.name,
        seeds.len(),
        slowest.as_millis()
    );
    Ok(true)
}

/// Tries one input that lies in a file, and says what it took.
pub(super) fn again(names: &[String], input: &Path) -> Outcome {
    let [name] = names else {
        return Err("--input goes with one target".into());
    };
    let target = targets::find(name)?;
    let bytes = fs::read(input)?;
    limit_memory()?;
    let before = processor::time()?;
    (target.run)(&bytes)?;
    println!("{} ms", (processor::time()? - before).as_millis());
    Ok(true)
}

fn try_one(target: &Target, file: &Path, input: &[u8]) -> Result<Duration, Box<dyn Error>> {
    write(file, input)?;
    let before = processor::time()?;
    (target.run)(input)?;
    let took = processor::time()?.saturating_sub(before);
    if took > target.longest {
        return Err(format!("one input took {} ms of the processor", took.as_millis()).into());
    }
    Ok(took)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a note for whoever looks into a failure"
)]
fn write(file: &Path, input: &[u8]) -> std::io::Result<()> {
    fs::write(file, input)
}

#[expect(clippy::disallowed_methods, reason = "the time is bounded")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(target_os = "linux")]
fn limit_memory() -> Result<(), Box<dyn Error>> {
    use nix::sys::resource::{Resource, setrlimit};
    Ok(setrlimit(Resource::RLIMIT_AS, MEMORY, MEMORY)?)
}

#[cfg(not(target_os = "linux"))]
fn limit_memory() -> Result<(), Box<dyn Error>> {
    Ok(())
}

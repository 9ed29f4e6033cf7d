//! Whole processes: `airlock template` and `helm template`, interleaved, with their peak memory.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::median;
use crate::Outcome;
use crate::conformance::rows::Laid;
use crate::programs::program;

/// The hidden task that runs one program and prints its peak memory: a process of its own, because
/// the system tells a parent only the highest peak of all its children.
pub const MEASURE: &str = "measure-one";

/// What a run cost.
struct Cost {
    milliseconds: Vec<f64>,
    peak: u64,
}

/// Runs every row in turns and prints the costs.
pub(super) fn compare(
    rows: &[Laid],
    airlock: &Path,
    helm: Option<&Path>,
    runs: usize,
) -> Result<(), Box<dyn Error>> {
    println!("whole processes, median of {runs} runs each, interleaved");
    println!(
        "{:<48} {:>9} {:>9} {:>6} {:>9} {:>9}",
        "chart", "airlock", "helm", "ratio", "peak", "helm's"
    );
    let (mut ours_all, mut theirs_all) = (0.0, 0.0);
    let (mut our_peak, mut their_peak, mut worst) = (0, 0, f64::INFINITY);
    for row in rows {
        let mut ours = Cost {
            milliseconds: Vec::new(),
            peak: peak(airlock, row)?,
        };
        let mut theirs = Cost {
            milliseconds: Vec::new(),
            peak: 0,
        };
        for _ in 0..runs {
            ours.milliseconds.push(time(airlock, row)?);
            if let Some(helm) = helm {
                theirs.milliseconds.push(time(helm, row)?);
            }
        }
        if let Some(helm) = helm {
            theirs.peak = peak(helm, row)?;
        }
        let (our_time, their_time) = (median(ours.milliseconds), median(theirs.milliseconds));
        let ratio = their_time / our_time;
        println!(
            "{:<48} {our_time:>6.2} ms {their_time:>6.1} ms {ratio:>6.1} {:>6.1} MB {:>6.1} MB",
            row.name(),
            megabytes(ours.peak),
            megabytes(theirs.peak)
        );
        (ours_all, theirs_all) = (ours_all + our_time, theirs_all + their_time);
        (our_peak, their_peak) = (our_peak.max(ours.peak), their_peak.max(theirs.peak));
        worst = worst.min(ratio);
    }
    let ratio = theirs_all / ours_all;
    println!(
        "in all: airlock {ours_all:.1} ms, helm {theirs_all:.1} ms, ratio {ratio:.1}, \
         lowest ratio {worst:.1}, peak memory {:.1} MB and {:.1} MB\n",
        megabytes(our_peak),
        megabytes(their_peak)
    );
    Ok(())
}

fn megabytes(kilobytes: u64) -> f64 {
    f64::from(u32::try_from(kilobytes).unwrap_or(u32::MAX)) / 1024.0
}

fn command(binary: &Path, row: &Laid) -> Command {
    let mut command = program(binary);
    command.arg("template").args(row.arguments());
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[expect(
    clippy::disallowed_methods,
    reason = "the bench is where time is measured"
)]
fn time(binary: &Path, row: &Laid) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    let status = command(binary, row).status()?;
    let took = start.elapsed();
    if !status.success() {
        return Err(format!("{} fails on {}", binary.display(), row.name()).into());
    }
    Ok(milliseconds(took))
}

/// A duration in milliseconds.
pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The peak memory of one run, in kilobytes.
fn peak(binary: &Path, row: &Laid) -> Result<u64, Box<dyn Error>> {
    let output = program(std::env::current_exe()?)
        .arg(MEASURE)
        .arg(binary)
        .arg("template")
        .args(row.arguments())
        .output()?;
    Ok(String::from_utf8(output.stdout)?
        .trim()
        .parse()
        .unwrap_or(0))
}

/// The hidden task: runs the program and prints its peak memory in kilobytes; 0 where the system
/// does not tell.
pub fn measure(words: &[String]) -> Outcome {
    let (name, arguments) = words.split_first().ok_or("what is to be measured?")?;
    program(name)
        .args(arguments)
        .stdout(Stdio::null())
        .status()?;
    println!("{}", children_peak());
    Ok(true)
}

#[cfg(target_os = "linux")]
fn children_peak() -> i64 {
    use nix::sys::resource::{UsageWho, getrusage};
    getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |usage| usage.max_rss())
}

#[cfg(not(target_os = "linux"))]
fn children_peak() -> i64 {
    0
}

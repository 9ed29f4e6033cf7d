//! One run of the binary under limits of the system, and whether it stayed within ours.

use std::path::Path;
use std::process::{Command, Output};

/// What a chart may take of the processor, all threads and the kernel's part together: a second,
/// and as much again because a busy machine makes the same work longer.
const MILLISECONDS: u64 = 2_000;
/// The same for charts that make keys in a loop: a platform may need dozens of them, and each takes
/// what it takes.
const OF_KEYS: u64 = 12_000;
/// Where the system ends a run, in seconds.
const END: &str = "30";
/// What a run may have of addresses, in kilobytes.
const MEMORY: &str = "1000000";
/// Limits the process, runs it, and tells what it took. The shell adds nothing to that: only what
/// ended is counted.
const SCRIPT: &str = r#"ulimit -v "$1" && ulimit -t "$2" && shift 2 && "$@" >/dev/null
code=$?
echo >&2
times >&2
exit $code"#;

/// What is wrong with how `airlock template` deals with this chart, if anything.
pub(crate) fn verdict(name: &str, chart: &Path) -> Option<String> {
    let output = Command::new("sh")
        .args(["-c", SCRIPT, "sh", MEMORY, END])
        .args([env!("CARGO_BIN_EXE_airlock"), "template", "rel"])
        .arg(chart)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => return Some(format!("{name}: sh could not be started: {error}")),
    };
    let told = String::from_utf8_lossy(&output.stderr);
    let Some(took) = milliseconds(&told) else {
        return Some(format!(
            "{name}: the shell did not tell its times\n{told:.500}"
        ));
    };
    println!("{took:>6} ms  {name}");
    let most = match name.starts_with("keys-") {
        true => OF_KEYS,
        false => MILLISECONDS,
    };
    judge(&output, &told, took, most).map(|wrong| format!("{name}: {wrong}\n{told:.500}"))
}

fn judge(output: &Output, told: &str, took: u64, most: u64) -> Option<String> {
    match output.status.code() {
        Some(0) => {}
        Some(1) if told.starts_with("Error: ") || told.contains("\nError: ") => {}
        code => {
            return Some(format!(
                "ended with {code:?} instead of an output or an error"
            ));
        }
    }
    (took > most).then(|| format!("took {took} ms of at most {most}"))
}

/// What the shell's children took: the last line is `0m0.01s 0m0.02s`, user's time and system's.
fn milliseconds(told: &str) -> Option<u64> {
    let line = told.lines().last()?;
    line.split_whitespace().map(of_clock).sum()
}

fn of_clock(clock: &str) -> Option<u64> {
    let (minutes, seconds) = clock.strip_suffix('s')?.split_once('m')?;
    let (whole, part) = seconds.split_once('.')?;
    let part = format!("{part:0<3}");
    let thousandths: u64 = part.get(..3)?.parse().ok()?;
    Some(minutes.parse::<u64>().ok()? * 60_000 + whole.parse::<u64>().ok()? * 1_000 + thousandths)
}

//! The binary begins by itself on Linux: it must still have its arguments and exit codes, and no
//! signal may end it where nobody reads what it writes.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and runs the binary"
)]

use std::io::pipe;
use std::process::Command;

fn airlock(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_airlock"));
    command.args(arguments);
    command
}

#[test]
fn arguments_and_exit_codes_are_the_process_s() {
    let help = airlock(&["template", "--help"]).output().unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    assert_eq!(help.status.code(), Some(0));
    assert!(text.contains("airlock template [NAME] CHART"), "{text}");
    let unknown = airlock(&["no-such-command"]).output().unwrap();
    let text = String::from_utf8(unknown.stderr).unwrap();
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text.contains("no-such-command"), "{text}");
}

#[test]
fn a_reader_that_goes_away_ends_no_process_by_signal() {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let chart = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/images/sources/chart");
    let status = airlock(&["template", chart])
        .stdout(writer)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1), "{status}");
}

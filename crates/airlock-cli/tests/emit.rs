//! `airlock emit` and `airlock explain`: each folder below `emit/cases` holds a command line
//! (`words.txt`, one a line) and what comes of it (`expected.txt`: output, errors, exit status).
//! `{out}` is a folder that is not there; a command that fails has not made it either. Profiles and
//! locks lie in `emit/sources`. With `AIRLOCK_BLESS` set the expectations are written anew, to be
//! read by a person. It is the 15th of January 2027.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod cases;
mod run;

use std::fs;
use std::path::{Path, PathBuf};

use airlock_mirror::emit::targets;

const TODAY: i64 = 1_800_000_000;

/// Output, errors and exit status of a command line.
fn ran(words: &[String]) -> (String, String, u8) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (status, stdout, stderr) = run::airlock_at(TODAY, &words, &[], |_| None);
    (stdout, stderr, status)
}

fn out(name: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("emit")
        .join(name);
    let _ = fs::remove_dir_all(&out);
    out
}

fn told(case: &Path) -> String {
    let name = case.file_name().expect("a case has a name");
    let out = out(&name.to_string_lossy());
    let shown = out.to_string_lossy();
    let words = fs::read_to_string(case.join("words.txt")).expect("a case has words");
    let words: Vec<String> = words.lines().map(|w| w.replace("{out}", &shown)).collect();
    let (stdout, stderr, status) = ran(&words);
    assert!(status == 0 || !out.exists(), "{shown} was written");
    let mut told = format!("{stdout}--- errors\n{stderr}--- status {status}\n");
    if out.exists() {
        told.push_str(&asked(&out, case));
    }
    told.replace(&*shown, "{out}")
}

/// What nodes and caches ask, of a folder that was written, and what `shown.txt` of the case names;
/// heads and targets' own files have goldens elsewhere.
fn asked(out: &Path, case: &Path) -> String {
    let shown = fs::read_to_string(case.join("shown.txt")).unwrap_or_default();
    let mut written = Vec::new();
    files(out, &mut written);
    written.sort();
    let mut told = String::new();
    for path in written {
        told.push_str(&format!("--- {}\n", path.display()));
        let shown = shown.lines().any(|name| path.ends_with(name));
        if shown || path.ends_with("hosts.toml") || path.ends_with("caches.yaml") {
            let text = fs::read_to_string(&path).expect("it is text");
            let lines = text.lines().filter(|line| shown || !line.starts_with('#'));
            told.extend(lines.map(|line| format!("{line}\n")));
        }
    }
    told
}

#[test]
fn every_case_gives_what_is_expected() {
    cases::compare("emit", told);
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it was written") {
        let path = entry.expect("it can be read").path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// The command line as the README has it, for every target: what is printed is what is written,
/// file for file.
#[test]
fn every_target_prints_what_it_writes() {
    cases::at_sources("emit");
    for target in targets() {
        let name = target.name();
        let line = format!(
            "emit --mirror registry.corp:5000 --target {name} --registries docker.io,my.corp:8443"
        );
        let mut words: Vec<String> = line.split(' ').map(str::to_string).collect();
        let (printed, errors, status) = ran(&words);
        assert_eq!((errors.as_str(), status), ("", 0), "{name}");
        let out = out(&format!("target-{name}"));
        words.push(format!("--output-dir={}", out.display()));
        let (_, errors, status) = ran(&words);
        assert_eq!((errors.as_str(), status), ("", 0), "{name}");
        let mut written = Vec::new();
        files(&out, &mut written);
        let readme = out.join("README.md");
        assert!(written.contains(&readme), "{name} has a README");
        written.retain(|path| *path != readme);
        for path in &written {
            let text = fs::read_to_string(path).expect("it is text");
            assert!(printed.contains(&text), "{}", path.display());
            let below = path.strip_prefix(&out).expect("it is below");
            let head = format!("# ==> {}\n", below.display());
            assert_eq!(printed.contains(&head), written.len() > 1, "{head}");
        }
        let (_, _, status) = ran(&words);
        assert_eq!(status, 0, "a second run of {name}");
    }
}

#[test]
fn help_names_every_target_and_flag() {
    let words = |line: &str| -> Vec<String> { line.split(' ').map(str::to_string).collect() };
    let (help, _, _) = ran(&words("emit --help"));
    assert!(targets().iter().all(|target| help.contains(target.name())));
    for flag in airlock_cli::emit::flags() {
        assert!(help.contains(&format!("--{}", flag.name)), "{}", flag.name);
    }
    let (help, _, _) = ran(&words("explain --help"));
    for flag in airlock_cli::emit::explain_flags() {
        assert!(help.contains(&format!("--{}", flag.name)), "{}", flag.name);
    }
}

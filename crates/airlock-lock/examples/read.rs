//! `read pins|lock|list FILE` says whether a file is right, `read diff OLD NEW [md|json]` what
//! changed: for trying the library out until the commands are there.

use airlock_lock::{diff::Diff, lists::ImageList, lock::Lock, pins::Pins};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, String> {
    let read = |path: &str| std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"));
    let lock = |path: &str| Lock::parse(path, &read(path)?).map_err(|e| format!("{e:#}"));
    match arguments {
        ["pins", path] => Pins::parse(path, &read(path)?)
            .map(|pins| format!("{} charts\n", pins.charts.len()))
            .map_err(|e| format!("{e:#}")),
        ["list", path] => ImageList::parse(path, &read(path)?)
            .map(|list| format!("{} versions\n", list.versions.len()))
            .map_err(|e| format!("{e:#}")),
        ["lock", path] => Ok(lock(path)?.write()),
        ["diff", old, new] => Ok(Diff::between(&lock(old)?, &lock(new)?).to_text()),
        ["diff", old, new, "md"] => Ok(Diff::between(&lock(old)?, &lock(new)?).to_markdown()),
        ["diff", old, new, "json"] => Ok(Diff::between(&lock(old)?, &lock(new)?).to_json()),
        _ => Err("pins FILE | list FILE | lock FILE | diff OLD NEW [md|json]".to_string()),
    }
}

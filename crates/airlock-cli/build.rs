//! How the binary `airlock` is linked. May not generate code or read anything of the project.
//!
//! On Linux it is one file that needs no other: it runs on any distribution and in an empty
//! image, and a chart takes a tenth less than with libraries to look for and bind. Linked to a
//! fixed place, it starts without mending ten thousand addresses in its tables, which is a third
//! of what a small chart takes.
#![expect(
    clippy::disallowed_methods,
    reason = "this is how Cargo speaks to a build script, and the linker is asked"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What Rust's standard library asks the linker for, as shared libraries.
const LIBRARIES: [&str; 7] = ["c", "dl", "gcc_s", "m", "pthread", "rt", "util"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") {
        return;
    }
    link("-no-pie");
    if is_static_anyway() {
        link("-static");
    } else if let Some(folder) = archives_for_libraries() {
        link(&format!("-L{}", folder.display()));
        link("-static");
    } else {
        // Nothing but the C library is needed then. Whoever can link Rust programs has this.
        println!("cargo::rustc-link-lib=gcc_eh");
    }
}

fn link(argument: &str) {
    println!("cargo::rustc-link-arg-bin=airlock={argument}");
}

fn is(key: &str, value: &str) -> bool {
    env::var(key).is_ok_and(|found| found == value)
}

fn is_static_anyway() -> bool {
    let features = env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default();
    features.split(',').any(|feature| feature == "crt-static")
}

/// A folder in which each library, under its shared name, is a linker script that leads to its
/// archive; none where the linker has not all archives (some distributions keep them in a package
/// of their own).
fn archives_for_libraries() -> Option<PathBuf> {
    let linker = linker()?;
    let unwinder = archive(&linker, "gcc_eh")?;
    let helpers = archive(&linker, "gcc")?;
    let folder = PathBuf::from(env::var_os("OUT_DIR")?).join("static");
    fs::create_dir_all(&folder).ok()?;
    for name in LIBRARIES {
        let archive = match name {
            "gcc_s" => unwinder.clone(),
            name => archive(&linker, name)?,
        };
        let script = format!("GROUP ( \"{archive}\" \"{unwinder}\" \"{helpers}\" )\n");
        fs::write(folder.join(format!("lib{name}.so")), script).ok()?;
    }
    Some(folder)
}

/// The linker that Cargo was told to use, else Rust's default; for another machine only if told.
fn linker() -> Option<OsString> {
    let is_for_here = env::var_os("HOST") == env::var_os("TARGET");
    env::var_os("RUSTC_LINKER").or_else(|| is_for_here.then(|| "cc".into()))
}

/// Where the linker has an archive; what it does not have, it names without a folder.
fn archive(linker: &OsString, name: &str) -> Option<String> {
    let asked = Command::new(linker)
        .arg(format!("-print-file-name=lib{name}.a"))
        .output()
        .ok()?;
    let path = String::from_utf8(asked.stdout).ok()?;
    let path = path.trim_end();
    (Path::new(path).is_absolute() && !path.contains('"')).then(|| path.to_owned())
}

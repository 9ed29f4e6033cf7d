//! The binary on Linux is one file: the system loads it without a loader of libraries, wherever the
//! linker has the C library as an archive.

#![cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and asks the linker"
)]

use std::path::Path;
use std::process::Command;

/// The program header that names a loader.
const INTERPRETER: u32 = 3;

#[test]
fn the_binary_needs_no_library() {
    let asked = Command::new("cc").arg("-print-file-name=libc.a").output();
    let found = asked.map(|asked| String::from_utf8_lossy(&asked.stdout).into_owned());
    if !found.is_ok_and(|found| Path::new(found.trim()).is_absolute()) {
        println!("SKIPPED: the linker has no libc.a");
        return;
    }
    let binary = std::fs::read(env!("CARGO_BIN_EXE_airlock")).unwrap();
    let kinds = program_headers(&binary);
    assert!(kinds.len() > 3, "{kinds:?}");
    assert!(!kinds.contains(&INTERPRETER), "{kinds:?}");
}

/// The kinds of an ELF file's program headers.
fn program_headers(binary: &[u8]) -> Vec<u32> {
    let half = |at: usize| usize::from(u16::from_ne_bytes(*binary[at..].first_chunk().unwrap()));
    let start = u64::from_ne_bytes(*binary[32..].first_chunk().unwrap());
    let (start, size, count) = (usize::try_from(start).unwrap(), half(54), half(56));
    let kind = |index| u32::from_ne_bytes(*binary[start + index * size..].first_chunk().unwrap());
    (0..count).map(kind).collect()
}

//! A disk that takes no more: by a limit on the size of files, which needs no rights, and, for
//! root, by a small file system in memory.

use std::fs;
use std::process::Command;

use crate::platform::{Platform, ended, repository};
use crate::server::Answer;

/// Writes that would grow a file beyond this fail, and no signal ends the process.
const SMALL_FILES: &str = "trap '' XFSZ; ulimit -f 8";

#[test]
fn gen_that_cannot_write_leaves_everything_as_it_was() {
    let platform = Platform::new("gen full");
    platform.lay_charts("v1");
    assert!(ended(&mut platform.airlock(&["gen"])).0);
    platform.lay_charts("v2");
    let before = platform.files("");
    let (well, stdout, stderr) = ended(&mut platform.airlock_after(SMALL_FILES, &["gen"]));
    assert!(!well, "{stdout}");
    assert!(
        stderr.contains("generated/") || stderr.contains("airlock.lock"),
        "{stderr}"
    );
    assert!(stderr.contains("nothing was changed"), "{stderr}");
    assert!(platform.files("") == before);
    let (fresh, stdout, _) = ended(&mut platform.airlock(&["gen", "--check"]));
    assert!(!fresh && stdout.contains("(stale)"), "{stdout}");
    assert!(ended(&mut platform.airlock(&["gen"])).0);
    assert!(ended(&mut platform.airlock(&["gen", "--check"])).0);
}

#[test]
fn vendor_that_cannot_write_leaves_everything_as_it_was() {
    let platform = Platform::new("vendor full");
    let first = repository("v1", Answer::ok);
    platform.pin_charts(&first, "v1");
    assert!(ended(&mut platform.airlock(&["vendor"])).0);
    assert!(ended(&mut platform.airlock(&["lock"])).0);
    let second = repository("v2", Answer::ok);
    platform.pin_charts(&second, "v2");
    let before = platform.files("");
    let (well, stdout, stderr) = ended(&mut platform.airlock_after(SMALL_FILES, &["vendor"]));
    assert!(!well, "{stdout}");
    assert!(stderr.contains("charts/vendor/"), "{stderr}");
    assert!(stderr.contains("nothing was changed"), "{stderr}");
    assert!(platform.files("") == before);
    assert!(ended(&mut platform.airlock(&["vendor"])).0);
}

/// A file system of its own, gone when it is dropped.
struct Small(Platform);

impl Small {
    /// None where this user may not mount one.
    fn new(test: &str, size: &str) -> Option<Small> {
        let platform = Platform::new(test);
        let options = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "airlock-test"]);
        let mounted = mount.arg(&platform.0).output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then_some(Small(platform))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0.0).status();
    }
}

/// Runs a command on a disk without a free byte.
fn refused_by_a_full_disk(platform: &Platform, command: &str, about: &str) {
    let filler = platform.0.join("filler");
    assert!(
        fs::write(&filler, vec![0; 16 << 20]).is_err(),
        "the disk is not full"
    );
    let before = platform.files("charts");
    let made = platform.made();
    let (well, stdout, stderr) = ended(&mut platform.airlock(&[command]));
    assert!(!well, "{stdout}");
    assert!(
        stderr.contains(about) && stderr.contains("the disk is full"),
        "{stderr}"
    );
    assert!(platform.files("charts") == before && platform.made() == made);
    fs::remove_file(filler).unwrap();
    let (well, _, stderr) = ended(&mut platform.airlock(&[command]));
    assert!(well, "{stderr}");
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let small = |test| Small::new(test, "8m");
    let (Some(tree), Some(vendored)) = (small("full disk, gen"), small("full disk, vendor")) else {
        println!("skipped: only root may mount a small file system");
        return;
    };
    tree.0.lay_charts("v1");
    assert!(ended(&mut tree.0.airlock(&["gen"])).0);
    tree.0.lay_charts("v2");
    refused_by_a_full_disk(&tree.0, "gen", "airlock.lock");
    let first = repository("v1", Answer::ok);
    vendored.0.pin_charts(&first, "v1");
    assert!(ended(&mut vendored.0.airlock(&["vendor"])).0);
    let second = repository("v2", Answer::ok);
    vendored.0.pin_charts(&second, "v2");
    refused_by_a_full_disk(&vendored.0, "vendor", "charts/vendor/web");
}

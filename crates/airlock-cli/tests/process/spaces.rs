//! A workspace whose folders have spaces in their names, found from below.

use std::fs;

use crate::platform::{Platform, ended};

#[test]
fn a_workspace_in_a_folder_with_spaces_is_found_from_below() {
    let platform = Platform::new("work space");
    platform.lay_charts("v1");
    platform.write(
        "Cargo.toml",
        "[workspace]\nmembers = []\nresolver = \"3\"\n",
    );
    let below = platform.0.join("a folder/with spaces");
    fs::create_dir_all(&below).unwrap();
    let airlock = |words: &[&str]| {
        // Cargo is asked where the workspace is, and needs its environment.
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_airlock"));
        ended(command.args(words).current_dir(&below))
    };
    let (well, stdout, stderr) = airlock(&["gen"]);
    assert!(well, "{stderr}");
    assert!(
        stdout.contains("wrote generated/README.md (missing)"),
        "{stdout}"
    );
    assert!(platform.0.join("generated/web0/manifests.yaml").is_file());
    assert!(airlock(&["gen", "--check"]).0);
    assert!(fs::read_dir(&below).unwrap().next().is_none());
}

//! Where a platform lies: the folder that holds `charts/versions.toml`.

use std::path::{Path, PathBuf};

use airlock_build::Platform;
use cargo_metadata::MetadataCommand;

use crate::Failure;
use crate::flags::{Flag, Parsed, Takes};

/// The pins' path below the root.
pub const VERSIONS: &str = "charts/versions.toml";

/// The flag that names the root.
pub const ROOT: Flag = Flag::works(
    "root",
    Takes::Text,
    "the folder that holds charts/versions.toml; else the current one, or the workspace's",
);

/// The root: what `--root` says, else the current folder where it is one, else the root of the
/// Cargo workspace around it.
pub fn root(parsed: &Parsed) -> Result<PathBuf, Failure> {
    if let Some(root) = parsed.text("root") {
        return Ok(PathBuf::from(root));
    }
    if Path::new(VERSIONS).is_file() {
        return Ok(PathBuf::from("."));
    }
    let workspace = MetadataCommand::new().no_deps().exec().ok();
    workspace
        .map(|found| found.workspace_root.into_std_path_buf())
        .filter(|root| root.join(VERSIONS).is_file())
        .ok_or_else(|| {
            Failure::Usage(
                format!("there is no {VERSIONS} here, nor in the workspace around"),
                "run this where it is, or name the folder with --root",
            )
        })
}

/// Opens the platform at a root.
pub fn open(root: &Path) -> Result<Platform, Failure> {
    Ok(Platform::open(root.join(VERSIONS))?)
}

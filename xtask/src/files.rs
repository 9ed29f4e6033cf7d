//! Files of this repository: found, and written through the one writer.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use airlock_build::writer::{Mode, Output, OutputSet};

/// Writes one file, where it differs.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut set = OutputSet::new(path.parent().unwrap_or(path));
    set.add(Output::new(name, bytes))?;
    set.run(Mode::Write)?;
    Ok(())
}

/// Every file below a folder, sorted.
pub fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                pending.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A path below a folder with `/` between its parts.
pub fn relative(path: &Path, folder: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

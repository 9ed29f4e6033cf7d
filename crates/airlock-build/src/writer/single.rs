//! One file in a folder that nobody else writes to, such as a build script's `OUT_DIR`: compared
//! first, so that an equal file keeps its time, then replaced at once.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a file, with the folders above it, where it differs; says whether it did.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut staged = std::ffi::OsString::from(".airlock-new-");
    staged.push(path.file_name().unwrap_or_default());
    let staged = folder.join(staged);
    if let Err(error) = write(&staged, bytes).and_then(|()| fs::rename(&staged, path)) {
        // The error that is being reported matters more.
        let _ = fs::remove_file(&staged);
        return Err(error);
    }
    Ok(true)
}

#[expect(clippy::disallowed_methods, reason = "this is the one writer")]
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}

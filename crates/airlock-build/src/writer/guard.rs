//! One run at a time below a root: a lock that ends with its process, however that ends.
//!
//! On Unix the root folder itself is locked, which leaves nothing behind; elsewhere a file in it.
//! A file system without locks is written without one, as Cargo does: each file is still whole.

use super::place::WriteError;
use std::fs::File;
use std::io;
use std::path::Path;

/// Holds the root until it is dropped.
pub(super) struct Guard {
    file: Option<File>,
}

/// Closing is not enough: a program that another thread of this process starts has every open file
/// until it runs, and with the file its lock.
impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            // What cannot be unlocked is unlocked by closing it.
            let _ = fs4::FileExt::unlock(file);
        }
    }
}

impl Guard {
    /// A guard that holds nothing, for disks that are not real.
    #[cfg(test)]
    pub(super) fn none() -> Guard {
        Guard { file: None }
    }

    /// Takes the root, or says that somebody else has it.
    pub(super) fn take(root: &Path) -> Result<Guard, WriteError> {
        let file = open(root).map_err(|source| WriteError::new("opening", root, source))?;
        match fs4::FileExt::try_lock(&file) {
            Ok(()) => Ok(Guard { file: Some(file) }),
            Err(fs4::TryLockError::WouldBlock) => Err(WriteError::busy(root)),
            Err(fs4::TryLockError::Error(error)) if cannot_lock(&error) => Ok(Guard { file: None }),
            Err(fs4::TryLockError::Error(source)) => Err(WriteError::new("locking", root, source)),
        }
    }
}

#[cfg(unix)]
fn open(root: &Path) -> io::Result<File> {
    File::open(root)
}

#[cfg(not(unix))]
fn open(root: &Path) -> io::Result<File> {
    let path = root.join(format!("{}lock", super::names::STAGED));
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn cannot_lock(error: &io::Error) -> bool {
    // EBADF and ENOLCK: network file systems that lock only files opened for writing, or nothing.
    error.kind() == io::ErrorKind::Unsupported || matches!(error.raw_os_error(), Some(9 | 37 | 95))
}

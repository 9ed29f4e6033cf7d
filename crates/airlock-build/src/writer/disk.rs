//! The file system's operations that the writer uses, each one step, so that tests can make any
//! one of them fail. [`Os`] is the real one.

use super::guard::Guard;
use super::place::WriteError;
use super::set::Access;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A plain file: its content and who may read or run it.
    File(Vec<u8>, Seen),
    /// A symbolic link or anything else that is no folder.
    Other,
    /// A folder.
    Folder,
}

/// What a file's mode says, where the system has modes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) mode: Option<u32>,
}

impl Seen {
    /// Whether this is what `access` asks for. Other people's bits depend on the umask.
    pub(super) fn suits(self, access: Access) -> bool {
        let Some(mode) = self.mode else {
            return true;
        };
        match access {
            Access::Shared => mode & 0o100 == 0,
            Access::Program => mode & 0o100 != 0,
            Access::Private => mode & 0o177 == 0,
        }
    }
}

/// A name in a folder, and whether it is a folder itself (a link to one is not).
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_folder: bool,
}

/// The steps.
pub(super) trait Disk {
    /// Takes the root for one run.
    fn guard(&self, root: &Path) -> Result<Guard, WriteError>;
    /// What stands at a path; nothing is not an error.
    fn look(&self, path: &Path) -> io::Result<Option<Found>>;
    /// What is in a folder; a folder that does not exist holds nothing.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;
    /// Creates a folder and those above it.
    fn create_folders(&self, folder: &Path) -> io::Result<()>;
    /// Creates a new file and writes it whole.
    fn create(&self, path: &Path, bytes: &[u8], access: Access) -> io::Result<()>;
    /// Waits until files are on the disk; of an error, says which file it is about.
    fn sync(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)>;
    /// Puts a file in another's place, at once.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder if it is empty.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until a folder's renames are on the disk.
    fn settle(&self, folder: &Path) -> io::Result<()>;
}

/// The real file system.
pub(super) struct Os;

impl Disk for Os {
    fn guard(&self, root: &Path) -> Result<Guard, WriteError> {
        Guard::take(root)
    }

    fn look(&self, path: &Path) -> io::Result<Option<Found>> {
        let data = match fs::symlink_metadata(path) {
            Ok(data) => data,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        if data.is_dir() {
            return Ok(Some(Found::Folder));
        }
        if !data.is_file() {
            return Ok(Some(Found::Other));
        }
        match fs::read(path) {
            Ok(bytes) => Ok(Some(Found::File(
                bytes,
                Seen {
                    mode: mode_of(&data),
                },
            ))),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if is_absent(&error) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            listed.push(Listed {
                name,
                is_folder: entry.file_type()?.is_dir(),
            });
        }
        Ok(listed)
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn create(&self, path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
        let mut file = options(access).open(path)?;
        file.write_all(bytes)
    }

    fn sync(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let share = paths.len().div_ceil(SYNC_THREADS).max(1);
        std::thread::scope(|scope| {
            let start = |share| scope.spawn(move || sync_each(share));
            let threads: Vec<_> = paths.chunks(share).map(start).collect();
            threads.into_iter().try_for_each(|thread| {
                let lost = || (PathBuf::new(), io::Error::other("a thread was lost"));
                thread.join().unwrap_or_else(|_| Err(lost()))
            })
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    #[cfg(unix)]
    fn settle(&self, folder: &Path) -> io::Result<()> {
        match fs::File::open(folder)?.sync_all() {
            // Some file systems cannot synchronise a folder; they order renames by themselves.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    }

    #[cfg(not(unix))]
    fn settle(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Waiting for one file after the other takes many times as long as waiting for all at once: the
/// file system then settles them together. The number is of waiters, not of processors.
const SYNC_THREADS: usize = 16;

fn sync_each(paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
    for path in paths {
        fs::File::options()
            .write(true)
            .open(path)
            .and_then(|file| file.sync_all())
            .map_err(|error| (path.clone(), error))?;
    }
    Ok(())
}

/// Nothing there, also where a part of the way is a file.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

#[cfg(unix)]
fn mode_of(data: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(data.permissions().mode())
}

#[cfg(not(unix))]
fn mode_of(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "this is the one writer")]
fn options(access: Access) -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true).mode(match access {
        Access::Shared => 0o644,
        Access::Program => 0o755,
        Access::Private => 0o600,
    });
    options
}

#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "this is the one writer")]
fn options(_: Access) -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    options
}

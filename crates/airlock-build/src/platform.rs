//! A platform on the disk: `versions.toml`, the lock beside it, and the files that they name.
//!
//! Every file that is read is remembered, so that a build script can name exactly those to Cargo.
//! Writes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use airlock_lock::lists::ImageList;
use airlock_lock::lock::Lock;
use airlock_lock::pins::Pins;

use crate::error::Error;

/// The lock's name beside `versions.toml`.
pub const LOCK_FILE: &str = "airlock.lock";

/// A platform's pins and the folder that their paths are relative to.
#[derive(Debug)]
pub struct Platform {
    folder: PathBuf,
    versions: String,
    pins: Pins,
    inputs: Mutex<BTreeSet<PathBuf>>,
}

impl Platform {
    /// Reads the pins at a path, `…/versions.toml`.
    pub fn open(versions: impl AsRef<Path>) -> Result<Platform, Error> {
        let path = versions.as_ref();
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let text = read_text(path)
            .map_err(|error| error.remedy("give the path of the platform's versions.toml"))?;
        let shown = path.display().to_string();
        Ok(Platform {
            folder,
            pins: Pins::parse(&shown, &text)?,
            versions: shown,
            inputs: Mutex::new(BTreeSet::from([path.to_path_buf()])),
        })
    }

    /// What is asked for.
    pub fn pins(&self) -> &Pins {
        &self.pins
    }

    /// The folder of `versions.toml`, to which everything in it is relative.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of `versions.toml` as it was given.
    pub fn versions(&self) -> &str {
        &self.versions
    }

    /// Where the lock lies.
    pub fn lock_path(&self) -> PathBuf {
        self.folder.join(LOCK_FILE)
    }

    /// What was found earlier; none where nothing was locked yet.
    pub fn lock(&self) -> Result<Option<Lock>, Error> {
        let path = self.lock_path();
        if !path.exists() {
            return Ok(None);
        }
        self.note(&path);
        let text = read_text(&path)?;
        Ok(Some(Lock::parse(&path.display().to_string(), &text)?))
    }

    /// What was found earlier, by either side where a merge has left conflicts; one that is empty
    /// where nothing was locked yet.
    #[cfg(feature = "render")]
    pub(crate) fn lock_sides(&self) -> Result<Vec<Lock>, Error> {
        let path = self.lock_path();
        if !path.exists() {
            return Ok(vec![Lock::default()]);
        }
        self.note(&path);
        let text = read_text(&path)?;
        Ok(Lock::parse_sides(&path.display().to_string(), &text)?)
    }

    /// What was found earlier; an error where nothing was locked yet.
    pub fn locked(&self) -> Result<Lock, Error> {
        self.lock()?.ok_or_else(|| {
            let path = self.lock_path().display().to_string();
            Error::new(format!("{path} is not there")).remedy("run `airlock lock`")
        })
    }

    /// Reads a file that the pins name.
    pub fn read(&self, relative: &str) -> Result<Vec<u8>, Error> {
        let path = self.folder.join(relative);
        self.note(&path);
        let bytes = fs::read(&path).map_err(|error| Error::of_file("reading", &path, &error))?;
        Ok(bytes)
    }

    /// Reads a list of images.
    pub fn image_list(&self, relative: &str) -> Result<ImageList, Error> {
        let path = self.folder.join(relative);
        self.note(&path);
        let text = read_text(&path)?;
        Ok(ImageList::parse(&path.display().to_string(), &text)?)
    }

    /// Remembers that a file or folder was looked at.
    pub(crate) fn note(&self, path: &Path) {
        let mut inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        inputs.insert(path.to_path_buf());
    }

    /// Every file and folder that was looked at so far, sorted.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        inputs.iter().cloned().collect()
    }

    /// Fails where the lock is not what the pins ask for, as far as that can be told without
    /// rendering.
    pub fn check_lock(&self, lock: &Lock) -> Result<(), Error> {
        let found: Vec<Error> = lock
            .disagreements(&self.pins)
            .into_iter()
            .map(Error::from)
            .collect();
        Error::none_of(&found)
    }
}

fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| Error::of_file("reading", path, &error))?;
    String::from_utf8(bytes).map_err(|_| {
        Error::new(format!("{} is not UTF-8", path.display())).remedy("save it as UTF-8")
    })
}

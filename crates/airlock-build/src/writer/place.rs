//! Putting outputs into place: stage everything, then rename everything, then remove orphans.
//!
//! Until the first rename nothing that was there has changed, so a full disk or a refused
//! permission leaves all as it was. What an interrupted run staged is cleared by the next.

use super::compare::Comparison;
use super::disk::{Disk, Found};
use super::names::STAGED;
use super::outcome::Status;
use super::set::{Output, OutputSet};
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a set could not be compared or written.
#[derive(Debug)]
pub struct WriteError {
    what: String,
    path: PathBuf,
    source: Option<io::Error>,
    remedy: String,
    replaced: usize,
}

impl WriteError {
    pub(super) fn new(what: &str, path: &Path, source: io::Error) -> WriteError {
        let remedy = remedy_of(&source);
        let path = path.to_path_buf();
        WriteError {
            what: what.to_string(),
            path,
            source: Some(source),
            remedy,
            replaced: 0,
        }
    }

    fn plain(what: &str, path: &Path, remedy: &str) -> WriteError {
        let (what, remedy) = (what.to_string(), remedy.to_string());
        WriteError {
            what,
            path: path.to_path_buf(),
            source: None,
            remedy,
            replaced: 0,
        }
    }

    pub(super) fn busy(root: &Path) -> WriteError {
        WriteError::plain(
            "another run is writing in",
            root,
            "wait for it and run this again",
        )
    }

    pub(super) fn folder_in_the_way(path: &Path) -> WriteError {
        WriteError::plain(
            "a folder stands where a file has to be:",
            path,
            "move it away",
        )
    }

    pub(super) fn no_folder(path: &Path) -> WriteError {
        let remedy = "replace it by a folder: outputs are written below their root only";
        WriteError::plain(
            "a file or link stands where a folder has to be:",
            path,
            remedy,
        )
    }

    /// The file or folder that it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many files had already been replaced, each whole; running again mends the rest.
    pub fn replaced(&self) -> usize {
        self.replaced
    }
}

fn remedy_of(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space"
        }
        io::ErrorKind::PermissionDenied => "give this user the right to write there",
        io::ErrorKind::ReadOnlyFilesystem => "choose an output folder that can be written",
        _ => "mend that and run this again",
    }
    .to_string()
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.path.display())?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        match self.replaced {
            0 => write!(f, " ({}; nothing was changed)", self.remedy),
            n => write!(
                f,
                " ({}; {n} files had been replaced, each whole)",
                self.remedy
            ),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

/// Removes what an interrupted run staged, in every folder of the set.
pub(super) fn clear_staged(set: &OutputSet, disk: &dyn Disk) -> Result<(), WriteError> {
    for folder in folders(set, disk)? {
        let listed = disk
            .list(&folder)
            .map_err(|e| WriteError::new("listing", &folder, e))?;
        for entry in listed {
            if entry.name.starts_with(STAGED) && !entry.is_folder && !entry.name.ends_with("lock") {
                let path = folder.join(&entry.name);
                disk.remove(&path)
                    .map_err(|e| WriteError::new("removing", &path, e))?;
            }
        }
    }
    Ok(())
}

/// The folders of outputs, and owned folders with all below them.
fn folders(set: &OutputSet, disk: &dyn Disk) -> Result<BTreeSet<PathBuf>, WriteError> {
    let mut all: BTreeSet<PathBuf> = set
        .outputs
        .keys()
        .map(|path| folder_of(&set.root.join(path)))
        .collect();
    let mut open: Vec<PathBuf> = set
        .owned
        .iter()
        .map(|folder| set.root.join(folder))
        .collect();
    while let Some(folder) = open.pop() {
        let listed = disk
            .list(&folder)
            .map_err(|e| WriteError::new("listing", &folder, e))?;
        open.extend(
            listed
                .iter()
                .filter(|e| e.is_folder)
                .map(|e| folder.join(&e.name)),
        );
        all.insert(folder);
    }
    Ok(all)
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Makes the disk what the comparison says it should be.
pub(super) fn put(
    set: &OutputSet,
    disk: &dyn Disk,
    comparison: &Comparison<'_>,
) -> Result<(), WriteError> {
    let needs_writing = |output: &&Output| {
        comparison
            .statuses
            .get(&output.path)
            .is_some_and(|status| *status != Status::Fresh)
    };
    let outputs: Vec<&Output> = set.outputs.values().filter(needs_writing).collect();
    let mut staged = Vec::new();
    let result = stage(set, disk, &outputs, &mut staged)
        .and_then(|()| rename(set, disk, comparison, &outputs, &staged));
    if let Err(error) = result {
        for path in &staged {
            // The error that is being reported matters more; the next run clears what is left.
            let _ = disk.remove(path);
        }
        return Err(error);
    }
    remove_orphans(set, disk, comparison, outputs.len())
}

fn stage(
    set: &OutputSet,
    disk: &dyn Disk,
    outputs: &[&Output],
    staged: &mut Vec<PathBuf>,
) -> Result<(), WriteError> {
    let process = std::process::id();
    for (index, output) in outputs.iter().enumerate() {
        let target = set.root.join(&output.path);
        let folder = folder_of(&target);
        disk.create_folders(&folder)
            .map_err(|e| WriteError::new("creating", &folder, e))?;
        let path = folder.join(format!("{STAGED}{process}-{index}"));
        staged.push(path.clone());
        disk.create(&path, &output.bytes, output.access)
            .map_err(|e| WriteError::new("writing", &target, e))?;
    }
    disk.sync(staged).map_err(|(path, e)| {
        let output = staged
            .iter()
            .position(|p| *p == path)
            .and_then(|at| outputs.get(at));
        let target = output.map_or(path, |output| set.root.join(&output.path));
        WriteError::new("writing", &target, e)
    })
}

fn rename(
    set: &OutputSet,
    disk: &dyn Disk,
    comparison: &Comparison<'_>,
    outputs: &[&Output],
    staged: &[PathBuf],
) -> Result<(), WriteError> {
    let mut folders = BTreeSet::new();
    let mut replaced = 0;
    let counted = |mut error: WriteError, replaced| {
        error.replaced = replaced;
        error
    };
    for (name, output) in &comparison.misnamed {
        let (from, to) = (set.root.join(name), set.root.join(output));
        disk.rename(&from, &to)
            .map_err(|e| counted(WriteError::new("renaming", &from, e), replaced))?;
        replaced += 1;
    }
    for (output, from) in outputs.iter().zip(staged) {
        let target = set.root.join(&output.path);
        disk.rename(from, &target)
            .map_err(|e| counted(WriteError::new("replacing", &target, e), replaced))?;
        folders.insert(folder_of(&target));
        replaced += 1;
    }
    for folder in folders {
        disk.settle(&folder)
            .map_err(|e| counted(WriteError::new("synchronising", &folder, e), replaced))?;
    }
    Ok(())
}

fn remove_orphans(
    set: &OutputSet,
    disk: &dyn Disk,
    comparison: &Comparison<'_>,
    replaced: usize,
) -> Result<(), WriteError> {
    let ours = comparison
        .statuses
        .iter()
        .filter(|(_, status)| **status == Status::Orphan { ours: true });
    for (path, _) in ours {
        let full = set.root.join(path);
        if let Err(source) = disk.remove(&full) {
            let mut error = WriteError::new("removing", &full, source);
            error.replaced = replaced;
            return Err(error);
        }
        remove_empty_folders(set, disk, path);
    }
    Ok(())
}

/// Folders that an orphan leaves empty go with it, up to the owned one.
fn remove_empty_folders(set: &OutputSet, disk: &dyn Disk, path: &str) {
    let mut rest = path;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        let full = set.root.join(folder);
        let is_folder = matches!(disk.look(&full), Ok(Some(Found::Folder)));
        let empty = disk.list(&full).is_ok_and(|entries| entries.is_empty());
        if set.owned.contains(folder) || !is_folder || !empty || disk.remove_folder(&full).is_err()
        {
            return;
        }
        rest = folder;
    }
}

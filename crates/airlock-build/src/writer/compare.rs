//! Outputs against the disk: what is fresh, stale, missing, edited, CRLF or an orphan. It reads
//! and changes nothing.

use super::difference;
use super::disk::{Disk, Found};
use super::names::{self, STAGED};
use super::outcome::{Entry, Outcome, Status};
use super::place::WriteError;
use super::seal::{Seal, seal_of};
use super::set::{Output, OutputSet};
use airlock_lock::content::sha256;
use std::collections::{BTreeMap, BTreeSet};

/// What stands on the disk for each output and in each owned folder.
pub(super) struct Comparison<'s> {
    set: &'s OutputSet,
    pub(super) statuses: BTreeMap<String, Status>,
    /// What stood there, for the differences.
    found: BTreeMap<String, Vec<u8>>,
    /// Files that are an output but for the case of their name: (name on disk, output).
    pub(super) misnamed: Vec<(String, String)>,
}

impl<'s> Comparison<'s> {
    pub(super) fn make(set: &'s OutputSet, disk: &dyn Disk) -> Result<Comparison<'s>, WriteError> {
        let mut comparison = Comparison {
            set,
            statuses: BTreeMap::new(),
            found: BTreeMap::new(),
            misnamed: Vec::new(),
        };
        check_folders(set, disk)?;
        for output in set.outputs.values() {
            comparison.compare(output, disk)?;
        }
        comparison.find_orphans(disk)?;
        Ok(comparison)
    }

    fn compare(&mut self, output: &Output, disk: &dyn Disk) -> Result<(), WriteError> {
        let path = self.set.root.join(&output.path);
        let found = disk
            .look(&path)
            .map_err(|e| WriteError::new("reading", &path, e))?;
        let status = match found {
            None => Status::Missing,
            Some(Found::Folder) => return Err(WriteError::folder_in_the_way(&path)),
            Some(Found::Other) => Status::Edited,
            Some(Found::File(bytes, seen)) => {
                let status = match self.judge(output, &bytes) {
                    Status::Fresh if !seen.suits(output.access) => Status::WrongAccess,
                    status => status,
                };
                if status != Status::Fresh {
                    self.found.insert(output.path.clone(), bytes);
                }
                status
            }
        };
        self.statuses.insert(output.path.clone(), status);
        Ok(())
    }

    fn judge(&self, output: &Output, bytes: &[u8]) -> Status {
        if bytes == output.bytes {
            return Status::Fresh;
        }
        let plain = without_carriage_returns(bytes);
        let plain = plain.as_deref().unwrap_or(bytes);
        if plain == output.bytes {
            return Status::Crlf;
        }
        match (self.set.recorded.get(&output.path), seal_of(plain)) {
            (Some(recorded), _) if *recorded == sha256(plain) => Status::Stale,
            (Some(_), _) | (None, Seal::Broken) => Status::Edited,
            (None, Seal::Whole) => Status::Stale,
            // What we write there has a seal, this has none: somebody else made it.
            (None, Seal::None) if seal_of(&output.bytes) == Seal::Whole => Status::Edited,
            (None, Seal::None) => Status::Stale,
        }
    }

    fn find_orphans(&mut self, disk: &dyn Disk) -> Result<(), WriteError> {
        let by_fold: BTreeMap<String, String> = self
            .set
            .outputs
            .keys()
            .map(|path| (names::folded(path), path.clone()))
            .collect();
        let mut present = BTreeSet::new();
        for folder in &self.set.owned {
            list_files(self.set, disk, folder, &mut present)?;
        }
        for path in &present {
            if self.set.outputs.contains_key(path) {
                continue;
            }
            match by_fold.get(&names::folded(path)) {
                // Not listed and yet found: where case does not count, it is the same file.
                Some(output) if !present.contains(output) && !self.is_missing(output) => {
                    self.misnamed.push((path.clone(), output.clone()));
                    self.statuses.insert(output.clone(), Status::Stale);
                }
                _ => self.orphan(path, disk)?,
            }
        }
        Ok(())
    }

    fn is_missing(&self, output: &str) -> bool {
        self.statuses.get(output) == Some(&Status::Missing)
    }

    fn orphan(&mut self, path: &str, disk: &dyn Disk) -> Result<(), WriteError> {
        let full = self.set.root.join(path);
        let found = disk
            .look(&full)
            .map_err(|e| WriteError::new("reading", &full, e))?;
        let ours = match &found {
            Some(Found::File(bytes, _)) => {
                let plain = without_carriage_returns(bytes);
                let plain = plain.as_deref().unwrap_or(bytes);
                let recorded = self.set.recorded.get(path);
                seal_of(plain) == Seal::Whole || recorded.is_some_and(|sum| *sum == sha256(plain))
            }
            _ => false,
        };
        self.statuses
            .insert(path.to_string(), Status::Orphan { ours });
        Ok(())
    }

    /// What was found, with differences if they are wanted; nothing was written.
    pub(super) fn outcome(&self, with_differences: bool) -> Outcome {
        let entries = self.statuses.iter().map(|(path, status)| {
            let mut entry = Entry::new(path, *status, false);
            if with_differences && *status != Status::Fresh {
                entry.difference = self.difference(path, *status);
            }
            entry
        });
        Outcome::new(entries.collect())
    }

    /// What was found and has been mended.
    pub(super) fn outcome_of_writing(&self) -> Outcome {
        let entries = self.statuses.iter().map(|(path, status)| {
            let mended = !matches!(status, Status::Fresh | Status::Orphan { ours: false });
            Entry::new(path, *status, mended)
        });
        Outcome::new(entries.collect())
    }

    fn difference(&self, path: &str, status: Status) -> Option<String> {
        let new = self
            .set
            .outputs
            .get(path)
            .map(|output| output.bytes.as_slice());
        let old = self.found.get(path).map(Vec::as_slice);
        match status {
            Status::Stale | Status::Edited | Status::Missing => {
                Some(difference::unified(path, old, new))
            }
            _ => None,
        }
    }
}

/// The text with `\n` for every `\r\n`, if it has any.
fn without_carriage_returns(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.windows(2).any(|pair| pair == b"\r\n") {
        return None;
    }
    let mut plain = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(text) => {
                plain.extend_from_slice(text);
                plain.push(b'\n');
            }
            None => plain.extend_from_slice(line),
        }
    }
    Some(plain)
}

/// Every folder on the way to an output is a folder and no link that leads out of the root.
fn check_folders(set: &OutputSet, disk: &dyn Disk) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    for path in set.outputs.keys().chain(&set.owned) {
        let own = set.owned.contains(path).then_some(path.len());
        let ends = path.match_indices('/').map(|(at, _)| at).chain(own);
        for folder in ends.filter_map(|at| path.get(..at)) {
            if !seen.insert(folder) {
                continue;
            }
            let full = set.root.join(folder);
            match disk
                .look(&full)
                .map_err(|e| WriteError::new("reading", &full, e))?
            {
                None | Some(Found::Folder) => {}
                Some(_) => return Err(WriteError::no_folder(&full)),
            }
        }
    }
    Ok(())
}

/// The files in a folder and below it, as paths from the root; what is staged is not one of them.
fn list_files(
    set: &OutputSet,
    disk: &dyn Disk,
    folder: &str,
    files: &mut BTreeSet<String>,
) -> Result<(), WriteError> {
    let mut folders = vec![folder.to_string()];
    while let Some(folder) = folders.pop() {
        let full = set.root.join(&folder);
        let listed = disk
            .list(&full)
            .map_err(|e| WriteError::new("listing", &full, e))?;
        for entry in listed {
            let path = format!("{folder}/{}", entry.name);
            if entry.is_folder {
                folders.push(path);
            } else if !entry.name.starts_with(STAGED) {
                files.insert(path);
            }
        }
    }
    Ok(())
}

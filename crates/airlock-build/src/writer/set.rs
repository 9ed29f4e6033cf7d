//! What is to be written: outputs below one root, checked against each other as they are added.

use super::compare::Comparison;
use super::disk::{Disk, Os};
use super::names::{self, NameFault};
use super::outcome::Outcome;
use super::place::{self, WriteError};
use airlock_lock::Checksum;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// What a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write what differs, remove orphans that we made.
    Write,
    /// Write nothing; say what differs, with the difference.
    Check,
    /// Write nothing; say what [`Mode::Write`] would do.
    DryRun,
}

/// Who may read or run a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// 0644: everybody reads.
    #[default]
    Shared,
    /// 0755: everybody runs.
    Program,
    /// 0600: the owner alone reads.
    Private,
}

/// One file to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Below the root, with `/` between its parts.
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
    /// Who may read or run it.
    pub access: Access,
}

impl Output {
    /// A file that everybody reads.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Output {
        Output {
            path: path.into(),
            bytes: bytes.into(),
            access: Access::Shared,
        }
    }
}

/// Why an output cannot be part of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its name is not legal everywhere.
    Name(String, NameFault),
    /// The same path a second time.
    Twice(String),
    /// Two paths that are one where case does not count.
    SameButCase(String, String),
    /// One path is a file and also the folder of the other.
    FileAndFolder(String, String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Name(path, fault) => write!(f, "the output `{path}` {fault}"),
            Refusal::Twice(path) => write!(f, "the output `{path}` is there twice"),
            Refusal::SameButCase(one, other) => write!(
                f,
                "the outputs `{one}` and `{other}` are one file where case does not count"
            ),
            Refusal::FileAndFolder(file, inner) => {
                write!(
                    f,
                    "the output `{file}` is a file and the folder of `{inner}`"
                )
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// A set of files to be, below one root.
#[derive(Debug, Clone, Default)]
pub struct OutputSet {
    pub(super) root: PathBuf,
    pub(super) outputs: BTreeMap<String, Output>,
    pub(super) owned: BTreeSet<String>,
    pub(super) recorded: BTreeMap<String, Checksum>,
    folded: BTreeMap<String, (String, bool)>,
}

impl OutputSet {
    /// An empty set below `root`, a folder that need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> OutputSet {
        OutputSet {
            root: root.into(),
            ..OutputSet::default()
        }
    }

    /// The folder below which everything is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Adds an output, if its name is legal and goes together with those that are there.
    pub fn add(&mut self, output: Output) -> Result<(), Refusal> {
        let path = output.path.clone();
        names::check(&path).map_err(|fault| Refusal::Name(path.clone(), fault))?;
        if self.outputs.contains_key(&path) {
            return Err(Refusal::Twice(path));
        }
        let prefixes: Vec<&str> = path
            .match_indices('/')
            .filter_map(|(at, _)| path.get(..at))
            .chain([path.as_str()])
            .collect();
        for prefix in &prefixes {
            self.check_prefix(prefix, &path)?;
        }
        for prefix in prefixes {
            let is_file = prefix == path;
            self.folded
                .entry(names::folded(prefix))
                .or_insert((prefix.to_string(), is_file));
        }
        self.outputs.insert(path, output);
        Ok(())
    }

    fn check_prefix(&self, prefix: &str, path: &str) -> Result<(), Refusal> {
        let Some((there, is_file)) = self.folded.get(&names::folded(prefix)) else {
            return Ok(());
        };
        if there != prefix {
            return Err(Refusal::SameButCase(there.clone(), prefix.to_string()));
        }
        match (*is_file, prefix == path) {
            (true, _) => Err(Refusal::FileAndFolder(there.clone(), path.to_string())),
            (false, true) => Err(Refusal::FileAndFolder(
                path.to_string(),
                format!("{there}/…"),
            )),
            (false, false) => Ok(()),
        }
    }

    /// Declares that everything in a folder is ours: a file in it that is no output is an orphan.
    pub fn own(&mut self, folder: &str) -> Result<(), Refusal> {
        let folder = folder.trim_end_matches('/');
        names::check(folder).map_err(|fault| Refusal::Name(folder.to_string(), fault))?;
        self.owned.insert(folder.to_string());
        Ok(())
    }

    /// Says what an earlier run wrote at a path, for formats that cannot hold a seal: by this an
    /// edited file is told from a stale one.
    pub fn record(&mut self, path: &str, checksum: Checksum) {
        self.recorded.insert(path.to_string(), checksum);
    }

    /// Compares the set with the disk and, with [`Mode::Write`], makes the disk equal to it.
    pub fn run(&self, mode: Mode) -> Result<Outcome, WriteError> {
        self.run_on(&Os, mode)
    }

    pub(super) fn run_on(&self, disk: &dyn Disk, mode: Mode) -> Result<Outcome, WriteError> {
        if mode != Mode::Write {
            let comparison = Comparison::make(self, disk)?;
            return Ok(comparison.outcome(mode == Mode::Check));
        }
        disk.create_folders(&self.root)
            .map_err(|source| WriteError::new("creating", &self.root, source))?;
        let _guard = disk.guard(&self.root)?;
        let comparison = Comparison::make(self, disk)?;
        place::clear_staged(self, disk)?;
        place::put(self, disk, &comparison)?;
        Ok(comparison.outcome_of_writing())
    }
}

//! What a run found and did, one entry for each file.

use std::fmt;

/// What a file is against what would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Equal.
    Fresh,
    /// Ours, and from another state of the sources.
    Stale,
    /// Not there.
    Missing,
    /// Changed by somebody else after we wrote it, or never ours.
    Edited,
    /// Equal but for `\r\n` line ends.
    Crlf,
    /// Equal, but with another mode than it has to have.
    WrongAccess,
    /// In a folder of ours, and no output.
    Orphan {
        /// Whether we made it: only such a file is removed.
        ours: bool,
    },
}

impl Status {
    /// The status in a word or two.
    pub fn word(self) -> &'static str {
        match self {
            Status::Fresh => "fresh",
            Status::Stale => "stale",
            Status::Missing => "missing",
            Status::Edited => "edited",
            Status::Crlf => "CRLF line ends",
            Status::WrongAccess => "wrong mode",
            Status::Orphan { ours: true } => "orphan",
            Status::Orphan { ours: false } => "orphan, not made by airlock",
        }
    }
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the root.
    pub path: String,
    /// What it was.
    pub status: Status,
    /// Whether this run mended it.
    pub mended: bool,
    /// The unified difference, where one was asked for.
    pub difference: Option<String>,
}

impl Entry {
    pub(super) fn new(path: &str, status: Status, mended: bool) -> Entry {
        Entry {
            path: path.to_string(),
            status,
            mended,
            difference: None,
        }
    }
}

/// What a run found and did. Printed, it names every file that was not fresh, then counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    entries: Vec<Entry>,
}

impl Outcome {
    pub(super) fn new(entries: Vec<Entry>) -> Outcome {
        Outcome { entries }
    }

    /// Every file, by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether the disk is now as it should be: for a check, exit status 0.
    pub fn is_clean(&self) -> bool {
        self.entries
            .iter()
            .all(|entry| entry.status == Status::Fresh || entry.mended)
    }

    /// Whether this run wrote nothing because nothing had to be.
    pub fn is_fresh(&self) -> bool {
        self.entries
            .iter()
            .all(|entry| entry.status == Status::Fresh)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.status != Status::Fresh)
            .collect();
        for entry in &changed {
            if let Some(difference) = &entry.difference {
                f.write_str(difference)?;
            }
        }
        for entry in &changed {
            let did = match (entry.status, entry.mended) {
                (Status::Orphan { .. }, true) => "removed ",
                (_, true) => "wrote ",
                (_, false) => "",
            };
            writeln!(f, "{did}{} ({})", entry.path, entry.status.word())?;
        }
        let fresh = self.entries.len() - changed.len();
        writeln!(f, "{} files, {fresh} fresh", self.entries.len())
    }
}

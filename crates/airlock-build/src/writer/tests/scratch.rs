//! A folder for one test, removed afterwards.

use crate::writer::{Mode, Outcome, Output, OutputSet, WriteError};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder whose name has a space, because users' folders do.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    #[allow(
        clippy::disallowed_methods,
        reason = "a test needs a folder of its own"
    )]
    pub(super) fn new() -> Scratch {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("airlock writer {}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a temporary folder");
        Scratch(path)
    }

    /// Puts a file there behind the writer's back.
    #[allow(
        clippy::disallowed_methods,
        reason = "what the writer finds has to come from somewhere"
    )]
    pub(super) fn put(&self, path: &str, text: &str) {
        let full = self.0.join(path);
        fs::create_dir_all(full.parent().expect("a parent")).expect("a folder");
        fs::write(full, text).expect("a file");
    }

    pub(super) fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }

    /// Every file below, sorted.
    pub(super) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() && !path.is_symlink() {
                    true => open.push(path),
                    false => found.push(relative(&self.0, &path)),
                }
            }
        }
        found.sort();
        found
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).expect("below the root");
    path.to_string_lossy().replace('\\', "/")
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A set of (path, text) that owns `out`.
pub(super) fn set(root: &Path, files: &[(&str, &str)]) -> OutputSet {
    let mut set = OutputSet::new(root);
    set.own("out").expect("a legal folder");
    for (path, text) in files {
        set.add(Output::new(*path, text.as_bytes()))
            .expect("a legal set");
    }
    set
}

/// The statuses of a run as `path word` lines.
pub(super) fn statuses(result: Result<Outcome, WriteError>) -> String {
    let outcome = result.unwrap_or_else(|error| panic!("{error}"));
    let lines = outcome
        .entries()
        .iter()
        .map(|e| format!("{} {}", e.path, e.status.word()));
    lines.collect::<Vec<_>>().join("\n")
}

/// What a check says.
pub(super) fn check(set: &OutputSet) -> String {
    statuses(set.run(Mode::Check))
}

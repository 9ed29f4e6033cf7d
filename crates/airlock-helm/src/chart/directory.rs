//! A chart's folder: a sorted walk that follows links, leaving out what `.helmignore` names.
//!
//! Links that lead out of the chart are refused unless the caller allows them: a chart that
//! nobody has read may not read the machine.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

use airlock_gotmpl::{Str, number};

use super::archive::{MAX_FILE_3, MAX_SIZE};
use super::files::{SourceFile, without_bom};
use super::ignore::Rules;
use super::load::LoadOptions;
use crate::error::{Error, Result};
use crate::values::sources::go_words;

const IGNORE_FILE: &str = ".helmignore";
/// How deep folders and links may nest; links can lead back to where they are.
const MAX_DEPTH: usize = 64;
/// Room for most files.
const FIRST_BUFFER: usize = 64 << 10;
/// From how many files on a second thread that reads pays.
const PARALLEL_FROM: usize = 48;

/// The files of a folder, in Helm's order.
pub(super) fn read_directory(root: &Path, options: LoadOptions) -> Result<Vec<SourceFile>> {
    let rules = rules_of(root)?;
    let mut walk = Walk {
        root,
        real_root: fs::canonicalize(root).map_err(|e| cannot("open", root, &e))?,
        rules,
        options,
        found: Vec::new(),
        left: MAX_SIZE,
    };
    let walked = walk.folder(root, "", 0);
    // What is wrong with a file comes before what is wrong behind it.
    let files = read_all(walk.found)?;
    walked.map(|()| files)
}

/// A file that belongs to the chart.
struct Found {
    path: PathBuf,
    inside: String,
    size: usize,
}

/// Reads files, many of them by two threads; the first failure in order is the error.
fn read_all(found: Vec<Found>) -> Result<Vec<SourceFile>> {
    let read: Vec<OnceLock<Result<Str>>> = found.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        // Its pages are touched once for all files.
        let mut buffer = Vec::with_capacity(FIRST_BUFFER);
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(file), Some(slot)) = (found.get(at), read.get(at)) else {
                return;
            };
            let _ = slot.set(file.read(&mut buffer));
        }
    };
    thread::scope(|scope| {
        if found.len() >= PARALLEL_FROM {
            // Without a thread, all are read by this one.
            let _ = Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let mut files = Vec::with_capacity(found.len());
    for (file, data) in found.into_iter().zip(read) {
        let data = data.into_inner().unwrap_or_else(|| Ok(Str::default()))?;
        let name = file.inside;
        files.push(SourceFile { name, data });
    }
    Ok(files)
}

impl Found {
    fn read(&self, buffer: &mut Vec<u8>) -> Result<Str> {
        let wrap = |what: &str, e: &io::Error| in_file(&self.inside, cannot(what, &self.path, e));
        let mut opened = fs::File::open(&self.path).map_err(|e| wrap("open", &e))?;
        fill(buffer, &mut opened, self.size).map_err(|e| wrap("read", &e))?;
        Ok(Str::new(without_bom(buffer)))
    }
}

/// Fills the buffer with as much of a file as its size says.
fn fill(buffer: &mut Vec<u8>, file: &mut fs::File, size: usize) -> io::Result<()> {
    buffer.resize(size, 0);
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|r| !r.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    buffer.truncate(filled);
    Ok(())
}

fn in_file(inside: &str, error: Error) -> Error {
    error.context(format_args!("error reading {inside}"))
}

fn rules_of(root: &Path) -> Result<Rules> {
    let path = root.join(IGNORE_FILE);
    // Nothing but a file: a link to a device would be read for ever.
    let is_file = fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MAX_SIZE as u64);
    let text = match is_file.then(|| fs::read(&path)) {
        Some(Ok(text)) => text,
        _ => return Ok(Rules::default().with_defaults()),
    };
    let rules = Rules::parse(&String::from_utf8_lossy(&text));
    rules
        .map(Rules::with_defaults)
        .map_err(|e| Error::chart(e).remedy(format!("mend the pattern in {}", path.display())))
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::chart(format!("{what} {}: {}", path.display(), go_words(error)))
}

struct Walk<'r> {
    root: &'r Path,
    real_root: PathBuf,
    rules: Rules,
    options: LoadOptions,
    found: Vec<Found>,
    left: usize,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) -> Result<()> {
        if depth > MAX_DEPTH {
            let folder = folder.display();
            return Err(
                Error::chart(format!("{folder}: folders nest deeper than {MAX_DEPTH}"))
                    .remedy("look for a symbolic link that leads back to a folder above it"),
            );
        }
        let entries = fs::read_dir(folder).map_err(|e| cannot("open", folder, &e))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|e| cannot("read", folder, &e))?;
            names.push((entry.file_name(), entry));
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, entry) in names {
            let path = folder.join(&name);
            let inside = match inside {
                "" => name.to_string_lossy().into_owned(),
                inside => format!("{inside}/{}", name.to_string_lossy()),
            };
            self.visit(path, inside, &entry, depth)?;
        }
        Ok(())
    }

    fn visit(
        &mut self,
        path: PathBuf,
        inside: String,
        entry: &fs::DirEntry,
        depth: usize,
    ) -> Result<()> {
        let kind = entry.file_type();
        let mut kind = kind.map_err(|e| cannot("lstat", &path, &e))?;
        let is_link = kind.is_symlink();
        if is_link {
            let target = fs::metadata(&path).map_err(|e| {
                Error::chart(format!(
                    "error evaluating symlink {}: {}",
                    path.display(),
                    cannot("lstat", &path, &e)
                ))
            })?;
            kind = target.file_type();
        }
        if self.rules.ignores(&inside, kind.is_dir()) {
            return Ok(());
        }
        if is_link {
            self.check_link(&path)?;
        }
        if kind.is_dir() {
            return self.folder(&path, &inside, depth + 1);
        }
        if !kind.is_file() {
            return Err(Error::chart(format!(
                "cannot load irregular file {} as it has file mode type bits set",
                path.display()
            )));
        }
        self.file(path, inside)
    }

    /// A link must stay in the chart, unless the caller said otherwise.
    fn check_link(&self, path: &Path) -> Result<()> {
        if self.options.outside_links {
            return Ok(());
        }
        let real = fs::canonicalize(path).map_err(|e| cannot("lstat", path, &e))?;
        if real.starts_with(&self.real_root) {
            return Ok(());
        }
        Err(Error::chart(format!(
            "symbolic link {} leads out of the chart {} to {}",
            path.display(),
            self.root.display(),
            real.display()
        ))
        .remedy("copy the file into the chart, or allow links that lead out of it"))
    }

    fn file(&mut self, path: PathBuf, inside: String) -> Result<()> {
        let size = fs::metadata(&path)
            .map_err(|e| in_file(&inside, cannot("stat", &path, &e)))?
            .len();
        if self.options.compat.is_helm3() && size > MAX_FILE_3 as u64 {
            let base = inside.rsplit('/').next().unwrap_or_default();
            return Err(Error::chart(format!(
                "chart file {} is larger than the maximum file size {MAX_FILE_3}",
                number::quote(base.as_bytes())
            )));
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            let why = format!("chart exceeds maximum decompressed size of {MAX_SIZE} bytes");
            in_file(&inside, Error::chart(why))
        })?;
        self.found.push(Found { path, inside, size });
        Ok(())
    }
}

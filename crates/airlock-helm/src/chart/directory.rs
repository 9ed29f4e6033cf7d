//! A chart's folder: a sorted walk that follows links, leaving out what `.helmignore` names.
//!
//! Links that lead out of the chart are refused unless the caller allows them: a chart that
//! nobody has read may not read the machine.

use std::cell::OnceCell;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use airlock_gotmpl::{Str, number};

use super::archive::{MAX_FILE_3, MAX_SIZE};
use super::assemble::is_read_by_loading;
use super::files::{ChartFile, without_bom};
use super::ignore::Rules;
use super::load::LoadOptions;
use crate::error::{Error, Result};
use crate::values::sources::go_words;

const IGNORE_FILE: &str = ".helmignore";
/// How deep folders and links may nest; links can lead back to where they are.
const MAX_DEPTH: usize = 64;
/// Room for most files.
const FIRST_BUFFER: usize = 64 << 10;

/// The files of a folder, in Helm's order.
pub(super) fn read_directory(root: &Path, options: LoadOptions) -> Result<Vec<ChartFile>> {
    let rules = rules_of(root)?;
    let mut walk = Walk {
        root,
        real_root: OnceCell::new(),
        rules,
        options,
        files: Vec::new(),
        buffer: Vec::with_capacity(FIRST_BUFFER),
        left: MAX_SIZE,
    };
    walk.folder(root, "", 0)?;
    Ok(walk.files)
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

struct Walk<'w> {
    root: &'w Path,
    /// Where the root really is, once a link was met.
    real_root: OnceCell<PathBuf>,
    rules: Rules,
    options: LoadOptions,
    files: Vec<ChartFile>,
    /// One for all files: its pages are touched once.
    buffer: Vec<u8>,
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
        // No entry is kept: each would keep the folder open, and its buffer.
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|e| cannot("read", folder, &e))?;
            names.push((entry.file_name(), entry.file_type()));
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, kind) in names {
            let path = folder.join(&name);
            let inside = match inside {
                "" => name.to_string_lossy().into_owned(),
                inside => format!("{inside}/{}", name.to_string_lossy()),
            };
            self.visit(path, inside, kind, depth)?;
        }
        Ok(())
    }

    fn visit(
        &mut self,
        path: PathBuf,
        inside: String,
        kind: io::Result<fs::FileType>,
        depth: usize,
    ) -> Result<()> {
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
        self.file(&path, inside)
    }

    fn real_root(&self) -> Result<&Path> {
        if self.real_root.get().is_none() {
            let real = fs::canonicalize(self.root).map_err(|e| cannot("open", self.root, &e))?;
            let _ = self.real_root.set(real);
        }
        Ok(self.real_root.get().map_or(self.root, PathBuf::as_path))
    }

    /// A link must stay in the chart, unless the caller said otherwise.
    fn check_link(&self, path: &Path) -> Result<()> {
        if self.options.outside_links {
            return Ok(());
        }
        let real = fs::canonicalize(path).map_err(|e| cannot("lstat", path, &e))?;
        if real.starts_with(self.real_root()?) {
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

    fn file(&mut self, path: &Path, name: String) -> Result<()> {
        let wrap = |what: &str, e: &io::Error| in_file(&name, cannot(what, path, e));
        let mut file = fs::File::open(path).map_err(|e| wrap("open", &e))?;
        let size = file.metadata().map_err(|e| wrap("stat", &e))?.len();
        if self.options.compat.is_helm3() && size > MAX_FILE_3 as u64 {
            let base = name.rsplit('/').next().unwrap_or_default();
            return Err(Error::chart(format!(
                "chart file {} is larger than the maximum file size {MAX_FILE_3}",
                number::quote(base.as_bytes())
            )));
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            let why = format!("chart exceeds maximum decompressed size of {MAX_SIZE} bytes");
            in_file(&name, Error::chart(why))
        })?;
        if self.options.leave_files && !is_read_by_loading(&name) {
            self.files
                .push(ChartFile::later(name, path.to_path_buf(), size));
            return Ok(());
        }
        fill(&mut self.buffer, &mut file, size).map_err(|e| wrap("read", &e))?;
        let data = Str::new(without_bom(&self.buffer));
        self.files.push(ChartFile::held(name, data));
        Ok(())
    }
}

/// Reads a file that loading left where it is, and that had that many bytes then.
pub(super) fn read_left(path: &Path, size: usize, name: &str) -> Result<Str> {
    let wrap = |what: &str, e: &io::Error| in_file(name, cannot(what, path, e));
    let file = fs::File::open(path).map_err(|e| wrap("open", &e))?;
    let mut bytes = Vec::with_capacity(size + 1);
    let most = size as u64 + 1;
    let read = file.take(most).read_to_end(&mut bytes);
    match read.map_err(|e| wrap("read", &e))? {
        count if count == size => Ok(Str::new(without_bom(&bytes))),
        _ => Err(in_file(
            name,
            Error::chart(format!("{} changed after it was loaded", path.display())),
        )),
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

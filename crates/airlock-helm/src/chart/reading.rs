//! Reading a folder's files, the first of them while others are still looked for.
//!
//! May not decide which files there are. Failures come in the order of the files, whichever thread
//! met them.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder, Scope};

use airlock_gotmpl::Str;

use super::directory::{cannot, in_file};
use super::files::{SourceFile, without_bom};
use crate::error::Result;
use crate::shared::{Work, guard};

/// Room for most files.
const FIRST_BUFFER: usize = 64 << 10;
/// From how many files on a second thread pays.
const PARALLEL_FROM: usize = 40;

/// A file that belongs to the chart.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) inside: String,
    pub(super) size: usize,
}

/// Reads all that a search finds, in the order in which it finds it.
pub(super) fn read_found(
    search: impl FnOnce(&mut Finds<'_, '_>) -> Result<()>,
) -> Result<Vec<SourceFile>> {
    let reading = Reading {
        found: Work::new(),
        read: Mutex::default(),
    };
    let searched = thread::scope(|scope| {
        let mut finds = Finds {
            reading: &reading,
            scope,
            count: 0,
        };
        let searched = search(&mut finds);
        drop(finds);
        reading.work();
        searched
    });
    let read = reading.read.into_inner();
    let mut read = read.unwrap_or_else(PoisonError::into_inner);
    read.sort_by_key(|(at, ..)| *at);
    // What is wrong with a file comes before what is wrong behind it.
    let files: Result<Vec<_>> = read.into_iter().map(source_file).collect();
    files.and_then(|files| searched.map(|()| files))
}

/// Files with their places. Each comes back as it was found, for the thread that made it to take it
/// apart: memory that changes threads makes them wait for one another.
type Files = Vec<(usize, Found, Result<Str>)>;

fn source_file((_, found, read): (usize, Found, Result<Str>)) -> Result<SourceFile> {
    let name = found.inside;
    read.map(|data| SourceFile { name, data })
}

/// Where a search puts what it finds, until this is dropped.
pub(super) struct Finds<'s, 'r> {
    reading: &'r Reading,
    scope: &'s Scope<'s, 'r>,
    count: usize,
}

impl Finds<'_, '_> {
    pub(super) fn add(&mut self, file: Found) {
        self.reading.found.add([(self.count, file)]);
        self.count += 1;
        if self.count == PARALLEL_FROM {
            let reading = self.reading;
            // Without a thread, all are read by this one.
            let _ = Builder::new().spawn_scoped(self.scope, || reading.work());
        }
    }
}

impl Drop for Finds<'_, '_> {
    fn drop(&mut self) {
        self.reading.found.close();
    }
}

/// What is found, and what is read.
struct Reading {
    found: Work<(usize, Found)>,
    read: Mutex<Files>,
}

impl Reading {
    /// Reads until nothing more comes.
    fn work(&self) {
        // Its pages are touched once for all files.
        let mut buffer = Vec::with_capacity(FIRST_BUFFER);
        let mut read = Vec::new();
        while let Some((at, file)) = self.found.first() {
            let data = file.read(&mut buffer);
            read.push((at, file, data));
        }
        guard(&self.read).append(&mut read);
    }
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

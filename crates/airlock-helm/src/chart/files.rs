//! A file of a chart: in memory, or left on the disk until a template asks for it.
//!
//! Most of what many charts hold, pages of documentation and dashboards, no template ever reads.

use std::path::PathBuf;
use std::sync::OnceLock;

use airlock_gotmpl::Str;

use super::directory::read_left;
use crate::error::Result;

/// A file: its path inside the chart and its bytes, which are shared, never copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path inside the chart, with `/`.
    pub name: String,
    /// The bytes, without a byte order mark.
    pub data: Str,
}

/// The bytes without a byte order mark.
pub(super) fn without_bom(data: &[u8]) -> &[u8] {
    data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data)
}

/// A file of a loaded chart.
#[derive(Debug)]
pub(crate) struct ChartFile {
    pub(crate) name: String,
    contents: Contents,
}

#[derive(Debug)]
enum Contents {
    Held(Str),
    Later(Box<Later>),
}

/// A file that is read when it is first asked for.
#[derive(Debug)]
struct Later {
    path: PathBuf,
    size: usize,
    read: OnceLock<std::result::Result<Str, String>>,
}

impl ChartFile {
    /// A file whose bytes are here.
    pub(super) fn held(name: String, data: Str) -> Self {
        let contents = Contents::Held(data);
        Self { name, contents }
    }

    /// A file that stays where it is.
    pub(super) fn later(name: String, path: PathBuf, size: usize) -> Self {
        let read = OnceLock::new();
        let contents = Contents::Later(Box::new(Later { path, size, read }));
        Self { name, contents }
    }

    /// How many bytes it has, read or not.
    pub(crate) fn size(&self) -> usize {
        match &self.contents {
            Contents::Held(data) => data.len(),
            Contents::Later(later) => later.size,
        }
    }

    /// The bytes; none where they can no longer be read, which [`Self::trouble`] then tells.
    pub(crate) fn data(&self) -> Str {
        match &self.contents {
            Contents::Held(data) => data.clone(),
            Contents::Later(later) => {
                let read = || later.bytes(&self.name).map_err(|error| error.to_string());
                later.read.get_or_init(read).clone().unwrap_or_default()
            }
        }
    }

    /// Why the file could not be read when it was asked for.
    pub(crate) fn trouble(&self) -> Option<&str> {
        match &self.contents {
            Contents::Held(_) => None,
            Contents::Later(later) => later.read.get()?.as_ref().err().map(String::as_str),
        }
    }

    /// The file with its bytes.
    pub(super) fn into_source(self) -> Result<SourceFile> {
        let data = match self.contents {
            Contents::Held(data) => data,
            Contents::Later(later) => later.bytes(&self.name)?,
        };
        let name = self.name;
        Ok(SourceFile { name, data })
    }
}

impl Later {
    fn bytes(&self, name: &str) -> Result<Str> {
        read_left(&self.path, self.size, name)
    }
}

impl From<SourceFile> for ChartFile {
    fn from(file: SourceFile) -> Self {
        Self::held(file.name, file.data)
    }
}

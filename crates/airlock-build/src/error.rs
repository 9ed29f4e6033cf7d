//! The one error of this crate: what it is about, what is wrong, and what mends it.
//!
//! `{}` is one line; `{:#}` shows the source line where there is one. Prints nothing by itself.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a platform could not be read, rendered, locked or turned into constants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    line: String,
    full: String,
    remedy: Option<String>,
}

impl Error {
    /// An error with its cause.
    pub fn new(cause: impl Into<String>) -> Error {
        let line = cause.into();
        Error {
            full: line.clone(),
            line,
            remedy: None,
        }
    }

    /// An error of reading or writing a file.
    pub(crate) fn of_file(what: &str, path: &Path, error: &io::Error) -> Error {
        Error::new(format!("{what} {}: {error}", path.display()))
    }

    /// The same error, said to be about something: a chart, a manifest.
    #[must_use]
    pub fn about(mut self, subject: impl fmt::Display) -> Error {
        self.line = format!("{subject}: {}", self.line);
        self.full = format!("{subject}: {}", self.full);
        self
    }

    /// The same error with the command or key that mends it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Error {
        self.remedy = Some(remedy.into());
        self
    }

    /// Several errors as one, each on its own line.
    pub fn several(errors: &[Error]) -> Error {
        let lines: Vec<String> = errors.iter().map(Error::to_string).collect();
        let full: Vec<String> = errors.iter().map(|error| format!("{error:#}")).collect();
        Error {
            line: lines.join("\n"),
            full: full.join("\n"),
            remedy: None,
        }
    }

    /// Nothing where there is no error; else all of them.
    pub(crate) fn none_of(errors: &[Error]) -> Result<(), Error> {
        match errors {
            [] => Ok(()),
            [one] => Err(one.clone()),
            several => Err(Error::several(several)),
        }
    }

    #[cfg(feature = "render")]
    pub(crate) fn of_helm(error: &airlock_helm::Error) -> Error {
        Error {
            line: error.to_string(),
            full: format!("{error:#}"),
            remedy: None,
        }
    }
}

impl From<airlock_lock::Error> for Error {
    fn from(error: airlock_lock::Error) -> Error {
        Error {
            line: error.to_string(),
            full: format!("{error:#}"),
            remedy: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (f.alternate(), &self.remedy) {
            (false, None) => f.write_str(&self.line),
            (false, Some(remedy)) => write!(f, "{} ({remedy})", self.line),
            (true, None) => f.write_str(&self.full),
            (true, Some(remedy)) => write!(f, "{}\n  = help: {remedy}", self.full),
        }
    }
}

impl std::error::Error for Error {}

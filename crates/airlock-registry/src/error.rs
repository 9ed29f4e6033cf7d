//! The one error of this crate: what failed, at which address, and what mends it.
//!
//! Never holds a credential, nor an address's query, which may be a signature.

use std::fmt;

/// Why something could not be downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    cause: String,
    remedy: Option<&'static str>,
    passing: bool,
}

impl Error {
    pub(crate) fn new(cause: impl Into<String>) -> Error {
        Error {
            cause: cause.into(),
            remedy: None,
            passing: false,
        }
    }

    /// An error that may be gone at the next attempt.
    pub(crate) fn passing(cause: impl Into<String>) -> Error {
        Error {
            passing: true,
            ..Error::new(cause)
        }
    }

    #[must_use]
    pub(crate) fn remedied(mut self, remedy: &'static str) -> Error {
        self.remedy = Some(remedy);
        self
    }

    #[must_use]
    pub(crate) fn about(mut self, subject: impl fmt::Display) -> Error {
        self.cause = format!("{subject}: {}", self.cause);
        self
    }

    #[must_use]
    pub(crate) fn after(mut self, attempts: u32) -> Error {
        if attempts > 1 {
            self.cause = format!("{} (tried {attempts} times)", self.cause);
        }
        self
    }

    /// Whether another attempt may succeed.
    pub fn is_passing(&self) -> bool {
        self.passing
    }

    /// What is wrong, in one line.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What mends it, where that is known.
    pub fn remedy(&self) -> Option<&'static str> {
        self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.remedy {
            None => f.write_str(&self.cause),
            Some(remedy) => write!(f, "{} ({remedy})", self.cause),
        }
    }
}

impl std::error::Error for Error {}

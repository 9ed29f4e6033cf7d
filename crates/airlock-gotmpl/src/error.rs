//! Errors of parsing and running templates.

/// An error of parsing or running a template. `Display` is one line in Go's words.
#[derive(Debug)]
pub struct Error {
    message: crate::str::Str,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.message, f)
    }
}

impl std::error::Error for Error {}

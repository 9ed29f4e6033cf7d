//! Errors of parsing and running templates. (To be written by the evaluator's owner.)

/// An error of parsing or running a template.
#[derive(Debug)]
pub struct Error {
    /// The message, in Go's words.
    pub message: crate::str::Str,
}

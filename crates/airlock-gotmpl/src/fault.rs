//! An error on its way out of the evaluation of a node, before it is known where that was.

use crate::error::Error;
use crate::func::FuncError;
use crate::str::Str;

/// What went wrong.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: Str,
    pub(crate) cause: Option<Box<Error>>,
    pub(crate) limit: bool,
}

/// The result of evaluating something.
pub(crate) type Eval<T> = Result<T, Box<Fault>>;

impl Fault {
    /// A fault with a message in Go's words.
    pub(crate) fn new(message: impl Into<Str>) -> Box<Self> {
        Box::new(Self {
            message: message.into(),
            cause: None,
            limit: false,
        })
    }

    /// A fault because the run used up what it may.
    pub(crate) fn limit(message: impl Into<Str>) -> Box<Self> {
        let mut fault = Self::new(message);
        fault.limit = true;
        fault
    }

    /// The fault of a function that gave an error.
    pub(crate) fn calling(name: &str, error: FuncError) -> Box<Self> {
        let mut message = format!("error calling {name}: ").into_bytes();
        message.extend_from_slice(&error.message);
        Box::new(Self {
            message: message.into(),
            cause: error.cause,
            limit: false,
        })
    }
}

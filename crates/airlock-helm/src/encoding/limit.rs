//! Why a value could not be written: in Go's words, or because it is larger than we let one value
//! be. Helm's functions swallow the first kind; nobody may swallow the others.

use airlock_gotmpl::FuncError;

/// What one written value may have at most. A few lists inside each other can stand for more than
/// any memory holds.
pub(crate) const MAX_BYTES: usize = 128 << 20;

/// Why a value could not be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WriteError {
    /// The library's own error.
    Go(String),
    /// What the library panics with. Helm does not swallow that either.
    Panic(String),
    /// The text would be larger than [`MAX_BYTES`].
    TooLarge,
}

impl WriteError {
    /// What Helm makes of it where it swallows errors: `empty` in the place of the text.
    pub(crate) fn swallowed<T>(self, empty: impl FnOnce(String) -> T) -> Result<T, FuncError> {
        match self {
            Self::Go(message) => Ok(empty(message)),
            Self::Panic(_) | Self::TooLarge => Err(FuncError::new(self.to_string())),
        }
    }
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Go(message) | Self::Panic(message) => f.write_str(message),
            Self::TooLarge => write!(f, "the encoded value has more than {MAX_BYTES} bytes"),
        }
    }
}

impl From<WriteError> for String {
    fn from(error: WriteError) -> Self {
        error.to_string()
    }
}

impl From<WriteError> for FuncError {
    fn from(error: WriteError) -> Self {
        Self::new(error.to_string())
    }
}

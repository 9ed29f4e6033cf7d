//! What can be wrong with a document, in Go's words and with our positions.
//! Nothing here reads YAML.

use std::fmt;

/// A place in the input: zero-based line and column (in characters), and byte offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Zero-based line.
    pub line: u32,
    /// Zero-based column in characters.
    pub column: u32,
    /// Byte offset in the decoded text.
    pub offset: u32,
}

/// The step of `sigs.k8s.io/yaml` that refused the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading YAML or turning it into JSON.
    Convert,
    /// Reading that JSON into the wanted Go type.
    Decode,
}

/// Why an input was refused: the text that Go gives, and where the cause stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Cause>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Cause {
    message: String,
    stage: Stage,
    mark: Option<Mark>,
}

impl Error {
    pub(crate) fn new(stage: Stage, mark: Option<Mark>, message: String) -> Self {
        Error(Box::new(Cause {
            message,
            stage,
            mark,
        }))
    }

    /// A failure of yaml.v2 at a place: its text starts with `yaml: `.
    pub(crate) fn yaml(mark: Option<Mark>, text: &str) -> Self {
        Error::new(Stage::Convert, mark, format!("yaml: {text}"))
    }

    /// The text that yaml.v2 or encoding/json gives, without `sigs.k8s.io/yaml`'s prefix.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The text that `sigs.k8s.io/yaml.Unmarshal` gives.
    pub fn unmarshal_message(&self) -> String {
        match self.0.stage {
            Stage::Convert => format!("error converting YAML to JSON: {}", self.0.message),
            Stage::Decode => {
                format!(
                    "error unmarshaling JSON: while decoding JSON: {}",
                    self.0.message
                )
            }
        }
    }

    /// Which step refused.
    pub fn stage(&self) -> Stage {
        self.0.stage
    }

    /// Where the cause stands, if it stands anywhere.
    pub fn mark(&self) -> Option<Mark> {
        self.0.mark
    }

    /// One-based line of the cause (Go's own text is sometimes off by one).
    pub fn line(&self) -> Option<u32> {
        self.0.mark.map(|mark| mark.line.saturating_add(1))
    }

    /// One-based column of the cause, in characters.
    pub fn column(&self) -> Option<u32> {
        self.0.mark.map(|mark| mark.column.saturating_add(1))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

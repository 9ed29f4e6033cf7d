//! Why a stream could not be read wholly: where, and in whose words.

use std::fmt;

/// One document that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    source: String,
    document: usize,
    line: u32,
    column: u32,
    template: Option<String>,
    message: String,
}

impl Error {
    pub(crate) fn new(
        source: &str,
        document: usize,
        line: u32,
        column: u32,
        message: &str,
    ) -> Self {
        Self {
            source: source.to_string(),
            document,
            line,
            column,
            template: None,
            message: message.to_string(),
        }
    }

    pub(crate) fn with_template(mut self, template: Option<&str>) -> Self {
        self.template = template.map(str::to_string);
        self
    }

    /// The stream's name, as the caller gave it.
    pub fn source_name(&self) -> &str {
        &self.source
    }

    /// The document's number in the stream, from one.
    pub fn document(&self) -> usize {
        self.document
    }

    /// Line in the stream, from one; where the reader does not know better, the document's first.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Column in the stream, from one; zero where it is not known.
    pub fn column(&self) -> u32 {
        self.column
    }

    /// The template that a `# Source:` comment names.
    pub fn template(&self) -> Option<&str> {
        self.template.as_deref()
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": document {}", self.document)?;
        if let Some(template) = &self.template {
            write!(f, " ({template})")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {}

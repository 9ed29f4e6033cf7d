//! One error: where in which file, the line itself, what is wrong, and what mends it.
//!
//! `{}` prints one line; `{:#}` adds the source line with a caret and the remedy on its own line.
//! Nothing here reads a file: the text is handed in by whoever read it.

use crate::tree::Span;
use std::fmt;

/// Something in a file of pins, a lock or an image list that cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    file: String,
    line: usize,
    column: usize,
    source_line: String,
    width: usize,
    cause: String,
    remedy: Option<String>,
}

impl Error {
    /// An error at `span` of `text`, which is the content of `file`.
    pub fn new(file: &str, text: &str, span: Span, cause: impl Into<String>) -> Error {
        let place = Place::find(text, span);
        Error {
            file: file.to_string(),
            line: place.line,
            column: place.column,
            source_line: place.source.to_string(),
            width: place.width,
            cause: cause.into(),
            remedy: None,
        }
    }

    /// The same error with the command, key or value that mends it.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Error {
        self.remedy = Some(remedy.into());
        self
    }

    /// The file's name as it was handed in.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line and column, both counted from 1; the column counts characters.
    pub fn position(&self) -> (usize, usize) {
        (self.line, self.column)
    }

    /// What is wrong, without its place.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What mends it, where that is known.
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    fn excerpt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent: String = self
            .source_line
            .chars()
            .take(self.column.saturating_sub(1))
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", self.source_line)?;
        write!(f, "{margin} | {indent}{}", "^".repeat(self.width))?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n{margin} = help: {remedy}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.cause
        )?;
        if f.alternate() {
            writeln!(f)?;
            return self.excerpt(f);
        }
        match &self.remedy {
            Some(remedy) => write!(f, " ({remedy})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// A span's line, with everything an excerpt needs.
struct Place<'t> {
    line: usize,
    column: usize,
    source: &'t str,
    width: usize,
}

impl<'t> Place<'t> {
    fn find(text: &'t str, span: Span) -> Place<'t> {
        let start = floor_boundary(text, span.start);
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(line_start..).unwrap_or("");
        let source = rest.split('\n').next().unwrap_or("").trim_end_matches('\r');
        let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
        let end = floor_boundary(text, span.end).min(line_start + source.len());
        let width = text
            .get(start..end)
            .map_or(0, |marked| marked.chars().count());
        Place {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column,
            source,
            width: width.max(1),
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

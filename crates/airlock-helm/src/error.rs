//! The one error type of the crate.
//!
//! `{}` is what Helm prints, in Helm's words; `{:#}` adds where: the file, the line with a caret,
//! the templates that led there, and what mends it. May not print anything by itself.

use std::fmt;

use crate::search::line_end;

/// What a fallible function of this crate gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a chart could not be loaded or rendered.
#[derive(Debug)]
pub struct Error {
    message: String,
    kind: Kind,
    detail: Box<Detail>,
}

/// At which stage something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reading the chart, its dependencies included.
    Chart,
    /// Values: files, flags, merging, schemas.
    Values,
    /// The release: its name, its Kubernetes version.
    Release,
    /// A template, or a rendered document that is not acceptable.
    Render,
}

#[derive(Debug, Default)]
struct Detail {
    place: Option<Place>,
    chain: Vec<String>,
    remedy: Option<String>,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as a path inside the chart or as the user named it.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// The column in bytes, from 1; 0 where it is not known.
    pub column: usize,
    /// The line itself.
    pub text: String,
}

impl Error {
    /// An error with Helm's message.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            kind,
            detail: Box::default(),
        }
    }

    pub(crate) fn chart(message: impl Into<String>) -> Self {
        Self::new(Kind::Chart, message)
    }

    pub(crate) fn values(message: impl Into<String>) -> Self {
        Self::new(Kind::Values, message)
    }

    pub(crate) fn release(message: impl Into<String>) -> Self {
        Self::new(Kind::Release, message)
    }

    pub(crate) fn render(message: impl Into<String>) -> Self {
        Self::new(Kind::Render, message)
    }

    /// The same error with more in front of its message, as Helm wraps errors.
    pub fn context(mut self, before: impl fmt::Display) -> Self {
        self.message = format!("{before}: {}", self.message);
        self
    }

    /// The same error with the place where it happened.
    pub fn at(mut self, place: Place) -> Self {
        self.detail.place = Some(place);
        self
    }

    /// The same error with the templates that led there, the outermost first.
    pub fn through(mut self, chain: Vec<String>) -> Self {
        self.detail.chain = chain;
        self
    }

    /// The same error with what mends it.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.detail.remedy = Some(remedy.into());
        self
    }

    /// At which stage it happened.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Helm's message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it happened, where that is known.
    pub fn place(&self) -> Option<&Place> {
        self.detail.place.as_ref()
    }

    /// The templates that led there, the outermost first.
    pub fn chain(&self) -> &[String] {
        &self.detail.chain
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !f.alternate() {
            return Ok(());
        }
        if let Some(place) = &self.detail.place {
            write!(f, "\n{place}")?;
        }
        for links in self.detail.chain.chunk_by(|one, next| one == next) {
            match links {
                [link] => write!(f, "\n  by {link}")?,
                [link, ..] => write!(f, "\n  by {link} ({} times)", links.len())?,
                [] => {}
            }
        }
        match &self.detail.remedy {
            Some(remedy) => write!(f, "\nhelp: {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  --> {}", self.file)?;
        if self.line == 0 {
            return Ok(());
        }
        write!(f, ":{}", self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        let number = self.line.to_string();
        write!(f, "\n {number} | {}", self.text)?;
        if self.column > 0 {
            let margin = " ".repeat(number.len() + 1);
            write!(f, "\n{margin} | {}^", self.before_caret())?;
        }
        Ok(())
    }
}

impl Place {
    /// A place in a text; the column is in characters, from 1.
    pub(crate) fn in_text(file: &str, text: &[u8], line: usize, column: usize) -> Self {
        let mut start = 0;
        for _ in 1..line {
            start = (line_end(text, start) + 1).min(text.len());
        }
        let end = line_end(text, start);
        let text = String::from_utf8_lossy(&text[start..end])
            .trim_end()
            .to_owned();
        let before = text.chars().take(column.saturating_sub(1));
        let column = before.map(char::len_utf8).sum::<usize>() + 1;
        Self {
            file: file.to_owned(),
            line,
            column,
            text,
        }
    }

    /// Blanks as wide as what stands before the column; tabs stay tabs.
    fn before_caret(&self) -> String {
        let end = self.text.floor_char_boundary_at(self.column - 1);
        let blank = |c: char| if c == '\t' { '\t' } else { ' ' };
        self.text[..end].chars().map(blank).collect()
    }
}

/// `str::floor_char_boundary`, which is newer than our Rust version.
trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, index: usize) -> usize;
}

impl FloorCharBoundary for str {
    fn floor_char_boundary_at(&self, index: usize) -> usize {
        let mut index = index.min(self.len());
        while !self.is_char_boundary(index) {
            index -= 1;
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Place};

    #[test]
    fn the_alternate_form_shows_the_line_with_a_caret() {
        let error = Error::render("it broke")
            .at(Place {
                file: "x/templates/a.yaml".to_owned(),
                line: 12,
                column: 4,
                text: "a: {{ b }}".to_owned(),
            })
            .through(vec![
                "include \"y\"".to_owned(),
                "z".to_owned(),
                "z".to_owned(),
            ])
            .remedy("do this");
        assert_eq!(error.to_string(), "it broke");
        let expected = "it broke\n  --> x/templates/a.yaml:12:4\n 12 | a: {{ b }}\n    |    ^\n  by include \"y\"\n  by z (2 times)\nhelp: do this";
        assert_eq!(format!("{error:#}"), expected);
    }
}

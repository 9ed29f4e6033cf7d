//! Reading the argument of a `--set` flag character by character, and what can be wrong with it.

use std::fmt;

use airlock_gotmpl::number;

/// What is left of an argument.
pub(super) struct Cursor<'t> {
    text: &'t str,
    escapes: bool,
}

impl<'t> Cursor<'t> {
    /// A cursor at the start; a backslash escapes where `escapes` says so.
    pub(super) fn new(text: &'t str, escapes: bool) -> Self {
        Self { text, escapes }
    }

    /// The text up to one of the stops, and the stop, which is taken too.
    pub(super) fn until(&mut self, stops: &[char]) -> (String, Option<char>) {
        let mut text = String::new();
        while let Some(c) = self.next_char() {
            if stops.contains(&c) {
                return (text, Some(c));
            }
            if c == '\\' && self.escapes {
                text.extend(self.next_char());
            } else {
                text.push(c);
            }
        }
        (text, None)
    }

    /// The next character, which stays.
    pub(super) fn peek(&self) -> Option<char> {
        self.text.chars().next()
    }

    /// Takes the next character.
    pub(super) fn next_char(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.text = &self.text[c.len_utf8()..];
        Some(c)
    }

    /// Everything that is left, which stays.
    pub(super) fn rest_of(&self) -> &'t str {
        self.text
    }

    /// Takes everything that is left.
    pub(super) fn rest(&mut self) -> &'t str {
        std::mem::take(&mut self.text)
    }

    /// Takes so many bytes; all where that would cut a character.
    pub(super) fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        self.text = rest;
        taken
    }

    /// Takes space and, behind it, a comma. Whether that was all up to the next name.
    pub(super) fn skip_blank(&mut self) -> bool {
        self.text = self.text.trim_start();
        match self.peek() {
            None => true,
            Some(',') => {
                self.next_char();
                true
            }
            Some(_) => false,
        }
    }
}

/// Go's `strconv.Atoi`.
pub(super) fn atoi(text: &str) -> Result<i64, String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    text.parse().map_err(|_| {
        let what = if is_number {
            "value out of range"
        } else {
            "invalid syntax"
        };
        format!(
            "strconv.Atoi: parsing {}: {what}",
            number::quote(text.as_bytes())
        )
    })
}

/// Why an argument could not be read.
#[derive(Debug)]
pub(super) struct SetError {
    message: String,
    why: Why,
}

#[derive(Debug, PartialEq, Eq)]
enum Why {
    /// The argument is over. Helm takes that for success wherever it happens.
    End,
    /// A file could not be read; the key is set to null all the same.
    Unread,
    Malformed,
}

impl SetError {
    /// The argument is over.
    pub(super) fn end() -> Self {
        Self {
            message: "EOF".to_owned(),
            why: Why::End,
        }
    }

    /// The argument is malformed.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            why: Why::Malformed,
        }
    }

    /// A file could not be read.
    pub(super) fn unread(message: String) -> Self {
        Self {
            message,
            why: Why::Unread,
        }
    }

    /// The same error with more in front.
    pub(super) fn context(mut self, before: &str) -> Self {
        self.message = format!("{before}: {}", self.message);
        self
    }

    /// Whether the argument is simply over.
    pub(super) fn is_end(&self) -> bool {
        self.why == Why::End
    }

    /// Whether the key has been set to null.
    pub(super) fn sets_nil(&self) -> bool {
        self.why == Why::Unread
    }
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

//! Errors of parsing and running templates: Go's words, and besides them where it happened, in a
//! form that programs can ask.

use std::fmt;
use std::sync::Arc;

use crate::describe::{Site, describe};
use crate::number::quote;
use crate::str::Str;
use crate::tree::File;

/// Where an error happened and what was said there.
#[derive(Clone)]
pub struct Frame {
    place: Place,
    /// What was said; where there is an inner frame, what stands before its words.
    message: Str,
}

#[derive(Clone)]
enum Place {
    Nowhere,
    /// While parsing: the name and text of the file and the byte position.
    Parse(Str, Str, u32),
    /// While running: the file, the template of it that ran, and the node.
    Run(Arc<File>, u32, Site),
}

impl Frame {
    /// The name of the file that was parsed.
    pub fn file(&self) -> Option<&Str> {
        match &self.place {
            Place::Nowhere => None,
            Place::Parse(name, ..) => Some(name),
            Place::Run(file, ..) => Some(&file.name),
        }
    }

    /// The name of the template that ran, where one did.
    pub fn template(&self) -> Option<&Str> {
        match &self.place {
            Place::Run(file, body, _) => file.bodies.get(*body as usize).map(|body| &body.name),
            _ => None,
        }
    }

    /// The source of the node that was evaluated, as Go prints it, where one was.
    pub fn context(&self) -> Option<String> {
        match &self.place {
            Place::Run(file, _, site) => Some(describe(file, *site)),
            _ => None,
        }
    }

    /// What was said there; where there is an inner frame, what stands before its words.
    pub fn message(&self) -> &Str {
        &self.message
    }

    fn source(&self) -> Option<(&Str, usize)> {
        match &self.place {
            Place::Nowhere => None,
            Place::Parse(_, source, position) => Some((source, *position as usize)),
            Place::Run(file, _, site) => Some((&file.source, site.position(file) as usize)),
        }
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<usize> {
        let (source, position) = self.source()?;
        let before = source.get(..position)?;
        Some(1 + before.iter().filter(|b| **b == b'\n').count())
    }

    /// The column in bytes, from 0, as Go counts.
    pub fn column(&self) -> Option<usize> {
        let (source, position) = self.source()?;
        Some(position - line_start(source, position))
    }

    /// The line of source.
    pub fn source_line(&self) -> Option<String> {
        let (source, position) = self.source()?;
        let rest = source.get(line_start(source, position)..)?;
        let end = rest.iter().position(|b| *b == b'\n');
        let line = rest.get(..end.unwrap_or(rest.len()))?;
        Some(
            String::from_utf8_lossy(line)
                .trim_end_matches('\r')
                .to_owned(),
        )
    }

    /// What Go puts before the message.
    fn head(&self) -> String {
        let line = self.line().unwrap_or_default();
        match &self.place {
            Place::Nowhere => String::new(),
            Place::Parse(name, ..) => format!("template: {name}:{line}: "),
            Place::Run(file, ..) => {
                let template = quote(self.template().map_or(&[], Str::as_bytes));
                let context = self.context().unwrap_or_default();
                let column = self.column().unwrap_or_default();
                let name = &file.name;
                format!("template: {name}:{line}:{column}: executing {template} at <{context}>: ")
            }
        }
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.head(), self.message)
    }
}

fn line_start(source: &[u8], position: usize) -> usize {
    let before = source.get(..position).unwrap_or(source);
    before
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |newline| newline + 1)
}

/// An error of parsing or running a template.
///
/// `Display` is one line in Go's words. The alternate form (`{:#}`) says the cause first, shows
/// the line with a caret, and then the chain of templates that led there.
#[derive(Debug)]
pub struct Error {
    /// The innermost is the first.
    frames: Vec<Frame>,
    limit: bool,
}

/// Past this many frames an error about a limit records no more: the chain repeats itself.
const LIMIT_FRAMES: usize = 16;

impl Error {
    /// An error without a place.
    pub(crate) fn plain(message: impl Into<Str>) -> Self {
        Self::at(Place::Nowhere, message.into())
    }

    pub(crate) fn parse(name: Str, source: Str, position: u32, message: String) -> Self {
        Self::at(Place::Parse(name, source, position), message.into())
    }

    fn at(place: Place, message: Str) -> Self {
        Self {
            frames: vec![Frame { place, message }],
            limit: false,
        }
    }

    /// The error of running a node: what was said there, around the error that caused it.
    pub(crate) fn run(
        file: Arc<File>,
        body: u32,
        site: Site,
        message: Str,
        cause: Option<Box<Self>>,
    ) -> Box<Self> {
        let frame = Frame {
            place: Place::Run(file, body, site),
            message,
        };
        let Some(mut cause) = cause else {
            let frames = vec![frame];
            let limit = false;
            return Box::new(Self { frames, limit });
        };
        if !cause.limit || cause.frames.len() < LIMIT_FRAMES {
            cause.frames.push(frame);
        }
        cause
    }

    /// The same error as one about a limit of the run.
    pub(crate) fn about_limit(mut self: Box<Self>) -> Box<Self> {
        self.limit = true;
        self
    }

    /// Where it happened, from the outermost template to the innermost.
    pub fn frames(&self) -> impl ExactSizeIterator<Item = &Frame> {
        self.frames.iter().rev()
    }

    /// The innermost frame: the cause.
    pub fn cause(&self) -> &Frame {
        // There is always one; the first push is in the constructors.
        &self.frames[0]
    }

    /// The text in Go's words, and where the part of each frame begins in it, the outermost first.
    pub fn text_and_starts(&self) -> (String, Vec<usize>) {
        let (mut text, mut starts) = (String::new(), Vec::with_capacity(self.frames.len()));
        for frame in self.frames() {
            starts.push(text.len());
            text.push_str(&frame.head());
            text.push_str(&frame.message.to_text());
        }
        (text, starts)
    }

    /// Whether a limit of the run was exceeded.
    pub fn is_limit(&self) -> bool {
        self.limit
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return excerpt(self, f);
        }
        for frame in self.frames() {
            write!(f, "{}{}", frame.head(), frame.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// How many frames of a long chain are shown at its end.
const SHOWN: usize = 12;

fn excerpt(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let cause = error.cause();
    write!(f, "{}", cause.message)?;
    show_place(cause, f)?;
    for frame in error.frames.iter().skip(1).take(SHOWN) {
        show_step(frame, f)?;
    }
    let more = error.frames.len().saturating_sub(SHOWN + 1);
    if more > 0 {
        write!(f, "\n  … and {more} more")?;
    }
    Ok(())
}

fn show_place(frame: &Frame, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (Some(file), Some(line), Some(column)) = (frame.file(), frame.line(), frame.column())
    else {
        return Ok(());
    };
    let text = frame.source_line().unwrap_or_default();
    let gutter = line.to_string();
    let pad = " ".repeat(gutter.len());
    write!(f, "\n{pad}--> {file}:{line}:{column}")?;
    let Some((shown, caret)) = window(&text, column) else {
        return Ok(());
    };
    write!(
        f,
        "\n{pad} |\n{gutter} | {shown}\n{pad} | {}^",
        " ".repeat(caret)
    )
}

/// The part of a line around a column that fits a terminal, and where the column is in it.
fn window(text: &str, column: usize) -> Option<(String, usize)> {
    const WIDTH: usize = 100;
    let before = text.char_indices().take_while(|(i, _)| *i < column).count();
    let from = before.saturating_sub(WIDTH * 2 / 3);
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let shown: String = text.chars().skip(from).take(WIDTH).map(clean).collect();
    (!shown.is_empty()).then_some((shown, before - from))
}

fn show_step(frame: &Frame, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (Some(file), Some(line), Some(column)) = (frame.file(), frame.line(), frame.column())
    else {
        return Ok(());
    };
    write!(f, "\n  in {file}:{line}:{column}")?;
    match frame.context() {
        Some(context) => write!(f, ": {}", shorten(&context)),
        None => Ok(()),
    }
}

fn shorten(text: &str) -> String {
    const WIDTH: usize = 80;
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

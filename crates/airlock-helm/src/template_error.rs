//! Errors of templates in Helm's words, with the place, the line and the chain that led there.
//!
//! Helm reshapes the text that Go's template package gives. The same is done here, on the text, so
//! that the shapes that Helm does not recognise come out as they do there.

use airlock_gotmpl::error::Frame;

use crate::compat::Compat;
use crate::error::{Error, Place};

/// What to do where a chart is honest and a limit of the run ended it.
const MORE: &str = "if the chart needs it, allow more with --limit-factor, with limit-factor in versions.toml, or with RenderOptions::limits";

const WARN_START: &str = "HELM_ERR_START";
const WARN_END: &str = "HELM_ERR_END";

/// A template that cannot be parsed.
pub(crate) fn parse_error(name: &str, error: &airlock_gotmpl::Error) -> Error {
    let text = error.to_string();
    let tokens: Vec<&str> = text.split(": ").collect();
    let message = match tokens.as_slice() {
        [_, location, .., last] => format!("parse error at ({location}): {last}"),
        [_, location] => format!("parse error at ({location}): {location}"),
        _ => format!("parse error in ({name}): {text}"),
    };
    located(Error::render(message), error)
}

/// A template that failed while it ran.
pub(crate) fn execution_error(name: &str, error: &airlock_gotmpl::Error, compat: Compat) -> Error {
    located(Error::render(execution_message(name, error, compat)), error)
}

fn execution_message(name: &str, error: &airlock_gotmpl::Error, compat: Compat) -> String {
    let text = error.to_string();
    let mut tokens = text.splitn(3, ": ");
    let (Some(_), Some(location), Some(rest)) = (tokens.next(), tokens.next(), tokens.next())
    else {
        return format!("execution error in ({name}): {text}");
    };
    if let Some(warning) = warning(rest) {
        return format!("execution error at ({location}): {warning}");
    }
    match compat {
        Compat::Helm4 => traced(error).unwrap_or(text),
        Compat::Helm3 => text,
    }
}

/// What `fail` and `required` say, without the marks around it.
fn warning(text: &str) -> Option<&str> {
    let start = text.find(WARN_START)? + WARN_START.len();
    let end = text.rfind(WARN_END)?;
    text.get(start..end)
}

/// The chain of templates, one below the other; none where a link is not a template's.
fn traced(error: &airlock_gotmpl::Error) -> Option<String> {
    let mut steps: Vec<Step> = Vec::new();
    let (text, starts) = error.text_and_starts();
    for start in chain(error, &text, &starts) {
        let step = Step::parse(text.get(start..)?)?;
        if steps.last() != Some(&step) {
            steps.push(step);
        }
    }
    let shown: String = steps.iter().map(Step::show).collect();
    Some(shown.trim().to_owned())
}

/// Where the texts of an error and of all that it wraps, as Go unwraps them, begin in its text; each
/// goes to the end of it.
fn chain(error: &airlock_gotmpl::Error, text: &str, starts: &[usize]) -> Vec<usize> {
    let mut texts = Vec::new();
    let end = text.len();
    let ends = starts.iter().skip(1).chain([&end]);
    for ((frame, start), end) in error.frames().zip(starts).zip(ends) {
        texts.push(*start);
        let message = frame.message().to_text();
        // What a function gave is wrapped, whether an inner template's error follows or not.
        if let Some((_, given)) = function_error(&message) {
            let is_last = *end == text.len();
            if is_last || !given.is_empty() {
                texts.push(end.saturating_sub(given.len()));
            }
        }
    }
    texts
}

/// The function of `error calling F: …`, and what it said.
fn function_error(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix("error calling ")?.split_once(": ")
}

/// One link of the chain.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    location: String,
    message: String,
    executed: String,
}

impl Step {
    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("template: ")?;
        if rest.starts_with("no template ") {
            return Some(Self::new("", text, String::new()));
        }
        Self::parse_executing(rest).or_else(|| Self::parse_simple(rest))
    }

    fn new(location: &str, message: &str, executed: String) -> Self {
        Self {
            location: location.to_owned(),
            message: message.to_owned(),
            executed,
        }
    }

    /// `LOCATION: executing "NAME" at <CONTEXT>: MESSAGE`
    fn parse_executing(text: &str) -> Option<Self> {
        let (location, after) = text.split_once(": executing ")?;
        let (function, after) = after.strip_prefix('"')?.split_once('"')?;
        let (context, message) = after.strip_prefix(" at <")?.split_once(">: ")?;
        let executed = format!("executing \"{function}\" at <{context}>:");
        Some(Self::new(location, own_part(message), executed))
    }

    /// `LOCATION: MESSAGE`
    fn parse_simple(text: &str) -> Option<Self> {
        let (location, message) = text.rsplit_once(": ")?;
        Some(Self::new(location, own_part(message), String::new()))
    }

    fn show(&self) -> String {
        let mut shown = String::new();
        if !self.location.is_empty() {
            shown += &format!("{}\n  ", self.location);
        }
        if !self.executed.is_empty() {
            shown += &format!("{}\n    ", self.executed);
        }
        if !self.message.is_empty() {
            shown += &format!("{}\n", self.message);
        }
        shown
    }
}

/// A message without the inner error that it ends in.
fn own_part(message: &str) -> &str {
    message
        .find(" template:")
        .map_or(message, |cut| &message[..cut])
}

/// The error with the place of its cause and the way there.
fn located(mut shown: Error, error: &airlock_gotmpl::Error) -> Error {
    let cause = error.cause();
    if error.is_limit() {
        shown = shown.remedy(MORE);
    }
    if let (Some(file), Some(line)) = (cause.file(), cause.line()) {
        shown = shown.at(Place {
            file: file.to_string(),
            line,
            column: cause.column().map_or(0, |c| c + 1),
            text: cause.source_line().unwrap_or_default(),
        });
    }
    let outer = error.frames().take(error.frames().len().saturating_sub(1));
    shown.through(outer.filter_map(link).collect())
}

/// How a template led on to the next.
fn link(frame: &Frame) -> Option<String> {
    let (file, line) = (frame.file()?, frame.line()?);
    let context = frame.context().unwrap_or_default();
    Some(format!("{context} at {file}:{line}"))
}

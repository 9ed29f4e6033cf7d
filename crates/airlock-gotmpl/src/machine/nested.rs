//! Runs inside a run: `include` and `tpl` as Helm has them.

use super::Machine;
use crate::error::Error;
use crate::func::FuncError;
use crate::lexer::find_byte;
use crate::number::quote;
use crate::slot::Slot;
use crate::str::Str;
use crate::template::{Named, ROOT, Template};
use crate::value::Value;

/// How often Helm lets a template be included inside itself.
const MAX_INCLUDES: usize = 1000;

/// How much longer parsing a byte of a template takes than looking at it.
const PARSING: usize = 64;

/// What comparing two names takes, counted as bytes looked at one by one.
fn comparing(name: &[u8]) -> usize {
    4 + name.len() / 8
}

/// What printing nothing writes; Helm removes it.
const NO_VALUE: &[u8] = b"<no value>";

/// Past this many frames an error about a limit repeats itself.
const ENOUGH_FRAMES: usize = 16;

pub(super) fn no_template(name: &[u8]) -> Error {
    let name = quote(name);
    Error::plain(format!(
        "template: no template {name} associated with template \"{ROOT}\""
    ))
}

fn caused(message: impl Into<Str>, cause: Error) -> FuncError {
    FuncError {
        message: message.into(),
        cause: Some(Box::new(cause)),
    }
}

/// Templates that were asked for by name, which few names are in a run: the same names come again
/// and again.
#[derive(Default)]
pub(super) struct Found(Vec<Option<(Str, Named)>>);

/// How many are kept.
const FOUND: usize = 128;

impl Found {
    /// Where a name is kept: by its length and its last bytes, since many begin alike.
    fn slot(name: &[u8]) -> usize {
        let (mut sum, from) = (name.len(), name.len().saturating_sub(12));
        for byte in name.get(from..).unwrap_or(&[]) {
            sum = sum.wrapping_mul(31).wrapping_add(usize::from(*byte));
        }
        sum % FOUND
    }

    fn get(&self, name: &Str) -> Option<&Named> {
        match self.0.get(Self::slot(name)) {
            Some(Some((kept, named))) if kept == name => Some(named),
            _ => None,
        }
    }

    fn keep(&mut self, name: &Str, named: &Named) {
        if self.0.is_empty() {
            self.0.resize(FOUND, None);
        }
        if let Some(slot) = self.0.get_mut(Self::slot(name)) {
            *slot = Some((name.clone(), named.clone()));
        }
    }
}

impl Machine<'_> {
    /// The template of a name, as it can be called here.
    pub(super) fn named(&mut self, name: &Str) -> Option<Named> {
        if let Some(named) = self.namespace.get_laid_over(name) {
            return Some(named.clone());
        }
        if let Some(named) = self.found.get(name) {
            return Some(named.clone());
        }
        let named = self.namespace.get_below(name)?;
        self.found.keep(name, named);
        Some(named.clone())
    }

    /// Helm's `include`: what a named template writes. Fails, as Helm does, where a template is
    /// included more than a thousand times inside itself.
    pub fn include(&mut self, name: &Str, data: &Value) -> Result<Str, FuncError> {
        self.check_nesting(name)?;
        self.included.push(name.clone());
        let result = match self.named(name) {
            Some(named) => self.capture(named, name, data),
            None => Err(no_template(name)),
        };
        self.included.pop();
        result.map_err(|cause| caused("", cause))
    }

    /// Whether a template may be included once more. As long as few are open there is nothing to
    /// count.
    fn check_nesting(&mut self, name: &Str) -> Result<(), FuncError> {
        let open = self.included.len();
        if open <= MAX_INCLUDES {
            return Ok(());
        }
        self.work(open.saturating_mul(comparing(name)))?;
        if self.included.iter().filter(|other| *other == name).count() <= MAX_INCLUDES {
            return Ok(());
        }
        Err(FuncError::new(format!(
            "rendering template has a nested reference name: {name}: \
             unable to execute template"
        )))
    }

    /// Helm's `tpl`: what a text writes when it is parsed and run as a template. It can call all
    /// templates that the running one can, what it defines is gone afterwards.
    pub fn tpl(&mut self, text: &Str, data: &Value) -> Result<Str, FuncError> {
        let name = Str::from("tpl");
        self.recorder.note(&name);
        if !has_action(text) {
            return Ok(without_no_value(text).map_or_else(|| text.clone(), Str::from));
        }
        let template = self.parse_once(text)?;
        let Some(named) = own_body(&template) else {
            return Ok(Str::default());
        };
        let inside = self.namespace.overlaid(&template);
        let outside = std::mem::replace(&mut self.namespace, inside);
        let result = self.capture(named, &name, data);
        self.namespace = outside;
        match result {
            Ok(text) => Ok(without_no_value(&text).map_or(text, Str::from)),
            Err(cause) => Err(tpl_error(text, cause)),
        }
    }

    fn parse_once(&mut self, text: &Str) -> Result<Template, FuncError> {
        if let Some(template) = self.parsed.get(text.as_bytes()) {
            return Ok(template.clone());
        }
        self.work(text.len().saturating_mul(PARSING))?;
        let template = Template::parse(ROOT, text.clone(), self.functions)
            .map_err(|cause| caused(format!("cannot parse template {}: ", quote(text)), cause))?;
        self.parsed.insert(text.clone(), template.clone());
        Ok(template)
    }

    /// Runs a template into a buffer of its own.
    fn capture(&mut self, named: Named, name: &Str, data: &Value) -> Result<Str, Error> {
        if self.depth >= self.options.limits.depth {
            let message = format!("exceeded maximum depth of nested runs ({})", self.depth);
            return Err(*Box::new(Error::plain(message)).about_limit());
        }
        self.recorder.note(name);
        self.depth += 1;
        let mut out = self.buffer();
        let result = self.run(named, Slot::new(data.clone()), &mut out);
        self.depth -= 1;
        let text = self.finish(out);
        result.map(|()| text).map_err(|error| *error)
    }

    /// Whether something marked was written since the last time this was asked; functions that run
    /// templates are marked by it.
    pub(super) fn take_wrote_marked(&mut self) -> bool {
        std::mem::take(&mut self.wrote_marked)
    }
}

fn tpl_error(text: &Str, cause: Error) -> FuncError {
    if cause.is_limit() && cause.frames().len() >= ENOUGH_FRAMES {
        return caused("", cause);
    }
    let quoted = quote(text);
    caused(
        format!("error during tpl function execution for {quoted}: "),
        cause,
    )
}

fn own_body(template: &Template) -> Option<Named> {
    let file = &template.0;
    let body = file.bodies.iter().position(|body| body.name == file.name)?;
    Some(Named {
        file: std::sync::Arc::clone(file),
        body: body as u32,
    })
}

fn has_action(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = find_byte(text, at, b'{') {
        if text.get(found + 1) == Some(&b'{') {
            return true;
        }
        at = found + 1;
    }
    false
}

/// The text without any `<no value>`; `None` where there is none.
pub(crate) fn without_no_value(text: &[u8]) -> Option<Vec<u8>> {
    let (mut at, mut copied, mut out) = (0, 0, None);
    while let Some(found) = find_byte(text, at, b'<') {
        at = found + 1;
        if !text[found..].starts_with(NO_VALUE) {
            continue;
        }
        let out: &mut Vec<u8> = out.get_or_insert_with(|| Vec::with_capacity(text.len()));
        out.extend_from_slice(&text[copied..found]);
        copied = found + NO_VALUE.len();
        at = copied;
    }
    let mut out = out?;
    out.extend_from_slice(&text[copied..]);
    Some(out)
}

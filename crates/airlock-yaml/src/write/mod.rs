//! The writers: values come one by one, and the bytes are those of `toYaml` or `toYamlPretty`.
//! The caller brings maps in order; see [`sort_keys`](crate::sort_keys).

mod emitter;
mod json_step;
mod letters;
mod order;
mod scalar;

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::base64;
use crate::number;
use crate::resolve::{Meaning, is_special_to_v3, resolve_plain};
use emitter::Emitter;
pub use order::{keeps_byte_order, key_order, sort_keys};
use scalar::{MAX_SIMPLE_KEY, Wanted, is_plain};

/// Which of Helm's functions the output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `toYaml`: encoding/json, then yaml.v2.
    ToYaml,
    /// `toYamlPretty`: yaml.v3 with an indentation of two.
    ToYamlPretty,
}

/// Why Go would write nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(String);

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

/// The step that refuses; what an earlier one says comes first, wherever in the value it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Json,
    Characters,
    Yaml,
}

/// How deep the JSON may be that `toYaml` reads back.
const MAX_DEPTH: usize = 10_000;

/// A map or a list that is being written.
enum Frame {
    Map { value_of: KeyForm },
    Seq,
}

/// How the key was written that waits for its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyForm {
    Simple,
    Complex,
}

/// A collection that may turn out to be empty.
#[derive(Clone, Copy)]
struct Pending {
    map: bool,
    in_mapping: bool,
}

/// Writes one document.
///
/// Every map entry is a [`key`](Writer::key) and then a value. What Go would refuse is kept and
/// comes out of [`finish`](Writer::finish).
pub struct Writer {
    emitter: Emitter,
    format: Format,
    frames: Vec<Frame>,
    pending: Option<Pending>,
    error: Option<(Step, WriteError)>,
    /// The lines that the JSON has so far, where a string breaks them.
    json_line: usize,
    scratch: String,
}

impl Writer {
    /// A writer with nothing written.
    pub fn new(format: Format) -> Self {
        Writer::with_buffer(format, Vec::new())
    }

    /// A writer that appends to `buffer`, to reuse its memory; the document starts a new line.
    pub fn with_buffer(format: Format, buffer: Vec<u8>) -> Self {
        Writer {
            emitter: Emitter::new(format == Format::ToYamlPretty, buffer),
            format,
            frames: Vec::new(),
            pending: None,
            error: None,
            json_line: 0,
            scratch: String::new(),
        }
    }

    /// The document, ending in a line break; or why Go writes none.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        while let Some(frame) = self.frames.last() {
            match frame {
                Frame::Map { .. } => self.end_map(),
                Frame::Seq => self.end_seq(),
            }
        }
        match self.error {
            Some((_, error)) => Err(error),
            None => Ok(self.emitter.finish()),
        }
    }

    /// Starts a map.
    pub fn begin_map(&mut self) {
        let in_mapping = self.before_value();
        self.pending = Some(Pending {
            map: true,
            in_mapping,
        });
        self.push_frame(Frame::Map {
            value_of: KeyForm::Simple,
        });
    }

    /// Ends the innermost map.
    pub fn end_map(&mut self) {
        self.end(b"{", b"}");
    }

    /// Starts a list.
    pub fn begin_seq(&mut self) {
        let in_mapping = self.before_value();
        self.pending = Some(Pending {
            map: false,
            in_mapping,
        });
        self.push_frame(Frame::Seq);
    }

    /// Ends the innermost list.
    pub fn end_seq(&mut self) {
        self.end(b"[", b"]");
    }

    fn push_frame(&mut self, frame: Frame) {
        self.frames.push(frame);
        if self.format == Format::ToYaml && self.frames.len() > MAX_DEPTH {
            self.refuse(
                Step::Yaml,
                format!("yaml: exceeded max depth of {MAX_DEPTH}"),
            );
        }
    }

    fn end(&mut self, open: &[u8], close: &[u8]) {
        if self.frames.pop().is_none() {
            return;
        }
        if self.pending.take().is_some() {
            self.emitter.indicator(open, true, true, false);
            self.emitter.indicator(close, false, false, false);
        } else {
            self.emitter.pop_indent();
        }
    }

    /// The key of the next value.
    pub fn key(&mut self, key: &[u8]) {
        self.open_pending();
        if key.len() <= MAX_SIMPLE_KEY && is_plain(key) {
            self.emitter.write_indent();
            self.emitter.plain_bytes(key);
            return self.wait_for_value(KeyForm::Simple);
        }
        let (text, tag) = self.text(key, true);
        let wanted = Wanted {
            style: self.string_style(&text, tag),
            tag,
        };
        self.emitter.write_indent();
        let simple = self.emitter.is_simple_key(&text, tag);
        if simple {
            self.emitter.scalar(&text, wanted, true);
        } else {
            self.emitter.indicator(b"?", true, false, true);
            self.emitter.scalar(&text, wanted, false);
        }
        self.wait_for_value(match simple {
            true => KeyForm::Simple,
            false => KeyForm::Complex,
        });
    }

    fn wait_for_value(&mut self, form: KeyForm) {
        if let Some(Frame::Map { value_of }) = self.frames.last_mut() {
            *value_of = form;
        }
    }

    /// A string.
    pub fn string(&mut self, value: &[u8]) {
        if self.emitter.may_fit(value.len()) && is_plain(value) {
            self.before_value();
            if self.emitter.fits(value.len()) {
                return self.emitter.plain_bytes(value);
            }
            let text = std::str::from_utf8(value).unwrap_or_default();
            let style = scalar::Style::Plain;
            return self
                .emitter
                .scalar(text, Wanted { style, tag: None }, false);
        }
        let (text, tag) = self.text(value, false);
        let wanted = Wanted {
            style: self.string_style(&text, tag),
            tag,
        };
        self.before_value();
        self.emitter.scalar(&text, wanted, false);
    }

    /// A boolean.
    pub fn bool(&mut self, value: bool) {
        self.plain(if value { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self) {
        self.plain("null");
    }

    /// An integer.
    pub fn int(&mut self, value: i64) {
        self.before_value();
        let mut digits = [0; 20];
        let from = put_digits(&mut digits, value.unsigned_abs());
        let from = match value < 0 {
            true => from.saturating_sub(1),
            false => from,
        };
        if value < 0 {
            digits[from] = b'-';
        }
        self.emitter.plain_bytes(&digits[from..]);
    }

    /// An integer without a sign.
    pub fn uint(&mut self, value: u64) {
        self.before_value();
        let mut digits = [0; 20];
        let from = put_digits(&mut digits, value);
        self.emitter.plain_bytes(&digits[from..]);
    }

    /// A float64.
    pub fn float(&mut self, value: f64) {
        if self.format == Format::ToYaml
            && let Some(whole) = small_whole(value)
        {
            return self.int(whole);
        }
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        match self.format {
            Format::ToYaml => self.json_float(value, &mut text),
            Format::ToYamlPretty => push_yaml_float(value, &mut text),
        }
        self.plain(&text);
        self.scratch = text;
    }

    /// A float as it is when JSON has been in between: whole numbers come back as integers.
    fn json_float(&mut self, value: f64, text: &mut String) {
        if !value.is_finite() {
            let name = match value.is_nan() {
                true => "NaN",
                false if value < 0.0 => "-Inf",
                false => "+Inf",
            };
            let text = format!("error marshaling into JSON: json: unsupported value: {name}");
            return self.refuse(Step::Json, text);
        }
        number::push_json_float(value, text);
        let meaning = resolve_plain(text);
        text.clear();
        let _ = match meaning {
            Meaning::Int(value) => write!(text, "{value}"),
            Meaning::Uint(value) => write!(text, "{value}"),
            Meaning::Float(value) => {
                number::format_float(value, text);
                Ok(())
            }
            _ => Ok(()),
        };
    }

    fn plain(&mut self, text: &str) {
        self.before_value();
        self.emitter.word(text);
    }

    #[cold]
    fn refuse(&mut self, step: Step, text: String) {
        if self
            .error
            .as_ref()
            .is_none_or(|(earlier, _)| step < *earlier)
        {
            self.error = Some((step, WriteError(text)));
        }
    }

    /// A string as it reaches the emitter, and its tag.
    fn text<'t>(&mut self, value: &'t [u8], key: bool) -> (Cow<'t, str>, Option<&'static str>) {
        match self.format {
            Format::ToYaml => match json_step::pass(value, key, &mut self.json_line) {
                Ok(text) => (text, None),
                Err(problem) => {
                    let step = match problem == json_step::CONTROL {
                        true => Step::Characters,
                        false => Step::Yaml,
                    };
                    self.refuse(step, problem);
                    (Cow::Borrowed(""), None)
                }
            },
            Format::ToYamlPretty => match std::str::from_utf8(value) {
                Ok(text) => (Cow::Borrowed(text), None),
                Err(_) => (Cow::Owned(binary(value)), Some("!!binary")),
            },
        }
    }

    fn string_style(&self, text: &str, tag: Option<&str>) -> scalar::Style {
        if text.contains('\n') {
            return scalar::Style::Literal;
        }
        let special = match self.format {
            Format::ToYaml => resolve_plain(text) != Meaning::Text,
            Format::ToYamlPretty => is_special_to_v3(text),
        };
        match tag.is_none() && (special || is_base60(text)) {
            true => scalar::Style::DoubleQuoted,
            false => scalar::Style::Plain,
        }
    }

    /// Writes what stands before a value; tells whether it is a map's value.
    fn before_value(&mut self) -> bool {
        self.open_pending();
        match self.frames.last() {
            None => false,
            Some(Frame::Seq) => {
                self.emitter.write_indent();
                self.emitter.indicator(b"-", true, false, true);
                false
            }
            Some(Frame::Map {
                value_of: KeyForm::Simple,
            }) => {
                self.emitter.indicator(b":", false, false, false);
                true
            }
            Some(Frame::Map {
                value_of: KeyForm::Complex,
            }) => {
                self.emitter.write_indent();
                self.emitter.indicator(b":", true, false, true);
                true
            }
        }
    }

    /// Starts the block of a collection that turns out not to be empty.
    fn open_pending(&mut self) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        match pending.map {
            true => self.emitter.indent_map(),
            false => self.emitter.indent_seq(pending.in_mapping),
        }
    }
}

/// Writes the digits of a number at the end; gives where they begin.
fn put_digits(digits: &mut [u8; 20], mut rest: u64) -> usize {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return at;
        }
    }
}

/// The whole number that a float is, where JSON writes all of its digits and nothing else.
fn small_whole(value: f64) -> Option<i64> {
    let small = value.abs() < 1e15 && (value != 0.0 || value.is_sign_positive());
    let whole = value as i64;
    (small && whole as f64 == value).then_some(whole)
}

/// Bytes that are no text, as yaml.v3 writes them: in lines where they are long.
fn binary(value: &[u8]) -> String {
    let encoded = base64::encode(value);
    let lines = encoded.len() / 70 + 1;
    if lines == 1 {
        return encoded;
    }
    let mut out = String::with_capacity(encoded.len() + lines);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(70));
        out.push_str(line);
        out.push('\n');
        rest = tail;
    }
    out
}

fn push_yaml_float(value: f64, out: &mut String) {
    match (value.is_nan(), value.is_infinite()) {
        (true, _) => out.push_str(".nan"),
        (_, true) => out.push_str(if value < 0.0 { "-.inf" } else { ".inf" }),
        _ => number::format_float(value, out),
    }
}

/// Whether the text is a number in base 60, which YAML 1.1 had: `1:20:30.5`.
fn is_base60(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if !bytes.get(at).is_some_and(u8::is_ascii_digit) || !text.contains(':') {
        return false;
    }
    while matches!(bytes.get(at), Some(b'0'..=b'9' | b'_')) {
        at += 1;
    }
    let mut parts = 0;
    while bytes.get(at) == Some(&b':') {
        at += match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b'0'..=b'5'), Some(b'0'..=b'9')) => 3,
            (Some(b'0'..=b'9'), _) => 2,
            _ => return false,
        };
        parts += 1;
    }
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        while matches!(bytes.get(at), Some(b'0'..=b'9' | b'_')) {
            at += 1;
        }
    }
    parts > 0 && at == bytes.len()
}

//! What Helm needs of a rendered document: whether it is one, and its head. Events alone; nothing
//! is kept of the body.

mod slow;

use std::borrow::Cow;

use crate::error::{Error, Mark};
use crate::event::{EventKind, Scalar};
use crate::lines;
use crate::number;
use crate::parse::Parser;
use crate::resolve::{Meaning, may_resolve, resolve_plain};
use crate::scan::Style;
use crate::source::Source;

/// Helm's `SimpleHead`: what it sorts documents by and finds hooks in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// `apiVersion`, empty where there is none.
    pub api_version: Cow<'a, str>,
    /// `kind`, empty where there is none.
    pub kind: Cow<'a, str>,
    /// Whether there is `metadata`.
    pub has_metadata: bool,
    /// `metadata.name`, empty where there is none.
    pub name: Cow<'a, str>,
    /// `metadata.annotations`: each key once, in no promised order.
    pub annotations: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Head<'_> {
    /// The value of an annotation.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.annotations
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_ref())
    }
}

/// Reads the head of a document, and refuses what Helm refuses when it sorts manifests: whatever
/// `yaml.Unmarshal` into its `SimpleHead` does not take. The error's
/// [`unmarshal_message`](Error::unmarshal_message) is Helm's.
pub fn check(input: &[u8]) -> Result<Head<'_>, Error> {
    let source = Source::new(input);
    let text = match source.text {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    };
    let Some(text) = text else {
        return slow::check(source);
    };
    let mut reader = Reader::new(text);
    if lines::read_text(&source, text, &mut reader).is_some() {
        return Ok(reader.head);
    }
    match quick(&source, text)? {
        Some(head) => Ok(head),
        None => slow::check(source),
    }
}

/// A file of documents, looked at once for what is no text and for what lines may not have.
#[derive(Clone, Copy, Debug)]
pub struct Checker<'a> {
    /// Nothing where every document has to be looked at by itself.
    text: Option<&'a str>,
}

impl<'a> Checker<'a> {
    /// A checker for the documents of a file.
    pub fn new(input: &'a [u8]) -> Self {
        let source = Source::new(input);
        let text = match source.text {
            Cow::Borrowed(text) if source.simple => Some(text),
            _ => None,
        };
        Self { text }
    }

    /// The head of the document that begins at `from`, and where it ends: with the file, or where the
    /// first line after that begins with `---`. Nothing where [`check`] has to tell.
    pub fn document(&self, from: usize) -> Option<(Head<'a>, usize)> {
        let text = self.text?.get(from..)?;
        let mut reader = Reader::new(text);
        let length = lines::read_document(text, &mut reader)?;
        Some((reader.head, from + length))
    }
}

/// What a collection is to the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Root,
    Metadata,
    Annotations,
    Body,
}

/// What the next value is to the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Nothing,
    ApiVersion,
    Kind,
    Metadata,
    Name,
    Annotations,
    Annotation,
}

#[derive(Clone, Copy)]
struct Frame {
    role: Role,
    map: bool,
    key_next: bool,
}

/// The documents that are deeper go the long way.
const MAX_DEPTH: usize = 9_000;

/// Reads events as long as nothing odd comes: tags, anchors, merges, keys that are no strings,
/// names in other cases, values of other types. Then it gives nothing, and the tree decides.
fn quick<'a>(source: &Source<'a>, text: &'a str) -> Result<Option<Head<'a>>, Error> {
    let mut parser = Parser::new(source);
    let mut reader = Reader::new(text);
    loop {
        let event = parser.next_event()?;
        if event.decorated {
            return Ok(None);
        }
        let taken = match event.kind {
            EventKind::Scalar(ref scalar) => reader.scalar(scalar),
            EventKind::MappingStart => reader.start(true),
            EventKind::SequenceStart => reader.start(false),
            EventKind::MappingEnd | EventKind::SequenceEnd => reader.end(),
            EventKind::Alias(_) => None,
            EventKind::DocumentEnd | EventKind::StreamEnd => return Ok(Some(reader.head)),
            EventKind::StreamStart | EventKind::DocumentStart => Some(()),
        };
        if taken.is_none() {
            return Ok(None);
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    head: Head<'a>,
    frames: Vec<Frame>,
    slot: Slot,
    seen: u8,
}

/// Whether a key may be null or too large an integer, or a merge.
#[inline]
fn is_odd_key(scalar: &Scalar<'_>) -> bool {
    if scalar.style != Style::Plain {
        return false;
    }
    let raw = scalar.raw;
    if !may_resolve(raw) {
        return raw == "<<";
    }
    matches!(
        resolve_plain(raw),
        Meaning::Null | Meaning::Uint(_) | Meaning::Float(_)
    )
}

/// Whether a value is a number that JSON does not have.
#[inline]
fn is_odd_value(scalar: &Scalar<'_>) -> bool {
    scalar.style == Style::Plain
        && matches!(scalar.raw.as_bytes().first(), Some(b'.' | b'-' | b'+'))
        && matches!(resolve_plain(scalar.raw), Meaning::Float(value) if !value.is_finite())
}

impl<'a> lines::Sink<'a> for Reader<'a> {
    #[inline]
    fn open(&mut self, _: Mark, map: bool) -> Option<()> {
        self.start(map)
    }

    #[inline]
    fn close(&mut self) -> Option<()> {
        self.end()
    }

    #[inline]
    fn scalar(&mut self, _: Mark, scalar: &Scalar<'a>) -> Option<()> {
        Reader::scalar(self, scalar)
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader {
            text,
            head: Head::default(),
            frames: Vec::with_capacity(32),
            slot: Slot::Nothing,
            seen: 0,
        }
    }

    #[inline]
    fn scalar(&mut self, scalar: &Scalar<'_>) -> Option<()> {
        let frame = self.frames.last_mut()?;
        if frame.map && frame.key_next {
            if is_odd_key(scalar) {
                return None;
            }
            frame.key_next = false;
            return match frame.role {
                Role::Body => Some(()),
                role => self.key(role, scalar),
            };
        }
        frame.key_next = true;
        if is_odd_value(scalar) {
            return None;
        }
        match self.slot {
            Slot::Nothing => Some(()),
            slot => self.value(slot, scalar),
        }
    }

    #[inline]
    fn start(&mut self, map: bool) -> Option<()> {
        let slot = std::mem::replace(&mut self.slot, Slot::Nothing);
        let role = match self.frames.last_mut() {
            None if map => Role::Root,
            None => return None,
            Some(frame) if frame.map && frame.key_next => return None,
            Some(frame) => {
                frame.key_next = true;
                self.enter(slot, map)?
            }
        };
        if self.frames.len() >= MAX_DEPTH {
            return None;
        }
        self.frames.push(Frame {
            role,
            map,
            key_next: true,
        });
        Some(())
    }

    fn enter(&mut self, slot: Slot, map: bool) -> Option<Role> {
        match slot {
            Slot::Nothing => Some(Role::Body),
            Slot::Metadata if map => {
                self.head.has_metadata = true;
                Some(Role::Metadata)
            }
            Slot::Annotations if map => Some(Role::Annotations),
            _ => None,
        }
    }

    fn end(&mut self) -> Option<()> {
        self.frames.pop().map(|_| ())
    }

    /// A key of the head's own maps.
    fn key(&mut self, role: Role, scalar: &Scalar<'_>) -> Option<()> {
        if scalar.cooked || !scalar.raw.is_ascii() {
            return None;
        }
        let fields: &[(&str, Slot)] = match role {
            Role::Root => &[
                ("kind", Slot::Kind),
                ("metadata", Slot::Metadata),
                ("apiVersion", Slot::ApiVersion),
            ],
            Role::Metadata => &[("name", Slot::Name), ("annotations", Slot::Annotations)],
            Role::Annotations | Role::Body => return self.annotation(scalar),
        };
        for &(name, slot) in fields {
            if scalar.raw == name {
                let bit = 1 << slot as u8;
                let again = self.seen & bit != 0;
                self.seen |= bit;
                self.slot = slot;
                return (!again).then_some(());
            }
            if scalar.raw.eq_ignore_ascii_case(name) {
                return None;
            }
        }
        Some(())
    }

    fn annotation(&mut self, scalar: &Scalar<'_>) -> Option<()> {
        let text = self.string(scalar)?;
        if scalar.style == Style::Plain && resolve_plain(scalar.raw) != Meaning::Text {
            return None;
        }
        if self.head.annotations.iter().any(|(name, _)| *name == text) {
            return None;
        }
        self.head.annotations.push((text, Cow::Borrowed("")));
        self.slot = Slot::Annotation;
        Some(())
    }

    fn value(&mut self, slot: Slot, scalar: &Scalar<'_>) -> Option<()> {
        self.slot = Slot::Nothing;
        let null = scalar.style == Style::Plain && resolve_plain(scalar.raw) == Meaning::Null;
        if matches!(slot, Slot::Metadata | Slot::Annotations) {
            return null.then_some(());
        }
        let text = if null {
            Cow::Borrowed("")
        } else {
            self.string(scalar)?
        };
        match slot {
            Slot::ApiVersion => self.head.api_version = text,
            Slot::Kind => self.head.kind = text,
            Slot::Name => self.head.name = text,
            _ => self.head.annotations.last_mut()?.1 = text,
        }
        Some(())
    }

    /// The scalar as the string that `sigs.k8s.io/yaml` makes of it for a string field.
    fn string(&self, scalar: &Scalar<'_>) -> Option<Cow<'a, str>> {
        if scalar.cooked {
            return Some(Cow::Owned(scalar.text().into_owned()));
        }
        let from = scalar.offset as usize;
        let raw = self.text.get(from..from + scalar.raw.len())?;
        if scalar.style != Style::Plain || !may_resolve(raw) {
            return Some(Cow::Borrowed(raw));
        }
        Some(match resolve_plain(raw) {
            Meaning::Null | Meaning::Text | Meaning::Timestamp => Cow::Borrowed(raw),
            Meaning::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Meaning::Int(value) => Cow::Owned(value.to_string()),
            Meaning::Uint(value) => Cow::Owned(value.to_string()),
            Meaning::Float(value) => {
                let mut text = String::new();
                number::format_float32(value, &mut text);
                Cow::Owned(text)
            }
        })
    }
}

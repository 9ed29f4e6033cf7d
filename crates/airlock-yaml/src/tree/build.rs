//! Events to nodes. What Go would refuse only after the whole document has been read is kept
//! until then.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Document, RawNode, RawValue, Was, alias, effective, strict};
use crate::base64;
use crate::error::{Error, Mark, Stage};
use crate::event::{EventKind, Properties, Scalar, Tag};
use crate::goshow;
use crate::lines;
use crate::number;
use crate::parse::Parser;
use crate::resolve::{Meaning, PREFIX, may_resolve, resolve_plain, resolve_tagged};
use crate::scan::Style;
use crate::source::Source;

/// How deep JSON may be for encoding/json to read it.
const MAX_JSON_DEPTH: usize = 10_000;

/// Which of Go's readings is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Usual,
    Strict,
    /// The caller looks for numbers that JSON does not have.
    AnyNumber,
}

pub(super) fn parse(source: Source<'_>, reading: Reading) -> Result<Document<'_>, Error> {
    let mut builder = Builder::new(source.text.len());
    if lines::read(&source, &mut builder).is_none() {
        builder.restart();
        builder.read(&mut Parser::new(&source))?;
    }
    let Builder {
        nodes,
        made,
        originals,
        fault,
        aliases,
        unfit,
        mut depth,
        ..
    } = builder;
    let document = Document {
        source,
        made,
        nodes,
        originals,
    };
    if aliases {
        depth = alias::check(&document, fault.as_ref().map(|fault| fault.node))?;
    }
    if let Some(fault) = fault {
        return Err(fault.error(&document));
    }
    if reading == Reading::Strict {
        strict::check(&document)?;
    }
    if unfit {
        effective::check_keys(&document)?;
    }
    if unfit && reading != Reading::AnyNumber {
        effective::check_numbers(&document, &[])?;
    }
    if depth > MAX_JSON_DEPTH {
        return Err(Error::new(
            Stage::Decode,
            None,
            "exceeded max depth".to_owned(),
        ));
    }
    Ok(document)
}

/// What the decoder refuses, and at which node.
struct Fault {
    node: u32,
    mark: Mark,
    problem: Problem,
}

enum Problem {
    Text(String),
    /// The text shows the key, which has to be whole for that.
    CollectionKey(u32),
}

impl Fault {
    fn error(self, document: &Document<'_>) -> Error {
        match self.problem {
            Problem::Text(text) => Error::yaml(Some(self.mark), &text),
            Problem::CollectionKey(node) => {
                let shown = goshow::show(document.node(node));
                Error::yaml(Some(self.mark), &format!("invalid map key: {shown}"))
            }
        }
    }
}

const NO_MERGE: &str = "map merge requires map or sequence of maps as the value";

#[derive(Clone, Copy)]
enum Anchor {
    Node(u32),
    Original(u32),
}

/// What a collection's next item is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Item,
    Key,
    Value,
    MergeValue,
    MergeItem,
}

/// A collection whose end has not been seen.
struct Open {
    node: u32,
    items: u32,
    place: Place,
    /// The place of the collection itself.
    own: Place,
}

struct Builder<'a> {
    nodes: Vec<RawNode>,
    made: String,
    originals: Vec<RawNode>,
    anchors: HashMap<&'a str, Anchor>,
    open: Vec<Open>,
    fault: Option<Fault>,
    aliases: bool,
    /// There is something that JSON cannot have, unless a later key overrides it.
    unfit: bool,
    depth: usize,
}

impl<'a> lines::Sink<'a> for Builder<'a> {
    #[inline]
    fn open(&mut self, mark: Mark, map: bool) -> Option<()> {
        let first = if map { Place::Key } else { Place::Item };
        self.start(mark, first, Properties::default());
        Some(())
    }

    #[inline]
    fn close(&mut self) -> Option<()> {
        self.end();
        Some(())
    }

    #[inline]
    fn scalar(&mut self, mark: Mark, scalar: &Scalar<'a>) -> Option<()> {
        Builder::scalar(self, mark, scalar, Properties::default());
        Some(())
    }
}

impl<'a> Builder<'a> {
    /// A builder for a text of some length.
    fn new(length: usize) -> Self {
        Builder {
            nodes: Vec::with_capacity(length / 12 + 4),
            made: String::new(),
            originals: Vec::new(),
            anchors: HashMap::new(),
            open: Vec::with_capacity(16),
            fault: None,
            aliases: false,
            unfit: false,
            depth: 0,
        }
    }

    /// Forgets what was read, but keeps the memory.
    fn restart(&mut self) {
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.clear();
        *self = Builder {
            nodes,
            ..Builder::new(0)
        };
    }

    fn read(&mut self, parser: &mut Parser<'a>) -> Result<(), Error> {
        loop {
            let event = parser.next_event()?;
            let mark = event.mark;
            let properties = match event.decorated {
                true => parser.properties(),
                false => Properties::default(),
            };
            match event.kind {
                EventKind::Scalar(scalar) => self.scalar(mark, &scalar, properties),
                EventKind::MappingStart => self.start(mark, Place::Key, properties),
                EventKind::SequenceStart => self.start(mark, Place::Item, properties),
                EventKind::MappingEnd | EventKind::SequenceEnd => self.end(),
                EventKind::Alias(name) => self.alias(mark, name)?,
                EventKind::DocumentEnd => return Ok(()),
                EventKind::StreamEnd => {
                    self.nodes.push(RawNode::NULL);
                    return Ok(());
                }
                EventKind::StreamStart | EventKind::DocumentStart => {}
            }
        }
    }

    fn next_index(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// Where the next node stands, counting it in.
    #[inline]
    fn take_place(&mut self) -> Place {
        let Some(open) = self.open.last_mut() else {
            return Place::Item;
        };
        let place = open.place;
        match place {
            Place::Item | Place::MergeItem => open.items += 1,
            Place::Key => {
                open.items += 1;
                open.place = Place::Value;
            }
            Place::Value | Place::MergeValue => open.place = Place::Key,
        }
        place
    }

    #[cold]
    fn fail(&mut self, mark: Mark, problem: Problem) {
        let node = self.next_index();
        self.fault.get_or_insert(Fault {
            node,
            mark,
            problem,
        });
    }

    fn push(&mut self, mark: Mark, style: Option<Style>, was: Was, value: RawValue) {
        self.nodes.push(RawNode {
            mark,
            style,
            was,
            value,
        });
    }

    #[inline]
    fn scalar(&mut self, mark: Mark, scalar: &Scalar<'a>, properties: Properties<'a>) {
        let place = self.take_place();
        if matches!(place, Place::MergeValue | Place::MergeItem) {
            self.fail(mark, Problem::Text(NO_MERGE.to_owned()));
        }
        let stored = self.store(scalar);
        let text = match stored {
            RawValue::Str {
                made: true, start, ..
            } => self.made.get(start as usize..).unwrap_or_default(),
            _ => scalar.raw,
        };
        if place == Place::Key && text == "<<" && is_merge(scalar, properties.tag) {
            if let Some(name) = properties.anchor {
                let original = self.keep_original(mark, stored);
                self.anchors.insert(name, Anchor::Original(original));
            }
            if let Some(open) = self.open.last_mut() {
                open.place = Place::MergeValue;
            }
            self.push(mark, Some(scalar.style), Was::Text, RawValue::Merge);
            return;
        }
        let value = match properties.tag {
            None if scalar.implicit && may_resolve(text) => {
                let meaning = resolve_plain(text);
                self.meant(meaning, stored)
            }
            None => stored,
            Some(tag) => self.tagged(mark, scalar, tag, stored),
        };
        if let Some(name) = properties.anchor {
            let anchor = match place {
                Place::Key => Anchor::Original(self.keep_original(mark, value)),
                _ => Anchor::Node(self.next_index()),
            };
            self.anchors.insert(name, anchor);
        }
        match place {
            Place::Key => self.push_key(mark, Some(scalar.style), value),
            _ => self.push(mark, Some(scalar.style), Was::Text, value),
        }
    }

    /// The scalar's text as a string.
    #[inline]
    fn store(&mut self, scalar: &Scalar<'a>) -> RawValue {
        if !scalar.cooked {
            let len = scalar.raw.len() as u32;
            return RawValue::Str {
                made: false,
                start: scalar.offset,
                len,
            };
        }
        let start = self.made.len();
        scalar.append_to(&mut self.made);
        self.made_since(start)
    }

    fn made_since(&self, start: usize) -> RawValue {
        RawValue::Str {
            made: true,
            start: start as u32,
            len: (self.made.len() - start) as u32,
        }
    }

    fn meant(&mut self, meaning: Meaning, stored: RawValue) -> RawValue {
        match meaning {
            Meaning::Null => RawValue::Null,
            Meaning::Bool(value) => RawValue::Bool(value),
            Meaning::Int(value) => RawValue::Int(value),
            Meaning::Uint(value) => RawValue::Uint(value),
            Meaning::Float(value) => {
                self.unfit |= !value.is_finite();
                RawValue::Float(value)
            }
            Meaning::Text | Meaning::Timestamp => stored,
        }
    }

    #[cold]
    fn tagged(
        &mut self,
        mark: Mark,
        scalar: &Scalar<'a>,
        tag: Tag<'a>,
        stored: RawValue,
    ) -> RawValue {
        let tag = tag.text();
        let text = scalar.text();
        if tag.strip_prefix(PREFIX) == Some("binary") {
            let start = self.made.len();
            if base64::decode_lossy(&text, &mut self.made).is_none() {
                let problem = "!!binary value contains invalid base64 data".to_owned();
                self.fail(mark, Problem::Text(problem));
            }
            return self.made_since(start);
        }
        match resolve_tagged(&tag, &text) {
            Ok(meaning) => self.meant(meaning, stored),
            Err(problem) => {
                self.fail(mark, Problem::Text(problem));
                stored
            }
        }
    }

    fn keep_original(&mut self, mark: Mark, value: RawValue) -> u32 {
        let at = u32::try_from(self.originals.len()).unwrap_or(u32::MAX);
        self.originals.push(RawNode {
            mark,
            style: None,
            was: Was::Text,
            value,
        });
        at
    }

    /// Adds a key as the string that JSON gets for it.
    fn push_key(&mut self, mark: Mark, style: Option<Style>, value: RawValue) {
        let start = self.made.len();
        let was = match value {
            RawValue::Bool(value) => {
                self.made.push_str(if value { "true" } else { "false" });
                Was::Bool
            }
            RawValue::Int(value) => {
                let _ = write!(self.made, "{value}");
                Was::Int
            }
            RawValue::Float(value) => {
                number::format_key(value, &mut self.made);
                Was::Float
            }
            RawValue::Null | RawValue::Uint(_) => {
                self.unfit = true;
                let original = self.keep_original(mark, value);
                return self.push(mark, style, Was::Text, RawValue::BadKey { original });
            }
            _ => return self.push(mark, style, Was::Text, value),
        };
        let value = self.made_since(start);
        self.push(mark, style, was, value);
    }

    #[cold]
    fn refuse_merge(&mut self, mark: Mark, value: RawValue) {
        self.fail(mark, Problem::Text(NO_MERGE.to_owned()));
        self.push(mark, None, Was::Text, value);
    }

    fn start(&mut self, mark: Mark, first: Place, properties: Properties<'a>) {
        let own = self.take_place();
        let node = self.next_index();
        let map = first == Place::Key;
        let mut place = first;
        match own {
            Place::MergeValue if !map => place = Place::MergeItem,
            Place::MergeItem if !map => self.fail(mark, Problem::Text(NO_MERGE.to_owned())),
            _ => {}
        }
        let value = match map {
            true => RawValue::Map { count: 0, end: 0 },
            false => RawValue::Seq { count: 0, end: 0 },
        };
        self.push(mark, None, Was::Text, value);
        if let Some(name) = properties.anchor {
            self.anchors.insert(name, Anchor::Node(node));
        }
        self.open.push(Open {
            node,
            items: 0,
            place,
            own,
        });
        self.depth = self.depth.max(self.open.len());
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let end = self.next_index();
        let mut mark = Mark::default();
        if let Some(node) = self.nodes.get_mut(open.node as usize) {
            mark = node.mark;
            node.value = match node.value {
                RawValue::Map { .. } => RawValue::Map {
                    count: open.items,
                    end,
                },
                _ => RawValue::Seq {
                    count: open.items,
                    end,
                },
            };
        }
        if open.own == Place::Key {
            self.fail(mark, Problem::CollectionKey(open.node));
        }
    }

    #[cold]
    fn alias(&mut self, mark: Mark, name: &str) -> Result<(), Error> {
        let Some(&anchor) = self.anchors.get(name) else {
            let text = format!("unknown anchor '{name}' referenced");
            return Err(Error::yaml(Some(mark), &text));
        };
        self.aliases = true;
        let place = self.take_place();
        let (target, value) = match anchor {
            Anchor::Node(target) => (self.nodes.get(target as usize), RawValue::Alias { target }),
            Anchor::Original(target) => (
                self.originals.get(target as usize),
                RawValue::KeyAlias { target },
            ),
        };
        let target = target.map_or(RawValue::Null, |node| node.value);
        let is_map = matches!(target, RawValue::Map { .. });
        match (place, value) {
            (Place::Key, RawValue::Alias { target: node })
                if is_map || matches!(target, RawValue::Seq { .. }) =>
            {
                let open = self.open.iter().any(|open| open.node == node);
                let problem = match open {
                    true => Problem::Text(format!("anchor '{name}' value contains itself")),
                    false => Problem::CollectionKey(node),
                };
                self.fail(mark, problem);
                self.push(mark, None, Was::Text, RawValue::Null);
            }
            (Place::Key, _) => self.push_key(mark, None, target),
            (Place::MergeValue | Place::MergeItem, _) if !is_map => self.refuse_merge(mark, value),
            _ => self.push(mark, None, Was::Text, value),
        }
        Ok(())
    }
}

fn is_merge(scalar: &Scalar<'_>, tag: Option<Tag<'_>>) -> bool {
    scalar.implicit || tag.is_some_and(|tag| tag.text().strip_prefix(PREFIX) == Some("merge"))
}

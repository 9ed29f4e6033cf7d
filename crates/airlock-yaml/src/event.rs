//! What the parser tells: events with places, scalars that borrow from the text.

use std::borrow::Cow;

use crate::cook::cook;
use crate::error::Mark;
use crate::scan::{Chomp, Style};

/// One step of a document's structure.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Where the node starts: at its tag or anchor, if it has one.
    pub mark: Mark,
    /// What it is.
    pub kind: EventKind<'a>,
    /// Whether the node has a tag or an anchor: see [`Parser::properties`](crate::Parser).
    pub decorated: bool,
}

/// The kinds of events.
#[derive(Clone, Copy, Debug)]
pub enum EventKind<'a> {
    /// The stream begins.
    StreamStart,
    /// The stream ends; nothing follows.
    StreamEnd,
    /// A document begins.
    DocumentStart,
    /// A document ends.
    DocumentEnd,
    /// `*name`.
    Alias(&'a str),
    /// A scalar.
    Scalar(Scalar<'a>),
    /// A list begins.
    SequenceStart,
    /// A list ends.
    SequenceEnd,
    /// A map begins.
    MappingStart,
    /// A map ends.
    MappingEnd,
}

/// The tag and the anchor of a node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Properties<'a> {
    /// `&name`.
    pub anchor: Option<&'a str>,
    /// `!tag`, resolved.
    pub tag: Option<Tag<'a>>,
}

/// A tag in its long form, in two parts whose `%` escapes are still there.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) suffix: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag as text, such as `tag:yaml.org,2002:str`.
    pub fn text(&self) -> Cow<'a, str> {
        if self.prefix.is_empty() && !self.suffix.contains('%') {
            return Cow::Borrowed(self.suffix);
        }
        let mut bytes = Vec::with_capacity(self.prefix.len() + self.suffix.len());
        unescape(self.prefix, &mut bytes);
        unescape(self.suffix, &mut bytes);
        Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.prefix.is_empty() && self.suffix.is_empty()
    }
}

fn unescape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = (*first == b'%').then(|| tail.get(..2)).flatten();
        let octet = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match octet {
            Some(octet) => {
                out.push(octet);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
}

/// A scalar as it is written; its value is made on demand.
#[derive(Clone, Copy, Debug)]
pub struct Scalar<'a> {
    pub(crate) raw: &'a str,
    /// Where `raw` stands in the text.
    pub(crate) offset: u32,
    pub(crate) indent: u32,
    pub(crate) style: Style,
    pub(crate) chomp: Chomp,
    pub(crate) cooked: bool,
    pub(crate) implicit: bool,
}

impl<'a> Scalar<'a> {
    pub(crate) const EMPTY: Scalar<'static> = Scalar {
        raw: "",
        offset: 0,
        indent: 0,
        style: Style::Plain,
        chomp: Chomp::Clip,
        cooked: false,
        implicit: true,
    };

    /// How it is written.
    pub fn style(&self) -> Style {
        self.style
    }

    /// The columns that are cut off the lines of a block scalar; zero for other styles.
    pub fn indent(&self) -> u32 {
        self.indent
    }

    /// The value, where it is the text itself: no escapes, no folding, no indentation.
    #[inline]
    pub fn borrowed(&self) -> Option<&'a str> {
        (!self.cooked).then_some(self.raw)
    }

    /// The value.
    pub fn text(&self) -> Cow<'a, str> {
        if !self.cooked {
            return Cow::Borrowed(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        self.append_to(&mut out);
        Cow::Owned(out)
    }

    /// Appends the value.
    pub fn append_to(&self, out: &mut String) {
        if self.cooked {
            cook(self.raw, self.style, self.chomp, self.indent as usize, out);
        } else {
            out.push_str(self.raw);
        }
    }
}

//! The parser: tokens to events, as yaml.v2's state machine does it, errors included.

mod document;
mod flow;

use crate::error::{Error, Mark};
use crate::event::{Event, EventKind, Properties, Scalar, Tag};
use crate::scan::{Scanner, Style, Token, TokenKind};
use crate::source::Source;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    StreamStart,
    ImplicitDocumentStart,
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirst,
    BlockSequence,
    IndentlessSequence,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirst,
    FlowSequence,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    End,
}

/// Where a node stands, which decides what it may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Block,
    BlockOrIndentless,
    Flow,
}

/// Reads a [`Source`] as a stream of events.
pub struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    states: Vec<State>,
    marks: Vec<Mark>,
    tags: Vec<TagDirective<'a>>,
    properties: Properties<'a>,
}

struct TagDirective<'a> {
    handle: &'a str,
    prefix: &'a str,
}

type Step<'a> = Result<Event<'a>, Error>;

fn plain_event(mark: Mark, kind: EventKind<'_>) -> Event<'_> {
    Event {
        mark,
        kind,
        decorated: false,
    }
}

fn empty_scalar<'a>(mark: Mark) -> Event<'a> {
    plain_event(mark, EventKind::Scalar(Scalar::EMPTY))
}

/// The place right after a one-character token.
fn after(token: &Token) -> Mark {
    let width = token.end - token.start;
    Mark {
        line: token.mark.line,
        column: token.mark.column + width,
        offset: token.mark.offset + width,
    }
}

impl<'a> Parser<'a> {
    /// A parser at the start of the source.
    pub fn new(source: &'a Source<'_>) -> Self {
        Parser {
            scanner: Scanner::new(source),
            state: State::StreamStart,
            states: Vec::with_capacity(16),
            marks: Vec::with_capacity(16),
            tags: Vec::new(),
            properties: Properties::default(),
        }
    }

    /// The tag and the anchor of the event that came last, if it is `decorated`.
    pub fn properties(&self) -> Properties<'a> {
        self.properties
    }

    /// The next event; after the stream's end, that end again.
    #[inline]
    pub fn next_event(&mut self) -> Result<Event<'a>, Error> {
        match self.step() {
            Ok(event) => Ok(event),
            Err(error) => Err(self.stopped(error)),
        }
    }

    /// What the reader would have said before the scanner or the parser could.
    #[cold]
    fn stopped(&mut self, error: Error) -> Error {
        self.state = State::End;
        self.scanner.reader_fault().unwrap_or(error)
    }

    fn step(&mut self) -> Step<'a> {
        match self.state {
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::BlockSequence => self.block_sequence_entry(),
            State::IndentlessSequence => self.indentless_sequence_entry(),
            State::BlockMappingFirstKey => {
                self.open_collection()?;
                self.block_mapping_key()
            }
            State::BlockSequenceFirst => {
                self.open_collection()?;
                self.block_sequence_entry()
            }
            State::FlowSequenceFirst => {
                self.open_collection()?;
                self.flow_sequence_entry(true)
            }
            State::FlowSequence => self.flow_sequence_entry(false),
            State::FlowMappingFirstKey => {
                self.open_collection()?;
                self.flow_mapping_key(true)
            }
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => self.flow_mapping_empty_value(),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => self.flow_pair_end(),
            State::BlockNode => self.node(Context::Block),
            State::StreamStart => self.stream_start(),
            State::ImplicitDocumentStart => self.document_start(true),
            State::DocumentStart => self.document_start(false),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::End => Ok(plain_event(self.scanner.mark(), EventKind::StreamEnd)),
        }
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }

    fn slice(&self, from: u32, to: u32) -> &'a str {
        self.scanner
            .text
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    /// Go's text for a parser error: it counts lines from zero, and leaves the first one out.
    #[cold]
    fn fail(&self, problem: &str, mark: Mark, context: Option<Mark>) -> Error {
        let line = match mark.line {
            0 => context.map_or(0, |context| context.line),
            line => line,
        };
        match line {
            0 => Error::yaml(Some(mark), problem),
            _ => Error::yaml(Some(mark), &format!("line {line}: {problem}")),
        }
    }

    fn fail_in_collection(&mut self, problem: &str, mark: Mark) -> Error {
        let context = self.marks.pop();
        self.fail(problem, mark, context)
    }

    /// A node: its properties, then what it is.
    #[inline]
    fn node(&mut self, context: Context) -> Step<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::Alias => {
                self.pop_state();
                self.scanner.skip_token();
                let name = self.slice(token.start, token.end);
                Ok(plain_event(token.mark, EventKind::Alias(name)))
            }
            TokenKind::Anchor | TokenKind::Tag => self.decorated_node(context),
            _ => self.content(token, context, token.mark, None),
        }
    }

    #[cold]
    fn decorated_node(&mut self, context: Context) -> Step<'a> {
        let first = self.scanner.peek()?;
        let mut anchor = None;
        let mut tag = None;
        let mut token = first;
        while (token.kind == TokenKind::Anchor && anchor.is_none())
            || (token.kind == TokenKind::Tag && tag.is_none())
        {
            if token.kind == TokenKind::Anchor {
                anchor = Some(self.slice(token.start, token.end));
            } else {
                tag = Some(token);
            }
            self.scanner.skip_token();
            token = self.scanner.peek()?;
        }
        let tag = match tag {
            Some(tag) => Some(self.resolve_tag(&tag, first.mark)?),
            None => None,
        };
        self.properties = Properties {
            anchor,
            tag: tag.filter(|tag| !tag.is_empty()),
        };
        self.content(token, context, first.mark, Some(self.properties))
    }

    fn resolve_tag(&self, token: &Token, context: Mark) -> Result<Tag<'a>, Error> {
        let handle = self.slice(token.start, token.middle);
        let suffix = self.slice(token.middle, token.end);
        if handle.is_empty() {
            return Ok(Tag { prefix: "", suffix });
        }
        match self.tags.iter().find(|tag| tag.handle == handle) {
            Some(tag) => Ok(Tag {
                prefix: tag.prefix,
                suffix,
            }),
            None => Err(self.fail("found undefined tag handle", token.mark, Some(context))),
        }
    }

    #[inline]
    fn content(
        &mut self,
        token: Token,
        context: Context,
        mark: Mark,
        properties: Option<Properties<'a>>,
    ) -> Step<'a> {
        let decorated = properties.is_some();
        let block = context != Context::Flow;
        let (state, kind) = match token.kind {
            TokenKind::Scalar => return Ok(self.scalar(&token, mark, properties)),
            TokenKind::BlockMappingStart if block => {
                (State::BlockMappingFirstKey, EventKind::MappingStart)
            }
            TokenKind::BlockSequenceStart if block => {
                (State::BlockSequenceFirst, EventKind::SequenceStart)
            }
            TokenKind::BlockEntry if context == Context::BlockOrIndentless => {
                (State::IndentlessSequence, EventKind::SequenceStart)
            }
            TokenKind::FlowSequenceStart => (State::FlowSequenceFirst, EventKind::SequenceStart),
            TokenKind::FlowMappingStart => (State::FlowMappingFirstKey, EventKind::MappingStart),
            _ => return self.no_content(&token, mark, properties),
        };
        self.state = state;
        Ok(Event {
            mark,
            kind,
            decorated,
        })
    }

    #[inline]
    fn scalar(
        &mut self,
        token: &Token,
        mark: Mark,
        properties: Option<Properties<'a>>,
    ) -> Event<'a> {
        let implicit = match properties.and_then(|properties| properties.tag) {
            None => token.style == Style::Plain,
            Some(tag) => tag.text() == "!",
        };
        self.pop_state();
        self.scanner.skip_token();
        let scalar = Scalar {
            raw: self.slice(token.start, token.end),
            offset: token.start,
            indent: token.extra,
            style: token.style,
            chomp: token.chomp,
            cooked: token.cooked,
            implicit,
        };
        Event {
            mark,
            kind: EventKind::Scalar(scalar),
            decorated: properties.is_some(),
        }
    }

    #[cold]
    fn no_content(
        &mut self,
        token: &Token,
        mark: Mark,
        properties: Option<Properties<'a>>,
    ) -> Step<'a> {
        let Some(Properties { anchor, tag }) = properties else {
            let problem = "did not find expected node content";
            return Err(self.fail(problem, token.mark, Some(mark)));
        };
        if anchor.is_none() && tag.is_none() {
            let problem = "did not find expected node content";
            return Err(self.fail(problem, token.mark, Some(mark)));
        }
        self.pop_state();
        let scalar = Scalar {
            implicit: tag.is_none(),
            ..Scalar::EMPTY
        };
        Ok(Event {
            mark,
            kind: EventKind::Scalar(scalar),
            decorated: true,
        })
    }

    fn open_collection(&mut self) -> Result<(), Error> {
        let token = self.scanner.peek()?;
        self.marks.push(token.mark);
        self.scanner.skip_token();
        Ok(())
    }

    fn close_collection(&mut self, token: &Token, kind: EventKind<'a>) -> Event<'a> {
        self.pop_state();
        self.marks.pop();
        self.scanner.skip_token();
        plain_event(token.mark, kind)
    }

    fn block_sequence_entry(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::BlockEntry => {
                self.scanner.skip_token();
                let next = self.scanner.peek()?;
                if matches!(next.kind, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                    self.state = State::BlockSequence;
                    return Ok(empty_scalar(after(&token)));
                }
                self.states.push(State::BlockSequence);
                self.node(Context::Block)
            }
            TokenKind::BlockEnd => Ok(self.close_collection(&token, EventKind::SequenceEnd)),
            _ => Err(self.fail_in_collection("did not find expected '-' indicator", token.mark)),
        }
    }

    fn indentless_sequence_entry(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if token.kind != TokenKind::BlockEntry {
            self.pop_state();
            return Ok(plain_event(token.mark, EventKind::SequenceEnd));
        }
        self.scanner.skip_token();
        let next = self.scanner.peek()?;
        if matches!(
            next.kind,
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
        ) {
            self.state = State::IndentlessSequence;
            return Ok(empty_scalar(after(&token)));
        }
        self.states.push(State::IndentlessSequence);
        self.node(Context::Block)
    }

    #[inline]
    fn block_mapping_key(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::Key => self.block_mapping_item(&token, State::BlockMappingValue),
            TokenKind::BlockEnd => Ok(self.close_collection(&token, EventKind::MappingEnd)),
            _ => Err(self.fail_in_collection("did not find expected key", token.mark)),
        }
    }

    #[inline]
    fn block_mapping_value(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if token.kind != TokenKind::Value {
            self.state = State::BlockMappingKey;
            return Ok(empty_scalar(token.mark));
        }
        self.block_mapping_item(&token, State::BlockMappingKey)
    }

    /// What follows a `?`, a key's start, or a `:`.
    #[inline]
    fn block_mapping_item(&mut self, token: &Token, then: State) -> Step<'a> {
        self.scanner.skip_token();
        let next = self.scanner.peek()?;
        if matches!(
            next.kind,
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
        ) {
            self.state = then;
            return Ok(empty_scalar(after(token)));
        }
        self.states.push(then);
        self.node(Context::BlockOrIndentless)
    }
}

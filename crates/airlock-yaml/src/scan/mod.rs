//! The scanner: text to tokens, as yaml.v2's does it, errors included. Tokens point into the
//! text; the values of scalars are made later, by `cook`, and only when somebody asks.

mod blank;
mod block;
mod directive;
mod keys;
mod plain;
mod property;
mod quoted;

use crate::chars::{BLANK, BREAK, INDICATOR, break_width, class, is_blankz};
use crate::error::{Error, Mark};
use crate::source::{Fault, Source};
use keys::SimpleKey;

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    StreamStart,
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
}

/// What becomes of the line breaks that end a block scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chomp {
    Strip,
    Clip,
    Keep,
}

/// A token: its place and the range of its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) style: Style,
    pub(crate) chomp: Chomp,
    /// A scalar's value is not simply its text.
    pub(crate) cooked: bool,
    pub(crate) mark: Mark,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Tags: where the handle ends.
    pub(crate) middle: u32,
    /// Block scalars: the indentation; tag directives: where the prefix starts; versions: both.
    pub(crate) extra: u32,
}

impl Token {
    fn new(kind: TokenKind, mark: Mark) -> Self {
        Token {
            kind,
            style: Style::Plain,
            chomp: Chomp::Clip,
            cooked: false,
            mark,
            start: mark.offset,
            end: mark.offset,
            middle: mark.offset,
            extra: 0,
        }
    }
}

/// Where the scanner stands, and the tokens that nobody has taken yet.
pub(crate) struct Scanner<'a> {
    pub(crate) text: &'a str,
    bytes: &'a [u8],
    fault: Option<Fault>,
    second_bom_until: usize,
    pos: usize,
    line: u32,
    /// `pos - line_start` is the column: it moves on for every byte that continues a character.
    line_start: usize,
    /// `pos - index_shift` counts characters.
    index_shift: usize,
    indent: i32,
    indents: Vec<i32>,
    flow_level: u32,
    simple_key_allowed: bool,
    keys: Vec<SimpleKey>,
    first_key: usize,
    queue: Vec<Token>,
    head: usize,
    taken: usize,
    ready: bool,
    started: bool,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(source: &'a Source<'_>) -> Self {
        Scanner {
            text: &source.text,
            bytes: source.text.as_bytes(),
            fault: source.fault,
            second_bom_until: source.second_bom_until,
            pos: source.start,
            line: 0,
            line_start: source.start,
            index_shift: source.start,
            indent: -1,
            indents: Vec::with_capacity(16),
            flow_level: 0,
            simple_key_allowed: true,
            keys: Vec::with_capacity(4),
            first_key: 0,
            queue: Vec::with_capacity(16),
            head: 0,
            taken: 0,
            ready: false,
            started: false,
        }
    }

    /// The next token, left in the queue.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Token, Error> {
        if !self.ready {
            self.fetch_more()?;
        }
        match self.queue.get(self.head) {
            Some(token) => Ok(*token),
            None => Ok(Token::new(TokenKind::StreamEnd, self.mark())),
        }
    }

    /// Takes the token that was peeked at.
    #[inline]
    pub(crate) fn skip_token(&mut self) {
        self.ready = false;
        self.taken += 1;
        self.head += 1;
        if self.head >= self.queue.len() {
            self.queue.clear();
            self.head = 0;
        }
    }

    /// The reader's fault, where Go's reader would have met it by now.
    pub(crate) fn reader_fault(&self) -> Option<Error> {
        let fault = self.fault?;
        (self.pos + fault.ahead() >= self.bytes.len()).then(|| fault.error(self.text))
    }

    /// Where the scanner stands.
    #[inline]
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            line: self.line,
            column: self.column() as u32,
            offset: self.pos as u32,
        }
    }

    #[inline]
    fn column(&self) -> i32 {
        (self.pos - self.line_start) as i32
    }

    #[inline]
    fn index(&self) -> usize {
        self.pos - self.index_shift
    }

    #[inline]
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.pos + ahead).copied().unwrap_or(0)
    }

    #[inline]
    fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    /// Moves over `count` ASCII characters.
    #[inline]
    fn advance(&mut self, count: usize) {
        self.pos += count;
    }

    /// Moves to `to`, on the same line; `wide` says that there may be characters of several bytes.
    #[inline]
    fn advance_to(&mut self, to: usize, wide: bool) {
        if wide {
            let extra = crate::chars::continuation_bytes(self.bytes, self.pos, to);
            self.line_start += extra;
            self.index_shift += extra;
        }
        self.pos = to;
    }

    /// Moves over the line break here, if there is one.
    #[inline]
    fn skip_break(&mut self) {
        let width = break_width(self.bytes, self.pos);
        if width == 0 {
            return;
        }
        if width > 1 && self.byte(0) != b'\r' {
            self.index_shift += width - 1;
        }
        self.pos += width;
        self.line += 1;
        self.line_start = self.pos;
    }

    /// Go's text for a scanner error at the current place.
    #[cold]
    fn fail(&self, problem: &str) -> Error {
        let mark = self.mark();
        if mark.line == 0 {
            return Error::yaml(Some(mark), problem);
        }
        Error::yaml(Some(mark), &format!("line {}: {problem}", mark.line + 1))
    }

    /// Fills the queue until its head cannot become a key any more.
    fn fetch_more(&mut self) -> Result<(), Error> {
        loop {
            if self.head < self.queue.len() && !self.head_may_be_key()? {
                break;
            }
            self.fetch_next()?;
        }
        self.ready = true;
        Ok(())
    }

    fn fetch_next(&mut self) -> Result<(), Error> {
        if !self.started {
            return self.fetch_stream_start();
        }
        self.reach_next_token();
        if self.second_bom_until > 0 && self.pos + 4 > self.bytes.len() {
            self.second_bom_until = 0;
        }
        let column = self.column();
        if self.indent > column {
            self.unroll_indent(column);
        }
        if self.at_end() {
            return self.fetch_stream_end();
        }
        let byte = self.byte(0);
        let class = class(byte);
        if class & (INDICATOR | BLANK | BREAK) == 0 && (column != 0 || byte != b'.') {
            return self.fetch_plain();
        }
        if column == 0 {
            if byte == b'%' {
                return self.fetch_directive();
            }
            if self.at_document_indicator() {
                let kind = match byte {
                    b'-' => TokenKind::DocumentStart,
                    _ => TokenKind::DocumentEnd,
                };
                return self.fetch_document_indicator(kind);
            }
        }
        self.fetch_indicated(byte)
    }

    fn fetch_indicated(&mut self, byte: u8) -> Result<(), Error> {
        let flow = self.flow_level > 0;
        match byte {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if is_blankz(self.bytes, self.pos + 1) => self.fetch_block_entry(),
            b'?' if flow || is_blankz(self.bytes, self.pos + 1) => self.fetch_key(),
            b':' if flow || is_blankz(self.bytes, self.pos + 1) => self.fetch_value(),
            b'*' => self.fetch_anchor(TokenKind::Alias),
            b'&' => self.fetch_anchor(TokenKind::Anchor),
            b'!' => self.fetch_tag(),
            b'|' if !flow => self.fetch_block_scalar(Style::Literal),
            b'>' if !flow => self.fetch_block_scalar(Style::Folded),
            b'\'' => self.fetch_quoted(Style::SingleQuoted),
            b'"' => self.fetch_quoted(Style::DoubleQuoted),
            _ if self.starts_plain(byte) => self.fetch_plain(),
            _ => Err(self.fail("found character that cannot start any token")),
        }
    }

    fn starts_plain(&self, byte: u8) -> bool {
        match byte {
            b'-' => !matches!(self.byte(1), b' ' | b'\t'),
            b'?' | b':' => self.flow_level == 0 && !is_blankz(self.bytes, self.pos + 1),
            _ => {
                let starts = class(byte) & (INDICATOR | BLANK) == 0;
                starts && break_width(self.bytes, self.pos) == 0
            }
        }
    }

    /// Whether `---` or `...` stands here and ends as such.
    fn at_document_indicator(&self) -> bool {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        (rest.starts_with(b"---") || rest.starts_with(b"..."))
            && is_blankz(self.bytes, self.pos + 3)
    }

    fn fetch_stream_start(&mut self) -> Result<(), Error> {
        self.started = true;
        self.keys.push(SimpleKey::default());
        let token = Token::new(TokenKind::StreamStart, self.mark());
        self.queue.push(token);
        Ok(())
    }

    fn fetch_stream_end(&mut self) -> Result<(), Error> {
        if self.column() != 0 {
            self.line_start = self.pos;
            self.line += 1;
        }
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let token = Token::new(TokenKind::StreamEnd, self.mark());
        self.queue.push(token);
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: TokenKind) -> Result<(), Error> {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.push_indicator(kind, 3);
        Ok(())
    }

    /// Queues a token of `width` ASCII characters and moves over them.
    #[inline]
    fn push_indicator(&mut self, kind: TokenKind, width: usize) {
        let mut token = Token::new(kind, self.mark());
        self.advance(width);
        token.end = self.pos as u32;
        self.queue.push(token);
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<(), Error> {
        self.save_simple_key()?;
        self.enter_flow()?;
        self.simple_key_allowed = true;
        self.push_indicator(kind, 1);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<(), Error> {
        self.remove_simple_key()?;
        self.leave_flow();
        self.simple_key_allowed = false;
        self.push_indicator(kind, 1);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<(), Error> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::FlowEntry, 1);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), Error> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.fail("block sequence entries are not allowed in this context"));
            }
            let mark = self.mark();
            self.roll_indent(mark, None, TokenKind::BlockSequenceStart)?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), Error> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.fail("mapping keys are not allowed in this context"));
            }
            let mark = self.mark();
            self.roll_indent(mark, None, TokenKind::BlockMappingStart)?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.push_indicator(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), Error> {
        if let Some(key) = self.take_simple_key()? {
            let mut token = Token::new(TokenKind::Key, key.mark);
            token.end = token.start;
            self.insert_token(key.token, token);
            self.roll_indent(key.mark, Some(key.token), TokenKind::BlockMappingStart)?;
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.simple_key_allowed {
                    return Err(self.fail("mapping values are not allowed in this context"));
                }
                let mark = self.mark();
                self.roll_indent(mark, None, TokenKind::BlockMappingStart)?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.push_indicator(TokenKind::Value, 1);
        Ok(())
    }
}

//! From the bytes of a template to tokens, one at a time, as Go's lexer gives them, but that space
//! inside of an action is no token: the one behind it says that it was there. Knows nothing of what
//! the tokens mean together.

mod bytes;

use crate::number::quote;
use crate::tree::Span;
use crate::unicode::{decode, is_alphanumeric, is_print};
pub(crate) use bytes::find_byte;
use bytes::{
    CLASS, QUOTED, find_comment_end, find_pair, is_space, is_terminator, trim_end, word_end,
};

/// The kind of a token. Keywords come after [`Kind::Variable`], as messages tell them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Kind {
    #[default]
    Error,
    Bool,
    Char,
    CharConstant,
    Complex,
    Assign,
    Declare,
    Eof,
    Field,
    Identifier,
    LeftDelim,
    LeftParen,
    Number,
    Pipe,
    RawString,
    RightDelim,
    RightParen,
    String,
    Text,
    Variable,
    Block,
    Break,
    Continue,
    Dot,
    Define,
    Else,
    End,
    If,
    Nil,
    Range,
    Template,
    With,
}

/// A token: its kind and where it stands. What an error token says is kept by the lexer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// Whether there is space before it.
    pub(crate) spaced: bool,
    /// Whether it is a string whose characters all stand for themselves.
    pub(crate) plain: bool,
    pub(crate) span: Span,
}

/// The scanner.
pub(crate) struct Lexer<'s> {
    input: &'s [u8],
    pos: usize,
    start: usize,
    parens: usize,
    inside_action: bool,
    /// Whether there is space before the token at hand.
    spaced: bool,
    /// Whether `break` and `continue` are keywords: not where functions of that name exist.
    break_is_keyword: bool,
    continue_is_keyword: bool,
    error: Option<String>,
}

impl<'s> Lexer<'s> {
    pub(crate) fn new(input: &'s [u8], break_is_keyword: bool, continue_is_keyword: bool) -> Self {
        Self {
            input,
            pos: 0,
            start: 0,
            parens: 0,
            inside_action: false,
            spaced: false,
            break_is_keyword,
            continue_is_keyword,
            error: None,
        }
    }

    /// What the error token said.
    pub(crate) fn error(&self) -> &str {
        self.error.as_deref().unwrap_or_default()
    }

    /// The next token. After an error, that error again.
    pub(crate) fn next(&mut self) -> Token {
        if self.error.is_some() {
            return self.token(Kind::Error);
        }
        if self.inside_action {
            self.inside()
        } else {
            self.text()
        }
    }

    fn token(&mut self, kind: Kind) -> Token {
        let span = Span {
            start: self.start as u32,
            end: self.pos as u32,
        };
        self.start = self.pos;
        Token {
            kind,
            spaced: self.spaced,
            plain: false,
            span,
        }
    }

    fn fail(&mut self, message: String) -> Token {
        self.error = Some(message);
        self.pos = self.start;
        self.token(Kind::Error)
    }

    fn rest(&self) -> &'s [u8] {
        self.input.get(self.pos..).unwrap_or(&[])
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.input.get(self.pos + ahead).copied()
    }

    /// Text up to the next action; comments are skipped.
    fn text(&mut self) -> Token {
        loop {
            let Some(delim) = find_pair(self.input, self.pos, b'{') else {
                self.pos = self.input.len();
                let kind = if self.pos > self.start {
                    Kind::Text
                } else {
                    Kind::Eof
                };
                return self.token(kind);
            };
            let trims = self.left_trim_marker(delim + 2);
            let end = if trims {
                trim_end(self.input, self.start, delim)
            } else {
                delim
            };
            if end > self.start {
                self.pos = end;
                let token = self.token(Kind::Text);
                self.pos = delim;
                self.start = delim;
                return token;
            }
            self.pos = delim;
            self.start = delim;
            match self.left_delim(trims) {
                Some(token) => return token,
                None => continue,
            }
        }
    }

    fn left_trim_marker(&self, at: usize) -> bool {
        matches!(self.input.get(at..at + 2), Some(&[b'-', space]) if is_space(space))
    }

    /// The delimiter at hand; `None` after a comment was skipped.
    fn left_delim(&mut self, trims: bool) -> Option<Token> {
        let after = if trims { 4 } else { 2 };
        if self.rest().get(after..after + 2) == Some(b"/*") {
            self.pos += after;
            self.start = self.pos;
            return self.comment();
        }
        self.pos += 2;
        let token = self.token(Kind::LeftDelim);
        self.inside_action = true;
        self.parens = 0;
        self.pos += after - 2;
        self.start = self.pos;
        Some(token)
    }

    fn comment(&mut self) -> Option<Token> {
        self.pos += 2;
        let Some(close) = find_comment_end(self.input, self.pos) else {
            return Some(self.fail("unclosed comment".into()));
        };
        self.pos = close + 2;
        let Some(trims) = self.at_right_delim() else {
            return Some(self.fail("comment ends before closing delimiter".into()));
        };
        self.leave(self.pos + if trims { 2 } else { 0 }, trims);
        None
    }

    /// Whether a comment may end here, and whether it trims what follows.
    fn at_right_delim(&self) -> Option<bool> {
        let rest = self.rest();
        if let Some(&[space, b'-', b'}', b'}']) = rest.get(..4)
            && is_space(space)
        {
            return Some(true);
        }
        rest.starts_with(b"}}").then_some(false)
    }

    /// Goes behind the `}}` at `close`, and behind the space after it where it trims.
    fn leave(&mut self, close: usize, trims: bool) {
        self.pos = close + 2;
        if trims {
            self.skip_space();
        }
        self.start = self.pos;
    }

    fn skip_space(&mut self) {
        let mut at = self.pos;
        while at < self.input.len() && is_space(self.input[at]) {
            at += 1;
        }
        self.pos = at;
    }

    fn right_delim(&mut self, close: usize, trims: bool) -> Token {
        if self.parens > 0 {
            // Go sees the space before a closing delimiter that trims as a part of it.
            self.start = self.pos - usize::from(trims);
            return self.fail("unclosed left paren".into());
        }
        self.start = close;
        self.pos = close + 2;
        let token = self.token(Kind::RightDelim);
        self.leave(close, trims);
        self.inside_action = false;
        self.spaced = false;
        token
    }

    fn inside(&mut self) -> Token {
        self.skip_space();
        self.spaced = self.pos > self.start;
        self.start = self.pos;
        let Some(b) = self.byte(0) else {
            return self.fail("unclosed action".into());
        };
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.identifier(),
            b'.' => match self.byte(1) {
                Some(b'0'..=b'9') | None => self.number(),
                Some(_) => self.name(Kind::Field, Kind::Dot),
            },
            b'$' => self.name(Kind::Variable, Kind::Variable),
            b'}' if self.byte(1) == Some(b'}') => self.right_delim(self.pos, false),
            b'"' => self.quoted(b'"', "unterminated quoted string", Kind::String),
            b'-' if self.spaced && self.rest().starts_with(b"-}}") => {
                self.right_delim(self.pos + 1, true)
            }
            b'\'' => self.quoted(b'\'', "unterminated character constant", Kind::CharConstant),
            b'`' => self.raw(),
            b'+' | b'-' | b'0'..=b'9' => self.number(),
            _ => self.punctuation(b),
        }
    }

    fn punctuation(&mut self, b: u8) -> Token {
        self.pos += 1;
        match b {
            b'=' => self.token(Kind::Assign),
            b'|' => self.token(Kind::Pipe),
            b':' if self.byte(0) == Some(b'=') => {
                self.pos += 1;
                self.token(Kind::Declare)
            }
            b':' => self.fail("expected :=".into()),
            b'(' => {
                self.parens += 1;
                self.token(Kind::LeftParen)
            }
            b')' if self.parens == 0 => self.fail("unexpected right paren".into()),
            b')' => {
                self.parens -= 1;
                self.token(Kind::RightParen)
            }
            0x20..0x7f => self.token(Kind::Char),
            _ => self.other(),
        }
    }

    /// What begins with a byte that is not ASCII, or with a control character.
    fn other(&mut self) -> Token {
        self.pos -= 1;
        let (rune, _) = decode(self.rest());
        if is_alphanumeric(rune) {
            return self.identifier();
        }
        self.fail(format!(
            "unrecognized character in action: {}",
            describe_rune(rune)
        ))
    }

    fn skip_alphanumeric(&mut self) {
        let input = self.input;
        let mut at = word_end(input, self.pos);
        while at < input.len() && input[at] >= 0x80 {
            let (rune, width) = decode(input.get(at..).unwrap_or(&[]));
            if !is_alphanumeric(rune) {
                break;
            }
            at = word_end(input, at + width);
        }
        self.pos = at;
    }

    /// Whether what follows may follow an identifier.
    fn at_terminator(&self) -> bool {
        is_terminator(self.input, self.pos)
    }

    /// The names of the fields that stand right here, before they become tokens. Stops at the first
    /// that is not simply ASCII.
    pub(crate) fn fields(&mut self, names: &mut Vec<Span>) {
        let input = self.input;
        while self.inside_action && self.byte(0) == Some(b'.') {
            let start = self.pos + 1;
            let end = word_end(input, start);
            let is_number = input.get(start).is_some_and(u8::is_ascii_digit);
            if end == start || is_number || !is_terminator(input, end) {
                return;
            }
            names.push(Span {
                start: start as u32,
                end: end as u32,
            });
            self.pos = end;
            self.start = end;
        }
    }

    fn bad_character(&mut self) -> Token {
        let (rune, _) = decode(self.rest());
        self.fail(format!("bad character {}", describe_rune(rune)))
    }

    fn identifier(&mut self) -> Token {
        self.skip_alphanumeric();
        if !self.at_terminator() {
            return self.bad_character();
        }
        let word = self.input.get(self.start..self.pos).unwrap_or(&[]);
        let kind = match keyword(word) {
            Kind::Break if !self.break_is_keyword => Kind::Identifier,
            Kind::Continue if !self.continue_is_keyword => Kind::Identifier,
            kind => kind,
        };
        self.token(kind)
    }

    /// A field or a variable, whose first character is at hand; `bare` where it is all.
    fn name(&mut self, kind: Kind, bare: Kind) -> Token {
        self.pos += 1;
        let first = self.pos;
        self.skip_alphanumeric();
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.token(if self.pos == first { bare } else { kind })
    }

    fn quoted(&mut self, quote: u8, unterminated: &str, kind: Kind) -> Token {
        let input = self.input;
        let mut at = self.pos + 1;
        let mut plain = true;
        while at < input.len() {
            let b = input[at];
            if CLASS[b as usize] & QUOTED != 0 {
                at += 1;
                continue;
            }
            if b == quote {
                self.pos = at + 1;
                let token = self.token(kind);
                return Token { plain, ..token };
            }
            plain = false;
            at += match b {
                b'\\' if !matches!(input.get(at + 1), None | Some(b'\n')) => 2,
                b'\\' | b'\n' => break,
                _ => 1,
            };
        }
        self.fail(unterminated.into())
    }

    fn raw(&mut self) -> Token {
        match find_byte(self.input, self.pos + 1, b'`') {
            Some(end) => {
                let plain =
                    find_byte(self.input.get(..end).unwrap_or(&[]), self.pos, b'\r').is_none();
                self.pos = end + 1;
                let token = self.token(Kind::RawString);
                Token { plain, ..token }
            }
            None => self.fail("unterminated raw quoted string".into()),
        }
    }

    fn accept(&mut self, valid: &[u8]) -> bool {
        let found = self.byte(0).is_some_and(|b| valid.contains(&b));
        if found {
            self.pos += 1;
        }
        found
    }

    fn accept_run(&mut self, valid: &[u8]) {
        while self.accept(valid) {}
    }

    fn bad_number(&mut self) -> Token {
        let text = self.input.get(self.start..self.pos).unwrap_or(&[]);
        let message = format!("bad number syntax: {}", quote(text));
        self.fail(message)
    }

    fn number(&mut self) -> Token {
        if !self.scan_number() {
            return self.bad_number();
        }
        if !matches!(self.byte(0), Some(b'+' | b'-')) {
            return self.token(Kind::Number);
        }
        if !self.scan_number() || self.input.get(self.pos - 1) != Some(&b'i') {
            return self.bad_number();
        }
        self.token(Kind::Complex)
    }

    fn scan_number(&mut self) -> bool {
        const DECIMAL: &[u8] = b"0123456789_";
        const HEX: &[u8] = b"0123456789abcdefABCDEF_";
        self.accept(b"+-");
        let mut digits = DECIMAL;
        if self.accept(b"0") {
            if self.accept(b"xX") {
                digits = HEX;
            } else if self.accept(b"oO") {
                digits = b"01234567_";
            } else if self.accept(b"bB") {
                digits = b"01_";
            }
        }
        self.accept_run(digits);
        if self.accept(b".") {
            self.accept_run(digits);
        }
        let exponent: &[u8] = match digits.len() {
            11 => b"eE",
            23 => b"pP",
            _ => b"",
        };
        if self.accept(exponent) {
            self.accept(b"+-");
            self.accept_run(DECIMAL);
        }
        self.accept(b"i");
        let (rune, width) = decode(self.rest());
        if width > 0 && is_alphanumeric(rune) {
            self.pos += width;
            return false;
        }
        true
    }
}

fn keyword(word: &[u8]) -> Kind {
    match word {
        b"block" => Kind::Block,
        b"break" => Kind::Break,
        b"continue" => Kind::Continue,
        b"define" => Kind::Define,
        b"else" => Kind::Else,
        b"end" => Kind::End,
        b"if" => Kind::If,
        b"range" => Kind::Range,
        b"nil" => Kind::Nil,
        b"template" => Kind::Template,
        b"with" => Kind::With,
        b"true" | b"false" => Kind::Bool,
        _ => Kind::Identifier,
    }
}

/// A rune as `%#U` prints it.
fn describe_rune(rune: u32) -> String {
    match char::from_u32(rune) {
        Some(c) if is_print(rune) => format!("U+{rune:04X} '{c}'"),
        _ => format!("U+{rune:04X}"),
    }
}

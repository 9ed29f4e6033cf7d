//! From tokens to the syntax tree of a file, with Go's grammar, scoping and words. Pipelines and
//! their operands are in `parser/pipeline.rs`; nothing is evaluated here.

mod constant;
mod pipeline;
mod room;
mod scope;

use std::collections::BTreeMap;

use crate::error::Error;
use crate::functions::Functions;
use crate::lexer::{Kind, Lexer, Token};
use crate::number::{quote, unquote};
use crate::stack::deep;
use crate::str::Str;
use crate::tree::{Body, Branch, File, NONE, Node, Run};
use room::Room;
use scope::Scope;

/// How deep control structures may nest; Go has its own limit of the same size for parentheses.
const MAX_NESTING: usize = 10_000;

/// The index of the variable `$`, which every definition has.
const DOLLAR: u32 = 0;

/// Parses a file.
pub(crate) fn parse(name: &str, source: Str, functions: &Functions) -> Result<File, Error> {
    if u32::try_from(source.len()).is_err() {
        return Err(Error::plain(format!("template: {name}: file too large")));
    }
    let lines = source.clone();
    let mut parser = Parser::new(name, &lines, functions);
    match parser.file() {
        Ok(()) => Ok(parser.leave(source)),
        Err(wrong) => Err(Error::parse(
            Str::from(name),
            source,
            parser.latest,
            wrong.message,
        )),
    }
}

/// What was wrong; the place is that of the latest token. Behind a pointer, since what is right is
/// handed from function to function much more often.
type Parsed<T> = Result<T, Box<Wrong>>;

struct Wrong {
    message: String,
}

impl<M: Into<String>> From<M> for Box<Wrong> {
    fn from(message: M) -> Self {
        let message = message.into();
        Self::new(Wrong { message })
    }
}

/// Why a list does not go on.
#[derive(Clone, Copy)]
enum Close {
    Else,
    End,
}

impl Close {
    fn describe(self) -> &'static str {
        match self {
            Self::End => "{{end}}",
            Self::Else => "{{else}}",
        }
    }
}

/// What belongs to one template of the file while it is parsed.
#[derive(Default)]
struct Definition {
    scope: Scope,
    range_depth: usize,
    parens: usize,
    /// Where the action at hand began.
    action: Option<u32>,
}

struct Parser<'s> {
    source: &'s [u8],
    functions: &'s Functions,
    lexer: Lexer<'s>,
    /// How many of the next two tokens are known, which is as far as any rule looks.
    known: u8,
    ahead: (Token, Token),
    /// Where the latest token of the lexer began: the place of an error.
    latest: u32,
    room: Room,
    definition: Definition,
    nesting: usize,
    variables: BTreeMap<&'s [u8], u32>,
    defined: BTreeMap<Str, usize>,
}

impl<'s> Parser<'s> {
    fn new(name: &str, source: &'s [u8], functions: &'s Functions) -> Self {
        let (own_break, own_continue) = (functions.has("break"), functions.has("continue"));
        let mut parser = Self {
            source,
            functions,
            lexer: Lexer::new(source, !own_break, !own_continue),
            known: 0,
            ahead: <(Token, Token)>::default(),
            latest: 0,
            room: Room::enter(name),
            definition: Definition::default(),
            nesting: 0,
            variables: BTreeMap::new(),
            defined: BTreeMap::new(),
        };
        parser.begin_definition();
        parser
    }

    fn leave(mut self, source: Str) -> File {
        self.room.scopes.push(self.definition.scope.emptied());
        self.room.leave(source, self.functions.id())
    }

    fn text(&self, token: Token) -> &'s [u8] {
        let span = token.span;
        self.source
            .get(span.start as usize..span.end as usize)
            .unwrap_or(&[])
    }

    fn read(&mut self) -> Token {
        let token = self.lexer.next();
        self.latest = token.span.start;
        token
    }

    fn next(&mut self) -> Token {
        if self.known == 0 {
            return self.read();
        }
        let token = self.ahead.0;
        self.skip();
        token
    }

    /// The next token, which stays.
    fn peek(&mut self) -> Token {
        if self.known == 0 {
            self.ahead.0 = self.read();
            self.known = 1;
        }
        self.ahead.0
    }

    /// Takes the token that was looked at.
    fn skip(&mut self) {
        debug_assert!(self.known > 0, "looked at");
        if self.known > 1 {
            self.ahead.0 = self.ahead.1;
        }
        self.known = self.known.saturating_sub(1);
    }

    fn back(&mut self, token: Token) {
        debug_assert!(self.known < 2, "no rule looks further");
        self.ahead = (token, self.ahead.0);
        self.known = 2.min(self.known + 1);
    }

    fn expect(&mut self, kind: Kind, context: &str) -> Parsed<Token> {
        let token = self.next();
        if token.kind == kind {
            return Ok(token);
        }
        self.unexpected(token, context)
    }

    fn line(&self, position: u32) -> usize {
        let before = self.source.get(..position as usize).unwrap_or(self.source);
        1 + before.iter().filter(|b| **b == b'\n').count()
    }

    fn unexpected<T>(&self, token: Token, context: &str) -> Parsed<T> {
        if token.kind != Kind::Error {
            let token = self.describe(token);
            return Err(format!("unexpected {token} in {context}").into());
        }
        let message = self.lexer.error();
        let here = self.line(token.span.start);
        match self.definition.action.map(|start| self.line(start)) {
            Some(line) if line != here => {
                let subject = if message.ends_with(" action") {
                    ""
                } else {
                    " in action"
                };
                let name = &self.room.file.name;
                Err(format!("{message}{subject} started at {name}:{line}").into())
            }
            _ => Err(message.into()),
        }
    }

    fn describe(&self, token: Token) -> String {
        let text = self.text(token);
        match token.kind {
            Kind::Eof => "EOF".into(),
            Kind::Error => self.lexer.error().to_owned(),
            kind if kind > Kind::Variable => format!("<{}>", String::from_utf8_lossy(text)),
            _ if text.len() > 10 => {
                let mut end = 0;
                for _ in 0..10 {
                    end += crate::unicode::decode(&text[end.min(text.len())..]).1;
                }
                format!("{}...", quote(&text[..end.min(text.len())]))
            }
            _ => quote(text),
        }
    }

    fn begin_definition(&mut self) -> Definition {
        let definition = Definition {
            scope: self.room.scopes.pop().unwrap_or_default(),
            ..Definition::default()
        };
        let outer = std::mem::replace(&mut self.definition, definition);
        self.definition.scope.declare(DOLLAR);
        outer
    }

    fn end_definition(&mut self, outer: Definition) {
        let inner = std::mem::replace(&mut self.definition, outer);
        self.room.scopes.push(inner.scope.emptied());
    }

    /// The index of a variable's name.
    fn variable_name(&mut self, name: &'s [u8]) -> u32 {
        if name == b"$" {
            return DOLLAR;
        }
        if let Some(&index) = self.variables.get(name) {
            return index;
        }
        let index = self.room.file.variables.len() as u32;
        self.room.file.variables.push(Str::from(name));
        self.variables.insert(name, index);
        index
    }

    /// The whole file: its body, and the definitions in it.
    fn file(&mut self) -> Parsed<()> {
        let mark = self.room.nodes.len();
        loop {
            let token = self.next();
            if token.kind == Kind::Eof {
                break;
            }
            if token.kind == Kind::LeftDelim && self.peek().kind == Kind::Define {
                self.skip();
                self.define()?;
                continue;
            }
            if let Some(close) = self.text_or_action(token)? {
                return Err(format!("unexpected {}", close.describe()).into());
            }
        }
        let root = self.finish_list(mark);
        let name = self.room.file.name.clone();
        self.add(name, root)
    }

    /// A `define`, whose keyword is past.
    fn define(&mut self) -> Parsed<()> {
        const CONTEXT: &str = "define clause";
        let outer = self.begin_definition();
        let token = self.next();
        let name = self.template_name(token, CONTEXT)?;
        self.expect(Kind::RightDelim, CONTEXT)?;
        let (root, close) = self.list()?;
        if !matches!(close, Close::End) {
            return Err(format!("unexpected {} in {CONTEXT}", close.describe()).into());
        }
        self.add(name, root)?;
        self.end_definition(outer);
        Ok(())
    }

    /// Adds a template of this file. Two that are not empty may not have one name.
    fn add(&mut self, name: Str, root: Run) -> Parsed<()> {
        let empty = self.is_empty(root);
        let body = Body { name, root, empty };
        let Some(&old) = self.defined.get(&body.name) else {
            self.defined
                .insert(body.name.clone(), self.room.file.bodies.len());
            self.room.file.bodies.push(body);
            return Ok(());
        };
        if self.room.file.bodies[old].empty {
            self.room.file.bodies[old] = body;
        } else if !empty {
            let name = quote(&body.name);
            return Err(format!("template: multiple definition of template {name}").into());
        }
        Ok(())
    }

    fn is_empty(&self, root: Run) -> bool {
        root.of(&self.room.file.nodes)
            .iter()
            .all(|node| match node {
                Node::Text(span) => self
                    .source
                    .get(span.start as usize..span.end as usize)
                    .and_then(|text| std::str::from_utf8(text).ok())
                    .is_some_and(|text| text.trim().is_empty()),
                _ => false,
            })
    }

    fn finish_list(&mut self, mark: usize) -> Run {
        take(&mut self.room.nodes, mark, &mut self.room.file.nodes)
    }

    /// Items up to `end` or `else`, and which of them it was.
    fn list(&mut self) -> Parsed<(Run, Close)> {
        if self.nesting >= MAX_NESTING {
            return Err("max nesting depth exceeded".into());
        }
        self.nesting += 1;
        let list = deep(|| self.items());
        self.nesting -= 1;
        list
    }

    fn items(&mut self) -> Parsed<(Run, Close)> {
        let mark = self.room.nodes.len();
        loop {
            let token = self.next();
            if token.kind == Kind::Eof {
                return Err("unexpected EOF".into());
            }
            if let Some(close) = self.text_or_action(token)? {
                return Ok((self.finish_list(mark), close));
            }
        }
    }

    /// The text or the action that begins with this token; what ends the list, where it does.
    fn text_or_action(&mut self, token: Token) -> Parsed<Option<Close>> {
        match token.kind {
            Kind::Text => {
                self.room.nodes.push(Node::Text(token.span));
                Ok(None)
            }
            Kind::LeftDelim => {
                self.definition.action = Some(token.span.start);
                let close = self.action()?;
                self.definition.action = None;
                Ok(close)
            }
            _ => self.unexpected(token, "input"),
        }
    }

    fn action(&mut self) -> Parsed<Option<Close>> {
        let token = self.peek();
        let node = if token.kind < Kind::Block {
            let position = token.span.start;
            let pipe = self.pipeline("command", Kind::RightDelim)?;
            Node::Action { position, pipe }
        } else {
            self.skip();
            match token.kind {
                Kind::Else => return self.otherwise(),
                Kind::End => {
                    self.expect(Kind::RightDelim, "end")?;
                    return Ok(Some(Close::End));
                }
                _ => self.control_or_call(token)?,
            }
        };
        self.room.nodes.push(node);
        Ok(None)
    }

    /// An action whose keyword is past.
    fn control_or_call(&mut self, keyword: Token) -> Parsed<Node> {
        match keyword.kind {
            Kind::Block => self.block(),
            Kind::Break => self.leave_range("{{break}}", Node::Break),
            Kind::Continue => self.leave_range("{{continue}}", Node::Continue),
            Kind::If => Ok(Node::If(self.control("if", Kind::If)?)),
            Kind::Range => Ok(Node::Range(self.control("range", Kind::Range)?)),
            Kind::With => Ok(Node::With(self.control("with", Kind::With)?)),
            Kind::Template => self.template(),
            _ => {
                self.back(keyword);
                let position = keyword.span.start;
                let pipe = self.pipeline("command", Kind::RightDelim)?;
                Ok(Node::Action { position, pipe })
            }
        }
    }

    fn leave_range(&mut self, what: &str, node: Node) -> Parsed<Node> {
        let token = self.next();
        if token.kind != Kind::RightDelim {
            return self.unexpected(token, what);
        }
        if self.definition.range_depth == 0 {
            return Err(format!("{what} outside {{{{range}}}}").into());
        }
        Ok(node)
    }

    fn otherwise(&mut self) -> Parsed<Option<Close>> {
        let token = self.peek();
        if !matches!(token.kind, Kind::If | Kind::With) {
            self.expect(Kind::RightDelim, "else")?;
        }
        Ok(Some(Close::Else))
    }

    /// `if`, `with` or `range`, whose keyword is past.
    fn control(&mut self, context: &str, kind: Kind) -> Parsed<u32> {
        let mark = self.definition.scope.mark();
        let position = self.peek().span.start;
        let pipe = self.pipeline(context, Kind::RightDelim)?;
        let is_range = usize::from(kind == Kind::Range);
        self.definition.range_depth += is_range;
        let (body, close) = self.list()?;
        self.definition.range_depth -= is_range;
        let otherwise = match close {
            Close::Else => Some(self.else_list(context, kind)?),
            Close::End => None,
        };
        self.definition.scope.pop(mark);
        let branch = Branch {
            position,
            pipe,
            body,
            otherwise,
        };
        self.room.file.branches.push(branch);
        Ok(self.room.file.branches.len() as u32 - 1)
    }

    /// What follows `else`. `else if` is an `if` inside the `else` that shares its `end`.
    fn else_list(&mut self, context: &str, kind: Kind) -> Parsed<Run> {
        let chained = self.peek().kind == kind && kind != Kind::Range;
        if !chained {
            let (list, close) = self.list()?;
            return match close {
                Close::End => Ok(list),
                Close::Else => Err(format!("expected end; found {}", close.describe()).into()),
            };
        }
        self.skip();
        if self.nesting >= MAX_NESTING {
            return Err("max nesting depth exceeded".into());
        }
        self.nesting += 1;
        let branch = deep(|| self.control(context, kind))?;
        self.nesting -= 1;
        let mark = self.room.nodes.len();
        self.room.nodes.push(match kind {
            Kind::With => Node::With(branch),
            _ => Node::If(branch),
        });
        Ok(self.finish_list(mark))
    }

    /// A `template`, whose keyword is past.
    fn template(&mut self) -> Parsed<Node> {
        const CONTEXT: &str = "template clause";
        let token = self.next();
        let name = self.template_name(token, CONTEXT)?;
        let mut pipe = NONE;
        if self.peek().kind == Kind::RightDelim {
            self.skip();
        } else {
            pipe = self.pipeline(CONTEXT, Kind::RightDelim)?;
        }
        Ok(self.template_node(token.span.start, name, pipe))
    }

    fn template_node(&mut self, position: u32, name: Str, pipe: u32) -> Node {
        self.room.file.labels.push(name);
        Node::Template {
            position,
            name: self.room.file.labels.len() as u32 - 1,
            pipe,
        }
    }

    /// A `block`, whose keyword is past: a definition and a call of it.
    fn block(&mut self) -> Parsed<Node> {
        const CONTEXT: &str = "block clause";
        let token = self.next();
        let name = self.template_name(token, CONTEXT)?;
        let pipe = self.pipeline(CONTEXT, Kind::RightDelim)?;
        // Go reports a wrong end where the block begins.
        let clause = self.latest;
        let outer = self.begin_definition();
        let (root, close) = self.list()?;
        if !matches!(close, Close::End) {
            self.latest = clause;
            return Err(format!("unexpected {} in {CONTEXT}", close.describe()).into());
        }
        self.add(name.clone(), root)?;
        self.end_definition(outer);
        Ok(self.template_node(token.span.start, name, pipe))
    }

    fn template_name(&mut self, token: Token, context: &str) -> Parsed<Str> {
        if !matches!(token.kind, Kind::String | Kind::RawString) {
            return self.unexpected(token, context);
        }
        self.literal(token)
    }

    /// The text that a string stands for.
    fn literal(&self, token: Token) -> Parsed<Str> {
        let text = self.text(token);
        if token.plain {
            let body = text.get(1..text.len().saturating_sub(1));
            return Ok(Str::from(body.unwrap_or(&[])));
        }
        match unquote(text) {
            Some(text) => Ok(Str::from(text.as_ref())),
            None => Err("invalid syntax".into()),
        }
    }
}

/// Moves what was collected since `mark` to its arena.
fn take<T: Copy>(pending: &mut Vec<T>, mark: usize, arena: &mut Vec<T>) -> Run {
    let start = arena.len() as u32;
    if pending.len() == mark + 1 {
        if let Some(only) = pending.pop() {
            arena.push(only);
        }
    } else if let Some(taken) = pending.get(mark..) {
        arena.extend_from_slice(taken);
        pending.truncate(mark);
    }
    let end = arena.len() as u32;
    Run { start, end }
}

//! The parser of Go's regular expressions: flags of `regexp.Compile`, limits and errors as there.
//!
//! Open groups are kept on a stack of our own, so that nesting costs no stack.

use super::class::Class;
use super::tree::{Look, Node, Op};
use crate::runes;

mod brackets;
mod escapes;

/// Go's bounds of height, of instructions and of nested counts.
const MAX_HEIGHT: u32 = 1000;
const MAX_SIZE: u64 = (128 << 20) / 40;
const MAX_REPEAT: u32 = 1000;

/// A parsed expression and the names of its groups, number 0 first.
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) names: Vec<Vec<u8>>,
}

/// What is wrong with an expression, and the piece that is.
#[derive(Debug)]
pub(super) struct SyntaxError {
    code: &'static str,
    piece: Vec<u8>,
}

impl SyntaxError {
    fn new(code: &'static str, piece: &[u8]) -> Self {
        Self {
            code,
            piece: piece.to_vec(),
        }
    }

    /// The message as Go's `Error` gives it.
    pub(super) fn message(&self) -> Vec<u8> {
        let head = format!("error parsing regexp: {}: `", self.code);
        [head.as_bytes(), &self.piece, b"`"].concat()
    }
}

type Result<T> = std::result::Result<T, SyntaxError>;

#[derive(Clone, Copy, Default)]
struct Flags {
    fold: bool,
    dot_newline: bool,
    multi_line: bool,
    lazy: bool,
}

/// A group that is still open, or the whole expression.
struct Frame {
    alternatives: Vec<Node>,
    pieces: Vec<Node>,
    capture: Option<usize>,
    /// The flags before the group, to come back to.
    outer: Flags,
}

impl Frame {
    fn new(capture: Option<usize>, outer: Flags) -> Self {
        Self {
            alternatives: Vec::new(),
            pieces: Vec::new(),
            capture,
            outer,
        }
    }

    /// Ends the alternative that is being read.
    fn end_alternative(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.alternatives.push(join(pieces, Op::Concat));
    }
}

fn join(mut nodes: Vec<Node>, op: fn(Vec<Node>) -> Op) -> Node {
    match nodes.len() {
        0 => Node::new(Op::Empty),
        1 => nodes.swap_remove(0),
        _ => Node::new(op(nodes)),
    }
}

struct Parser<'e> {
    whole: &'e [u8],
    /// What is still to be read.
    rest: &'e [u8],
    flags: Flags,
    open: Vec<Frame>,
    current: Frame,
    names: Vec<Vec<u8>>,
    /// The rest where the last repetition operator began, if that is what was read last.
    last_repeat: Option<&'e [u8]>,
}

/// Parses an expression with the flags of `regexp.Compile`.
pub(super) fn parse(expression: &[u8]) -> Result<Parsed> {
    let mut parser = Parser {
        whole: expression,
        rest: expression,
        flags: Flags::default(),
        open: Vec::new(),
        current: Frame::new(None, Flags::default()),
        names: vec![Vec::new()],
        last_repeat: None,
    };
    while let Some(first) = parser.rest.first() {
        let repeat = parser.piece(*first)?;
        parser.last_repeat = repeat;
    }
    parser.finish()
}

impl<'e> Parser<'e> {
    fn finish(mut self) -> Result<Parsed> {
        if !self.open.is_empty() {
            return Err(SyntaxError::new("missing closing )", self.whole));
        }
        self.current.end_alternative();
        let node = join(self.current.alternatives, Op::Alternate);
        check_limits(&node, self.whole)?;
        Ok(Parsed {
            node,
            names: self.names,
        })
    }

    /// Reads one piece; gives where it began if it is a repetition operator.
    fn piece(&mut self, first: u8) -> Result<Option<&'e [u8]>> {
        let before = self.rest;
        match first {
            b'(' if self.rest.get(1) == Some(&b'?') => self.perl_group()?,
            b'(' => self.open_group(Vec::new(), 1),
            b'|' => {
                self.current.end_alternative();
                self.skip(1);
            }
            b')' => self.close_group()?,
            b'^' => self.look(Look::BeginText, Look::BeginLine),
            b'$' => self.look(Look::EndText, Look::EndLine),
            b'.' => {
                self.skip(1);
                let newline = self.flags.dot_newline;
                self.push(Op::Any { newline })?;
            }
            b'[' => {
                let class = self.bracket_class()?;
                self.push(Op::Class(class))?;
            }
            b'*' | b'+' | b'?' => {
                self.skip(1);
                let (min, max) = bounds_of(first);
                self.repeat(min, max, before)?;
                return Ok(Some(before));
            }
            b'{' => return self.brace(before),
            b'\\' => self.escape()?,
            _ => {
                let rune = self.rune()?;
                self.literal(rune)?;
            }
        }
        Ok(None)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// What was read since `before`.
    fn since(&self, before: &'e [u8]) -> &'e [u8] {
        let read = before.len().saturating_sub(self.rest.len());
        before.get(..read).unwrap_or(before)
    }

    fn rune(&mut self) -> Result<u32> {
        let (rune, width) = runes::decode(self.rest);
        if rune == runes::ERROR && width == 1 {
            return Err(SyntaxError::new("invalid UTF-8", self.rest));
        }
        self.skip(width);
        Ok(rune)
    }

    fn push(&mut self, op: Op) -> Result<()> {
        let node = Node::new(op);
        check_limits(&node, self.whole)?;
        self.current.pieces.push(node);
        Ok(())
    }

    fn literal(&mut self, rune: u32) -> Result<()> {
        if !self.flags.fold {
            return self.push(Op::Rune(rune));
        }
        let mut class = Class::default();
        class.add_range(rune, rune, true);
        class.clean();
        match class.ranges() {
            [(lo, hi)] if lo == hi => self.push(Op::Rune(*lo)),
            _ => self.push(Op::Class(class)),
        }
    }

    fn look(&mut self, of_text: Look, of_line: Look) {
        self.skip(1);
        let look = if self.flags.multi_line {
            of_line
        } else {
            of_text
        };
        self.current.pieces.push(Node::new(Op::Look(look)));
    }

    fn open_group(&mut self, name: Vec<u8>, width: usize) {
        self.skip(width);
        let number = self.names.len();
        self.names.push(name);
        self.open_frame(Some(number), self.flags);
    }

    fn open_frame(&mut self, capture: Option<usize>, outer: Flags) {
        let frame = Frame::new(capture, outer);
        self.open.push(std::mem::replace(&mut self.current, frame));
    }

    fn close_group(&mut self) -> Result<()> {
        let Some(outer) = self.open.pop() else {
            return Err(SyntaxError::new("unexpected )", self.whole));
        };
        self.skip(1);
        let mut frame = std::mem::replace(&mut self.current, outer);
        self.flags = frame.outer;
        frame.end_alternative();
        let node = join(frame.alternatives, Op::Alternate);
        check_limits(&node, self.whole)?;
        match frame.capture {
            Some(number) => self.push(Op::Capture(number, Box::new(node))),
            None => {
                self.current.pieces.push(node);
                Ok(())
            }
        }
    }

    /// `{n}`, `{n,}`, `{n,m}`; anything else that begins with a brace is a literal.
    fn brace(&mut self, before: &'e [u8]) -> Result<Option<&'e [u8]>> {
        let Some(counts) = self.counts() else {
            self.skip(1);
            self.literal(u32::from(b'{'))?;
            return Ok(None);
        };
        match counts {
            (Some(min), max)
                if min <= MAX_REPEAT && max.is_none_or(|max| max <= MAX_REPEAT && min <= max) =>
            {
                self.repeat(min, max, before)?;
                Ok(Some(before))
            }
            _ => Err(SyntaxError::new("invalid repeat count", self.since(before))),
        }
    }

    /// Reads the counts in braces; a count that is far too large is `None` as the minimum.
    fn counts(&mut self) -> Option<(Option<u32>, Option<u32>)> {
        let (min, rest) = count(self.rest.get(1..)?)?;
        let (counts, rest) = match rest.first()? {
            b',' if rest.get(1) == Some(&b'}') => ((min, None), rest.get(1..)?),
            b',' => {
                let (max, rest) = count(rest.get(1..)?)?;
                ((min.and(max).and(min), max), rest)
            }
            _ => ((min, min), rest),
        };
        if rest.first() != Some(&b'}') {
            return None;
        }
        self.rest = rest.get(1..)?;
        Some(counts)
    }

    fn repeat(&mut self, min: u32, max: Option<u32>, before: &'e [u8]) -> Result<()> {
        let mut greedy = !self.flags.lazy;
        if self.rest.first() == Some(&b'?') {
            self.skip(1);
            greedy = !greedy;
        }
        if let Some(last) = self.last_repeat {
            let code = "invalid nested repetition operator";
            return Err(SyntaxError::new(code, self.since(last)));
        }
        let Some(sub) = self.current.pieces.pop() else {
            let code = "missing argument to repetition operator";
            return Err(SyntaxError::new(code, self.since(before)));
        };
        let node = Node::new(Op::Repeat {
            sub: Box::new(sub),
            min,
            max,
            greedy,
        });
        check_limits(&node, self.whole)?;
        let counted =
            before.first() == Some(&b'{') && (min >= 2 || max.is_some_and(|max| max >= 2));
        if counted && !node.repeats_within(MAX_REPEAT) {
            return Err(SyntaxError::new("invalid repeat count", self.since(before)));
        }
        self.current.pieces.push(node);
        Ok(())
    }

    /// `(?flags)`, `(?flags:…)`, `(?P<name>…)` and `(?<name>…)`.
    fn perl_group(&mut self) -> Result<()> {
        let start = self.rest;
        if start.len() > 4 && start.starts_with(b"(?P<") {
            return self.named_group(4);
        }
        if start.len() > 3 && start.starts_with(b"(?<") {
            return self.named_group(3);
        }
        self.skip(2);
        let outer = self.flags;
        let mut flags = outer;
        let (mut on, mut seen) = (true, false);
        while !self.rest.is_empty() {
            match u8::try_from(self.rune()?) {
                Ok(b'i') => flags.fold = on,
                Ok(b'm') => flags.multi_line = on,
                Ok(b's') => flags.dot_newline = on,
                Ok(b'U') => flags.lazy = on,
                Ok(b'-') if on => {
                    (on, seen) = (false, false);
                    continue;
                }
                Ok(end @ (b':' | b')')) if on || seen => {
                    if end == b':' {
                        self.open_frame(None, outer);
                    }
                    self.flags = flags;
                    return Ok(());
                }
                _ => break,
            }
            seen = true;
        }
        let code = "invalid or unsupported Perl syntax";
        Err(SyntaxError::new(code, self.since(start)))
    }

    fn named_group(&mut self, name_at: usize) -> Result<()> {
        let start = self.rest;
        let code = "invalid named capture";
        let Some(end) = start.iter().position(|b| *b == b'>') else {
            check_utf8(start)?;
            return Err(SyntaxError::new(code, start));
        };
        let name = &start[name_at.min(end)..end];
        check_utf8(name)?;
        if name.is_empty() || !name.iter().all(|b| *b == b'_' || b.is_ascii_alphanumeric()) {
            return Err(SyntaxError::new(code, &start[..=end]));
        }
        self.open_group(name.to_vec(), end + 1);
        Ok(())
    }
}

fn bounds_of(operator: u8) -> (u32, Option<u32>) {
    match operator {
        b'*' => (0, None),
        b'+' => (1, None),
        _ => (0, Some(1)),
    }
}

/// A count without leading zeros; `None` inside where it is 100 million or more.
fn count(text: &[u8]) -> Option<(Option<u32>, &[u8])> {
    let digits = text.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || (digits > 1 && text.first() == Some(&b'0')) {
        return None;
    }
    let mut value = Some(0_u32);
    for digit in &text[..digits] {
        value = value
            .filter(|value| *value < 100_000_000)
            .map(|value| value * 10 + u32::from(digit - b'0'));
    }
    Some((value, &text[digits..]))
}

fn check_limits(node: &Node, whole: &[u8]) -> Result<()> {
    if node.size > MAX_SIZE {
        return Err(SyntaxError::new("expression too large", whole));
    }
    if node.height > MAX_HEIGHT {
        return Err(SyntaxError::new("expression nests too deeply", whole));
    }
    Ok(())
}

fn check_utf8(mut text: &[u8]) -> Result<()> {
    while !text.is_empty() {
        let (rune, width) = runes::decode(text);
        if rune == runes::ERROR && width == 1 {
            return Err(SyntaxError::new("invalid UTF-8", text));
        }
        text = &text[width..];
    }
    Ok(())
}

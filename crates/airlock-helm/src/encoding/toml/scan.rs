//! TOML's keys and values: what is between the line breaks of a document.

use airlock_gotmpl::{Str, Value};

use super::table::Table;
use super::times::parse_time;
use crate::stack::deep;

/// How deep arrays and inline tables may be.
const MAX_DEPTH: usize = 10_000;
/// How many parts a key may have.
const MAX_PARTS: usize = 1000;

pub(super) type Key = Vec<Vec<u8>>;

/// A place in a document.
pub(super) struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    depth: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    pub(super) fn line(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn eat(&mut self, wanted: &[u8]) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    fn found(&self) -> String {
        match self
            .rest()
            .utf8_chunks()
            .next()
            .and_then(|c| c.valid().chars().next())
        {
            Some(c) => format!("{c:?}"),
            None => "end of file".to_owned(),
        }
    }

    pub(super) fn expect(&mut self, wanted: &[u8], where_: &str) -> Result<(), String> {
        if self.eat(wanted) {
            return Ok(());
        }
        let wanted = String::from_utf8_lossy(wanted);
        Err(format!(
            "expected {wanted:?} {where_}, but found {}",
            self.found()
        ))
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn skip_comment(&mut self) -> Result<(), String> {
        if self.peek() != Some(b'#') {
            return Ok(());
        }
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => break,
                b'\r' if self.text.get(self.at + 1) == Some(&b'\n') => break,
                b'\t' => {}
                0..0x20 | 0x7f => {
                    return Err("control characters are not allowed inside comments".to_owned());
                }
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Blanks, comments and line breaks.
    pub(super) fn skip_lines(&mut self) -> Result<(), String> {
        loop {
            self.skip_blanks();
            self.skip_comment()?;
            if !self.eat(b"\n") && !self.eat(b"\r\n") {
                return Ok(());
            }
        }
    }

    /// The end of a line: nothing but blanks and a comment.
    pub(super) fn end_line(&mut self) -> Result<(), String> {
        self.skip_blanks();
        self.skip_comment()?;
        if self.peek().is_none() || self.eat(b"\n") || self.eat(b"\r\n") {
            return Ok(());
        }
        Err(format!(
            "expected a top-level item to end with a newline, comment, or EOF, but got {} instead",
            self.found()
        ))
    }

    /// A key, with its parts between dots.
    pub(super) fn key(&mut self) -> Result<Key, String> {
        let mut parts = Vec::new();
        loop {
            self.skip_blanks();
            parts.push(self.key_part()?);
            if parts.len() > MAX_PARTS {
                return Err(format!(
                    "keys of more than {MAX_PARTS} parts are not supported"
                ));
            }
            self.skip_blanks();
            if !self.eat(b".") {
                return Ok(parts);
            }
        }
    }

    fn key_part(&mut self) -> Result<Vec<u8>, String> {
        match self.peek() {
            Some(b'"') if !self.rest().starts_with(b"\"\"\"") => {
                self.at += 1;
                self.basic(false)
            }
            Some(b'\'') if !self.rest().starts_with(b"'''") => {
                self.at += 1;
                self.literal(false)
            }
            _ => {
                let start = self.at;
                while matches!(
                    self.peek(),
                    Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-')
                ) {
                    self.at += 1;
                }
                if start == self.at {
                    return Err(format!("expected a key but found {} instead", self.found()));
                }
                Ok(self.text[start..self.at].to_vec())
            }
        }
    }

    pub(super) fn value(&mut self) -> Result<Value, String> {
        if self.eat(b"\"\"\"") {
            return self.basic(true).map(text);
        }
        if self.eat(b"'''") {
            return self.literal(true).map(text);
        }
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.basic(false).map(text)
            }
            Some(b'\'') => {
                self.at += 1;
                self.literal(false).map(text)
            }
            Some(b'[') => self.nested(Self::array),
            Some(b'{') => self.nested(Self::inline_table),
            _ => self.bare(),
        }
    }

    fn nested(&mut self, inside: fn(&mut Self) -> Result<Value, String>) -> Result<Value, String> {
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("exceeded max depth".to_owned());
        }
        let value = deep(|| inside(self));
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            self.skip_lines()?;
            if self.eat(b"]") {
                return Ok(Value::list(items));
            }
            items.push(self.value()?);
            self.skip_lines()?;
            if !self.eat(b",") {
                self.expect(b"]", "to end an array")?;
                return Ok(Value::list(items));
            }
        }
    }

    fn inline_table(&mut self) -> Result<Value, String> {
        let mut table = Table::default();
        loop {
            self.skip_lines()?;
            if self.eat(b"}") {
                return Ok(table.into_value());
            }
            let key = self.key()?;
            self.expect(b"=", "after a key")?;
            self.skip_blanks();
            let value = self.value()?;
            table.assign(&key, value)?;
            self.skip_lines()?;
            if !self.eat(b",") {
                self.expect(b"}", "to end an inline table")?;
                return Ok(table.into_value());
            }
        }
    }

    /// A number, a boolean or a time.
    fn bare(&mut self) -> Result<Value, String> {
        let start = self.at;
        self.skip_word();
        // A date and a time may have a space between them.
        let date = self.at - start == 10 && self.text.get(start + 4) == Some(&b'-');
        if date && matches!(self.rest(), [b' ', b'0'..=b'9', b'0'..=b'9', b':', ..]) {
            self.at += 1;
            self.skip_word();
        }
        let word = &self.text[start..self.at];
        if word.is_empty() && self.peek().is_none() {
            return Err("unexpected EOF; expected value".to_owned());
        }
        if word.is_empty() {
            return Err(format!("expected value but found {} instead", self.found()));
        }
        let word = std::str::from_utf8(word).map_err(|_| "invalid UTF-8".to_owned())?;
        scalar(word).ok_or_else(|| format!("expected value but found {word:?} instead"))
    }

    fn skip_word(&mut self) {
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-_.:".contains(&byte))
        {
            self.at += 1;
        }
    }

    /// Inside a string: the byte here, where strings may have it.
    fn string_byte(&mut self, multiline: bool) -> Result<u8, String> {
        match self.peek() {
            None => Err("unexpected EOF; expected a string to end".to_owned()),
            Some(b'\n') if !multiline => Err("strings cannot contain newlines".to_owned()),
            Some(b'\r') if multiline && self.text.get(self.at + 1) == Some(&b'\n') => Ok(b'\r'),
            Some(byte @ (0..=8 | 0x0b..0x20 | 0x7f)) => Err(format!(
                "control characters are not allowed inside strings: '0x{byte:02x}'"
            )),
            Some(byte) => Ok(byte),
        }
    }

    /// Whether a string ends here. Up to two quotes may stand before the last three.
    fn end_string(&mut self, out: &mut Vec<u8>, quote: u8, multiline: bool) -> bool {
        if self.peek() != Some(quote) {
            return false;
        }
        if !multiline {
            self.at += 1;
            return true;
        }
        let quotes = self
            .rest()
            .iter()
            .take(5)
            .take_while(|byte| **byte == quote)
            .count();
        if quotes < 3 {
            return false;
        }
        out.extend(std::iter::repeat_n(quote, quotes - 3));
        self.at += quotes;
        true
    }

    fn literal(&mut self, multiline: bool) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        self.skip_first_break(multiline);
        while !self.end_string(&mut out, b'\'', multiline) {
            out.push(self.string_byte(multiline)?);
            self.at += 1;
        }
        Ok(out)
    }

    fn skip_first_break(&mut self, multiline: bool) {
        if multiline && !self.eat(b"\n") {
            self.eat(b"\r\n");
        }
    }

    fn basic(&mut self, multiline: bool) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        self.skip_first_break(multiline);
        while !self.end_string(&mut out, b'"', multiline) {
            let byte = self.string_byte(multiline)?;
            self.at += 1;
            if byte == b'\\' {
                self.escape(&mut out, multiline)?;
            } else {
                out.push(byte);
            }
        }
        Ok(out)
    }

    fn escape(&mut self, out: &mut Vec<u8>, multiline: bool) -> Result<(), String> {
        let letter = self.peek().unwrap_or_default();
        if multiline && self.line_continues() {
            return Ok(());
        }
        self.at += 1;
        let byte = match letter {
            b'b' => 0x08,
            b'e' => 0x1b,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'"' | b'\\' => letter,
            b'x' => return self.unicode(out, 2),
            b'u' => return self.unicode(out, 4),
            b'U' => return self.unicode(out, 8),
            _ => return Err(format!("invalid escape character {:?}", char::from(letter))),
        };
        out.push(byte);
        Ok(())
    }

    /// A backslash at the end of a line takes all white space after it along.
    fn line_continues(&mut self) -> bool {
        let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let rest = self.rest();
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
            .count();
        if rest.get(blanks) != Some(&b'\n') {
            return false;
        }
        self.at += rest.iter().take_while(|byte| space(byte)).count();
        true
    }

    fn unicode(&mut self, out: &mut Vec<u8>, digits: usize) -> Result<(), String> {
        let hex = self.text.get(self.at..self.at + digits).unwrap_or_default();
        let text = std::str::from_utf8(hex).unwrap_or_default();
        let number = Some(text)
            .filter(|text| text.len() == digits && text.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|text| u32::from_str_radix(text, 16).ok());
        let Some(number) = number else {
            return Err(format!(
                "expected {digits} hexadecimal digits after an escape"
            ));
        };
        let Some(found) = char::from_u32(number) else {
            return Err(format!("Escaped character '\\u{text}' is not valid UTF-8."));
        };
        self.at += digits;
        out.extend_from_slice(found.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }
}

fn text(bytes: Vec<u8>) -> Value {
    Value::Str(Str::from(bytes))
}

fn scalar(word: &str) -> Option<Value> {
    match word {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "inf" | "+inf" => return Some(Value::Float(f64::INFINITY)),
        "-inf" => return Some(Value::Float(f64::NEG_INFINITY)),
        "nan" | "+nan" | "-nan" => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if let Some(time) = parse_time(word) {
        return Some(time);
    }
    let digits = plain_digits(word)?;
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            let signed = digits.starts_with(['+', '-']);
            let number = i64::from_str_radix(digits, radix).ok().filter(|_| !signed);
            return number.map(Value::Int64);
        }
    }
    number(&digits)
}

/// The number without its underscores, which must be between digits.
fn plain_digits(word: &str) -> Option<String> {
    let bytes = word.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
        if *byte == b'_' {
            let around = [i.checked_sub(1), Some(i + 1)];
            let digit = |at: Option<usize>| bytes.get(at?).filter(|b| b.is_ascii_hexdigit());
            if around.into_iter().any(|at| digit(at).is_none()) {
                return None;
            }
        }
    }
    Some(word.replace('_', ""))
}

fn number(digits: &str) -> Option<Value> {
    let whole = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    let point_ends = whole.ends_with('.') || whole.contains(".e") || whole.contains(".E");
    let leading_zero =
        whole.len() > 1 && whole.starts_with('0') && whole.as_bytes()[1].is_ascii_digit();
    if !whole.starts_with(|c: char| c.is_ascii_digit()) || point_ends || leading_zero {
        return None;
    }
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse().ok().map(Value::Int64);
    }
    digits
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite())
        .map(Value::Float)
}

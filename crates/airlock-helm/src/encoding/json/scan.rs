//! JSON's tokens, and the words of Go's scanner for what is none.

/// A place in a JSON text.
pub(crate) struct Scanner<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) at: usize,
}

/// What a value begins with.
pub(crate) enum Token<'t> {
    BeginObject,
    BeginArray,
    /// What is between the quotes, and whether it is more than printable ASCII.
    String(&'t [u8], bool),
    Number(&'t [u8]),
    Bool(bool),
    Null,
}

impl<'t> Scanner<'t> {
    /// The next byte that is not white space.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.text.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Go's error for the byte here, or for the end.
    pub(crate) fn error(&self, context: &str) -> String {
        match self.text.get(self.at) {
            Some(byte) => invalid(*byte, context),
            None => "unexpected end of JSON input".to_owned(),
        }
    }

    /// The same inside a token, where Go's scanner takes the end for a space.
    fn error_inside(&self, context: &str) -> String {
        invalid(self.text.get(self.at).copied().unwrap_or(b' '), context)
    }

    /// The value that begins here, or all of it where it is a scalar.
    pub(crate) fn value(&mut self) -> Result<Token<'t>, String> {
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                Ok(Token::BeginObject)
            }
            Some(b'[') => {
                self.at += 1;
                Ok(Token::BeginArray)
            }
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true").map(|()| Token::Bool(true)),
            Some(b'f') => self.word("false").map(|()| Token::Bool(false)),
            Some(b'n') => self.word("null").map(|()| Token::Null),
            _ => Err(self.error("looking for beginning of value")),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), String> {
        for expected in word.bytes() {
            if self.text.get(self.at) != Some(&expected) {
                let expected = char::from(expected);
                let context = format!("in literal {word} (expecting '{expected}')");
                return Err(self.error_inside(&context));
            }
            self.at += 1;
        }
        Ok(())
    }

    /// A string; the opening quote is here.
    pub(crate) fn string(&mut self) -> Result<Token<'t>, String> {
        self.at += 1;
        let start = self.at;
        let mut plain = true;
        loop {
            self.at = simple_end(self.text, self.at);
            let Some(byte) = self.text.get(self.at) else {
                break;
            };
            match byte {
                b'"' => {
                    let inside = &self.text[start..self.at];
                    self.at += 1;
                    return Ok(Token::String(inside, plain));
                }
                b'\\' => {
                    plain = false;
                    self.escape()?;
                }
                0..0x20 => return Err(self.error("in string literal")),
                0x80.. => {
                    plain = false;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        Err(self.error(""))
    }

    fn escape(&mut self) -> Result<(), String> {
        self.at += 1;
        match self.text.get(self.at) {
            Some(b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"') => self.at += 1,
            Some(b'u') => {
                for _ in 0..4 {
                    self.at += 1;
                    if !self.text.get(self.at).is_some_and(u8::is_ascii_hexdigit) {
                        return Err(self.error_inside("in \\u hexadecimal character escape"));
                    }
                }
                self.at += 1;
            }
            _ => return Err(self.error_inside("in string escape code")),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Token<'t>, String> {
        let start = self.at;
        if self.text.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.text.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits("in numeric literal")?;
        }
        if self.text.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits("after decimal point in numeric literal")?;
        }
        if matches!(self.text.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.text.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits("in exponent of numeric literal")?;
        }
        Ok(Token::Number(&self.text[start..self.at]))
    }

    fn digits(&mut self, context: &str) -> Result<(), String> {
        if !self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
            return Err(self.error_inside(context));
        }
        while self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        Ok(())
    }
}

/// Where the bytes end that stand for themselves in a string and need no look by themselves.
fn simple_end(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < text.len() && SIMPLE[text[at] as usize] {
        at += 1;
    }
    at
}

/// Printable ASCII but the quote and the backslash.
static SIMPLE: [bool; 256] = simple();

const fn simple() -> [bool; 256] {
    let mut table = [false; 256];
    let mut b = 0x20;
    while b < 0x80 {
        table[b] = b != b'"' as usize && b != b'\\' as usize;
        b += 1;
    }
    table
}

fn invalid(byte: u8, context: &str) -> String {
    format!("invalid character {} {context}", quote_char(byte))
}

fn quote_char(byte: u8) -> String {
    match byte {
        b'\'' => r"'\''".to_owned(),
        b'"' => "'\"'".to_owned(),
        _ => {
            let quoted = airlock_gotmpl::number::quote(char::from(byte).to_string().as_bytes());
            let inside = quoted.get(1..quoted.len().saturating_sub(1));
            format!("'{}'", inside.unwrap_or_default())
        }
    }
}

//! Quoted scalars: where they end, and whether their escapes are right.

use super::{Scanner, Style, Token, TokenKind};
use crate::chars::{BLANK, BREAK, break_width, class, hex_value};
use crate::error::Error;

impl Scanner<'_> {
    pub(super) fn fetch_quoted(&mut self, style: Style) -> Result<(), Error> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let mut token = Token::new(TokenKind::Scalar, self.mark());
        token.style = style;
        self.advance(1);
        token.start = self.pos as u32;
        token.cooked = self.skip_quoted(style == Style::SingleQuoted)?;
        token.end = self.pos as u32;
        self.advance(1);
        self.queue.push(token);
        Ok(())
    }

    /// Moves to the closing quote; tells whether the value differs from the text.
    fn skip_quoted(&mut self, single: bool) -> Result<bool, Error> {
        let mut cooked = false;
        loop {
            if self.column() == 0 && self.at_document_indicator() {
                return Err(self.fail("found unexpected document indicator"));
            }
            if self.at_end() {
                return Err(self.fail("found unexpected end of stream"));
            }
            cooked |= match single {
                true => self.skip_single_run(),
                false => self.skip_double_run()?,
            };
            if self.byte(0) == if single { b'\'' } else { b'"' } {
                return Ok(cooked);
            }
            cooked |= self.skip_quoted_blanks();
        }
    }

    /// Moves over what is neither blank nor break, up to a closing quote.
    fn skip_single_run(&mut self) -> bool {
        let bytes = self.bytes;
        let mut at = self.pos;
        let mut seen = 0u8;
        let mut cooked = false;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b'\'' {
                if bytes.get(at + 1) != Some(&b'\'') {
                    break;
                }
                cooked = true;
                at += 2;
                continue;
            }
            if class(byte) & (BLANK | BREAK) != 0 && (byte < 0x80 || break_width(bytes, at) > 0) {
                break;
            }
            seen |= byte;
            at += 1;
        }
        self.advance_to(at, seen >= 0x80);
        cooked
    }

    fn skip_double_run(&mut self) -> Result<bool, Error> {
        let bytes = self.bytes;
        let mut cooked = false;
        loop {
            let mut at = self.pos;
            let mut seen = 0u8;
            while at < bytes.len() {
                let byte = bytes[at];
                if byte == b'"' || byte == b'\\' {
                    break;
                }
                if class(byte) & (BLANK | BREAK) != 0 && (byte < 0x80 || break_width(bytes, at) > 0)
                {
                    break;
                }
                seen |= byte;
                at += 1;
            }
            self.advance_to(at, seen >= 0x80);
            if self.byte(0) != b'\\' {
                return Ok(cooked);
            }
            cooked = true;
            if break_width(bytes, self.pos + 1) > 0 {
                self.advance(1);
                self.skip_break();
                return Ok(true);
            }
            self.skip_escape()?;
        }
    }

    fn skip_escape(&mut self) -> Result<(), Error> {
        let digits = match self.byte(1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"'
            | b'\'' | b'\\' | b'N' | b'_' | b'L' | b'P' => 0,
            _ => return Err(self.fail("found unknown escape character")),
        };
        self.advance(2);
        let mut value = 0u32;
        let mut k = 0;
        while k < digits {
            let Some(digit) = hex_value(self.byte(k)) else {
                return Err(self.fail("did not find expected hexdecimal number"));
            };
            value = (value << 4) | digit;
            k += 1;
        }
        if digits > 0 && char::from_u32(value).is_none() {
            return Err(self.fail("found invalid Unicode character escape code"));
        }
        self.advance(digits);
        Ok(())
    }

    /// Moves over blanks and breaks; tells whether there was a break.
    fn skip_quoted_blanks(&mut self) -> bool {
        let mut broken = false;
        loop {
            self.skip_spaces_and_tabs();
            if break_width(self.bytes, self.pos) == 0 {
                return broken;
            }
            self.skip_break();
            broken = true;
        }
    }
}

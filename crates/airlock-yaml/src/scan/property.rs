//! Anchors, aliases and tags.

use super::{Scanner, Token, TokenKind};
use crate::chars::{URI, WORD, class, hex_value, is_blankz};
use crate::error::Error;

impl Scanner<'_> {
    pub(super) fn fetch_anchor(&mut self, kind: TokenKind) -> Result<(), Error> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let mut token = Token::new(kind, self.mark());
        self.advance(1);
        token.start = self.pos as u32;
        self.skip_word();
        token.end = self.pos as u32;
        let followed = is_blankz(self.bytes, self.pos)
            || matches!(
                self.byte(0),
                b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'
            );
        if token.start == token.end || !followed {
            return Err(self.fail("did not find expected alphabetic or numeric character"));
        }
        self.queue.push(token);
        Ok(())
    }

    pub(super) fn skip_word(&mut self) {
        while self.pos < self.bytes.len() && class(self.bytes[self.pos]) & WORD != 0 {
            self.pos += 1;
        }
    }

    pub(super) fn fetch_tag(&mut self) -> Result<(), Error> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let mut token = Token::new(TokenKind::Tag, self.mark());
        if self.byte(1) == b'<' {
            self.scan_verbatim_tag(&mut token)?;
        } else {
            self.scan_short_tag(&mut token)?;
        }
        if !is_blankz(self.bytes, self.pos) {
            return Err(self.fail("did not find expected whitespace or line break"));
        }
        self.queue.push(token);
        Ok(())
    }

    fn scan_verbatim_tag(&mut self, token: &mut Token) -> Result<(), Error> {
        self.advance(2);
        token.start = self.pos as u32;
        token.middle = token.start;
        self.skip_uri(false)?;
        token.end = self.pos as u32;
        if self.byte(0) != b'>' {
            return Err(self.fail("did not find the expected '>'"));
        }
        self.advance(1);
        Ok(())
    }

    fn scan_short_tag(&mut self, token: &mut Token) -> Result<(), Error> {
        let start = self.pos;
        self.skip_handle(false)?;
        let handle = self.bytes.get(start..self.pos).unwrap_or_default();
        if handle.len() > 1 && handle.ends_with(b"!") {
            token.middle = self.pos as u32;
            self.skip_uri(false)?;
        } else {
            self.skip_uri(true)?;
            // A lone `!` is a suffix without a handle.
            let lone = self.pos == start + 1;
            token.middle = if lone { start } else { start + 1 } as u32;
        }
        token.end = self.pos as u32;
        Ok(())
    }

    /// Moves over `!`, `!word` or `!word!`.
    pub(super) fn skip_handle(&mut self, directive: bool) -> Result<(), Error> {
        if self.byte(0) != b'!' {
            return Err(self.fail("did not find expected '!'"));
        }
        let start = self.pos;
        self.advance(1);
        self.skip_word();
        if self.byte(0) == b'!' {
            self.advance(1);
        } else if directive && self.pos != start + 1 {
            return Err(self.fail("did not find expected '!'"));
        }
        Ok(())
    }

    /// Moves over the characters of a tag; without a head there must be one.
    pub(super) fn skip_uri(&mut self, has_head: bool) -> Result<(), Error> {
        let start = self.pos;
        while self.pos < self.bytes.len() && class(self.bytes[self.pos]) & (WORD | URI) != 0 {
            if self.byte(0) == b'%' {
                self.skip_uri_escapes()?;
            } else {
                self.advance(1);
            }
        }
        if !has_head && self.pos == start {
            return Err(self.fail("did not find expected tag URI"));
        }
        Ok(())
    }

    /// Moves over the escapes of one character.
    fn skip_uri_escapes(&mut self) -> Result<(), Error> {
        let mut left = 0;
        let mut first = true;
        while first || left > 0 {
            let digits = (hex_value(self.byte(1)), hex_value(self.byte(2)));
            let (b'%', (Some(high), Some(low))) = (self.byte(0), digits) else {
                return Err(self.fail("did not find URI escaped octet"));
            };
            let octet = (high << 4) | low;
            if first {
                left = match octet {
                    0x00..=0x7F => 1,
                    0xC0..=0xDF => 2,
                    0xE0..=0xEF => 3,
                    0xF0..=0xF7 => 4,
                    _ => return Err(self.fail("found an incorrect leading UTF-8 octet")),
                };
                first = false;
            } else if octet & 0xC0 != 0x80 {
                return Err(self.fail("found an incorrect trailing UTF-8 octet"));
            }
            self.advance(3);
            left -= 1;
        }
        Ok(())
    }
}

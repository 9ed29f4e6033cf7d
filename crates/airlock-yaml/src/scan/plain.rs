//! Plain scalars: where they end.

use super::{Scanner, Token, TokenKind};
use crate::chars::{BLANK, BREAK, COLON, FLOW, break_width, class, is_blankz};
use crate::error::Error;

impl Scanner<'_> {
    pub(super) fn fetch_plain(&mut self) -> Result<(), Error> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let token = self.scan_plain()?;
        self.queue.push(token);
        Ok(())
    }

    fn scan_plain(&mut self) -> Result<Token, Error> {
        let mut token = Token::new(TokenKind::Scalar, self.mark());
        let stops = match self.flow_level {
            0 => BLANK | BREAK | COLON,
            _ => BLANK | BREAK | COLON | FLOW,
        };
        let mut new_line = false;
        loop {
            if new_line && self.column() == 0 && self.at_document_indicator() {
                break;
            }
            if self.byte(0) == b'#' {
                break;
            }
            let from = self.pos;
            self.skip_plain_run(stops);
            if self.pos > from {
                token.cooked |= new_line;
                new_line = false;
                token.end = self.pos as u32;
            }
            let class = class(self.byte(0));
            if self.at_end() || class & (BLANK | BREAK) == 0 {
                break;
            }
            self.skip_plain_blanks(&mut new_line)?;
            if self.flow_level == 0 && self.column() <= self.indent {
                break;
            }
        }
        if new_line {
            self.simple_key_allowed = true;
        }
        Ok(token)
    }

    /// Moves over characters that belong to a plain scalar, up to a blank, break or indicator.
    #[inline]
    fn skip_plain_run(&mut self, stops: u8) {
        let bytes = self.bytes;
        let mut at = self.pos;
        let mut seen = 0u8;
        while at < bytes.len() {
            let byte = bytes[at];
            let found = class(byte) & stops;
            if found != 0 {
                let ends = match found {
                    COLON => is_blankz(bytes, at + 1),
                    BREAK => byte < 0x80 || break_width(bytes, at) > 0,
                    _ => true,
                };
                if ends {
                    break;
                }
            }
            seen |= byte;
            at += 1;
        }
        self.advance_to(at, seen >= 0x80);
    }

    fn skip_plain_blanks(&mut self, new_line: &mut bool) -> Result<(), Error> {
        loop {
            match self.byte(0) {
                b' ' => self.advance(1),
                b'\t' => {
                    if *new_line && self.column() <= self.indent {
                        return Err(self.fail("found a tab character that violates indentation"));
                    }
                    self.advance(1);
                }
                _ if break_width(self.bytes, self.pos) > 0 => {
                    self.skip_break();
                    *new_line = true;
                }
                _ => return Ok(()),
            }
        }
    }
}

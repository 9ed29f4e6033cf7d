//! `%YAML` and `%TAG`.

use super::{Scanner, Token, TokenKind};
use crate::chars::{is_blankz, is_breakz};
use crate::error::Error;

impl Scanner<'_> {
    pub(super) fn fetch_directive(&mut self) -> Result<(), Error> {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let mut token = Token::new(TokenKind::VersionDirective, self.mark());
        self.advance(1);
        self.scan_directive(&mut token)?;
        self.queue.push(token);
        self.skip_spaces_and_tabs();
        if self.byte(0) == b'#' {
            self.skip_to_break();
        }
        if !is_breakz(self.bytes, self.pos) {
            return Err(self.fail("did not find expected comment or line break"));
        }
        self.skip_break();
        Ok(())
    }

    fn scan_directive(&mut self, token: &mut Token) -> Result<(), Error> {
        let start = self.pos;
        self.skip_word();
        let name = self.bytes.get(start..self.pos).unwrap_or_default();
        if name.is_empty() {
            return Err(self.fail("could not find expected directive name"));
        }
        if !is_blankz(self.bytes, self.pos) {
            return Err(self.fail("found unexpected non-alphabetical character"));
        }
        match name {
            b"YAML" => self.scan_version(token),
            b"TAG" => self.scan_tag_directive(token),
            _ => Err(self.fail("found unknown directive name")),
        }
    }

    fn scan_version(&mut self, token: &mut Token) -> Result<(), Error> {
        self.skip_spaces_and_tabs();
        let major = self.scan_version_number()?;
        if self.byte(0) != b'.' {
            return Err(self.fail("did not find expected digit or '.' character"));
        }
        self.advance(1);
        let minor = self.scan_version_number()?;
        token.extra = major * 100 + minor;
        Ok(())
    }

    fn scan_version_number(&mut self) -> Result<u32, Error> {
        let mut value = 0;
        let mut length = 0;
        while self.byte(0).is_ascii_digit() {
            length += 1;
            if length > 2 {
                return Err(self.fail("found extremely long version number"));
            }
            value = value * 10 + u32::from(self.byte(0) - b'0');
            self.advance(1);
        }
        match length {
            0 => Err(self.fail("did not find expected version number")),
            _ => Ok(value),
        }
    }

    fn scan_tag_directive(&mut self, token: &mut Token) -> Result<(), Error> {
        token.kind = TokenKind::TagDirective;
        self.skip_spaces_and_tabs();
        token.start = self.pos as u32;
        self.skip_handle(true)?;
        token.middle = self.pos as u32;
        if !matches!(self.byte(0), b' ' | b'\t') {
            return Err(self.fail("did not find expected whitespace"));
        }
        self.skip_spaces_and_tabs();
        token.extra = self.pos as u32;
        self.skip_uri(false)?;
        token.end = self.pos as u32;
        if !is_blankz(self.bytes, self.pos) {
            return Err(self.fail("did not find expected whitespace or line break"));
        }
        Ok(())
    }
}

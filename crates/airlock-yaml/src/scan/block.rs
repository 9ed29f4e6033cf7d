//! Block scalars: their header, their indentation, and where they end.

use super::{Chomp, Scanner, Style, Token, TokenKind};
use crate::chars::{break_width, is_breakz};
use crate::error::Error;

impl Scanner<'_> {
    pub(super) fn fetch_block_scalar(&mut self, style: Style) -> Result<(), Error> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        let token = self.scan_block_scalar(style)?;
        self.queue.push(token);
        Ok(())
    }

    fn scan_block_scalar(&mut self, style: Style) -> Result<Token, Error> {
        let mut token = Token::new(TokenKind::Scalar, self.mark());
        token.style = style;
        token.cooked = true;
        self.advance(1);
        let (chomp, increment) = self.scan_block_header()?;
        token.chomp = chomp;
        self.skip_spaces_and_tabs();
        if self.byte(0) == b'#' {
            self.skip_to_break();
        }
        if !is_breakz(self.bytes, self.pos) {
            return Err(self.fail("did not find expected comment or line break"));
        }
        self.skip_break();
        token.start = self.pos as u32;
        let mut indent = match increment {
            0 => 0,
            _ => self.indent.max(0) + increment,
        };
        self.skip_block_breaks(&mut indent)?;
        self.skip_block_lines(&mut indent)?;
        token.extra = indent.unsigned_abs();
        token.end = self.pos as u32;
        Ok(token)
    }

    /// The indicators after `|` or `>`, in either order.
    fn scan_block_header(&mut self) -> Result<(Chomp, i32), Error> {
        let chomp = self.scan_chomp();
        let increment = self.scan_increment()?;
        match chomp {
            Some(chomp) => Ok((chomp, increment)),
            None if increment > 0 => Ok((self.scan_chomp().unwrap_or(Chomp::Clip), increment)),
            None => Ok((Chomp::Clip, 0)),
        }
    }

    fn scan_chomp(&mut self) -> Option<Chomp> {
        let chomp = match self.byte(0) {
            b'+' => Chomp::Keep,
            b'-' => Chomp::Strip,
            _ => return None,
        };
        self.advance(1);
        Some(chomp)
    }

    fn scan_increment(&mut self) -> Result<i32, Error> {
        match self.byte(0) {
            b'0' => Err(self.fail("found an indentation indicator equal to 0")),
            digit @ b'1'..=b'9' => {
                self.advance(1);
                Ok(i32::from(digit - b'0'))
            }
            _ => Ok(0),
        }
    }

    fn skip_block_lines(&mut self, indent: &mut i32) -> Result<(), Error> {
        while self.column() == *indent && !self.at_end() {
            self.skip_to_break();
            self.skip_break();
            self.skip_block_breaks(indent)?;
        }
        Ok(())
    }

    /// Moves over indentation and empty lines; finds out the indentation where it is not known.
    fn skip_block_breaks(&mut self, indent: &mut i32) -> Result<(), Error> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.byte(0) == b' ' {
                self.advance(1);
            }
            deepest = deepest.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.byte(0) == b'\t' {
                return Err(
                    self.fail("found a tab character where an indentation space is expected")
                );
            }
            if break_width(self.bytes, self.pos) == 0 {
                break;
            }
            self.skip_break();
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}

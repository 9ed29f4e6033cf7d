//! What a backslash begins.

use super::super::class::{self, Class};
use super::super::tree::{Look, Op};
use super::{Parser, Result, SyntaxError, check_utf8};

impl Parser<'_> {
    /// An escape outside of brackets.
    pub(super) fn escape(&mut self) -> Result<()> {
        let look = match self.rest.get(1) {
            Some(b'A') => Look::BeginText,
            Some(b'b') => Look::WordBoundary,
            Some(b'B') => Look::NoWordBoundary,
            Some(b'z') => Look::EndText,
            Some(b'C') => return Err(invalid(&self.rest[..2])),
            Some(b'Q') => return self.quoted(),
            _ => return self.class_or_rune(),
        };
        self.skip(2);
        self.push(Op::Look(look))
    }

    fn class_or_rune(&mut self) -> Result<()> {
        let mut class = Class::default();
        if self.unicode_class(&mut class)? || self.perl_class(&mut class) {
            class.clean();
            return self.push(Op::Class(class));
        }
        let rune = self.escaped_rune()?;
        self.literal(rune)
    }

    /// `\Q…\E`: everything in between is literal.
    fn quoted(&mut self) -> Result<()> {
        self.skip(2);
        let end = self.rest.windows(2).position(|pair| pair == br"\E");
        let stop = self.rest.len() - end.unwrap_or(self.rest.len());
        while self.rest.len() > stop {
            let rune = self.rune_before(stop)?;
            self.literal(rune)?;
        }
        if end.is_some() {
            self.skip(2);
        }
        Ok(())
    }

    /// A rune of the literal that ends where `stop` bytes are left.
    fn rune_before(&mut self, stop: usize) -> Result<u32> {
        let literal = &self.rest[..self.rest.len() - stop];
        let (rune, width) = crate::runes::decode(literal);
        if rune == crate::runes::ERROR && width == 1 {
            return Err(SyntaxError::new("invalid UTF-8", literal));
        }
        self.skip(width);
        Ok(rune)
    }

    /// `\d` and its like; adds it and gives whether there was one.
    pub(super) fn perl_class(&mut self, into: &mut Class) -> bool {
        let [b'\\', letter, ..] = self.rest else {
            return false;
        };
        let Some(class) = class::perl(letter.to_ascii_lowercase()) else {
            return false;
        };
        let negated = letter.is_ascii_uppercase();
        self.skip(2);
        self.add_group(into, &class, negated);
        true
    }

    /// Adds a class, folded where folding is on, and then negated.
    pub(super) fn add_group(&self, into: &mut Class, class: &Class, negated: bool) {
        if !negated {
            return into.add_class(class, self.flags.fold);
        }
        let mut folded = Class::default();
        folded.add_class(class, self.flags.fold);
        folded.clean();
        into.add_class(&folded.negated(), false);
    }

    /// `\pN`, `\p{Greek}`, `\P{^Lu}`; adds it and gives whether there was one.
    pub(super) fn unicode_class(&mut self, into: &mut Class) -> Result<bool> {
        let start = self.rest;
        let [b'\\', letter @ (b'p' | b'P'), after @ ..] = start else {
            return Ok(false);
        };
        let code = "invalid character class range";
        self.skip(2);
        if after.is_empty() {
            // Go reads U+FFFD from the empty rest.
            return Err(SyntaxError::new(code, start));
        }
        let mut name = if self.rune()? == u32::from(b'{') {
            let Some(end) = after.iter().position(|b| *b == b'}') else {
                check_utf8(start)?;
                return Err(SyntaxError::new(code, start));
            };
            self.rest = &after[end + 1..];
            check_utf8(&after[1..end])?;
            &after[1..end]
        } else {
            &after[..after.len() - self.rest.len()]
        };
        let mut negated = *letter == b'P';
        if let [b'^', positive @ ..] = name {
            negated = !negated;
            name = positive;
        }
        let Some(class) = class::unicode(name) else {
            return Err(SyntaxError::new(code, self.since(start)));
        };
        self.add_group(into, &class, negated);
        Ok(true)
    }

    /// An escape that stands for one rune.
    pub(super) fn escaped_rune(&mut self) -> Result<u32> {
        let start = self.rest;
        self.skip(1);
        if self.rest.is_empty() {
            let code = "trailing backslash at end of expression";
            return Err(SyntaxError::new(code, b""));
        }
        let rune = self.rune()?;
        let escaped = match u8::try_from(rune) {
            Ok(b'a') => Some(7),
            Ok(b'f') => Some(12),
            Ok(b'n') => Some(10),
            Ok(b'r') => Some(13),
            Ok(b't') => Some(9),
            Ok(b'v') => Some(11),
            Ok(digit @ b'0'..=b'7') => self.octal(digit),
            Ok(b'x') => self.hexadecimal()?,
            Ok(b) if b < 0x80 && !b.is_ascii_alphanumeric() => Some(rune),
            _ => None,
        };
        escaped.ok_or_else(|| invalid(self.since(start)))
    }

    /// Up to three octal digits; a single one that is not zero would be a back reference.
    fn octal(&mut self, first: u8) -> Option<u32> {
        let mut value = u32::from(first - b'0');
        let mut digits = 1;
        while let Some(digit @ b'0'..=b'7') = self.rest.first() {
            if digits == 3 {
                break;
            }
            value = value * 8 + u32::from(digit - b'0');
            digits += 1;
            self.skip(1);
        }
        (first == b'0' || digits > 1).then_some(value)
    }

    /// `\x7F` or `\x{10FFFF}`.
    fn hexadecimal(&mut self) -> Result<Option<u32>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let first = self.rune()?;
        if first == u32::from(b'{') {
            return self.braced_hexadecimal();
        }
        let Some(high) = hex_digit(first) else {
            return Ok(None);
        };
        if self.rest.is_empty() {
            return Ok(None);
        }
        Ok(hex_digit(self.rune()?).map(|low| high * 16 + low))
    }

    fn braced_hexadecimal(&mut self) -> Result<Option<u32>> {
        let (mut value, mut digits) = (0_u32, 0);
        while !self.rest.is_empty() {
            let rune = self.rune()?;
            if rune == u32::from(b'}') {
                return Ok((digits > 0).then_some(value));
            }
            let Some(digit) = hex_digit(rune) else {
                return Ok(None);
            };
            value = value * 16 + digit;
            if value > 0x10_FFFF {
                return Ok(None);
            }
            digits += 1;
        }
        Ok(None)
    }
}

fn hex_digit(rune: u32) -> Option<u32> {
    char::from_u32(rune)?.to_digit(16)
}

fn invalid(piece: &[u8]) -> SyntaxError {
    SyntaxError::new("invalid escape sequence", piece)
}

//! Classes in brackets.

use super::super::class::{self, Class};
use super::{Parser, Result, SyntaxError};

impl<'e> Parser<'e> {
    /// `[…]`, from its opening bracket on.
    pub(super) fn bracket_class(&mut self) -> Result<Class> {
        let start = self.rest;
        self.skip(1);
        let negated = self.rest.first() == Some(&b'^');
        if negated {
            self.skip(1);
        }
        let mut class = Class::default();
        let mut first = true;
        while first || self.rest.first() != Some(&b']') {
            first = false;
            if !self.named_class(&mut class)?
                && !self.unicode_class(&mut class)?
                && !self.perl_class(&mut class)
            {
                self.range(&mut class, start)?;
            }
        }
        self.skip(1);
        class.clean();
        Ok(if negated { class.negated() } else { class })
    }

    /// `[:alpha:]` or `[:^alpha:]`; adds it and gives whether there was one.
    fn named_class(&mut self, into: &mut Class) -> Result<bool> {
        let start = self.rest;
        let [b'[', b':', inner @ ..] = start else {
            return Ok(false);
        };
        let end = inner.windows(2).position(|pair| pair == b":]");
        let Some(end) = end.filter(|_| !inner.is_empty()) else {
            return Ok(false);
        };
        self.skip(end + 4);
        let (name, negated) = match &inner[..end] {
            [b'^', name @ ..] => (name, true),
            name => (name, false),
        };
        let Some(class) = class::posix(name) else {
            let code = "invalid character class range";
            return Err(SyntaxError::new(code, self.since(start)));
        };
        self.add_group(into, &class, negated);
        Ok(true)
    }

    /// A rune, or a range of runes.
    fn range(&mut self, into: &mut Class, class_start: &'e [u8]) -> Result<()> {
        let start = self.rest;
        let lo = self.class_rune(class_start)?;
        let mut hi = lo;
        if let [b'-', next, ..] = self.rest
            && *next != b']'
        {
            self.skip(1);
            hi = self.class_rune(class_start)?;
            if hi < lo {
                let code = "invalid character class range";
                return Err(SyntaxError::new(code, self.since(start)));
            }
        }
        into.add_range(lo, hi, self.flags.fold);
        Ok(())
    }

    fn class_rune(&mut self, class_start: &'e [u8]) -> Result<u32> {
        match self.rest.first() {
            None => Err(SyntaxError::new("missing closing ]", class_start)),
            Some(b'\\') => self.escaped_rune(),
            Some(_) => self.rune(),
        }
    }
}

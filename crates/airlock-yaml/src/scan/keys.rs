//! The scanner's memory: which token may turn out to be a key, and the indentation of the
//! collections that are open.

use super::{Scanner, Token, TokenKind};
use crate::error::{Error, Mark};

/// How deep flow collections, and block collections, may nest.
const MAX_DEPTH: usize = 10_000;
/// How many characters a key without `?` may have before its `:`.
const MAX_KEY: usize = 1024;

/// A token that becomes a key if a `:` follows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SimpleKey {
    possible: bool,
    /// Whether the queue waits for it; yaml.v2 loses that where a flow collection ends in which
    /// no key was possible.
    awaited: bool,
    required: bool,
    /// The token's number since the stream began.
    pub(super) token: usize,
    index: usize,
    pub(super) mark: Mark,
}

impl Scanner<'_> {
    /// Whether more tokens are needed to know what the queue's head is.
    #[inline]
    pub(super) fn head_may_be_key(&mut self) -> Result<bool, Error> {
        while let Some(key) = self.keys.get(self.first_key) {
            if key.possible && key.awaited {
                if key.token != self.taken {
                    return Ok(false);
                }
                return self.key_is_valid(self.first_key);
            }
            if self.first_key + 1 >= self.keys.len() {
                return Ok(false);
            }
            self.first_key += 1;
        }
        Ok(false)
    }

    /// Forgets the key at `level` where it has become too old to be one.
    fn key_is_valid(&mut self, level: usize) -> Result<bool, Error> {
        let (line, index) = (self.line, self.index());
        let Some(key) = self.keys.get_mut(level) else {
            return Ok(false);
        };
        if !key.possible {
            return Ok(false);
        }
        if key.mark.line >= line && key.index + MAX_KEY >= index {
            return Ok(true);
        }
        if key.required {
            return Err(self.fail("could not find expected ':'"));
        }
        key.possible = false;
        Ok(false)
    }

    /// The key that a `:` here completes.
    pub(super) fn take_simple_key(&mut self) -> Result<Option<SimpleKey>, Error> {
        let top = self.keys.len().saturating_sub(1);
        if !self.key_is_valid(top)? {
            return Ok(None);
        }
        let Some(key) = self.keys.get_mut(top) else {
            return Ok(None);
        };
        key.possible = false;
        Ok(Some(*key))
    }

    /// Notes that the next token may be a key.
    #[inline]
    pub(super) fn save_simple_key(&mut self) -> Result<(), Error> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        self.remove_simple_key()?;
        let key = SimpleKey {
            possible: true,
            awaited: true,
            required: self.flow_level == 0 && self.indent == self.column(),
            token: self.taken + (self.queue.len() - self.head),
            index: self.index(),
            mark: self.mark(),
        };
        let top = self.keys.len().saturating_sub(1);
        if let Some(slot) = self.keys.get_mut(top) {
            *slot = key;
        }
        if top < self.first_key {
            self.first_key = top;
        }
        Ok(())
    }

    /// Forgets the possible key of this flow level; it is an error if it had to be one.
    #[inline]
    pub(super) fn remove_simple_key(&mut self) -> Result<(), Error> {
        let Some(key) = self.keys.last_mut() else {
            return Ok(());
        };
        if key.possible {
            if key.required {
                return Err(self.fail("could not find expected ':'"));
            }
            key.possible = false;
        }
        Ok(())
    }

    pub(super) fn enter_flow(&mut self) -> Result<(), Error> {
        let token = self.taken + (self.queue.len() - self.head);
        self.keys.push(SimpleKey {
            token,
            ..SimpleKey::default()
        });
        self.flow_level += 1;
        if self.flow_level as usize > MAX_DEPTH {
            return Err(self.fail(&format!("exceeded max depth of {MAX_DEPTH}")));
        }
        Ok(())
    }

    pub(super) fn leave_flow(&mut self) {
        if self.flow_level > 0 {
            self.flow_level -= 1;
            let closed = self.keys.pop();
            if let (Some(closed), Some(outer)) = (closed, self.keys.last_mut())
                && closed.token == outer.token
            {
                outer.awaited = false;
            }
            self.first_key = self.first_key.min(self.keys.len().saturating_sub(1));
        }
    }

    /// Opens a block collection at `mark` if that is deeper than the open one.
    #[inline]
    pub(super) fn roll_indent(
        &mut self,
        mark: Mark,
        token: Option<usize>,
        kind: TokenKind,
    ) -> Result<(), Error> {
        let column = mark.column as i32;
        if self.flow_level > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > MAX_DEPTH {
            return Err(self.fail(&format!("exceeded max depth of {MAX_DEPTH}")));
        }
        let start = Token::new(kind, mark);
        match token {
            Some(number) => self.insert_token(number, start),
            None => self.queue.push(start),
        }
        Ok(())
    }

    /// Puts a token before the one with that number; yaml.v2 puts it last if that one is gone.
    pub(super) fn insert_token(&mut self, number: usize, token: Token) {
        match number.checked_sub(self.taken) {
            Some(ahead) => {
                let at = (self.head + ahead).min(self.queue.len());
                self.queue.insert(at, token);
            }
            None => self.queue.push(token),
        }
    }

    /// Closes the block collections that are deeper than `column`.
    pub(super) fn unroll_indent(&mut self, column: i32) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            let token = Token::new(TokenKind::BlockEnd, self.mark());
            self.queue.push(token);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }
}

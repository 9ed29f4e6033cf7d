//! The stream, its documents and their directives.

use super::{Context, Parser, State, Step, TagDirective, empty_scalar, plain_event};
use crate::error::Error;
use crate::event::EventKind;
use crate::scan::{Token, TokenKind};

const DEFAULT_TAGS: [(&str, &str); 2] = [("!", "!"), ("!!", "tag:yaml.org,2002:")];

impl<'a> Parser<'a> {
    pub(super) fn stream_start(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        self.state = State::ImplicitDocumentStart;
        self.scanner.skip_token();
        Ok(plain_event(token.mark, EventKind::StreamStart))
    }

    pub(super) fn document_start(&mut self, implicit: bool) -> Step<'a> {
        let mut token = self.scanner.peek()?;
        while !implicit && token.kind == TokenKind::DocumentEnd {
            self.scanner.skip_token();
            token = self.scanner.peek()?;
        }
        let explicit = matches!(
            token.kind,
            TokenKind::VersionDirective | TokenKind::TagDirective | TokenKind::DocumentStart
        );
        if token.kind == TokenKind::StreamEnd {
            if let Some(fault) = self.scanner.reader_fault() {
                return Err(fault);
            }
            self.state = State::End;
            return Ok(plain_event(token.mark, EventKind::StreamEnd));
        }
        self.process_directives()?;
        if implicit && !explicit {
            self.state = State::BlockNode;
        } else {
            let start = self.scanner.peek()?;
            if start.kind != TokenKind::DocumentStart {
                return Err(self.fail("did not find expected <document start>", start.mark, None));
            }
            self.scanner.skip_token();
            self.state = State::DocumentContent;
        }
        self.states.push(State::DocumentEnd);
        Ok(plain_event(token.mark, EventKind::DocumentStart))
    }

    pub(super) fn process_directives(&mut self) -> Result<(), Error> {
        let mut version = false;
        loop {
            let token = self.scanner.peek()?;
            match token.kind {
                TokenKind::VersionDirective if version => {
                    return Err(self.fail("found duplicate %YAML directive", token.mark, None));
                }
                TokenKind::VersionDirective if token.extra != 101 => {
                    return Err(self.fail("found incompatible YAML document", token.mark, None));
                }
                TokenKind::VersionDirective => version = true,
                TokenKind::TagDirective => self.add_tag_directive(&token)?,
                _ => break,
            }
            self.scanner.skip_token();
        }
        for (handle, prefix) in DEFAULT_TAGS {
            if self.tags.iter().all(|tag| tag.handle != handle) {
                self.tags.push(TagDirective { handle, prefix });
            }
        }
        Ok(())
    }

    pub(super) fn add_tag_directive(&mut self, token: &Token) -> Result<(), Error> {
        let handle = self.slice(token.start, token.middle);
        let prefix = self.slice(token.extra, token.end);
        if self.tags.iter().any(|tag| tag.handle == handle) {
            return Err(self.fail("found duplicate %TAG directive", token.mark, None));
        }
        self.tags.push(TagDirective { handle, prefix });
        Ok(())
    }

    pub(super) fn document_content(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::VersionDirective
            | TokenKind::TagDirective
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                self.pop_state();
                Ok(empty_scalar(token.mark))
            }
            _ => self.node(Context::Block),
        }
    }

    pub(super) fn document_end(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if token.kind == TokenKind::DocumentEnd {
            self.scanner.skip_token();
        }
        if let Some(fault) = self.scanner.reader_fault() {
            return Err(fault);
        }
        self.tags.clear();
        self.state = State::DocumentStart;
        Ok(plain_event(token.mark, EventKind::DocumentEnd))
    }
}

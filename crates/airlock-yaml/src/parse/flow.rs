//! Flow collections: `[a, b]`, `{a: b}`, and the maps of one pair that lists may have.

use super::{Context, Parser, State, Step, after, empty_scalar, plain_event};
use crate::event::EventKind;
use crate::scan::TokenKind;

impl<'a> Parser<'a> {
    pub(super) fn flow_sequence_entry(&mut self, first: bool) -> Step<'a> {
        let mut token = self.scanner.peek()?;
        if token.kind != TokenKind::FlowSequenceEnd && !first {
            if token.kind != TokenKind::FlowEntry {
                let problem = "did not find expected ',' or ']'";
                return Err(self.fail_in_collection(problem, token.mark));
            }
            self.scanner.skip_token();
            token = self.scanner.peek()?;
        }
        match token.kind {
            TokenKind::FlowSequenceEnd => Ok(self.close_collection(&token, EventKind::SequenceEnd)),
            TokenKind::Key => {
                self.state = State::FlowPairKey;
                self.scanner.skip_token();
                Ok(plain_event(token.mark, EventKind::MappingStart))
            }
            _ => {
                self.states.push(State::FlowSequence);
                self.node(Context::Flow)
            }
        }
    }

    pub(super) fn flow_pair_key(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if !matches!(
            token.kind,
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd
        ) {
            self.states.push(State::FlowPairValue);
            return self.node(Context::Flow);
        }
        self.scanner.skip_token();
        self.state = State::FlowPairValue;
        Ok(empty_scalar(after(&token)))
    }

    pub(super) fn flow_pair_value(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if token.kind == TokenKind::Value {
            self.scanner.skip_token();
            let next = self.scanner.peek()?;
            if !matches!(next.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                self.states.push(State::FlowPairEnd);
                return self.node(Context::Flow);
            }
        }
        self.state = State::FlowPairEnd;
        Ok(empty_scalar(token.mark))
    }

    pub(super) fn flow_pair_end(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        self.state = State::FlowSequence;
        Ok(plain_event(token.mark, EventKind::MappingEnd))
    }

    pub(super) fn flow_mapping_key(&mut self, first: bool) -> Step<'a> {
        let mut token = self.scanner.peek()?;
        if token.kind != TokenKind::FlowMappingEnd && !first {
            if token.kind != TokenKind::FlowEntry {
                let problem = "did not find expected ',' or '}'";
                return Err(self.fail_in_collection(problem, token.mark));
            }
            self.scanner.skip_token();
            token = self.scanner.peek()?;
        }
        match token.kind {
            TokenKind::FlowMappingEnd => Ok(self.close_collection(&token, EventKind::MappingEnd)),
            TokenKind::Key => {
                self.scanner.skip_token();
                self.flow_mapping_item(State::FlowMappingValue)
            }
            _ => {
                self.states.push(State::FlowMappingEmptyValue);
                self.node(Context::Flow)
            }
        }
    }

    pub(super) fn flow_mapping_item(&mut self, then: State) -> Step<'a> {
        let next = self.scanner.peek()?;
        let key = then == State::FlowMappingValue;
        let empty = match next.kind {
            TokenKind::FlowEntry | TokenKind::FlowMappingEnd => true,
            TokenKind::Value => key,
            _ => false,
        };
        if empty {
            self.state = then;
            return Ok(empty_scalar(next.mark));
        }
        self.states.push(then);
        self.node(Context::Flow)
    }

    pub(super) fn flow_mapping_value(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        if token.kind == TokenKind::Value {
            self.scanner.skip_token();
            return self.flow_mapping_item(State::FlowMappingKey);
        }
        self.flow_mapping_empty_value()
    }

    pub(super) fn flow_mapping_empty_value(&mut self) -> Step<'a> {
        let token = self.scanner.peek()?;
        self.state = State::FlowMappingKey;
        Ok(empty_scalar(token.mark))
    }
}

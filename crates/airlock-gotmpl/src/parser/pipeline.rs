//! Pipelines, commands, operands and terms.

use super::{Parsed, Parser};
use crate::lexer::{Kind, Token};
use crate::number::{quote, unquote};
use crate::stack::deep;
use crate::str::Str;
use crate::tree::{Command, Operand, Pipe, Run, Span, Variable};

/// Go's own limit.
const MAX_PARENS: usize = 10_000;

/// The context of a pipeline in parentheses.
const NESTED: &str = "parenthesized pipeline";

impl<'s> Parser<'s> {
    /// A pipeline up to and with `end`: its index.
    pub(super) fn pipeline(&mut self, context: &str, end: Kind) -> Parsed<u32> {
        deep(|| self.pipeline_here(context, end))
    }

    fn pipeline_here(&mut self, context: &str, end: Kind) -> Parsed<u32> {
        let position = self.peek_non_space().span.start;
        let targets_mark = self.room.targets.len();
        let assigns = self.declarations(context)?;
        let mark = self.room.commands.len();
        loop {
            let token = self.next_non_space();
            match token.kind {
                kind if kind == end => break,
                Kind::Bool
                | Kind::CharConstant
                | Kind::Complex
                | Kind::Dot
                | Kind::Field
                | Kind::Identifier
                | Kind::Number
                | Kind::Nil
                | Kind::RawString
                | Kind::String
                | Kind::Variable
                | Kind::LeftParen => {
                    self.back(token);
                    let command = self.command()?;
                    self.room.commands.push(command);
                }
                _ => return self.unexpected(token, context),
            }
        }
        self.check_commands(mark, context)?;
        let pipe = Pipe {
            position,
            assigns,
            targets: take(
                &mut self.room.targets,
                targets_mark,
                &mut self.room.file.targets,
            ),
            commands: take(&mut self.room.commands, mark, &mut self.room.file.commands),
        };
        self.room.file.pipes.push(pipe);
        Ok(self.room.file.pipes.len() as u32 - 1)
    }

    fn check_commands(&self, mark: usize, context: &str) -> Parsed<()> {
        let commands = self.room.commands.get(mark..).unwrap_or(&[]);
        if commands.is_empty() {
            return Err(format!("missing value for {context}"));
        }
        for (i, command) in commands.iter().enumerate().skip(1) {
            let first = command.operands.of(&self.room.file.operands).first();
            let constant = matches!(
                first,
                Some(
                    Operand::Bool { .. }
                        | Operand::Dot { .. }
                        | Operand::Nil { .. }
                        | Operand::Number { .. }
                        | Operand::Text { .. }
                )
            );
            if constant {
                let stage = i + 1;
                return Err(format!("non executable command in pipeline stage {stage}"));
            }
        }
        Ok(())
    }

    /// `$x :=`, `$x =` or, in a range, `$i, $x :=`; whether it is an assignment. The variables of
    /// a list come into scope as they are read, as Go has it.
    fn declarations(&mut self, context: &str) -> Parsed<bool> {
        let mut names: Vec<u32> = Vec::new();
        loop {
            let variable = self.peek_non_space();
            if variable.kind != Kind::Variable {
                return self.finish_declarations(context, &names, false);
            }
            self.next();
            let adjacent = self.peek();
            let next = self.peek_non_space();
            let comma = next.kind == Kind::Char && self.text(next) == b",";
            if matches!(next.kind, Kind::Assign | Kind::Declare) {
                self.next_non_space();
                let name = self.variable_name(self.text(variable));
                names.push(name);
                return self.finish_declarations(context, &names, next.kind == Kind::Assign);
            }
            if !comma {
                if adjacent.kind == Kind::Space {
                    self.back(adjacent);
                }
                self.back(variable);
                return self.finish_declarations(context, &names, false);
            }
            self.next_non_space();
            let name = self.variable_name(self.text(variable));
            names.push(name);
            if context != "range" || names.len() > 1 {
                return Err(format!("too many declarations in {context}"));
            }
            let after = self.peek_non_space().kind;
            if !matches!(after, Kind::Variable | Kind::RightDelim | Kind::RightParen) {
                return Err("range can only initialize variables".into());
            }
        }
    }

    fn finish_declarations(&mut self, context: &str, names: &[u32], assigns: bool) -> Parsed<bool> {
        let scope = &mut self.definition.scope;
        if context == NESTED && !assigns && !names.is_empty() {
            scope.forget_slots();
        }
        for &name in names {
            let slot = if assigns {
                scope.assign(name)
            } else {
                scope.declare(name)
            };
            self.room.targets.push(Variable { name, slot });
        }
        Ok(assigns)
    }

    fn command(&mut self) -> Parsed<Command> {
        let position = self.peek_non_space().span.start;
        let mark = self.room.operands.len();
        loop {
            self.peek_non_space();
            if let Some(operand) = self.operand()? {
                self.room.operands.push(operand);
            }
            let token = self.next();
            match token.kind {
                Kind::Space => continue,
                Kind::RightDelim | Kind::RightParen => self.back(token),
                Kind::Pipe => {}
                _ => return self.unexpected(token, "operand"),
            }
            break;
        }
        if self.room.operands.len() == mark {
            return Err("empty command".into());
        }
        let operands = take(&mut self.room.operands, mark, &mut self.room.file.operands);
        Ok(Command { position, operands })
    }

    /// A term, possibly followed by fields; `None` where no term is at hand.
    fn operand(&mut self) -> Parsed<Option<Operand>> {
        let Some(term) = self.term()? else {
            return Ok(None);
        };
        let field = self.peek();
        if field.kind != Kind::Field {
            return Ok(Some(term));
        }
        let position = field.span.start;
        let start = self.room.file.names.len() as u32;
        while self.peek().kind == Kind::Field {
            let field = self.next();
            self.push_name(field);
        }
        let end = self.room.file.names.len() as u32;
        self.with_names(term, position, Run { start, end })
            .map(Some)
    }

    fn push_name(&mut self, field: Token) {
        self.room.file.names.push(Span {
            start: field.span.start + 1,
            end: field.span.end,
        });
    }

    /// The term with fields behind it. Those of a field or variable join its own, which were the
    /// latest to be pushed; the position is that of the first one behind it, as in Go.
    fn with_names(&mut self, term: Operand, position: u32, names: Run) -> Parsed<Operand> {
        match term {
            Operand::Field { names: own, .. } => Ok(Operand::Field {
                position,
                names: Run {
                    start: own.start,
                    end: names.end,
                },
            }),
            Operand::Variable { variable, .. } => Ok(Operand::Variable {
                position,
                variable,
                names,
            }),
            Operand::Function { .. } | Operand::Pipe(_) | Operand::Chain { .. } => {
                self.room.file.operands.push(term);
                let inner = self.room.file.operands.len() as u32 - 1;
                Ok(Operand::Chain {
                    position,
                    inner,
                    names,
                })
            }
            constant => {
                let text = self.describe_constant(&constant);
                Err(format!("unexpected . after term {}", quote(text)))
            }
        }
    }

    fn describe_constant(&self, constant: &Operand) -> &'s [u8] {
        let span = match *constant {
            Operand::Bool { value: true, .. } => return b"true",
            Operand::Bool { value: false, .. } => return b"false",
            Operand::Nil { .. } => return b"nil",
            Operand::Dot { .. } => return b".",
            Operand::Number { span, .. } | Operand::Text { span, .. } => span,
            _ => Span::default(),
        };
        self.source
            .get(span.start as usize..span.end as usize)
            .unwrap_or(&[])
    }

    fn term(&mut self) -> Parsed<Option<Operand>> {
        let token = self.next_non_space();
        let (span, position) = (token.span, token.span.start);
        let operand = match token.kind {
            Kind::Identifier => self.function(token)?,
            Kind::Dot => Operand::Dot { position },
            Kind::Nil => Operand::Nil { position },
            Kind::Variable => self.variable(token)?,
            Kind::Field => {
                let start = self.room.file.names.len() as u32;
                self.push_name(token);
                let names = Run {
                    start,
                    end: start + 1,
                };
                Operand::Field { position, names }
            }
            Kind::Bool => Operand::Bool {
                position,
                value: self.text(token) == b"true",
            },
            Kind::CharConstant | Kind::Complex | Kind::Number => {
                let number = super::constant::number(self.text(token), token.kind)?;
                self.room.file.numbers.push(number);
                let index = self.room.file.numbers.len() as u32 - 1;
                Operand::Number { span, index }
            }
            Kind::LeftParen => self.parenthesized()?,
            Kind::String | Kind::RawString => {
                let text = unquote(self.text(token)).ok_or("invalid syntax")?;
                self.room.file.texts.push(Str::from(text.as_ref()));
                let index = self.room.file.texts.len() as u32 - 1;
                Operand::Text { span, index }
            }
            _ => {
                self.back(token);
                return Ok(None);
            }
        };
        Ok(Some(operand))
    }

    fn function(&mut self, token: Token) -> Parsed<Operand> {
        let name = self.text(token);
        match self.functions.index(name) {
            Some(index) => Ok(Operand::Function {
                span: token.span,
                index,
            }),
            None => Err(format!("function {} not defined", quote(name))),
        }
    }

    fn variable(&mut self, token: Token) -> Parsed<Operand> {
        let text = self.text(token);
        let name = self.variable_name(text);
        match self.definition.scope.find(name) {
            Some(slot) => Ok(Operand::Variable {
                position: token.span.start,
                variable: Variable { name, slot },
                names: Run::default(),
            }),
            None => Err(format!("undefined variable {}", quote(text))),
        }
    }

    fn parenthesized(&mut self) -> Parsed<Operand> {
        if self.definition.parens >= MAX_PARENS {
            return Err("max expression depth exceeded".into());
        }
        self.definition.parens += 1;
        let pipe = self.pipeline(NESTED, Kind::RightParen)?;
        self.definition.parens -= 1;
        Ok(Operand::Pipe(pipe))
    }
}

/// Moves what was collected since `mark` to its arena.
fn take<T>(pending: &mut Vec<T>, mark: usize, arena: &mut Vec<T>) -> Run {
    let start = arena.len() as u32;
    arena.extend(pending.drain(mark.min(pending.len())..));
    let end = arena.len() as u32;
    Run { start, end }
}

//! Pipelines, commands, operands and terms.

use super::{Parsed, Parser, take};
use crate::lexer::{Kind, Token};
use crate::number::quote;
use crate::stack::deep;
use crate::tree::{Command, Operand, Pipe, Run, Span, Variable};

/// Go's own limit.
const MAX_PARENS: usize = 10_000;

/// The context of a pipeline in parentheses.
const NESTED: &str = "parenthesized pipeline";

/// The variables that a pipeline declares or assigns: two at most, those of a range.
#[derive(Default)]
struct Names {
    names: [u32; 2],
    count: usize,
}

impl Names {
    fn add(&mut self, name: u32) {
        if let Some(free) = self.names.get_mut(self.count) {
            *free = name;
            self.count += 1;
        }
    }

    fn known(&self) -> &[u32] {
        self.names.get(..self.count).unwrap_or(&[])
    }
}

/// Whether an operand may begin with such a token.
fn is_term(kind: Kind) -> bool {
    matches!(
        kind,
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
            | Kind::LeftParen
    )
}

impl<'s> Parser<'s> {
    /// A pipeline up to and with `end`: its index.
    pub(super) fn pipeline(&mut self, context: &str, end: Kind) -> Parsed<u32> {
        let position = self.peek().span.start;
        let targets_mark = self.room.targets.len();
        let assigns = self.declarations(context)?;
        let mark = self.room.commands.len();
        loop {
            let token = self.peek();
            match token.kind {
                kind if kind == end => break,
                kind if is_term(kind) => self.command()?,
                _ => return self.unexpected(token, context),
            }
        }
        self.skip();
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
            return Err(format!("missing value for {context}").into());
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
                return Err(format!("non executable command in pipeline stage {stage}").into());
            }
        }
        Ok(())
    }

    /// `$x :=`, `$x =` or, in a range, `$i, $x :=`; whether it is an assignment. The variables of
    /// a list come into scope as they are read, as Go has it.
    fn declarations(&mut self, context: &str) -> Parsed<bool> {
        let mut names = Names::default();
        loop {
            let variable = self.peek();
            if variable.kind != Kind::Variable {
                return Ok(self.finish_declarations(context, names.known(), false));
            }
            self.skip();
            let next = self.peek();
            let is_last = matches!(next.kind, Kind::Assign | Kind::Declare);
            let is_comma = next.kind == Kind::Char && self.text(next) == b",";
            if !is_last && !is_comma {
                self.back(variable);
                return Ok(self.finish_declarations(context, names.known(), false));
            }
            self.skip();
            names.add(self.variable_name(self.text(variable)));
            if is_last {
                let assigns = next.kind == Kind::Assign;
                return Ok(self.finish_declarations(context, names.known(), assigns));
            }
            if context != "range" || names.count > 1 {
                return Err(format!("too many declarations in {context}").into());
            }
            let after = self.peek().kind;
            if !matches!(after, Kind::Variable | Kind::RightDelim | Kind::RightParen) {
                return Err("range can only initialize variables".into());
            }
        }
    }

    fn finish_declarations(&mut self, context: &str, names: &[u32], assigns: bool) -> bool {
        if names.is_empty() {
            return assigns;
        }
        let scope = &mut self.definition.scope;
        if context == NESTED && !assigns {
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
        assigns
    }

    /// The operands up to the end of a command; a `|` behind it is taken.
    fn command(&mut self) -> Parsed<()> {
        let position = self.peek().span.start;
        let mark = self.room.operands.len();
        loop {
            let is_term = self.operand()?;
            let token = self.peek();
            match token.kind {
                Kind::RightDelim | Kind::RightParen => break,
                Kind::Pipe => {
                    self.skip();
                    break;
                }
                _ if is_term && token.spaced => {}
                _ => return self.unexpected(token, "operand"),
            }
        }
        if self.room.operands.len() == mark {
            return Err("empty command".into());
        }
        let operands = take(&mut self.room.operands, mark, &mut self.room.file.operands);
        self.room.commands.push(Command { position, operands });
        Ok(())
    }

    /// A term, possibly followed by fields. Whether a term is at hand.
    fn operand(&mut self) -> Parsed<bool> {
        let token = self.peek();
        if !is_term(token.kind) {
            return Ok(false);
        }
        self.skip();
        let mut operand = self.term(token)?;
        let names = self.names();
        if let Some(first) = names.of(&self.room.file.names).first() {
            let position = first.start - 1;
            operand = self.with_names(operand, position, names)?;
        }
        self.room.operands.push(operand);
        Ok(true)
    }

    /// The fields that follow without space.
    fn names(&mut self) -> Run {
        let start = self.room.file.names.len() as u32;
        if self.known == 0 {
            self.lexer.fields(&mut self.room.file.names);
        }
        loop {
            let field = self.peek();
            if field.kind != Kind::Field || field.spaced {
                let end = self.room.file.names.len() as u32;
                return Run { start, end };
            }
            self.skip();
            self.push_name(field);
        }
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
                self.go_back_to_space(names);
                let text = self.describe_constant(&constant);
                Err(format!("unexpected . after term {}", quote(text)).into())
            }
        }
    }

    /// To Go space is a token, so that an error about fields stands right behind them, unless that
    /// space belongs to a closing delimiter that trims.
    fn go_back_to_space(&mut self, names: Run) {
        let Some(&last) = names.of(&self.room.file.names).last() else {
            return;
        };
        let is_trimmed = self.peek().kind == Kind::RightDelim
            && self.source.get(last.end as usize + 1) == Some(&b'-');
        if !is_trimmed {
            self.latest = last.end;
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

    /// The operand that begins with this token.
    fn term(&mut self, token: Token) -> Parsed<Operand> {
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
                let text = self.literal(token)?;
                self.room.file.texts.push(text);
                let index = self.room.file.texts.len() as u32 - 1;
                Operand::Text { span, index }
            }
            _ => return self.unexpected(token, "operand"),
        };
        Ok(operand)
    }

    fn function(&mut self, token: Token) -> Parsed<Operand> {
        let name = self.text(token);
        match self.functions.index(name) {
            Some(index) => Ok(Operand::Function {
                span: token.span,
                index,
            }),
            None => Err(format!("function {} not defined", quote(name)).into()),
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
            None => Err(format!("undefined variable {}", quote(text)).into()),
        }
    }

    fn parenthesized(&mut self) -> Parsed<Operand> {
        if self.definition.parens >= MAX_PARENS {
            return Err("max expression depth exceeded".into());
        }
        self.definition.parens += 1;
        let pipe = deep(|| self.pipeline(NESTED, Kind::RightParen))?;
        self.definition.parens -= 1;
        Ok(Operand::Pipe(pipe))
    }
}

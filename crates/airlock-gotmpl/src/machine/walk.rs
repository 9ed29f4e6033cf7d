//! Walking the nodes of a template. Control structures and calls of templates are kept on a stack
//! of their own, so that how deep they nest costs no stack of the thread.

use std::sync::Arc;

use super::eval::Env;
use super::{Machine, Variable};
use crate::describe::Site;
use crate::error::Error;
use crate::fault::{Eval, Fault};
use crate::fmt::{display, print_to};
use crate::number::quote;
use crate::slot::Slot;
use crate::stack::deep;
use crate::str::Str;
use crate::template::Named;
use crate::tree::{self, File, NONE, Node, Run};
use crate::value::{List, ListType, Map, Shape, Value};

/// Go's own limit of templates that call each other.
const MAX_CALLS: usize = 100_000;

/// Where a run is.
struct Walk {
    file: Arc<File>,
    body: u32,
    next: u32,
    end: u32,
    dot: Slot,
    /// Where the variables of the template begin.
    base: usize,
    /// How many calls of templates led here since the run began.
    calls: usize,
}

/// What to go back to at the end of a list of nodes.
pub(super) struct Level {
    next: u32,
    end: u32,
    /// How many variables there were.
    variables: usize,
    control_marked: bool,
    kind: Kind,
}

enum Kind {
    /// Nothing more.
    Block,
    /// The dot from outside a `with`.
    Dot(Slot),
    Loop(Box<Loop>),
    Call(Box<Caller>),
}

/// A `range` at work.
struct Loop {
    branch: u32,
    items: Items,
    done: usize,
    outer_dot: Slot,
    marked: bool,
    /// How many variables there are before each round.
    variables: usize,
}

enum Items {
    List(List),
    Bytes(Str),
    /// Taken down before the first round, as Go does.
    Entries(Map, Vec<(Str, Value)>),
    /// Up to a number, in the type of the value.
    Numbers(i64, fn(i64) -> Value),
}

impl Items {
    fn len(&self) -> usize {
        match self {
            Self::List(list) => list.items().len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Entries(_, entries) => entries.len(),
            Self::Numbers(end, _) => usize::try_from(*end).unwrap_or(0),
        }
    }

    /// Index and element of a round.
    fn get(&self, i: usize) -> (Slot, Slot) {
        let index = Slot::new(Value::Int(i as i64));
        match self {
            Self::List(list) => {
                let value = list.items().get(i).cloned().unwrap_or_default();
                let mut element = Slot::new(value).with_mark(list.is_marked());
                element.in_interface = list.ty() == ListType::Any;
                (index, element)
            }
            Self::Bytes(bytes) => {
                let byte = bytes.get(i).copied().unwrap_or_default();
                (index, Slot::new(Value::Byte(byte)))
            }
            Self::Entries(map, entries) => {
                let (key, value) = entries.get(i).cloned().unwrap_or_default();
                let mut element = Slot::new(value).with_mark(map.is_marked(&key));
                element.in_interface = !map.ty().strings;
                (Slot::new(Value::Str(key)), element)
            }
            Self::Numbers(_, make) => (Slot::default(), Slot::new(make(i as i64))),
        }
    }
}

/// The template that called another.
struct Caller {
    file: Arc<File>,
    body: u32,
    dot: Slot,
    base: usize,
    site: Site,
}

impl Machine<'_> {
    /// Runs a template with its own variables.
    pub(super) fn run(
        &mut self,
        named: Named,
        data: Slot,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Error>> {
        let root = named.body().map_or(Run::default(), |body| body.root);
        let mut walk = Walk {
            file: named.file,
            body: named.body,
            next: root.start,
            end: root.end,
            dot: data,
            base: self.variables.len(),
            calls: 0,
        };
        let (site, floor, base) = (self.site, self.levels.len(), walk.base);
        self.declare_dollar(&walk.dot);
        let result = deep(|| self.walk(&mut walk, floor, out));
        self.levels.truncate(floor);
        self.variables.truncate(base);
        let at = std::mem::replace(&mut self.site, site);
        result.map_err(|fault| {
            let Fault {
                message,
                cause,
                limit,
            } = *fault;
            let error = Error::run(walk.file, walk.body, at, message, cause);
            if limit { error.about_limit() } else { error }
        })
    }

    /// `$` is the first name of every file.
    fn declare_dollar(&mut self, data: &Slot) {
        self.variables.push(Variable {
            name: 0,
            slot: data.clone(),
        });
    }

    fn walk(&mut self, walk: &mut Walk, floor: usize, out: &mut Vec<u8>) -> Eval<()> {
        loop {
            if walk.next >= walk.end {
                if self.levels.len() <= floor {
                    return Ok(());
                }
                self.end_of_list(walk)?;
                continue;
            }
            let index = walk.next;
            walk.next += 1;
            self.step()?;
            match walk.file.nodes.get(index as usize).copied() {
                Some(Node::Text(span)) => {
                    self.record(walk, span.start, true, out);
                    let from = out.len();
                    out.extend_from_slice(walk.file.text(span));
                    self.wrote(from, out, false)?;
                }
                Some(Node::Action { position, pipe }) => {
                    self.record(walk, position, false, out);
                    self.action(walk, index, pipe, out)?;
                }
                Some(Node::If(branch)) => self.condition(walk, branch, false, out)?,
                Some(Node::With(branch)) => self.condition(walk, branch, true, out)?,
                Some(Node::Range(branch)) => self.range(walk, branch, out)?,
                Some(Node::Template {
                    position,
                    name,
                    pipe,
                }) => {
                    self.record(walk, position, false, out);
                    self.call_template(walk, index, name, pipe)?;
                }
                Some(Node::Break) => self.leave_round(walk, true),
                Some(Node::Continue) => self.leave_round(walk, false),
                None => return Ok(()),
            }
        }
    }

    fn env<'w>(walk: &'w Walk) -> Env<'w> {
        Env {
            file: &walk.file,
            dot: &walk.dot,
            base: walk.base,
        }
    }

    fn record(&mut self, walk: &Walk, position: u32, is_text: bool, out: &[u8]) {
        if self.options.trace && self.depth == 0 && walk.calls == 0 {
            self.recorder.segment(out.len(), position, is_text);
        }
    }

    /// Something was written from `from` on.
    fn wrote(&mut self, from: usize, out: &[u8], marked: bool) -> Eval<()> {
        if marked || self.control_marked {
            self.note_marked(from, out.len());
        }
        self.check_output(out.len())
    }

    fn note_marked(&mut self, from: usize, to: usize) {
        if self.depth == 0 {
            self.recorder.mark(from, to);
        } else {
            self.wrote_marked = true;
        }
    }

    fn action(&mut self, walk: &Walk, index: u32, pipe: u32, out: &mut Vec<u8>) -> Eval<()> {
        let slot = self.eval_pipe(Self::env(walk), pipe)?;
        let declares = walk
            .file
            .pipes
            .get(pipe as usize)
            .is_some_and(|pipe| pipe.targets.len() > 0);
        if declares {
            return Ok(());
        }
        self.site = Site::Node(index);
        let from = out.len();
        if !print_to(out, &slot.value, self.options.limits.bytes) {
            return self.check_output(usize::MAX);
        }
        let marked = self.marks && self.deep_marked(&slot);
        self.wrote(from, out, marked)
    }

    /// `if` and `with`.
    fn condition(&mut self, walk: &mut Walk, branch: u32, with: bool, out: &[u8]) -> Eval<()> {
        let Some(node) = walk.file.branches.get(branch as usize).copied() else {
            return Ok(());
        };
        self.recorder_closes(walk);
        let variables = self.variables.len();
        let value = self.eval_pipe(Self::env(walk), node.pipe)?;
        let control_marked = self.control_marked;
        if value.marked {
            self.control_marked = true;
            self.note_marked(out.len(), out.len());
        }
        let truth = value.value.truth();
        let list = if truth {
            Some(node.body)
        } else {
            node.otherwise
        };
        if value.marked {
            let left_out = if truth {
                node.otherwise
            } else {
                Some(node.body)
            };
            self.mark_assigned(Self::env(walk), left_out);
        }
        let Some(list) = list else {
            self.variables.truncate(variables);
            self.control_marked = control_marked;
            return Ok(());
        };
        let kind = if truth && with {
            Kind::Dot(std::mem::replace(&mut walk.dot, value))
        } else {
            Kind::Block
        };
        self.enter(walk, list, variables, control_marked, kind);
        Ok(())
    }

    fn recorder_closes(&mut self, walk: &Walk) {
        if self.depth == 0 && walk.calls == 0 {
            self.recorder.close();
        }
    }

    fn enter(&mut self, walk: &mut Walk, list: Run, variables: usize, marked: bool, kind: Kind) {
        self.levels.push(Level {
            next: walk.next,
            end: walk.end,
            variables,
            control_marked: marked,
            kind,
        });
        walk.next = list.start;
        walk.end = list.end;
    }

    fn end_of_list(&mut self, walk: &mut Walk) -> Eval<()> {
        if let Some(Level {
            kind: Kind::Loop(_),
            ..
        }) = self.levels.last()
        {
            return self.next_round(walk);
        }
        self.pop(walk);
        Ok(())
    }

    /// Goes back to where the list at hand was entered.
    fn pop(&mut self, walk: &mut Walk) {
        let Some(level) = self.levels.pop() else {
            return;
        };
        walk.next = level.next;
        walk.end = level.end;
        self.variables.truncate(level.variables);
        self.control_marked = level.control_marked;
        match level.kind {
            Kind::Block => {}
            Kind::Dot(dot) => walk.dot = dot,
            Kind::Loop(round) => walk.dot = round.outer_dot,
            Kind::Call(caller) => {
                walk.file = caller.file;
                walk.body = caller.body;
                walk.dot = caller.dot;
                walk.base = caller.base;
                walk.calls -= 1;
                self.site = caller.site;
            }
        }
    }

    /// `break` and `continue`: out of everything up to the innermost `range`.
    fn leave_round(&mut self, walk: &mut Walk, for_good: bool) {
        while let Some(level) = self.levels.last() {
            let in_loop = matches!(level.kind, Kind::Loop(_));
            if in_loop && !for_good {
                walk.next = walk.end;
                return;
            }
            self.pop(walk);
            if in_loop {
                return;
            }
        }
    }

    fn range(&mut self, walk: &mut Walk, branch: u32, out: &[u8]) -> Eval<()> {
        let Some(node) = walk.file.branches.get(branch as usize).copied() else {
            return Ok(());
        };
        self.recorder_closes(walk);
        let variables = self.variables.len();
        let control_marked = self.control_marked;
        let value = self.eval_pipe(Self::env(walk), node.pipe)?;
        let items = self.items(walk, node.pipe, &value.value)?;
        if value.marked {
            self.control_marked = true;
            self.note_marked(out.len(), out.len());
            self.mark_assigned(Self::env(walk), Some(node.body));
            self.mark_assigned(Self::env(walk), node.otherwise);
        }
        if let Some(items) = items.filter(|items| items.len() > 0) {
            let round = Loop {
                branch,
                items,
                done: 0,
                outer_dot: walk.dot.clone(),
                marked: value.marked,
                variables: self.variables.len(),
            };
            let kind = Kind::Loop(Box::new(round));
            self.enter(walk, Run::default(), variables, control_marked, kind);
            return self.next_round(walk);
        }
        match node.otherwise {
            Some(list) => self.enter(walk, list, variables, control_marked, Kind::Block),
            None => {
                self.variables.truncate(variables);
                self.control_marked = control_marked;
            }
        }
        Ok(())
    }

    /// What a value gives to iterate over; nothing for nil.
    fn items(&self, walk: &Walk, pipe: u32, value: &Value) -> Eval<Option<Items>> {
        let numbers = |end: i64, make: fn(i64) -> Value| {
            let targets = walk
                .file
                .pipes
                .get(pipe as usize)
                .map(|pipe| pipe.targets.len());
            if targets > Some(1) {
                let shown = display(value);
                return Err(Fault::new(format!(
                    "can't use {shown} to iterate over more than one variable"
                )));
            }
            Ok(Some(Items::Numbers(end, make)))
        };
        match value {
            Value::Nil => Ok(None),
            Value::List(list) => Ok(Some(Items::List(list.clone()))),
            Value::Bytes(bytes) => Ok(Some(Items::Bytes(bytes.clone()))),
            Value::Map(map) => Ok(Some(entries(map))),
            Value::Int(end) => numbers(*end, Value::Int),
            Value::Int64(end) => numbers(*end, Value::Int64),
            Value::Int32(end) => numbers(i64::from(*end), |n| Value::Int32(n as i32)),
            Value::Byte(end) => numbers(i64::from(*end), |n| Value::Byte(n as u8)),
            Value::Uint64(end) => {
                let end = i64::try_from(*end).unwrap_or(i64::MAX);
                numbers(end, |n| Value::Uint64(n as u64))
            }
            Value::Object(object) => match object.shape() {
                Shape::Slice(list) => Ok(Some(Items::List(list))),
                Shape::Map(map) => Ok(Some(entries(&map))),
                Shape::Int(end) => numbers(end, Value::Int64),
                _ => Err(cannot_iterate(value)),
            },
            _ => Err(cannot_iterate(value)),
        }
    }

    fn next_round(&mut self, walk: &mut Walk) -> Eval<()> {
        let Some(Level {
            kind: Kind::Loop(round),
            ..
        }) = self.levels.last_mut()
        else {
            return Ok(());
        };
        self.variables.truncate(round.variables);
        if round.done >= round.items.len() {
            self.pop(walk);
            return Ok(());
        }
        let (index, element) = round.items.get(round.done);
        round.done += 1;
        let (branch, marked) = (round.branch, round.marked);
        let element = element.with_mark(marked);
        self.step()?;
        let Some(node) = walk.file.branches.get(branch as usize).copied() else {
            return Ok(());
        };
        self.set_round(walk, node.pipe, index.with_mark(marked), &element)?;
        walk.dot = element;
        walk.next = node.body.start;
        walk.end = node.body.end;
        Ok(())
    }

    /// Gives the variables of a `range` the values of a round.
    fn set_round(&mut self, walk: &Walk, pipe: u32, index: Slot, element: &Slot) -> Eval<()> {
        let Some(pipe) = walk.file.pipes.get(pipe as usize) else {
            return Ok(());
        };
        let targets = pipe.targets.of(&walk.file.targets);
        let top = self.variables.len() - targets.len().min(2).min(self.variables.len());
        match targets {
            [] => Ok(()),
            [one] => self.set_target(walk, pipe.assigns, *one, top, element.clone()),
            [first, second, ..] => {
                self.set_target(walk, pipe.assigns, *first, top, index)?;
                self.set_target(walk, pipe.assigns, *second, top + 1, element.clone())
            }
        }
    }

    /// Assigns to a variable, or sets the one that was declared at a place.
    fn set_target(
        &mut self,
        walk: &Walk,
        assigns: bool,
        target: tree::Variable,
        place: usize,
        slot: Slot,
    ) -> Eval<()> {
        if assigns {
            return self.assign(Self::env(walk), target, slot);
        }
        if let Some(variable) = self.variables.get_mut(place) {
            variable.slot = slot;
        }
        Ok(())
    }

    fn call_template(&mut self, walk: &mut Walk, index: u32, name: u32, pipe: u32) -> Eval<()> {
        self.site = Site::Node(index);
        let Some(label) = walk.file.labels.get(name as usize) else {
            return Ok(());
        };
        let Some(named) = self.named(label) else {
            return Err(Fault::new(format!("template {} not defined", quote(label))));
        };
        if walk.calls >= MAX_CALLS {
            return Err(Fault::limit(format!(
                "exceeded maximum template depth ({MAX_CALLS})"
            )));
        }
        self.recorder.note(label);
        let dot = match pipe {
            NONE => Slot::default(),
            pipe => self.eval_pipe(Self::env(walk), pipe)?,
        };
        let root = named.body().map_or(Run::default(), |body| body.root);
        let caller = Caller {
            file: std::mem::replace(&mut walk.file, named.file),
            body: std::mem::replace(&mut walk.body, named.body),
            dot: std::mem::replace(&mut walk.dot, dot),
            base: walk.base,
            site: self.site,
        };
        let (variables, control_marked) = (self.variables.len(), self.control_marked);
        self.enter(
            walk,
            root,
            variables,
            control_marked,
            Kind::Call(Box::new(caller)),
        );
        walk.base = variables;
        walk.calls += 1;
        self.declare_dollar(&walk.dot);
        Ok(())
    }
}

fn entries(map: &Map) -> Items {
    let entries = map.entries();
    let copied = entries
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()));
    Items::Entries(map.clone(), copied.collect())
}

fn cannot_iterate(value: &Value) -> Box<Fault> {
    let shown = match value {
        Value::Object(_) => crate::fmt::display_indirect(value),
        _ => display(value),
    };
    Fault::new(format!("range can't iterate over {shown}"))
}

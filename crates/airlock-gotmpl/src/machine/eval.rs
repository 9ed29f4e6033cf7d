//! Evaluating pipelines, commands, operands, fields and variables.

use super::call::Method;
use super::{Machine, MissingKey, Variable};
use crate::describe::{Site, describe};
use crate::fault::{Eval, Fault};
use crate::number::quote;
use crate::slot::Slot;
use crate::stack::deep;
use crate::tree::{self, File, Number, Operand, Run};
use crate::value::{ANY_MAP, Map, Object, Shape, Value};

/// How many fields in a row are looked up by recursion.
const PLAIN_FIELDS: usize = 16;

/// What expressions are evaluated in.
#[derive(Clone, Copy)]
pub(super) struct Env<'e> {
    pub(super) file: &'e File,
    pub(super) dot: &'e Slot,
    /// Where the variables of the running template begin.
    pub(super) base: usize,
}

impl Env<'_> {
    fn operand(self, index: u32) -> Operand {
        let operand = self.file.operands.get(index as usize).copied();
        operand.unwrap_or(Operand::Nil { position: 0 })
    }
}

/// What a command is given besides the operands: those behind its first word, and the value of
/// the command before it.
pub(super) struct Given {
    pub(super) operands: Run,
    pub(super) last: Option<Slot>,
}

impl Given {
    /// Nothing.
    pub(super) fn none() -> Self {
        Self {
            operands: Run::default(),
            last: None,
        }
    }

    fn is_none(&self) -> bool {
        self.operands.len() == 0 && self.last.is_none()
    }
}

impl Machine<'_> {
    /// The value of a pipeline, outside any interface. What it declares is declared.
    pub(super) fn eval_pipe(&mut self, env: Env<'_>, index: u32) -> Eval<Slot> {
        self.site = Site::Pipe(index);
        let Some(pipe) = env.file.pipes.get(index as usize) else {
            return Ok(Slot::default());
        };
        if pipe.commands.len() == 1 && pipe.targets.len() == 0 {
            let mut value = self.eval_command(env, pipe.commands.start, None)?;
            value.in_interface = false;
            return Ok(value);
        }
        let mut last = None;
        for command in pipe.commands.start..pipe.commands.end {
            let value = self.eval_command(env, command, last)?;
            last = Some(value.unwrapped());
        }
        let value = last.unwrap_or_default();
        for &target in pipe.targets.of(&env.file.targets) {
            let slot = value.clone().with_mark(self.control_marked);
            if pipe.assigns {
                self.assign(env, target, slot)?;
            } else {
                self.variables.push(Variable {
                    name: target.name,
                    slot,
                });
            }
        }
        Ok(value)
    }

    /// The place of a variable: its slot, unless a declaration before it was skipped.
    fn find(&self, env: Env<'_>, variable: tree::Variable) -> Eval<usize> {
        let place = env.base.saturating_add(variable.slot as usize);
        match self.variables.get(place) {
            Some(found) if found.name == variable.name => return Ok(place),
            _ => {}
        }
        let own = self.variables.get(env.base..).unwrap_or(&[]);
        if let Some(place) = own.iter().rposition(|found| found.name == variable.name) {
            return Ok(env.base + place);
        }
        let name = env.file.variables.get(variable.name as usize);
        let name = name.map(|name| name.to_text()).unwrap_or_default();
        Err(Fault::new(format!("undefined variable: {name}")))
    }

    /// Marks a variable, where it is in scope.
    pub(super) fn mark_variable(&mut self, env: Env<'_>, variable: tree::Variable) {
        if let Ok(place) = self.find(env, variable)
            && let Some(found) = self.variables.get_mut(place)
        {
            found.slot.marked = true;
        }
    }

    pub(super) fn assign(&mut self, env: Env<'_>, to: tree::Variable, slot: Slot) -> Eval<()> {
        let place = self.find(env, to)?;
        let marked = self.control_marked;
        if let Some(variable) = self.variables.get_mut(place) {
            variable.slot = slot.with_mark(marked);
        }
        Ok(())
    }

    fn eval_command(&mut self, env: Env<'_>, index: u32, last: Option<Slot>) -> Eval<Slot> {
        let Some(command) = env.file.commands.get(index as usize) else {
            return Ok(Slot::default());
        };
        let first = command.operands.start;
        let given = Given {
            operands: Run {
                start: first + 1,
                end: command.operands.end,
            },
            last,
        };
        let operand = env.operand(first);
        match operand {
            Operand::Field { names, .. } => {
                self.site = Site::Operand(first);
                match self.plain_fields(env.file, env.dot, names) {
                    Some(found) if given.is_none() => Ok(found),
                    _ => self.eval_fields(env, None, first, names, given),
                }
            }
            Operand::Chain { inner, names, .. } => self.eval_chain(env, first, inner, names, given),
            Operand::Function {
                span,
                index: function,
            } => {
                self.site = Site::Operand(first);
                self.call_named(env, function, span, Site::Command(index), given)
            }
            Operand::Variable {
                variable, names, ..
            } => self.eval_variable(env, first, variable, names, given),
            Operand::Pipe(pipe) => {
                self.not_a_function(env, first, &given)?;
                deep(|| self.eval_pipe(env, pipe))
            }
            _ => {
                self.site = Site::Operand(first);
                self.not_a_function(env, first, &given)?;
                self.eval_constant(env, operand)
            }
        }
    }

    fn not_a_function(&self, env: Env<'_>, first: u32, given: &Given) -> Eval<()> {
        if given.is_none() {
            return Ok(());
        }
        let word = describe(env.file, Site::Operand(first));
        Err(Fault::new(format!(
            "can't give argument to non-function {word}"
        )))
    }

    /// A constant or the dot, as a command of its own.
    fn eval_constant(&mut self, env: Env<'_>, operand: Operand) -> Eval<Slot> {
        match operand {
            Operand::Dot { .. } => Ok(env.dot.clone()),
            Operand::Nil { .. } => Err(Fault::new("nil is not a command")),
            Operand::Bool { value, .. } => Ok(Slot::new(Value::Bool(value))),
            Operand::Text { index, .. } => Ok(text(env, index)),
            Operand::Number { index, span } => ideal(env, index, span),
            _ => Ok(Slot::default()),
        }
    }

    /// A field, variable, function, pipeline or constant as an argument that may be of any type.
    pub(super) fn eval_operand(&mut self, env: Env<'_>, index: u32) -> Eval<Slot> {
        self.site = Site::Operand(index);
        match env.operand(index) {
            Operand::Field { names, .. } => match self.plain_fields(env.file, env.dot, names) {
                Some(found) => Ok(found),
                None => self.eval_fields(env, None, index, names, Given::none()),
            },
            Operand::Variable {
                variable, names, ..
            } => self.eval_variable(env, index, variable, names, Given::none()),
            Operand::Pipe(pipe) => deep(|| self.eval_pipe(env, pipe)),
            Operand::Function {
                span,
                index: function,
            } => self.call_named(env, function, span, Site::Operand(index), Given::none()),
            Operand::Chain { inner, names, .. } => {
                self.eval_chain(env, index, inner, names, Given::none())
            }
            operand => self.eval_constant(env, operand),
        }
    }

    /// Fields of a function's result or of a pipeline in parentheses.
    fn eval_chain(
        &mut self,
        env: Env<'_>,
        index: u32,
        inner: u32,
        names: Run,
        given: Given,
    ) -> Eval<Slot> {
        self.site = Site::Operand(index);
        let receiver = self.eval_operand(env, inner)?;
        if given.is_none()
            && let Some(found) = self.plain_fields(env.file, &receiver, names)
        {
            return Ok(found);
        }
        self.eval_fields(env, Some(receiver), index, names, given)
    }

    fn eval_variable(
        &mut self,
        env: Env<'_>,
        index: u32,
        variable: tree::Variable,
        names: Run,
        given: Given,
    ) -> Eval<Slot> {
        self.site = Site::Operand(index);
        let place = self.find(env, variable)?;
        let slot = self.variables.get(place).map(|found| &found.slot);
        if given.is_none()
            && let Some(slot) = slot
            && let Some(found) = self.plain_fields(env.file, slot, names)
        {
            return Ok(found);
        }
        let slot = slot.cloned().unwrap_or_default();
        if names.len() == 0 {
            self.not_a_function(env, index, &given)?;
            return Ok(slot);
        }
        self.eval_fields(env, Some(slot), index, names, given)
    }

    /// A chain of fields of a receiver, which is the dot where none is given. Only the last may be
    /// a method with arguments.
    fn eval_fields(
        &mut self,
        env: Env<'_>,
        mut receiver: Option<Slot>,
        index: u32,
        names: Run,
        given: Given,
    ) -> Eval<Slot> {
        let Some((last, before)) = names.of(&env.file.names).split_last() else {
            return Ok(receiver.unwrap_or_default());
        };
        for span in before {
            let of = receiver.as_ref().unwrap_or(env.dot);
            let name = env.file.text(*span);
            receiver = Some(self.eval_field(env, of, index, name, Given::none())?);
        }
        let of = receiver.as_ref().unwrap_or(env.dot);
        self.eval_field(env, of, index, env.file.text(*last), given)
    }

    /// What a chain of fields gives where all of them are entries of maps inside each other: most do.
    /// `None` says nothing but that it has to be found out step by step.
    fn plain_fields(&self, file: &File, receiver: &Slot, names: Run) -> Option<Slot> {
        let names = names.of(&file.names);
        match &receiver.value {
            Value::Map(map) if !names.is_empty() && names.len() <= PLAIN_FIELDS => {
                self.descend(file, map, names, receiver.marked)
            }
            _ => None,
        }
    }

    /// One step from a map to an entry, and on from there. Maps are looked into where they are.
    fn descend(&self, file: &File, map: &Map, names: &[tree::Span], marked: bool) -> Option<Slot> {
        let (name, rest) = names.split_first()?;
        let name = file.text(*name);
        let ty = map.ty();
        if !std::ptr::eq(ty, &ANY_MAP) && (ty.method)(name).is_some() {
            return None;
        }
        let marked = marked || self.marks && map.is_marked(name);
        map.look(name, |found| match found {
            Some(value) if rest.is_empty() => Some(Slot {
                value: value.clone(),
                in_interface: !ty.strings,
                marked,
            }),
            Some(Value::Map(inner)) => self.descend(file, inner, rest, marked),
            None if rest.is_empty() => Some(self.missing(map, name).ok()?.with_mark(marked)),
            _ => None,
        })
    }

    fn eval_field(
        &mut self,
        env: Env<'_>,
        receiver: &Slot,
        index: u32,
        name: &[u8],
        given: Given,
    ) -> Eval<Slot> {
        match &receiver.value {
            Value::Map(map) => self.map_field(env, receiver, map, index, name, given),
            Value::Object(object) => {
                let object = std::rc::Rc::clone(object);
                self.object_field(env, receiver, &*object, index, name, given)
            }
            Value::Nil => self.nil_field(receiver, name),
            _ => Err(no_field(receiver, name)),
        }
    }

    fn nil_field(&self, receiver: &Slot, name: &[u8]) -> Eval<Slot> {
        if receiver.in_interface {
            let name = String::from_utf8_lossy(name);
            return Err(Fault::new(format!(
                "nil pointer evaluating interface {{}}.{name}"
            )));
        }
        if self.options.missing_key == MissingKey::Error {
            let name = quote(name);
            return Err(Fault::new(format!("nil data; no entry for key {name}")));
        }
        Ok(Slot::default().with_mark(receiver.marked))
    }

    fn map_field(
        &mut self,
        env: Env<'_>,
        receiver: &Slot,
        map: &Map,
        index: u32,
        name: &[u8],
        given: Given,
    ) -> Eval<Slot> {
        if let Some(sig) = (map.ty().method)(name)
            && let Ok(text) = std::str::from_utf8(name)
        {
            let map = map.clone();
            let method = Method {
                cost: &|_| 0,
                call: &move |args: &[Value]| (map.ty().call)(&map, text, args),
            };
            let slot = self.call_method(env, text, sig, index, given, &method)?;
            return Ok(slot.with_mark(receiver.marked));
        }
        if !given.is_none() {
            let name = String::from_utf8_lossy(name);
            return Err(Fault::new(format!(
                "{name} is not a method but has arguments"
            )));
        }
        let slot = match map.get(name) {
            Some(value) if map.ty().strings => Slot::new(value),
            Some(value) => Slot::interface(value),
            None => self.missing(map, name)?,
        };
        let marked = receiver.marked || self.marks && map.is_marked(name);
        Ok(slot.with_mark(marked))
    }

    /// What a map gives for a key that it does not have.
    fn missing(&self, map: &Map, name: &[u8]) -> Eval<Slot> {
        match self.options.missing_key {
            MissingKey::Default => Ok(Slot::default()),
            MissingKey::Zero if map.ty().strings => Ok(Slot::new(Value::str(""))),
            MissingKey::Zero => Ok(Slot::interface(Value::Nil)),
            MissingKey::Error => {
                let name = quote(name);
                Err(Fault::new(format!("map has no entry for key {name}")))
            }
        }
    }

    fn object_field(
        &mut self,
        env: Env<'_>,
        receiver: &Slot,
        object: &dyn Object,
        index: u32,
        name: &[u8],
        given: Given,
    ) -> Eval<Slot> {
        let Ok(text) = std::str::from_utf8(name) else {
            return Err(no_field(receiver, name));
        };
        if let Some(sig) = object.method(text) {
            let method = Method {
                cost: &|args| object.cost(text, args),
                call: &|args| object.call(text, args),
            };
            let slot = self.call_method(env, text, sig, index, given, &method)?;
            return Ok(slot.with_mark(receiver.is_marked()));
        }
        if let Some(value) = object.field(text) {
            if !given.is_none() {
                return Err(Fault::new(format!(
                    "{text} has arguments but cannot be invoked as function"
                )));
            }
            return Ok(Slot::new(value).with_mark(receiver.is_marked()));
        }
        match object.shape() {
            Shape::Map(map) => self.map_field(env, receiver, &map, index, name, given),
            _ => Err(no_field(receiver, name)),
        }
    }
}

fn no_field(receiver: &Slot, name: &[u8]) -> Box<Fault> {
    let name = String::from_utf8_lossy(name);
    let of = receiver.type_name();
    Fault::new(format!("can't evaluate field {name} in type {of}"))
}

pub(super) fn text(env: Env<'_>, index: u32) -> Slot {
    let text = env.file.texts.get(index as usize).cloned();
    Slot::new(Value::Str(text.unwrap_or_default()))
}

pub(super) fn number(env: Env<'_>, index: u32) -> Number {
    let number = env.file.numbers.get(index as usize).copied();
    number.unwrap_or_default()
}

/// A numeric constant where no type is asked for.
fn ideal(env: Env<'_>, index: u32, span: tree::Span) -> Eval<Slot> {
    let number = number(env, index);
    match (number.ideal_float, number.float, number.int) {
        (true, Some(float), _) => Ok(Slot::new(Value::Float(float))),
        (_, _, Some(int)) => Ok(Slot::new(Value::Int(int))),
        _ => {
            let text = String::from_utf8_lossy(env.file.text(span)).into_owned();
            Err(Fault::new(format!("{text} overflows int")))
        }
    }
}

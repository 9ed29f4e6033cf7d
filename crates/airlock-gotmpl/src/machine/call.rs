//! Calling functions and methods: how many arguments there are, of which types, and what the marks
//! of randomness do.

use std::rc::Rc;

use super::Machine;
use super::eval::{Env, Given, number, text};
use crate::builtins::{self, Builtin};
use crate::describe::{Site, describe};
use crate::fault::{Eval, Fault};
use crate::func::{Call, Func, FuncError, Marks, Sig, Ty};
use crate::functions::Entry;
use crate::number::quote;
use crate::slot::Slot;
use crate::tree::{Operand, Run, Span};
use crate::value::{ANY_MAP, List, ListType, Map, STRING_MAP, Value};

/// A method of a value at hand.
pub(super) struct Method<'o> {
    /// How many bytes it looks at beside its arguments.
    pub(super) cost: &'o dyn Fn(&[Value]) -> usize,
    pub(super) call: &'o dyn Fn(&[Value]) -> Result<Value, FuncError>,
}

impl<'m> Machine<'m> {
    /// Calls a function by name.
    pub(super) fn call_named(
        &mut self,
        env: Env<'_>,
        index: u32,
        name: Span,
        site: Site,
        given: Given,
    ) -> Eval<Slot> {
        let functions = self.functions;
        let found = match env.file.functions == functions.id() {
            true => functions.at(index),
            false => functions.get(index, env.file.text(name)),
        };
        let Some(entry) = found else {
            let name = quote(env.file.text(name));
            return Err(Fault::new(format!("{name} is not a defined function")));
        };
        self.step()?;
        count_arguments(entry.func.name, entry.func.sig, &given)?;
        match entry.builtin {
            Some(Builtin::And | Builtin::Or) => self.call_logic(env, entry, given),
            Some(builtin) if builtin.prints() => self.call_print(env, entry, builtin, site, given),
            Some(builtin) => self.call_builtin(env, entry, builtin, site, given),
            None => self.call_native(env, &entry.func, site, given),
        }
    }

    /// `and` and `or`, which stop at the first argument that decides.
    fn call_logic(&mut self, env: Env<'_>, entry: &Entry, given: Given) -> Eval<Slot> {
        let until = entry.builtin == Some(Builtin::Or);
        let mut marked = false;
        let mut result = Slot::default();
        for operand in given.operands.start..given.operands.end {
            result = self.eval_arg(env, Ty::Reflect, operand)?;
            marked |= result.marked;
            if result.value.truth() == until {
                return Ok(result.with_mark(marked));
            }
        }
        if let Some(last) = given.last {
            result = last;
        }
        Ok(result.with_mark(marked))
    }

    fn call_builtin(
        &mut self,
        env: Env<'_>,
        entry: &Entry,
        builtin: Builtin,
        site: Site,
        given: Given,
    ) -> Eval<Slot> {
        let name = entry.func.name;
        let sig = entry.func.sig;
        let callee = (builtin == Builtin::Call).then(|| callee_name(env, &given));
        let mut slots = self.slots.pop().unwrap_or_default();
        self.eval_args(env, sig, given, |slot| slots.push(slot))?;
        if builtin.compares() {
            let bytes = slots.iter().map(|slot| reading(&slot.value));
            self.charge_for_reading(site, bytes.fold(0, usize::saturating_add))?;
        }
        let result = match callee {
            Some(callee) => builtins::call(&callee, &slots),
            None => builtins::run(builtin, &slots, self.options.limits.bytes),
        };
        let slot = result.map_err(|error| {
            self.site = site;
            Fault::calling(name, error)
        })?;
        self.charge_for(&slot.value)?;
        let marked = match builtin {
            _ if !self.marks => false,
            Builtin::Index | Builtin::Slice | Builtin::Len => slots.iter().any(|arg| arg.marked),
            Builtin::Eq | Builtin::Ne if of_one_source(&slots) => {
                slots.iter().any(|arg| arg.marked)
            }
            _ => slots.iter().any(|arg| self.deep_marked(arg)),
        };
        slots.clear();
        self.slots.push(slots);
        Ok(slot.with_mark(marked))
    }

    /// `print`, `println` and `printf`, which want nothing but the values.
    fn call_print(
        &mut self,
        env: Env<'_>,
        entry: &Entry,
        builtin: Builtin,
        site: Site,
        given: Given,
    ) -> Eval<Slot> {
        let mut args = self.arguments.pop().unwrap_or_default();
        let mut marked = false;
        self.eval_args(env, entry.func.sig, given, |slot: Slot| {
            marked |= slot.marked;
            args.push(slot.value);
        })?;
        let mut out = self.buffer();
        let printed = builtins::print(builtin, &args, &mut out, self.options.limits.bytes);
        marked |= self.marks && args.iter().any(has_marks);
        args.clear();
        self.arguments.push(args);
        let text = self.finish(out);
        printed.map_err(|error| {
            self.site = site;
            Fault::calling(entry.func.name, error)
        })?;
        self.charge(text.len())?;
        Ok(Slot::new(Value::Str(text)).with_mark(marked))
    }

    fn call_native(
        &mut self,
        env: Env<'_>,
        func: &'m Func,
        site: Site,
        given: Given,
    ) -> Eval<Slot> {
        let mut args = self.arguments.pop().unwrap_or_default();
        let (mut marks, mut bytes) = (0_u64, 0_usize);
        self.eval_args(env, func.sig, given, |slot: Slot| {
            if slot.marked {
                marks |= 1 << args.len().min(63);
            }
            bytes = bytes.saturating_add(reading(&slot.value));
            args.push(slot.value);
        })?;
        self.charge_for_reading(site, bytes)?;
        let result = self.run_native(func, &args, marks);
        args.clear();
        self.arguments.push(args);
        let slot = result.map_err(|error| {
            self.site = site;
            Fault::calling(func.name, error)
        })?;
        self.charge_for(&slot.value)?;
        Ok(slot)
    }

    fn run_native(&mut self, func: &Func, args: &[Value], marks: u64) -> Result<Slot, FuncError> {
        let marks = if self.control_marked { u64::MAX } else { marks };
        let outside = std::mem::take(&mut self.wrote_marked);
        let mut call = Call::new(args, self, marks);
        let result = (func.run)(&mut call);
        let said = call.result_marked();
        let wrote = self.take_wrote_marked();
        self.wrote_marked = outside;
        let value = result?;
        let marked = said
            || wrote
            || match func.marks {
                Marks::Source => true,
                Marks::Own => false,
                Marks::Flow => marks != 0 || self.marks && args.iter().any(has_marks),
            };
        self.marks |= marked || value.source().is_some();
        // What type Go's function declares is not known: most give one that is not an interface,
        // and only an interface can be nil.
        let mut slot = Slot::new(value).with_mark(marked);
        slot.in_interface = matches!(slot.value, Value::Nil);
        Ok(slot)
    }

    /// Calls a function of the table with these arguments, as a template would: for functions that
    /// are built of others, and for tests.
    pub fn call(&mut self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let functions = self.functions;
        let Some(entry) = functions.get(u32::MAX, name.as_bytes()) else {
            return Err(FuncError::new(format!("function {name:?} not defined")));
        };
        if let Some(builtin) = entry.builtin {
            let slots: Vec<Slot> = args.iter().cloned().map(Slot::new).collect();
            let limit = self.options.limits.bytes;
            return builtins::run(builtin, &slots, limit).map(|slot| slot.value);
        }
        let sig = entry.func.sig;
        let mut checked = Vec::with_capacity(args.len());
        let given = Given {
            operands: Run {
                start: 0,
                end: args.len() as u32,
            },
            last: None,
        };
        count_arguments(name, sig, &given).map_err(|fault| FuncError::new(fault.message))?;
        for (i, arg) in args.iter().enumerate() {
            let slot = validate(Slot::new(arg.clone()), parameter(sig, i));
            let slot = slot.map_err(|fault| FuncError::new(fault.message))?;
            checked.push(slot.value);
        }
        self.run_native(&entry.func, &checked, 0)
            .map(|slot| slot.value)
    }

    /// Says that nothing but this was marked before: values that another machine marked came in.
    pub fn expect_marks(&mut self) {
        self.marks = true;
    }

    pub(super) fn call_method(
        &mut self,
        env: Env<'_>,
        name: &str,
        sig: Sig,
        index: u32,
        given: Given,
        method: &Method<'_>,
    ) -> Eval<Slot> {
        count_arguments(name, sig, &given)?;
        let mut args = Vec::with_capacity(given.operands.len() + 1);
        let mut marked = false;
        self.eval_args(env, sig, given, |slot: Slot| {
            marked |= slot.is_marked();
            args.push(slot.value);
        })?;
        self.charge_work((method.cost)(&args))?;
        match (method.call)(&args) {
            Ok(value) => {
                self.charge_for(&value)?;
                Ok(Slot::new(value).with_mark(marked))
            }
            Err(error) => {
                self.site = Site::Operand(index);
                Err(Fault::calling(name, error))
            }
        }
    }

    fn eval_args(
        &mut self,
        env: Env<'_>,
        sig: Sig,
        given: Given,
        mut push: impl FnMut(Slot),
    ) -> Eval<()> {
        let mut i = 0;
        for operand in given.operands.start..given.operands.end {
            push(self.eval_arg(env, parameter(sig, i), operand)?);
            i += 1;
        }
        if let Some(last) = given.last {
            push(match parameter(sig, i) {
                Ty::Any | Ty::Reflect => last,
                ty => validate(last, ty)?,
            });
        }
        Ok(())
    }

    /// An argument for a parameter of a type. A constant takes the type, anything else must have
    /// it.
    fn eval_arg(&mut self, env: Env<'_>, ty: Ty, index: u32) -> Eval<Slot> {
        self.site = Site::Operand(index);
        let operand = env.file.operands.get(index as usize);
        match operand {
            Some(Operand::Text { index, .. }) if matches!(ty, Ty::Str | Ty::Any | Ty::Reflect) => {
                Ok(text(env, *index))
            }
            Some(Operand::Nil { .. }) => match zero(ty) {
                Some(value) => Ok(Slot::new(value)),
                None => Err(Fault::new(format!(
                    "cannot assign nil to {}",
                    type_name(ty)
                ))),
            },
            _ if matches!(ty, Ty::Any | Ty::Reflect) => self.eval_operand(env, index),
            Some(Operand::Bool { .. } | Operand::Number { .. } | Operand::Text { .. }) => {
                typed_constant(env, ty, index)
            }
            _ => validate(self.eval_operand(env, index)?, ty),
        }
    }

    /// Counts the bytes that a function is given to look at against what the run may use.
    fn charge_for_reading(&mut self, site: Site, bytes: usize) -> Eval<()> {
        let charged = self.charge_work(bytes);
        if charged.is_err() {
            self.site = site;
        }
        charged
    }

    /// Counts what a function made against what the run may use.
    fn charge_for(&mut self, value: &Value) -> Eval<()> {
        match value {
            Value::Str(text) | Value::Bytes(text) => self.charge(text.len()),
            Value::List(list) => self.charge(list.items().len().saturating_mul(32)),
            _ => Ok(()),
        }
    }

    /// Whether a value is marked, or anything inside it.
    pub(super) fn deep_marked(&self, slot: &Slot) -> bool {
        slot.marked || self.marks && has_marks(&slot.value)
    }
}

/// What looking at an argument takes, in bytes.
fn reading(value: &Value) -> usize {
    match value {
        Value::Str(text) | Value::Bytes(text) => text.len(),
        Value::List(list) => list.items().len().saturating_mul(64),
        _ => 0,
    }
}

/// How many containers are looked into for marks; beyond that everything counts as marked.
const MARK_SEARCH: usize = 1_000_000;

/// Whether anything inside the value is marked.
fn has_marks(value: &Value) -> bool {
    let mut seen = std::collections::HashSet::new();
    let mut pending = vec![value.clone()];
    while let Some(value) = pending.pop() {
        match value {
            Value::List(list) => {
                if list.is_marked() || seen.len() > MARK_SEARCH {
                    return true;
                }
                if seen.insert(list.identity()) {
                    pending.extend(list.items().iter().filter(|item| holds(item)).cloned());
                }
            }
            Value::Map(map) => {
                if map.has_marks() || seen.len() > MARK_SEARCH {
                    return true;
                }
                if seen.insert(map.identity()) {
                    pending.extend(map.entries().values().filter(|item| holds(item)).cloned());
                }
            }
            value => {
                if value.source().is_some() {
                    return true;
                }
            }
        }
    }
    false
}

/// Whether all are objects that came out of one source.
fn of_one_source(slots: &[Slot]) -> bool {
    let Some(source) = slots.first().and_then(|slot| slot.value.source()) else {
        return false;
    };
    let same = |slot: &Slot| slot.value.source().is_some_and(|s| Rc::ptr_eq(s, source));
    slots.iter().all(same)
}

fn holds(value: &Value) -> bool {
    matches!(value, Value::List(_) | Value::Map(_) | Value::Object(_))
}

#[inline]
fn count_arguments(name: &str, sig: Sig, given: &Given) -> Eval<()> {
    let (params, words) = (sig.params.len(), given.operands.len());
    let count = words + usize::from(given.last.is_some());
    let enough = match sig.variadic {
        true => count + 1 >= params,
        false => count == params,
    };
    if enough {
        return Ok(());
    }
    Err(wrong_count(name, sig, words, count))
}

#[cold]
fn wrong_count(name: &str, sig: Sig, words: usize, count: usize) -> Box<Fault> {
    let params = sig.params.len();
    if sig.variadic {
        let least = params.saturating_sub(1);
        return Fault::new(format!(
            "wrong number of args for {name}: want at least {least} got {words}"
        ));
    }
    Fault::new(format!(
        "wrong number of args for {name}: want {params} got {count}"
    ))
}

/// The type of a parameter; the last one of a variadic signature goes on for ever.
fn parameter(sig: Sig, i: usize) -> Ty {
    let last = sig.params.len().saturating_sub(1);
    sig.params.get(i.min(last)).copied().unwrap_or(Ty::Any)
}

fn type_name(ty: Ty) -> &'static str {
    match ty {
        Ty::Any => "interface {}",
        Ty::Reflect => "reflect.Value",
        Ty::Bool => "bool",
        Ty::Int => "int",
        Ty::Int64 => "int64",
        Ty::Uint64 => "uint64",
        Ty::Float => "float64",
        Ty::Str => "string",
        Ty::Bytes => "[]uint8",
        Ty::List => "[]interface {}",
        Ty::Strings => "[]string",
        Ty::Map => "map[string]interface {}",
        Ty::Object(name) => name,
    }
}

/// The zero value of a type that can be nil.
fn zero(ty: Ty) -> Option<Value> {
    match ty {
        Ty::Any | Ty::Reflect => Some(Value::Nil),
        Ty::Bytes => Some(Value::Bytes(Default::default())),
        Ty::List => Some(Value::List(List::nil(ListType::Any))),
        Ty::Strings => Some(Value::List(List::nil(ListType::Strings))),
        Ty::Map => Some(Value::Map(Map::nil(&ANY_MAP))),
        Ty::Object(name) if name.starts_with('*') => Some(Value::Nil),
        _ => None,
    }
}

/// The value as an argument of a type, or Go's words for why it cannot be one.
fn validate(mut slot: Slot, ty: Ty) -> Eval<Slot> {
    if matches!(ty, Ty::Any | Ty::Reflect) {
        return Ok(slot);
    }
    if slot.is_invalid() {
        let zero = zero(ty).map(|value| Slot::new(value).with_mark(slot.marked));
        return zero
            .ok_or_else(|| Fault::new(format!("invalid value; expected {}", type_name(ty))));
    }
    match (ty, &slot.value) {
        (Ty::Bool, Value::Bool(_))
        | (Ty::Int, Value::Int(_))
        | (Ty::Int64, Value::Int64(_))
        | (Ty::Uint64, Value::Uint64(_))
        | (Ty::Float, Value::Float(_))
        | (Ty::Str, Value::Str(_))
        | (Ty::Bytes, Value::Bytes(_)) => {}
        (Ty::List, Value::List(list)) if list.ty() == ListType::Any => {}
        (Ty::Strings, Value::List(list)) if list.ty() == ListType::Strings => {}
        (Ty::Map, Value::Map(map)) if is_any_map(map) => {
            slot.value = Value::Map(map.retyped(&ANY_MAP));
        }
        (Ty::Object(name), Value::Object(object)) if same_type(name, object.type_name()) => {}
        _ => return Err(wrong_type(&slot, ty)),
    }
    Ok(slot.unwrapped())
}

fn wrong_type(slot: &Slot, ty: Ty) -> Box<Fault> {
    let got = if slot.is_nil_interface() {
        "interface {}"
    } else {
        slot.value.type_name()
    };
    let want = type_name(ty);
    Fault::new(format!("wrong type for value; expected {want}; got {got}"))
}

/// Whether the map's type is `map[string]interface {}` or a named type over it.
fn is_any_map(map: &Map) -> bool {
    !map.ty().strings && !std::ptr::eq(map.ty(), &STRING_MAP)
}

/// A pointer is taken for what it points to.
fn same_type(want: &str, got: &str) -> bool {
    want == got || got.strip_prefix('*') == Some(want)
}

/// A constant where a certain type is asked for.
fn typed_constant(env: Env<'_>, ty: Ty, index: u32) -> Eval<Slot> {
    let operand = env.file.operands.get(index as usize).copied();
    let value = match (ty, operand) {
        (Ty::Bool, Some(Operand::Bool { value, .. })) => Some(Value::Bool(value)),
        (Ty::Str, Some(Operand::Text { index, .. })) => {
            env.file.texts.get(index as usize).cloned().map(Value::Str)
        }
        (_, Some(Operand::Number { index, .. })) => {
            let number = number(env, index);
            match ty {
                Ty::Int => number.int.map(Value::Int),
                Ty::Int64 => number.int.map(Value::Int64),
                Ty::Uint64 => number.uint.map(Value::Uint64),
                Ty::Float => number.float.map(Value::Float),
                _ => None,
            }
        }
        _ => None,
    };
    value.map(Slot::new).ok_or_else(|| {
        let found = describe(env.file, Site::Operand(index));
        let expected = match ty {
            Ty::Bool => "bool",
            Ty::Str => "string",
            Ty::Int | Ty::Int64 => "integer",
            Ty::Uint64 => "unsigned integer",
            Ty::Float => "float",
            _ => {
                let ty = type_name(ty);
                return Fault::new(format!("can't handle {found} for arg of type {ty}"));
            }
        };
        Fault::new(format!("expected {expected}; found {found}"))
    })
}

/// What `call` names the function that it is to call.
fn callee_name(env: Env<'_>, given: &Given) -> Vec<u8> {
    if given.operands.len() > 0 {
        return describe(env.file, Site::Operand(given.operands.start)).into_bytes();
    }
    match given.last.as_ref().map(|slot| &slot.value) {
        Some(Value::Str(text)) => text.to_vec(),
        Some(Value::Nil) | None => b"<invalid Value>".to_vec(),
        Some(value) => format!("<{} Value>", value.type_name()).into_bytes(),
    }
}

//! The functions that `text/template` itself gives every template.

use crate::compare::{equal_any, less_or_equal, less_slots};
use crate::escape::{escape_html, escape_js, escape_query};
use crate::fmt::{sprint_as_actions, sprint_to, sprintf_to, sprintln_to};
use crate::func::{Call, Func, FuncError, Sig, Ty};
use crate::slot::Slot;
use crate::str::Str;
use crate::value::{List, Map, Shape, Value};

/// Which built-in function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Builtin {
    And,
    Call,
    Eq,
    Ge,
    Gt,
    Html,
    Index,
    Js,
    Le,
    Len,
    Lt,
    Ne,
    Not,
    Or,
    Print,
    Printf,
    Println,
    Slice,
    Urlquery,
}

impl Builtin {
    /// Whether it prints its arguments and does nothing else.
    pub(crate) fn prints(self) -> bool {
        matches!(self, Self::Print | Self::Printf | Self::Println)
    }

    /// Whether it compares its arguments, which takes as long as they are.
    pub(crate) fn compares(self) -> bool {
        matches!(
            self,
            Self::Eq | Self::Ge | Self::Gt | Self::Le | Self::Lt | Self::Ne
        )
    }
}

/// The evaluator runs built-in functions itself; this is never called.
fn built_in(_: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    Err(FuncError::new("a built-in function has no body of its own"))
}

const fn entry(name: &'static str, sig: Sig, builtin: Builtin) -> (Func, Builtin) {
    (Func::new(name, sig, built_in), builtin)
}

const ONE: Sig = Sig::fixed(&[Ty::Reflect]);
const TWO: Sig = Sig::fixed(&[Ty::Reflect, Ty::Reflect]);
const ONE_OR_MORE: Sig = Sig::variadic(&[Ty::Reflect, Ty::Reflect]);
const ANY: Sig = Sig::variadic(&[Ty::Any]);

/// The table.
pub(crate) const BUILTINS: &[(Func, Builtin)] = &[
    entry("and", ONE_OR_MORE, Builtin::And),
    entry("call", ONE_OR_MORE, Builtin::Call),
    entry("eq", ONE_OR_MORE, Builtin::Eq),
    entry("ge", TWO, Builtin::Ge),
    entry("gt", TWO, Builtin::Gt),
    entry("html", ANY, Builtin::Html),
    entry("index", ONE_OR_MORE, Builtin::Index),
    entry("js", ANY, Builtin::Js),
    entry("le", TWO, Builtin::Le),
    entry("len", ONE, Builtin::Len),
    entry("lt", TWO, Builtin::Lt),
    entry("ne", TWO, Builtin::Ne),
    entry("not", ONE, Builtin::Not),
    entry("or", ONE_OR_MORE, Builtin::Or),
    entry("print", ANY, Builtin::Print),
    entry(
        "printf",
        Sig::variadic(&[Ty::Str, Ty::Any]),
        Builtin::Printf,
    ),
    entry("println", ANY, Builtin::Println),
    entry("slice", ONE_OR_MORE, Builtin::Slice),
    entry("urlquery", ANY, Builtin::Urlquery),
];

type Given = Result<Slot, FuncError>;

/// Runs a built-in function on checked arguments.
pub(crate) fn run(builtin: Builtin, args: &[Slot], limit: usize) -> Given {
    match builtin {
        Builtin::And => Ok(decide(args, false)),
        Builtin::Or => Ok(decide(args, true)),
        Builtin::Call => call(b"call", args),
        Builtin::Eq => equal_any(args).map(boolean),
        Builtin::Ne => equal_any(args).map(|equal| boolean(!equal)),
        Builtin::Lt => two(args).and_then(|(a, b)| less_slots(a, b)).map(boolean),
        Builtin::Le => two(args)
            .and_then(|(a, b)| less_or_equal(a, b))
            .map(boolean),
        Builtin::Gt => two(args)
            .and_then(|(a, b)| less_or_equal(a, b))
            .map(|le| boolean(!le)),
        Builtin::Ge => two(args)
            .and_then(|(a, b)| less_slots(a, b))
            .map(|less| boolean(!less)),
        Builtin::Not => Ok(boolean(!args.first().is_some_and(|arg| arg.value.truth()))),
        Builtin::Len => args.first().map_or(Ok(Slot::default()), len),
        Builtin::Index => index(args),
        Builtin::Slice => slice(args),
        Builtin::Print | Builtin::Println | Builtin::Printf => {
            let mut out = Vec::new();
            print(builtin, &values(args), &mut out, limit)?;
            Ok(string(out.into()))
        }
        Builtin::Html => plain(args, limit).map(|text| string(escape_html(&text))),
        Builtin::Js => plain(args, limit).map(|text| string(escape_js(&text))),
        Builtin::Urlquery => plain(args, limit).map(|text| string(escape_query(&text))),
    }
}

fn boolean(b: bool) -> Slot {
    Slot::new(Value::Bool(b))
}

fn string(text: Str) -> Slot {
    Slot::new(Value::Str(text))
}

fn too_long() -> FuncError {
    let message = "the text is larger than the limit of the run";
    FuncError {
        message: Str::default(),
        cause: Some(Box::new(crate::error::Error::plain(message)).about_limit()),
    }
}

fn values(args: &[Slot]) -> Vec<Value> {
    args.iter().map(|arg| arg.value.clone()).collect()
}

fn two(args: &[Slot]) -> Result<(&Slot, &Slot), FuncError> {
    match args {
        [a, b] => Ok((a, b)),
        _ => Err(FuncError::new("missing argument for comparison")),
    }
}

/// The first argument that is `until`, or the last.
fn decide(args: &[Slot], until: bool) -> Slot {
    let found = args.iter().find(|arg| arg.value.truth() == until);
    found.or(args.last()).cloned().unwrap_or_default()
}

/// What `print`, `println` or `printf` writes.
pub(crate) fn print(
    builtin: Builtin,
    args: &[Value],
    out: &mut Vec<u8>,
    limit: usize,
) -> Result<(), FuncError> {
    let fits = match (builtin, args) {
        (Builtin::Printf, [Value::Str(format), rest @ ..]) => sprintf_to(out, format, rest, limit),
        (Builtin::Printf, _) => sprintf_to(out, b"", args.get(1..).unwrap_or(&[]), limit),
        (Builtin::Println, _) => sprintln_to(out, args, limit),
        _ => sprint_to(out, args, limit),
    };
    if fits { Ok(()) } else { Err(too_long()) }
}

/// What `html`, `js` and `urlquery` escape. No value at all is a string to them.
fn plain(args: &[Slot], limit: usize) -> Result<Str, FuncError> {
    let printed: Vec<Value> = args.iter().map(or_no_value).collect();
    sprint_as_actions(&printed, limit).ok_or_else(too_long)
}

fn or_no_value(arg: &Slot) -> Value {
    match &arg.value {
        Value::Nil => Value::str("<no value>"),
        value => value.clone(),
    }
}

/// `call`: there are no values that are functions, so this is always an error.
pub(crate) fn call(callee: &[u8], args: &[Slot]) -> Given {
    let value = args.first().map_or(&Value::Nil, |arg| &arg.value);
    if matches!(value, Value::Nil) {
        return Err(FuncError::new("call of nil"));
    }
    let callee = String::from_utf8_lossy(callee);
    let ty = value.type_name();
    Err(FuncError::new(format!(
        "non-function {callee} of type {ty}"
    )))
}

fn len(arg: &Slot) -> Given {
    let n = match &arg.value {
        Value::Str(text) | Value::Bytes(text) => text.len(),
        Value::List(list) => list.items().len(),
        Value::Map(map) => map.len(),
        Value::Nil if arg.in_interface => return Err(FuncError::new("len of nil pointer")),
        Value::Nil => {
            return Err(FuncError::new(
                "reflect: call of reflect.Value.Type on zero Value",
            ));
        }
        Value::Object(object) => match object.shape() {
            Shape::Slice(list) => list.items().len(),
            Shape::Map(map) => map.len(),
            Shape::Str(text) => text.len(),
            _ => return Err(no_len(&arg.value)),
        },
        _ => return Err(no_len(&arg.value)),
    };
    Ok(Slot::new(Value::Int(n as i64)))
}

fn no_len(value: &Value) -> FuncError {
    let ty = value.type_name();
    FuncError::new(format!("len of type {}", ty.trim_start_matches('*')))
}

fn index(args: &[Slot]) -> Given {
    let Some((item, indexes)) = args.split_first() else {
        return Ok(Slot::default());
    };
    if matches!(item.value, Value::Nil) {
        return Err(FuncError::new("index of untyped nil"));
    }
    let mut item = item.clone();
    for index in indexes {
        item = index_one(&item, &index.value)?;
    }
    Ok(item)
}

fn index_one(item: &Slot, index: &Value) -> Given {
    match &item.value {
        Value::Nil => Err(FuncError::new("index of nil pointer")),
        Value::List(list) => index_list(list, index),
        Value::Map(map) => index_map(map, index),
        Value::Str(text) => index_bytes(text, index, "string"),
        Value::Bytes(bytes) => index_bytes(bytes, index, "slice"),
        Value::Object(object) => match object.shape() {
            Shape::Slice(list) => index_list(&list, index),
            Shape::Map(map) => index_map(&map, index),
            Shape::Str(text) => index_bytes(&text, index, "string"),
            _ => Err(no_index(&item.value)),
        },
        _ => Err(no_index(&item.value)),
    }
    .map(|slot| slot.with_mark(item.marked))
}

fn no_index(value: &Value) -> FuncError {
    let ty = value.type_name();
    FuncError::new(format!(
        "can't index item of type {}",
        ty.trim_start_matches('*')
    ))
}

fn index_list(list: &List, index: &Value) -> Given {
    let i = position(index, list.items().len())?;
    let Some(value) = list.items().get(i).cloned() else {
        return Err(FuncError::new("reflect: slice index out of range"));
    };
    let mut slot = Slot::new(value).with_mark(list.is_marked());
    slot.in_interface = list.ty() == crate::value::ListType::Any;
    Ok(slot)
}

fn index_bytes(bytes: &Str, index: &Value, what: &str) -> Given {
    let i = position(index, bytes.len())?;
    let Some(byte) = bytes.get(i) else {
        return Err(FuncError::new(format!(
            "reflect: {what} index out of range"
        )));
    };
    Ok(Slot::new(Value::Byte(*byte)))
}

fn index_map(map: &Map, index: &Value) -> Given {
    let key = match index {
        Value::Str(key) => key.clone(),
        Value::Nil => return Err(FuncError::new("value is nil; should be of type string")),
        other => {
            let ty = other.type_name();
            return Err(FuncError::new(format!(
                "value has type {ty}; should be string"
            )));
        }
    };
    let strings = map.ty().strings;
    let mut slot = match map.get(&key) {
        Some(value) => Slot::new(value),
        None if strings => Slot::new(Value::str("")),
        None => Slot::default(),
    };
    slot.in_interface = !strings;
    Ok(slot.with_mark(map.is_marked(&key)))
}

/// An index into something with so many items; one past the last is let through, as Go does.
fn position(index: &Value, len: usize) -> Result<usize, FuncError> {
    let x = match index {
        Value::Int(n) | Value::Int64(n) => *n,
        Value::Int32(n) => i64::from(*n),
        Value::Byte(n) => i64::from(*n),
        Value::Uint64(n) => *n as i64,
        Value::Nil => return Err(FuncError::new("cannot index slice/array with nil")),
        Value::Object(object) => match object.shape() {
            Shape::Int(n) => n,
            _ => return Err(bad_index(index)),
        },
        _ => return Err(bad_index(index)),
    };
    match usize::try_from(x) {
        Ok(i) if i <= len => Ok(i),
        _ => Err(FuncError::new(format!("index out of range: {x}"))),
    }
}

fn bad_index(index: &Value) -> FuncError {
    let ty = index.type_name();
    FuncError::new(format!("cannot index slice/array with type {ty}"))
}

fn slice(args: &[Slot]) -> Given {
    let Some((item, indexes)) = args.split_first() else {
        return Ok(Slot::default());
    };
    if matches!(item.value, Value::Nil) {
        return Err(FuncError::new("slice of untyped nil"));
    }
    if indexes.len() > 3 {
        let n = indexes.len();
        return Err(FuncError::new(format!("too many slice indexes: {n}")));
    }
    let len = match &item.value {
        Value::Str(_) if indexes.len() == 3 => {
            return Err(FuncError::new("cannot 3-index slice a string"));
        }
        Value::Str(text) | Value::Bytes(text) => text.len(),
        Value::List(list) => list.items().len(),
        value => {
            let ty = value.type_name().trim_start_matches('*');
            return Err(FuncError::new(format!("can't slice item of type {ty}")));
        }
    };
    let mut at = [0, len, len];
    for (i, index) in indexes.iter().enumerate() {
        // Unlike index, slice does not look into interfaces.
        if index.in_interface {
            return Err(FuncError::new(
                "cannot index slice/array with type interface {}",
            ));
        }
        at[i] = position(&index.value, len)?;
    }
    let [from, to, cap] = at;
    if from > to {
        return Err(FuncError::new(format!(
            "invalid slice index: {from} > {to}"
        )));
    }
    if to > cap {
        return Err(FuncError::new(format!("invalid slice index: {to} > {cap}")));
    }
    let value = match &item.value {
        Value::Str(text) => Value::Str(Str::new(text.get(from..to).unwrap_or(&[]))),
        Value::Bytes(bytes) => Value::Bytes(Str::new(bytes.get(from..to).unwrap_or(&[]))),
        Value::List(list) => {
            let items = list.items().get(from..to).unwrap_or(&[]).to_vec();
            let part = List::typed(list.ty(), items);
            let part = if list.is_marked() {
                part.into_marked()
            } else {
                part
            };
            Value::List(part)
        }
        other => other.clone(),
    };
    Ok(Slot::new(value).with_mark(item.marked))
}

//! What a template function is: a name, a signature that the evaluator checks as Go's reflection
//! does, and what it does. May not know any function in particular.

use crate::machine::Machine;
use crate::str::Str;
use crate::value::Value;

/// The Go type of a parameter. The evaluator converts and refuses arguments by it, with Go's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ty {
    /// `interface {}`
    Any,
    /// `reflect.Value`, as the built-in functions take it: an argument may be missing altogether.
    Reflect,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `int64`
    Int64,
    /// `uint64`
    Uint64,
    /// `float64`
    Float,
    /// `string`
    Str,
    /// `[]byte`
    Bytes,
    /// `[]interface {}`
    List,
    /// `[]string`
    Strings,
    /// `map[string]interface {}`
    Map,
    /// An object of the named Go type, such as `time.Time`.
    Object(&'static str),
}

/// A signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sig {
    /// The parameters; the last is repeated where `variadic` is set.
    pub params: &'static [Ty],
    /// Whether the last parameter takes any number of arguments.
    pub variadic: bool,
}

impl Sig {
    /// A signature with exactly these parameters.
    pub const fn fixed(params: &'static [Ty]) -> Self {
        Self {
            params,
            variadic: false,
        }
    }

    /// A signature whose last parameter is repeated.
    pub const fn variadic(params: &'static [Ty]) -> Self {
        Self {
            params,
            variadic: true,
        }
    }
}

/// Why a function could not give a value; the evaluator adds where.
#[derive(Debug)]
pub struct FuncError {
    /// The message, in Go's words.
    pub message: Str,
    /// The error of a template that the function ran, where there is one.
    pub cause: Option<Box<crate::error::Error>>,
}

impl FuncError {
    /// An error with this message.
    pub fn new(message: impl Into<Str>) -> Self {
        Self {
            message: message.into(),
            cause: None,
        }
    }
}

impl From<String> for FuncError {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for FuncError {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

/// One call of a function.
pub struct Call<'c, 'm> {
    /// The arguments, checked and converted by the signature: `Ty::Str` parameters are
    /// `Value::Str`, `Ty::Int` ones `Value::Int`, and there are as many as the signature says.
    pub args: &'c [Value],
    /// The running evaluator, for functions that run templates or ask the world.
    pub machine: &'c mut Machine<'m>,
}

impl Call<'_, '_> {
    /// The argument at `i`; nil where there is none.
    pub fn arg(&self, i: usize) -> Value {
        self.args.get(i).cloned().unwrap_or_default()
    }

    /// The string argument at `i`; empty where it is none.
    pub fn str(&self, i: usize) -> Str {
        match self.args.get(i) {
            Some(Value::Str(s) | Value::Bytes(s)) => s.clone(),
            _ => Str::default(),
        }
    }

    /// The integer argument at `i`; 0 where it is none.
    pub fn int(&self, i: usize) -> i64 {
        match self.args.get(i) {
            Some(Value::Int(n) | Value::Int64(n)) => *n,
            _ => 0,
        }
    }
}

/// A template function.
#[derive(Clone, Copy)]
pub struct Func {
    /// The name that templates call it by.
    pub name: &'static str,
    /// What it takes.
    pub sig: Sig,
    /// What it does.
    pub run: fn(&mut Call<'_, '_>) -> Result<Value, FuncError>,
}

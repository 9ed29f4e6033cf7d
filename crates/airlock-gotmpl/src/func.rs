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
    /// The message, in Go's words; where there is a cause, what stands before the cause's own.
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

/// How the mark of randomness or time travels through a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Marks {
    /// The result is marked where any argument is, at any depth.
    #[default]
    Flow,
    /// The result is always marked: the function gives randomness or time.
    Source,
    /// The function says so itself, by [`Call::mark_result`] or by the marks inside the maps and
    /// lists that it gives: it looks at a part of its arguments, or builds a container.
    Own,
}

/// One call of a function.
pub struct Call<'c, 'm> {
    /// The arguments, checked and converted by the signature: `Ty::Str` parameters are
    /// `Value::Str`, `Ty::Int` ones `Value::Int`, and there are as many as the signature says.
    pub args: &'c [Value],
    /// The running evaluator, for functions that run templates or ask the world.
    pub machine: &'c mut Machine<'m>,
    marks: u64,
    result_marked: bool,
}

const NIL: &Value = &Value::Nil;

impl<'c, 'm> Call<'c, 'm> {
    /// A call; bit `i` of `marks` says whether argument `i` is marked.
    pub(crate) fn new(args: &'c [Value], machine: &'c mut Machine<'m>, marks: u64) -> Self {
        Self {
            args,
            machine,
            marks,
            result_marked: false,
        }
    }

    /// The argument at `i`, where it is; nil where there is none.
    pub fn value(&self, i: usize) -> &'c Value {
        self.args.get(i).unwrap_or(NIL)
    }

    /// The bytes of the string argument at `i`, where they are; none where it is no string.
    pub fn text(&self, i: usize) -> &'c [u8] {
        match self.args.get(i) {
            Some(Value::Str(s) | Value::Bytes(s)) => s,
            _ => &[],
        }
    }

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

    /// Whether randomness or time chose argument `i`, whatever the argument says of itself.
    pub fn arg_chosen(&self, i: usize) -> bool {
        self.marks & (1 << i.min(63)) != 0
    }

    /// Whether argument `i` itself came out of randomness or time. Marks inside a map or list are
    /// asked of it ([`crate::value::Map::is_marked`], [`crate::value::List::is_marked`]).
    pub fn arg_marked(&self, i: usize) -> bool {
        self.arg_chosen(i) || self.args.get(i).is_some_and(|arg| arg.source().is_some())
    }

    /// Says that the result came out of randomness or time. For functions with [`Marks::Own`].
    pub fn mark_result(&mut self, marked: bool) {
        self.result_marked |= marked;
    }

    /// Whether [`Call::mark_result`] was told so.
    pub(crate) fn result_marked(&self) -> bool {
        self.result_marked
    }
}

/// What a function does.
pub type Run = fn(&mut Call<'_, '_>) -> Result<Value, FuncError>;

/// A template function.
#[derive(Clone, Copy)]
pub struct Func {
    /// The name that templates call it by.
    pub name: &'static str,
    /// What it takes.
    pub sig: Sig,
    /// What it does.
    pub run: Run,
    /// How the mark of randomness or time travels through it.
    pub marks: Marks,
}

impl Func {
    /// A function through which marks flow from any argument to the result.
    pub const fn new(name: &'static str, sig: Sig, run: Run) -> Self {
        Self {
            name,
            sig,
            run,
            marks: Marks::Flow,
        }
    }

    /// The same function as a source of randomness or time.
    pub const fn source(mut self) -> Self {
        self.marks = Marks::Source;
        self
    }

    /// The same function, which handles marks itself.
    pub const fn own_marks(mut self) -> Self {
        self.marks = Marks::Own;
        self
    }
}

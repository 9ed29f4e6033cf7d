//! Regular expressions. Go's panics of an expression that is none, and `must` errors, read apart.

use std::cell::RefCell;
use std::rc::Rc;

use airlock_gotmpl::value::{List, ListType};
use airlock_gotmpl::{Call, Func, FuncError, Sig, Str, Ty, Value, number};

use super::bounds;
use crate::regexp::{self, Regexp, TooMuchWork};
use crate::runes;

const TWO: Sig = Sig::fixed(&[Ty::Str, Ty::Str]);
const THREE: Sig = Sig::fixed(&[Ty::Str, Ty::Str, Ty::Str]);
const TWO_AND_COUNT: Sig = Sig::fixed(&[Ty::Str, Ty::Str, Ty::Int]);

pub(super) const FUNCS: &[Func] = &[
    Func::new("mustRegexFind", TWO, |call| find(call, error)),
    Func::new("mustRegexFindAll", TWO_AND_COUNT, |call| {
        find_all(call, error)
    }),
    Func::new("mustRegexMatch", TWO, is_match),
    Func::new("mustRegexReplaceAll", THREE, |call| replace(call, error)),
    Func::new("mustRegexReplaceAllLiteral", THREE, |call| {
        replace_literal(call, error)
    }),
    Func::new("mustRegexSplit", TWO_AND_COUNT, |call| split(call, error)),
    Func::new("regexFind", TWO, |call| find(call, panicked)),
    Func::new("regexFindAll", TWO_AND_COUNT, |call| {
        find_all(call, panicked)
    }),
    Func::new("regexMatch", TWO, match_or_false),
    Func::new("regexQuoteMeta", Sig::fixed(&[Ty::Str]), |call| {
        Ok(Value::Str(regexp::quote_meta(call.text(0)).into()))
    }),
    Func::new("regexReplaceAll", THREE, |call| replace(call, panicked)),
    Func::new("regexReplaceAllLiteral", THREE, |call| {
        replace_literal(call, panicked)
    }),
    Func::new("regexSplit", TWO_AND_COUNT, |call| split(call, panicked)),
];

/// How many compiled expressions a thread keeps.
const KEPT: usize = 32;

thread_local! {
    /// The expressions that were used last, the newest at the end: charts use few, in loops.
    static COMPILED: RefCell<Vec<(Str, Rc<Regexp>)>> = const { RefCell::new(Vec::new()) };
}

/// An expression, or the message of its syntax error.
type Compiled = Result<Rc<Regexp>, Vec<u8>>;

/// The compiled expression of the first argument, and the run charged with searching the second.
fn compiled(call: &mut Call<'_, '_>) -> Result<Compiled, FuncError> {
    let expression = call.str(0);
    let known = COMPILED.with_borrow(|kept| {
        let entry = kept.iter().find(|(known, _)| *known == expression);
        entry.map(|(_, regexp)| Rc::clone(regexp))
    });
    let regexp = match known {
        Some(regexp) => regexp,
        None => match newly_compiled(call, expression)? {
            Ok(regexp) => regexp,
            refused => return Ok(refused),
        },
    };
    let text = call.text(1).len() + 1;
    let tried = text.saturating_mul(regexp.size()).min(MOST_TRIED);
    call.machine.work(tried.saturating_mul(SEARCHING))?;
    Ok(Ok(regexp))
}

/// More than any search tries before it gives up by itself.
const MOST_TRIED: usize = 40_000_000;
/// How much longer trying an instruction at a byte takes than looking at it.
const SEARCHING: usize = 8;

/// How much longer making an instruction takes than looking at a byte.
const COMPILING: usize = 64;

fn newly_compiled(call: &mut Call<'_, '_>, expression: Str) -> Result<Compiled, FuncError> {
    bounds::parsing(call)?;
    let regexp = match Regexp::compile(&expression) {
        Ok(regexp) => Rc::new(regexp),
        Err(message) => return Ok(Err(message)),
    };
    call.machine.work(regexp.size().saturating_mul(COMPILING))?;
    if expression.len() < 1024 && regexp.is_small() {
        COMPILED.with_borrow_mut(|kept| {
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push((expression, Rc::clone(&regexp)));
        });
    }
    Ok(Ok(regexp))
}

/// How a function tells of an expression that does not compile.
type Refusal = fn(expression: &[u8], message: Vec<u8>) -> FuncError;

fn error(_: &[u8], message: Vec<u8>) -> FuncError {
    FuncError::new(message)
}

/// What `regexp.MustCompile` panics with.
fn panicked(expression: &[u8], message: Vec<u8>) -> FuncError {
    let quoted = match can_backquote(expression) {
        true => [b"`", expression, b"`"].concat(),
        false => number::quote(expression).into_bytes(),
    };
    FuncError::new([b"regexp: Compile(", &*quoted, b"): ", &message].concat())
}

/// Go's `strconv.CanBackquote`
fn can_backquote(mut text: &[u8]) -> bool {
    while !text.is_empty() {
        let (rune, width) = runes::decode(text);
        let bad = match rune {
            runes::ERROR => width == 1,
            0x09 => false,
            0..=0x1F | 0x60 | 0x7F | 0xFEFF => true,
            _ => false,
        };
        if bad {
            return false;
        }
        text = &text[width..];
    }
    true
}

fn ready(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Rc<Regexp>, FuncError> {
    compiled(call)?.map_err(|message| refusal(call.text(0), message))
}

impl From<TooMuchWork> for FuncError {
    fn from(_: TooMuchWork) -> Self {
        Self::new("the regular expression takes too much work on this text")
    }
}

fn is_match(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    let regexp = ready(call, error)?;
    Ok(Value::Bool(regexp.is_match(call.text(1))?))
}

fn match_or_false(call: &mut Call<'_, '_>) -> Result<Value, FuncError> {
    match compiled(call)? {
        Ok(regexp) => Ok(Value::Bool(regexp.is_match(call.text(1))?)),
        Err(_) => Ok(Value::Bool(false)),
    }
}

fn find(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Value, FuncError> {
    let regexp = ready(call, refusal)?;
    let text = call.str(1);
    Ok(Value::str(regexp.find(&text)?.unwrap_or_default()))
}

fn find_all(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Value, FuncError> {
    let regexp = ready(call, refusal)?;
    let text = call.str(1);
    let spans = regexp.find_all(&text, call.int(2))?;
    let parts = spans
        .into_iter()
        .map(|(from, to)| &text[from..to])
        .collect();
    strings(call, parts)
}

/// A `[]string`; Go's nil slice for nothing.
fn strings(call: &mut Call<'_, '_>, parts: Vec<&[u8]>) -> Result<Value, FuncError> {
    if parts.is_empty() {
        return Ok(Value::List(List::nil(ListType::Strings)));
    }
    bounds::list(call, parts.len().saturating_mul(2))?;
    Ok(Value::List(List::strings(parts)))
}

fn replace(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Value, FuncError> {
    let regexp = ready(call, refusal)?;
    let replaced = regexp.replace_all(call.text(1), call.text(2))?;
    bounds::text(call, Some(replaced.len()))?;
    Ok(Value::Str(replaced.into()))
}

fn replace_literal(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Value, FuncError> {
    let regexp = ready(call, refusal)?;
    let replaced = regexp.replace_all_literal(call.text(1), call.text(2))?;
    bounds::text(call, Some(replaced.len()))?;
    Ok(Value::Str(replaced.into()))
}

fn split(call: &mut Call<'_, '_>, refusal: Refusal) -> Result<Value, FuncError> {
    let regexp = ready(call, refusal)?;
    let text = call.str(1);
    match regexp.split(&text, call.int(2))? {
        Some(parts) if parts.is_empty() => {
            Ok(Value::List(List::typed(ListType::Strings, Vec::new())))
        }
        parts => strings(call, parts.unwrap_or_default()),
    }
}

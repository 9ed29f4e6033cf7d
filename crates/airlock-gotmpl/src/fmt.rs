//! Go's `fmt`: `Sprint`, `Sprintf`, `Sprintln` over values. How values are walked is in
//! `fmt/print.rs`, the formats of scalars in `fmt/scalar.rs`, the format language in
//! `fmt/format.rs`.

mod format;
mod print;
mod scalar;

use print::Printer;

use crate::str::Str;
use crate::value::{Shape, Value};

/// How much the public functions write at most; the evaluator has its own limit.
const MOST: usize = 1 << 30;

/// `fmt.Sprint`
pub fn sprint(args: &[Value]) -> Str {
    made(|out| sprint_to(out, args, MOST))
}

/// `fmt.Sprintln`
pub fn sprintln(args: &[Value]) -> Str {
    made(|out| sprintln_to(out, args, MOST))
}

/// `fmt.Sprintf`
pub fn sprintf(format: &[u8], args: &[Value]) -> Str {
    made(|out| sprintf_to(out, format, args, MOST))
}

/// What was written; nothing where that would be larger than the limit.
fn made(write: impl FnOnce(&mut Vec<u8>) -> bool) -> Str {
    let mut out = Vec::new();
    if write(&mut out) {
        return out.into();
    }
    Str::default()
}

/// A value as `%v` prints it.
pub fn display(value: &Value) -> Str {
    match value {
        Value::Str(text) => text.clone(),
        _ => sprint(std::slice::from_ref(value)),
    }
}

/// A value as an action prints it: what a pointer points to, without a sign of the pointer.
pub(crate) fn display_indirect(value: &Value) -> Str {
    let mut out = Vec::new();
    print_to(&mut out, value, MOST);
    out.into()
}

/// As [`sprint`], but each argument is printed as an action prints it; `None` where the text would
/// be larger than the limit.
pub(crate) fn sprint_as_actions(args: &[Value], limit: usize) -> Option<Str> {
    if let [Value::Str(text)] = args {
        return Some(text.clone());
    }
    let mut out = Vec::new();
    let fits = print_spaced(&mut out, args, limit, |printer, arg| printer.as_action(arg));
    fits.then(|| out.into())
}

/// Appends what `fmt.Sprint` gives; whether it was within the limit.
pub(crate) fn sprint_to(out: &mut Vec<u8>, args: &[Value], limit: usize) -> bool {
    print_spaced(out, args, limit, |printer, arg| printer.argument(arg, 'v'))
}

/// Prints arguments with spaces between those of which neither is a string.
fn print_spaced(
    out: &mut Vec<u8>,
    args: &[Value],
    limit: usize,
    print: impl Fn(&mut Printer<'_>, &Value),
) -> bool {
    let mut printer = Printer::new(out, limit);
    let mut after_string = false;
    for (i, arg) in args.iter().enumerate() {
        let string = is_string(arg);
        if i > 0 && !string && !after_string {
            printer.write(b" ");
        }
        print(&mut printer, arg);
        after_string = string;
    }
    printer.fits()
}

/// Appends what `fmt.Sprintln` gives; whether it was within the limit.
pub(crate) fn sprintln_to(out: &mut Vec<u8>, args: &[Value], limit: usize) -> bool {
    let mut printer = Printer::new(out, limit);
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            printer.write(b" ");
        }
        printer.argument(arg, 'v');
    }
    printer.write(b"\n");
    printer.fits()
}

/// Appends what `fmt.Sprintf` gives; whether it was within the limit.
pub(crate) fn sprintf_to(out: &mut Vec<u8>, format: &[u8], args: &[Value], limit: usize) -> bool {
    let mut printer = Printer::new(out, limit);
    printer.format(format, args);
    printer.fits()
}

fn is_string(value: &Value) -> bool {
    match value {
        Value::Str(_) => true,
        Value::Object(object) => matches!(object.shape(), Shape::Str(_)),
        _ => false,
    }
}

/// Appends a value as an action prints it; whether it was within the limit.
pub(crate) fn print_to(out: &mut Vec<u8>, value: &Value, limit: usize) -> bool {
    match value {
        Value::Str(text) => out.extend_from_slice(text),
        Value::Int(n) | Value::Int64(n) => push_int(out, *n),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Nil => out.extend_from_slice(b"<no value>"),
        _ => return print_slowly(out, value, limit),
    }
    true
}

fn print_slowly(out: &mut Vec<u8>, value: &Value, limit: usize) -> bool {
    let mut printer = Printer::new(out, limit);
    printer.as_action(value);
    printer.fits()
}

/// Appends a whole number.
pub(crate) fn push_int(out: &mut Vec<u8>, n: i64) {
    let mut digits = [0_u8; 20];
    let (mut at, mut rest) = (digits.len(), n.unsigned_abs());
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if n < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

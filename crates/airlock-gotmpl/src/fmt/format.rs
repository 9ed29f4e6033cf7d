//! The language of formats: verbs with flags, widths, precisions and argument indexes.

use super::print::{Flags, Printer};
use crate::lexer::find_byte;
use crate::unicode::decode;
use crate::value::{Shape, Value};

/// Go's largest width and precision.
const LARGEST: i64 = 1_000_000;

/// Where the formatting is.
struct Cursor<'f> {
    format: &'f [u8],
    at: usize,
    args: &'f [Value],
    next: usize,
    /// Whether the last thing read was an index such as `[3]`.
    after_index: bool,
    good_index: bool,
    reordered: bool,
}

impl Cursor<'_> {
    fn byte(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    /// A decimal number.
    fn number(&mut self) -> Option<usize> {
        let (number, end) = parse_number(self.format, self.at, self.format.len());
        self.at = end;
        number
    }

    /// `[n]`, where one is at hand.
    fn index(&mut self) {
        if self.byte() != Some(b'[') {
            self.after_index = false;
            return;
        }
        self.reordered = true;
        let rest = self.format.get(self.at..).unwrap_or(&[]);
        let (index, width, found) = bracketed(rest);
        self.at += width;
        self.after_index = found;
        match index {
            Some(index) if index < self.args.len() => self.next = index,
            _ => self.good_index = false,
        }
    }

    /// An argument as a width or precision.
    fn star(&mut self) -> Option<i64> {
        let arg = self.args.get(self.next)?;
        self.next += 1;
        let n = match arg {
            Value::Int(n) | Value::Int64(n) => *n,
            Value::Int32(n) => i64::from(*n),
            Value::Byte(n) => i64::from(*n),
            Value::Uint64(n) => i64::try_from(*n).ok()?,
            Value::Object(object) => match object.shape() {
                Shape::Int(n) => n,
                _ => return None,
            },
            _ => return None,
        };
        (-LARGEST..=LARGEST).contains(&n).then_some(n)
    }
}

/// A number between two places, and where it ends; past the end where it is far too large.
fn parse_number(format: &[u8], start: usize, end: usize) -> (Option<usize>, usize) {
    if start >= end {
        return (None, end);
    }
    let (mut number, mut found, mut at) = (0_i64, false, start);
    while at < end
        && let Some(digit @ b'0'..=b'9') = format.get(at)
    {
        if number > LARGEST {
            return (None, end);
        }
        number = number * 10 + i64::from(digit - b'0');
        found = true;
        at += 1;
    }
    (found.then_some(number as usize), at)
}

/// The index in brackets (from 0), how many bytes it takes, and whether it was well formed.
fn bracketed(rest: &[u8]) -> (Option<usize>, usize, bool) {
    if rest.len() < 3 {
        return (None, 1, false);
    }
    let Some(close) = find_byte(rest, 1, b']') else {
        return (None, 1, false);
    };
    match parse_number(rest, 1, close) {
        (Some(number), end) if end == close => (number.checked_sub(1), close + 1, true),
        _ => (None, close + 1, false),
    }
}

impl Printer<'_> {
    /// `fmt.Sprintf`
    pub(super) fn format(&mut self, format: &[u8], args: &[Value]) {
        let mut cursor = Cursor {
            format,
            at: 0,
            args,
            next: 0,
            after_index: false,
            good_index: true,
            reordered: false,
        };
        while cursor.at < format.len() && self.fits() {
            let percent = find_byte(format, cursor.at, b'%').unwrap_or(format.len());
            self.write(format.get(cursor.at..percent).unwrap_or(&[]));
            cursor.at = percent + 1;
            if percent >= format.len() {
                break;
            }
            cursor.good_index = true;
            self.verb(&mut cursor);
        }
        if !cursor.reordered && cursor.next < args.len() {
            self.extra(args.get(cursor.next..).unwrap_or(&[]));
        }
    }

    fn extra(&mut self, args: &[Value]) {
        self.flags = Flags::default();
        self.write(b"%!(EXTRA ");
        for (i, arg) in args.iter().enumerate() {
            if i > 0 {
                self.write(b", ");
            }
            if matches!(arg, Value::Nil) {
                self.write(b"<nil>");
            } else {
                self.write(arg.type_name().as_bytes());
                self.write(b"=");
                self.argument(arg, 'v');
            }
        }
        self.write(b")");
    }

    fn read_flags(&mut self, cursor: &mut Cursor<'_>) {
        self.flags = Flags::default();
        while let Some(b) = cursor.byte() {
            match b {
                b'#' => self.flags.sharp = true,
                b'0' => self.flags.zero = true,
                b'+' => self.flags.plus = true,
                b'-' => self.flags.minus = true,
                b' ' => self.flags.space = true,
                _ => return,
            }
            cursor.at += 1;
        }
    }

    fn read_width(&mut self, cursor: &mut Cursor<'_>) {
        if cursor.byte() != Some(b'*') {
            self.flags.width = cursor.number();
            if cursor.after_index && self.flags.width.is_some() {
                cursor.good_index = false;
            }
            return;
        }
        cursor.at += 1;
        match cursor.star() {
            Some(width) => {
                self.flags.width = Some(width.unsigned_abs() as usize);
                if width < 0 {
                    self.flags.minus = true;
                    self.flags.zero = false;
                }
            }
            None => self.write(b"%!(BADWIDTH)"),
        }
        cursor.after_index = false;
    }

    fn read_precision(&mut self, cursor: &mut Cursor<'_>) {
        if cursor.byte() != Some(b'.') || cursor.at + 1 >= cursor.format.len() {
            return;
        }
        cursor.at += 1;
        if cursor.after_index {
            cursor.good_index = false;
        }
        cursor.index();
        if cursor.byte() != Some(b'*') {
            self.flags.precision = Some(cursor.number().unwrap_or(0));
            return;
        }
        cursor.at += 1;
        match cursor.star() {
            Some(precision) if precision >= 0 => {
                self.flags.precision = Some(precision as usize);
            }
            _ => self.write(b"%!(BADPREC)"),
        }
        cursor.after_index = false;
    }

    /// What follows a percent sign.
    fn verb(&mut self, cursor: &mut Cursor<'_>) {
        self.read_flags(cursor);
        let simple = matches!(cursor.byte(), Some(b'a'..=b'z')) && cursor.next < cursor.args.len();
        if !simple {
            cursor.index();
            self.read_width(cursor);
            self.read_precision(cursor);
            if !cursor.after_index {
                cursor.index();
            }
        }
        let rest = cursor.format.get(cursor.at..).unwrap_or(&[]);
        let (rune, width) = decode(rest);
        if width == 0 {
            return self.write(b"%!(NOVERB)");
        }
        cursor.at += width;
        let verb = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
        match cursor.args.get(cursor.next) {
            _ if verb == '%' => self.write(b"%"),
            _ if !cursor.good_index => self.bad(verb, b"(BADINDEX)"),
            None => self.bad(verb, b"(MISSING)"),
            Some(arg) => {
                cursor.next += 1;
                self.formatted(arg, verb);
            }
        }
    }

    fn bad(&mut self, verb: char, what: &[u8]) {
        self.write(b"%!");
        self.write_rune(verb);
        self.write(what);
    }

    fn formatted(&mut self, arg: &Value, verb: char) {
        if matches!(verb, 'v' | 'w') {
            self.flags.sharp_v = std::mem::take(&mut self.flags.sharp);
            self.flags.plus_v = std::mem::take(&mut self.flags.plus);
        }
        self.argument(arg, verb);
    }
}

//! Floating-point numbers as `encoding/json` writes them.

/// Appends a finite number; `false` where it is not finite.
pub(crate) fn push_float(out: &mut Vec<u8>, number: f64) -> bool {
    if !number.is_finite() {
        return false;
    }
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        push_exponent(out, number);
    } else if number == number.trunc() && size < 1e15 {
        push_whole(out, number);
    } else {
        out.extend_from_slice(number.to_string().as_bytes());
    }
    true
}

/// Whole numbers are most numbers, and integers print faster.
fn push_whole(out: &mut Vec<u8>, number: f64) {
    if number.is_sign_negative() {
        out.push(b'-');
    }
    push_uint(out, number.abs() as u64);
}

/// Rust's exponent has neither a plus nor leading zeros; Go's has the plus.
fn push_exponent(out: &mut Vec<u8>, number: f64) {
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => {
            out.extend_from_slice(digits.as_bytes());
            out.extend_from_slice(b"e+");
            out.extend_from_slice(exponent.as_bytes());
        }
        _ => out.extend_from_slice(text.as_bytes()),
    }
}

/// Appends an integer.
pub(crate) fn push_int(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    push_uint(out, number.unsigned_abs());
}

/// Appends an unsigned integer.
pub(crate) fn push_uint(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

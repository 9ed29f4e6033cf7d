//! JSON pointers.

use super::{ensure, leading_digits};

pub(super) fn json_pointer(text: &[u8]) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    ensure(text.starts_with(b"/"), "not starting with /")?;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        if *byte == b'~' {
            let is_escape = matches!(bytes.next(), Some(b'0' | b'1'));
            ensure(is_escape, "~ must be followed by 0 or 1")?;
        }
    }
    Ok(())
}

pub(super) fn relative(text: &[u8]) -> Result<(), String> {
    let digits = leading_digits(text);
    ensure(digits > 0, "must start with non-negative integer")?;
    ensure(digits == 1 || !text.starts_with(b"0"), "starts with zero")?;
    match &text[digits..] {
        b"#" => Ok(()),
        rest => json_pointer(rest),
    }
}

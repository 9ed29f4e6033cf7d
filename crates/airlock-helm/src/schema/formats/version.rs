//! Semantic versions and UUIDs.

use super::{ensure, first_other};

pub(super) fn uuid(text: &[u8]) -> Result<(), String> {
    const SIZES: [usize; 5] = [8, 4, 4, 4, 12];
    let groups: Vec<&[u8]> = text.split(|byte| *byte == b'-').collect();
    ensure(groups.len() == SIZES.len(), "must have 5 elements")?;
    for (i, (group, size)) in groups.iter().zip(SIZES).enumerate() {
        if group.len() != size {
            let number = i + 1;
            return Err(format!("element {number} must be {size} characters long"));
        }
        if let Some(other) = first_other(group, |byte| byte.is_ascii_hexdigit()) {
            return Err(format!("non-hex character {other}"));
        }
    }
    Ok(())
}

fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn split_at(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| *byte == separator) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

pub(super) fn semver(text: &[u8]) -> Result<(), String> {
    let (text, build) = split_at(text, b'+');
    if let Some(build) = build {
        ensure(!build.is_empty(), "build is empty")?;
        identifiers(build, "build", false)?;
    }
    let (core, pre_release) = split_at(text, b'-');
    if let Some(pre_release) = pre_release {
        identifiers(pre_release, "pre-release", true)?;
    }
    let numbers: Vec<&[u8]> = core.split(|byte| *byte == b'.').collect();
    let three = "versionCore must have 3 numbers separated by dot";
    ensure(numbers.len() == 3, three)?;
    for (name, number) in ["major", "minor", "patch"].iter().zip(numbers) {
        ensure(!number.is_empty(), &format!("{name} is empty"))?;
        let zero = number.len() > 1 && number.starts_with(b"0");
        ensure(!zero, &format!("{name} starts with zero"))?;
        let digits = number.iter().all(u8::is_ascii_digit);
        ensure(digits, &format!("{name} contains non-digit"))?;
    }
    Ok(())
}

fn identifiers(text: &[u8], what: &str, numeric: bool) -> Result<(), String> {
    for id in text.split(|byte| *byte == b'.') {
        ensure(!id.is_empty(), &format!("{what} identifier is empty"))?;
        if let Some(other) = first_other(id, is_identifier) {
            return Err(format!("invalid character {other} in {what} identifier"));
        }
        let zero = id.len() > 1 && id.starts_with(b"0") && id.iter().all(u8::is_ascii_digit);
        if numeric && zero {
            return Err("pre-release numeric identifier starts with zero".to_owned());
        }
    }
    Ok(())
}

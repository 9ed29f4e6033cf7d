//! Host names and mail addresses.

use super::address::{ipv4, ipv6};
use super::{ensure, first_other};

pub(super) fn hostname(text: &[u8]) -> Result<(), String> {
    let text = text.strip_suffix(b".").unwrap_or(text);
    ensure(text.len() <= 253, "more than 253 characters long")?;
    for label in text.split(|byte| *byte == b'.') {
        let sized = (1..=63).contains(&label.len());
        ensure(sized, "label must be 1 to 63 characters long")?;
        ensure(!label.starts_with(b"-"), "label starts with hyphen")?;
        ensure(!label.ends_with(b"-"), "label ends with hyphen")?;
        if let Some(other) = first_other(label, |b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(format!("invalid character {other}"));
        }
    }
    Ok(())
}

pub(super) fn email(text: &[u8]) -> Result<(), String> {
    ensure(text.len() <= 254, "more than 255 characters long")?;
    let at = text.iter().rposition(|byte| *byte == b'@');
    let (local, domain) = text.split_at(at.ok_or("missing @")?);
    let sized = local.len() <= 64;
    ensure(sized, "local part more than 64 characters long")?;
    local_part(local)?;
    let domain = &domain[1..];
    match domain.strip_prefix(b"[").and_then(|d| d.strip_suffix(b"]")) {
        Some(address) => match address.strip_prefix(b"IPv6:") {
            Some(v6) => ipv6(v6).map_err(|e| format!("invalid ipv6 address: {e}")),
            None => ipv4(address).map_err(|e| format!("invalid ipv4 address: {e}")),
        },
        None => hostname(domain).map_err(|e| format!("invalid domain: {e}")),
    }
}

fn local_part(local: &[u8]) -> Result<(), String> {
    let inside = local
        .strip_prefix(b"\"")
        .and_then(|l| l.strip_suffix(b"\""));
    if let Some(inside) = inside {
        let plain = !inside.iter().any(|byte| matches!(byte, b'\\' | b'"'));
        let why = "backslash and quote are not allowed within quoted local part";
        return ensure(plain, why);
    }
    ensure(!local.starts_with(b"."), "starts with dot")?;
    ensure(!local.ends_with(b"."), "ends with dot")?;
    let doubled = local.windows(2).any(|two| two == b"..");
    ensure(!doubled, "consecutive dots")?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&b);
    match first_other(local, allowed) {
        Some(other) => Err(format!("invalid character {other}")),
        None => Ok(()),
    }
}

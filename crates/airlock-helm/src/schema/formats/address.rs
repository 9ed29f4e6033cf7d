//! Network addresses and URLs.

use airlock_gotmpl::number::quote;

use super::ensure;
use crate::url::{Url, unescape_segment};

pub(super) fn ipv4(text: &[u8]) -> Result<(), String> {
    let groups: Vec<&[u8]> = text.split(|byte| *byte == b'.').collect();
    ensure(groups.len() == 4, "expected four decimals")?;
    for group in groups {
        ensure(group.len() < 2 || group[0] != b'0', "leading zeros")?;
        let number = atoi(group)?;
        let in_range = (0..=255).contains(&number);
        ensure(in_range, "decimal must be between 0 and 255")?;
    }
    Ok(())
}

/// Go's `strconv.Atoi`, in its words.
fn atoi(text: &[u8]) -> Result<i64, String> {
    let digits = match text {
        [b'-' | b'+', digits @ ..] => digits,
        _ => text,
    };
    let fail = |why: &str| format!("strconv.Atoi: parsing {}: {why}", quote(text));
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(fail("invalid syntax"));
    }
    let number = std::str::from_utf8(text).ok().and_then(|t| t.parse().ok());
    number.ok_or_else(|| fail("value out of range"))
}

pub(super) fn ipv6(text: &[u8]) -> Result<(), String> {
    ensure(text.contains(&b':'), "missing colon")?;
    let (address, zone) = match text.iter().position(|byte| *byte == b'%') {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    parse_ip(text, address, zone).map_err(|(why, at)| {
        let mut error = format!("ParseAddr({}): {why}", quote(text));
        if !at.is_empty() {
            error.push_str(&format!(" (at {})", quote(at)));
        }
        error
    })?;
    ensure(zone.is_none(), "zone id is not a part of ipv6 address")
}

type Fault<'t> = (&'static str, &'t [u8]);

/// Go's `netip.ParseAddr` for what has a colon.
fn parse_ip<'t>(all: &'t [u8], text: &'t [u8], zone: Option<&[u8]>) -> Result<(), Fault<'t>> {
    // What comes first, a dot or a colon, says which kind of address this wants to be.
    if let Some(first) = all.iter().find(|byte| matches!(byte, b'.' | b':' | b'%')) {
        match first {
            b'.' => return ipv4_fields(all),
            b'%' => return Err(("missing IPv6 address", b"")),
            _ => {}
        }
    }
    if zone == Some(b"") {
        return Err(("zone must be a non-empty string", b""));
    }
    ipv6_groups(text)
}

fn ipv6_groups(text: &[u8]) -> Result<(), Fault<'_>> {
    let mut rest = text;
    let mut ellipsis = false;
    if let Some(after) = rest.strip_prefix(b"::") {
        (rest, ellipsis) = (after, true);
        if rest.is_empty() {
            return Ok(());
        }
    }
    let mut bytes = 0;
    while bytes < 16 {
        let digits = group_digits(rest)?;
        if rest.get(digits) == Some(&b'.') {
            if !ellipsis && bytes != 12 {
                return Err((EMBEDDED, rest));
            }
            if bytes + 4 > 16 {
                return Err((
                    "too many hex fields to fit an embedded IPv4 at the end of the address",
                    rest,
                ));
            }
            ipv4_fields(rest)?;
            (rest, bytes) = (b"", bytes + 4);
            break;
        }
        bytes += 2;
        rest = &rest[digits..];
        let Some(after) = rest.strip_prefix(b":") else {
            match rest.is_empty() {
                true => break,
                false => return Err(("unexpected character, want colon", rest)),
            }
        };
        if after.is_empty() {
            return Err(("colon must be followed by more characters", rest));
        }
        rest = after;
        if let Some(after) = rest.strip_prefix(b":") {
            if ellipsis {
                return Err(("multiple :: in address", rest));
            }
            (rest, ellipsis) = (after, true);
            if rest.is_empty() {
                break;
            }
        }
    }
    match (rest.is_empty(), bytes, ellipsis) {
        (false, ..) => Err(("trailing garbage after address", rest)),
        (_, ..16, false) => Err(("address string too short", b"")),
        (_, 16, true) => Err(("the :: must expand to at least one field of zeros", b"")),
        _ => Ok(()),
    }
}

const EMBEDDED: &str = "embedded IPv4 address must replace the final 2 fields of the address";

fn group_digits(text: &[u8]) -> Result<usize, Fault<'_>> {
    let digits = text.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    match digits {
        0 => Err((
            "each colon-separated field must have at least one digit",
            text,
        )),
        1..=4 => Ok(digits),
        _ => Err(("each group must have 4 or less digits", text)),
    }
}

fn ipv4_fields(text: &[u8]) -> Result<(), Fault<'_>> {
    let (mut value, mut fields, mut digits) = (0, 0, 0);
    for (i, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                if digits == 1 && value == 0 {
                    return Err(("IPv4 field has octet with leading zero", b""));
                }
                value = value * 10 + u32::from(byte - b'0');
                digits += 1;
                if value > 255 {
                    return Err(("IPv4 field has value >255", b""));
                }
            }
            b'.' => {
                if i == 0 || i == text.len() - 1 || text[i - 1] == b'.' {
                    return Err(("IPv4 field must have at least one digit", &text[i..]));
                }
                if fields == 3 {
                    return Err(("IPv4 address too long", b""));
                }
                (fields, value, digits) = (fields + 1, 0, 0);
            }
            _ => return Err(("unexpected character", &text[i..])),
        }
    }
    match fields {
        3 => Ok(()),
        _ => Err(("IPv4 address too short", b"")),
    }
}

fn parse_url(text: &[u8]) -> Result<Url, String> {
    let url = Url::parse(text)?;
    let host = url.hostname();
    if host.contains(&b':') {
        let enclosed = url.host.contains(&b'[') && url.host.contains(&b']');
        ensure(enclosed, "ipv6 address not enclosed in brackets")?;
        ipv6(host).map_err(|e| format!("invalid ipv6 address: {e}"))?;
    }
    Ok(url)
}

pub(super) fn uri(text: &[u8]) -> Result<(), String> {
    let url = parse_url(text)?;
    ensure(!url.scheme.is_empty(), "relative url")
}

pub(super) fn uri_reference(text: &[u8]) -> Result<(), String> {
    ensure(!text.contains(&b'\\'), "contains \\")?;
    parse_url(text).map(|_| ())
}

pub(super) fn uri_template(text: &[u8]) -> Result<(), String> {
    let url = parse_url(text)?;
    for segment in url.raw_path(text).split(|byte| *byte == b'/') {
        let segment =
            unescape_segment(segment).map_err(|e| format!("percent decode failed: {e}"))?;
        let mut open = false;
        for byte in segment.iter().filter(|byte| matches!(byte, b'{' | b'}')) {
            ensure(open == (*byte == b'}'), "nested curly braces")?;
            open = !open;
        }
        ensure(!open, "no matching closing brace")?;
    }
    Ok(())
}

//! Whether a text is a certificate in PEM: armour, base64, and a DER sequence of the right length.
//! Checks no signature and no date.

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Why a text is no certificate, or nothing where it is one or several.
pub(super) fn fault(pem: &str) -> Option<&'static str> {
    let mut rest = pem.trim();
    if rest.contains("PRIVATE KEY-----") {
        return Some("it holds a private key");
    }
    if rest.is_empty() {
        return Some("it is empty");
    }
    while !rest.is_empty() {
        let Some((body, after)) = rest.strip_prefix(BEGIN).and_then(|r| r.split_once(END)) else {
            return Some("it is not PEM from BEGIN CERTIFICATE to END CERTIFICATE");
        };
        match decode(body) {
            Some(der) if is_sequence(&der) => rest = after.trim_start(),
            _ => return Some("what is between BEGIN and END is no certificate"),
        }
    }
    None
}

fn decode(body: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let (mut bits, mut held) = (0u32, 0u32);
    let mut padded = false;
    for byte in body.bytes().filter(|b| !b.is_ascii_whitespace()) {
        if byte == b'=' {
            padded = true;
            continue;
        }
        if padded {
            return None;
        }
        bits = (bits << 6 | u32::from(sextet(byte)?)) & 0x3fff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(((bits >> held) & 0xff) as u8);
        }
    }
    Some(out)
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// A DER sequence that is as long as it says.
fn is_sequence(der: &[u8]) -> bool {
    let Some((&0x30, rest)) = der.split_first() else {
        return false;
    };
    match rest.split_first() {
        Some((&short, body)) if short < 0x80 => body.len() == usize::from(short) && short > 0,
        Some((&long, body)) => {
            let count = usize::from(long & 0x7f);
            let Some((length, body)) = body.split_at_checked(count).filter(|_| count < 5) else {
                return false;
            };
            let said = length.iter().fold(0usize, |n, b| n << 8 | usize::from(*b));
            body.len() == said
        }
        None => false,
    }
}

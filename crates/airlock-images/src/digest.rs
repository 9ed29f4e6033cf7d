//! Digests as go-digest checks them. It judges strings; it computes no sum.

use std::fmt;

/// Why a string is no digest, in go-digest's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestError {
    /// Not `algorithm:encoded`, or the encoding holds other than lower-case hex.
    Format,
    /// Right algorithm, wrong number of hex digits.
    Length,
    /// An algorithm that no registry is required to know.
    Unsupported,
}

impl fmt::Display for DigestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "invalid checksum digest format",
            Self::Length => "invalid checksum digest length",
            Self::Unsupported => "unsupported digest algorithm",
        })
    }
}

/// Is this a digest that registries accept (sha256, sha384 or sha512)?
pub fn check_digest(digest: &str) -> Result<(), DigestError> {
    let (algorithm, encoded) = digest.split_once(':').ok_or(DigestError::Format)?;
    if algorithm.is_empty() || encoded.is_empty() {
        return Err(DigestError::Format);
    }
    match hex_digits(algorithm) {
        Some(digits) if encoded.len() != digits => Err(DigestError::Length),
        Some(_) if encoded.bytes().all(is_lower_hex) => Ok(()),
        Some(_) => Err(DigestError::Format),
        None if is_algorithm(algorithm) && encoded.bytes().all(is_encoded) => {
            Err(DigestError::Unsupported)
        }
        None => Err(DigestError::Format),
    }
}

fn hex_digits(algorithm: &str) -> Option<usize> {
    match algorithm {
        "sha256" => Some(64),
        "sha384" => Some(96),
        "sha512" => Some(128),
        _ => None,
    }
}

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn is_encoded(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'=' | b'_' | b'-')
}

/// Lower-case words joined by single `.`, `+`, `_` or `-`.
fn is_algorithm(text: &str) -> bool {
    text.split(['.', '+', '_', '-']).all(|word| {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
    })
}

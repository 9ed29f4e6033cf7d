//! Seals: a generated file's own checksum inside it, by which an edit is seen.
//!
//! A header that wants one holds [`SEAL`], in whatever comment its format has; [`seal`] puts the
//! SHA-256 of the file (with that place zeroed) there. It is no signature: it tells an accident
//! from our own output, not a forgery.

use airlock_lock::content::sha256;

const WORD: &[u8] = b"airlock:sha256=";
const DIGITS: usize = 64;
/// A seal stands at the head of a file: no need to search megabytes.
const HEAD: usize = 4096;

/// The place for a seal, to be written in the first 4 KiB of a file.
pub const SEAL: &str =
    "airlock:sha256=0000000000000000000000000000000000000000000000000000000000000000";

/// What a file's seal says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// It was written by us and not changed since.
    Whole,
    /// It was changed after it was sealed.
    Broken,
    /// It has no seal.
    None,
}

/// Puts the checksum where [`SEAL`] stands; bytes without that place are left as they are.
pub fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(at) = place(&bytes) {
        let hex = zeroed_sum(&bytes, at);
        if let Some(digits) = bytes.get_mut(at..at + DIGITS) {
            digits.copy_from_slice(hex.as_bytes());
        }
    }
    bytes
}

/// What a file's seal says of it.
pub fn seal_of(bytes: &[u8]) -> Seal {
    let Some(at) = place(bytes) else {
        return Seal::None;
    };
    match bytes.get(at..at + DIGITS) == Some(zeroed_sum(bytes, at).as_bytes()) {
        true => Seal::Whole,
        false => Seal::Broken,
    }
}

fn zeroed_sum(bytes: &[u8], at: usize) -> String {
    let mut zeroed = bytes.to_vec();
    if let Some(digits) = zeroed.get_mut(at..at + DIGITS) {
        digits.fill(b'0');
    }
    sha256(&zeroed).hex()
}

/// Where the 64 digits of the first seal stand.
fn place(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let start = head.windows(WORD.len()).position(|window| window == WORD)?;
    let at = start + WORD.len();
    let digits = bytes.get(at..at + DIGITS)?;
    digits.iter().all(u8::is_ascii_hexdigit).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_until_one_byte_changes() {
        let sealed = seal(format!("# {SEAL}\na = 1\n").into_bytes());
        assert_eq!(seal_of(&sealed), Seal::Whole);
        assert_eq!(seal(sealed.clone()), sealed);
        let mut edited = sealed;
        edited.push(b'\n');
        assert_eq!(seal_of(&edited), Seal::Broken);
        assert_eq!(seal_of(b"a = 1\n"), Seal::None);
        assert_eq!(seal_of(b"airlock:sha256=00"), Seal::None);
    }
}

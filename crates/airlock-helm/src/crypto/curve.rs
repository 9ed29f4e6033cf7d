//! Private keys on the curves of NIST. Templates make keys on P-256 alone, as sprig does; a key that
//! is given may be on P-384 or P-521 too. May draw no randomness but what it is given.

use p256::ecdsa::signature::hazmat::PrehashSigner as _;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::der;
use super::{DRAWS, NO_RANDOMNESS, Random};

const P224: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x21];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];
const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const ECDSA_WITH_SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
const ECDSA_WITH_SHA512: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04];

/// A private key on one of the curves.
#[derive(Clone)]
pub(super) enum EcKey {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

impl EcKey {
    /// A new key on P-256.
    pub(super) fn generate(random: &mut Random<'_>) -> Result<Self, String> {
        for _ in 0..DRAWS {
            let mut bytes = [0; 32];
            random(&mut bytes);
            if let Ok(key) = p256::ecdsa::SigningKey::from_slice(&bytes) {
                return Ok(Self::P256(key));
            }
        }
        Err(NO_RANDOMNESS.to_owned())
    }

    /// The key with this secret on the curve of this name; P-256 where it has none.
    pub(super) fn new(curve: Option<&[u8]>, secret: &[u8]) -> Result<Self, String> {
        let made = match curve {
            None | Some(P256) => {
                let secret = of_length(secret, 32)?;
                p256::ecdsa::SigningKey::from_slice(&secret).map(Self::P256)
            }
            Some(P384) => {
                let secret = of_length(secret, 48)?;
                p384::ecdsa::SigningKey::from_slice(&secret).map(Self::P384)
            }
            Some(P521) => {
                let secret = of_length(secret, 66)?;
                p521::ecdsa::SigningKey::from_slice(&secret).map(Self::P521)
            }
            Some(P224) => return Err("the elliptic curve P-224 is not supported".to_owned()),
            Some(_) => return Err("x509: unknown elliptic curve".to_owned()),
        };
        made.map_err(|_| "x509: invalid elliptic curve private key value".to_owned())
    }

    /// The name of the curve.
    pub(super) fn curve(&self) -> &'static [u8] {
        match self {
            Self::P256(_) => P256,
            Self::P384(_) => P384,
            Self::P521(_) => P521,
        }
    }

    /// The secret, as long as the curve's order.
    pub(super) fn secret(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.to_bytes().to_vec(),
            Self::P384(key) => key.to_bytes().to_vec(),
            Self::P521(key) => key.to_bytes().to_vec(),
        }
    }

    /// The public point, not compressed.
    pub(super) fn point(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P521(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    /// The name of the algorithm that [`EcKey::sign`] follows: Go's choice for the curve.
    pub(super) fn algorithm(&self) -> &'static [u8] {
        match self {
            Self::P256(_) => ECDSA_WITH_SHA256,
            Self::P384(_) => ECDSA_WITH_SHA384,
            Self::P521(_) => ECDSA_WITH_SHA512,
        }
    }

    /// A signature as certificates have it; nothing where the curve gives none.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signed = key.sign_prehash(&Sha256::digest(message));
                signed.map_or_else(
                    |_| Vec::new(),
                    |s: p256::ecdsa::Signature| numbers(s.split_bytes()),
                )
            }
            Self::P384(key) => {
                let signed = key.sign_prehash(&Sha384::digest(message));
                signed.map_or_else(
                    |_| Vec::new(),
                    |s: p384::ecdsa::Signature| numbers(s.split_bytes()),
                )
            }
            Self::P521(key) => {
                let signed = key.sign_prehash(&Sha512::digest(message));
                signed.map_or_else(
                    |_| Vec::new(),
                    |s: p521::ecdsa::Signature| numbers(s.split_bytes()),
                )
            }
        }
    }
}

fn numbers<B: AsRef<[u8]>>((r, s): (B, B)) -> Vec<u8> {
    der::sequence(&[der::integer(r.as_ref()), der::integer(s.as_ref())])
}

/// The secret in so many bytes: zeros before it come and go, as Go lets them.
fn of_length(secret: &[u8], length: usize) -> Result<Vec<u8>, String> {
    let zeros = secret.iter().take_while(|byte| **byte == 0).count();
    let significant = secret.get(zeros..).unwrap_or_default();
    let Some(missing) = length.checked_sub(significant.len()) else {
        return Err("x509: invalid private key length".to_owned());
    };
    let mut padded = vec![0; missing];
    padded.extend_from_slice(significant);
    Ok(padded)
}

#[cfg(test)]
mod tests {
    use super::{EcKey, P256, P384, P521};

    fn told(curve: &[u8], secret: &[u8]) -> String {
        EcKey::new(Some(curve), secret).err().unwrap_or_default()
    }

    #[test]
    fn broken_keys_are_told_in_gos_words() {
        let value = "x509: invalid elliptic curve private key value";
        let length = "x509: invalid private key length";
        for (curve, size) in [(P256, 32), (P384, 48), (P521, 66)] {
            assert_eq!(told(curve, &[0, 0, 7]), "");
            assert_eq!(told(curve, &[]), value);
            assert_eq!(told(curve, &vec![0xff; size]), value);
            assert_eq!(told(curve, &vec![7; size + 1]), length);
        }
        let secp256k1 = [0x2b, 0x81, 0x04, 0x00, 0x0a];
        assert_eq!(told(&secp256k1, &[7; 32]), "x509: unknown elliptic curve");
    }
}

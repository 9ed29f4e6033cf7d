//! Private keys of the kinds that Go knows: made, read from PEM, written as PEM, and signing.

use ed25519_dalek::Signer as _;

use super::Random;
use super::curve::EcKey;
use super::der::{self, Reader};
use super::dsa::DsaKey;
use super::pem;
use super::rsa::RsaKey;

const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const SHA256_WITH_RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// A private key.
#[derive(Clone)]
pub(crate) enum PrivateKey {
    Rsa(RsaKeyBox),
    Dsa(DsaKeyBox),
    Ec(EcKeyBox),
    Ed25519(ed25519_dalek::SigningKey),
}

/// An RSA key; its numbers are nobody else's business.
#[derive(Clone)]
pub(crate) struct RsaKeyBox(RsaKey);
/// A key on a curve of NIST.
#[derive(Clone)]
pub(crate) struct EcKeyBox(EcKey);
/// A DSA key.
#[derive(Clone)]
pub(crate) struct DsaKeyBox(DsaKey);

/// A public key and how its owner signs, as certificates have them.
pub(super) struct Identity {
    /// `SubjectPublicKeyInfo`
    pub(super) info: Vec<u8>,
    /// The key alone, which identifiers are made from.
    pub(super) key: Vec<u8>,
    /// `AlgorithmIdentifier` of signatures.
    pub(super) algorithm: Vec<u8>,
}

impl PrivateKey {
    /// A new RSA key of so many bits.
    pub(crate) fn rsa(random: &mut Random<'_>, bits: usize) -> Result<Self, String> {
        RsaKey::generate(random, bits).map(|key| Self::Rsa(RsaKeyBox(key)))
    }

    /// A new key of the kind that `genPrivateKey` is asked for, where there is such a kind.
    pub(crate) fn of_kind(random: &mut Random<'_>, kind: &[u8]) -> Result<Option<Self>, String> {
        Ok(Some(match kind {
            b"" | b"rsa" => Self::rsa(random, 4096)?,
            b"dsa" => Self::Dsa(DsaKeyBox(DsaKey::generate(random)?)),
            b"ecdsa" => Self::Ec(EcKeyBox(EcKey::generate(random)?)),
            b"ed25519" => Self::Ed25519(random_ed25519(random)),
            _ => return Ok(None),
        }))
    }

    /// The key of a PEM text.
    pub(crate) fn from_pem(text: &str) -> Result<Self, String> {
        let block = pem::decode(text).ok_or("no PEM data in input")?;
        if block.kind == "PRIVATE KEY" {
            return parse_pkcs8(&block.bytes)
                .map_err(|error| format!("decoding PEM as PKCS#8: {error}"));
        }
        let Some(kind) = block.kind.strip_suffix(" PRIVATE KEY") else {
            let kind = block.kind;
            return Err(format!("no private key data in PEM block of type {kind}"));
        };
        let parsed = match kind {
            "RSA" => RsaKey::parse(&block.bytes).map(|key| Self::Rsa(RsaKeyBox(key))),
            "EC" => parse_ec(&block.bytes).map(|key| Self::Ec(EcKeyBox(key))),
            "DSA" => DsaKey::parse(&block.bytes).map(|key| Self::Dsa(DsaKeyBox(key))),
            _ => return Err(format!("invalid private key type {}", block.kind)),
        };
        parsed.map_err(|error| format!("parsing {kind} private key from PEM: {error}"))
    }

    /// The key as PEM, in the form that sprig has for its kind.
    pub(crate) fn to_pem(&self) -> String {
        match self {
            Self::Rsa(key) => pem::encode("RSA PRIVATE KEY", &key.0.to_der()),
            Self::Dsa(key) => pem::encode("DSA PRIVATE KEY", &key.0.to_der()),
            Self::Ec(key) => pem::encode("EC PRIVATE KEY", &ec_der(&key.0)),
            Self::Ed25519(key) => pem::encode("PRIVATE KEY", &ed25519_der(key)),
        }
    }

    /// The public side; nothing for DSA, which no certificate takes.
    pub(super) fn identity(&self) -> Option<Identity> {
        let (algorithm, key, signature) = match self {
            Self::Rsa(key) => {
                let null = der::tagged(0x05, &[]);
                let with_null = |oid| der::sequence(&[der::object(oid), null.clone()]);
                let signature = with_null(SHA256_WITH_RSA);
                (with_null(RSA_ENCRYPTION), key.0.public_der(), signature)
            }
            Self::Dsa(_) => return None,
            Self::Ec(key) => (
                der::sequence(&[der::object(EC_PUBLIC_KEY), der::object(key.0.curve())]),
                key.0.point(),
                der::sequence(&[der::object(key.0.algorithm())]),
            ),
            Self::Ed25519(key) => {
                let algorithm = der::sequence(&[der::object(ED25519)]);
                let public = key.verifying_key().to_bytes().to_vec();
                (algorithm.clone(), public, algorithm)
            }
        };
        Some(Identity {
            info: der::sequence(&[algorithm, der::bit_string(&key)]),
            key,
            algorithm: signature,
        })
    }

    /// A signature with the algorithm that [`PrivateKey::identity`] names; nothing for DSA.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.0.sign(message),
            Self::Dsa(_) => Vec::new(),
            Self::Ec(key) => key.0.sign(message),
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
        }
    }
}

fn random_ed25519(random: &mut Random<'_>) -> ed25519_dalek::SigningKey {
    let mut seed = [0; 32];
    random(&mut seed);
    ed25519_dalek::SigningKey::from_bytes(&seed)
}

/// SEC 1, with the curve and the public key.
fn ec_der(key: &EcKey) -> Vec<u8> {
    der::sequence(&[
        der::integer(&[1]),
        der::tagged(der::OCTET_STRING, &key.secret()),
        der::tagged(0xa0, &der::object(key.curve())),
        der::tagged(0xa1, &der::bit_string(&key.point())),
    ])
}

fn parse_ec(bytes: &[u8]) -> Result<EcKey, String> {
    let broken = || "x509: failed to parse EC private key".to_owned();
    let mut fields = Reader::new(bytes).sequence().ok_or_else(broken)?;
    fields.integer().ok_or_else(broken)?;
    let secret = fields.tagged(der::OCTET_STRING).ok_or_else(broken)?;
    let curve = fields
        .tagged(0xa0)
        .and_then(|inside| Reader::new(inside).tagged(der::OBJECT));
    EcKey::new(curve, secret)
}

fn ed25519_der(key: &ed25519_dalek::SigningKey) -> Vec<u8> {
    let seed = der::tagged(der::OCTET_STRING, &key.to_bytes());
    der::sequence(&[
        der::integer(&[]),
        der::sequence(&[der::object(ED25519)]),
        der::tagged(der::OCTET_STRING, &seed),
    ])
}

fn parse_pkcs8(bytes: &[u8]) -> Result<PrivateKey, String> {
    let broken = || "asn1: structure error: malformed PKCS#8 private key".to_owned();
    let mut fields = Reader::new(bytes).sequence().ok_or_else(broken)?;
    fields.integer().ok_or_else(broken)?;
    let mut algorithm = fields.sequence().ok_or_else(broken)?;
    let oid = algorithm.tagged(der::OBJECT).ok_or_else(broken)?;
    let secret = fields.tagged(der::OCTET_STRING).ok_or_else(broken)?;
    match oid {
        RSA_ENCRYPTION => RsaKey::parse(secret).map(|key| PrivateKey::Rsa(RsaKeyBox(key))),
        EC_PUBLIC_KEY => {
            let curve = algorithm.tagged(der::OBJECT);
            let mut inner = Reader::new(secret).sequence().ok_or_else(broken)?;
            inner.integer().ok_or_else(broken)?;
            let secret = inner.tagged(der::OCTET_STRING).ok_or_else(broken)?;
            EcKey::new(curve, secret)
                .map(|key| PrivateKey::Ec(EcKeyBox(key)))
                .map_err(|error| {
                    format!("x509: failed to parse EC private key embedded in PKCS#8: {error}")
                })
        }
        ED25519 => {
            let seed = Reader::new(secret)
                .tagged(der::OCTET_STRING)
                .ok_or_else(broken)?;
            let seed = seed.try_into().map_err(|_| broken())?;
            Ok(PrivateKey::Ed25519(ed25519_dalek::SigningKey::from_bytes(
                seed,
            )))
        }
        _ => Err("x509: PKCS#8 wrapping contained private key with unknown algorithm".to_owned()),
    }
}

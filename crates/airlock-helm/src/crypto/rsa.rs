//! RSA keys: made, read and written as PKCS #1, and signatures with SHA-256.

use sha2::{Digest, Sha256};

use super::der::{self, Reader};
use super::modular::Modulus;
use super::number::Number;
use super::prime::random_prime;
use super::{NO_RANDOMNESS, Random};

const EXPONENT: u64 = 65_537;

/// What precedes a SHA-256 in a PKCS #1 signature: its algorithm and length.
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// An RSA key with both primes.
#[derive(Clone)]
pub(super) struct RsaKey {
    n: Number,
    e: Number,
    d: Number,
    p: Number,
    q: Number,
}

impl RsaKey {
    /// A new key whose modulus has so many bits.
    pub(super) fn generate(random: &mut Random<'_>, bits: usize) -> Result<Self, String> {
        let fits = |prime: &Number| prime.rem_small(EXPONENT) != 1;
        let p = random_prime(random, bits / 2, fits)?;
        let q = random_prime(random, bits / 2, fits)?;
        if p == q {
            return Err(NO_RANDOMNESS.to_owned());
        }
        let (p, q) = if p > q { (p, q) } else { (q, p) };
        let one = Number::from_u64(1);
        let phi = p.sub(&one).mul(&q.sub(&one));
        Ok(Self {
            n: p.mul(&q),
            e: Number::from_u64(EXPONENT),
            d: inverse_of_exponent(&phi),
            p,
            q,
        })
    }

    /// PKCS #1.
    pub(super) fn parse(der: &[u8]) -> Result<Self, String> {
        let broken = || "asn1: structure error: malformed RSA private key".to_owned();
        let mut fields = Reader::new(der).sequence().ok_or_else(broken)?;
        fields.integer().ok_or_else(broken)?;
        let mut next = || fields.integer().map(|bytes| Number::from_bytes(&bytes));
        let numbers = (next(), next(), next(), next(), next());
        let (Some(n), Some(e), Some(d), Some(p), Some(q)) = numbers else {
            return Err(broken());
        };
        if p.mul(&q) != n || n.is_even() || n.bits() < 512 || p.bits() < 2 || q.bits() < 2 {
            return Err("crypto/rsa: invalid prime factors".to_owned());
        }
        Ok(Self { n, e, d, p, q })
    }

    /// PKCS #1.
    pub(super) fn to_der(&self) -> Vec<u8> {
        let one = Number::from_u64(1);
        let (p1, q1) = (self.p.sub(&one), self.q.sub(&one));
        let dp = self.d.div_rem(&p1).1;
        let dq = self.d.div_rem(&q1).1;
        let two = Number::from_u64(2);
        let qinv = Modulus::new(&self.p).pow(&self.q, &self.p.sub(&two));
        let numbers = [
            &Number::default(),
            &self.n,
            &self.e,
            &self.d,
            &self.p,
            &self.q,
            &dp,
            &dq,
            &qinv,
        ];
        let fields: Vec<Vec<u8>> = numbers
            .into_iter()
            .map(|number| der::integer(&number.to_bytes()))
            .collect();
        der::sequence(&fields)
    }

    /// The public key as a subject's: PKCS #1.
    pub(super) fn public_der(&self) -> Vec<u8> {
        der::sequence(&[
            der::integer(&self.n.to_bytes()),
            der::integer(&self.e.to_bytes()),
        ])
    }

    /// A PKCS #1 v1.5 signature over the SHA-256 of a message.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let width = self.n.bits().div_ceil(8);
        let digest = Sha256::digest(message);
        let tail = [&[0], SHA256_PREFIX.as_slice(), digest.as_slice()].concat();
        let mut block = vec![0xff; width.saturating_sub(tail.len())];
        block
            .iter_mut()
            .zip([0, 1])
            .for_each(|(byte, head)| *byte = head);
        block.extend_from_slice(&tail);
        let signature = Modulus::new(&self.n).pow(&Number::from_bytes(&block), &self.d);
        signature.to_padded_bytes(width)
    }
}

/// 1/e modulo phi: (1 + k phi) / e for the k that makes it whole.
fn inverse_of_exponent(phi: &Number) -> Number {
    let rest = phi.rem_small(EXPONENT);
    let k = (1..EXPONENT).find(|k| (1 + k * rest).is_multiple_of(EXPONENT));
    let product = phi.mul(&Number::from_u64(k.unwrap_or(1)));
    product.add(&Number::from_u64(1)).div_small(EXPONENT)
}

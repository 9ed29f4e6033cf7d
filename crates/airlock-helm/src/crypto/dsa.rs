//! DSA keys with 2048 and 256 bits. Nothing signs with them; charts only ever asked for them.

use super::der::{self, Reader};
use super::modular::Modulus;
use super::number::Number;
use super::prime::{is_prime, random_bits, random_prime, small_primes, survivors};
use super::{DRAWS, NO_RANDOMNESS, Random};

/// A DSA key as the DER that OpenSSL gave it: version, p, q, g, y, x.
#[derive(Clone)]
pub(super) struct DsaKey {
    fields: [Number; 5],
}

impl DsaKey {
    /// A new key with parameters of its own.
    pub(super) fn generate(random: &mut Random<'_>) -> Result<Self, String> {
        let q = random_prime(random, 256, |_| true)?;
        let p = modulus_over(random, &q)?;
        let one = Number::from_u64(1);
        let cofactor = p.sub(&one).div_rem(&q).0;
        let field = Modulus::new(&p);
        let mut g = one.clone();
        let mut base = 2;
        while g == one {
            g = field.pow(&Number::from_u64(base), &cofactor);
            base += 1;
        }
        let x = random_bits(random, 512).div_rem(&q.sub(&one)).1.add(&one);
        let y = field.pow(&g, &x);
        Ok(Self {
            fields: [p, q, g, y, x],
        })
    }

    pub(super) fn parse(der: &[u8]) -> Result<Self, String> {
        let broken = || "asn1: structure error: malformed DSA private key".to_owned();
        let mut reader = Reader::new(der).sequence().ok_or_else(broken)?;
        reader.integer().ok_or_else(broken)?;
        let mut fields: [Number; 5] = Default::default();
        for field in &mut fields {
            *field = Number::from_bytes(&reader.integer().ok_or_else(broken)?);
        }
        Ok(Self { fields })
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let mut out = vec![der::integer(&[])];
        out.extend(
            self.fields
                .iter()
                .map(|field| der::integer(&field.to_bytes())),
        );
        der::sequence(&out)
    }
}

/// A prime of 2048 bits that is 1 modulo `q`; an error where randomness repeats itself.
fn modulus_over(random: &mut Random<'_>, q: &Number) -> Result<Number, String> {
    let step = q.add(q);
    let primes = small_primes();
    let mut last = Number::default();
    for _ in 0..DRAWS {
        let start = random_bits(random, 2048);
        if start == last {
            break;
        }
        last.clone_from(&start);
        let rest = start.div_rem(&step).1;
        let start = start.sub(&rest).add(&Number::from_u64(1));
        for at in survivors(&start, &step, &primes) {
            let candidate = start.add(&step.mul(&Number::from_u64(at as u64)));
            if candidate.bits() == 2048 && is_prime(random, &candidate) {
                return Ok(candidate);
            }
        }
    }
    Err(NO_RANDOMNESS.to_owned())
}

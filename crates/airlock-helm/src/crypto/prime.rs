//! Primes from the world's randomness: a random start, a sieve over what follows it, and the test
//! of Miller and Rabin for what the sieve leaves. The same randomness gives the same prime on every
//! machine.

use super::modular::Modulus;
use super::number::Number;
use super::{DRAWS, NO_RANDOMNESS, Random};

/// How many odd numbers after the start are looked at before another start is drawn.
const WINDOW: usize = 4096;
/// Primes up to here sieve; more of them cost more than they save.
const SIEVE_BOUND: usize = 1 << 14;
/// Bases beyond 2, for which random candidates of these sizes fail less than once in 2^100.
const ROUNDS: usize = 5;

/// The odd primes up to a bound.
pub(super) fn small_primes() -> Vec<u64> {
    let mut composite = vec![false; SIEVE_BOUND];
    let mut primes = Vec::new();
    for number in (3..SIEVE_BOUND).step_by(2) {
        if composite[number] {
            continue;
        }
        primes.push(number as u64);
        let mut multiple = number * number;
        while multiple < SIEVE_BOUND {
            composite[multiple] = true;
            multiple += 2 * number;
        }
    }
    primes
}

/// A number of exactly so many bits: the two top ones are set, so that a product of two such has
/// twice as many.
pub(super) fn random_bits(random: &mut Random<'_>, bits: usize) -> Number {
    let mut bytes = vec![0; bits.div_ceil(8)];
    random(&mut bytes);
    if let [first, second, ..] = bytes.as_mut_slice() {
        let spare = bits.div_ceil(8) * 8 - bits;
        let top = 0xc000_u16 >> spare;
        *first = *first & (0xff >> spare) | (top >> 8) as u8;
        *second |= top as u8;
    }
    Number::from_bytes(&bytes)
}

/// A prime of so many bits that `fits`; an error where randomness repeats itself.
pub(super) fn random_prime(
    random: &mut Random<'_>,
    bits: usize,
    fits: impl Fn(&Number) -> bool,
) -> Result<Number, String> {
    let primes = small_primes();
    let mut last = Number::default();
    for _ in 0..DRAWS {
        let mut start = random_bits(random, bits);
        if start.is_even() {
            start = start.add(&Number::from_u64(1));
        }
        if start == last {
            break;
        }
        let two = Number::from_u64(2);
        for offset in survivors(&start, &two, &primes) {
            let candidate = start.add(&Number::from_u64(2 * offset as u64));
            if candidate.bits() == bits && is_prime(random, &candidate) && fits(&candidate) {
                return Ok(candidate);
            }
        }
        last = start;
    }
    Err(NO_RANDOMNESS.to_owned())
}

/// The multiples of the step, from the start on, that no small prime divides.
pub(super) fn survivors(start: &Number, step: &Number, primes: &[u64]) -> Vec<usize> {
    let mut composite = vec![false; WINDOW];
    for prime in primes {
        let (rest, stride) = (start.rem_small(*prime), step.rem_small(*prime));
        let Some(inverse) = inverse_small(stride, *prime) else {
            continue;
        };
        // start + i * step is divisible where i = -start / step.
        let mut at = ((prime - rest) % prime * inverse % prime) as usize;
        while at < WINDOW {
            composite[at] = true;
            at += *prime as usize;
        }
    }
    (0..WINDOW).filter(|at| !composite[*at]).collect()
}

/// The inverse modulo a small prime, by Fermat.
fn inverse_small(value: u64, prime: u64) -> Option<u64> {
    if value.is_multiple_of(prime) {
        return None;
    }
    let (mut base, mut exponent, mut out) = (value % prime, prime - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            out = out * base % prime;
        }
        base = base * base % prime;
        exponent >>= 1;
    }
    Some(out)
}

/// Whether a number is prime, as sure as anybody needs it.
pub(super) fn is_prime(random: &mut Random<'_>, candidate: &Number) -> bool {
    let modulus = Modulus::new(candidate);
    if !modulus.is_probable_prime(None) {
        return false;
    }
    (0..ROUNDS).all(|_| {
        let base = random_bits(random, candidate.bits() - 1);
        modulus.is_probable_prime(Some(&base))
    })
}

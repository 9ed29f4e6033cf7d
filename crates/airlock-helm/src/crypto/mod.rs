//! Keys, certificates and password hashes, with the shapes that Go gives them. Randomness and time
//! are arguments: the same ones give the same keys on every machine.

pub(crate) mod certificate;
mod curve;
mod der;
mod dsa;
pub(crate) mod keys;
mod modular;
mod number;
pub(crate) mod password;
mod pem;
mod prime;
mod rsa;

/// How often randomness that does not fit is drawn again. Real randomness needs a few draws.
const DRAWS: usize = 64;
/// Why no key could be made: a world that gives the same bytes again and again.
const NO_RANDOMNESS: &str = "the source of randomness gives nothing that a key can be made of";

/// Fills a buffer with random bytes.
pub(crate) type Random<'r> = dyn FnMut(&mut [u8]) + 'r;

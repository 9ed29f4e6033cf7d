//! Keys, certificates and password hashes, with the shapes that Go gives them. Randomness and time
//! are arguments: the same ones give the same keys on every machine.

pub(crate) mod certificate;
mod der;
mod dsa;
pub(crate) mod keys;
mod modular;
mod number;
pub(crate) mod password;
mod pem;
mod prime;
mod rsa;

/// Fills a buffer with random bytes.
pub(crate) type Random<'r> = dyn FnMut(&mut [u8]) + 'r;

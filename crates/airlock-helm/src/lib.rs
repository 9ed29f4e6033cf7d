//! .

pub mod encoding;
pub mod functions;
pub mod semver;
mod regexp;
mod runes;
mod unicode;
mod stack;

//! .

pub mod encoding;
pub mod functions;
mod regexp;
mod runes;
pub mod semver;
mod stack;
mod time;
mod unicode;
mod url;

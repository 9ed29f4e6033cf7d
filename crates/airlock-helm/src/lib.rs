//! .

pub mod encoding;
pub mod functions;
pub mod semver;
mod stack;

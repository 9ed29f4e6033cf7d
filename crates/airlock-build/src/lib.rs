//! Pins to constants, for build scripts; and the one writer of files that every command uses.
//!
//! Nothing here reaches out to a network or reads a clock or an environment of its own accord.

pub mod writer;

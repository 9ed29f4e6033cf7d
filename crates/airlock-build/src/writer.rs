//! The one writer of files: a set of outputs against what is on disk.
//!
//! An [`OutputSet`] is compared first; what differs is staged whole beside its target and only
//! then renamed into place, so that each file is the old one or the new one at any moment, and a
//! full disk is met before anything was replaced. An interrupted run leaves a set that compares as
//! stale; the next one mends it and clears what was staged. Nobody else in this workspace writes
//! files, and this module writes nothing but what is in a set, below its root.

mod compare;
mod difference;
mod disk;
mod guard;
mod names;
mod outcome;
mod place;
mod seal;
mod set;

#[cfg(test)]
mod tests;

pub use names::NameFault;
pub use outcome::{Entry, Outcome, Status};
pub use place::WriteError;
pub use seal::{SEAL, Seal, seal, seal_of};
pub use set::{Access, Mode, Output, OutputSet, Refusal};

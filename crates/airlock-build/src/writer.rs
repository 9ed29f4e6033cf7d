//! The one writer of files: a set of outputs against what is on disk.
//!
//! An [`OutputSet`] is compared first; what differs is staged whole beside its target and only
//! then renamed into place, so that each file is the old one or the new one at any moment, and a
//! full disk is met before anything was replaced. An interrupted run leaves a set that compares as
//! stale; the next one mends it and clears what was staged. Nobody else in this workspace writes
//! files, and this module writes nothing but what is in a set, below its root.

#[cfg(feature = "writer")]
mod compare;
#[cfg(feature = "writer")]
mod difference;
#[cfg(feature = "writer")]
mod disk;
#[cfg(feature = "writer")]
mod guard;
#[cfg(feature = "writer")]
mod names;
#[cfg(feature = "writer")]
mod outcome;
#[cfg(feature = "writer")]
mod place;
#[cfg(feature = "writer")]
mod seal;
#[cfg(feature = "writer")]
mod set;
mod single;

#[cfg(all(test, feature = "writer"))]
mod tests;

#[cfg(feature = "writer")]
pub use names::NameFault;
#[cfg(feature = "writer")]
pub use outcome::{Entry, Outcome, Status};
#[cfg(feature = "writer")]
pub use place::WriteError;
#[cfg(feature = "writer")]
pub use seal::{SEAL, Seal, seal, seal_of};
#[cfg(feature = "writer")]
pub use set::{Access, Mode, Output, OutputSet, Refusal};
pub use single::put;

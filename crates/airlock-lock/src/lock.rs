//! `airlock.lock`: what was found. For each chart and variant its source, what was measured, who
//! rendered it and which images came out, each with its evidence.
//!
//! The lock is the narrow waist: whatever is emitted depends on it alone. It is written sorted,
//! one fact a line, so that a change reads well in a diff and two branches merge. What can be
//! derived (the registries) is derived and not written, so that a merge cannot make it untrue.

mod against;
mod bytes;
mod meaning;
mod schema;
mod sides;

pub use meaning::{
    Confidence, Evidence, Images, Lock, LockedAsset, LockedChart, LockedManifest, LockedRender,
    Measured, RenderedBy,
};
pub use schema::FORMAT;

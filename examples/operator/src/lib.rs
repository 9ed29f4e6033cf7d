//! The operator's parts: what a cluster asks for, the machines that come of it, and the operator
//! that a child cluster gets.

pub mod child;
pub mod cluster;
pub mod machines;

/// What the build found: registries, images, charts and manifests.
#[allow(
    dead_code,
    missing_docs,
    reason = "constants that this program has no use for are no fault"
)]
pub mod platform {
    include!(concat!(env!("OUT_DIR"), "/airlock.rs"));
}

//! Every registry that the platform pulls from, every image and every pinned chart, as constants.
//!
//! They are made when this crate is built, from `charts/versions.toml` and `charts/airlock.lock`,
//! and need nothing at run time. With `default-features = false` they come from the lock alone and
//! the renderer is not compiled.
//!
//! ```
//! assert!(airlock_mirror::UPSTREAM_REGISTRIES.contains(&"quay.io"));
//! for image in airlock_mirror::IMAGES {
//!     println!("{image}, needed by {:?}", image.charts);
//! }
//! ```
//!
//! A build script of a crate that depends on this one finds the registries, joined by commas, in
//! `DEP_AIRLOCK_MIRROR_UPSTREAM_REGISTRIES`.

#[cfg(feature = "emit")]
pub mod emit;

#[cfg(not(without_constants))]
include!(concat!(env!("OUT_DIR"), "/airlock.rs"));

/// [`UPSTREAM_REGISTRIES`] joined by commas.
#[cfg(not(without_constants))]
pub const UPSTREAM_REGISTRIES_JOINED: &str = env!("UPSTREAM_REGISTRIES");

//! `versions.toml`: what a platform asks for. Charts and their variants, manifests, images that
//! nobody renders, files for nodes, rules for the walker, and mirrors.
//!
//! Reading checks everything that the file alone can tell: kinds, names, versions, addresses. It
//! opens nothing that the file points to.

mod bytes;
mod checks;
mod meaning;
mod schema;

pub use meaning::{
    Asset, Chart, Defaults, Engine, ImagePin, ImagePinKind, Manifest, Pins, Values, Variant,
};

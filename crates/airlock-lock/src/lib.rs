//! What a platform asks for (`charts/versions.toml`) and what was found (`charts/airlock.lock`).
//!
//! Each file is three modules: `schema` (its shape as written), `meaning` (what it says once every
//! name and number has been checked) and `bytes` (reading and writing). This crate reads no file,
//! no clock and no environment: it is handed text and gives back values, or an error that shows
//! the line. It depends on no other Airlock crate.

mod checksum;
mod error;
mod fields;
mod image;
mod json;
mod nearest;
mod source;
mod tree;

#[cfg(feature = "content")]
pub mod content;
pub mod diff;
pub mod lists;
pub mod lock;
pub mod mirror;
pub mod pins;

pub use checksum::Checksum;
pub use error::Error;
pub use image::{Image, ImageError};
pub use source::Source;
pub use tree::{Data, Node, Span};

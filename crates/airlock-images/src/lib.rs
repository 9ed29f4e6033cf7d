//! Every image that a stream of Kubernetes objects makes a cluster pull, with the evidence.
//!
//! - [`Reference`] is the distribution project's grammar and normal form.
//! - [`Walker`] reads streams and finds images by structure and by the table in [`Rules`].
//! - [`Report`] holds what was found, [`Evidence`] where and how surely.
//!
//! It reads YAML and JSON from memory or from a reader that it is given; it opens no file, asks no
//! network, and knows no chart by name.

mod base64;
mod digest;
mod error;
mod name;
mod read;
mod reference;
mod report;
mod rules;
mod shape;
mod stream;
mod tree;
mod walk;

pub use digest::{DigestError, check_digest};
pub use error::Error;
pub use reference::{Reference, ReferenceError};
pub use report::{Broken, Confidence, Document, Evidence, Find, Image, Origin, Provenance, Report};
pub use rules::{RuleError, Rules};
pub use walk::{Options, Walker};

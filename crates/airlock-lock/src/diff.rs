//! What changed between two locks: registries, images, charts, manifests, assets.
//!
//! A [`Diff`] is the facts; `text`, `markdown` and `json` print them. It compares what the locks
//! say and looks at nothing else.

mod compare;
mod json;
mod markdown;
mod text;

pub use compare::{Bump, Change, Diff, ImageChange};

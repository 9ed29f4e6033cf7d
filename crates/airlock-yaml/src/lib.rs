//! YAML exactly as Go reads and writes it in Helm (`sigs.k8s.io/yaml` over yaml.v2, and yaml.v3
//! for `toYamlPretty`), with positions.
//!
//! - [`Parser`] gives borrowed events; [`Document`] a tree of one document, as
//!   `sigs.k8s.io/yaml` turns it into JSON; [`check`] what Helm needs of a rendered document,
//!   without a tree.
//! - [`Writer`] takes values one by one and writes what `toYaml` or `toYamlPretty` writes.
//! - [`split_documents`] cuts a stream as Kubernetes' `YAMLReader` does.
//!
//! This crate has no value model of its own, touches no files, and never panics.

mod base64;
mod chars;
mod cook;
mod error;
mod event;
mod goshow;
mod head;
mod number;
mod parse;
mod resolve;
mod scan;
mod source;
mod split;
mod timestamp;
mod tree;
mod write;

pub use error::{Error, Mark, Stage};
pub use event::{Event, EventKind, Properties, Scalar, Tag};
pub use head::{Head, check};
pub use number::format_float;
pub use parse::Parser;
pub use scan::Style;
pub use source::Source;
pub use split::{Documents, Part, split_documents};
pub use tree::{Document, Entries, Kind, Map, Node, Seq};
pub use write::{Format, WriteError, Writer, key_order, sort_keys};

//! YAML exactly as Go reads and writes it in Helm (`sigs.k8s.io/yaml` over yaml.v2, and yaml.v3
//! for `toYamlPretty`), with positions.
//!
//! - [`Parser`] gives borrowed events; [`Document`] a tree of one document, as
//!   `sigs.k8s.io/yaml` turns it into JSON; [`check`] what Helm needs of a rendered document,
//!   without a tree.
//! - [`Writer`] takes values one by one and writes what `toYaml` or `toYamlPretty` writes.
//! - [`split_documents`] cuts a stream as Kubernetes' `YAMLReader` does.
//!
//! ```
//! use airlock_yaml::{Document, Format, Kind, Writer};
//!
//! let document = Document::parse(b"replicas: 0x10\nimage: {name: x}\n")?;
//! let mut writer = Writer::new(Format::ToYaml);
//! writer.begin_map();
//! for (key, value) in document.root().as_map().into_iter().flatten() {
//!     if let (Some(name), Kind::Int(number)) = (key.as_str(), value.kind()) {
//!         writer.key(name.as_bytes());
//!         writer.float(number as f64); // what encoding/json makes of every number
//!     }
//! }
//! writer.end_map();
//! assert_eq!(writer.finish().as_deref(), Ok(b"replicas: 16\n".as_slice()));
//! # Ok::<(), airlock_yaml::Error>(())
//! ```
//!
//! Known differences from Go, nearly all of them in texts alone. JSON written from keys that are
//! `!!binary` and no UTF-8 has them in another place. An input that ends within a character may be
//! refused for that instead of for what stands before it. Where several things in one value are
//! refused by `toYaml`, another one may be named. Errors show no more than 64 KiB of a key, and
//! U+FFFD for bytes of a `!!binary` that are no UTF-8. A byte order mark inside of a text makes
//! yaml.v2 skip a character of later lines if its buffer happens to start there; ours does not.
//! Where Go's own answer depends on the order of its maps (keys `1` and `"1"` in one map, key
//! orders that are no order), ours is always the same one.
//!
//! This crate has no value model of its own, touches no files, and never panics.

mod base64;
mod chars;
mod cook;
mod error;
mod event;
mod goshow;
mod head;
mod lines;
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
pub use head::{Checker, Head, check};
pub use number::format_float;
pub use parse::Parser;
pub use scan::Style;
pub use source::Source;
pub use split::{Documents, Part, split_documents};
pub use tree::{Document, Entries, Kind, Map, Node, Seq};
pub use write::{Format, WriteError, Writer, keeps_byte_order, key_order, sort_keys};

//! Go's `text/template` in Rust: lexer, parser, syntax tree, evaluator, values and `printf`.
//!
//! The crate knows nothing of Helm's functions, charts or YAML. A caller gives it templates, a
//! table of [`func::Func`]s and a [`world::World`], and gets bytes. Parsed templates are
//! `Send + Sync` and may be used by many threads; [`value::Value`]s belong to one run.

mod again;
mod builtins;
pub mod compare;
mod describe;
mod entries;
pub mod error;
mod escape;
mod fault;
pub mod fmt;
pub mod func;
pub mod functions;
mod lexer;
pub mod machine;
pub mod number;
mod parser;
mod quote;
mod slot;
pub mod stack;
pub mod str;
pub mod template;
pub mod trace;
mod tree;
mod unicode;
mod unicode_tables;
pub mod value;
pub mod watch;
pub mod world;

pub use error::Error;
pub use func::{Call, Func, FuncError, Marks, Sig, Ty};
pub use functions::Functions;
pub use machine::{Limits, Machine, MissingKey, Options, Used};
pub use str::Str;
pub use template::{Namespace, Template};
pub use trace::{Segment, Trace};
pub use value::{List, Map, Object, Shape, Value};
pub use world::World;

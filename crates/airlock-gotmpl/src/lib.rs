//! Go's `text/template` in Rust: lexer, parser, syntax tree, evaluator, values and `printf`.
//!
//! The crate knows nothing of Helm, charts or YAML. A caller gives it templates, a table of
//! [`func::Func`]s and a [`world::World`], and gets bytes. Parsed templates are `Send + Sync` and
//! may be used by many threads; [`value::Value`]s belong to one run.

pub mod error;
pub mod func;
pub mod machine;
pub mod str;
pub mod value;
pub mod world;

pub use func::{Call, Func, FuncError, Sig, Ty};
pub use str::Str;
pub use value::{List, Map, Object, Shape, Value};
pub use world::World;

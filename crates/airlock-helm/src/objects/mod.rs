//! The built-in objects of a template: `.Capabilities`, `.Files`, `.Chart` and `.Release`.

mod capabilities;
mod chart_map;
mod chart_struct;
mod files;
mod glob;
mod kube_version;

use std::any::Any;

use airlock_gotmpl::{Object, Shape, Value};

pub(crate) use capabilities::Capabilities;
pub use capabilities::known_api_versions;
pub(crate) use chart_map::chart_map;
pub(crate) use chart_struct::chart_struct;
pub(crate) use files::Files;
pub use kube_version::KubeVersion;

/// A JSON object whose keys keep their order, as Go writes a struct.
struct Ordered(Vec<(&'static str, Value)>);

pub(crate) fn ordered(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::object(Ordered(fields.into_iter().collect()))
}

impl Object for Ordered {
    fn type_name(&self) -> &'static str {
        "struct"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: self.0.clone(),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Whether a name matches; none where the pattern is malformed.
#[cfg(test)]
pub(crate) fn glob_for_test(pattern: &str, name: &str) -> Option<bool> {
    glob::Glob::compile(pattern).map(|glob| glob.matches(name))
}

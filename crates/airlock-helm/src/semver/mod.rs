//! Versions and constraints as Masterminds/semver 3.5 takes them, which is how Helm and its
//! templates compare versions. Pure text and numbers: nothing here knows of charts.

mod constraint;
mod object;
mod scan;
mod version;

pub use constraint::Constraint;
pub(crate) use object::VersionObject;
pub use version::Version;

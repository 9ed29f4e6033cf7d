//! Values: what a chart says, what a user says, and how the two become `.Values`.
//!
//! May not know charts; what depends on a chart's dependencies is in `dependencies`.

pub(crate) mod coalesce;
mod cursor;
pub(crate) mod read;
mod set;
pub(crate) mod sources;
pub(crate) mod tree;
pub(crate) mod typed;

pub use sources::{ReadFile, UserValues, ValueSources};

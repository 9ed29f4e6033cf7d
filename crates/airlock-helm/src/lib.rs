//! Renders Helm charts as `helm template` 4.3.1 does: without Helm, without Go, without a network.
//!
//! Load a [`Chart`], describe the [`Release`], give [`UserValues`] and a world, and [`render`]
//! gives [`Rendered`]: documents in Helm's order, each with its source and with where its lines
//! came from. Nothing here reads the environment, the clock, randomness or the network; files are
//! read only where a chart is loaded from a path, or by the function that the caller gives.

mod beside;
mod chart;
mod coalescing;
mod compat;
#[cfg(feature = "crypto")]
mod crypto;
mod dependencies;
pub mod encoding;
mod error;
pub mod functions;
mod head;
#[cfg(test)]
mod judged;
mod manifest;
mod manifest3;
mod objects;
mod provenance;
mod regexp;
mod release;
mod remember;
mod render;
mod rendered;
mod runes;
mod schema;
mod search;
pub mod semver;
mod sort;
mod stack;
mod template_error;
mod time;
mod unicode;
mod url;
mod values;

pub use chart::{Chart, Dependency, LoadOptions, Maintainer, Metadata, SourceFile};
pub use compat::Compat;
pub use error::{Error, Kind, Place, Result};
pub use manifest::HookEvent;
pub use objects::{KubeVersion, known_api_versions};
pub use provenance::LineOrigin;
pub use release::{DEFAULT_NAME, Release, generated_name, name_from_template};
pub use render::{RenderOptions, helm_functions, render};
pub use rendered::{Document, Head, OutputFile, PrintOptions, Rendered};
pub use values::{ReadFile, UserValues, ValueSources};

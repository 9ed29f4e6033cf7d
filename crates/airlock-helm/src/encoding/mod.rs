//! Values as JSON, YAML and TOML and back, each as the Go library does it that Helm calls. No
//! format here knows of charts or templates.

pub(crate) mod base64;
pub mod json;
pub(crate) mod limit;
pub mod toml;
pub mod yaml;

//! Pin → render → walk → lock → constants, for build scripts; and the one writer of files.
//!
//! In a build script, point [`Script`] at your `versions.toml`:
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     airlock_build::Script::new("charts/versions.toml").main()
//! }
//! ```
//!
//! and in the crate, `airlock_build` being a build dependency only:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/airlock.rs"));
//! ```
//!
//! Charts that are at hand (in the tree, or in `vendor/` beside `versions.toml`) are rendered and
//! held against `airlock.lock`; everything else comes from the lock. Nothing here reaches out to a
//! network or reads a clock, and of the environment only what Cargo gives to a build script. With
//! `default-features = false` nothing is rendered and the renderer is not compiled.

pub mod constants;
mod error;
mod platform;
mod script;
mod vendored;
pub mod writer;

#[cfg(feature = "render")]
mod at_hand;
#[cfg(feature = "render")]
mod check;
#[cfg(feature = "render")]
mod document;
#[cfg(feature = "render")]
mod embed;
#[cfg(feature = "render")]
mod engine;
#[cfg(feature = "render")]
mod helm;
#[cfg(feature = "render")]
mod listed;
#[cfg(feature = "render")]
mod placeholders;
#[cfg(feature = "render")]
mod relock;
#[cfg(feature = "render")]
mod walk;
#[cfg(feature = "render")]
mod world;

#[cfg(feature = "render")]
pub use at_hand::{AtHand, Folders, chart_in_archive};
#[cfg(feature = "render")]
pub use check::check;
#[cfg(feature = "render")]
pub use document::Document;
#[cfg(feature = "render")]
pub use engine::Rendering;
pub use error::Error;
pub use platform::{LOCK_FILE, Platform};
#[cfg(feature = "render")]
pub use relock::{Relocked, relock, render_chart};
pub use script::Script;
pub use vendored::{VENDOR, vendored_asset, vendored_chart, vendored_manifest};
#[cfg(feature = "render")]
pub use walk::image_rules;

//! The network: Helm repositories over HTTP, archives and files at addresses, credentials.
//!
//! [`Client`] downloads bounded bodies with timeouts, retries and redirects; [`repository`] finds a
//! chart's archive in an index. Reads no environment, no clock and no file: everything is given in
//! [`Settings`]. Writes nothing, and no error or `Debug` output ever holds a credential.

mod address;
mod base64;
mod body;
mod client;
mod credentials;
mod error;
mod index;
mod netrc;
mod proxies;
pub mod repository;
mod settings;

pub use address::Address;
pub use client::{Client, Progress, Request};
pub use credentials::{Credentials, Login};
pub use error::Error;
pub use index::{Entry, find_chart};
pub use proxies::Proxies;
pub use settings::Settings;

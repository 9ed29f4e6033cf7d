//! A mirror's settings: a profile under `[mirrors.NAME]` of `versions.toml`, or the same keys from a
//! command line or a program. Opens no file and knows no clock: both are handed in.
//!
//! ```toml
//! [mirrors.air-gap]
//! address = "registry.corp:5000"        # or `addresses = ["…", "…"]`, asked in that order
//! mapping = "same-path"                 # host-prefix, project, endpoint-per-upstream
//! projects = { "quay.io" = "quay-proxy" }                    # with `project`
//! endpoints = { "quay.io" = "http://quay-cache:5000" }       # with `endpoint-per-upstream`
//! fallback = "none"                     # or "upstream", the default without `air_gap`
//! air_gap = true
//! catch_all = false                     # also for registries that nobody named
//! own_host = false                      # an entry for images that name the mirror itself
//! ca = "-----BEGIN CERTIFICATE-----…"   # or `ca_file`, relative to versions.toml
//! client = { cert = "/etc/…", key = "/etc/…" }               # paths on the node
//! credentials = { "registry.corp:5000" = { kind = "basic", secret = "mirror-auth" } }
//! additional_registries = ["nvcr.io"]
//! exclude = ["ghcr.io"]
//! hosts = { "registry.corp" = "10.0.0.5" }
//! plain_http = false
//! skip_verify = false
//! insecure = { until = "2027-01-31", reason = "no CA yet", phase = "bootstrap" }
//! ```

mod bytes;
mod certificate;
mod checks;
mod meaning;
mod schema;
mod together;
mod understand;

pub use checks::registry_fault;
pub use meaning::{
    Address, Client, Credential, CredentialKind, Credentials, Fallback, Insecure, Known, Mapping,
    Mirror, Scheme,
};

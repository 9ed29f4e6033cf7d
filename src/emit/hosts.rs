//! containerd's `certs.d`: one `hosts.toml` for each registry, for every target that has one.

use super::artifact::Refusal;
use super::credentials::{self, From};
use super::plan::{Endpoint, Last, Place, Plan, UpstreamPlan};
use super::template::Templates;
use serde_json::{Value, json};

const HOSTS: &str = include_str!("../../templates/containerd/hosts.toml.hbs");

/// The file of the authority's certificate, beside the registries' directories.
pub(super) const CA_FILE: &str = "airlock-ca.pem";

/// A file below `certs.d`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostsFile {
    /// The path below `certs.d`.
    pub(super) path: String,
    /// What it holds.
    pub(super) text: String,
    /// Whether it holds credentials.
    pub(super) secret: bool,
}

/// Every file below `certs.d` for a plan, on nodes that can have credentials `from` somewhere.
pub(super) fn tree(
    target: &'static str,
    plan: &Plan,
    from: From,
) -> Result<Vec<HostsFile>, Refusal> {
    credentials::check(target, plan, from, false)?;
    let templates = Templates::new(target, &[("hosts.toml", HOSTS)])?;
    let mut files = Vec::new();
    for upstream in &plan.upstreams {
        let data = data(upstream);
        files.push(HostsFile {
            path: format!("{}/hosts.toml", directory(&upstream.place)),
            text: templates.render("hosts.toml", &data)?,
            secret: upstream.endpoints.iter().any(|e| e.auth.is_some()),
        });
    }
    if let Some(ca) = &plan.ca {
        files.push(HostsFile {
            path: CA_FILE.to_string(),
            text: ca.clone(),
            secret: false,
        });
    }
    Ok(files)
}

/// The directory that containerd looks into for a registry: `host_port_` is the name that it tries
/// first, and one that every file system can have.
fn directory(place: &Place) -> String {
    match place {
        Place::CatchAll => "_default".to_string(),
        other => match other.name().rsplit_once(':') {
            Some((host, port)) => format!("{host}_{port}_"),
            None => other.name().to_string(),
        },
    }
}

/// Without a `server` containerd appends the upstream by itself: with nothing behind the mirrors
/// the last of them has to be the server.
fn data(upstream: &UpstreamPlan) -> Value {
    let mut endpoints: Vec<Value> = upstream.endpoints.iter().map(endpoint_data).collect();
    let (server, root) = match &upstream.last {
        Last::Upstream(address) => (json!(address.to_string()), Value::Bool(false)),
        Last::Itself => (Value::Bool(false), Value::Bool(false)),
        Last::Nothing => match endpoints.pop() {
            Some(last) => (last["url"].clone(), last),
            None => (Value::Bool(false), Value::Bool(false)),
        },
    };
    json!({ "server": server, "root": root, "endpoints": endpoints })
}

fn endpoint_data(endpoint: &Endpoint) -> Value {
    let header = credentials::basic(endpoint).map(|word| format!("Basic {word}"));
    let client = endpoint.client.as_ref().map(|c| json!([[c.cert, c.key]]));
    json!({
        "url": endpoint.url(),
        "override_path": endpoint.override_path().is_some(),
        "ca": endpoint.ca.as_ref().map_or(json!(false), |_| json!(format!("../{CA_FILE}"))),
        "client": client.unwrap_or(json!(false)),
        "skip_verify": endpoint.skip_verify,
        "authorization": header.map_or(json!(false), Value::String),
    })
}

//! The caches of a development cluster: one registry in proxy mode for each upstream, in the
//! cluster's own network, for who has no mirror yet. Starts nothing.

use super::artifact::{Artifact, Refusal, Stamp};
use super::plan::Plan;
use super::template::Templates;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const COMPOSE: &str = include_str!("../../templates/caches/compose.yaml.hbs");

/// The name of an upstream's cache, which is its host in the cluster's network: `docker-io-cache`.
pub fn cache_name(registry: &str) -> String {
    format!("{}-cache", registry.replace(['.', ':'], "-"))
}

/// Where nodes of the cluster find an upstream's cache.
pub fn cache_url(registry: &str) -> String {
    format!("http://{}:5000", cache_name(registry))
}

/// A compose file of the caches that a plan's nodes ask; `remotes` says what each stands for, by
/// the registry in image names.
pub fn compose(
    plan: &Plan,
    remotes: &BTreeMap<String, String>,
    network: &str,
    stamp: &Stamp,
) -> Result<Artifact, Refusal> {
    let templates = Templates::new("caches", &[("compose.yaml", COMPOSE)])?;
    let caches: Vec<Value> = remotes
        .iter()
        .map(|(registry, remote)| {
            let name = cache_name(registry);
            let volume = format!("{name}:/var/lib/registry");
            json!({ "name": name, "remote": remote, "volume": volume })
        })
        .collect();
    let data = json!({ "caches": caches, "network": network });
    let text = templates.render("compose.yaml", &data)?;
    let mut artifact = Artifact::new("caches.yaml", text).told(
        "One cache for each upstream, in the cluster's network.",
        "docker compose --file caches.yaml up --detach, once the cluster's network is there",
        "nothing: nodes ask the caches, and fall back as the files say while they are down",
    );
    artifact.head("caches", plan, stamp);
    Ok(artifact)
}

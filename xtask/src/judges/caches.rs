//! What the compose file of a development cluster's caches is asked about: compose takes it, and each
//! registry in it stands for its remote, where nodes are told that it is.

use std::collections::BTreeMap;

use airlock_mirror::emit::{Place, Plan, Stamp, cache_name, cache_url, compose, upstream_address};
use serde_json::{Value, json};

use super::question::{Files, Question, same};

/// The name of a network that a compose file could take for a variable.
const NETWORK: &str = "k3d-air$lock";

/// The question about the caches of every registry of a plan.
pub(super) fn question(plan: &Plan) -> Result<Question, String> {
    let registries = plan
        .upstreams
        .iter()
        .filter(|u| matches!(u.place, Place::Registry(_)));
    let remote = |name: &str| (name.to_owned(), upstream_address(name).to_string());
    let mut remotes: BTreeMap<String, String> =
        registries.map(|u| remote(u.place.name())).collect();
    let own = "https://node:it's $ecret, ${HOME} and $$@hub.example".to_owned();
    remotes.insert("own.example:5000".to_owned(), own);
    let made = compose(plan, &remotes, NETWORK, &Stamp::default());
    let made = made.map_err(|refusal| refusal.reason)?;
    let files = Files::from([("caches.yaml".to_owned(), super::objects::text(&made))]);
    let ask = json!({ "path": "caches.yaml" });
    Ok(Question::new(
        "compose",
        "caches.yaml",
        ask,
        files,
        move |answer| {
            let caches = answer["result"].as_object();
            same(
                "caches",
                &caches.map_or(0, serde_json::Map::len),
                &remotes.len(),
            )?;
            for (registry, remote) in &remotes {
                held(&answer["result"][cache_name(registry)], registry, remote)?;
            }
            Ok(Vec::new())
        },
    ))
}

/// A cache listens where nodes ask it, keeps what it has in a volume of its own, and is in the
/// cluster's network.
fn held(cache: &Value, registry: &str, remote: &str) -> Result<(), String> {
    let name = cache_name(registry);
    same("remote", &cache["remote"], &json!(remote))?;
    let listens = cache["listens"].as_str().unwrap_or_default();
    same(
        "address",
        &format!("http://{name}{listens}"),
        &cache_url(registry),
    )?;
    let kept = cache["keeps"].as_str().unwrap_or_default();
    same(
        "volume",
        &cache["volumes"],
        &json!({ kept: format!("volume {name}") }),
    )?;
    let network = json!({ "cluster": format!("{NETWORK}, external: true") });
    same("network", &cache["networks"], &network)?;
    same("restart", &cache["restart"], &json!("unless-stopped"))
}

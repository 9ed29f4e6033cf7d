//! `--mirror-registry`: which registries the caches of a development cluster stand for. Given at
//! all it replaces what is configured, and an empty one disables; what it names is the cache's
//! remote, never where nodes pull.

use std::collections::BTreeMap;

use airlock_lock::mirror::{Mapping, Mirror};
use airlock_mirror::emit::choose::{Provider, development_mirrors};

use crate::Failure;
use crate::flags::{Flag, Parsed, Takes};

/// The flags of a development cluster.
pub(super) static FLAGS: [Flag; 2] = [
    Flag::works(
        "mirror-registry",
        Takes::List,
        "REGISTRY[=REMOTE] that a development cluster's caches stand for: replaces what is configured, an empty one disables",
    ),
    Flag::works(
        "provider",
        Takes::Text,
        "where a development cluster runs: docker (the default, with four registries) or remote (with none)",
    ),
];

const TARGETS: [&str; 4] = ["kind", "k3d", "vcluster", "talos"];

/// What is cached, with each cache's remote; nothing where the command line is not about that.
pub(super) fn chosen(
    parsed: &Parsed,
    target: &str,
) -> Result<Option<BTreeMap<String, String>>, Failure> {
    let flags = parsed.list("mirror-registry");
    let said = parsed.text("provider").map(provider).transpose()?;
    let asked = !flags.is_empty() || said.is_some();
    if asked && !TARGETS.contains(&target) {
        return Err(Failure::Flag(
            format!(
                "--mirror-registry and --provider are for development clusters, not for {target}"
            ),
            format!("use --mirror, or one of the targets {}", TARGETS.join(", ")),
        ));
    }
    // Talos is a development cluster only where that is said.
    let by_default = !has_mirror(parsed) && TARGETS.contains(&target) && target != "talos";
    if said.is_some() && flags.is_empty() && has_mirror(parsed) {
        let cause = "--provider is given beside a mirror".to_string();
        let remedy = "take it out: it says what is cached where there is no mirror yet".to_string();
        return Err(Failure::Flag(cause, remedy));
    }
    if flags.is_empty() && (has_mirror(parsed) || !(asked || by_default)) {
        return Ok(None);
    }
    let flags = (!flags.is_empty()).then_some(flags.as_slice());
    development_mirrors(flags, None, said.unwrap_or(Provider::LocalDocker))
        .map(Some)
        .map_err(|cause| Failure::Flag(format!("--mirror-registry: {cause}"), String::new()))
}

fn provider(word: &str) -> Result<Provider, Failure> {
    match word {
        "docker" => Ok(Provider::LocalDocker),
        "remote" => Ok(Provider::Remote),
        other => Err(Failure::Flag(
            format!("--provider: there is no provider `{other}`"),
            "write docker or remote".to_string(),
        )),
    }
}

/// Whether the command line says where nodes pull.
pub(super) fn has_mirror(parsed: &Parsed) -> bool {
    parsed.text("profile").is_some()
        || !parsed.list("mirror").is_empty()
        || !parsed.list("endpoint").is_empty()
}

/// Whether the cluster's name is part of its network's.
pub(super) fn names_its_network(target: &str) -> bool {
    TARGETS.contains(&target) && target != "kind"
}

/// The network that the cluster's nodes are in.
pub(super) fn network(parsed: &Parsed, target: &str) -> String {
    let name = parsed.text("name");
    match target {
        "kind" => "kind".to_string(),
        "k3d" => format!("k3d-{}", name.unwrap_or("k3s-default")),
        "talos" => name.unwrap_or("talos-default").to_string(),
        other => name.unwrap_or(other).to_string(),
    }
}

/// The same mirror for these registries alone.
pub(super) fn replace(
    mut mirror: Mirror,
    remotes: &BTreeMap<String, String>,
) -> Result<Mirror, Failure> {
    let has = |name: &String| match &mirror.mapping {
        Mapping::Project(projects) => projects.contains_key(name),
        Mapping::EndpointPerUpstream(own) => own.contains_key(name),
        Mapping::SamePath | Mapping::HostPrefix => true,
    };
    if let Some(name) = remotes.keys().find(|name| !has(name)) {
        return Err(Failure::Flag(
            format!("--mirror-registry: the mirror has no place for `{name}`"),
            "add it to the profile's `projects` or `endpoints`".to_string(),
        ));
    }
    mirror.upstreams = remotes.keys().cloned().collect();
    Ok(mirror)
}

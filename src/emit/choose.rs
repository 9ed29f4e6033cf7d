//! Which mirror, and which registries: what an operator asks before it emits anything.

use std::collections::BTreeMap;

/// The variable that names the mirror for every cluster.
pub const VARIABLE: &str = "LATTICE_IMAGE_REGISTRY";

/// The mirror: the cluster's own field wins over the variable; an empty value counts as unset.
pub fn resolve_image_registry(spec_field: Option<&str>, variable: Option<&str>) -> Option<String> {
    let said = |text: &&str| !text.trim().is_empty();
    let found = spec_field.filter(said).or(variable.filter(said));
    found.map(|text| text.trim().to_string())
}

/// The registries: the lock's first, then the cluster's own, none twice.
pub fn resolve_mirrored_registries(locked: &[&str], additional: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let own = additional.iter().map(String::as_str);
    for name in locked.iter().copied().chain(own) {
        if !name.is_empty() && !all.iter().any(|known| known == name) {
            all.push(name.to_string());
        }
    }
    all
}

/// Where a development cluster runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// In containers on this machine.
    LocalDocker,
    /// Elsewhere.
    Remote,
}

/// What each cache of a development cluster stands for, by the registry in image names.
///
/// `flags` are the values of `--mirror-registry HOST=REMOTE`: given at all, they replace what is
/// configured, and an empty one disables. Without both, a local provider gets the usual four.
pub fn development_mirrors(
    flags: Option<&[String]>,
    configured: Option<&[String]>,
    provider: Provider,
) -> Result<BTreeMap<String, String>, String> {
    let defaults: Vec<String> = match provider {
        Provider::LocalDocker => ["docker.io", "ghcr.io", "quay.io", "registry.k8s.io"]
            .map(str::to_string)
            .to_vec(),
        Provider::Remote => Vec::new(),
    };
    let chosen = flags.or(configured).unwrap_or(&defaults);
    let mut found = BTreeMap::new();
    for text in chosen.iter().filter(|text| !text.is_empty()) {
        let (host, remote) = match text.split_once('=') {
            Some((host, remote)) => (host, remote.to_string()),
            None => (text.as_str(), upstream(text)),
        };
        if host.is_empty() || remote.is_empty() || host.contains('/') {
            return Err(format!(
                "`{text}` is not HOST=REMOTE, as in docker.io=https://registry-1.docker.io"
            ));
        }
        if found.insert(host.to_string(), remote).is_some() {
            return Err(format!("`{host}` is named twice"));
        }
    }
    Ok(found)
}

fn upstream(host: &str) -> String {
    match host {
        "docker.io" => "https://registry-1.docker.io".to_string(),
        other => format!("https://{other}"),
    }
}

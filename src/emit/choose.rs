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

/// What a child cluster's operator is told: the variable as this operator has it, so that
/// grandchildren inherit it too; nothing where it is unset or empty.
pub fn passed_on(variable: Option<&str>) -> Option<(&'static str, String)> {
    resolve_image_registry(None, variable).map(|value| (VARIABLE, value))
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

#[cfg(test)]
mod tests {
    use super::{
        Provider, development_mirrors, passed_on, resolve_image_registry,
        resolve_mirrored_registries,
    };

    #[test]
    fn the_cluster_wins_over_the_variable_and_empty_is_unset() {
        let resolved = |field, variable| resolve_image_registry(field, variable);
        assert_eq!(resolved(None, None), None);
        assert_eq!(resolved(None, Some("b.corp")).as_deref(), Some("b.corp"));
        assert_eq!(
            resolved(Some("a.corp"), Some("b.corp")).as_deref(),
            Some("a.corp")
        );
        assert_eq!(resolved(Some("a.corp"), None).as_deref(), Some("a.corp"));
        for empty in ["", " ", "\t\n"] {
            assert_eq!(
                resolved(Some(empty), Some("b.corp")).as_deref(),
                Some("b.corp")
            );
            assert_eq!(resolved(Some(empty), Some(empty)), None);
            assert_eq!(passed_on(Some(empty)), None);
        }
        let told = Some(("LATTICE_IMAGE_REGISTRY", "b.corp:5000".to_string()));
        assert_eq!(passed_on(Some(" b.corp:5000\n")), told);
    }

    #[test]
    fn the_locks_registries_come_first_and_none_twice() {
        let locked = ["docker.io", "quay.io", "docker.io"];
        let own = ["my.corp:5000", "quay.io", "", "my.corp:5000"].map(str::to_string);
        assert_eq!(
            resolve_mirrored_registries(&locked, &own),
            ["docker.io", "quay.io", "my.corp:5000"]
        );
        assert!(resolve_mirrored_registries(&[], &[]).is_empty());
    }

    fn chosen(
        flags: Option<&[&str]>,
        configured: Option<&[&str]>,
        provider: Provider,
    ) -> Result<String, String> {
        let owned = |all: &[&str]| all.iter().map(|t| (*t).to_string()).collect::<Vec<_>>();
        let (flags, configured) = (flags.map(owned), configured.map(owned));
        let found = development_mirrors(flags.as_deref(), configured.as_deref(), provider)?;
        let lines: Vec<String> = found.iter().map(|(h, r)| format!("{h}={r}")).collect();
        Ok(lines.join(" "))
    }

    #[test]
    fn flags_replace_and_an_empty_one_disables() {
        let usual = "docker.io=https://registry-1.docker.io ghcr.io=https://ghcr.io \
                     quay.io=https://quay.io registry.k8s.io=https://registry.k8s.io";
        let local = Provider::LocalDocker;
        assert_eq!(chosen(None, None, local).as_deref(), Ok(usual));
        assert_eq!(chosen(None, None, Provider::Remote).as_deref(), Ok(""));
        let configured: Option<&[&str]> = Some(&["gcr.io"]);
        let own = Ok("gcr.io=https://gcr.io");
        assert_eq!(chosen(None, configured, local).as_deref(), own);
        assert_eq!(chosen(None, configured, Provider::Remote).as_deref(), own);
        let flags: Option<&[&str]> = Some(&["quay.io=https://cache.corp"]);
        let replaced = Ok("quay.io=https://cache.corp");
        assert_eq!(chosen(flags, configured, local).as_deref(), replaced);
        assert_eq!(
            chosen(flags, configured, Provider::Remote).as_deref(),
            replaced
        );
        assert_eq!(chosen(Some(&[""]), configured, local).as_deref(), Ok(""));
        assert_eq!(chosen(None, Some(&[]), local).as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_host_and_remote_is_told() {
        for wrong in ["=x", "quay.io=", "quay.io/cilium=x", "https://quay.io"] {
            let told = chosen(Some(&[wrong]), None, Provider::LocalDocker);
            assert!(told.is_err_and(|t| t.contains(wrong)), "{wrong}");
        }
        let twice = chosen(Some(&["quay.io", "quay.io=x"]), None, Provider::Remote);
        assert!(twice.is_err_and(|told| told.contains("named twice")));
    }
}

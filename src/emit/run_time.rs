//! For operators: registries, a mirror and a target in; values for the machine's bootstrap out.
//! No mirror: nothing, so that what an operator generates stays as it was.
//!
//! ```
//! use airlock_mirror::UPSTREAM_REGISTRIES;
//! use airlock_mirror::emit::choose::{resolve_image_registry, resolve_mirrored_registries};
//! use airlock_mirror::emit::run_time::{Bootstrap, Settings, machine};
//!
//! // The cluster's own field, then the operator's LATTICE_IMAGE_REGISTRY.
//! let mirror = resolve_image_registry(Some("registry.corp:5000"), None);
//! let registries = resolve_mirrored_registries(UPSTREAM_REGISTRIES, &["my.corp".to_string()]);
//! let settings = mirror.map(|mirror| Settings { mirror, ..Settings::default() });
//!
//! let machine = machine(settings.as_ref(), &registries, Bootstrap::Kubeadm)?;
//! let files = machine.values(); // before others in kubeadmConfigSpec.files
//! let commands = machine.commands; // before others in preKubeadmCommands
//! assert!(!files.is_empty() && !commands.is_empty());
//! # Ok::<(), airlock_mirror::emit::run_time::NotMade>(())
//! ```

use super::capi::Machine;
use super::language::quoted;
use super::plan::Plan;
use super::{kubeadm, rancher};
use airlock_lock::mirror::{Known, Mirror};
use std::fmt;

/// A mirror's settings from a program: each is a key of a profile in `versions.toml`, with the
/// same rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `HOST[:PORT]`.
    pub mirror: String,
    /// Whether there is no way to public registries: no fallback.
    pub air_gap: bool,
    /// The authority's certificate, as PEM.
    pub ca: Option<String>,
    /// `user:password`, written out in what is emitted; by reference they are a key of `more`.
    pub basic: Option<String>,
    /// Further keys of a profile, as TOML.
    pub more: String,
}

/// Which bootstrap provider a machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bootstrap {
    /// `files` and `preKubeadmCommands` of `kubeadmConfigSpec`.
    Kubeadm,
    /// `files` and `preRKE2Commands`.
    Rke2,
}

/// Why nothing was made: the settings, or what the target cannot do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMade(String);

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotMade {}

impl Settings {
    /// The settings as a profile's text.
    pub fn profile(&self) -> String {
        let mut text = format!("address = {}\n", quoted(&self.mirror));
        if self.air_gap {
            text.push_str("air_gap = true\n");
        }
        if let Some(ca) = &self.ca {
            text.push_str(&format!("ca = {}\n", quoted(ca)));
        }
        if let Some(basic) = &self.basic {
            text.push_str(&format!(
                "credentials = {{ {} = {{ kind = \"basic\", value = {} }} }}\n",
                quoted(&self.mirror),
                quoted(basic)
            ));
        }
        text.push_str(&self.more);
        text
    }

    /// The checked meaning of the settings for some registries.
    pub fn resolve(&self, registries: &[String]) -> Result<Vec<Plan>, NotMade> {
        let known = Known {
            registries: registries.iter().map(String::as_str).collect(),
            images: Vec::new(),
            file: &|_| Err("a program hands its certificate in as text".to_string()),
        };
        let mirror = Mirror::parse("settings", &self.profile(), "run-time", &known)
            .map_err(|error| NotMade(error.to_string()))?;
        Ok(Plan::resolve(&mirror))
    }
}

/// What a machine is given so that it pulls from the mirror; the same for control plane and
/// workers. Put it before kube-vip's files and commands: it restarts containerd.
pub fn machine(
    settings: Option<&Settings>,
    registries: &[String],
    bootstrap: Bootstrap,
) -> Result<Machine, NotMade> {
    let Some(settings) = settings else {
        return Ok(Machine::default());
    };
    let plans = settings.resolve(registries)?;
    let Some(plan) = plans.first().filter(|plan| !plan.upstreams.is_empty()) else {
        return Ok(Machine::default());
    };
    let refused = |refusal: super::Refusal| NotMade(refusal.to_string());
    let (target, made) = match bootstrap {
        Bootstrap::Kubeadm => ("kubeadm", kubeadm::machine("kubeadm", plan)),
        Bootstrap::Rke2 => ("rke2-capi", rancher::machine("rke2-capi", plan)),
    };
    let mut machine = made.map_err(refused)?;
    let long = machine
        .fit(target, "airlock-mirror-files")
        .map_err(refused)?;
    match long.is_empty() {
        true => Ok(machine),
        false => Err(NotMade(
            "the mirror's CA is too long for a file of the API: shorten the bundle".to_string(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bootstrap, Settings, machine};

    #[test]
    fn no_mirror_gives_nothing_and_a_mirror_everything() {
        let registries = ["docker.io".to_string(), "quay.io".to_string()];
        for bootstrap in [Bootstrap::Kubeadm, Bootstrap::Rke2] {
            assert!(machine(None, &registries, bootstrap).is_ok_and(|m| m.is_empty()));
        }
        let settings = Settings {
            mirror: "registry.corp:5000".to_string(),
            air_gap: true,
            ..Settings::default()
        };
        let made = machine(Some(&settings), &registries, Bootstrap::Kubeadm).unwrap_or_default();
        assert_eq!(made.values().len(), 3);
        assert_eq!(
            made.commands,
            ["sh /etc/airlock/configure-containerd.sh || exit 1"]
        );
        let broken = Settings {
            mirror: "https://x/y\" = 1\n".to_string(),
            ..settings
        };
        assert!(machine(Some(&broken), &registries, Bootstrap::Kubeadm).is_err());
    }

    #[test]
    fn credentials_of_a_secret_are_files_and_a_command() {
        let settings = Settings {
            mirror: "registry.corp".to_string(),
            more: "credentials = { \"registry.corp\" = { kind = \"basic\", secret = \"auth\" } }\n"
                .to_string(),
            ..Settings::default()
        };
        let registries = ["docker.io".to_string()];
        for bootstrap in [Bootstrap::Kubeadm, Bootstrap::Rke2] {
            let made = machine(Some(&settings), &registries, bootstrap).unwrap_or_default();
            let keys: Vec<&str> = made
                .files
                .iter()
                .filter_map(|file| Some(file.secret.as_ref()?.1.as_str()))
                .collect();
            assert_eq!(keys, ["username", "password"]);
            assert!(made.commands[0].starts_with("sh /etc/airlock/credentials.sh ||"));
        }
    }

    #[test]
    fn three_hundred_registries_fit_the_api() {
        let registries: Vec<String> = (0..300).map(|n| format!("r{n}.example.com")).collect();
        let settings = Settings {
            mirror: "registry.corp".to_string(),
            ..Settings::default()
        };
        let made = machine(Some(&settings), &registries, Bootstrap::Kubeadm).unwrap_or_default();
        assert!(
            !made.is_empty() && made.files.len() < 100,
            "{}",
            made.files.len()
        );
        assert!(made.files.iter().all(|f| f.content.len() <= 10_240));
    }
}

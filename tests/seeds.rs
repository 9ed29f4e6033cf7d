//! The documents that Airlock grew from write node configuration by hand. For each of them
//! `tests/seeds/NAME` holds the settings that it implies (`profile.toml`, `registries.txt`), its own
//! files as our plan makes them (`seed/`: its text letter by letter, names of hosts aside), and what
//! we emit instead (`emitted/`). COMPATIBILITY.md says what differs and why. `AIRLOCK_BLESS=1`
//! writes `emitted/`; `seed/` is never blessed.
#![cfg(feature = "emit")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and writes when it is told to"
)]

use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::choose::{Provider, development_mirrors};
use airlock_mirror::emit::run_time::{Bootstrap, Settings, machine};
use airlock_mirror::emit::{Last, Plan, TargetOptions, UpstreamPlan, target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, String>;

fn folder(seed: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/seeds")
        .join(seed)
}

fn registries(seed: &str) -> Vec<String> {
    let text = fs::read_to_string(folder(seed).join("registries.txt")).unwrap();
    text.lines().map(str::to_string).collect()
}

fn plan(seed: &str) -> Plan {
    let text = fs::read_to_string(folder(seed).join("profile.toml")).unwrap();
    let registries = registries(seed);
    let known = Known {
        registries: registries.iter().map(String::as_str).collect(),
        images: Vec::new(),
        file: &|_| Err("no file".to_string()),
    };
    let mirror = Mirror::parse("profile.toml", &text, seed, &known);
    let mirror = mirror.unwrap_or_else(|error| panic!("{error:#}"));
    Plan::resolve(&mirror).swap_remove(0)
}

/// What a target makes of the plan, without heads; only paths that end as `wanted` does.
fn emitted(plan: &Plan, name: &str, version: Option<&str>, wanted: &str) -> Files {
    let options = TargetOptions {
        version: version.map(str::to_string),
        ..TargetOptions::default()
    };
    let artifacts = target(name).unwrap().emit(plan, &options).unwrap();
    artifacts
        .into_iter()
        .filter(|artifact| artifact.path.ends_with(wanted))
        .map(|artifact| (artifact.path, String::from_utf8(artifact.bytes).unwrap()))
        .collect()
}

fn holds(seed: &str, below: &str, made: &Files) {
    let root = folder(seed).join(below);
    let bless = below == "emitted" && std::env::var_os("AIRLOCK_BLESS").is_some();
    assert!(!made.is_empty());
    for (name, text) in made {
        let path = root.join(name);
        if bless {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(&expected, text, "{}", path.display());
    }
}

fn each(
    plan: &Plan,
    path: impl Fn(&str) -> String,
    text: impl Fn(&UpstreamPlan) -> String,
) -> Files {
    plan.upstreams
        .iter()
        .map(|upstream| (path(upstream.place.name()), text(upstream)))
        .collect()
}

fn hosts_table(upstream: &UpstreamPlan) -> String {
    let tables = upstream.endpoints.iter().map(|endpoint| {
        let url = endpoint.url();
        format!("[host.\"{url}\"]\n  capabilities = [\"pull\", \"resolve\"]\n")
    });
    tables.collect()
}

#[test]
fn an_operators_kubeadm_files_and_commands() {
    let plan = plan("operator");
    let at = |name: &str| format!("kubeadm/{name}/hosts.toml");
    let mut seed = each(&plan, at, hosts_table);
    let certs = "/etc/containerd/certs.d";
    let config = "/etc/containerd/config.toml";
    let command = format!(
        "sed -i 's|config_path = \"\"|config_path = \"{certs}\"|' {config} && systemctl restart containerd\n"
    );
    seed.insert("kubeadm/preKubeadmCommands.txt".to_string(), command);
    holds("operator", "seed", &seed);

    let settings = operator_settings();
    let made = machine(Some(&settings), &registries("operator"), Bootstrap::Kubeadm).unwrap();
    let mut ours: Files = made
        .files
        .iter()
        .filter_map(|file| {
            let name = file.path.strip_prefix("/etc/containerd/certs.d/")?;
            Some((format!("kubeadm/{name}"), file.content.clone()))
        })
        .collect();
    let commands = format!("{}\n", made.commands.join("\n"));
    ours.insert("kubeadm/preKubeadmCommands.txt".to_string(), commands);
    holds("operator", "emitted", &ours);
}

fn operator_settings() -> Settings {
    Settings {
        mirror: "myregistry.com".to_string(),
        ..Settings::default()
    }
}

#[test]
fn an_operators_rke2_file() {
    let plan = plan("operator");
    let mut content = "mirrors:\n".to_string();
    for upstream in &plan.upstreams {
        content.push_str(&format!("  {}:\n    endpoint:\n", upstream.place.name()));
        for endpoint in &upstream.endpoints {
            content.push_str(&format!("    - {}\n", endpoint.url()));
        }
    }
    let entry = serde_json::json!({
        "content": content,
        "owner": "root:root",
        "path": "/etc/rancher/rke2/registries.yaml",
        "permissions": "0644",
    });
    let shape = |entry: &serde_json::Value| {
        Files::from([("rke2/file.json".to_string(), format!("{entry:#}\n"))])
    };
    holds("operator", "seed", &shape(&entry));

    let settings = operator_settings();
    let made = machine(Some(&settings), &registries("operator"), Bootstrap::Rke2).unwrap();
    holds("operator", "emitted", &shape(&made.values()[0]));
}

#[test]
fn k0s_in_an_air_gap() {
    let at = |name: &str| format!("containerd.d/certs.d/{name}/hosts.toml");
    let mut seed = each(&plan("k0s-fallback"), at, |upstream| {
        format!(
            "server = \"https://{}\"\n\n{}",
            upstream.place.name(),
            hosts_table(upstream)
        )
    });
    let drop_in = "version = 2\n\n[plugins.\"io.containerd.grpc.v1.cri\".registry]\n\
                   config_path = \"/etc/k0s/containerd.d/certs.d\"\n";
    seed.insert(
        "containerd.d/cri-registry.toml".to_string(),
        drop_in.to_string(),
    );
    holds("k0s", "seed", &seed);

    let plan = plan("k0s");
    holds(
        "k0s",
        "emitted",
        &emitted(&plan, "k0s", Some("1.35"), ".toml"),
    );
    let newer = emitted(&plan, "k0s", Some("1.36"), "cri-registry.toml");
    let renamed = newer
        .into_values()
        .map(|t| ("cri-registry-1.36.toml".to_string(), t));
    holds("k0s", "emitted", &renamed.collect());
}

/// The seeds' Talos mirrors: endpoints as they are written by hand, the upstream the last of them.
fn talos_mirrors(plan: &Plan) -> Files {
    let mut text = "machine:\n  registries:\n    mirrors:\n".to_string();
    for upstream in &plan.upstreams {
        text.push_str(&format!(
            "      {}:\n        endpoints:\n",
            upstream.place.name()
        ));
        for endpoint in &upstream.endpoints {
            let slash = if endpoint.prefix.is_empty() { "" } else { "/" };
            let url = format!("{}{slash}{}", endpoint.address, endpoint.prefix);
            text.push_str(&format!("          - {url}\n"));
        }
        if let Last::Upstream(address) = &upstream.last {
            text.push_str(&format!("          - {address}\n"));
        }
    }
    Files::from([("talos.yaml".to_string(), text)])
}

#[test]
fn harbor_behind_talos_mirrors() {
    let plan = plan("harbor-talos");
    holds("harbor-talos", "seed", &talos_mirrors(&plan));
    let ours = emitted(&plan, "talos", Some("1.11"), "clean.yaml");
    holds("harbor-talos", "emitted", &ours);
}

#[test]
fn an_in_cluster_registry_behind_talos_mirrors() {
    let with_fallback = Plan {
        upstreams: plan("in-cluster-fallback").upstreams,
        ..plan("in-cluster")
    };
    holds("in-cluster", "seed", &talos_mirrors(&with_fallback));
    let ours = emitted(&plan("in-cluster"), "talos", Some("1.11"), "clean.yaml");
    holds("in-cluster", "emitted", &ours);
}

#[test]
fn the_usual_caches_of_a_development_cluster() {
    let chosen = development_mirrors(None, None, Provider::LocalDocker).unwrap();
    let lines = chosen
        .iter()
        .map(|(host, remote)| format!("{host}={remote}\n"));
    let seed = Files::from([("default-mirrors.txt".to_string(), lines.collect())]);
    holds("development", "seed", &seed);
    let plan = plan("development");
    holds(
        "development",
        "emitted",
        &emitted(&plan, "kind", None, "hosts.toml"),
    );
}

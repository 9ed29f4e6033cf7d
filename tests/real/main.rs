//! For real: a containerd that is given what we emit pulls every image of a small lock by its
//! upstream name from a real registry. Everything that is not loopback is a stand-in that notes who
//! asked what with which credentials. Needs root, `containerd`, `ctr` and `docker-registry`.
#![cfg(all(feature = "emit", target_os = "linux"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, starts real programs and writes what they read"
)]

mod image;
mod internet;
mod node;
mod process;
mod registry;

use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Plan, Stamp, TargetOptions, emit, target};
use image::MadeImage;
use internet::{Internet, Seen, Served};
use node::Node;
use registry::Registry;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const LOCK: &str = include_str!("airlock.lock");
const MISSING: &str = "quay.io/cilium/nowhere:v1";
const PUBLIC: [&str; 4] = [
    "registry-1.docker.io",
    "ghcr.io",
    "quay.io",
    "registry.k8s.io",
];

/// Where one test keeps everything; it is emptied at the start, and removed when all went well.
fn folder(test: &str) -> Option<PathBuf> {
    let missing = process::missing(&["containerd", "ctr", "docker-registry"]);
    if !missing.is_empty() || !process::is_root() {
        let why = match missing.is_empty() {
            true => "this is not root".to_string(),
            false => format!("{} not here", missing.join(", ")),
        };
        // The test harness hides what is printed; this it does not.
        let _ = writeln!(std::io::stderr(), "SKIPPED: real pulls, {test}: {why}");
        return None;
    }
    let name = format!("airlock-real-{test}-{}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

/// The lock's images as registry, repository and tag.
fn images() -> Vec<(String, String, String)> {
    let lock = Lock::parse("airlock.lock", LOCK).unwrap();
    let needs = lock.needs().into_keys();
    needs
        .map(|image| {
            let tag = image.tag().unwrap().to_string();
            (
                image.registry().to_string(),
                image.repository().to_string(),
                tag,
            )
        })
        .collect()
}

fn pushed(registry: &Registry, prefix: &str, repository: &str, tag: &str) -> String {
    let place = format!("{prefix}{repository}");
    let image = MadeImage::of(&format!("{}/{place}:{tag}", registry.port));
    registry.push(&place, tag, &image);
    image.manifest.digest
}

fn plans(profile: &str, ca: &str) -> Vec<Plan> {
    let lock = Lock::parse("airlock.lock", LOCK).unwrap();
    let known = Known {
        registries: lock.registries().into_iter().collect(),
        images: Vec::new(),
        file: &|_| Ok(ca.to_string()),
    };
    let mirror = Mirror::parse("profile.toml", profile, "real", &known);
    Plan::resolve(&mirror.unwrap_or_else(|error| panic!("{error:#}")))
}

/// Lays the hosts directory that is emitted for a plan.
fn laid(plans: &[Plan], version: &str, folder: &Path) -> PathBuf {
    let options = TargetOptions {
        version: Some(version.to_string()),
        ..TargetOptions::default()
    };
    let target = target("containerd").unwrap();
    let artifacts = emit(target, plans, &options, &Stamp::default()).unwrap();
    for artifact in artifacts {
        let path = folder.join(&artifact.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &artifact.bytes).unwrap();
    }
    folder.join("certs.d")
}

/// What was asked of hosts that are not the mirror's.
fn abroad<'s>(seen: &'s [Seen], mirrors: &[&str]) -> Vec<&'s Seen> {
    let own = |s: &&Seen| !mirrors.contains(&s.host.as_str());
    seen.iter().filter(own).collect()
}

fn served(hosts: &[&str], registry: &Registry, corporate: bool) -> BTreeMap<String, Served> {
    let one = |host: &&str| {
        let registry = registry.port;
        (
            (*host).to_string(),
            Served {
                registry,
                corporate,
            },
        )
    };
    hosts.iter().map(one).collect()
}

/// Plain HTTP on loopback, nothing behind it: by tag and by digest, for each mapping of names.
#[test]
fn everything_comes_from_the_mirror_and_nothing_else_is_asked() {
    let Some(folder) = folder("none") else { return };
    for mapping in ["same-path", "host-prefix"] {
        let below = folder.join(mapping);
        let mirror = Registry::start(&below.join("mirror"));
        let internet = Internet::start(BTreeMap::new());
        let node = Node::start(&below.join("node"), &internet);
        let profile = format!(
            "address = \"127.0.0.1:{}\"\nplain_http = true\nmapping = \"{mapping}\"\nfallback = \"none\"\n",
            mirror.port
        );
        let plans = plans(&profile, "");
        let certs = laid(&plans, "1.6.20", &below);
        for (registry, repository, tag) in images() {
            let prefix = match mapping {
                "host-prefix" => format!("{registry}/"),
                _ => String::new(),
            };
            let digest = pushed(&mirror, &prefix, &repository, &tag);
            for name in [
                format!("{registry}/{repository}:{tag}"),
                format!("{registry}/{repository}@{digest}"),
            ] {
                node.pull(&certs, &name).unwrap();
            }
            let asked = mirror.asked().join("\n");
            let wanted = format!("HEAD /v2/{prefix}{repository}/manifests/{tag}?ns={registry} 200");
            assert!(asked.contains(&wanted), "{wanted} is not among:\n{asked}");
        }
        let failed = node.pull(&certs, MISSING).unwrap_err();
        assert!(failed.contains("not found"), "{failed}");
        assert_eq!(internet.seen(), [], "{mapping}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Harbor's projects over TLS of a corporation's own: with credentials that no upstream sees, in the
/// order that the plan says, and with the upstream for what the mirror lacks.
#[test]
fn projects_are_asked_with_credentials_and_the_upstream_without() {
    let Some(folder) = folder("projects") else {
        return;
    };
    let harbor = Registry::start(&folder.join("harbor"));
    let upstream = Registry::start(&folder.join("upstream"));
    let mut hosts = served(&["harbor.corp"], &harbor, true);
    hosts.extend(served(&PUBLIC, &upstream, false));
    let internet = Internet::start(hosts);
    let node = Node::start(&folder.join("node"), &internet);
    let profile = r#"
        address = "harbor.corp"
        mapping = "project"
        projects = { "docker.io" = "hub", "ghcr.io" = "ghcr", "quay.io" = "quay", "registry.k8s.io" = "k8s" }
        ca_file = "ca.pem"
        credentials = { "harbor.corp" = { kind = "basic", value = "node:it's $ecret" } }
    "#;
    let plans = plans(profile, &internet.corporate);
    let certs = laid(&plans, "1.6.20", &folder);
    for ((registry, repository, tag), project) in
        images().iter().zip(["hub", "ghcr", "quay", "k8s"])
    {
        pushed(&harbor, &format!("{project}/"), repository, tag);
        let name = format!("{registry}/{repository}:{tag}");
        node.pull(&certs, &name).unwrap();
    }
    let seen = internet.seen();
    assert_eq!(abroad(&seen, &["harbor.corp"]), Vec::<&Seen>::new());
    let sent = Some("Basic bm9kZTppdCdzICRlY3JldA==".to_string());
    assert!(seen.iter().all(|s| s.authorization == sent), "{seen:#?}");

    pushed(&upstream, "", "cilium/nowhere", "v1");
    node.pull(&certs, MISSING).unwrap();
    let after = &internet.seen()[seen.len()..];
    let heads: Vec<String> = after
        .iter()
        .filter(|s| s.request.starts_with("HEAD "))
        .map(|s| {
            let path = s.request.trim_start_matches("HEAD ");
            let path = path.split('?').next().unwrap();
            format!("https://{}{path}", s.host)
        })
        .collect();
    let plan = plans[0].upstream("quay.io").unwrap();
    let urls = plan.urls("cilium/nowhere").into_iter();
    let wanted: Vec<String> = urls.map(|url| format!("{url}/manifests/v1")).collect();
    assert_eq!(heads, wanted, "the plan's order is what is asked");
    let upstream: Vec<&Seen> = abroad(after, &["harbor.corp"]);
    assert!(!upstream.is_empty());
    assert!(
        upstream.iter().all(|s| s.authorization.is_none()),
        "{upstream:#?}"
    );
    fs::remove_dir_all(folder).unwrap();
}

/// A cache for each upstream, by plain HTTP that is permitted for a while.
#[test]
fn each_upstream_has_a_cache_of_its_own() {
    let Some(folder) = folder("caches") else {
        return;
    };
    let cache = Registry::start(&folder.join("cache"));
    let names = [
        "hub-cache:5000",
        "ghcr-cache:5000",
        "quay-cache:5000",
        "k8s-cache:5000",
    ];
    let internet = Internet::start(served(&names, &cache, false));
    let node = Node::start(&folder.join("node"), &internet);
    let profile = r#"
        mapping = "endpoint-per-upstream"
        endpoints = { "docker.io" = "http://hub-cache:5000", "ghcr.io" = "http://ghcr-cache:5000", "quay.io" = "http://quay-cache:5000", "registry.k8s.io" = "http://k8s-cache:5000" }
        insecure = { until = "2999-12-31", reason = "a network of one machine" }
        fallback = "none"
    "#;
    let certs = laid(&plans(profile, ""), "1.6.20", &folder);
    for ((registry, repository, tag), cache_name) in images().iter().zip(names) {
        pushed(&cache, "", repository, tag);
        let before = internet.seen().len();
        let name = format!("{registry}/{repository}:{tag}");
        node.pull(&certs, &name).unwrap();
        let seen = internet.seen();
        let elsewhere = abroad(&seen[before..], &[cache_name]);
        assert_eq!(elsewhere, Vec::<&Seen>::new(), "{name}");
        assert!(seen.len() > before);
    }
    node.pull(&certs, MISSING).unwrap_err();
    assert_eq!(abroad(&internet.seen(), &names), Vec::<&Seen>::new());
    fs::remove_dir_all(folder).unwrap();
}

/// Two mirrors in order, images that name the mirror, registries that nobody named, and no way out.
#[test]
fn an_air_gap_asks_its_mirrors_in_order_and_nobody_else() {
    let Some(folder) = folder("air-gap") else {
        return;
    };
    let first = Registry::start(&folder.join("first"));
    let second = Registry::start(&folder.join("second"));
    let mirrors = ["registry.corp:5000", "registry-2.corp:5000"];
    let mut hosts = served(&mirrors[..1], &first, true);
    hosts.extend(served(&mirrors[1..], &second, true));
    let internet = Internet::start(hosts);
    let node = Node::start(&folder.join("node"), &internet);
    let profile = r#"
        addresses = ["registry.corp:5000", "registry-2.corp:5000"]
        air_gap = true
        own_host = true
        catch_all = true
        ca_file = "ca.pem"
    "#;
    let certs = laid(&plans(profile, &internet.corporate), "1.6.20", &folder);
    pushed(&second, "", "library/busybox", "1.37");
    node.pull(&certs, "docker.io/library/busybox:1.37").unwrap();
    let order: Vec<String> = internet.seen().into_iter().map(|s| s.host).collect();
    assert_eq!(order[..2], mirrors.map(String::from));

    pushed(&first, "", "team/app", "v1");
    node.pull(&certs, "nvcr.io/team/app:v1").unwrap();
    pushed(&first, "", "own/tool", "v2");
    node.pull(&certs, "registry.corp:5000/own/tool:v2").unwrap();
    for name in [
        MISSING,
        "nvcr.io/no/body:v1",
        "registry-2.corp:5000/no/body:v1",
    ] {
        node.pull(&certs, name).unwrap_err();
    }
    let seen = internet.seen();
    assert_eq!(abroad(&seen, &mirrors), Vec::<&Seen>::new());

    // A certificate of another authority is no way in, and none out either.
    let wrong = folder.join("wrong");
    let certs = laid(&plans(profile, &internet.public), "1.6.20", &wrong);
    let refused = node.pull(&certs, "ghcr.io/team/app:v1").unwrap_err();
    assert!(
        refused.contains("certificate signed by unknown authority"),
        "{refused}"
    );
    assert_eq!(abroad(&internet.seen(), &mirrors), Vec::<&Seen>::new());
    fs::remove_dir_all(folder).unwrap();
}

/// The trap of containerd 1.6: a file with nothing but `server` is refused, logged, and the public
/// registry is asked. What we emit has a table for the mirror too.
#[test]
fn a_file_without_a_host_table_opens_the_public_registry_in_1_6() {
    let Some(folder) = folder("no-table") else {
        return;
    };
    if !process::says("containerd", "--version").contains(" 1.6.") {
        let _ = writeln!(std::io::stderr(), "SKIPPED: this containerd is not 1.6");
        return;
    }
    let mirror = Registry::start(&folder.join("mirror"));
    let internet = Internet::start(BTreeMap::new());
    let node = Node::start(&folder.join("node"), &internet);
    pushed(&mirror, "", "cilium/cilium", "v1.20.0");
    let (bare, certs) = (folder.join("bare/quay.io"), folder.join("bare"));
    fs::create_dir_all(&bare).unwrap();
    let server = format!(
        "server = \"http://127.0.0.1:{}\"\ncapabilities = [\"pull\", \"resolve\"]\n",
        mirror.port
    );
    fs::write(bare.join("hosts.toml"), server).unwrap();
    let name = "quay.io/cilium/cilium:v1.20.0";
    node.pull(&certs, name).unwrap_err();
    let seen = internet.seen();
    assert!(
        !seen.is_empty() && seen.iter().all(|s| s.host == "quay.io"),
        "{seen:?}"
    );
    assert_eq!(mirror.asked(), Vec::<String>::new());

    let profile = format!(
        "address = \"127.0.0.1:{}\"\nplain_http = true\nfallback = \"none\"\n",
        mirror.port
    );
    let certs = laid(&plans(&profile, ""), "1.6.20", &folder);
    node.pull(&certs, name).unwrap();
    node.pull(&certs, MISSING).unwrap_err();
    assert_eq!(internet.seen().len(), seen.len());
    fs::remove_dir_all(folder).unwrap();
}

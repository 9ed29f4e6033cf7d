//! A profile and what nodes then ask: every folder of `tests/plan/` holds a profile, the registries
//! (`registries.txt`) or images (`images.txt`) that it is held against where they are not the usual
//! three, and the plan or the error that comes of it. `AIRLOCK_BLESS=1` writes `expected.txt`.
#![cfg(feature = "emit")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and writes when it is told to"
)]

use airlock_lock::Image;
use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Endpoint, Last, Place, Plan};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const USUAL: &str = "docker.io\nghcr.io\nquay.io\n";

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plan");
    let entries = fs::read_dir(root).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    found.sort();
    found
}

/// What a profile comes to, or its error as a person reads it.
fn told(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("profile.toml")).unwrap();
    let listed = fs::read_to_string(folder.join("registries.txt"));
    let listed = listed.unwrap_or_else(|_| USUAL.to_string());
    let images = fs::read_to_string(folder.join("images.txt")).unwrap_or_default();
    let images: Vec<Image> = images.lines().map(|l| Image::parse(l).unwrap()).collect();
    let mut registries: BTreeSet<&str> = images.iter().map(Image::registry).collect();
    if images.is_empty() {
        registries.extend(listed.lines());
    }
    let known = Known {
        registries: registries.into_iter().collect(),
        images: images.iter().collect(),
        file: &|name| fs::read_to_string(folder.join(name)).map_err(|e| e.kind().to_string()),
    };
    let name = folder.file_name().unwrap().to_string_lossy();
    match Mirror::parse("profile.toml", &text, &name, &known) {
        Ok(mirror) => Plan::resolve(&mirror).iter().map(plan).collect(),
        Err(error) => format!("{error:#}\n"),
    }
}

fn plan(plan: &Plan) -> String {
    let mut out = String::new();
    if let Some(phase) = plan.phase {
        writeln!(out, "phase {}", phase.word()).unwrap();
    }
    for upstream in &plan.upstreams {
        let kind = match &upstream.place {
            Place::Registry(_) => "registry",
            Place::OwnHost(_) => "own host",
            Place::CatchAll => "catch-all",
        };
        writeln!(out, "{kind} {}", upstream.place.name()).unwrap();
        for endpoint in &upstream.endpoints {
            writeln!(out, "  ask {}{}", endpoint.url(), with(endpoint)).unwrap();
        }
        match &upstream.last {
            Last::Upstream(address) => writeln!(out, "  then {address}").unwrap(),
            Last::Itself => writeln!(out, "  then the registry itself").unwrap(),
            Last::Nothing => writeln!(out, "  then nothing").unwrap(),
        }
    }
    for (name, address) in &plan.hosts {
        writeln!(out, "host {name} = {address}").unwrap();
    }
    if let Some(permission) = &plan.permission {
        writeln!(out, "{permission}").unwrap();
    }
    out
}

fn with(endpoint: &Endpoint) -> String {
    let mut out = String::new();
    if endpoint.ca.is_some() {
        out.push_str(", by the CA");
    }
    if let Some(client) = &endpoint.client {
        write!(out, ", as {} with {}", client.cert, client.key).unwrap();
    }
    if endpoint.skip_verify {
        out.push_str(", unverified");
    }
    if let Some(auth) = &endpoint.auth {
        write!(out, ", with {:?} of {:?}", auth.kind, auth.held).unwrap();
    }
    out
}

#[test]
fn profiles_come_to_what_their_folders_hold() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let told = told(&folder);
        let golden = folder.join("expected.txt");
        if std::env::var_os("AIRLOCK_BLESS").is_some() {
            fs::write(&golden, &told).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != told {
            wrong.push(format!("{}\n{told}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

//! k0s alone: the drop-in that its containerd reads, the hosts directory, a k0sctl snippet and an
//! install script. No one drop-in serves k0s to 1.35 and from 1.36: the version decides.

use super::artifact::{Artifact, NodeFile, Refusal, Role};
use super::credentials::{self, Filled, From};
use super::hosts::{self, HostsFile};
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant, loopback, names};
use serde_json::{Value, json};

const DROPIN: &str = include_str!("../../templates/k0s/cri-registry.toml.hbs");
const K0SCTL: &str = include_str!("../../templates/k0s/k0sctl.yaml.hbs");
const INSTALL: &str = include_str!("../../templates/k0s/install.sh.hbs");

/// Where k0s looks for drop-ins, and not below.
const DROPINS: &str = "/etc/k0s/containerd.d";
/// Its containerd's hosts directory.
pub(super) const CERTS: &str = "/etc/k0s/containerd.d/certs.d";

/// k0s alone. Reads `version`, that of k0s. A mirror at 127.0.0.1 makes files for a single node.
pub struct K0s;

impl Target for K0s {
    fn name(&self) -> &'static str {
        "k0s"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Version]
    }

    fn guide(&self, options: &TargetOptions) -> Guide {
        Guide {
            text: include_str!("../../templates/k0s/guide.md.hbs"),
            facts: vec![(
                "old",
                is_old(self.name(), options.version.as_deref()).unwrap_or(false),
            )],
        }
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::version("1.35")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let old = is_old(self.name(), options.version.as_deref())?;
        let files = files(self.name(), plan, old, From::Files)?;
        let script = credentials::beside(self.name(), plan, &Filled::Tree(CERTS))?;
        let templates = Templates::new(
            self.name(),
            &[("k0sctl.yaml", K0SCTL), ("install.sh", INSTALL)],
        )?;
        let k0sctl = templates.render("k0sctl.yaml", &k0sctl(plan, &files, script.is_some()))?;
        let install =
            templates.render("install.sh", &install(plan, &files, old, script.is_some()))?;
        let mut artifacts: Vec<Artifact> = files.into_iter().map(node_file).collect();
        artifacts.extend(script.map(credentials::uploaded));
        artifacts.push(Artifact::new("k0sctl.yaml", k0sctl).told(
            "The mirror's part of k0sctl's configuration; src is relative to it.",
            "add files (and hooks) to each host of that role, then k0sctl apply: they are uploaded before k0s starts",
            "k0s restarts its containerd where the drop-in is new; pods keep running",
        ));
        artifacts.push(Artifact::new("install.sh", install).told(
            "Puts the files in place, installs and starts k0s, and verifies it.",
            "sudo sh install.sh ROLE, beside the folder containerd.d",
            "a running k0s goes on; it restarts its containerd where the drop-in is new",
        ));
        if loopback::names_itself(plan) {
            artifacts
                .iter_mut()
                .for_each(|a| a.role = Role::ControlPlane);
        }
        Ok(artifacts)
    }
}

/// Whether k0s has containerd 1.7, which refuses what 2.x wants and the other way round.
pub(super) fn is_old(target: &'static str, version: Option<&str>) -> Result<bool, Refusal> {
    let Some(version) = version else {
        return Ok(false);
    };
    let mut parts = version.trim_start_matches('v').split(['.', '+', '-']);
    let minor = match (parts.next(), parts.next().map(str::parse::<u32>)) {
        (Some("1"), Some(Ok(minor))) => minor,
        _ => 0,
    };
    match minor {
        27..=35 => Ok(true),
        36..=99 => Ok(false),
        _ => Err(Refusal::new(
            target,
            format!("k0s {version} is not known"),
            "name a version from 1.27 on, as v1.36.0+k0s.0",
        )),
    }
}

/// The drop-in and the hosts directory, with whole paths on a node.
pub(super) fn files(
    target: &'static str,
    plan: &Plan,
    old: bool,
    from: From,
) -> Result<Vec<HostsFile>, Refusal> {
    let templates = Templates::new(target, &[("cri-registry.toml", DROPIN)])?;
    let mut files = hosts::tree(target, plan, from)?;
    for file in &mut files {
        file.path = format!("{CERTS}/{}", file.path);
    }
    files.push(HostsFile {
        path: format!("{DROPINS}/cri-registry.toml"),
        text: templates.render("cri-registry.toml", &json!({ "old": old, "certs": CERTS }))?,
        secret: false,
    });
    Ok(files)
}

fn source(file: &HostsFile) -> &str {
    file.path.strip_prefix("/etc/k0s/").unwrap_or(&file.path)
}

fn mode(file: &HostsFile) -> &'static str {
    if file.secret { "0600" } else { "0644" }
}

fn node_file(file: HostsFile) -> Artifact {
    let dropin = file.path.ends_with("/cri-registry.toml");
    let (about, effect) = match dropin {
        true => (
            "Tells k0s's containerd where its hosts directory is.",
            "k0s restarts its containerd; pods keep running",
        ),
        false => (
            "What containerd asks for images of one registry, or the mirror's CA.",
            "nothing restarts: containerd reads it at every pull",
        ),
    };
    Artifact::new(source(&file).to_string(), file.text)
        .on_node(NodeFile::root(file.path, file.secret))
        .told(
            about,
            "install.sh or k0sctl copies it to its place (directories root:root 0755)",
            effect,
        )
}

fn k0sctl(plan: &Plan, files: &[HostsFile], credentials: bool) -> Value {
    let mut listed: Vec<Value> = files
        .iter()
        .map(|file| {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("/", &file.path));
            json!({
                "name": format!("airlock {}", source(file)), "src": source(file),
                "folder": folder, "file": name, "mode": mode(file),
            })
        })
        .collect();
    let roles: &[&str] = match loopback::names_itself(plan) {
        true => &["single"],
        false => &["controller+worker", "worker"],
    };
    let mut hooks = names::commands(plan);
    if credentials {
        listed.push(json!({
            "name": "airlock credentials.sh", "src": credentials::NAME,
            "folder": "/etc/airlock", "file": credentials::NAME, "mode": "0644",
        }));
        hooks.push(format!("sh {} || exit 1", credentials::PLACE));
    }
    let roles: Vec<Value> = roles
        .iter()
        .map(|role| json!({ "role": role, "files": listed, "hooks": hooks }))
        .collect();
    json!({ "roles": roles })
}

fn install(plan: &Plan, files: &[HostsFile], old: bool, credentials: bool) -> Value {
    let files: Vec<Value> = files
        .iter()
        .map(|file| json!({ "src": source(file), "path": file.path, "mode": mode(file) }))
        .collect();
    json!({
        "old": old, "certs": CERTS, "credentials": credentials, "files": files,
        "hosts": plan.host_lines(),
    })
}

#[cfg(test)]
mod tests {
    use super::is_old;

    #[test]
    fn the_version_decides_the_drop_in() {
        assert!(is_old("k0s", Some("v1.35.2+k0s.0")).is_ok_and(|old| old));
        assert!(is_old("k0s", Some("1.36")).is_ok_and(|old| !old));
        assert!(is_old("k0s", None).is_ok_and(|old| !old));
        for unknown in ["2.0", "1.2", "latest", "", "v1"] {
            assert!(is_old("k0s", Some(unknown)).is_err(), "{unknown}");
        }
    }
}

//! containerd alone: the `certs.d` tree, and `config_path` by a drop-in (2.x) or an edit in place
//! that leaves everything else as it was (1.x).

use super::artifact::{Artifact, NodeFile, Refusal};
use super::credentials::{self, Filled, From};
use super::hosts::{self, HostsFile};
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant};
use serde_json::json;

const CONFIGURE: &str = include_str!("../../templates/containerd/configure.sh.hbs");
const DROPIN: &str = include_str!("../../templates/containerd/dropin.toml.hbs");

/// Where containerd's hosts directory is.
pub(super) const CERTS: &str = "/etc/containerd/certs.d";

/// containerd alone. Reads `version`: `1`, `2`, or one of their releases.
pub struct Containerd;

impl Target for Containerd {
    fn name(&self) -> &'static str {
        "containerd"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Version]
    }

    fn guide(&self, options: &TargetOptions) -> Guide {
        Guide {
            text: include_str!("../../templates/containerd/guide.md.hbs"),
            facts: vec![(
                "one",
                !is_two(self.name(), options.version.as_deref()).unwrap_or(true),
            )],
        }
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::version("1.7")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let two = is_two(self.name(), options.version.as_deref())?;
        let files = hosts::tree(self.name(), plan, From::Files)?;
        let script = configure(self.name(), plan, &files)?;
        let mut artifacts: Vec<Artifact> = files.into_iter().map(hosts_artifact).collect();
        artifacts.extend(credentials::beside(
            self.name(),
            plan,
            &Filled::Tree(CERTS),
        )?);
        artifacts.push(Artifact::new("configure.sh", script).told(
            "Sets config_path in containerd's own file, and verifies it.",
            "sudo sh configure.sh, after the files below certs.d are in place",
            "containerd restarts once if config_path was new; containers keep running",
        ));
        if two {
            artifacts.push(dropin(self.name())?);
        }
        Ok(artifacts)
    }
}

fn is_two(target: &'static str, version: Option<&str>) -> Result<bool, Refusal> {
    match version.map(|v| v.trim_start_matches('v').split('.').next().unwrap_or("")) {
        None | Some("2") => Ok(true),
        Some("1") => Ok(false),
        Some(other) => Err(Refusal::new(
            target,
            format!("containerd {other} is not known"),
            "name a version 1.x or 2.x",
        )),
    }
}

fn hosts_artifact(file: HostsFile) -> Artifact {
    let node = NodeFile::root(format!("{CERTS}/{}", file.path), file.secret);
    Artifact::new(format!("certs.d/{}", file.path), file.text)
        .on_node(node)
        .told(
            "What containerd asks for images of one registry, or the mirror's CA.",
            "copy it to its place on every node (directories root:root 0755)",
            "nothing restarts: containerd reads it at every pull",
        )
}

fn dropin(target: &'static str) -> Result<Artifact, Refusal> {
    let templates = Templates::new(target, &[("dropin.toml", DROPIN)])?;
    let text = templates.render("dropin.toml", &json!({ "certs": CERTS }))?;
    Ok(Artifact::new("conf.d/airlock.toml", text)
        .on_node(NodeFile::root("/etc/containerd/conf.d/airlock.toml", false))
        .told(
            "config_path for containerd 2.x whose main file imports /etc/containerd/conf.d/*.toml.",
            "copy it to its place instead of running configure.sh; never with containerd 1.x",
            "takes effect when containerd restarts; containers keep running",
        ))
}

/// The script that sets `config_path`, for this target and for Cluster API's.
pub(super) fn configure(
    target: &'static str,
    plan: &Plan,
    files: &[HostsFile],
) -> Result<String, Refusal> {
    let templates = Templates::new(target, &[("configure.sh", CONFIGURE)])?;
    // Of many the first and the last stand for all: the script has to fit the API's limits.
    let all: Vec<String> = files
        .iter()
        .map(|f| format!("{CERTS}/{}", f.path))
        .collect();
    let paths = match all.as_slice() {
        [first, .., last] if all.len() > 50 => vec![first.clone(), last.clone()],
        _ => all,
    };
    let data = json!({ "certs": CERTS, "files": paths, "hosts": plan.host_lines() });
    templates.render("configure.sh", &data)
}

//! kind: the hosts directory mounted into nodes, and `config_path` as a patch of the node's own
//! file, which is of version 2 and has no imports. A node is a container: 127.0.0.1 is refused.

use super::artifact::{Artifact, Refusal};
use super::containerd::CERTS;
use super::credentials::From;
use super::hosts;
use super::loopback;
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions};
use serde_json::json;

const KIND: &str = include_str!("../../templates/kind/kind.yaml.hbs");
const PATCH: &str = include_str!("../../templates/kind/patch.toml.hbs");

const NO_FILES: &str =
    "a node of kind is made when the cluster is, and has no file with credentials";

/// kind, for development.
pub struct Kind;

impl Target for Kind {
    fn name(&self) -> &'static str {
        "kind"
    }

    fn reads(&self) -> &'static [Choice] {
        &[]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/kind/guide.md.hbs"))
    }

    fn emit(&self, plan: &Plan, _: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        loopback::refuse(self.name(), plan)?;
        if !plan.hosts.is_empty() {
            return Err(Refusal::new(
                self.name(),
                "kind has no setting for names of hosts",
                "put the mirror into the network `kind` of the container engine, which resolves its name, and leave `hosts` out",
            ));
        }
        let templates = Templates::new(self.name(), &[("kind.yaml", KIND), ("patch.toml", PATCH)])?;
        let patch = templates.render("patch.toml", &json!({ "certs": CERTS }))?;
        let data = json!({ "patch": patch, "roles": ["control-plane", "worker"] });
        let text = templates.render("kind.yaml", &data)?;
        let mut artifacts: Vec<Artifact> = hosts::tree(self.name(), plan, From::Values(NO_FILES))?
            .into_iter()
            .map(|file| {
                Artifact::new(format!("certs.d/{}", file.path), file.text).told(
                    "What containerd asks for images of one registry, or the mirror's CA.",
                    "leave it below certs.d beside kind.yaml, which mounts it into every node",
                    "nothing restarts: containerd reads it at every pull",
                )
            })
            .collect();
        artifacts.push(Artifact::new("kind.yaml", text).told(
            "A cluster whose nodes have the mirror's hosts directory.",
            "kind create cluster --config kind.yaml, in this folder; the mirror is in the network `kind`",
            "nothing: kind takes it when a cluster is created",
        ));
        Ok(artifacts)
    }
}

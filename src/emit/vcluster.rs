//! vCluster's nodes in containers: the hosts directory and the script that sets `config_path`,
//! copied into each node once it runs. 127.0.0.1 is the node itself and is refused.

use super::artifact::{Artifact, Refusal};
use super::containerd::{CERTS, configure};
use super::credentials::From;
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, hosts, loopback};
use serde_json::json;

const INJECT: &str = include_str!("../../templates/vcluster/inject.sh.hbs");
const GUIDE: &str = include_str!("../../templates/vcluster/guide.md.hbs");

const NO_FILES: &str = "the nodes' containers have no file with credentials";

/// vCluster in containers, for development.
pub struct Vcluster;

impl Target for Vcluster {
    fn name(&self) -> &'static str {
        "vcluster"
    }

    fn reads(&self) -> &'static [Choice] {
        &[]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(GUIDE)
    }

    fn emit(&self, plan: &Plan, _: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        loopback::refuse(self.name(), plan)?;
        let files = hosts::tree(self.name(), plan, From::Values(NO_FILES))?;
        let configure = configure(self.name(), plan, &files)?;
        let templates = Templates::new(self.name(), &[("inject.sh", INJECT)])?;
        let inject = templates.render("inject.sh", &json!({ "certs": CERTS }))?;
        let mut artifacts: Vec<Artifact> = files
            .into_iter()
            .map(|file| {
                Artifact::new(format!("certs.d/{}", file.path), file.text).told(
                    "What containerd asks for images of one registry, or the mirror's CA.",
                    "inject.sh copies it into every node",
                    "nothing restarts: containerd reads it at every pull",
                )
            })
            .collect();
        artifacts.push(Artifact::new("configure.sh", configure).told(
            "Sets config_path in containerd's own file, and verifies it.",
            "inject.sh runs it in every node",
            "containerd restarts once if config_path was new; containers keep running",
        ));
        artifacts.push(Artifact::new("inject.sh", inject).told(
            "Copies the files into nodes that run, and configures them.",
            "sh inject.sh NODE…, with the names of the nodes' containers",
            "containerd restarts once in each node if config_path was new",
        ));
        Ok(artifacts)
    }
}

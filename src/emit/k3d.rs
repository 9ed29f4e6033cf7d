//! k3d: what K3s reads, inside one configuration that makes a cluster. A node is a container, so
//! that a mirror at 127.0.0.1 is refused.

use super::artifact::{Artifact, Refusal};
use super::credentials::From;
use super::plan::Plan;
use super::rancher::{self, NodeText};
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, loopback};
use airlock_lock::mirror::Fallback;
use serde_json::{Value, json};

const K3D: &str = include_str!("../../templates/k3d/k3d.yaml.hbs");
const GUIDE: &str = include_str!("../../templates/k3d/guide.md.hbs");
const NO_FILES: &str =
    "a node of k3d is made when the cluster is, and has no file with credentials";

/// k3d, for development.
pub struct K3d;

impl Target for K3d {
    fn name(&self) -> &'static str {
        "k3d"
    }

    fn reads(&self) -> &'static [Choice] {
        &[]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(GUIDE)
    }

    fn emit(&self, plan: &Plan, _: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        loopback::refuse(self.name(), plan)?;
        let files = rancher::files(self.name(), "k3s", plan, From::Values(NO_FILES))?;
        let is_registries = |f: &&NodeText| f.path.ends_with("/registries.yaml");
        let registries = files.iter().find(is_registries).map_or("", |f| &f.text);
        let authorities: Vec<Value> = files
            .iter()
            .filter(|f| f.path.ends_with(".pem"))
            .map(|f| json!({ "path": f.path, "content": f.text }))
            .collect();
        let hosts: Vec<Value> = plan
            .hosts
            .iter()
            .map(|(name, ip)| json!({ "ip": ip, "names": [name] }))
            .collect();
        let data = json!({
            "registries": registries, "files": authorities, "hosts": hosts,
            "no_default": plan.fallback == Fallback::None,
        });
        let templates = Templates::new(self.name(), &[("k3d.yaml", K3D)])?;
        let text = templates.render("k3d.yaml", &data)?;
        Ok(vec![Artifact::new("k3d.yaml", text).told(
            "A cluster whose nodes pull from the mirror.",
            "k3d cluster create NAME --config k3d.yaml",
            "nothing: k3d takes it when a cluster is created",
        )])
    }
}

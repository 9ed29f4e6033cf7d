//! From a mirror's settings to the files of every distribution.
//!
//! [`Plan`] says for each registry what a node asks, in order; each [`Target`] writes its files
//! from the plan alone; [`emit`] heads them with where they came from. Depends on the mirror's
//! settings and never on the renderer; touches no file, clock, network or environment.
//!
//! A new target is one file here, one folder in `templates/`, and one line in [`targets`].

mod artifact;
mod capi;
pub mod choose;
mod containerd;
mod credentials;
mod crio;
pub mod hosts;
mod k0s;
mod k0smotron;
mod kind;
mod kubeadm;
pub mod language;
mod loopback;
mod names;
mod plan;
mod rancher;
pub mod run_time;
mod talos;
mod template;

pub use artifact::{Artifact, Mark, NodeFile, Refusal, Role, Stamp};
pub use capi::{CapiFile, Machine};
pub use containerd::Containerd;
pub use crio::Crio;
pub use k0s::K0s;
pub use k0smotron::K0smotron;
pub use kind::Kind;
pub use kubeadm::Kubeadm;
pub use plan::{Authorization, Endpoint, Last, Phase, Place, Plan, UpstreamPlan};
pub use rancher::{K3s, Rke2, Rke2Capi};
pub use talos::Talos;
pub use template::Templates;

/// A distribution that files are written for.
pub trait Target: Sync {
    /// The name on the command line and in `generated/`.
    fn name(&self) -> &'static str;

    /// The files, without heads; or why this target cannot do what the plan says.
    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal>;
}

/// What a target needs to know beyond the plan. Each target says which of these it reads, and
/// refuses a version that it does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetOptions {
    /// The version of the distribution (of containerd, Talos, k0s, RKE2 …); the newest if unsaid.
    pub version: Option<String>,
    /// The version of the API that objects are written in (`v1beta1`, `v1beta2`).
    pub api: Option<String>,
    /// The namespace of objects.
    pub namespace: Option<String>,
    /// The name of objects, or of the cluster that they belong to.
    pub name: Option<String>,
}

/// Every target, in order of weight.
pub fn targets() -> &'static [&'static dyn Target] {
    &[
        &Containerd,
        &Kubeadm,
        &Rke2,
        &K3s,
        &Rke2Capi,
        &K0s,
        &Talos,
        &K0smotron,
        &Crio,
        &Kind,
    ]
}

/// The target of a name.
pub fn target(name: &str) -> Option<&'static dyn Target> {
    targets()
        .iter()
        .copied()
        .find(|target| target.name() == name)
}

/// The target's files for every phase of the plan, with heads. Nothing is mirrored: no files.
pub fn emit(
    target: &dyn Target,
    plans: &[Plan],
    options: &TargetOptions,
    stamp: &Stamp,
) -> Result<Vec<Artifact>, Refusal> {
    let mut all = Vec::new();
    for plan in plans.iter().filter(|plan| !plan.upstreams.is_empty()) {
        for mut artifact in target.emit(plan, options)? {
            artifact.head(target.name(), plan, stamp);
            if let Some(phase) = plan.phase {
                artifact.path = format!("{}/{}", phase.word(), artifact.path);
            }
            all.push(artifact);
        }
    }
    Ok(all)
}

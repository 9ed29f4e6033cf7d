//! From a mirror's settings to the files of every distribution.
//!
//! [`Plan`] says for each registry what a node asks, in order; each [`Target`] writes its files
//! from the plan alone; [`emit`] heads them with where they came from. Depends on the mirror's
//! settings and never on the renderer; touches no file, clock, network or environment.
//!
//! A new target is one file here, one folder in `templates/`, and one line in [`targets`].

mod artifact;
mod caches;
mod capi;
pub mod choose;
mod clusterclass;
mod containerd;
mod credentials;
mod crio;
mod hosts;
mod k0s;
mod k0smotron;
mod k3d;
mod kind;
mod kubeadm;
mod kubelet;
mod kustomize;
pub mod language;
mod loopback;
mod names;
mod plan;
mod rancher;
mod readme;
pub mod run_time;
mod talos;
mod template;
mod vcluster;

pub use artifact::{Artifact, Mark, NodeFile, Refusal, Role, Stamp};
pub use caches::{cache_name, cache_url, compose};
pub use capi::{CapiFile, Machine};
pub use clusterclass::ClusterClass;
pub use containerd::Containerd;
pub use crio::Crio;
pub use k0s::K0s;
pub use k0smotron::K0smotron;
pub use k3d::K3d;
pub use kind::Kind;
pub use kubeadm::Kubeadm;
pub use kustomize::Kustomize;
pub use plan::{Authorization, Endpoint, Last, Phase, Place, Plan, UpstreamPlan, upstream_address};
pub use rancher::{K3s, Rke2, Rke2Capi};
pub use readme::readme;
pub use talos::Talos;
pub use template::Templates;
pub use vcluster::Vcluster;

/// A distribution that files are written for.
pub trait Target: Sync {
    /// The name on the command line and in `generated/`.
    fn name(&self) -> &'static str;

    /// The files, without heads; or why this target cannot do what the plan says.
    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal>;

    /// The options that it reads; another one that is given is refused.
    fn reads(&self) -> &'static [Choice];

    /// How its files are applied and verified, and what to mind: `guide.md.hbs` of its folder.
    fn guide(&self, options: &TargetOptions) -> Guide;

    /// Whether a mirror is told which registry it stands for, by `?ns=`, as containerd does.
    fn names_upstream(&self) -> bool {
        true
    }

    /// Whether a docker config is looked up by the mirror's host, as CRI-O does, and not by that of
    /// the image's name, as the kubelet does.
    fn looks_up_by_mirror(&self) -> bool {
        false
    }

    /// Older versions and APIs that other files are written for, beside the newest.
    fn variants(&self) -> &'static [Variant] {
        &[]
    }
}

/// A target's words for its README.
pub struct Guide {
    /// A template in Markdown.
    pub text: &'static str,
    /// What the template asks of the version, beside what it is told of the plan.
    pub facts: Vec<(&'static str, bool)>,
}

impl Guide {
    /// Words that ask nothing of the version.
    pub fn plain(text: &'static str) -> Guide {
        let facts = Vec::new();
        Guide { text, facts }
    }
}

/// A version or an API that has files of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// What its folder is called after the target's name, `1.35` in `k0s-1.35`.
    pub suffix: &'static str,
    /// The version of the distribution.
    pub version: Option<&'static str>,
    /// The version of the API.
    pub api: Option<&'static str>,
}

impl Variant {
    /// An older version of the distribution.
    pub const fn version(version: &'static str) -> Variant {
        Variant {
            suffix: version,
            version: Some(version),
            api: None,
        }
    }

    /// An older version of the API.
    pub const fn api(api: &'static str) -> Variant {
        Variant {
            suffix: api,
            version: None,
            api: Some(api),
        }
    }
}

/// The folders of a target, each with what it is written for; the newest is first.
pub fn folders(target: &dyn Target) -> Vec<(String, TargetOptions)> {
    let variant = |v: &Variant| {
        let options = TargetOptions {
            version: v.version.map(str::to_string),
            api: v.api.map(str::to_string),
            ..TargetOptions::default()
        };
        (format!("{}-{}", target.name(), v.suffix), options)
    };
    let newest = (target.name().to_string(), TargetOptions::default());
    std::iter::once(newest)
        .chain(target.variants().iter().map(variant))
        .collect()
}

/// What a target may need to know beyond the plan: [`Target::reads`] says what it does. A version
/// that it does not know is refused.
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

/// One of the [`TargetOptions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The version of the distribution.
    Version,
    /// The version of the API.
    Api,
    /// The namespace of objects.
    Namespace,
    /// The name of objects.
    Name,
}

impl Choice {
    /// Every one.
    pub const ALL: [Choice; 4] = [
        Choice::Version,
        Choice::Api,
        Choice::Namespace,
        Choice::Name,
    ];

    /// Its name in [`TargetOptions`].
    pub fn word(self) -> &'static str {
        match self {
            Choice::Version => "version",
            Choice::Api => "api",
            Choice::Namespace => "namespace",
            Choice::Name => "name",
        }
    }
}

impl TargetOptions {
    /// The first option that is given and that a target does not read.
    pub fn unread(&self, target: &dyn Target) -> Option<Choice> {
        let given = |choice: &Choice| match choice {
            Choice::Version => self.version.is_some(),
            Choice::Api => self.api.is_some(),
            Choice::Namespace => self.namespace.is_some(),
            Choice::Name => self.name.is_some(),
        };
        let unread = |choice: &Choice| !target.reads().contains(choice);
        Choice::ALL.into_iter().find(|c| given(c) && unread(c))
    }
}

impl TargetOptions {
    /// A name or a namespace that no object can have, dots aside, which are refused too.
    fn misnamed(&self) -> Option<&str> {
        let letter = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let well = |word: &str| {
            let bytes = word.as_bytes();
            let ends = bytes.first().is_some_and(letter) && bytes.last().is_some_and(letter);
            ends && bytes.len() <= 63 && bytes.iter().all(|b| letter(b) || *b == b'-')
        };
        let words = [&self.name, &self.namespace].into_iter().flatten();
        words.map(String::as_str).find(|word| !well(word))
    }
}

/// Every target, in order of weight.
pub fn targets() -> &'static [&'static dyn Target] {
    &[
        &Containerd,
        &Kubeadm,
        &Kustomize,
        &ClusterClass,
        &Rke2,
        &K3s,
        &Rke2Capi,
        &K0s,
        &Talos,
        &K0smotron,
        &Crio,
        &Kind,
        &K3d,
        &Vcluster,
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
    if let Some(choice) = options.unread(target) {
        let reason = format!("this target has no use for the option `{}`", choice.word());
        return Err(Refusal::new(target.name(), reason, "leave it out"));
    }
    if let Some(word) = options.misnamed() {
        let reason = format!("`{}` is no name of an object", language::line(word));
        let remedy = "write lower-case letters, digits and `-`, at most 63, as in `lab-1`";
        return Err(Refusal::new(target.name(), reason, remedy));
    }
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

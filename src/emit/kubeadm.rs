//! Cluster API with kubeadm: containerd's hosts directory through `files`, and one command that
//! sets `config_path`, restarts containerd and verifies both before kubeadm runs.

use super::artifact::{Artifact, Refusal, Role};
use super::capi::{self, CapiFile, Machine, Object};
use super::containerd::{CERTS, configure};
use super::hosts;
use super::plan::Plan;
use super::{Target, TargetOptions};
use airlock_lock::mirror::Fallback;

const SCRIPT: &str = "/etc/airlock/configure-containerd.sh";
const CONTROL_PLANE: &str = "controlplane.cluster.x-k8s.io";
const BOOTSTRAP: &str = "bootstrap.cluster.x-k8s.io";

/// Cluster API with kubeadm. Reads `api`, `namespace` and `name`.
pub struct Kubeadm;

/// Files and commands for `kubeadmConfigSpec`, the same for control plane and workers.
pub(super) fn machine(target: &'static str, plan: &Plan) -> Result<Machine, Refusal> {
    let files = hosts::tree(target, plan)?;
    let script = configure(target, plan, &files)?;
    let mut machine = Machine::default();
    for file in files {
        let path = format!("{CERTS}/{}", file.path);
        machine
            .files
            .push(CapiFile::new(path, file.text, file.secret));
    }
    machine.files.push(CapiFile::new(SCRIPT, script, false));
    // A failing command alone does not stop cloud-init's script on every image.
    machine.commands.push(match plan.fallback {
        Fallback::None => format!("sh {SCRIPT} || exit 1"),
        Fallback::Upstream => {
            format!("sh {SCRIPT} || echo 'airlock: going on without the mirror' >&2")
        }
    });
    Ok(machine)
}

impl Target for Kubeadm {
    fn name(&self) -> &'static str {
        "kubeadm"
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        let mut machine = machine(self.name(), plan)?;
        let name = format!(
            "{}-mirror-files",
            options.name.as_deref().unwrap_or("airlock")
        );
        let long = machine.fit(self.name(), &name)?;
        let namespace = options.namespace.as_deref().unwrap_or("default");
        let mut artifacts = Vec::new();
        for file in &long {
            artifacts.extend(capi::secret(self.name(), namespace, file)?);
        }
        for (kind, group, path, role) in KINDS {
            let object = Object {
                api_version: format!("{group}/{api}"),
                kind,
                path,
                hook: "preKubeadmCommands",
            };
            let text = capi::snippet(self.name(), &object, &machine)?;
            artifacts.push(told(kind, role, text));
        }
        Ok(artifacts)
    }
}

type Kind = (&'static str, &'static str, &'static [&'static str], Role);

const KINDS: [Kind; 3] = [
    (
        "KubeadmControlPlane",
        CONTROL_PLANE,
        &["spec", "kubeadmConfigSpec"],
        Role::ControlPlane,
    ),
    (
        "KubeadmControlPlaneTemplate",
        CONTROL_PLANE,
        &["spec", "template", "spec", "kubeadmConfigSpec"],
        Role::ControlPlane,
    ),
    (
        "KubeadmConfigTemplate",
        BOOTSTRAP,
        &["spec", "template", "spec"],
        Role::Worker,
    ),
];

fn told(kind: &str, role: Role, text: String) -> Artifact {
    let hash = Artifact::content_hash(text.as_bytes());
    let short: String = hash.chars().take(8).collect();
    let (path, effect) = match role {
        Role::Worker => (
            format!("{kind}-{short}.yaml"),
            "nothing when edited in place; give the template a new name with this file's hash and point the MachineDeployment at it, and its nodes roll",
        ),
        _ => (format!("{kind}.yaml"), "every control-plane node rolls"),
    };
    let mut artifact = Artifact::new(path, text).told(
        &format!("The mirror's part of a {kind}."),
        "put its files and preKubeadmCommands before those of the manifest (and before kube-vip's)",
        effect,
    );
    artifact.role = role;
    artifact
}

//! Cluster API with kubeadm: containerd's hosts directory through `files`, and one command that
//! sets `config_path`, restarts containerd and verifies both before kubeadm runs.

use super::artifact::{Artifact, Refusal, Role};
use super::capi::{self, CapiFile, Machine, Object, Words};
use super::containerd::{CERTS, configure};
use super::credentials::{self, Filled, From};
use super::plan::Plan;
use super::{Choice, Guide, Target, TargetOptions, Variant, hosts, kubelet, loopback};

const SCRIPT: &str = "/etc/airlock/configure-containerd.sh";

/// Cluster API with kubeadm.
pub struct Kubeadm;

/// Files and commands for `kubeadmConfigSpec`, the same for control plane and workers.
pub(super) fn machine(target: &'static str, plan: &Plan) -> Result<Machine, Refusal> {
    loopback::refuse(target, plan)?;
    let (plan, config) = &kubelet::split(target, plan)?;
    let files = hosts::tree(target, plan, From::Objects)?;
    let script = configure(target, plan, &files)?;
    let mut machine = Machine::default();
    for file in files {
        let path = format!("{CERTS}/{}", file.path);
        machine
            .files
            .push(CapiFile::new(path, file.text, file.secret));
    }
    let (files, command) = credentials::for_machine(target, plan, &Filled::Tree(CERTS))?;
    machine.files.extend(files);
    machine.commands.extend(command);
    machine.files.push(CapiFile::new(SCRIPT, script, false));
    machine.files.extend(config.clone());
    machine.commands.push(capi::running(SCRIPT, plan.fallback));
    Ok(machine)
}

impl Target for Kubeadm {
    fn name(&self) -> &'static str {
        "kubeadm"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Api, Choice::Namespace, Choice::Name]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/kubeadm/guide.md.hbs"))
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::api("v1beta1")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        let (machine, mut artifacts) =
            capi::fitted(self.name(), machine(self.name(), plan)?, options)?;
        let body = capi::body(self.name(), &machine, "preKubeadmCommands")?;
        let made = |object: &Object| object.artifact(api, &body, options, &WORDS);
        artifacts.extend(OBJECTS.iter().map(made));
        Ok(artifacts)
    }
}

const WORDS: Words = Words {
    about: "The mirror's part of a KIND.",
    apply: "put its files and preKubeadmCommands before those of the manifest (and before kube-vip's)",
    effect: "every control-plane node rolls",
};

/// The objects that hold a machine's files.
pub(super) const OBJECTS: [Object; 3] = [
    Object {
        kind: "KubeadmControlPlane",
        group: "controlplane",
        path: &["spec", "kubeadmConfigSpec"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "KubeadmControlPlaneTemplate",
        group: "controlplane",
        path: &["spec", "template", "spec", "kubeadmConfigSpec"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "KubeadmConfigTemplate",
        group: "bootstrap",
        path: &["spec", "template", "spec"],
        role: Role::Worker,
    },
];

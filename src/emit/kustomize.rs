//! A kustomize component for kubeadm by Cluster API: adds to the lists of a manifest and replaces
//! none. Bootstrap templates get their content's hash as the end of their name, and what refers to
//! them follows.

use super::artifact::{Artifact, Refusal};
use super::capi::{self, Object};
use super::kubeadm;
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant};
use serde_json::{Value, json};

const TEMPLATES: [(&str, &str); 4] = [
    (
        "kustomization",
        include_str!("../../templates/kubeadm-kustomize/kustomization.yaml.hbs"),
    ),
    (
        "patch",
        include_str!("../../templates/kubeadm-kustomize/patch.yaml.hbs"),
    ),
    (
        "absent",
        include_str!("../../templates/kubeadm-kustomize/absent.yaml.hbs"),
    ),
    (
        "names",
        include_str!("../../templates/kubeadm-kustomize/names.yaml.hbs"),
    ),
];
const GUIDE: &str = include_str!("../../templates/kubeadm-kustomize/guide.md.hbs");

/// A kustomize component.
pub struct Kustomize;

impl Target for Kustomize {
    fn name(&self) -> &'static str {
        "kubeadm-kustomize"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Api, Choice::Namespace, Choice::Name]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(GUIDE)
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::api("v1beta1")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        let machine = kubeadm::machine(self.name(), plan)?;
        let (machine, mut artifacts) = capi::fitted(self.name(), machine, options)?;
        let templates = Templates::new(self.name(), &TEMPLATES)?;
        let values = machine.values();
        let body = json!({ "files": values, "commands": machine.commands });
        let hash = Artifact::content_hash(body.to_string().as_bytes());
        let data = json!({
            "api": api, "suffix": format!("-{}", hash.get(..8).unwrap_or(&hash)),
            "secret": !artifacts.is_empty(), "objects": objects(),
        });
        let names = templates.render("names", &data)?;
        let component = templates.render("kustomization", &data)?;
        artifacts.push(told("kustomization.yaml", component));
        artifacts.push(told("names.yaml", names));
        for object in &kubeadm::OBJECTS {
            let files: Vec<&Value> = values.iter().rev().collect();
            let commands: Vec<&String> = machine.commands.iter().rev().collect();
            let path = object.pointer();
            let data = json!({
                "files_path": format!("{path}/files/0"), "files": files,
                "commands_path": format!("{path}/preKubeadmCommands/0"), "commands": commands,
            });
            artifacts.push(told(&file(object), templates.render("patch", &data)?));
        }
        for key in ["files", "preKubeadmCommands"] {
            let text = templates.render("absent", &json!({ "key": key, "objects": objects() }))?;
            artifacts.push(absent(key, text));
        }
        Ok(artifacts)
    }
}

fn file(object: &Object) -> String {
    format!("{}.yaml", object.kind)
}

fn objects() -> Vec<Value> {
    let data = |object: &Object| json!({ "kind": object.kind, "file": file(object), "path": object.pointer() });
    kubeadm::OBJECTS.iter().map(data).collect()
}

fn told(path: &str, text: String) -> Artifact {
    Artifact::new(path, text).told(
        "A part of the component that adds the mirror to each KubeadmControlPlane and KubeadmConfigTemplate.",
        "name this folder in `components` of your kustomization, before kube-vip's",
        "control-plane nodes roll; a bootstrap template gets a new name, and its nodes roll",
    )
}

fn absent(key: &str, text: String) -> Artifact {
    Artifact::new(format!("absent-{key}/kustomization.yaml"), text).told(
        &format!("Gives manifests that have no `{key}` the list that the component adds to."),
        &format!(
            "name it in `components` before the component, where no object has `{key}`; it refuses one that has"
        ),
        "nothing by itself",
    )
}

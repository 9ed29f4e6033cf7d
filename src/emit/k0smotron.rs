//! k0s by Cluster API with k0smotron: the files of k0s alone, which has neither owner nor encoding
//! here. A mirror at 127.0.0.1 is refused: every machine gets the same files.

use super::artifact::{Artifact, Refusal, Role};
use super::capi::{self, CapiFile, Object, Words};
use super::credentials::{self, Filled, From};
use super::language::sh;
use super::plan::Plan;
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant, k0s, loopback, names};
use airlock_lock::mirror::Fallback;
use serde_json::{Value, json};

const BODY: &str = include_str!("../../templates/k0smotron/body.yaml.hbs");

/// k0smotron by Cluster API. Reads `version`, that of k0s, `api` and `name`.
pub struct K0smotron;

const OBJECTS: [Object; 4] = [
    Object {
        kind: "K0sControlPlane",
        group: "controlplane",
        path: &["spec", "k0sConfigSpec"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "K0sControlPlaneTemplate",
        group: "controlplane",
        path: &["spec", "template", "spec", "k0sConfigSpec"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "K0sWorkerConfigTemplate",
        group: "bootstrap",
        path: &["spec", "template", "spec"],
        role: Role::Worker,
    },
    Object {
        kind: "K0sWorkerConfig",
        group: "bootstrap",
        path: &["spec"],
        role: Role::Worker,
    },
];

const WORDS: Words = Words {
    about: "The mirror's part of a KIND.",
    apply: "put its files and commands before those of the manifest; spec.version is of the k0s that it is made for (to 1.35, or from 1.36)",
    effect: "new machines get it; what k0smotron does with running ones follows its update strategy",
};

impl Target for K0smotron {
    fn name(&self) -> &'static str {
        "k0smotron"
    }

    fn reads(&self) -> &'static [Choice] {
        &[
            Choice::Version,
            Choice::Api,
            Choice::Namespace,
            Choice::Name,
        ]
    }

    fn guide(&self, options: &TargetOptions) -> Guide {
        Guide {
            text: include_str!("../../templates/k0smotron/guide.md.hbs"),
            facts: vec![(
                "old",
                k0s::is_old(self.name(), options.version.as_deref()).unwrap_or(false),
            )],
        }
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::api("v1beta1"), Variant::version("1.35")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let old = k0s::is_old(self.name(), options.version.as_deref())?;
        let api = capi::api(self.name(), options.api.as_deref())?;
        loopback::refuse(self.name(), plan)?;
        let hook = match api {
            "v1beta1" => "preStartCommands",
            _ => "preK0sCommands",
        };
        let body = body(self.name(), plan, old, hook)?;
        let made = |object: &Object| object.artifact(api, &body, options, &WORDS);
        Ok(OBJECTS.iter().map(made).collect())
    }
}

fn body(
    target: &'static str,
    plan: &Plan,
    old: bool,
    hook: &'static str,
) -> Result<String, Refusal> {
    let files = k0s::files(target, plan, old, From::Objects)?;
    let (further, command) = credentials::for_machine(target, plan, &Filled::Tree(k0s::CERTS))?;
    let mut commands = names::commands(plan);
    commands.extend(command);
    if plan.fallback == Fallback::None {
        commands.extend(files.iter().map(|f| {
            let path = sh(&f.path);
            format!("[ -s {path} ] || {{ echo airlock: {path} is missing >&2; exit 1; }}")
        }));
    }
    let own = files
        .into_iter()
        .map(|file| CapiFile::new(file.path, file.text, file.secret));
    let files: Vec<Value> = own.chain(further).map(|file| file.data()).collect();
    let templates = Templates::new(target, &[("body.yaml", BODY)])?;
    let data = json!({ "files": files, "commands": commands, "hook": hook });
    templates.render("body.yaml", &data)
}

//! k0s by Cluster API with k0smotron: the files of k0s alone, which has neither owner nor encoding
//! here. A mirror at 127.0.0.1 is refused: every machine gets the same files.

use super::artifact::{Artifact, Refusal, Role};
use super::k0s;
use super::loopback;
use super::plan::Plan;
use super::template::Templates;
use super::{Target, TargetOptions, capi};
use airlock_lock::mirror::Fallback;
use serde_json::{Value, json};

const BODY: &str = include_str!("../../templates/k0smotron/body.yaml.hbs");

/// k0smotron by Cluster API. Reads `version`, that of k0s, and `api`.
pub struct K0smotron;

type Kind = (&'static str, &'static str, &'static [&'static str], Role);

const KINDS: [Kind; 4] = [
    (
        "K0sControlPlane",
        "controlplane",
        &["spec", "k0sConfigSpec"],
        Role::ControlPlane,
    ),
    (
        "K0sControlPlaneTemplate",
        "controlplane",
        &["spec", "template", "spec", "k0sConfigSpec"],
        Role::ControlPlane,
    ),
    (
        "K0sWorkerConfigTemplate",
        "bootstrap",
        &["spec", "template", "spec"],
        Role::Worker,
    ),
    ("K0sWorkerConfig", "bootstrap", &["spec"], Role::Worker),
];

impl Target for K0smotron {
    fn name(&self) -> &'static str {
        "k0smotron"
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
        let made = |(kind, group, path, role): &Kind| {
            let head = format!("apiVersion: {group}.cluster.x-k8s.io/{api}\nkind: {kind}\n");
            told(kind, *role, head + &below(path, &body))
        };
        Ok(KINDS.iter().map(made).collect())
    }
}

fn body(
    target: &'static str,
    plan: &Plan,
    old: bool,
    hook: &'static str,
) -> Result<String, Refusal> {
    let files = k0s::files(target, plan, old)?;
    let mut commands = k0s::host_commands(plan);
    if plan.fallback == Fallback::None {
        commands.iter_mut().for_each(|c| c.push_str(" || exit 1"));
        commands.extend(files.iter().map(|f| {
            let path = super::language::sh(&f.path);
            format!("[ -s {path} ] || {{ echo airlock: {path} is missing >&2; exit 1; }}")
        }));
    }
    let files: Vec<Value> = files
        .into_iter()
        .map(|file| {
            let mode = if file.secret { "0600" } else { "0644" };
            json!({ "path": file.path, "permissions": mode, "content": file.text })
        })
        .collect();
    let templates = Templates::new(target, &[("body.yaml", BODY)])?;
    let data = json!({ "files": files, "commands": commands, "hook": hook });
    templates.render("body.yaml", &data)
}

/// A body below keys, one in the other.
fn below(path: &[&str], body: &str) -> String {
    let mut out = String::new();
    for (depth, key) in path.iter().enumerate() {
        out.push_str(&format!("{}{key}:\n", "  ".repeat(depth)));
    }
    let margin = "  ".repeat(path.len());
    for line in body.lines() {
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

fn told(kind: &str, role: Role, text: String) -> Artifact {
    let hash = Artifact::content_hash(text.as_bytes());
    let short: String = hash.chars().take(8).collect();
    let (path, effect) = match kind.ends_with("ConfigTemplate") {
        true => (
            format!("{kind}-{short}.yaml"),
            "nothing when edited in place; a template of a new name, with this file's hash, rolls its nodes",
        ),
        false => (
            format!("{kind}.yaml"),
            "new machines get it; what k0smotron does with running ones follows its update strategy",
        ),
    };
    let mut artifact = Artifact::new(path, text).told(
        &format!("The mirror's part of a {kind}."),
        "put its files and commands before those of the manifest; spec.version is of the k0s that it is made for (to 1.35, or from 1.36)",
        effect,
    );
    artifact.role = role;
    artifact
}

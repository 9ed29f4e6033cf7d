//! Talos: patches of `machine.registries` to 1.11, documents from 1.12 on. Talos appends to lists,
//! so that there are two kinds: `clean`, for a configuration that names none of the registries,
//! and `replace`, for any. Contents that are files on a node elsewhere are refused.

use super::artifact::{Artifact, Refusal, Role};
use super::language::base64;
use super::loopback;
use super::plan::{Endpoint, Last, Plan, UpstreamPlan};
use super::template::Templates;
use super::{Target, TargetOptions};
use airlock_lock::mirror::{Credential, CredentialKind, Credentials};
use serde_json::{Value, json};

const TEMPLATES: [(&str, &str); 7] = [
    (
        "patch",
        include_str!("../../templates/talos/patch.yaml.hbs"),
    ),
    (
        "delete",
        include_str!("../../templates/talos/delete.yaml.hbs"),
    ),
    (
        "documents",
        include_str!("../../templates/talos/documents.yaml.hbs"),
    ),
    (
        "delete-documents",
        include_str!("../../templates/talos/delete-documents.yaml.hbs"),
    ),
    (
        CONTROL_PLANE,
        include_str!("../../templates/talos/TalosControlPlane.yaml.hbs"),
    ),
    (
        WORKERS,
        include_str!("../../templates/talos/TalosConfigTemplate.yaml.hbs"),
    ),
    (
        "patches.tf",
        include_str!("../../templates/talos/patches.tf.hbs"),
    ),
];

const CONTROL_PLANE: &str = "TalosControlPlane";
const WORKERS: &str = "TalosConfigTemplate";

/// Talos. Reads `version`, that of Talos: from 1.12 on the documents are written.
pub struct Talos;

impl Target for Talos {
    fn name(&self) -> &'static str {
        "talos"
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let minor = minor(self.name(), options.version.as_deref())?;
        loopback::refuse(self.name(), plan)?;
        let templates = Templates::new(self.name(), &TEMPLATES)?;
        let data = data(self.name(), plan)?;
        let (set, delete) = match minor >= 12 {
            true => ("documents", "delete-documents"),
            false => ("patch", "delete"),
        };
        let set = templates.render(set, &data)?;
        let delete = templates.render(delete, &data)?;
        let objects = json!({ "version": format!("v1.{minor}"), "patch": set });
        let mut artifacts = patches(plan, &set, &delete);
        for (kind, role) in [(CONTROL_PLANE, Role::ControlPlane), (WORKERS, Role::Worker)] {
            artifacts.push(object(kind, role, templates.render(kind, &objects)?));
        }
        let terraform = templates.render("patches.tf", &objects)?;
        artifacts.push(Artifact::new("patches.tf", terraform).told(
            "The patch `clean` for Terraform's talos provider.",
            "put local.airlock_config_patches first in config_patches of data.talos_machine_configuration",
            effect(plan),
        ));
        Ok(artifacts)
    }
}

fn minor(target: &'static str, version: Option<&str>) -> Result<u32, Refusal> {
    let Some(version) = version else {
        return Ok(13);
    };
    let mut parts = version.trim_start_matches('v').split(['.', '-', '+']);
    match (parts.next(), parts.next().map(str::parse::<u32>)) {
        (Some("1"), Some(Ok(minor @ 9..=99))) => Ok(minor),
        _ => Err(Refusal::new(
            target,
            format!("Talos {version} is not known"),
            "name a version from 1.9 on, as v1.13.6",
        )),
    }
}

fn effect(plan: &Plan) -> &'static str {
    match plan.mirrors().iter().any(|m| m.auth.is_some()) {
        true => "nodes reboot: changed credentials need it",
        false => "nothing reboots: changed mirrors are taken at once",
    }
}

/// Setting before deleting makes the deletion find what it deletes, on every configuration.
fn patches(plan: &Plan, set: &str, delete: &str) -> Vec<Artifact> {
    let clean = Artifact::new("clean.yaml", set).told(
        "The mirror, for a configuration that names none of its registries; twice, it doubles.",
        "talosctl gen config --config-patch @clean.yaml, or talosctl -n NODE patch mc --patch @clean.yaml once; verify: talosctl -n NODE get registryconfigs.cri.talos.dev -o yaml",
        effect(plan),
    );
    let steps = [
        (
            "replace/1-set.yaml",
            set,
            "Makes sure that step 2 finds what it deletes.",
        ),
        (
            "replace/2-delete.yaml",
            delete,
            "Deletes what any configuration says of these registries.",
        ),
        (
            "replace/3-set.yaml",
            set,
            "Sets the mirror, and nothing beside it.",
        ),
    ];
    let step = |(path, text, about): (&str, &str, &str)| {
        Artifact::new(path, text).told(
            about,
            "all three at once, in order: talosctl -n NODE patch mc --patch @1-set.yaml --patch @2-delete.yaml --patch @3-set.yaml",
            effect(plan),
        )
    };
    std::iter::once(clean).chain(steps.map(step)).collect()
}

fn object(kind: &str, role: Role, text: String) -> Artifact {
    let hash = Artifact::content_hash(text.as_bytes());
    let short: String = hash.chars().take(8).collect();
    let (path, effect) = match role {
        Role::Worker => (
            format!("{kind}-{short}.yaml"),
            "nothing when edited in place; a template of a new name, with this file's hash, rolls its nodes",
        ),
        _ => (format!("{kind}.yaml"), "control-plane nodes roll"),
    };
    let mut artifact = Artifact::new(path, text).told(
        &format!("The mirror's part of a {kind}: the patch `clean`, as each machine's configuration is made anew."),
        "put its patch before those of the manifest, which name none of these registries",
        effect,
    );
    artifact.role = role;
    artifact
}

fn data(target: &'static str, plan: &Plan) -> Result<Value, Refusal> {
    let mirrors: Vec<Value> = plan.upstreams.iter().map(mirror).collect();
    let mut configs = Vec::new();
    for mirror in plan.mirrors() {
        let (auth, tls) = (auth(target, mirror)?, tls(target, mirror)?);
        if !auth.is_empty() || tls != Value::Bool(false) {
            configs.push(json!({ "name": mirror.address.authority(), "auth": auth, "tls": tls }));
        }
    }
    Ok(json!({ "mirrors": mirrors, "configs": configs, "hosts": hosts(plan) }))
}

/// The upstream is never an endpoint: `overridePath` of the old form would hold for it too.
fn mirror(upstream: &UpstreamPlan) -> Value {
    let endpoint =
        |e: &Endpoint| json!({ "url": e.url(), "override_path": e.override_path().is_some() });
    let endpoints: Vec<Value> = upstream.endpoints.iter().map(endpoint).collect();
    json!({
        "name": upstream.place.name(), "endpoints": endpoints,
        "override_path": upstream.endpoints.iter().any(|e| e.override_path().is_some()),
        "skip_fallback": upstream.last == Last::Nothing,
    })
}

/// Names by address: one address is one document.
fn hosts(plan: &Plan) -> Vec<Value> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, ip) in &plan.hosts {
        match found.iter_mut().find(|(known, _)| known == ip) {
            Some((_, names)) => names.push(name),
            None => found.push((ip, vec![name])),
        }
    }
    let value = |(ip, names): (&str, Vec<&str>)| json!({ "ip": ip, "names": names });
    found.into_iter().map(value).collect()
}

fn auth(target: &'static str, mirror: &Endpoint) -> Result<Vec<Value>, Refusal> {
    let pair = |key: &str, value: &str| json!({ "key": key, "value": value });
    match &mirror.auth {
        None => Ok(Vec::new()),
        Some(Credentials {
            kind: CredentialKind::Basic,
            held: Credential::Value(value),
        }) => {
            let (user, password) = value.split_once(':').unwrap_or((value, ""));
            Ok(vec![pair("username", user), pair("password", password)])
        }
        Some(Credentials {
            kind: CredentialKind::IdentityToken,
            held: Credential::Value(value),
        }) => Ok(vec![pair("identityToken", value)]),
        Some(_) => Err(Refusal::new(
            target,
            "a machine configuration holds credentials itself and reads them from nowhere else",
            "allow anonymous reads at the mirror, or write basic credentials or an identity token by `value`",
        )),
    }
}

fn tls(target: &'static str, mirror: &Endpoint) -> Result<Value, Refusal> {
    if mirror.client.is_some() {
        return Err(Refusal::new(
            target,
            "a machine configuration holds a client certificate itself, and the profile names paths",
            "put a RegistryTLSConfig with clientIdentity beside these files by hand, and leave `client` out",
        ));
    }
    if mirror.ca.is_none() && !mirror.skip_verify {
        return Ok(Value::Bool(false));
    }
    let pem = mirror.ca.as_deref();
    Ok(json!({
        "ca": pem.unwrap_or(""), "encoded": pem.map_or(String::new(), |p| base64(p.as_bytes())),
        "skip": mirror.skip_verify,
    }))
}

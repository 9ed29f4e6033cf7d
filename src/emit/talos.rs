//! Talos: patches of `machine.registries` to 1.11, documents from 1.12 on. Talos appends to lists,
//! so that there are two kinds: `clean`, for a configuration that names none of the registries,
//! and `replace`, for any. Contents that are files on a node elsewhere are refused.

use super::artifact::{Artifact, Refusal, Role};
use super::capi::{Object, Words};
use super::credentials::From;
use super::language::base64;
use super::plan::{Endpoint, Last, Plan, UpstreamPlan};
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant, credentials, loopback};
use serde_json::{Value, json};

const TEMPLATES: [(&str, &str); 10] = [
    (
        "patch",
        include_str!("../../templates/talos/patch.yaml.hbs"),
    ),
    (
        "ensure",
        include_str!("../../templates/talos/ensure.yaml.hbs"),
    ),
    (
        "ensure-documents",
        include_str!("../../templates/talos/ensure-documents.yaml.hbs"),
    ),
    (
        "hosts",
        include_str!("../../templates/talos/hosts.yaml.hbs"),
    ),
    (
        "hosts-documents",
        include_str!("../../templates/talos/hosts-documents.yaml.hbs"),
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
        "machine.yaml",
        include_str!("../../templates/talos/machine.yaml.hbs"),
    ),
    (
        "patches.tf",
        include_str!("../../templates/talos/patches.tf.hbs"),
    ),
];

/// Talos. Reads `version`, that of Talos (from 1.12 on the documents are written), and `name`.
pub struct Talos;

impl Target for Talos {
    fn name(&self) -> &'static str {
        "talos"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Version, Choice::Namespace, Choice::Name]
    }

    fn guide(&self, options: &TargetOptions) -> Guide {
        let minor = minor(self.name(), options.version.as_deref());
        Guide {
            text: include_str!("../../templates/talos/guide.md.hbs"),
            facts: vec![("documents", minor.unwrap_or(13) >= 12)],
        }
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::version("1.11")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let minor = minor(self.name(), options.version.as_deref())?;
        loopback::refuse(self.name(), plan)?;
        let templates = Templates::new(self.name(), &TEMPLATES)?;
        let data = data(self.name(), plan)?;
        let names = match minor >= 12 {
            true => [
                "documents",
                "ensure-documents",
                "delete-documents",
                "hosts-documents",
            ],
            false => ["patch", "ensure", "delete", "hosts"],
        };
        let [set, ensure, delete, hosts] = names.map(|name| templates.render(name, &data));
        let set = set?;
        // An address's names are a list that can only be appended to, and others may have some in it:
        // what is applied again and again has none.
        let mut unnamed = data.clone();
        unnamed["hosts"] = json!([]);
        let again = templates.render(names[0], &unnamed)?;
        let mut artifacts = vec![clean(plan, &set)];
        artifacts.extend(replace(plan, [&ensure?, &delete?, &again]));
        if !plan.hosts.is_empty() {
            artifacts.push(names_once(hosts?));
        }
        for (object, kind) in OBJECTS.iter().zip(["controlplane", "worker"]) {
            let data = json!({ "version": format!("v1.{minor}"), "patch": set, "kind": kind });
            let body = templates.render("machine.yaml", &data)?;
            artifacts.push(object.artifact(API, &body, options, &WORDS));
        }
        let terraform = templates.render("patches.tf", &json!({ "patch": set }))?;
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

fn clean(plan: &Plan, set: &str) -> Artifact {
    Artifact::new("clean.yaml", set).told(
        "The mirror, for a configuration that names none of its registries; twice, it doubles.",
        "talosctl gen config --config-patch @clean.yaml, or talosctl -n NODE patch mc --patch @clean.yaml once; verify: talosctl -n NODE get registryconfigs.cri.talos.dev -o yaml",
        effect(plan),
    )
}

/// Deleting is an error where there is nothing: the first step makes sure that there is.
fn replace(plan: &Plan, texts: [&str; 3]) -> impl Iterator<Item = Artifact> {
    let steps = [
        (
            "replace/1-ensure.yaml",
            "Makes sure that step 2 finds what it deletes.",
        ),
        (
            "replace/2-delete.yaml",
            "Deletes what any configuration says of these registries and of the mirror.",
        ),
        (
            "replace/3-set.yaml",
            "Sets the mirror, and nothing beside it.",
        ),
    ];
    let effect = effect(plan);
    steps.into_iter().zip(texts).map(move |((path, about), text)| {
        Artifact::new(path, text).told(
            about,
            "all three at once, in order: talosctl -n NODE patch mc --patch @1-ensure.yaml --patch @2-delete.yaml --patch @3-set.yaml",
            effect,
        )
    })
}

fn names_once(hosts: String) -> Artifact {
    Artifact::new("replace/hosts.yaml", hosts).told(
        "The mirror's names, which a patch can only append.",
        "once, where the node does not know them yet: talosctl -n NODE patch mc --patch @hosts.yaml",
        "nothing reboots; a second time, the names stand there twice",
    )
}

const WORDS: Words = Words {
    about: "The mirror's part of a KIND: the patch `clean`, as each machine's configuration is made anew.",
    apply: "put its patch before those of the manifest, which name none of these registries",
    effect: "control-plane nodes roll",
};

const OBJECTS: [Object; 2] = [
    Object {
        kind: "TalosControlPlane",
        group: "controlplane",
        path: &["spec", "controlPlaneConfig", "controlplane"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "TalosConfigTemplate",
        group: "bootstrap",
        path: &["spec", "template", "spec"],
        role: Role::Worker,
    },
];

const NO_REFERENCES: &str =
    "a machine configuration holds credentials itself, and reads none from a file or a Secret";

/// The API of Talos's own providers.
const API: &str = "v1alpha3";

fn data(target: &'static str, plan: &Plan) -> Result<Value, Refusal> {
    credentials::check(target, plan, From::Values(NO_REFERENCES), true)?;
    let mirrors: Vec<Value> = plan.upstreams.iter().map(mirror).collect();
    let mut configs = Vec::new();
    for mirror in plan.mirrors() {
        let auth = credentials::pairs(mirror, "identityToken");
        let tls = tls(target, mirror)?;
        if !auth.is_empty() || tls != Value::Bool(false) {
            configs.push(json!({ "name": mirror.address.authority(), "auth": auth, "tls": tls }));
        }
    }
    let authorities: Vec<String> = plan
        .mirrors()
        .iter()
        .map(|m| m.address.authority())
        .collect();
    Ok(json!({
        "mirrors": mirrors, "configs": configs, "hosts": hosts(plan), "authorities": authorities,
    }))
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

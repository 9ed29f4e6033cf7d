//! RKE2 and K3s: `registries.yaml`, and the switch that takes the upstream away.

use super::artifact::{Artifact, NodeFile, Refusal, Role};
use super::capi::{self, CapiFile, Machine, Object, Words};
use super::credentials::{self, Filled, From, pair};
use super::plan::{Endpoint, Last, Plan};
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant, loopback, names};
use airlock_lock::mirror::Fallback;
use serde_json::{Value, json};

const REGISTRIES: &str = include_str!("../../templates/rancher/registries.yaml.hbs");
const NO_DEFAULT: &str = include_str!("../../templates/rancher/no-default.yaml.hbs");

/// K3s alone.
pub struct K3s;
/// RKE2 alone.
pub struct Rke2;
/// RKE2 by Cluster API.
pub struct Rke2Capi;

impl Target for K3s {
    fn name(&self) -> &'static str {
        "k3s"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Version]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/k3s/guide.md.hbs"))
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        alone(self.name(), "k3s", plan, options)
    }
}

impl Target for Rke2 {
    fn name(&self) -> &'static str {
        "rke2"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Version]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/rke2/guide.md.hbs"))
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        alone(self.name(), "rke2", plan, options)
    }
}

impl Target for Rke2Capi {
    fn name(&self) -> &'static str {
        "rke2-capi"
    }

    fn reads(&self) -> &'static [Choice] {
        &[
            Choice::Version,
            Choice::Api,
            Choice::Namespace,
            Choice::Name,
        ]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/rke2-capi/guide.md.hbs"))
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::api("v1beta1")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        check_version(self.name(), plan, options.version.as_deref())?;
        let (machine, mut artifacts) =
            capi::fitted(self.name(), machine(self.name(), plan)?, options)?;
        let body = capi::body(self.name(), &machine, "preRKE2Commands")?;
        let made = |object: &Object| object.artifact(api, &body, options, &WORDS);
        artifacts.extend(OBJECTS.iter().map(made));
        Ok(artifacts)
    }
}

const WORDS: Words = Words {
    about: "The mirror's part of a KIND.",
    apply: "put its files and commands before those of the manifest (mirror, VIP, SSH); leave privateRegistriesConfig out",
    effect: "control-plane nodes roll",
};

const OBJECTS: [Object; 2] = [
    Object {
        kind: "RKE2ControlPlane",
        group: "controlplane",
        path: &["spec"],
        role: Role::ControlPlane,
    },
    Object {
        kind: "RKE2ConfigTemplate",
        group: "bootstrap",
        path: &["spec", "template", "spec"],
        role: Role::Worker,
    },
];

/// Files and commands for RKE2's machines, the same for control plane and workers.
pub(super) fn machine(target: &'static str, plan: &Plan) -> Result<Machine, Refusal> {
    loopback::refuse(target, plan)?;
    let mut machine = Machine::default();
    for file in files(target, "rke2", plan, From::Objects)? {
        machine
            .files
            .push(CapiFile::new(file.path, file.text, file.secret));
    }
    machine.commands = names::commands(plan);
    let filled = Filled::File("/etc/rancher/rke2/registries.yaml");
    let (files, command) = credentials::for_machine(target, plan, &filled)?;
    machine.files.extend(files);
    machine.commands.extend(command);
    Ok(machine)
}

/// A file that a node of RKE2 or K3s reads.
pub(super) struct NodeText {
    pub(super) path: String,
    pub(super) text: String,
    secret: bool,
    about: &'static str,
}

/// Everything that a node reads; `product` is `rke2` or `k3s`.
pub(super) fn files(
    target: &'static str,
    product: &str,
    plan: &Plan,
    from: From,
) -> Result<Vec<NodeText>, Refusal> {
    credentials::check(target, plan, from, true)?;
    let templates = Templates::new(
        target,
        &[
            ("registries.yaml", REGISTRIES),
            ("no-default.yaml", NO_DEFAULT),
        ],
    )?;
    let root = format!("/etc/rancher/{product}");
    let ca = format!("{root}/airlock-ca.pem");
    let mut files = vec![NodeText {
        path: format!("{root}/registries.yaml"),
        text: templates.render("registries.yaml", &data(target, plan, &ca)?)?,
        secret: plan.mirrors().iter().any(|m| m.auth.is_some()),
        about: "What each registry's images are asked of.",
    }];
    if let Some(pem) = &plan.ca {
        files.push(NodeText {
            path: ca,
            text: pem.clone(),
            secret: false,
            about: "The authority that signs the mirror's certificate.",
        });
    }
    if plan.fallback == Fallback::None {
        files.push(NodeText {
            path: format!("{root}/config.yaml.d/airlock-registries.yaml"),
            text: templates.render("no-default.yaml", &json!({}))?,
            secret: false,
            about: "Takes the upstream away from registries that are mirrored.",
        });
    }
    Ok(files)
}

fn data(target: &'static str, plan: &Plan, ca: &str) -> Result<Value, Refusal> {
    let mirrors: Vec<Value> = plan
        .upstreams
        .iter()
        .map(|upstream| {
            let endpoints: Vec<String> = upstream.endpoints.iter().map(Endpoint::url).collect();
            json!({ "name": upstream.place.name(), "endpoints": endpoints })
        })
        .collect();
    let mut configs = Vec::new();
    for mirror in plan.mirrors() {
        let auth = credentials::pairs(mirror, token_word(target));
        let tls = tls(mirror, ca);
        if !auth.is_empty() || !tls.is_empty() {
            let host = mirror.address.authority();
            exempted(target, plan, &host)?;
            configs.push(json!({ "host": host, "auth": auth, "tls": tls }));
        }
    }
    Ok(json!({ "mirrors": mirrors, "configs": configs }))
}

/// K3s and RKE2 read `identity_token`. k3d reads the same file by the names that its JSON has, drops
/// the others in silence, and writes what it understood in the words of K3s.
fn token_word(target: &str) -> &'static str {
    match target {
        "k3d" => "identitytoken",
        _ => "identity_token",
    }
}

/// A `configs` entry keyed like a mirror exempts that registry from the switch: only where the
/// registry is the mirror itself does that change nothing.
fn exempted(target: &'static str, plan: &Plan, host: &str) -> Result<(), Refusal> {
    let clash = plan.upstreams.iter().any(|u| {
        let itself = u
            .endpoints
            .iter()
            .all(|e| e.address.authority() == host && e.prefix.is_empty());
        u.place.name() == host && u.last == Last::Nothing && !itself
    });
    match clash {
        true => Err(Refusal::new(
            target,
            format!(
                "settings for the mirror {host} would exempt the registry of that name from having no fallback"
            ),
            "give the mirror a host name that is not a mirrored registry's",
        )),
        false => Ok(()),
    }
}

fn tls(mirror: &Endpoint, ca: &str) -> Vec<Value> {
    let mut tls = Vec::new();
    if mirror.ca.is_some() {
        tls.push(pair("ca_file", ca));
    }
    if let Some(client) = &mirror.client {
        tls.push(pair("cert_file", client.cert.as_str()));
        tls.push(pair("key_file", client.key.as_str()));
    }
    if mirror.skip_verify {
        tls.push(pair("insecure_skip_verify", true));
    }
    tls
}

fn alone(
    target: &'static str,
    product: &'static str,
    plan: &Plan,
    options: &TargetOptions,
) -> Result<Vec<Artifact>, Refusal> {
    check_version(target, plan, options.version.as_deref())?;
    let root = format!("/etc/rancher/{product}/");
    let mut artifacts: Vec<Artifact> = files(target, product, plan, From::Files)?
        .into_iter()
        .map(|file| {
            let path = file
                .path
                .strip_prefix(&root)
                .unwrap_or(&file.path)
                .to_string();
            Artifact::new(path, file.text)
                .on_node(NodeFile::root(file.path, file.secret))
                .told(
                    file.about,
                    &format!(
                        "copy it to its place on every server and agent, then restart {product}"
                    ),
                    &format!("nothing until {product} restarts on that node; pods keep running"),
                )
        })
        .collect();
    let registries = format!("{root}registries.yaml");
    artifacts.extend(credentials::beside(
        target,
        plan,
        &Filled::File(&registries),
    )?);
    artifacts.extend(names::script(target, plan)?);
    Ok(artifacts)
}

/// The first patch of each minor version that has the switch.
const SWITCH: [(u32, u32); 4] = [(26, 13), (27, 10), (28, 6), (29, 1)];

fn check_version(target: &'static str, plan: &Plan, version: Option<&str>) -> Result<(), Refusal> {
    let Some(version) = version else {
        return Ok(());
    };
    let refuse = |reason: String, remedy: &str| Err(Refusal::new(target, reason, remedy));
    let core = version
        .trim_start_matches('v')
        .split(['+', '-'])
        .next()
        .unwrap_or("");
    let numbers: Vec<Option<u32>> = core.split('.').map(|n| n.parse().ok()).collect();
    let (minor, patch) = match numbers.as_slice() {
        [Some(1), Some(minor)] => (*minor, u32::MAX),
        [Some(1), Some(minor), Some(patch)] => (*minor, *patch),
        _ => {
            return refuse(
                format!("the version {version} is not known"),
                "name one as v1.33.1+rke2r1",
            );
        }
    };
    let first = SWITCH
        .iter()
        .find(|(m, _)| *m == minor)
        .map(|(_, patch)| *patch);
    let has_switch = minor > 29 || first.is_some_and(|first| patch >= first);
    match plan.fallback == Fallback::None && !has_switch {
        true => refuse(
            format!("{version} always falls back to the upstream"),
            "fallback none needs 1.26.13, 1.27.10, 1.28.6, 1.29.1 or later",
        ),
        false => Ok(()),
    }
}

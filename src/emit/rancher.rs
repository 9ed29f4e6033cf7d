//! RKE2 and K3s: `registries.yaml`, and the switch that takes the upstream away.

use super::artifact::{Artifact, NodeFile, Refusal, Role};
use super::capi::{self, CapiFile, Machine, Object};
use super::language::sh;
use super::plan::{Endpoint, Last, Plan};
use super::template::Templates;
use super::{Target, TargetOptions};
use airlock_lock::mirror::{Credential, CredentialKind, Credentials, Fallback};
use serde_json::{Value, json};

const REGISTRIES: &str = include_str!("../../templates/rancher/registries.yaml.hbs");
const NO_DEFAULT: &str = include_str!("../../templates/rancher/no-default.yaml.hbs");
const HOSTS: &str = include_str!("../../templates/rancher/hosts.sh.hbs");

/// K3s alone. Reads `version`.
pub struct K3s;
/// RKE2 alone. Reads `version`.
pub struct Rke2;
/// RKE2 by Cluster API. Reads `version`, `api`, `namespace` and `name`.
pub struct Rke2Capi;

impl Target for K3s {
    fn name(&self) -> &'static str {
        "k3s"
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        alone(self.name(), "k3s", plan, options)
    }
}

impl Target for Rke2 {
    fn name(&self) -> &'static str {
        "rke2"
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        alone(self.name(), "rke2", plan, options)
    }
}

impl Target for Rke2Capi {
    fn name(&self) -> &'static str {
        "rke2-capi"
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        check_version(self.name(), plan, options.version.as_deref())?;
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
        let kinds: [(&str, &str, &'static [&'static str], Role); 2] = [
            (
                "RKE2ControlPlane",
                "controlplane",
                &["spec"],
                Role::ControlPlane,
            ),
            (
                "RKE2ConfigTemplate",
                "bootstrap",
                &["spec", "template", "spec"],
                Role::Worker,
            ),
        ];
        for (kind, group, path, role) in kinds {
            let object = Object {
                api_version: format!("{group}.cluster.x-k8s.io/{api}"),
                kind,
                path,
                hook: "preRKE2Commands",
            };
            let text = capi::snippet(self.name(), &object, &machine)?;
            let mut artifact = Artifact::new(format!("{kind}.yaml"), text).told(
                &format!("The mirror's part of a {kind}."),
                "put its files and commands before those of the manifest (mirror, VIP, SSH); leave privateRegistriesConfig out",
                "control-plane nodes roll; a template needs a new name for its nodes to roll",
            );
            artifact.role = role;
            artifacts.push(artifact);
        }
        Ok(artifacts)
    }
}

/// Files and commands for RKE2's machines, the same for control plane and workers.
pub(super) fn machine(target: &'static str, plan: &Plan) -> Result<Machine, Refusal> {
    let mut machine = Machine::default();
    for file in files(target, "rke2", plan)? {
        machine
            .files
            .push(CapiFile::new(file.path, file.text, file.secret));
    }
    for line in host_lines(plan) {
        let word = sh(&line);
        let on_failure = match plan.fallback {
            Fallback::None => " || exit 1",
            Fallback::Upstream => "",
        };
        machine.commands.push(format!(
            "grep -q -F -x -e {word} /etc/hosts || echo {word} >>/etc/hosts{on_failure}"
        ));
    }
    Ok(machine)
}

struct File {
    path: String,
    text: String,
    secret: bool,
    about: &'static str,
}

fn files(target: &'static str, product: &str, plan: &Plan) -> Result<Vec<File>, Refusal> {
    let templates = Templates::new(
        target,
        &[
            ("registries.yaml", REGISTRIES),
            ("no-default.yaml", NO_DEFAULT),
        ],
    )?;
    let root = format!("/etc/rancher/{product}");
    let ca = format!("{root}/airlock-ca.pem");
    let mut files = vec![File {
        path: format!("{root}/registries.yaml"),
        text: templates.render("registries.yaml", &data(target, plan, &ca)?)?,
        secret: plan.mirrors().iter().any(|m| m.auth.is_some()),
        about: "What each registry's images are asked of.",
    }];
    if let Some(pem) = &plan.ca {
        files.push(File {
            path: ca,
            text: pem.clone(),
            secret: false,
            about: "The authority that signs the mirror's certificate.",
        });
    }
    if plan.fallback == Fallback::None {
        files.push(File {
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
        let auth = auth(target, mirror)?;
        let tls = tls(mirror, ca);
        if !auth.is_empty() || !tls.is_empty() {
            let host = mirror.address.authority();
            exempted(target, plan, &host)?;
            configs.push(json!({ "host": host, "auth": auth, "tls": tls }));
        }
    }
    Ok(json!({ "mirrors": mirrors, "configs": configs }))
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

fn pair(key: &str, value: impl Into<Value>) -> Value {
    json!({ "key": key, "value": value.into() })
}

fn auth(target: &'static str, mirror: &Endpoint) -> Result<Vec<Value>, Refusal> {
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
        }) => Ok(vec![pair("identity_token", value.as_str())]),
        Some(_) => Err(Refusal::new(
            target,
            "registries.yaml reads credentials from nowhere else",
            "allow anonymous reads at the mirror, or write basic credentials or an identity token by `value`",
        )),
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

fn host_lines(plan: &Plan) -> Vec<String> {
    plan.hosts
        .iter()
        .map(|(name, address)| format!("{address} {name}"))
        .collect()
}

fn alone(
    target: &'static str,
    product: &'static str,
    plan: &Plan,
    options: &TargetOptions,
) -> Result<Vec<Artifact>, Refusal> {
    check_version(target, plan, options.version.as_deref())?;
    let root = format!("/etc/rancher/{product}/");
    let mut artifacts: Vec<Artifact> = files(target, product, plan)?
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
    let hosts = host_lines(plan);
    if !hosts.is_empty() {
        let templates = Templates::new(target, &[("hosts.sh", HOSTS)])?;
        let text = templates.render("hosts.sh", &json!({ "hosts": hosts }))?;
        artifacts.push(Artifact::new("hosts.sh", text).told(
            "Adds the mirror's name to /etc/hosts.",
            "sudo sh hosts.sh on every node",
            "nothing restarts; a second run changes nothing",
        ));
    }
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

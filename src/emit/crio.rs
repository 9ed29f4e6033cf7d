//! CRI-O and Podman: a file in `registries.conf.d`, the CA where they look for it, and credentials
//! by the mirror's own host, which is the host that they are looked up by. With nothing behind the
//! mirrors the last of them stands as the registry's location: `blocked` would stop mirrors too.

use super::artifact::{Artifact, Mark, NodeFile, Refusal};
use super::language::base64;
use super::plan::{Endpoint, Last, Place, Plan, UpstreamPlan};
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, names};
use airlock_lock::mirror::{Credential, CredentialKind, Scheme};
use serde_json::{Map, Value, json};

const TEMPLATES: [(&str, &str); 3] = [
    (
        "registries.conf",
        include_str!("../../templates/crio/registries.conf.hbs"),
    ),
    (
        "crio.conf",
        include_str!("../../templates/crio/crio.conf.hbs"),
    ),
    (
        "auth.json",
        include_str!("../../templates/crio/auth.json.hbs"),
    ),
];

const AUTH: &str = "/etc/crio/airlock-auth.json";

/// CRI-O, and Podman where it reads the same files.
pub struct Crio;

impl Target for Crio {
    fn name(&self) -> &'static str {
        "crio"
    }

    fn reads(&self) -> &'static [Choice] {
        &[]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(include_str!("../../templates/crio/guide.md.hbs"))
    }

    fn emit(&self, plan: &Plan, _: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        possible(self.name(), plan)?;
        let templates = Templates::new(self.name(), &TEMPLATES)?;
        let registries: Vec<Value> = plan.upstreams.iter().map(registry).collect();
        let text = templates.render("registries.conf", &json!({ "registries": registries }))?;
        let mut artifacts = vec![
            Artifact::new("registries.conf.d/50-airlock.conf", text.trim_start())
                .on_node(NodeFile::root("/etc/containers/registries.conf.d/50-airlock.conf", false))
                .told(
                    "What each registry's images are asked of, by CRI-O and Podman.",
                    "copy it to its place on every node; verify: podman info, or crictl pull of an image",
                    "CRI-O takes it when it is reloaded (systemctl reload crio), Podman at once; containers keep running",
                ),
        ];
        artifacts.extend(authorities(plan));
        artifacts.extend(credentials(self.name(), &templates, plan)?);
        artifacts.extend(names::script(self.name(), plan)?);
        Ok(artifacts)
    }

    fn names_upstream(&self) -> bool {
        false
    }

    fn looks_up_by_mirror(&self) -> bool {
        true
    }
}

fn possible(target: &'static str, plan: &Plan) -> Result<(), Refusal> {
    let mirrors = plan.mirrors();
    let (reason, remedy) = if plan.upstreams.iter().any(|u| u.place == Place::CatchAll) {
        (
            "registries.conf has no rule for every registry",
            "name the registries, and leave `catch_all` out",
        )
    } else if mirrors.iter().any(|m| m.client.is_some()) {
        (
            "a client certificate is read from /etc/containers/certs.d alone, and the profile names other paths",
            "link client.cert and client.key there by hand, and leave `client` out",
        )
    } else {
        return Ok(());
    };
    Err(Refusal::new(target, reason, remedy))
}

fn registry(upstream: &UpstreamPlan) -> Value {
    let mut mirrors: Vec<Value> = upstream.endpoints.iter().map(mirror).collect();
    let name = upstream.place.name();
    let itself = json!({ "location": name, "insecure": false });
    let last = match upstream.last {
        Last::Nothing => mirrors.pop().unwrap_or(itself),
        _ => itself,
    };
    json!({
        "prefix": name, "location": last["location"], "insecure": last["insecure"],
        "mirrors": mirrors,
    })
}

/// A location has no scheme: plain HTTP is what insecure transport ends up with.
fn mirror(endpoint: &Endpoint) -> Value {
    let host = endpoint.address.authority();
    let location = match endpoint.prefix.as_str() {
        "" => host,
        prefix => format!("{host}/{prefix}"),
    };
    let insecure = endpoint.skip_verify || endpoint.address.scheme == Scheme::Http;
    json!({ "location": location, "insecure": insecure })
}

fn authorities(plan: &Plan) -> Vec<Artifact> {
    let with_ca = |m: &&Endpoint| Some((m.address.authority(), m.ca.clone()?));
    let file = |(host, pem): (String, String)| {
        let path = format!("/etc/containers/certs.d/{host}/airlock-ca.crt");
        let node = NodeFile::root(path, false);
        // A colon is no part of a file's name everywhere.
        let path = format!("certs.d/{}/airlock-ca.crt", host.replace(':', "_"));
        Artifact::new(path, pem).on_node(node).told(
            "The authority that signs the mirror's certificate.",
            "copy it to its place on every node (directories root:root 0755)",
            "nothing restarts: it is read at every pull",
        )
    };
    plan.mirrors()
        .iter()
        .filter_map(with_ca)
        .map(file)
        .collect()
}

/// Where CRI-O finds credentials, which it looks up by the mirror's own host.
enum Held {
    /// Nowhere: there are none.
    Nowhere,
    /// In a docker config that the node has.
    At(String),
    /// In a docker config of ours.
    Ours(String),
}

fn held(target: &'static str, templates: &Templates, plan: &Plan) -> Result<Held, Refusal> {
    let mirrors = plan.mirrors();
    let with = mirrors.iter().filter_map(|m| Some((*m, m.auth.as_ref()?)));
    let mut auths = Map::new();
    let mut whole: Vec<Held> = Vec::new();
    for (mirror, auth) in with {
        match (auth.kind, &auth.held) {
            (CredentialKind::Basic, Credential::Value(value)) => {
                let auth = json!({ "auth": base64(value.as_bytes()) });
                auths.insert(mirror.address.authority(), auth);
            }
            (CredentialKind::DockerConfig, Credential::File(path)) => match whole.last() {
                Some(Held::At(known)) if known == path => {}
                _ => whole.push(Held::At(path.clone())),
            },
            (CredentialKind::DockerConfig, Credential::Value(text)) => {
                whole.push(Held::Ours(text.clone()));
            }
            (kind, held) => return Err(unread(target, mirror, kind, held)),
        }
    }
    match (whole.len() + usize::from(!auths.is_empty()), whole.pop()) {
        (0, _) => Ok(Held::Nowhere),
        (1, Some(one)) => Ok(one),
        (1, None) => Ok(Held::Ours(
            templates.render("auth.json", &json!({ "auths": auths }))?,
        )),
        _ => Err(Refusal::new(
            target,
            "CRI-O reads one file of credentials, and two mirrors have one each",
            "put both mirrors into one docker config, and name it for each of them",
        )),
    }
}

fn unread(
    target: &'static str,
    mirror: &Endpoint,
    kind: CredentialKind,
    held: &Credential,
) -> Refusal {
    let host = mirror.address.authority();
    let reason = match (kind, held) {
        (_, Credential::Secret(name)) => format!("CRI-O cannot read the Secret {name} of {host}"),
        (CredentialKind::IdentityToken, _) => {
            format!("an identity token alone is no login of CRI-O's at {host}")
        }
        _ => format!("CRI-O reads credentials for {host} from docker configs alone"),
    };
    let remedy = "name a docker config of the node, as `podman login --authfile` writes it: `kind = \"docker-config\"` with `file`";
    Refusal::new(target, reason, remedy)
}

fn credentials(
    target: &'static str,
    templates: &Templates,
    plan: &Plan,
) -> Result<Vec<Artifact>, Refusal> {
    let apply = "copy it to its place on every node; Podman reads it with --authfile";
    let effect = "CRI-O takes it when it restarts; containers keep running";
    let mut artifacts = Vec::new();
    let path = match held(target, templates, plan)? {
        Held::Nowhere => return Ok(artifacts),
        Held::At(path) => path,
        Held::Ours(text) => {
            let mut file = Artifact::new("airlock-auth.json", text)
                .on_node(NodeFile::root(AUTH, true))
                .told(
                    "Credentials, by the mirror's host: no upstream is sent them.",
                    apply,
                    effect,
                );
            file.mark = Mark::None;
            artifacts.push(file);
            AUTH.to_string()
        }
    };
    let text = templates.render("crio.conf", &json!({ "file": path }))?;
    let node = NodeFile::root("/etc/crio/crio.conf.d/50-airlock.conf", false);
    let dropin = Artifact::new("crio.conf.d/50-airlock.conf", text)
        .on_node(node)
        .told(
            "Tells CRI-O where the mirror's credentials are.",
            "copy it to its place on every node",
            effect,
        );
    artifacts.push(dropin);
    Ok(artifacts)
}

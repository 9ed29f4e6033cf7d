//! The kubelet's own `config.json`, by which it gives credentials for images that name the mirror
//! itself. It is looked up by the image's host: for mirrored images nothing here is ever used, and
//! so nothing here can reach an upstream.

use super::artifact::Refusal;
use super::capi::CapiFile;
use super::plan::{Endpoint, Place, Plan};
use airlock_lock::mirror::{Credential, CredentialKind, Credentials};

const PATH: &str = "/var/lib/kubelet/config.json";
/// The key of a Secret of the type `kubernetes.io/dockerconfigjson`.
const KEY: &str = ".dockerconfigjson";

/// The plan without the credentials that are the kubelet's, and the file that holds them.
pub(super) fn split(
    target: &'static str,
    plan: &Plan,
) -> Result<(Plan, Option<CapiFile>), Refusal> {
    let mut found = Vec::new();
    for mirror in plan.mirrors() {
        if let Some(held) = docker_config(mirror) {
            found.push(file(target, plan, mirror, held)?);
        }
    }
    if found.len() > 1 {
        return Err(Refusal::new(
            target,
            "the kubelet reads one config.json, and two mirrors have one each",
            "put both mirrors into one docker config, and name it for one of them",
        ));
    }
    let mut rest = plan.clone();
    for endpoint in rest.upstreams.iter_mut().flat_map(|u| &mut u.endpoints) {
        if docker_config(endpoint).is_some() {
            endpoint.auth = None;
        }
    }
    Ok((rest, found.pop()))
}

fn docker_config(endpoint: &Endpoint) -> Option<&Credential> {
    match &endpoint.auth {
        Some(Credentials {
            kind: CredentialKind::DockerConfig,
            held,
        }) => Some(held),
        _ => None,
    }
}

fn file(
    target: &'static str,
    plan: &Plan,
    mirror: &Endpoint,
    held: &Credential,
) -> Result<CapiFile, Refusal> {
    let own = Place::OwnHost(mirror.address.authority());
    if !plan.upstreams.iter().any(|u| u.place == own) {
        return Err(Refusal::new(
            target,
            "the kubelet gives what is in its config.json for images that name the mirror itself, and for no mirrored one",
            "set `own_host = true`, and allow anonymous reads for mirrored images or write basic credentials by `value`",
        ));
    }
    let mut file = CapiFile::new(PATH, "", true);
    match held {
        Credential::Secret(name) => file.secret = Some((name.clone(), KEY.to_string())),
        Credential::Value(text) => file.content = text.clone(),
        Credential::File(_) => {
            return Err(Refusal::new(
                target,
                "the kubelet's config.json is made with the machine, and no file of the node becomes it",
                "name a Secret of the type kubernetes.io/dockerconfigjson in the objects' namespace",
            ));
        }
    }
    Ok(file)
}

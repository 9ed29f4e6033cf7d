//! Credentials of mirrors: written out where the profile holds them itself; by reference as a
//! stand-in, whose place a script on the node gives to what a file there holds. A Secret of the
//! management cluster becomes such a file. No value is ever read here but that of the profile.

use super::artifact::{Artifact, NodeFile, Refusal};
use super::capi::{self, CapiFile};
use super::language::base64;
use super::plan::{Endpoint, Plan};
use super::template::Templates;
use airlock_lock::mirror::{Credential, CredentialKind, Credentials};
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("../../templates/credentials/credentials.sh.hbs");
/// The script beside files that people copy.
pub(super) const NAME: &str = "credentials.sh";
/// The script on a machine that gets its files from a bootstrap provider.
pub(super) const PLACE: &str = "/etc/airlock/credentials.sh";
/// Where Secrets become files.
const FOLDER: &str = "/etc/airlock/credentials";

/// What a target can have credentials from, beside the profile itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// Nothing: the reason.
    Values(&'static str),
    /// Files of the node.
    Files,
    /// Files of a machine's image, and Secrets beside its objects.
    Objects,
}

/// Refuses credentials that a target cannot be given; `tokens` says whether its format has a place
/// for identity tokens.
pub(super) fn check(
    target: &'static str,
    plan: &Plan,
    from: From,
    tokens: bool,
) -> Result<(), Refusal> {
    for mirror in plan.mirrors() {
        let Some(auth) = &mirror.auth else { continue };
        let host = mirror.address.authority();
        if let Some((reason, remedy)) = fault(auth, &host, from, tokens) {
            return Err(Refusal::new(target, reason, remedy));
        }
    }
    Ok(())
}

fn fault(
    auth: &Credentials,
    host: &str,
    from: From,
    tokens: bool,
) -> Option<(String, &'static str)> {
    match (auth.kind, &auth.held, from) {
        (CredentialKind::DockerConfig, _, _) => Some((
            format!(
                "nothing here reads a docker config for the mirror {host}: the kubelet gives what is in one for images that name the mirror itself"
            ),
            "name the same user and password as `kind = \"basic\"`, or allow anonymous reads at the mirror",
        )),
        (CredentialKind::IdentityToken, _, _) if !tokens => Some((
            format!("containerd's hosts.toml has no place for the identity token of {host}"),
            "name a user and a password as `kind = \"basic\"`, or allow anonymous reads at the mirror",
        )),
        (_, Credential::Value(_), _) | (_, Credential::File(_), From::Files | From::Objects) => {
            None
        }
        (_, Credential::Secret(_), From::Objects) => None,
        (_, Credential::Secret(name), From::Files) => Some((
            format!(
                "the Secret {name} is an object of a cluster, and these files go to a node by hand"
            ),
            "name a `file` of the node that holds the same, or allow anonymous reads at the mirror",
        )),
        (_, _, From::Values(reason)) => Some((
            reason.to_string(),
            "write the credentials by `value`, and keep what is emitted secret; or allow anonymous reads at the mirror",
        )),
    }
}

/// Basic credentials in the form that headers and docker configs share, or what stands for them.
pub(super) fn basic(mirror: &Endpoint) -> Option<String> {
    let auth = mirror.auth.as_ref()?;
    match &auth.held {
        Credential::Value(value) => Some(base64(value.as_bytes())),
        _ => mirror.stand_in(),
    }
}

/// A key and its value, as templates list them.
pub(super) fn pair(key: &str, value: impl Into<Value>) -> Value {
    json!({ "key": key, "value": value.into() })
}

/// What a mirror is sent, as keys and values; `token` is the format's word for an identity token.
pub(super) fn pairs(mirror: &Endpoint, token: &str) -> Vec<Value> {
    match &mirror.auth {
        None => Vec::new(),
        Some(auth) => match (auth.kind, &auth.held) {
            (CredentialKind::IdentityToken, Credential::Value(value)) => {
                vec![pair(token, value.as_str())]
            }
            (CredentialKind::IdentityToken, _) => vec![pair(token, mirror.stand_in())],
            (_, Credential::Value(value)) => {
                let (user, password) = value.split_once(':').unwrap_or((value, ""));
                vec![pair("username", user), pair("password", password)]
            }
            _ => vec![pair("auth", mirror.stand_in())],
        },
    }
}

/// Which files have stand-ins in them, unless the script is told.
pub(super) enum Filled<'p> {
    /// Each `hosts.toml` below a folder.
    Tree(&'p str),
    /// One file.
    File(&'p str),
}

/// The script that puts credentials in, where the plan has references.
pub(super) fn script(
    target: &'static str,
    plan: &Plan,
    filled: &Filled<'_>,
) -> Result<Option<String>, Refusal> {
    let mirrors = plan.mirrors();
    let entries: Vec<Value> = mirrors
        .into_iter()
        .filter_map(|mirror| Some(entry(mirror, &mirror.stand_in()?)))
        .collect();
    if entries.is_empty() {
        return Ok(None);
    }
    let (tree, file) = match filled {
        Filled::Tree(tree) => (*tree, ""),
        Filled::File(file) => ("", *file),
    };
    let templates = Templates::new(target, &[(NAME, SCRIPT)])?;
    let data = json!({ "tree": tree, "file": file, "entries": entries });
    templates.render(NAME, &data).map(Some)
}

/// The same as a file beside those that people copy to a node.
pub(super) fn beside(
    target: &'static str,
    plan: &Plan,
    filled: &Filled<'_>,
) -> Result<Option<Artifact>, Refusal> {
    let told = |text| {
        Artifact::new(NAME, text).told(
            "Puts the mirror's credentials, which are in files of the node, where stand-ins are.",
            "sudo sh credentials.sh on every node, after the other files are in place",
            "nothing restarts; a second run changes nothing",
        )
    };
    Ok(script(target, plan, filled)?.map(told))
}

fn entry(mirror: &Endpoint, stand_in: &str) -> Value {
    let mut entry = json!({
        "host": mirror.address.authority(), "stand_in": stand_in,
        "token": "", "both": "", "user": "", "password": "",
    });
    let Some(auth) = &mirror.auth else {
        return entry;
    };
    let token = auth.kind == CredentialKind::IdentityToken;
    match &auth.held {
        Credential::File(path) if token => entry["token"] = json!(path),
        Credential::File(path) => entry["both"] = json!(path),
        Credential::Secret(name) => {
            for (field, key) in fields(token) {
                entry[*field] = json!(path_of(name, key));
            }
        }
        Credential::Value(_) => {}
    }
    entry
}

/// The keys of a Secret, each with what it is for: those of the type `kubernetes.io/basic-auth`,
/// and one for a token.
fn fields(token: bool) -> &'static [(&'static str, &'static str)] {
    match token {
        true => &[("token", "identity-token")],
        false => &[("user", "username"), ("password", "password")],
    }
}

fn path_of(secret: &str, key: &str) -> String {
    format!("{FOLDER}/{secret}/{key}")
}

/// The files that Secrets become on a machine, none twice.
fn secret_files(plan: &Plan) -> Vec<CapiFile> {
    let mut files: Vec<CapiFile> = Vec::new();
    for mirror in plan.mirrors() {
        let Some(Credentials {
            kind,
            held: Credential::Secret(name),
        }) = &mirror.auth
        else {
            continue;
        };
        for (_, key) in fields(*kind == CredentialKind::IdentityToken) {
            let mut file = CapiFile::new(path_of(name, key), "", true);
            file.secret = Some((name.clone(), (*key).to_string()));
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    files
}

/// What a machine needs beside the files with stand-ins: those that hold credentials, the script,
/// and the command that runs it.
pub(super) fn for_machine(
    target: &'static str,
    plan: &Plan,
    filled: &Filled<'_>,
) -> Result<(Vec<CapiFile>, Option<String>), Refusal> {
    let Some(script) = script(target, plan, filled)? else {
        return Ok((Vec::new(), None));
    };
    let mut files = secret_files(plan);
    files.push(CapiFile::new(PLACE, script, false));
    Ok((files, Some(capi::running(PLACE, plan.fallback))))
}

/// The place of the script on a node that k0sctl uploads it to.
pub(super) fn uploaded(artifact: Artifact) -> Artifact {
    artifact.on_node(NodeFile::root(PLACE, false))
}

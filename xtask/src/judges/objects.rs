//! Objects of Cluster API: the files that they put on a node, and what they are laid over.

use std::collections::BTreeMap;

use airlock_mirror::emit::Artifact;
use serde_json::Value;

use super::question::{Files, list};

/// An artifact's text.
pub(super) fn text(artifact: &Artifact) -> String {
    String::from_utf8_lossy(&artifact.bytes).into_owned()
}

/// An artifact as a tree, where it is one of Kubernetes' objects.
pub(super) fn object(artifact: &Artifact) -> Option<Value> {
    if !artifact.path.ends_with(".yaml") {
        return None;
    }
    let object: Value = serde_yaml::from_str(&text(artifact)).ok()?;
    (object["apiVersion"].is_string() && object["kind"].is_string()).then_some(object)
}

/// A whole object of the same kind and version, which the artifact is a part of.
pub(super) fn base(object: &Value) -> Result<String, String> {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    let version = version.rsplit('/').next().unwrap_or_default();
    base_of(object["kind"].as_str().unwrap_or_default(), version)
}

/// The whole object of a kind and version.
pub(super) fn base_of(kind: &str, version: &str) -> Result<String, String> {
    let name = format!("tests/oracle/bases/{kind}-{version}.yaml");
    std::fs::read_to_string(crate::root().join(&name)).map_err(|error| format!("{name}: {error}"))
}

/// The table of an object that has a list of this name.
pub(super) fn holder<'o>(object: &'o Value, list: &str) -> Option<&'o Value> {
    if object[list].is_array() {
        return Some(object);
    }
    let inner = [
        "spec",
        "template",
        "kubeadmConfigSpec",
        "k0sConfigSpec",
        "controlPlaneConfig",
        "controlplane",
    ];
    inner.iter().find_map(|key| match object[*key].is_object() {
        true => holder(&object[*key], list),
        false => None,
    })
}

/// The data of every Secret among the artifacts, by name and key.
pub(super) type Secrets = BTreeMap<(String, String), String>;

/// Reads the Secrets among the artifacts.
pub(super) fn secrets(artifacts: &[Artifact]) -> Secrets {
    let mut found = Secrets::new();
    for secret in artifacts
        .iter()
        .filter_map(object)
        .filter(|o| o["kind"] == "Secret")
    {
        let name = secret["metadata"]["name"].as_str().unwrap_or_default();
        for (key, value) in secret["stringData"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default().to_owned();
            found.insert((name.to_owned(), key.clone()), value);
        }
    }
    found
}

/// What a node gets by an object, by path without the first slash.
pub(super) fn node_files(object: &Value, secrets: &Secrets) -> Result<Files, String> {
    let mut files = Files::new();
    let listed = holder(object, "files").map_or(&[][..], |holder| list(&holder["files"]));
    for file in listed {
        let path = file["path"].as_str().unwrap_or_default();
        let content = match (&file["content"], &file["encoding"]) {
            (Value::String(content), Value::Null) => content.clone(),
            // A Secret of the operator's own is not emitted: a judge that needs its file misses it.
            (Value::Null, Value::Null) => match referred(&file["contentFrom"], secrets) {
                Some(content) => content,
                None => continue,
            },
            _ => return Err(format!("{path} has an encoding that nobody reads here")),
        };
        files.insert(path.trim_start_matches('/').to_owned(), content);
    }
    Ok(files)
}

/// `secret` is Cluster API's word, `secretRef` k0smotron's.
pub(super) fn referred(from: &Value, secrets: &Secrets) -> Option<String> {
    let place = match from["secret"].is_object() {
        true => &from["secret"],
        false => &from["secretRef"],
    };
    let word = |key: &str| place[key].as_str().map(str::to_owned);
    secrets.get(&(word("name")?, word("key")?)).cloned()
}

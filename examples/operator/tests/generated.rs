//! What the operator generates, with and without a mirror: each file of `tests/expected` is one
//! object. Without a mirror that is, byte for byte, what it generated before it knew of mirrors;
//! those files were written by hand from its specification and are never blessed. The others are
//! written anew with `AIRLOCK_BLESS=1`, to be read by a person.

use operator::cluster::{Bootstrap, Cluster};
use operator::{child, machines};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Airlock's own script, which has tests of its own, is left out of the files here.
fn without_scripts(mut object: Value) -> Value {
    for pointer in ["/spec/kubeadmConfigSpec/files", "/spec/template/spec/files"] {
        let files = object.pointer_mut(pointer).and_then(Value::as_array_mut);
        for file in files.into_iter().flatten() {
            if file["path"]
                .as_str()
                .is_some_and(|p| p.starts_with("/etc/airlock/"))
            {
                assert!(
                    file["content"]
                        .as_str()
                        .is_some_and(|c| c.starts_with("#!/bin/sh"))
                );
                file["content"] = "(the script)".into();
            }
        }
    }
    object
}

fn holds(name: &str, object: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected");
    let path = path.join(format!("{name}.json"));
    let text = format!("{:#}\n", without_scripts(object.clone()));
    let with_mirror = name.starts_with("mirror/");
    if with_mirror && std::env::var_os("AIRLOCK_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, text, "{}", path.display());
}

fn generated(folder: &str, bootstrap: Bootstrap, field: Option<&str>, variable: Option<&str>) {
    let mut cluster = Cluster::example(bootstrap);
    cluster.image_registry = field.map(str::to_string);
    if folder.starts_with("mirror") {
        cluster.additional_mirrored_registries = vec!["my-harbor.internal:5000".to_string()];
    }
    let name = match bootstrap {
        Bootstrap::Kubeadm => "kubeadm",
        Bootstrap::Rke2 => "rke2",
    };
    let [control_plane, workers] = machines::objects(&cluster, variable).unwrap();
    holds(&format!("{folder}/{name}-control-plane"), &control_plane);
    holds(&format!("{folder}/{name}-workers"), &workers);
}

#[test]
fn without_a_mirror_everything_is_as_it_was() {
    for bootstrap in [Bootstrap::Kubeadm, Bootstrap::Rke2] {
        generated("none", bootstrap, None, None);
        generated("none", bootstrap, Some(""), Some(""));
    }
    holds("none/child-operator", &child::operator(None));
    holds("none/child-operator", &child::operator(Some("")));
}

#[test]
fn with_a_mirror_its_files_and_commands_come_first() {
    let mirror = "registry.corp:5000";
    for bootstrap in [Bootstrap::Kubeadm, Bootstrap::Rke2] {
        generated("mirror", bootstrap, None, Some(mirror));
        generated("mirror", bootstrap, Some(mirror), Some("elsewhere.corp"));
    }
    holds("mirror/child-operator", &child::operator(Some(mirror)));
}

#[test]
fn what_a_user_says_wrongly_is_told() {
    let mut cluster = Cluster::example(Bootstrap::Kubeadm);
    cluster.image_registry = Some("https://registry.corp".to_string());
    let told = machines::objects(&cluster, None).unwrap_err().to_string();
    assert!(told.contains("it has a scheme"), "{told}");
    cluster.image_registry = Some("registry.corp".to_string());
    cluster.additional_mirrored_registries = vec!["https://ghcr.io".to_string()];
    let told = machines::objects(&cluster, None).unwrap_err().to_string();
    assert!(told.contains("`https://ghcr.io` is no registry"), "{told}");
}

//! A cluster's control plane and workers for Cluster API. The mirror's files and commands come
//! before kube-vip's and SSH's: containerd is restarted before anything is pulled.

use crate::cluster::{Bootstrap, Cluster};
use crate::platform::UPSTREAM_REGISTRIES;
use airlock_mirror::emit::Machine;
use airlock_mirror::emit::choose::{resolve_image_registry, resolve_mirrored_registries};
use airlock_mirror::emit::run_time::{self, NotMade, Settings};
use serde_json::{Value, json};

/// The objects of a cluster; `variable` is the operator's `LATTICE_IMAGE_REGISTRY`.
pub fn objects(cluster: &Cluster, variable: Option<&str>) -> Result<[Value; 2], NotMade> {
    let mirror = mirror(cluster, variable)?;
    Ok(match cluster.bootstrap {
        Bootstrap::Kubeadm => [
            kubeadm_control_plane(cluster, &mirror),
            kubeadm_workers(cluster, &mirror),
        ],
        Bootstrap::Rke2 => [
            rke2_control_plane(cluster, &mirror),
            rke2_workers(cluster, &mirror),
        ],
    })
}

/// What every machine is given so that it pulls from the mirror: nothing where there is none.
fn mirror(cluster: &Cluster, variable: Option<&str>) -> Result<Machine, NotMade> {
    let address = resolve_image_registry(cluster.image_registry.as_deref(), variable);
    let additional = &cluster.additional_mirrored_registries;
    let registries = resolve_mirrored_registries(UPSTREAM_REGISTRIES, additional);
    let settings = address.map(|mirror| Settings {
        mirror,
        ..Settings::default()
    });
    let bootstrap = match cluster.bootstrap {
        Bootstrap::Kubeadm => run_time::Bootstrap::Kubeadm,
        Bootstrap::Rke2 => run_time::Bootstrap::Rke2,
    };
    run_time::machine(settings.as_ref(), &registries, bootstrap)
}

fn kubeadm_control_plane(cluster: &Cluster, mirror: &Machine) -> Value {
    let mut files = mirror.values();
    let mut commands = mirror.commands.clone();
    if let Some((address, interface)) = &cluster.vip {
        files.push(kube_vip(address, interface, "/etc/kubernetes/manifests"));
        commands.push(format!(
            "ip -4 -o addr show {interface} >/run/airlock-example-node-ip"
        ));
    }
    let mut spec = json!({ "clusterConfiguration": {}, "users": users(cluster) });
    add(&mut spec, "files", files);
    add(&mut spec, "preKubeadmCommands", commands);
    json!({
        "apiVersion": "controlplane.cluster.x-k8s.io/v1beta2",
        "kind": "KubeadmControlPlane",
        "metadata": { "name": format!("{}-control-plane", cluster.name) },
        "spec": { "replicas": 3, "kubeadmConfigSpec": spec },
    })
}

fn kubeadm_workers(cluster: &Cluster, mirror: &Machine) -> Value {
    let mut spec = json!({ "joinConfiguration": { "nodeRegistration": { "name": "worker" } } });
    add(&mut spec, "files", mirror.values());
    add(&mut spec, "preKubeadmCommands", mirror.commands.clone());
    json!({
        "apiVersion": "bootstrap.cluster.x-k8s.io/v1beta2",
        "kind": "KubeadmConfigTemplate",
        "metadata": { "name": format!("{}-workers", cluster.name) },
        "spec": { "template": { "spec": spec } },
    })
}

fn rke2_control_plane(cluster: &Cluster, mirror: &Machine) -> Value {
    let mut files = mirror.values();
    if let Some((address, interface)) = &cluster.vip {
        let folder = "/var/lib/rancher/rke2/server/manifests";
        files.push(kube_vip(address, interface, folder));
    }
    files.extend(authorized_keys(cluster));
    let mut spec = json!({
        "replicas": 3,
        "rolloutStrategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1 } },
    });
    add(&mut spec, "files", files);
    add(&mut spec, "preRKE2Commands", mirror.commands.clone());
    json!({
        "apiVersion": "controlplane.cluster.x-k8s.io/v1beta2",
        "kind": "RKE2ControlPlane",
        "metadata": { "name": format!("{}-control-plane", cluster.name) },
        "spec": spec,
    })
}

fn rke2_workers(cluster: &Cluster, mirror: &Machine) -> Value {
    let mut files = mirror.values();
    files.extend(authorized_keys(cluster));
    let mut spec = json!({ "agentConfig": {} });
    add(&mut spec, "files", files);
    add(&mut spec, "preRKE2Commands", mirror.commands.clone());
    json!({
        "apiVersion": "bootstrap.cluster.x-k8s.io/v1beta2",
        "kind": "RKE2ConfigTemplate",
        "metadata": { "name": format!("{}-workers", cluster.name) },
        "spec": { "template": { "spec": spec } },
    })
}

/// An empty list is no list: without contributors the key is not there at all.
fn add<T: Into<Value>>(spec: &mut Value, key: &str, items: Vec<T>) {
    if !items.is_empty() {
        spec[key] = items.into_iter().map(Into::into).collect();
    }
}

fn users(cluster: &Cluster) -> Value {
    json!([{ "name": "ops", "sshAuthorizedKeys": cluster.ssh_authorized_keys }])
}

/// RKE2's provider has no field for users: the machine's image has this one, who is not root.
fn authorized_keys(cluster: &Cluster) -> Option<Value> {
    let keys = cluster.ssh_authorized_keys.join("\n");
    (!keys.is_empty()).then(|| {
        json!({
            "path": "/home/ops/.ssh/authorized_keys",
            "owner": "ops:ops",
            "permissions": "0600",
            "content": format!("{keys}\n"),
        })
    })
}

fn kube_vip(address: &str, interface: &str, folder: &str) -> Value {
    json!({
        "path": format!("{folder}/kube-vip.yaml"),
        "owner": "root:root",
        "permissions": "0644",
        "content": format!("# kube-vip announces {address} on {interface}\n"),
    })
}

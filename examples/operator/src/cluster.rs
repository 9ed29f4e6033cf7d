//! What a user writes about a cluster.

/// A cluster, as its custom resource has it.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Its name.
    pub name: String,
    /// How its machines come up.
    pub bootstrap: Bootstrap,
    /// `spec.imageRegistry`: where nodes pull instead; wins over the operator's variable.
    pub image_registry: Option<String>,
    /// `spec.additionalMirroredRegistries`: registries of the user's own workloads.
    pub additional_mirrored_registries: Vec<String>,
    /// The address that kube-vip announces, with the interface.
    pub vip: Option<(String, String)>,
    /// Who may log in on its nodes.
    pub ssh_authorized_keys: Vec<String>,
}

/// The bootstrap provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bootstrap {
    /// kubeadm.
    Kubeadm,
    /// RKE2.
    Rke2,
}

impl Cluster {
    /// A cluster to show.
    pub fn example(bootstrap: Bootstrap) -> Cluster {
        Cluster {
            name: "edge".to_string(),
            bootstrap,
            image_registry: None,
            additional_mirrored_registries: Vec::new(),
            vip: Some(("10.0.0.10".to_string(), "eth0".to_string())),
            ssh_authorized_keys: vec!["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ops".to_string()],
        }
    }
}

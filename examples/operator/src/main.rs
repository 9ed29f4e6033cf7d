//! An operator that embeds its charts, knows every registry that they pull from, and makes the
//! nodes of the clusters that it creates pull from a mirror where one is named.
//!
//! `LATTICE_IMAGE_REGISTRY=registry.corp:5000 cargo run` shows what changes.

use operator::cluster::{Bootstrap, Cluster};
use operator::platform::{self, IMAGES, MANIFESTS, UPSTREAM_REGISTRIES};
use operator::{child, machines};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("registries: {}", UPSTREAM_REGISTRIES.join(", "));
    for image in IMAGES {
        println!("image: {image}");
    }
    for manifest in MANIFESTS {
        let lines = manifest.yaml.lines().count();
        println!(
            "manifest: {} {} ({lines} lines)",
            manifest.kind, manifest.name
        );
    }
    // A document that the operator treats by itself has a constant of its own.
    assert!(platform::manifests::web::default::DEPLOYMENT_WEB.contains("kind: Deployment"));

    let variable = std::env::var(airlock_mirror::emit::choose::VARIABLE).ok();
    for bootstrap in [Bootstrap::Kubeadm, Bootstrap::Rke2] {
        let cluster = Cluster::example(bootstrap);
        match machines::objects(&cluster, variable.as_deref()) {
            Ok(objects) => objects.iter().for_each(|object| println!("{object:#}")),
            // What a cluster says of its mirror comes from a user: it ends up in its status.
            Err(error) => {
                eprintln!("cluster {}: {error}", cluster.name);
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{:#}", child::operator(variable.as_deref()));
    ExitCode::SUCCESS
}

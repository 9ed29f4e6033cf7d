//! An operator that embeds its charts and knows every registry that they pull from.

// Constants that this program has no use for are no fault.
#[allow(dead_code)]
mod platform {
    include!(concat!(env!("OUT_DIR"), "/airlock.rs"));
}

use platform::{IMAGES, MANIFESTS, UPSTREAM_REGISTRIES};

fn main() {
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
}

//! What this crate promises its dependants: the constants are true, sorted, and those of the
//! committed `generated/images.rs`.

use airlock_mirror::{CHARTS, IMAGES, UPSTREAM_REGISTRIES, UPSTREAM_REGISTRIES_JOINED};

/// The committed file, as Rust: what it says has to be what `build.rs` has made.
mod committed {
    #![allow(dead_code, missing_docs, unreachable_pub)]
    include!("../generated/images.rs");
}

#[test]
fn the_registries_are_there_and_sorted() {
    for registry in [
        "docker.io",
        "ghcr.io",
        "nvcr.io",
        "quay.io",
        "registry.k8s.io",
    ] {
        assert!(UPSTREAM_REGISTRIES.contains(&registry), "{registry}");
    }
    assert!(UPSTREAM_REGISTRIES.is_sorted());
    assert_eq!(UPSTREAM_REGISTRIES_JOINED, UPSTREAM_REGISTRIES.join(","));
    assert_eq!(airlock_mirror::upstream_registries(), UPSTREAM_REGISTRIES);
}

#[test]
fn every_image_is_needed_and_comes_from_a_listed_registry() {
    for image in IMAGES {
        assert!(UPSTREAM_REGISTRIES.contains(&image.registry), "{image}");
        assert!(image.charts.len() + image.components.len() > 0, "{image}");
        for chart in image.charts {
            let pinned = CHARTS.iter().find(|pinned| pinned.name == *chart);
            assert!(pinned.is_some_and(|pinned| pinned.registries.contains(&image.registry)));
        }
    }
}

#[test]
fn the_platform_is_pinned() {
    for name in [
        "cert-manager",
        "cilium",
        "external-secrets",
        "gpu-operator",
        "hami",
        "istio-base",
        "istio-cni",
        "istiod",
        "keda",
        "metrics-server",
        "tetragon",
        "velero",
        "victoria-metrics-ha",
        "victoria-metrics-single",
        "ztunnel",
    ] {
        assert!(CHARTS.iter().any(|chart| chart.name == name), "{name}");
    }
}

#[test]
fn the_committed_images_are_those_of_the_build() {
    let ours = format!("{UPSTREAM_REGISTRIES:?} {IMAGES:?} {CHARTS:?}");
    let theirs = format!(
        "{:?} {:?} {:?}",
        committed::UPSTREAM_REGISTRIES,
        committed::IMAGES,
        committed::CHARTS
    );
    assert_eq!(ours, theirs);
}

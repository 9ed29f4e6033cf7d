//! The repository's own `charts/versions.toml` and `charts/images/`: read whole, and in order.
//! Skipped where the crate stands alone, as in a package.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use airlock_lock::lists::ImageList;
use airlock_lock::pins::{ImagePinKind, Pins};
use std::fs;
use std::path::{Path, PathBuf};

fn charts() -> Option<PathBuf> {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
    charts.join("versions.toml").exists().then_some(charts)
}

fn list(path: &Path) -> ImageList {
    let text = fs::read_to_string(path).unwrap();
    ImageList::parse(&path.to_string_lossy(), &text).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn the_platform_is_pinned_and_each_list_has_what_is_wanted() {
    let Some(charts) = charts() else { return };
    let text = fs::read_to_string(charts.join("versions.toml")).unwrap();
    let pins = Pins::parse("versions.toml", &text).unwrap_or_else(|error| panic!("{error:#}"));
    for name in [
        "cilium",
        "istiod",
        "gpu-operator",
        "victoria-metrics-ha",
        "metrics-server",
    ] {
        assert!(pins.charts.contains_key(name), "{name}");
    }
    for pin in pins.images.values() {
        if let ImagePinKind::Listed {
            list: path,
            versions,
            parts,
        } = &pin.kind
        {
            let list = list(&charts.join(path));
            for version in versions {
                let found = list.images(version, parts);
                assert!(
                    found.is_ok_and(|images| !images.is_empty()),
                    "{} {version}",
                    pin.name
                );
            }
        }
    }
}

#[test]
fn every_list_is_named_as_its_component() {
    let Some(charts) = charts() else { return };
    for entry in fs::read_dir(charts.join("images")).unwrap() {
        let path = entry.unwrap().path();
        let list = list(&path);
        assert_eq!(path.file_stem().unwrap().to_string_lossy(), list.component);
        assert!(
            list.versions
                .values()
                .all(|listed| listed.from.starts_with("https://"))
        );
    }
}

#[cfg(feature = "content")]
#[test]
fn a_published_list_has_the_checksum_that_was_noted() {
    let Some(charts) = charts() else { return };
    let mut compared = 0;
    for entry in fs::read_dir(charts.join("images")).unwrap() {
        for (version, listed) in list(&entry.unwrap().path()).versions {
            let Some(published) = listed.published else {
                continue;
            };
            let images = listed.parts.values().flatten();
            let text: String = images.map(|image| format!("{image}\n")).collect();
            assert_eq!(
                airlock_lock::content::sha256(text.as_bytes()),
                published,
                "{version}"
            );
            compared += 1;
        }
    }
    assert!(compared > 0);
}

#[test]
fn an_unlisted_version_or_part_is_said_with_what_there_is() {
    let Some(charts) = charts() else { return };
    let rke2 = list(&charts.join("images/rke2.toml"));
    let all = rke2.images("v1.36.3+rke2r1", &[]).unwrap();
    let cilium = rke2
        .images("v1.36.3+rke2r1", &["cilium".to_string()])
        .unwrap();
    assert!(all.keys().all(|image| !cilium.contains_key(image)));
    assert_eq!(cilium.values().next().map(String::as_str), Some("cilium"));
    let version = rke2.images("v1.36.3+rke2r2", &[]).unwrap_err().to_string();
    assert!(
        version.contains("the nearest listed is v1.36.3+rke2r1"),
        "{version}"
    );
    let part = rke2
        .images("v1.36.3+rke2r1", &["antrea".to_string()])
        .unwrap_err()
        .to_string();
    assert!(
        part.contains("its parts are calico, canal, cilium, core"),
        "{part}"
    );
}

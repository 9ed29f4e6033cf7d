//! What the platform pulls, by registry: `registry-manifest.yaml` for people and programs,
//! `images.txt` for whatever copies images.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use airlock_build::writer::seal;
use airlock_lock::Image;
use airlock_lock::lock::{Confidence, Evidence, Images, Lock};

use super::header;

/// `images.txt`
pub(super) fn list(lock: &Lock) -> Vec<u8> {
    let mut out = header::lines("#", "Every image that the platform pulls.");
    for image in lock.needs().keys() {
        put(&mut out, format_args!("{image}\n"));
    }
    seal(out.into_bytes())
}

/// `registry-manifest.yaml`
pub(super) fn manifest(lock: &Lock) -> Vec<u8> {
    let mut out = header::lines(
        "#",
        "Every registry that the platform pulls from, and what.",
    );
    out.push_str("registries:\n");
    let mut by_registry: BTreeMap<&str, BTreeMap<&Image, Vec<Need<'_>>>> = BTreeMap::new();
    for need in needs(lock) {
        for image in need.images.keys() {
            let images = by_registry.entry(image.registry()).or_default();
            images.entry(image).or_default().push(need);
        }
    }
    for (registry, images) in by_registry {
        put(
            &mut out,
            format_args!("  - registry: {}\n    images:\n", quoted(registry)),
        );
        for (image, needs) in images {
            write_image(&mut out, image, &needs);
        }
    }
    seal(out.into_bytes())
}

/// A chart's render, a manifest or a component, with its images.
#[derive(Clone, Copy)]
struct Need<'l> {
    kind: &'static str,
    name: &'l str,
    variant: Option<&'l str>,
    images: &'l Images,
}

fn needs(lock: &Lock) -> Vec<Need<'_>> {
    let mut needs = Vec::new();
    for (name, chart) in &lock.charts {
        for (variant, render) in &chart.variants {
            needs.push(Need {
                kind: "chart",
                name,
                variant: Some(variant),
                images: &render.images,
            });
        }
    }
    let plain = |kind, name, images| Need {
        kind,
        name,
        variant: None,
        images,
    };
    for (name, manifest) in &lock.manifests {
        needs.push(plain("manifest", name, &manifest.images));
    }
    for (name, images) in &lock.images {
        needs.push(plain("component", name, images));
    }
    needs
}

fn write_image(out: &mut String, image: &Image, needs: &[Need<'_>]) {
    put(
        out,
        format_args!(
            "      - image: {}\n        repository: {}\n",
            quoted(&image.to_string()),
            quoted(image.repository())
        ),
    );
    for (key, value) in [("tag", image.tag()), ("digest", image.digest())] {
        if let Some(value) = value {
            put(out, format_args!("        {key}: {}\n", quoted(value)));
        }
    }
    out.push_str("        neededBy:\n");
    for need in needs {
        put(
            out,
            format_args!("          - {}: {}\n", need.kind, quoted(need.name)),
        );
        if let Some(variant) = need.variant.filter(|variant| *variant != "default") {
            put(
                out,
                format_args!("            variant: {}\n", quoted(variant)),
            );
        }
        out.push_str("            where:\n");
        for evidence in need.images.get(image).into_iter().flatten() {
            write_evidence(out, evidence);
        }
    }
}

fn write_evidence(out: &mut String, evidence: &Evidence) {
    let Evidence {
        document,
        field,
        find,
        confidence,
        template,
    } = evidence;
    let mut facts = vec![
        format!("document: {}", quoted(document)),
        format!("field: {}", quoted(field)),
        format!("find: {}", quoted(find)),
    ];
    if *confidence != Confidence::Certain {
        facts.push(format!("confidence: {}", confidence.word()));
    }
    facts.extend(
        template
            .iter()
            .map(|template| format!("template: {}", quoted(template))),
    );
    put(
        out,
        format_args!("              - {{{}}}\n", facts.join(", ")),
    );
}

/// A string as YAML and JSON both have it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 || c == '\u{7f}' => {
                put(&mut out, format_args!("\\u{:04x}", c as u32))
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writing to a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

//! What the charts in the tree render, for reading and for taking along.
//!
//! Documents that randomness or time went into are left out, and the index names them.

use airlock_build::writer::seal;
use airlock_build::{Document, Platform, Relocked, Rendering};
use airlock_lock::Source;

use super::{Made, header};

/// One file for each render of a chart in the tree.
pub(super) fn write(platform: &Platform, relocked: &Relocked) -> Vec<Made> {
    let mut files = Vec::new();
    for (name, pin) in &platform.pins().charts {
        if !matches!(pin.source, Source::Path(_)) {
            continue;
        }
        let renders = relocked.rendered.get(name).into_iter().flatten();
        for (variant, rendering) in renders {
            let path = match variant.as_str() {
                "default" => format!("{name}/manifests.yaml"),
                variant => format!("{name}/manifests-{variant}.yaml"),
            };
            files.push((
                path,
                "What the chart in the tree renders",
                one(name, rendering),
            ));
        }
    }
    files
}

fn one(name: &str, rendering: &Rendering) -> Vec<u8> {
    let mut out = header::lines("#", &format!("What the chart {name} renders.")).into_bytes();
    for document in rendering
        .documents
        .iter()
        .filter(|document| !document.random)
    {
        push(&mut out, document);
    }
    seal(out)
}

fn push(out: &mut Vec<u8>, document: &Document) {
    out.extend_from_slice(format!("---\n# Source: {}\n", document.template).as_bytes());
    out.extend_from_slice(document.content.trim_ascii_end());
    out.push(b'\n');
}

//! `generated/README.md`: the index of what is there, and what the lock says at a glance.

use std::fmt::Write as _;

use airlock_build::Relocked;
use airlock_build::writer::{SEAL, seal};

use super::Made;
use super::nodes::Profile;

/// The whole file.
pub(super) fn write(relocked: &Relocked, files: &[Made], profiles: &[Profile]) -> Vec<u8> {
    let mut out = format!(
        "# Generated files\n\n\
         Made by `airlock gen` from `charts/versions.toml` and `charts/airlock.lock`; do not edit.\n\
         `airlock gen --check` says what is stale.\n<!-- {SEAL} -->\n\n\
         | File | What it is |\n| --- | --- |\n"
    );
    for (name, about, _) in files {
        row(&mut out, &[&format!("[{name}]({name})"), about]);
    }
    nodes(&mut out, profiles);
    registries(&mut out, relocked);
    charts(&mut out, relocked);
    seal(out.into_bytes())
}

fn nodes(out: &mut String, profiles: &[Profile]) {
    if profiles.is_empty() {
        return;
    }
    out.push_str(
        "\n## Node configuration\n\n| Profile | What nodes do | Files |\n| --- | --- | ---: |\n",
    );
    for profile in profiles {
        let name = format!("[{0}]({0}/README.md)", profile.name);
        row(
            out,
            &[&name, &profile.about, &profile.files.len().to_string()],
        );
    }
}

fn registries(out: &mut String, relocked: &Relocked) {
    out.push_str("\n## Registries\n\n| Registry | Images |\n| --- | ---: |\n");
    let needs = relocked.lock.needs();
    for registry in relocked.lock.registries() {
        let images = needs.keys().filter(|image| image.registry() == registry);
        row(out, &[registry, &images.count().to_string()]);
    }
}

fn charts(out: &mut String, relocked: &Relocked) {
    out.push_str(
        "\n## Charts\n\nDocuments that randomness or time went into are never written down.\n\n\
         | Chart | Version | Measured | Images | Documents left out |\n\
         | --- | --- | --- | ---: | --- |\n",
    );
    for (name, chart) in &relocked.lock.charts {
        for (variant, render) in &chart.variants {
            let name = match variant.as_str() {
                "default" => name.clone(),
                variant => format!("{name}, {variant}"),
            };
            let images = render.images.len().to_string();
            let random: Vec<&str> = render.random.iter().map(String::as_str).collect();
            let kind = chart.measured.kind();
            row(
                out,
                &[&name, &chart.version, kind, &images, &random.join(", ")],
            );
        }
    }
}

fn row(out: &mut String, cells: &[&str]) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

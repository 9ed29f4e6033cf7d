//! From a lock to Rust: constants that need nothing at run time, not even this crate.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use airlock_lock::Image;
use airlock_lock::lock::{Lock, LockedChart};

const TYPES: &str = r#"
/// An image that is pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Image {
    /// The upstream host it is pulled from.
    pub registry: &'static str,
    /// The path at that host.
    pub repository: &'static str,
    /// The tag, where it is named by one.
    pub tag: Option<&'static str>,
    /// The digest, where it is named by one.
    pub digest: Option<&'static str>,
    /// The charts that need it, by the names they are pinned under.
    pub charts: &'static [&'static str],
    /// What else needs it: components and manifests that no chart renders.
    pub components: &'static [&'static str],
}

impl core::fmt::Display for Image {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}", self.registry, self.repository)?;
        if let Some(tag) = self.tag {
            write!(f, ":{tag}")?;
        }
        match self.digest {
            Some(digest) => write!(f, "@{digest}"),
            None => Ok(()),
        }
    }
}

/// A pinned chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chart {
    /// The name it is pinned under.
    pub name: &'static str,
    /// The chart's own name.
    pub chart: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// The renders that are locked.
    pub variants: &'static [&'static str],
    /// The registries that its images come from.
    pub registries: &'static [&'static str],
}

/// Every registry that the platform pulls from.
pub fn upstream_registries() -> &'static [&'static str] {
    UPSTREAM_REGISTRIES
}
"#;

/// The constants as a module's text: `UPSTREAM_REGISTRIES`, `IMAGES`, `CHARTS`, their types, and
/// `upstream_registries()`.
pub fn rust(lock: &Lock) -> String {
    let mut out = String::new();
    out.push_str("/// Every registry that the platform pulls from, sorted.\n");
    let registries = words(lock.registries());
    line(
        &mut out,
        format_args!("pub const UPSTREAM_REGISTRIES: &[&str] = {registries};"),
    );
    out.push_str("\n/// Every image that the platform pulls, sorted.\n");
    out.push_str("pub const IMAGES: &[Image] = &[\n");
    for (image, needed_by) in lock.needs() {
        write_image(&mut out, lock, image, &needed_by);
    }
    out.push_str("];\n\n/// Every pinned chart, by name.\npub const CHARTS: &[Chart] = &[\n");
    for (name, chart) in &lock.charts {
        write_chart(&mut out, name, chart);
    }
    out.push_str("];\n");
    out.push_str(TYPES);
    out
}

/// The registries as build scripts hand them on: joined by commas.
pub fn registries_joined(lock: &Lock) -> String {
    let registries: Vec<&str> = lock.registries().into_iter().collect();
    registries.join(",")
}

fn write_image(out: &mut String, lock: &Lock, image: &Image, needed_by: &BTreeSet<&str>) {
    let is_chart = |name: &&str| {
        let chart = lock.charts.get(*name);
        chart.is_some_and(|chart| {
            chart
                .variants
                .values()
                .any(|v| v.images.contains_key(image))
        })
    };
    let is_other = |name: &&str| {
        let listed = lock
            .images
            .get(*name)
            .is_some_and(|l| l.contains_key(image));
        let written = lock.manifests.get(*name);
        listed || written.is_some_and(|manifest| manifest.images.contains_key(image))
    };
    out.push_str("    Image {\n");
    line(
        out,
        format_args!("        registry: {:?},", image.registry()),
    );
    line(
        out,
        format_args!("        repository: {:?},", image.repository()),
    );
    line(out, format_args!("        tag: {:?},", image.tag()));
    line(out, format_args!("        digest: {:?},", image.digest()));
    let charts = words(needed_by.iter().copied().filter(is_chart));
    line(out, format_args!("        charts: {charts},"));
    let others = words(needed_by.iter().copied().filter(is_other));
    line(out, format_args!("        components: {others},"));
    out.push_str("    },\n");
}

fn write_chart(out: &mut String, name: &str, chart: &LockedChart) {
    let renders = chart.variants.values();
    let registries: BTreeSet<&str> = renders.flat_map(|render| render.registries()).collect();
    out.push_str("    Chart {\n");
    line(out, format_args!("        name: {name:?},"));
    line(out, format_args!("        chart: {:?},", chart.chart));
    line(out, format_args!("        version: {:?},", chart.version));
    line(
        out,
        format_args!("        source: {:?},", chart.source.to_string()),
    );
    let variants = words(chart.variants.keys().map(String::as_str));
    line(out, format_args!("        variants: {variants},"));
    line(
        out,
        format_args!("        registries: {},", words(registries)),
    );
    out.push_str("    },\n");
}

fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("{word:?}")).collect();
    format!("&[{}]", quoted.join(", "))
}

/// Writing to a string cannot fail.
fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
    out.push('\n');
}

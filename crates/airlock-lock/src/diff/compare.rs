//! The comparison itself.

use crate::image::Image;
use crate::lock::{Lock, LockedChart};
use std::collections::{BTreeMap, BTreeSet};

/// What changed from one lock to another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff {
    /// Registries that are new: a mirror has to learn them.
    pub registries_added: Vec<String>,
    /// Registries that nothing pulls from any more.
    pub registries_removed: Vec<String>,
    /// Images that are new.
    pub images_added: Vec<ImageChange>,
    /// Images that nothing needs any more.
    pub images_removed: Vec<ImageChange>,
    /// Images whose tag or digest changed.
    pub images_bumped: Vec<Bump>,
    /// Charts, manifests, components and assets that came, went or changed.
    pub changes: Vec<Change>,
    /// Charts whose kind of source changed together with their images: `airlock lock` asks for
    /// `--accept` before it takes them.
    pub to_accept: Vec<String>,
}

/// An image that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageChange {
    /// The image.
    pub image: Image,
    /// What needs it, or needed it.
    pub needed_by: Vec<String>,
}

/// An image whose version changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bump {
    /// Registry and repository.
    pub name: String,
    /// The versions that went.
    pub from: Vec<String>,
    /// The versions that came.
    pub to: Vec<String>,
    /// What needs it now.
    pub needed_by: Vec<String>,
}

/// A chart, manifest, component or asset that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `chart`, `manifest`, `images` or `asset`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What changed, in words; `added` or `removed` where it is the whole of it.
    pub facts: Vec<String>,
}

impl Diff {
    /// Compares two locks.
    pub fn between(old: &Lock, new: &Lock) -> Diff {
        let mut diff = Diff::default();
        let (before, after) = (old.registries(), new.registries());
        diff.registries_added = after
            .difference(&before)
            .map(|r| (*r).to_string())
            .collect();
        diff.registries_removed = before
            .difference(&after)
            .map(|r| (*r).to_string())
            .collect();
        compare_images(&mut diff, old, new);
        each(&mut diff, "chart", &old.charts, &new.charts, chart_facts);
        each(
            &mut diff,
            "manifest",
            &old.manifests,
            &new.manifests,
            |a, b| {
                let mut facts = Vec::new();
                note(&mut facts, "source", &a.source, &b.source);
                note(&mut facts, "content", &a.content, &b.content);
                facts.extend((a.images != b.images).then(|| "images".to_string()));
                facts
            },
        );
        each(&mut diff, "images", &old.images, &new.images, |_, _| {
            vec!["images".to_string()]
        });
        each(&mut diff, "asset", &old.assets, &new.assets, |a, b| {
            let mut facts = Vec::new();
            note(&mut facts, "url", &a.url, &b.url);
            note(&mut facts, "size", &a.size, &b.size);
            note(&mut facts, "sha256", &a.checksum, &b.checksum);
            note(&mut facts, "purpose", &a.purpose, &b.purpose);
            facts
        });
        diff.to_accept = to_accept(old, new);
        diff
    }

    /// Whether the locks say the same.
    pub fn is_empty(&self) -> bool {
        *self == Diff::default()
    }
}

type Needs<'l> = BTreeMap<&'l Image, BTreeSet<&'l str>>;

fn compare_images(diff: &mut Diff, old: &Lock, new: &Lock) {
    let (before, after) = (old.needs(), new.needs());
    let mut went = by_name(&before, &after);
    for (name, came) in by_name(&after, &before) {
        match went.remove(&name) {
            Some(gone) => diff.images_bumped.push(Bump {
                needed_by: union(&came, &after),
                from: gone.iter().map(|image| image.version()).collect(),
                to: came.iter().map(|image| image.version()).collect(),
                name,
            }),
            None => diff
                .images_added
                .extend(came.iter().map(|i| change(i, &after))),
        }
    }
    for gone in went.into_values() {
        diff.images_removed
            .extend(gone.iter().map(|image| change(image, &before)));
    }
    diff.images_added.sort_by(|a, b| a.image.cmp(&b.image));
    diff.images_removed.sort_by(|a, b| a.image.cmp(&b.image));
}

/// The images of one lock that the other lacks, by registry and repository.
fn by_name<'l>(these: &Needs<'l>, those: &Needs<'_>) -> BTreeMap<String, Vec<&'l Image>> {
    let mut found: BTreeMap<String, Vec<&Image>> = BTreeMap::new();
    for image in these.keys().filter(|image| !those.contains_key(**image)) {
        found.entry(image.name()).or_default().push(image);
    }
    found
}

fn change(image: &Image, needs: &Needs<'_>) -> ImageChange {
    ImageChange {
        image: image.clone(),
        needed_by: union(&[image], needs),
    }
}

fn union(images: &[&Image], needs: &Needs<'_>) -> Vec<String> {
    let names: BTreeSet<&str> = images
        .iter()
        .filter_map(|image| needs.get(image))
        .flatten()
        .copied()
        .collect();
    names.into_iter().map(str::to_string).collect()
}

fn each<T: PartialEq>(
    diff: &mut Diff,
    kind: &'static str,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    facts: impl Fn(&T, &T) -> Vec<String>,
) {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let facts = match (old.get(name), new.get(name)) {
            (Some(before), Some(after)) if before == after => continue,
            (Some(before), Some(after)) => facts(before, after),
            (None, _) => vec!["added".to_string()],
            (_, None) => vec!["removed".to_string()],
        };
        diff.changes.push(Change {
            kind,
            name: name.clone(),
            facts,
        });
    }
}

fn chart_facts(before: &LockedChart, after: &LockedChart) -> Vec<String> {
    let mut facts = Vec::new();
    note(&mut facts, "version", &before.version, &after.version);
    note(&mut facts, "chart", &before.chart, &after.chart);
    note(&mut facts, "source", &before.source, &after.source);
    if before.measured.kind() != after.measured.kind() {
        note(
            &mut facts,
            "measured",
            &before.measured.kind(),
            &after.measured.kind(),
        );
    } else if before.measured != after.measured {
        facts.push(format!("another {}", after.measured.kind()));
    }
    let names: BTreeSet<&String> = before
        .variants
        .keys()
        .chain(after.variants.keys())
        .collect();
    for name in names {
        match (before.variants.get(name), after.variants.get(name)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                note(&mut facts, &format!("{name}: engine"), &a.engine, &b.engine);
                let kinds = [
                    ("settings", a.settings != b.settings),
                    ("output", a.rendered != b.rendered),
                    ("random documents", a.random != b.random),
                    ("images", a.images != b.images),
                ];
                let changed = kinds.iter().filter(|(_, differs)| *differs);
                facts.extend(changed.map(|(what, _)| format!("{name}: {what}")));
            }
            (None, _) => facts.push(format!("{name}: added")),
            (_, None) => facts.push(format!("{name}: removed")),
        }
    }
    facts
}

fn note<T: PartialEq + std::fmt::Display>(facts: &mut Vec<String>, what: &str, old: &T, new: &T) {
    if old != new {
        facts.push(format!("{what}: {old} → {new}"));
    }
}

/// A chart measured by another kind of thing than before is the same chart only if the same
/// images come out of it.
fn to_accept(old: &Lock, new: &Lock) -> Vec<String> {
    let differs = |name: &String, after: &LockedChart| {
        let before = old.charts.get(name)?;
        let other_kind = before.measured.kind() != after.measured.kind();
        let same_version = before.version == after.version;
        (other_kind && same_version && images_of(before) != images_of(after)).then(|| name.clone())
    };
    new.charts
        .iter()
        .filter_map(|(name, after)| differs(name, after))
        .collect()
}

fn images_of(chart: &LockedChart) -> BTreeSet<&Image> {
    chart
        .variants
        .values()
        .flat_map(|render| render.images.keys())
        .collect()
}

//! What a lock says: charts, renders, images with evidence; and what follows from it.

use super::bytes;
use crate::checksum::Checksum;
use crate::error::Error;
use crate::image::Image;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Images, each with where it was found: never without.
pub type Images = BTreeMap<Image, BTreeSet<Evidence>>;

/// What was found for a `versions.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock {
    /// Files that nodes need beside images.
    pub assets: BTreeMap<String, LockedAsset>,
    /// The charts, by our name for them.
    pub charts: BTreeMap<String, LockedChart>,
    /// Images that no chart renders, by component.
    pub images: BTreeMap<String, Images>,
    /// Plain manifests, by name.
    pub manifests: BTreeMap<String, LockedManifest>,
}

/// A chart as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedChart {
    /// The chart's own name.
    pub chart: String,
    /// Its version.
    pub version: String,
    /// Where it came from.
    pub source: Source,
    /// Which of two things was measured, and what came out.
    pub measured: Measured,
    /// Its renders, by variant.
    pub variants: BTreeMap<String, LockedRender>,
}

/// What was measured of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// The SHA-256 of the released archive.
    Archive(Checksum),
    /// The content digest of the chart's files, where there was no archive.
    Content(Checksum),
}

impl Measured {
    /// `archive` or `content`.
    pub fn kind(&self) -> &'static str {
        match self {
            Measured::Archive(_) => "archive",
            Measured::Content(_) => "content",
        }
    }
}

/// One render of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedRender {
    /// Who rendered it.
    pub engine: RenderedBy,
    /// The checksum of the settings it was rendered with (values, capabilities, names), so that a
    /// change of them is seen where nothing can be rendered.
    pub settings: Option<Checksum>,
    /// The checksum of the output, with seeded randomness.
    pub rendered: Checksum,
    /// Documents that randomness touched, as `Kind namespace/name`.
    pub random: BTreeSet<String>,
    /// The images in the output.
    pub images: Images,
}

/// Who rendered a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderedBy {
    /// Airlock.
    Airlock,
    /// The `helm` on PATH, in this version.
    Helm(String),
}

impl fmt::Display for RenderedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenderedBy::Airlock => f.write_str("airlock"),
            RenderedBy::Helm(version) => write!(f, "helm {version}"),
        }
    }
}

/// A manifest as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedManifest {
    /// Where it came from.
    pub source: Source,
    /// The SHA-256 of its bytes.
    pub content: Checksum,
    /// The images in it.
    pub images: Images,
}

/// A file that nodes need beside images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedAsset {
    /// Its address.
    pub url: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub checksum: Checksum,
    /// What it is for.
    pub purpose: String,
}

/// Where an image was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The document: `Kind namespace/name`, or a list's component and version.
    pub document: String,
    /// The field in it.
    pub field: String,
    /// The kind of find, in the walker's words: `container`, `arg`, `list`, …
    pub find: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// The template that made the document, where it is known.
    pub template: Option<String>,
}

/// How sure a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Confidence {
    /// The cluster pulls it: not written.
    #[default]
    Certain,
    /// A program is told the image and pulls it when used.
    Strong,
    /// It looks like an image.
    Guess,
}

impl Confidence {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Certain => "certain",
            Confidence::Strong => "strong",
            Confidence::Guess => "guess",
        }
    }

    /// The confidence that a word stands for.
    pub fn parse(word: &str) -> Option<Confidence> {
        [Confidence::Certain, Confidence::Strong, Confidence::Guess]
            .into_iter()
            .find(|confidence| confidence.word() == word)
    }
}

impl Lock {
    /// Reads a lock; `file` is its name, for errors.
    pub fn parse(file: &str, text: &str) -> Result<Lock, Error> {
        bytes::read(file, text)
    }

    /// The lock's one spelling, of which [`Lock::parse`] is the inverse.
    pub fn write(&self) -> String {
        bytes::write(self)
    }

    /// Every image with the names of what needs it (a chart, a manifest, a component).
    pub fn needs(&self) -> BTreeMap<&Image, BTreeSet<&str>> {
        let mut needs: BTreeMap<&Image, BTreeSet<&str>> = BTreeMap::new();
        for (name, images) in self.image_sets() {
            for image in images.keys() {
                needs.entry(image).or_default().insert(name);
            }
        }
        needs
    }

    /// Every registry that an image comes from.
    pub fn registries(&self) -> BTreeSet<&str> {
        self.image_sets()
            .flat_map(|(_, images)| images.keys().map(Image::registry))
            .collect()
    }

    /// Every set of images with the name of what needs it.
    pub fn image_sets(&self) -> impl Iterator<Item = (&str, &Images)> {
        let charts = self.charts.iter().flat_map(|(name, chart)| {
            chart
                .variants
                .values()
                .map(move |render| (name.as_str(), &render.images))
        });
        let manifests = self
            .manifests
            .iter()
            .map(|(name, m)| (name.as_str(), &m.images));
        let components = self
            .images
            .iter()
            .map(|(name, images)| (name.as_str(), images));
        charts.chain(manifests).chain(components)
    }
}

impl LockedRender {
    /// The registries that this render's images come from.
    pub fn registries(&self) -> BTreeSet<&str> {
        self.images.keys().map(Image::registry).collect()
    }
}

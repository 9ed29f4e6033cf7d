//! One render of a chart under pinned settings: with our renderer, or with the `helm` on PATH where
//! the pin says so. The same inputs give the same bytes, wherever and whenever.

use std::collections::BTreeSet;

use airlock_gotmpl::Limits;
use airlock_helm::{
    Chart as HelmChart, KubeVersion, PrintOptions, Release, RenderOptions, UserValues, render,
};
use airlock_lock::Checksum;
use airlock_lock::content::sha256;
use airlock_lock::lock::RenderedBy;
use airlock_lock::pins::{Chart, Engine, Values, Variant};

use crate::at_hand::AtHand;
use crate::document::Document;
use crate::error::Error;
use crate::platform::Platform;
use crate::world::Seeded;
use crate::{helm, placeholders};

/// What came out of one render.
#[derive(Debug, Clone)]
pub struct Rendering {
    /// Who rendered it.
    pub engine: RenderedBy,
    /// The checksum of what is the same each time.
    pub checksum: Checksum,
    /// What is printed.
    pub bytes: Vec<u8>,
    /// The same as documents, in the order of printing.
    pub documents: Vec<Document>,
}

impl Rendering {
    /// What the documents that randomness touched are called.
    pub fn random(&self) -> BTreeSet<String> {
        let marked = self.documents.iter().filter(|document| document.random);
        marked.map(Document::name).collect()
    }
}

/// Renders one variant of a chart that is at hand.
pub(crate) fn run(
    platform: &Platform,
    chart: &Chart,
    loaded: &Loaded<'_>,
    variant: &Variant,
) -> Result<Rendering, Error> {
    let rendering = match chart.engine {
        Engine::Airlock => ours(platform, loaded, variant),
        Engine::Helm => helm::run(platform, &loaded.at_hand.path, variant),
    };
    rendering.map_err(|error| error.about(format!("chart `{}`, {}", chart.name, variant.name)))
}

/// A chart that was read once for all of its variants.
pub(crate) struct Loaded<'a> {
    at_hand: &'a AtHand,
    chart: HelmChart,
}

impl<'a> Loaded<'a> {
    /// Makes a chart of its files, which has to be the pinned one.
    pub(crate) fn new(pin: &Chart, at_hand: &'a AtHand) -> Result<Loaded<'a>, Error> {
        let place = || format!("chart `{}` at {}", pin.name, at_hand.path.display());
        let chart = HelmChart::from_files(at_hand.files.clone())
            .map_err(|error| Error::of_helm(&error).about(place()))?;
        let found = chart.metadata();
        let asked = pin.version.as_deref().unwrap_or(&found.version);
        if found.name != pin.chart || !same_version(&found.version, asked) {
            let cause = format!(
                "it is {} {}, and {} {asked} is pinned",
                found.name, found.version, pin.chart
            );
            let remedy = "put the pinned chart there, or pin this one in versions.toml";
            return Err(Error::new(cause).about(place()).remedy(remedy));
        }
        Ok(Loaded { at_hand, chart })
    }

    /// The chart's own version.
    pub(crate) fn version(&self) -> &str {
        &self.chart.metadata().version
    }
}

/// A `v` before the numbers does not count.
fn same_version(left: &str, right: &str) -> bool {
    left.strip_prefix('v').unwrap_or(left) == right.strip_prefix('v').unwrap_or(right)
}

fn ours(platform: &Platform, loaded: &Loaded<'_>, variant: &Variant) -> Result<Rendering, Error> {
    let values = values_of(platform, variant)?;
    let release = release_of(variant)?;
    let options = RenderOptions {
        functions: Some(placeholders::functions()),
        // Marks of randomness are told by where bytes came from.
        provenance: true,
        limits: Limits::default().times(variant.limit_factor),
        ..RenderOptions::default()
    };
    let rendered = render(&loaded.chart, &release, &values, &Seeded::new(), options)
        .map_err(|error| Error::of_helm(&error))?;
    let print = PrintOptions {
        include_crds: variant.include_crds,
        ..PrintOptions::default()
    };
    let documents = rendered.documents(&print).map(|document| Document {
        template: document.source().to_string(),
        content: document.content().to_vec(),
        random: document.is_marked(),
    });
    let documents = documents.collect();
    let bytes = rendered.to_bytes(&print);
    let bytes = bytes.map_err(|error| Error::of_helm(&error))?;
    Ok(Rendering {
        engine: RenderedBy::Airlock,
        checksum: sha256(&bytes),
        bytes,
        documents,
    })
}

fn values_of(platform: &Platform, variant: &Variant) -> Result<UserValues, Error> {
    let mut values = UserValues::default();
    for over in &variant.values {
        let (name, bytes) = match over {
            Values::File(path) => (path.as_str(), platform.read(path)?),
            Values::Inline(node) => ("inline values", node.data.to_json().into_bytes()),
        };
        let over =
            UserValues::from_yaml(&bytes).map_err(|error| Error::of_helm(&error).about(name))?;
        values = values.overlaid_with(&over);
    }
    Ok(values)
}

fn release_of(variant: &Variant) -> Result<Release, Error> {
    let mut release = Release::new(variant.release.as_str());
    release.namespace.clone_from(&variant.namespace);
    release.is_upgrade = variant.upgrade;
    release.api_versions.clone_from(&variant.api_versions);
    if let Some(version) = &variant.kubernetes {
        release.kube_version =
            KubeVersion::parse(version).map_err(|error| Error::of_helm(&error))?;
    }
    Ok(release)
}

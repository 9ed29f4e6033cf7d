//! What `versions.toml` says, once every name, version and address has been checked and every
//! default been filled in.

use super::{bytes, understand};
use crate::checksum::Checksum;
use crate::error::Error;
use crate::fields;
use crate::image::Image;
use crate::source::Source;
use crate::tree::{Node, Span};
use std::collections::BTreeMap;

/// All pins of a platform.
#[derive(Debug, Clone)]
pub struct Pins {
    pub(super) file: String,
    pub(super) text: String,
    /// What applies to every chart that does not say otherwise.
    pub defaults: Defaults,
    /// The charts, by our name for them.
    pub charts: BTreeMap<String, Chart>,
    /// Plain manifests, by name.
    pub manifests: BTreeMap<String, Manifest>,
    /// Images that no chart renders, by component.
    pub images: BTreeMap<String, ImagePin>,
    /// Files that nodes need beside images, by name.
    pub assets: BTreeMap<String, Asset>,
    /// The user's own rules for the walker, in its words; handed on as they are.
    pub rules: Vec<Node>,
    /// Profiles of mirrors, by name; handed on as they are.
    pub mirrors: BTreeMap<String, (Span, Node)>,
}

/// What applies to every chart that does not say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults {
    /// The Kubernetes version to render for; none means the renderer's own.
    pub kubernetes: Option<String>,
    /// API versions that the cluster has beside the renderer's own.
    pub api_versions: Vec<String>,
    /// The namespace to render for.
    pub namespace: String,
}

/// A pinned chart.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Our name for it.
    pub name: String,
    /// Where that name stands, for errors found later.
    pub span: Span,
    /// The chart's own name.
    pub chart: String,
    /// Its exact version; none only for a chart in the tree, which names it itself.
    pub version: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The SHA-256 that its archive must have, where it is known.
    pub checksum: Option<Checksum>,
    /// Who renders it.
    pub engine: Engine,
    /// Its renders by name; one named `default` where none is named.
    pub variants: BTreeMap<String, Variant>,
}

/// Who renders a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Airlock itself.
    Airlock,
    /// The `helm` on PATH: the way out for who meets a difference.
    Helm,
}

/// One render of a chart, everything filled in.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The render's name.
    pub name: String,
    /// The release's name.
    pub release: String,
    /// The release's namespace.
    pub namespace: String,
    /// The Kubernetes version to render for.
    pub kubernetes: Option<String>,
    /// API versions beside the renderer's own: the defaults', the chart's, the variant's.
    pub api_versions: Vec<String>,
    /// Values in the order in which they are laid over the chart's own.
    pub values: Vec<Values>,
    /// Whether it is an upgrade rather than an installation.
    pub upgrade: bool,
    /// Whether the chart's `crds/` are part of the output.
    pub include_crds: bool,
    /// How many times what templates may use up is allowed. It changes no byte of what is rendered.
    pub limit_factor: u32,
}

/// Values for a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// A YAML file, relative to `versions.toml`.
    File(String),
    /// Written out in `versions.toml`; [`crate::Data::to_json`] gives what a YAML reader takes.
    Inline(Node),
}

/// A plain manifest.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Our name for it.
    pub name: String,
    /// Where that name stands.
    pub span: Span,
    /// Where it comes from: a path, or an address.
    pub source: Source,
    /// The SHA-256 that it must have; always there for an address.
    pub checksum: Option<Checksum>,
}

/// Images that no chart renders.
#[derive(Debug, Clone)]
pub struct ImagePin {
    /// The component.
    pub name: String,
    /// Where that name stands.
    pub span: Span,
    /// A list's versions, or the images themselves.
    pub kind: ImagePinKind,
}

/// A list's versions, or the images themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImagePinKind {
    /// Versions of a component whose images a data file lists.
    Listed {
        /// The data file, relative to `versions.toml`.
        list: String,
        /// The versions wanted.
        versions: Vec<String>,
        /// The parts of each version that are wanted; none means the list's own default.
        parts: Vec<String>,
    },
    /// Images named here, and why they are needed.
    Named {
        /// The images.
        images: Vec<Image>,
        /// Why they are needed: the evidence.
        why: String,
    },
}

/// A file that nodes need beside images.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Our name for it.
    pub name: String,
    /// Where that name stands.
    pub span: Span,
    /// Its address.
    pub url: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub checksum: Checksum,
    /// What it is for.
    pub purpose: String,
}

impl Pins {
    /// Reads `versions.toml`; `file` is its name, for errors.
    pub fn parse(file: &str, text: &str) -> Result<Pins, Error> {
        let source = fields::Source { file, text };
        let written = bytes::read(source)?;
        understand::pins(source, written)
    }

    pub(crate) fn source(&self) -> fields::Source<'_> {
        fields::Source {
            file: &self.file,
            text: &self.text,
        }
    }

    /// An error at a place in this `versions.toml`, found by whoever came to use the pin.
    pub fn error(&self, span: Span, cause: impl Into<String>) -> Error {
        Error::new(&self.file, &self.text, span, cause)
    }
}

#[cfg(feature = "content")]
impl Variant {
    /// The checksum of everything that decides what this render gives beside the chart itself and
    /// the renderer; `file` gives the checksum of a values file, by its path.
    pub fn settings<E>(&self, file: impl Fn(&str) -> Result<Checksum, E>) -> Result<Checksum, E> {
        let mut text = format!(
            "airlock settings 1\nrelease {}\nnamespace {}\nkubernetes {}\nupgrade {}\ncrds {}\n",
            self.release,
            self.namespace,
            self.kubernetes.as_deref().unwrap_or("-"),
            self.upgrade,
            self.include_crds,
        );
        let mut api_versions = self.api_versions.clone();
        api_versions.sort_unstable();
        for api_version in api_versions {
            text.push_str(&format!("api-version {api_version}\n"));
        }
        for values in &self.values {
            text.push_str(&match values {
                Values::File(path) => format!("values {}\n", file(path)?),
                Values::Inline(node) => format!("values {}\n", node.data.to_json()),
            });
        }
        Ok(crate::content::sha256(text.as_bytes()))
    }
}

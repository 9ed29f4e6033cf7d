//! The shape of `versions.toml` as written: every key that exists, none of them understood yet.

use crate::checksum::Checksum;
use crate::fields::Text;
use crate::tree::{Node, Span};

/// The whole file.
pub(super) struct PinsFile {
    pub(super) defaults: DefaultsTable,
    pub(super) charts: Vec<(Text, ChartTable)>,
    pub(super) manifests: Vec<(Text, ManifestTable)>,
    pub(super) images: Vec<(Text, ImagesTable)>,
    pub(super) assets: Vec<(Text, AssetTable)>,
    pub(super) rules: Vec<Node>,
    pub(super) mirrors: Vec<(Text, Node)>,
}

/// `[defaults]`, and the same keys on a chart and on a variant.
#[derive(Default)]
pub(super) struct DefaultsTable {
    pub(super) kubernetes: Option<Text>,
    pub(super) api_versions: Vec<Text>,
    pub(super) namespace: Option<Text>,
}

/// `[charts.NAME]`.
pub(super) struct ChartTable {
    pub(super) span: Span,
    pub(super) chart: Option<Text>,
    pub(super) version: Option<Text>,
    pub(super) repository: Option<Text>,
    pub(super) oci: Option<Text>,
    pub(super) archive: Option<Text>,
    pub(super) inside: Option<Text>,
    pub(super) path: Option<Text>,
    pub(super) sha256: Option<Checksum>,
    pub(super) engine: Option<Text>,
    pub(super) render: RenderTable,
    pub(super) variants: Vec<(Text, RenderTable)>,
}

/// What says how a chart is rendered: on the chart for all variants, on a variant for itself.
#[derive(Default)]
pub(super) struct RenderTable {
    pub(super) shared: DefaultsTable,
    pub(super) release: Option<Text>,
    pub(super) values: Option<Node>,
    pub(super) upgrade: Option<bool>,
    pub(super) include_crds: Option<bool>,
    pub(super) limit_factor: Option<(Span, u64)>,
}

/// `[manifests.NAME]`.
pub(super) struct ManifestTable {
    pub(super) span: Span,
    pub(super) path: Option<Text>,
    pub(super) url: Option<Text>,
    pub(super) sha256: Option<Checksum>,
}

/// `[images.NAME]`.
pub(super) struct ImagesTable {
    pub(super) span: Span,
    pub(super) versions: Vec<Text>,
    pub(super) list: Option<Text>,
    pub(super) parts: Vec<Text>,
    pub(super) images: Vec<Text>,
    pub(super) why: Option<Text>,
}

/// `[assets.NAME]`.
pub(super) struct AssetTable {
    pub(super) url: Text,
    pub(super) size: (Span, u64),
    pub(super) sha256: Checksum,
    pub(super) purpose: Text,
}

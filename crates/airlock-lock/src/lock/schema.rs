//! The shape of `airlock.lock` as written: its format's number, its keys, their order.
//!
//! A format is for ever: a new key or another meaning of an old one is a new number, the readers
//! of the old ones stay, and `tests/fixtures/lock/` keeps a file of each.

/// The format that is written; this and every older one is read.
pub const FORMAT: u64 = 1;

/// The first lines of the file.
pub(super) const HEADER: &str = "\
# What was found for versions.toml, one fact a line. Written by `airlock lock`; review it, do not
# edit it. After a merge with conflicts, resolve versions.toml and run `airlock lock`.
";

/// Keys at the top.
pub(super) mod top {
    pub(crate) const VERSION: &str = "version";
    pub(crate) const ASSETS: &str = "assets";
    pub(crate) const CHARTS: &str = "charts";
    pub(crate) const IMAGES: &str = "images";
    pub(crate) const MANIFESTS: &str = "manifests";
}

/// Keys of a chart, a manifest and an asset.
pub(super) mod item {
    pub(crate) const CHART: &str = "chart";
    pub(crate) const VERSION: &str = "version";
    pub(crate) const SOURCE: &str = "source";
    pub(crate) const ARCHIVE: &str = "archive";
    pub(crate) const CONTENT: &str = "content";
    pub(crate) const VARIANTS: &str = "variants";
    pub(crate) const IMAGES: &str = "images";
    pub(crate) const URL: &str = "url";
    pub(crate) const SIZE: &str = "size";
    pub(crate) const SHA256: &str = "sha256";
    pub(crate) const PURPOSE: &str = "purpose";
}

/// Keys of a variant.
pub(super) mod render {
    pub(crate) const ENGINE: &str = "engine";
    pub(crate) const SETTINGS: &str = "settings";
    pub(crate) const RENDERED: &str = "rendered";
    pub(crate) const RANDOM: &str = "random";
    pub(crate) const IMAGES: &str = "images";
}

/// Keys of a piece of evidence.
pub(super) mod evidence {
    pub(crate) const FIND: &str = "find";
    pub(crate) const CONFIDENCE: &str = "confidence";
    pub(crate) const DOCUMENT: &str = "document";
    pub(crate) const FIELD: &str = "field";
    pub(crate) const TEMPLATE: &str = "template";
}

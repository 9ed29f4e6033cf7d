//! Where downloads lie: `vendor/` beside `versions.toml`, ignored by git. Who puts them there and
//! who reads them takes the names from here.

use airlock_lock::pins::{Asset, Chart, Manifest};

/// The folder beside `versions.toml` that downloads lie in.
pub const VENDOR: &str = "vendor";

/// What a chart's archive is called in [`VENDOR`], without `.tgz`; a folder of that name is a chart's
/// unpacked tree.
pub fn vendored_chart(chart: &Chart) -> String {
    match &chart.version {
        Some(version) => format!("{}-{version}", chart.name),
        None => chart.name.clone(),
    }
}

/// What a manifest is called in [`VENDOR`].
pub fn vendored_manifest(manifest: &Manifest) -> String {
    format!("{}.yaml", manifest.name)
}

/// What an asset is called in [`VENDOR`]. Its extension is what its name in `versions.toml` has:
/// addresses end in whatever a server likes.
pub fn vendored_asset(asset: &Asset) -> String {
    format!("assets/{}", asset.name)
}

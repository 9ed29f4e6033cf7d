//! Which pinned charts are at hand, where they lie, and what is measured of them.
//!
//! A chart is looked for in the tree (`path`), in `vendor/`, then in the folders that the caller
//! gives. Nothing is ever downloaded here.

use std::fs;
use std::path::{Path, PathBuf};

use airlock_helm::{Chart as HelmChart, SourceFile};
use airlock_lock::content::{content_digest, sha256};
use airlock_lock::lock::Measured;
use airlock_lock::pins::Chart;
use airlock_lock::{Checksum, Source};

use crate::error::Error;
use crate::platform::Platform;
use crate::vendored::{VENDOR, vendored_chart};

/// Folders with charts, beside the tree and `vendor/`: `--from`.
#[derive(Debug, Clone, Default)]
pub struct Folders(pub Vec<PathBuf>);

/// A chart's files, measured.
#[derive(Debug, Clone)]
pub struct AtHand {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is made of.
    pub files: Vec<SourceFile>,
    /// Which of two things was measured, and what came out.
    pub measured: Measured,
}

/// Where a chart lies, or nothing.
pub(crate) fn find(platform: &Platform, folders: &Folders, chart: &Chart) -> Option<PathBuf> {
    if let Source::Path(path) = &chart.source {
        return Some(platform.folder().join(path));
    }
    let vendor = platform.folder().join(VENDOR);
    if vendor.is_dir() {
        // Whatever comes into it may be a chart: Cargo has to look again.
        platform.note(&vendor);
    }
    let version = chart.version.as_deref().unwrap_or_default();
    let names = [
        vendored_chart(chart),
        format!("{}-{version}", chart.chart),
        chart.name.clone(),
    ];
    std::iter::once(&vendor)
        .chain(&folders.0)
        .find_map(|folder| find_in(folder, &names))
}

fn find_in(folder: &Path, names: &[String]) -> Option<PathBuf> {
    for name in names {
        let archive = folder.join(format!("{name}.tgz"));
        if archive.is_file() {
            return Some(archive);
        }
        let tree = folder.join(name);
        if tree.join("Chart.yaml").is_file() {
            return Some(tree);
        }
    }
    None
}

/// Reads a chart and measures it; nothing where it is not at hand.
pub(crate) fn load(
    platform: &Platform,
    folders: &Folders,
    chart: &Chart,
) -> Result<Option<AtHand>, Error> {
    let Some(path) = find(platform, folders, chart) else {
        return Ok(None);
    };
    platform.note(&path);
    read(&path, chart).map(Some).map_err(|error| {
        let place = format!("chart `{}` at {}", chart.name, path.display());
        error.about(place)
    })
}

fn read(path: &Path, chart: &Chart) -> Result<AtHand, Error> {
    if path.is_dir() {
        let files = HelmChart::files_at(path).map_err(|error| Error::of_helm(&error))?;
        let contents = files
            .iter()
            .map(|file| (file.name.as_str(), &file.data[..]));
        let digest = content_digest(contents).map_err(|same| Error::new(same.to_string()))?;
        return Ok(AtHand {
            path: path.to_path_buf(),
            files,
            measured: Measured::Content(digest),
        });
    }
    let bytes = fs::read(path).map_err(|error| Error::of_file("reading", path, &error))?;
    let sum = sha256(&bytes);
    check_sum(chart, sum)?;
    let files = chart_in_archive(chart, &bytes).map_err(|error| {
        error.remedy("the archive is broken: remove it and run `airlock vendor`")
    })?;
    Ok(AtHand {
        path: path.to_path_buf(),
        files,
        measured: Measured::Archive(sum),
    })
}

/// The files of a pinned chart in its archive's bytes, cut out of a forge's tarball where it is one.
pub fn chart_in_archive(chart: &Chart, bytes: &[u8]) -> Result<Vec<SourceFile>, Error> {
    let files = HelmChart::files_in_archive(bytes).map_err(|error| Error::of_helm(&error))?;
    Ok(inside(files, &chart.source))
}

fn check_sum(chart: &Chart, sum: Checksum) -> Result<(), Error> {
    match chart.checksum {
        Some(wanted) if wanted != sum => {
            let cause = format!("its archive has {sum}, and {wanted} is pinned");
            Err(Error::new(cause).remedy(
                "it is not what was pinned: remove it and run `airlock vendor`, or find out why \
                 the archive of a released version changed",
            ))
        }
        _ => Ok(()),
    }
}

/// Of a forge's tarball, the chart's folder; its top folder has gone already.
fn inside(files: Vec<SourceFile>, source: &Source) -> Vec<SourceFile> {
    let Source::Archive {
        inside: Some(inside),
        ..
    } = source
    else {
        return files;
    };
    let whole = format!("{}/", inside.trim_matches('/'));
    let below_top = whole.split_once('/').map_or("", |(_, rest)| rest);
    let taken = |prefix: &str| -> Vec<SourceFile> {
        let strip = |file: &SourceFile| {
            let name = file.name.strip_prefix(prefix)?.to_string();
            let data = file.data.clone();
            Some(SourceFile { name, data })
        };
        files.iter().filter_map(strip).collect()
    };
    let found = taken(&whole);
    if found.is_empty() && !below_top.is_empty() {
        return taken(below_top);
    }
    // An archive that holds nothing but the chart was cut out by whoever laid it.
    if found.is_empty() { files } else { found }
}

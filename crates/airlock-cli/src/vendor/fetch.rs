//! One pinned thing: found, downloaded, verified; what it gives is files to be, never written here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use airlock_build::writer::Output;
use airlock_build::{
    Error, Platform, VENDOR, chart_in_archive, vendored_asset, vendored_chart, vendored_manifest,
};
use airlock_helm::{Chart as HelmChart, SourceFile};
use airlock_lock::content::sha256;
use airlock_lock::lock::{Lock, Measured};
use airlock_lock::pins::{Asset, Chart, Manifest};
use airlock_lock::{Checksum, Source};
use airlock_registry::repository::FILE_LIMIT;
use airlock_registry::{Address, Client, Progress, repository};
use serde_yaml::Value;

use super::show::Event;
use crate::place;

/// Something to download.
pub(super) enum Item<'p> {
    Chart(&'p Chart),
    Manifest(&'p Manifest),
    Asset(&'p Asset),
}

impl Item<'_> {
    pub(super) fn name(&self) -> &str {
        match self {
            Item::Chart(chart) => &chart.name,
            Item::Manifest(manifest) => &manifest.name,
            Item::Asset(asset) => &asset.name,
        }
    }
}

/// The most bytes of an asset: several are in memory at once.
const ASSET_LIMIT: u64 = 2 << 30;

type Index = Arc<Mutex<Option<Arc<Vec<u8>>>>>;
type Result<T> = std::result::Result<T, Error>;

/// Downloads for one platform.
pub(super) struct Fetch<'f> {
    platform: &'f Platform,
    lock: &'f Lock,
    client: &'f Client,
    again: bool,
    indexes: Mutex<BTreeMap<String, Index>>,
}

impl<'f> Fetch<'f> {
    pub(super) fn new(
        platform: &'f Platform,
        lock: &'f Lock,
        client: &'f Client,
        again: bool,
    ) -> Fetch<'f> {
        Fetch {
            platform,
            lock,
            client,
            again,
            indexes: Mutex::default(),
        }
    }

    /// What is to be written for an item; nothing where it is there and right.
    pub(super) fn item(&self, item: &Item<'_>, events: &Sender<Event>) -> Result<Vec<Output>> {
        match item {
            Item::Chart(chart) => self.chart(chart, events).map_err(|error| {
                error.about(format!("chart `{}` from {}", chart.name, chart.source))
            }),
            Item::Manifest(pin) => self.manifest(pin, events).map_err(|error| {
                error.about(format!("manifest `{}` from {}", pin.name, pin.source))
            }),
            Item::Asset(pin) => self
                .asset(pin, events)
                .map_err(|error| error.about(format!("asset `{}` from {}", pin.name, pin.url))),
        }
    }

    fn chart(&self, chart: &Chart, events: &Sender<Event>) -> Result<Vec<Output>> {
        if let Source::Path(path) = &chart.source {
            let files = HelmChart::files_at(self.platform.folder().join(path)).map_err(of_helm)?;
            return self.dependencies(&files, path, &chart.name, events);
        }
        let name = vendored_chart(chart);
        let path = format!("{VENDOR}/{name}.tgz");
        if !self.again && self.is_there(chart, &path) {
            return Ok(Vec::new());
        }
        let bytes = self.archive(chart, events)?;
        let files = chart_in_archive(chart, &bytes).map_err(not_an_archive)?;
        check_named(chart, &files)?;
        let tree = format!("{VENDOR}/{name}");
        let needed = self.dependencies(&files, &tree, &chart.name, events)?;
        if needed.is_empty() {
            return Ok(vec![Output::new(below_root(&path), bytes)]);
        }
        // What a tag's tree needs is not in its archive: the whole lies unpacked.
        let unpacked = files
            .iter()
            .map(|file| Output::new(below_root(&format!("{tree}/{}", file.name)), &file.data[..]));
        Ok(unpacked.chain(needed).collect())
    }

    fn is_there(&self, chart: &Chart, path: &str) -> bool {
        let Ok(bytes) = fs::read(self.platform.folder().join(path)) else {
            return false;
        };
        let Some(wanted) = self.wanted(chart) else {
            // Nobody knows what it has to be; what reads as the pinned chart is kept.
            let files = chart_in_archive(chart, &bytes);
            return files.is_ok_and(|files| check_named(chart, &files).is_ok());
        };
        wanted == sha256(&bytes)
    }

    /// The checksum that the archive must have: the pin's, else what was locked of this version.
    fn wanted(&self, chart: &Chart) -> Option<Checksum> {
        let locked = self.lock.charts.get(&chart.name).filter(|locked| {
            locked.source == chart.source && chart.version.as_ref() == Some(&locked.version)
        });
        chart.checksum.or_else(|| match locked?.measured {
            Measured::Archive(sum) => Some(sum),
            Measured::Content(_) => None,
        })
    }

    fn archive(&self, chart: &Chart, events: &Sender<Event>) -> Result<Vec<u8>> {
        let (address, listed) = match &chart.source {
            Source::Repository(url) => {
                let version = chart.version.as_deref().unwrap_or_default();
                self.locate(url, &chart.chart, version)?
            }
            Source::Archive { url, .. } | Source::Url(url) => (parse(url)?, None),
            Source::Oci(_) | Source::Path(_) => {
                return Err(Error::new("charts in registries cannot be downloaded yet")
                    .remedy("lay its archive in a folder and use `airlock lock --from DIR`"));
            }
        };
        let bytes = self.file(&address, &chart.name, FILE_LIMIT, events)?;
        check_sum(&address, &bytes, listed, "the repository's index says")?;
        let why = match chart.checksum {
            Some(_) => "versions.toml pins",
            None => "airlock.lock has",
        };
        check_sum(&address, &bytes, self.wanted(chart), why)?;
        Ok(bytes)
    }

    fn manifest(&self, pin: &Manifest, events: &Sender<Event>) -> Result<Vec<Output>> {
        let Source::Url(url) = &pin.source else {
            return Ok(Vec::new());
        };
        let path = format!("{VENDOR}/{}", vendored_manifest(pin));
        let there = fs::read(self.platform.folder().join(&path)).ok();
        let right = there.is_some_and(|bytes| Some(sha256(&bytes)) == pin.checksum);
        if right && !self.again {
            return Ok(Vec::new());
        }
        let address = parse(url)?;
        let bytes = self.file(&address, &pin.name, FILE_LIMIT, events)?;
        check_sum(&address, &bytes, pin.checksum, "versions.toml pins")?;
        Ok(vec![Output::new(below_root(&path), bytes)])
    }

    fn asset(&self, pin: &Asset, events: &Sender<Event>) -> Result<Vec<Output>> {
        let path = format!("{VENDOR}/{}", vendored_asset(pin));
        if !self.again && is_asset(&self.platform.folder().join(&path), pin) {
            return Ok(Vec::new());
        }
        if pin.size > ASSET_LIMIT {
            let most = ASSET_LIMIT >> 30;
            return Err(Error::new(format!("it is larger than {most} GiB"))
                .remedy("everything is in memory until all is verified: lay it there yourself"));
        }
        let address = parse(&pin.url)?;
        let bytes = self.file(&address, &pin.name, pin.size, events)?;
        if bytes.len() as u64 != pin.size {
            let (found, wanted) = (bytes.len(), pin.size);
            return Err(Error::new(format!(
                "{address} has {found} bytes, and versions.toml pins {wanted}"
            ))
            .remedy("it is not what was pinned: find out why before you change the pin"));
        }
        check_sum(&address, &bytes, Some(pin.checksum), "versions.toml pins")?;
        Ok(vec![Output::new(below_root(&path), bytes)])
    }

    fn locate(&self, url: &str, chart: &str, version: &str) -> Result<(Address, Option<Checksum>)> {
        let index = self.index(url)?;
        let found = repository::locate(url, &index, chart, version).map_err(of_network)?;
        Ok((found.0, found.1.digest))
    }

    /// A repository's index, downloaded once; who comes second waits for it.
    fn index(&self, url: &str) -> Result<Arc<Vec<u8>>> {
        let slot = {
            let mut all = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(url.to_string()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = &*slot {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(repository::index(self.client, url).map_err(of_network)?);
        *slot = Some(Arc::clone(&index));
        Ok(index)
    }

    fn file(
        &self,
        address: &Address,
        name: &str,
        limit: u64,
        events: &Sender<Event>,
    ) -> Result<Vec<u8>> {
        let told = |progress: Progress| {
            // Who shows progress ends after the downloads.
            let _ = events.send(Event::Moved(
                name.to_string(),
                progress.done,
                progress.total,
            ));
        };
        repository::file(self.client, address, limit, &told).map_err(of_network)
    }

    /// What a tree's `Chart.lock` names and its `charts/` lacks.
    fn dependencies(
        &self,
        files: &[SourceFile],
        tree: &str,
        name: &str,
        events: &Sender<Event>,
    ) -> Result<Vec<Output>> {
        let mut outputs = Vec::new();
        for wanted in missing(files)? {
            let Wanted {
                chart,
                version,
                repository,
            } = &wanted;
            let about = |error: Error| error.about(format!("its dependency `{chart}` {version}"));
            if !repository.starts_with("http://") && !repository.starts_with("https://") {
                return Err(about(
                    Error::new(format!("`{repository}` is no HTTP repository"))
                        .remedy("lay the dependency into the tree's charts/ folder"),
                ));
            }
            let (address, listed) = self.locate(repository, chart, version).map_err(about)?;
            let shown = format!("{name}/{chart}");
            let bytes = self
                .file(&address, &shown, FILE_LIMIT, events)
                .map_err(about)?;
            check_sum(&address, &bytes, listed, "the repository's index says").map_err(about)?;
            HelmChart::from_archive(&bytes).map_err(|error| about(of_helm(error)))?;
            let path = format!("{tree}/charts/{chart}-{version}.tgz");
            outputs.push(Output::new(below_root(&path), bytes));
        }
        Ok(outputs)
    }
}

struct Wanted {
    chart: String,
    version: String,
    repository: String,
}

fn missing(files: &[SourceFile]) -> Result<Vec<Wanted>> {
    let text = |name: &str| {
        let file = files.iter().find(|file| file.name == name)?;
        Some(serde_yaml::from_slice::<Value>(&file.data[..]))
    };
    let Some(lock) = text("Chart.lock") else {
        return Ok(Vec::new());
    };
    let lock = lock.map_err(|error| Error::new(format!("its Chart.lock: {error}")))?;
    let listed = lock.get("dependencies").and_then(Value::as_sequence);
    let mut missing = Vec::new();
    for entry in listed.into_iter().flatten() {
        let part = |key: &str| {
            entry
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or("")
                .to_string()
        };
        let (chart, version, repository) = (part("name"), part("version"), part("repository"));
        let archive = format!("charts/{chart}-{version}.tgz");
        let folder = format!("charts/{chart}/Chart.yaml");
        let there = |file: &SourceFile| file.name == archive || file.name == folder;
        let plain = |text: &str| !text.is_empty() && !text.contains(['/', '\\']);
        if !plain(&chart) || !plain(&version) {
            return Err(Error::new(
                "its Chart.lock has a dependency without a plain name and version",
            ));
        }
        if !repository.is_empty() && !repository.starts_with("file://") && !files.iter().any(there)
        {
            missing.push(Wanted {
                chart,
                version,
                repository,
            });
        }
    }
    Ok(missing)
}

fn check_named(pin: &Chart, files: &[SourceFile]) -> Result<()> {
    let chart = HelmChart::from_files(files.to_vec()).map_err(of_helm)?;
    let found = chart.metadata();
    let plain = |version: &str| version.strip_prefix('v').unwrap_or(version).to_string();
    let wanted = pin.version.as_deref().map(plain);
    if found.name != pin.chart || wanted.is_some_and(|wanted| wanted != plain(&found.version)) {
        let version = pin.version.as_deref().unwrap_or_default();
        return Err(Error::new(format!(
            "the archive holds `{}` {}, and `{}` {version} is pinned",
            found.name, found.version, pin.chart
        )));
    }
    Ok(())
}

fn check_sum(address: &Address, bytes: &[u8], wanted: Option<Checksum>, who: &str) -> Result<()> {
    let found = sha256(bytes);
    match wanted.filter(|wanted| *wanted != found) {
        None => Ok(()),
        Some(wanted) => Err(
            Error::new(format!("{address} has {found}, and {who} {wanted}"))
                .remedy("it is not what was pinned: find out why before you change the pin"),
        ),
    }
}

/// Whether an asset is there and right; one of another size is not read.
fn is_asset(path: &Path, pin: &Asset) -> bool {
    let sized = fs::metadata(path).is_ok_and(|data| data.len() == pin.size);
    sized && fs::read(path).is_ok_and(|bytes| sha256(&bytes) == pin.checksum)
}

fn below_root(path: &str) -> String {
    let folder = Path::new(place::VERSIONS).parent().unwrap_or(Path::new(""));
    format!("{}/{path}", folder.display())
}

fn parse(url: &str) -> Result<Address> {
    Address::parse(url).map_err(of_network)
}

fn of_network(error: airlock_registry::Error) -> Error {
    let made = Error::new(error.cause());
    match error.remedy() {
        Some(remedy) => made.remedy(remedy),
        None => made,
    }
}

fn not_an_archive(error: Error) -> Error {
    error
        .about("what was downloaded is no chart's archive".to_owned())
        .remedy("see with a browser what the address gives: a page, or half of a file?")
}

fn of_helm(error: airlock_helm::Error) -> Error {
    Error::new(error.to_string())
}

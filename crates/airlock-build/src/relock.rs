//! From pins to a lock: what is at hand is rendered and walked, what is not comes from the lock that
//! is there, as long as it is still what the pins ask for.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use airlock_images::Rules;
use airlock_lock::content::sha256;
use airlock_lock::diff::Diff;
use airlock_lock::lock::{Lock, LockedAsset, LockedChart, LockedManifest, LockedRender, Measured};
use airlock_lock::pins::{Chart, Manifest, Variant};
use airlock_lock::{Checksum, Source};

use crate::at_hand::{self, AtHand, Folders};
use crate::engine::{self, Loaded, Rendering};
use crate::error::Error;
use crate::platform::Platform;
use crate::vendored::{VENDOR, vendored_manifest};
use crate::{listed, walk};

/// A lock made anew.
#[derive(Debug)]
pub struct Relocked {
    /// The lock.
    pub lock: Lock,
    /// What changed against the lock that was there.
    pub changes: Diff,
    /// What has to be accepted by a person before it may be written: why, for each.
    pub to_accept: Vec<Error>,
    /// The charts that were rendered; all others come from the lock that was there.
    pub rendered: BTreeMap<String, BTreeMap<String, Rendering>>,
}

/// Makes the lock anew. Where a merge has left conflicts in the one that is there, what is not at
/// hand comes from the side that the pins agree with.
pub fn relock(platform: &Platform, folders: &Folders) -> Result<Relocked, Error> {
    let sides = platform.lock_sides()?;
    let before = sides.first().cloned().unwrap_or_default();
    let rules = walk::rules(platform)?;
    let charts: Vec<&Chart> = platform.pins().charts.values().collect();
    let done = side_by_side(&charts, |chart| {
        lock_chart(platform, folders, &rules, &sides, chart)
    });
    let mut lock = Lock {
        images: listed::images(platform)?,
        assets: assets(platform),
        ..Lock::default()
    };
    let (mut errors, mut rendered) = (Vec::new(), BTreeMap::new());
    for (chart, done) in charts.iter().zip(done) {
        match done {
            Ok((locked, renderings)) => {
                lock.charts.insert(chart.name.clone(), locked);
                rendered.extend(renderings.map(|these| (chart.name.clone(), these)));
            }
            Err(error) => errors.push(error),
        }
    }
    for manifest in platform.pins().manifests.values() {
        match lock_manifest(platform, &rules, &sides, manifest) {
            Ok(locked) => {
                lock.manifests.insert(manifest.name.clone(), locked);
            }
            Err(error) => errors.push(error),
        }
    }
    Error::none_of(&errors)?;
    let changes = Diff::between(&before, &lock);
    Ok(Relocked {
        to_accept: to_accept(&before, &lock, &changes),
        lock,
        changes,
        rendered,
    })
}

/// Renders every variant of a chart that is at hand; nothing where it is not.
pub fn render_chart(
    platform: &Platform,
    folders: &Folders,
    chart: &Chart,
) -> Result<Option<BTreeMap<String, Rendering>>, Error> {
    let Some(at_hand) = at_hand::load(platform, folders, chart)? else {
        return Ok(None);
    };
    let loaded = Loaded::new(chart, &at_hand)?;
    let render = |(name, variant): (&String, &Variant)| {
        let rendering = engine::run(platform, chart, &loaded, variant)?;
        Ok((name.clone(), rendering))
    };
    chart
        .variants
        .iter()
        .map(render)
        .collect::<Result<_, Error>>()
        .map(Some)
}

type LockedAndRendered = (LockedChart, Option<BTreeMap<String, Rendering>>);

fn lock_chart(
    platform: &Platform,
    folders: &Folders,
    rules: &Rules,
    sides: &[Lock],
    chart: &Chart,
) -> Result<LockedAndRendered, Error> {
    match at_hand::load(platform, folders, chart)? {
        Some(at_hand) => {
            let (locked, rendered) = lock_at_hand(platform, rules, chart, &at_hand)?;
            Ok((locked, Some(rendered)))
        }
        None => {
            let locked = from_sides(sides, |before| from_before(platform, before, chart))?;
            Ok((locked, None))
        }
    }
}

/// A chart that is at hand, as it is now.
pub(crate) fn lock_at_hand(
    platform: &Platform,
    rules: &Rules,
    chart: &Chart,
    at_hand: &AtHand,
) -> Result<(LockedChart, BTreeMap<String, Rendering>), Error> {
    let loaded = Loaded::new(chart, at_hand)?;
    let (mut variants, mut rendered) = (BTreeMap::new(), BTreeMap::new());
    for (name, variant) in &chart.variants {
        let rendering = engine::run(platform, chart, &loaded, variant)?;
        let images = walk::images(rules, &chart.name, &rendering.bytes)
            .map_err(|error| error.about(format!("chart `{}`, {name}", chart.name)))?;
        let locked = LockedRender {
            engine: rendering.engine.clone(),
            settings: Some(settings(platform, variant)?),
            rendered: rendering.checksum,
            random: rendering.random(),
            images,
        };
        variants.insert(name.clone(), locked);
        rendered.insert(name.clone(), rendering);
    }
    let locked = LockedChart {
        chart: chart.chart.clone(),
        version: match &chart.version {
            Some(version) => version.clone(),
            None => loaded.version().to_string(),
        },
        source: chart.source.clone(),
        measured: at_hand.measured,
        variants,
    };
    Ok((locked, rendered))
}

fn settings(platform: &Platform, variant: &Variant) -> Result<Checksum, Error> {
    variant.settings(|path| platform.read(path).map(|bytes| sha256(&bytes)))
}

/// What one side of a merged lock has; an error where both have it and differ.
fn from_sides<T: PartialEq>(
    sides: &[Lock],
    of: impl Fn(&Lock) -> Result<T, Error>,
) -> Result<T, Error> {
    let (mut found, mut failed) = (None, None);
    for side in sides {
        match of(side) {
            Ok(locked) if found.as_ref().is_some_and(|other| *other != locked) => {
                return Err(Error::new(
                    "both sides of the merge have what is pinned, and they differ",
                )
                .remedy("run `airlock vendor`, then `airlock lock`"));
            }
            Ok(locked) => found = Some(locked),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match found {
        Some(found) => Ok(found),
        None => Err(failed.unwrap_or_else(|| Error::new("there is no lock"))),
    }
}

/// A chart that is not at hand, as it was found before.
fn from_before(platform: &Platform, before: &Lock, chart: &Chart) -> Result<LockedChart, Error> {
    let fault = |cause: String| {
        let error = platform.pins().error(chart.span, cause);
        Err(Error::from(error.with_remedy(
            "run `airlock vendor`, or lay it into a folder and run `airlock lock --from FOLDER`",
        )))
    };
    let name = &chart.name;
    let Some(locked) = before.charts.get(name) else {
        return fault(format!(
            "the chart `{name}` is not at hand and was never locked"
        ));
    };
    if let Some(differs) = before.chart_disagreements(platform.pins(), chart).first() {
        return fault(format!("{}, and the chart is not at hand", differs.cause()));
    }
    for (variant_name, variant) in &chart.variants {
        let now = settings(platform, variant)?;
        let then = locked
            .variants
            .get(variant_name)
            .and_then(|render| render.settings);
        if then.is_some_and(|then| then != now) {
            return fault(format!(
                "the settings of `{name}`, {variant_name}, changed, and the chart is not at hand"
            ));
        }
    }
    Ok(locked.clone())
}

fn lock_manifest(
    platform: &Platform,
    rules: &Rules,
    sides: &[Lock],
    manifest: &Manifest,
) -> Result<LockedManifest, Error> {
    let name = &manifest.name;
    let path = match &manifest.source {
        Source::Path(path) => path.clone(),
        _ => format!("{VENDOR}/{}", vendored_manifest(manifest)),
    };
    let is_here = platform.folder().join(&path).is_file();
    if !is_here && !matches!(manifest.source, Source::Path(_)) {
        return from_sides(sides, |before| {
            manifest_from_before(platform, before, manifest)
        });
    }
    let about = |error: Error| error.about(format!("manifest `{name}`"));
    let bytes = platform.read(&path).map_err(about)?;
    let content = sha256(&bytes);
    if manifest.checksum.is_some_and(|wanted| wanted != content) {
        let cause = format!("{path} has {content}, which is not what is pinned");
        let error = platform.pins().error(manifest.span, cause);
        return Err(error
            .with_remedy("run `airlock vendor`, or pin this one")
            .into());
    }
    Ok(LockedManifest {
        source: manifest.source.clone(),
        content,
        images: walk::images(rules, name, &bytes).map_err(about)?,
    })
}

/// A manifest that is not at hand, as it was found before.
fn manifest_from_before(
    platform: &Platform,
    before: &Lock,
    manifest: &Manifest,
) -> Result<LockedManifest, Error> {
    let name = &manifest.name;
    let kept = before.manifests.get(name).filter(|locked| {
        locked.source == manifest.source && Some(locked.content) == manifest.checksum
    });
    kept.cloned().ok_or_else(|| {
        let cause = format!("the manifest `{name}` is not at hand and was never locked as pinned");
        let error = platform.pins().error(manifest.span, cause);
        Error::from(error.with_remedy("run `airlock vendor`"))
    })
}

fn assets(platform: &Platform) -> BTreeMap<String, LockedAsset> {
    let locked = |(name, asset): (&String, &airlock_lock::pins::Asset)| {
        let locked = LockedAsset {
            url: asset.url.clone(),
            size: asset.size,
            checksum: asset.checksum,
            purpose: asset.purpose.clone(),
        };
        (name.clone(), locked)
    };
    platform.pins().assets.iter().map(locked).collect()
}

/// What a person has to look at: another archive of a version that was locked before, and another
/// kind of source from which other images come.
fn to_accept(before: &Lock, now: &Lock, changes: &Diff) -> Vec<Error> {
    let mut found = Vec::new();
    for (name, chart) in &now.charts {
        let Some(then) = before.charts.get(name) else {
            continue;
        };
        if then.version != chart.version || matches!(chart.source, Source::Path(_)) {
            continue;
        }
        let same_kind = then.measured.kind() == chart.measured.kind();
        if same_kind && then.measured != chart.measured {
            let (then, now) = (sum(&then.measured), sum(&chart.measured));
            found.push(Error::new(format!(
                "chart `{name}` {} is not what was locked: {then} then, {now} now",
                chart.version
            )));
        }
    }
    for name in &changes.to_accept {
        found.push(Error::new(format!(
            "chart `{name}` now comes from another kind of source, and other images with it"
        )));
    }
    found
        .into_iter()
        .map(|error| error.remedy("review it, then run `airlock lock --accept`"))
        .collect()
}

fn sum(measured: &Measured) -> Checksum {
    match measured {
        Measured::Archive(sum) | Measured::Content(sum) => *sum,
    }
}

/// Runs a job for each item on every processor; results come in the items' order.
pub(crate) fn side_by_side<T: Sync, R: Send>(items: &[T], job: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Mutex<BTreeMap<usize, R>> = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else {
                return;
            };
            let result = job(item);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.insert(at, result);
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 1..processors.min(items.len()) {
            scope.spawn(work);
        }
        work();
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_values().collect()
}

//! The tree against the lock: every chart that is at hand is rendered, and has to give what is
//! locked. Each disagreement names the chart, the image and the command that mends it.

use std::collections::BTreeMap;

use airlock_images::Rules;
use airlock_lock::lock::{Lock, LockedChart, LockedRender};
use airlock_lock::pins::Chart;

use crate::at_hand::{self, Folders};
use crate::engine::Rendering;
use crate::error::Error;
use crate::platform::Platform;
use crate::relock::{lock_at_hand, side_by_side};
use crate::{listed, walk};

const MEND: &str =
    "run `airlock lock` (in this repository: `cargo xtask gen`) and review airlock.lock";

/// What was rendered, by chart and variant.
pub(crate) type Renderings = BTreeMap<String, BTreeMap<String, Rendering>>;

/// Fails where what is at hand does not give what is locked.
pub fn check(platform: &Platform, lock: &Lock) -> Result<(), Error> {
    check_and_render(platform, lock).map(drop)
}

/// The same, and gives what was rendered for it.
pub(crate) fn check_and_render(platform: &Platform, lock: &Lock) -> Result<Renderings, Error> {
    platform.check_lock(lock)?;
    let rules = walk::rules(platform)?;
    let charts: Vec<&Chart> = platform.pins().charts.values().collect();
    let done = side_by_side(&charts, |chart| check_chart(platform, &rules, lock, chart));
    let (mut errors, mut rendered) = (Vec::new(), Renderings::new());
    for (chart, done) in charts.iter().zip(done) {
        match done {
            Ok(Some(these)) => {
                rendered.insert(chart.name.clone(), these);
            }
            Ok(None) => {}
            Err(error) => errors.push(error),
        }
    }
    if let Err(error) = check_lists(platform, lock) {
        errors.push(error);
    }
    Error::none_of(&errors)?;
    Ok(rendered)
}

fn check_lists(platform: &Platform, lock: &Lock) -> Result<(), Error> {
    for (name, images) in listed::images(platform)? {
        let locked = lock.images.get(&name);
        if let Some(image) = images
            .keys()
            .find(|image| !locked.is_some_and(|l| l.contains_key(image)))
        {
            let cause = format!("images `{name}`: {image} is listed and not locked");
            return Err(Error::new(cause).remedy(MEND));
        }
        if locked != Some(&images) {
            return Err(Error::new(format!(
                "images `{name}`: other images are locked than listed"
            ))
            .remedy(MEND));
        }
    }
    Ok(())
}

fn check_chart(
    platform: &Platform,
    rules: &Rules,
    lock: &Lock,
    chart: &Chart,
) -> Result<Option<BTreeMap<String, Rendering>>, Error> {
    let Some(at_hand) = at_hand::load(platform, &Folders::default(), chart)? else {
        return Ok(None);
    };
    let (now, rendered) = lock_at_hand(platform, rules, chart, &at_hand)?;
    if let Some(locked) = lock.charts.get(&chart.name) {
        compare(locked, &now).map_err(|error| {
            let place = format!("chart `{}` at {}", chart.name, at_hand.path.display());
            error.about(place).remedy(MEND)
        })?;
    }
    Ok(Some(rendered))
}

fn compare(locked: &LockedChart, now: &LockedChart) -> Result<(), Error> {
    if locked == now {
        return Ok(());
    }
    for (name, render) in &now.variants {
        if let Some(before) = locked.variants.get(name) {
            compare_renders(
                name,
                before,
                render,
                locked.measured.kind() == now.measured.kind(),
            )?;
        }
    }
    if locked.version != now.version {
        return Err(Error::new(format!(
            "it is version {}, and {} is locked",
            now.version, locked.version
        )));
    }
    // Another kind of source with the same images is the same chart.
    if locked.measured.kind() == now.measured.kind() && locked.measured != now.measured {
        return Err(Error::new("its files are not those that were locked"));
    }
    Ok(())
}

fn compare_renders(
    name: &str,
    locked: &LockedRender,
    now: &LockedRender,
    same_kind: bool,
) -> Result<(), Error> {
    if let Some(image) = now
        .images
        .keys()
        .find(|image| !locked.images.contains_key(image))
    {
        return Err(Error::new(format!(
            "{name}: {image} is rendered and not locked"
        )));
    }
    if let Some(image) = locked
        .images
        .keys()
        .find(|image| !now.images.contains_key(image))
    {
        return Err(Error::new(format!(
            "{name}: {image} is locked and no longer rendered"
        )));
    }
    if locked.settings.is_some() && locked.settings != now.settings {
        return Err(Error::new(format!(
            "{name}: it was locked with other values or settings"
        )));
    }
    if locked.engine != now.engine {
        return Err(Error::new(format!(
            "{name}: rendered by {}, and locked by {}",
            now.engine, locked.engine
        )));
    }
    if same_kind && (locked.rendered, &locked.images) != (now.rendered, &now.images) {
        return Err(Error::new(format!(
            "{name}: other output is rendered than was locked"
        )));
    }
    Ok(())
}

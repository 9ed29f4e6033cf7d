//! `airlock vendor`: downloads what is pinned into `charts/vendor/`, several at once.
//!
//! Everything is downloaded and verified first and written last, as one set: a failure leaves
//! vendored files and lock as they were. The lock is read and never written here.

mod fetch;
mod reach;
mod show;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_build::{Error, Platform};
use airlock_lock::Source;

use crate::flags::{Flag, Takes};
use crate::{Failure, Surroundings, command_line, place};
use fetch::{Fetch, Item};
use show::{Event, Show};

/// The command's flags.
pub static FLAGS: [Flag; 8] = [
    Flag::works(
        "again",
        Takes::Bool,
        "download also what is there and right",
    ),
    reach::CA_FILE,
    reach::NETRC,
    reach::REPOSITORIES,
    command_line::HELP,
    Flag::works(
        "progress",
        Takes::Bool,
        "draw bars, or one line for each download; else what suits where it is shown",
    ),
    place::ROOT,
    reach::TIMEOUT,
];

const USAGE: &str = "\
Download the pinned charts, manifests and assets into charts/vendor/, which git ignores, and verify
them against versions.toml, the repository's index and airlock.lock. Nothing is written unless all of
it is right. Logins come from netrc, Helm's repositories.yaml and Docker's config.json; proxies from
HTTPS_PROXY, http_proxy and NO_PROXY.

Usage:
  airlock vendor [flags]

Flags:
";

const AT_ONCE: usize = 4;

/// Runs the command.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, USAGE, arguments, surroundings)? else {
        return Ok(());
    };
    command_line::no_arguments(&parsed, "vendor")?;
    let root = place::root(&parsed)?;
    let platform = place::open(&root)?;
    let client = reach::client(&parsed, surroundings.variable)?;
    let lock = platform.lock()?.unwrap_or_default();
    let fetch = Fetch::new(&platform, &lock, &client, parsed.is_set("again"));
    let items = items(&platform);
    let bars = match parsed.text("progress") {
        Some(said) => said == "true",
        None => surroundings.terminal,
    };
    let mut show = Show::new(surroundings.stderr, bars);
    let outputs = all(&fetch, &items, &mut show)?;
    let mut set = OutputSet::new(&root);
    for output in outputs {
        set.add(output)?;
    }
    let outcome = set.run(Mode::Write)?;
    Ok(write!(surroundings.stdout, "{outcome}")?)
}

fn items(platform: &Platform) -> Vec<Item<'_>> {
    let pins = platform.pins();
    let away = |source: &Source| !matches!(source, Source::Path(_));
    let charts = pins.charts.values().map(Item::Chart);
    let manifests = pins.manifests.values().filter(|pin| away(&pin.source));
    let assets = pins.assets.values().map(Item::Asset);
    let manifests = manifests.map(Item::Manifest);
    charts.chain(manifests).chain(assets).collect()
}

/// Fetches every item, several at once; fails with every fault that was met.
fn all(fetch: &Fetch<'_>, items: &[Item<'_>], show: &mut Show<'_>) -> Result<Vec<Output>, Failure> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let (sender, receiver) = mpsc::channel::<Event>();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(items.len()) {
            let (sender, next, done) = (sender.clone(), &next, &done);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let made = fetch.item(item, &sender);
                    let ended = Event::Ended(item.name().to_string(), made.is_ok());
                    // Who shows events ends after all of us.
                    let _ = sender.send(ended);
                    if let Ok(mut done) = done.lock() {
                        done.push((item.name(), made));
                    }
                }
            });
        }
        drop(sender);
        for event in receiver {
            show.event(event);
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(name, _)| *name);
    let (mut outputs, mut errors) = (Vec::new(), Vec::new());
    for (_, made) in done {
        match made {
            Ok(made) => outputs.extend(made),
            Err(error) => errors.push(error),
        }
    }
    match errors.is_empty() {
        true => Ok(outputs),
        false => Err(Error::several(&errors).into()),
    }
}

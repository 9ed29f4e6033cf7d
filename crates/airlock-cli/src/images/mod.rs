//! `airlock images`: every image that charts and manifests make a cluster pull.
//!
//! May not find images by itself: it reads sources, has charts rendered and streams walked, and
//! prints what `airlock-images` answers. Nothing is printed that is silently partial.

mod flags;
mod locked;
mod rules;
mod show;
mod sources;

use std::num::NonZero;
use std::path::Path;

use airlock_images::{Options, Report};

use crate::flags::Parsed;
use crate::place::VERSIONS;
use crate::{Failure, Surroundings, command_line};
use show::Form;
use sources::Sources;

pub use flags::FLAGS;

const HELP: &str = "\
List every image that the sources make a cluster pull.

Usage:
  airlock images [SOURCE…] [flags]

A SOURCE is a chart (a folder with a Chart.yaml, or a .tgz archive), a manifest file in YAML or
JSON, a folder of manifests, or - for standard input. The flags of `airlock template` say how
charts are rendered. A platform (a folder with a charts/versions.toml, or that file) and a .lock
give what is locked; with no SOURCE the platform here or at --root does.

What the walk knows of kinds and fields is a table; [[rules]] of charts/versions.toml and --rules
add to it.

Flags:
";

/// What was found, and what could not be read.
struct Listing {
    report: Report,
    /// Sources that could not be rendered or opened; only ever filled with `--keep-going`.
    failed: Vec<String>,
}

impl Listing {
    fn is_complete(&self) -> bool {
        self.report.is_complete() && self.failed.is_empty()
    }
}

/// Runs the command.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&FLAGS, HELP, arguments, surroundings)? else {
        return Ok(());
    };
    let form = Form::of(&parsed)?;
    let listing = list(&parsed, surroundings)?;
    let told = match parsed.text("explain") {
        Some(image) => show::explain(&listing, image)?,
        None if parsed.is_set("registries") => show::registries(&listing, form)?,
        None => show::list(&listing, form, parsed.is_set("guesses"))?,
    };
    surroundings.stdout.write_all(told.as_bytes())?;
    surroundings.stdout.flush()?;
    conclude(&listing)
}

fn list(parsed: &Parsed, surroundings: &mut Surroundings<'_>) -> Result<Listing, Failure> {
    let here = platform_here(parsed)?;
    let rules = rules::of(parsed)?;
    let keep_going = parsed.is_set("keep-going");
    let mut sources = Sources::new(keep_going);
    for source in here.iter().chain(&parsed.arguments) {
        sources.add(source, parsed, surroundings)?;
    }
    let options = Options {
        tests: parsed.is_set("tests"),
        keep_going,
        threads: std::thread::available_parallelism().map_or(1, NonZero::get),
        ..Options::default()
    };
    sources.walk(&rules, options, surroundings)
}

/// Without a source the platform is meant.
fn platform_here(parsed: &Parsed) -> Result<Option<String>, Failure> {
    if !parsed.arguments.is_empty() {
        return Ok(None);
    }
    let root = parsed.text("root").unwrap_or(".");
    match Path::new(root).join(VERSIONS).is_file() {
        true => Ok(Some(root.to_owned())),
        false => Err(Failure::Usage(
            format!("no source is named, and {root} has no {VERSIONS}"),
            "give a chart, a manifest, a folder of manifests, - for standard input, or a platform",
        )),
    }
}

/// A list with holes is no success, whatever was printed.
fn conclude(listing: &Listing) -> Result<(), Failure> {
    if listing.is_complete() {
        return Ok(());
    }
    let mut told: Vec<String> = listing.failed.clone();
    told.extend(listing.report.missing().iter().map(ToString::to_string));
    told.extend(listing.report.broken().iter().map(ToString::to_string));
    Err(Failure::Partial(told))
}

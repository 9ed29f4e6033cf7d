//! Printing a render, or writing it below `--output-dir`.
//!
//! What the bytes are is `airlock-helm`'s business, and writing is `airlock-build`'s.

use std::collections::BTreeMap;
use std::path::Path;

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_helm::{PrintOptions, Rendered};

use crate::flags::Parsed;
use crate::{Failure, Surroundings};

/// What the flags leave of a render.
pub(super) fn options(parsed: &Parsed) -> PrintOptions {
    PrintOptions {
        include_crds: parsed.is_set("include-crds"),
        no_hooks: parsed.is_set("no-hooks"),
        skip_tests: parsed.is_set("skip-tests"),
        show_only: parsed.list("show-only"),
    }
}

pub(super) fn print(
    rendered: &Rendered,
    parsed: &Parsed,
    release: &str,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let options = options(parsed);
    match parsed
        .text("output-dir")
        .filter(|folder| !folder.is_empty())
    {
        Some(folder) => {
            let below = if parsed.is_set("release-name") {
                release
            } else {
                ""
            };
            write(rendered, &options, folder, below, surroundings)
        }
        None => {
            if options.show_only.is_empty() {
                rendered.write_all_to(&options, surroundings.stdout)?;
            } else {
                let shown = rendered.to_bytes(&options)?;
                surroundings.stdout.write_all(&shown)?;
            }
            Ok(surroundings.stdout.flush()?)
        }
    }
}

/// Writes each file once, and tells of it once for each document in it, as Helm does.
fn write(
    rendered: &Rendered,
    options: &PrintOptions,
    folder: &str,
    release: &str,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    let mut set = OutputSet::new(folder);
    let mut places = BTreeMap::new();
    for file in rendered.output_files(options) {
        let below = if file.below_release { release } else { "" };
        let path = format!("{below}/{}", file.path)
            .trim_start_matches('/')
            .to_owned();
        set.add(Output::new(path.as_str(), file.content))?;
        places.insert(file.path, path);
    }
    set.run(Mode::Write)?;
    let told = rendered
        .documents(options)
        .filter_map(|d| places.get(d.source()));
    for path in told {
        writeln!(
            surroundings.stdout,
            "wrote {}",
            Path::new(folder).join(path).display()
        )?;
    }
    writeln!(surroundings.stdout)?;
    Ok(surroundings.stdout.flush()?)
}

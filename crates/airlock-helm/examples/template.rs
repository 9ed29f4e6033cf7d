//! `helm template` in small, for trying the library: `template NAME CHART [flags]`.

#![allow(
    clippy::disallowed_methods,
    reason = "an example is a program of its own"
)]

use std::cell::Cell;
use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use airlock_gotmpl::World;
use airlock_helm::{Chart, KubeVersion, PrintOptions, Release, RenderOptions, ValueSources};

/// The same time and bytes in every run.
struct Fixed(Cell<u64>);

impl World for Fixed {
    fn now(&self) -> (i64, u32) {
        (1_700_000_000, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        for byte in buffer {
            let mut x = self.0.get();
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            self.0.set(x);
            *byte = x.to_le_bytes()[3];
        }
    }
}

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> airlock_helm::Result<()> {
    let mut names = Vec::new();
    let mut release = Release::default();
    let mut values = ValueSources::default();
    let mut print = PrintOptions::default();
    let mut lines = false;
    let mut repeat = 0_u32;
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().unwrap_or_default();
        match argument.as_str() {
            "-f" | "--values" => values.files.push(next()),
            "--set" => values.set.push(next()),
            "--set-string" => values.set_string.push(next()),
            "--set-json" => values.set_json.push(next()),
            "--set-file" => values.set_file.push(next()),
            "--set-literal" => values.set_literal.push(next()),
            "--namespace" | "-n" => release.namespace = next(),
            "--kube-version" => release.kube_version = KubeVersion::parse(&next())?,
            "--api-versions" | "-a" => {
                release
                    .api_versions
                    .extend(next().split(',').map(str::to_owned));
            }
            "--is-upgrade" => release.is_upgrade = true,
            "--include-crds" => print.include_crds = true,
            "--no-hooks" => print.no_hooks = true,
            "--skip-tests" => print.skip_tests = true,
            "--show-only" | "-s" => print.show_only.push(next()),
            "--lines" => lines = true,
            "--repeat" => repeat = next().parse().unwrap_or_default(),
            _ => names.push(argument),
        }
    }
    let chart = names.pop().unwrap_or_default();
    if let Some(name) = names.pop() {
        release.name = name;
    }
    let world = Fixed(Cell::new(0x9e37_79b9_7f4a_7c15));
    let started = std::time::Instant::now();
    let chart = Chart::load(chart)?;
    let loaded = started.elapsed();
    let values = values.load(&|path| std::fs::read(path))?;
    let options = RenderOptions {
        provenance: lines,
        ..RenderOptions::default()
    };
    let rendered = airlock_helm::render(&chart, &release, &values, &world, options)?;
    let first = started.elapsed();
    for _ in 0..repeat {
        airlock_helm::render(&chart, &release, &values, &world, options)?.to_bytes(&print)?;
    }
    if repeat > 0 {
        let again = (started.elapsed() - first) / repeat;
        eprintln!("load {loaded:?} first {:?} again {again:?}", first - loaded);
    }
    if lines {
        for document in rendered.documents(&print) {
            for line in document.lines() {
                println!("{}:{} {:?}", document.source(), line.line, line.templates);
            }
        }
        return Ok(());
    }
    // A closed pipe is not our concern here.
    let _ = match print.show_only.is_empty() {
        true => rendered.write_all_to(&print, &mut BufWriter::with_capacity(1 << 16, stdout())),
        false => stdout().write_all(&rendered.to_bytes(&print)?),
    };
    Ok(())
}

//! Rendering inside this process: what loading costs, a first render, and a second set of values.

use std::error::Error;
use std::time::Instant;

use airlock_cli::flags::parse;
use airlock_cli::template::flags::FLAGS;
use airlock_helm::{Chart, PrintOptions, Release, RenderOptions, UserValues, ValueSources, render};

use super::process::milliseconds;
use super::{median, platform};
use crate::conformance::rows::Laid;
use crate::ours::Fixed;

#[derive(Default)]
struct Costs {
    load: f64,
    first: f64,
    again: f64,
    print: f64,
}

/// Renders every row by its chart's defaults and prints where the time goes.
pub(super) fn compare(rows: &[Laid], runs: usize) -> Result<(), Box<dyn Error>> {
    println!("in this process, median of {runs}");
    println!(
        "{:<48} {:>9} {:>9} {:>9} {:>9}",
        "chart", "load", "first", "again", "print"
    );
    let mut all = Costs::default();
    for row in rows {
        let costs = costs(row, runs)?;
        show(&row.name(), &costs);
        all.add(&costs);
    }
    show("in all", &all);
    let mut fifteen = Costs::default();
    let platforms = platform(rows);
    for row in &platforms {
        fifteen.add(&costs(row, runs)?);
    }
    show("the platform's charts", &fifteen);
    println!(
        "the platform's {} charts that make no keys, load to print: {:.1} ms\n",
        platforms.len(),
        fifteen.load + fifteen.first + fifteen.print
    );
    Ok(())
}

fn show(name: &str, costs: &Costs) {
    println!(
        "{name:<48} {:>6.2} ms {:>6.2} ms {:>6.2} ms {:>6.2} ms",
        costs.load, costs.first, costs.again, costs.print
    );
}

impl Costs {
    fn add(&mut self, other: &Self) {
        self.load += other.load;
        self.first += other.first;
        self.again += other.again;
        self.print += other.print;
    }
}

fn costs(row: &Laid, runs: usize) -> Result<Costs, Box<dyn Error>> {
    let release = Release {
        namespace: "airlock-test".to_owned(),
        ..Release::new("rel")
    };
    let values = values(row)?;
    let options = RenderOptions::default();
    let print = PrintOptions {
        include_crds: true,
        ..PrintOptions::default()
    };
    let mut samples: [Vec<f64>; 4] = Default::default();
    for _ in 0..runs {
        let (chart, load) = timed(|| Chart::load(&row.path));
        let chart = chart.map_err(|e| format!("{}: {e}", row.name()))?;
        let (rendered, first) = timed(|| render(&chart, &release, &values, &Fixed, options));
        rendered.map_err(|e| format!("{}: {e}", row.name()))?;
        let (rendered, again) = timed(|| render(&chart, &release, &values, &Fixed, options));
        let (printed, printing) = timed(|| rendered.and_then(|r| r.to_bytes(&print)));
        printed?;
        for (sample, took) in samples.iter_mut().zip([load, first, again, printing]) {
            sample.push(took);
        }
    }
    let [load, first, again, print] = samples.map(median);
    Ok(Costs {
        load,
        first,
        again,
        print,
    })
}

/// The values that the row's flags give.
fn values(row: &Laid) -> Result<UserValues, Box<dyn Error>> {
    let parsed = parse(&FLAGS, &row.arguments())?;
    let sources = ValueSources {
        files: parsed.list("values"),
        set_json: parsed.list("set-json"),
        set: parsed.list("set"),
        set_string: parsed.list("set-string"),
        set_file: parsed.list("set-file"),
        set_literal: parsed.list("set-literal"),
        ..ValueSources::default()
    };
    Ok(sources.load(&|path| std::fs::read(path))?)
}

/// What a run gives, and its milliseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the bench is where time is measured"
)]
pub(super) fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = run();
    (result, milliseconds(start.elapsed()))
}

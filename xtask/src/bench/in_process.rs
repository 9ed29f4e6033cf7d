//! Rendering inside this process: what loading costs, a first render, and a second set of values: the
//! same ones, one key more, and other names for everything.

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
    print: f64,
    second: [Second; SECOND.len()],
}

/// What a second set of values cost, and loading and a first render with that set.
#[derive(Default, Clone, Copy)]
struct Second {
    again: f64,
    anew: f64,
}

/// Second sets of values: what they are, and the setting that makes them.
const SECOND: [(&str, &str); 3] = [
    ("same", ""),
    ("one key", "replicaCount=7"),
    ("other names", "fullnameOverride=other"),
];

/// Renders every row by its chart's defaults and prints where the time goes.
pub(super) fn compare(rows: &[Laid], runs: usize) -> Result<(), Box<dyn Error>> {
    println!("in this process, median of {runs}");
    println!(
        "{:<48} {:>9} {:>9} {:>9}   a second set of values, and how many times as long it takes with a \
         chart that was not loaded",
        "chart", "load", "first", "print"
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
    print!(
        "{name:<48} {:>6.2} ms {:>6.2} ms {:>6.2} ms",
        costs.load, costs.first, costs.print
    );
    for ((what, _), second) in SECOND.iter().zip(&costs.second) {
        match second.again > 0.0 {
            true => {
                let times = second.anew / second.again;
                print!("   {what} {:.2} ms {times:.1}", second.again);
            }
            false => print!("   {what} refused"),
        }
    }
    println!();
}

impl Costs {
    fn add(&mut self, other: &Self) {
        self.load += other.load;
        self.first += other.first;
        self.print += other.print;
        for (own, other) in self.second.iter_mut().zip(&other.second) {
            own.again += other.again;
            own.anew += other.anew;
        }
    }
}

fn costs(row: &Laid, runs: usize) -> Result<Costs, Box<dyn Error>> {
    let release = Release {
        namespace: "airlock-test".to_owned(),
        ..Release::new("rel")
    };
    let values = values(row, "")?;
    let options = RenderOptions::default();
    let print = PrintOptions {
        include_crds: true,
        ..PrintOptions::default()
    };
    let mut samples: [Vec<f64>; 3] = Default::default();
    for _ in 0..runs {
        let (chart, load) = timed(|| Chart::load(&row.path));
        let chart = chart.map_err(|e| format!("{}: {e}", row.name()))?;
        let (rendered, first) = timed(|| render(&chart, &release, &values, &Fixed, options));
        let rendered = rendered.map_err(|e| format!("{}: {e}", row.name()))?;
        let (printed, printing) = timed(|| rendered.to_bytes(&print));
        printed?;
        for (sample, took) in samples.iter_mut().zip([load, first, printing]) {
            sample.push(took);
        }
    }
    let mut seconds = [Second::default(); SECOND.len()];
    for ((_, setting), into) in SECOND.iter().zip(&mut seconds) {
        *into = second(
            row,
            &release,
            &[&values, &self::values(row, setting)?],
            runs,
        )?;
    }
    let [load, first, print] = samples.map(median);
    Ok(Costs {
        load,
        first,
        print,
        second: seconds,
    })
}

/// What the second of two sets of values costs after the first, and by itself; nothing where the chart
/// refuses it.
fn second(
    row: &Laid,
    release: &Release,
    [values, second]: &[&UserValues; 2],
    runs: usize,
) -> Result<Second, Box<dyn Error>> {
    let with = |chart: &Chart, values: &UserValues| {
        let (rendered, took) =
            timed(|| render(chart, release, values, &Fixed, RenderOptions::default()));
        rendered.is_ok().then_some(took)
    };
    let (mut again, mut anew) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (chart, load) = timed(|| Chart::load(&row.path));
        let Some(first) = with(&chart?, second) else {
            return Ok(Second::default());
        };
        anew.push(load + first);
        let chart = Chart::load(&row.path)?;
        let took = with(&chart, values).and_then(|_| with(&chart, second));
        again.extend(took);
    }
    Ok(Second {
        again: median(again),
        anew: median(anew),
    })
}

/// The values that the row's flags give, and a setting beside them.
fn values(row: &Laid, setting: &str) -> Result<UserValues, Box<dyn Error>> {
    let parsed = parse(&FLAGS, &row.arguments())?;
    let mut set = parsed.list("set");
    set.extend((!setting.is_empty()).then(|| setting.to_owned()));
    let sources = ValueSources {
        files: parsed.list("values"),
        set_json: parsed.list("set-json"),
        set,
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

//! Charts with truth: what is found, what is false, and the time, beside `helm template` and
//! beside `helm template | grep image:`.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

use super::super::in_process::timed;
use super::held;
use crate::conformance::rows::Laid;
use crate::programs::program;

/// What is true of one render.
struct Truth {
    required: BTreeSet<String>,
    allowed: BTreeSet<String>,
}

impl Truth {
    fn read(folder: &Path, row: &Laid) -> Option<Self> {
        let profile = match row.row.profile.as_str() {
            "default" => String::new(),
            other => format!(".{other}"),
        };
        let name = format!("{}-{}{profile}.tsv", row.row.chart, row.row.version);
        let text = std::fs::read_to_string(folder.join(name)).ok()?;
        let (mut required, mut allowed) = (BTreeSet::new(), BTreeSet::new());
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t');
            let (Some(image), Some(class)) = (cells.next(), cells.next()) else {
                continue;
            };
            allowed.insert(image.to_owned());
            if class == "required" {
                required.insert(image.to_owned());
            }
        }
        Some(Self { required, allowed })
    }

    /// How many required images are in a list, and how many of it are false.
    fn score(&self, list: &BTreeSet<String>) -> [usize; 2] {
        let found = self.required.intersection(list).count();
        [found, list.difference(&self.allowed).count()]
    }
}

#[derive(Default)]
struct Sum {
    required: usize,
    ours: [usize; 2],
    theirs: [usize; 2],
    our_time: f64,
    their_time: f64,
    operator_stack: Option<f64>,
}

/// Lists every chart that has a truth list.
pub(super) fn run(
    rows: &[Laid],
    truth: &Path,
    airlock: &Path,
    helm: Option<&Path>,
    runs: usize,
) -> Result<bool, Box<dyn Error>> {
    println!(
        "\ncharts to lists, whole processes, best of {runs}, interleaved; grep is `helm template | grep image:`"
    );
    println!(
        "{:<44} {:>5} {:>7} {:>6} {:>9} {:>7} {:>6} {:>9} {:>6}",
        "chart", "true", "airlock", "false", "time", "grep", "false", "time", "ratio"
    );
    let mut sum = Sum::default();
    for row in rows {
        if let Some(truth) = Truth::read(truth, row) {
            one(row, &truth, airlock, helm, runs, &mut sum)?;
        }
    }
    println!(
        "{:<44} {:>5} {:>7} {:>6} {:>6.1} ms {:>7} {:>6} {:>6.0} ms {:>6.1}",
        "in all",
        sum.required,
        sum.ours[0],
        sum.ours[1],
        sum.our_time,
        sum.theirs[0],
        sum.theirs[1],
        sum.their_time,
        sum.their_time / sum.our_time
    );
    let missing = sum.required - sum.ours[0];
    let mut good = held(
        "required images that are not listed",
        missing as f64,
        "",
        0.0,
        false,
    );
    good &= held(
        "listed images that are not true",
        sum.ours[1] as f64,
        "",
        0.0,
        false,
    );
    if let Some(share) = sum.operator_stack {
        good &= held(
            "kube-prometheus-stack: share of helm's time",
            share,
            "",
            0.2,
            false,
        );
    }
    Ok(good)
}

fn one(
    row: &Laid,
    truth: &Truth,
    airlock: &Path,
    helm: Option<&Path>,
    runs: usize,
    sum: &mut Sum,
) -> Result<(), Box<dyn Error>> {
    let (mut ours, mut our_time) = (BTreeSet::new(), f64::INFINITY);
    let (mut theirs, mut their_time) = (BTreeSet::new(), f64::INFINITY);
    for _ in 0..runs.max(1) {
        let (listed, took) = timed(|| list(airlock, row));
        (ours, our_time) = (listed?, our_time.min(took));
        if let Some(helm) = helm {
            // Only the render is timed: what greps costs nothing beside it.
            let (printed, took) =
                timed(|| run_one(program(helm).arg("template").args(row.arguments())));
            (theirs, their_time) = (grep(&printed?), their_time.min(took));
        }
    }
    let (our_score, their_score) = (truth.score(&ours), truth.score(&theirs));
    println!(
        "{:<44} {:>5} {:>7} {:>6} {our_time:>6.1} ms {:>7} {:>6} {their_time:>6.0} ms {:>6.1}",
        row.name(),
        truth.required.len(),
        our_score[0],
        our_score[1],
        their_score[0],
        their_score[1],
        their_time / our_time
    );
    for image in truth.required.difference(&ours) {
        println!("  missing {image}");
    }
    for image in ours.difference(&truth.allowed) {
        println!("  false   {image}");
    }
    sum.required += truth.required.len();
    for at in 0..2 {
        sum.ours[at] += our_score[at];
        sum.theirs[at] += their_score[at];
    }
    sum.our_time += our_time;
    sum.their_time += their_time;
    if row.row.chart == "kube-prometheus-stack" && row.row.profile == "default" && helm.is_some() {
        sum.operator_stack = Some(our_time / their_time);
    }
    Ok(())
}

fn list(airlock: &Path, row: &Laid) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let arguments = row.arguments();
    // The first is the release's name, which has a flag here, and CRDs are always read.
    let rest = arguments
        .iter()
        .skip(1)
        .filter(|word| *word != "--include-crds");
    let mut command = program(airlock);
    let printed = run_one(command.args(["images", "--release", "rel"]).args(rest))?;
    Ok(printed.lines().map(str::to_owned).collect())
}

fn run_one(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{command:?}: {told}").into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What stands behind `image:`, without its quotes, written out as a node would.
fn grep(stream: &str) -> BTreeSet<String> {
    let values = stream.lines().filter_map(|line| line.split_once("image:"));
    let values = values.map(|(_, value)| value.trim().trim_matches(['"', '\'']));
    values
        .filter(|value| !value.is_empty())
        .map(|value| match airlock_images::Reference::pulled(value) {
            Ok(reference) => reference.to_string(),
            Err(_) => value.to_owned(),
        })
        .collect()
}

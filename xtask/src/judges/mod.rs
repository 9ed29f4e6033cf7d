//! `cargo xtask judges`: the programs that read node configuration, each held to its cases; and the
//! matrix of what they understand of what is emitted, held to the plan.
//!
//! May not say what is right; `--bless` writes down what the judges say now.

mod asking;
mod caches;
mod cluster_api;
mod explain;
mod k3d;
mod kustomize;
mod ledger;
mod matrix;
mod objects;
mod question;
mod routes;
mod talos;
mod targets;
mod variables;

use crate::programs::{program, succeeds};
use crate::{Arguments, Outcome};
use asking::Judges;

/// Runs the task: the cases of the judges that are named; or those of all, and the matrix.
pub fn run(words: &[String]) -> Outcome {
    let arguments = Arguments::read(words, &[], &["--bless", "--matrix"])?;
    let bless = arguments.has("--bless");
    if arguments.has("--matrix") {
        return matrix(bless);
    }
    let Some(mut judges) = found() else {
        return Ok(true);
    };
    let mut names = arguments.rest.clone();
    if names.is_empty() {
        for entry in std::fs::read_dir(cases())? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
    }
    let mut well = true;
    for name in &names {
        well &= held(&mut judges, name, bless);
    }
    if arguments.rest.is_empty() {
        well &= traps()?;
        well &= matrix::run(&mut judges, bless)?;
    }
    Ok(well)
}

/// Asks what each judge understands of every profile and target, prints it, and holds it to the
/// ledger; skips aloud without Go.
pub fn matrix(bless: bool) -> Outcome {
    match found() {
        Some(mut judges) => matrix::run(&mut judges, bless),
        None => Ok(true),
    }
}

fn found() -> Option<Judges> {
    let judges = Judges::find();
    if judges.is_none() {
        println!("SKIPPED: Go is not on this machine, so no judge of node configuration is asked");
    }
    judges
}

/// Whether every trap of the table is shown somewhere; what shows it is held by its own test.
fn traps() -> Outcome {
    let table = std::fs::read_to_string(crate::root().join("tests/oracle/traps.tsv"))?;
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let lost = |row: &&&str| match row.split_once('\t') {
        Some((_, place)) => !crate::root().join(place).exists(),
        None => true,
    };
    let lost: Vec<&&str> = rows.iter().filter(lost).collect();
    for row in &lost {
        println!("nothing shows this trap: {row}");
    }
    println!(
        "{} of {} traps are shown",
        rows.len() - lost.len(),
        rows.len()
    );
    Ok(lost.is_empty())
}

fn cases() -> std::path::PathBuf {
    crate::root().join("tests/oracle/cases")
}

/// Whether a judge can be built and answers its cases as before.
fn held(judges: &mut Judges, name: &str, bless: bool) -> bool {
    println!("judge {name}:");
    let Some(binary) = judges.program(name) else {
        return false;
    };
    let mut answer = program(&binary);
    answer.arg("cases").arg(cases().join(name));
    if bless {
        answer.arg("--bless");
    }
    succeeds(&mut answer)
}

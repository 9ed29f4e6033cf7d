//! Lists the images of manifest files: `images [--explain] [--tests] [--guesses] FILE…`.
//! A trial of the library; the product's command is `airlock images`.

use std::io::Write as _;
use std::process::ExitCode;

use airlock_images::{Evidence, Image, Options, Rules, Walker};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let options = Options {
        tests: has("--tests"),
        keep_going: true,
        short_cuts: !has("--no-short-cuts"),
        threads: 1,
    };
    let rules = Rules::built_in();
    let mut walker = Walker::new(&rules, options);
    for path in arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
    {
        let walked = match std::fs::read(path) {
            Ok(bytes) => walker
                .stream(path, &bytes)
                .map_err(|error| error.to_string()),
            Err(error) => Err(format!("{path}: {error}")),
        };
        if let Err(error) = walked {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    let report = walker.finish();
    let mut out = std::io::stdout().lock();
    let mut show = |image: &Image| {
        let _ = writeln!(out, "{}", image.reference);
        for evidence in image.evidence.iter().filter(|_| has("--explain")) {
            let _ = writeln!(out, "    {}", explain(evidence));
        }
    };
    report.images().for_each(&mut show);
    if has("--guesses") {
        report.guesses().for_each(&mut show);
    }
    report
        .broken()
        .iter()
        .for_each(|broken| eprintln!("broken: {broken}"));
    report
        .missing()
        .iter()
        .for_each(|error| eprintln!("missing: {error}"));
    if report.is_complete() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn explain(evidence: &Evidence) -> String {
    let template = evidence
        .origin
        .as_ref()
        .map_or("", |origin| origin.template.as_str());
    let Evidence {
        line,
        column,
        document,
        field,
        find,
        confidence,
        ..
    } = evidence;
    let (find, confidence) = (find.as_str(), confidence.as_str());
    format!("{line}:{column} {confidence} {find} {document} {field} {template}")
}

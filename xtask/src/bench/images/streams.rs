//! Streams: the walk beside a full event parse of the same bytes, what a large ConfigMap adds, and
//! the peak memory of a stream that is many times its largest document.

use std::error::Error;
use std::num::NonZero;
use std::path::Path;

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_images::{Options, Report, Rules, Walker};
use airlock_yaml::{EventKind, Parser, Source};

use super::super::in_process::timed;
use super::super::process::MEASURE;
use super::held;
use crate::oracle::target_folder;
use crate::programs::program;

const CONFIG_MAP: usize = 2_500_000;
/// Of a hundred bytes of real charts, so many are CRDs.
const CRD_SHARE: usize = 85;

/// Walks all of them; false where a figure is not reached.
pub(super) fn run(
    rendered: &[Vec<u8>],
    size: usize,
    runs: usize,
    airlock: &Path,
) -> Result<bool, Box<dyn Error>> {
    println!("streams, best of {runs}, interleaved with an event parse of the same bytes");
    let (crds, others) = documents(rendered);
    let mix = mixed(&crds, &others, size);
    let mut good = beside_events("the mix of real charts", &mix, runs, Some(2.0));
    good &= beside_events("CRDs alone", &repeated(&crds, size / 5), runs, Some(1.0));
    good &= beside_events(
        "all but CRDs",
        &repeated(&others, size / 5),
        runs,
        Some(1.0),
    );
    for (name, pod) in PODS {
        let list = json_list(pod, size / 10);
        good &= beside_events(name, list.as_bytes(), runs, Some(1.0));
    }
    for (name, line, limit) in TEXTS {
        let text = config_map(line);
        // For the event parse the text is one scalar, so that only what it adds has a limit.
        good &= beside_events(name, text.as_bytes(), runs, None);
        good &= added(name, &text, runs, *limit);
    }
    good &= memory(&mix, &largest(rendered), airlock)?;
    Ok(good)
}

/// What a text is made of, and the milliseconds that it may add.
const TEXTS: &[(&str, &str, f64)] = &[
    (
        "ConfigMap of a dashboard in JSON",
        "{\"title\": \"A panel, with some text\", \"image\": false, \"w\": 12},\n",
        20.0,
    ),
    (
        "ConfigMap of YAML",
        "- name: something\n  enabled: true\n  title: \"A panel\"\n  imageSize: 12\n",
        30.0,
    ),
    (
        "ConfigMap of a template",
        "{{ if .image }} some text that is no document: at all {{ end }}\n",
        20.0,
    ),
    ("ConfigMap of plain text", "x: y z image\n", 20.0),
];

fn config_map(line: &str) -> String {
    let json = line.starts_with("{\"");
    let mut stream = String::from(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\ndata:\n  a.txt: |\n",
    );
    if json {
        stream.push_str("    [\n");
    }
    while stream.len() < CONFIG_MAP {
        for line in line.lines() {
            stream.push_str("    ");
            stream.push_str(line);
            stream.push('\n');
        }
    }
    if json {
        stream.push_str("    {}]\n");
    }
    stream
}

/// The documents of all renders: CRDs, and the others.
fn documents(rendered: &[Vec<u8>]) -> (Vec<String>, Vec<String>) {
    let all = rendered
        .iter()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let documents = all.flat_map(|text| {
        let cut = text.split("\n---\n").map(str::to_owned);
        cut.collect::<Vec<String>>()
    });
    documents.partition(|document| document.contains("\nkind: CustomResourceDefinition"))
}

/// Both in turns, so that each byte of the others is met by its share of CRDs.
fn mixed(crds: &[String], others: &[String], size: usize) -> Vec<u8> {
    let mut stream = Vec::with_capacity(size + 4_000_000);
    let (mut crds_at, mut others_at) = (crds.iter().cycle(), others.iter().cycle());
    let mut of_crds = 0;
    while stream.len() < size {
        let wants_crd = of_crds * 100 <= stream.len() * CRD_SHARE;
        let next = if wants_crd {
            crds_at.next()
        } else {
            others_at.next()
        };
        let Some(document) = next else { break };
        of_crds += if wants_crd { document.len() + 5 } else { 0 };
        push(&mut stream, document);
    }
    println!(
        "{} MB, {} % of it CRDs",
        stream.len() / 1_000_000,
        of_crds * 100 / stream.len().max(1)
    );
    stream
}

fn push(stream: &mut Vec<u8>, document: &str) {
    stream.extend_from_slice(b"---\n");
    stream.extend_from_slice(
        document
            .strip_prefix("---\n")
            .unwrap_or(document)
            .as_bytes(),
    );
    stream.push(b'\n');
}

fn repeated(documents: &[String], size: usize) -> Vec<u8> {
    let mut stream = Vec::new();
    for document in documents.iter().cycle() {
        if stream.len() >= size {
            break;
        }
        push(&mut stream, document);
    }
    stream
}

/// Pods as `kubectl get --output json` prints them, and pods with nothing but their image, each
/// another: hardly any byte there is passed over. `NUMBER` is the pod's number, `IMAGE` its image.
const PODS: &[(&str, &str)] = &[
    ("pods in JSON", include_str!("pod.json")),
    (
        "pods in JSON, nothing but images",
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p-NUMBER\", \
         \"namespace\": \"shop\", \"uid\": \"00000000-0000-0000-0000-00000NUMBER\"},\n  \"spec\": \
         {\"nodeName\": \"worker\", \"containers\": [{\"name\": \"app\", \"image\": \"IMAGE\", \
         \"args\": [\"--level=info\", \"--port=8080\"]}]},\n  \"status\": {\"phase\": \"Running\", \
         \"containerStatuses\": [{\"image\": \"IMAGE\", \"ready\": true}]}}",
    ),
];

/// Pods in one list.
fn json_list(pod: &str, size: usize) -> String {
    let mut list = String::from("{\"apiVersion\": \"v1\", \"items\": [\n");
    let mut number = 100_000;
    while list.len() < size {
        number += 1;
        let image = format!("quay.io/team/app-{}:1.{number}", number % 50);
        let pod = pod.replace("NUMBER", &number.to_string());
        list.push_str(pod.trim_end().replace("IMAGE", &image).as_str());
        list.push_str(",\n");
    }
    list.truncate(list.len().saturating_sub(2));
    list + "],\n\"kind\": \"List\", \"metadata\": {\"resourceVersion\": \"\"}}\n"
}

/// The walk beside the event parse, and the same walk without any short cut, whose answer is the
/// same.
fn beside_events(name: &str, stream: &[u8], runs: usize, limit: Option<f64>) -> bool {
    let [mut events, mut walked, mut full] = [f64::INFINITY; 3];
    let (mut answers, mut count) = ([String::new(), String::new()], 0);
    for _ in 0..runs.max(1) {
        let (counted, took) = timed(|| parse(stream));
        (count, events) = (counted, events.min(took));
        let (report, took) = timed(|| walk(stream, true));
        (answers[0], walked) = (told(&report), walked.min(took));
        let (report, took) = timed(|| walk(stream, false));
        (answers[1], full) = (told(&report), full.min(took));
    }
    let megabytes = stream.len() as f64 / 1e6;
    println!(
        "{name}: {megabytes:.1} MB; event parse {events:.1} ms ({count} events), walk {walked:.1} ms, \
         without short cuts {full:.1} ms"
    );
    let same = answers[0] == answers[1];
    if !same {
        println!("  MISSED: the short cuts change the answer");
    }
    let (what, times) = (format!("  times as fast: {name}"), events / walked);
    let good = match limit {
        Some(limit) => held(&what, times, "times", limit, true),
        None => {
            println!("{what:<58} {times:>8.2} times  for information");
            true
        }
    };
    good && same
}

fn parse(stream: &[u8]) -> usize {
    let source = Source::new(stream);
    let mut parser = Parser::new(&source);
    let mut count = 0;
    while let Ok(event) = parser.next_event() {
        count += 1;
        if matches!(event.kind, EventKind::StreamEnd) {
            break;
        }
    }
    count
}

fn walk(stream: &[u8], short_cuts: bool) -> Report {
    let rules = Rules::built_in();
    let options = Options {
        short_cuts,
        keep_going: true,
        threads: std::thread::available_parallelism().map_or(1, NonZero::get),
        ..Options::default()
    };
    let mut walker = Walker::new(&rules, options);
    // With `keep_going` the only error is the reader's, and there is no reader.
    let _ = walker.stream("stream", stream);
    walker.finish()
}

/// All that a report says.
fn told(report: &Report) -> String {
    let mut told = format!("{} documents\n", report.documents());
    for image in report.images().chain(report.guesses()) {
        told.push_str(&format!("{} {:?}\n", image.reference, image.evidence));
    }
    format!("{told}{:?} {:?}", report.broken(), report.missing())
}

/// What the text adds to the walk of a small stream.
fn added(name: &str, text: &str, runs: usize, limit: f64) -> bool {
    let small =
        b"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: small\ndata:\n  a.txt: b\n".to_vec();
    let large = [small.as_slice(), b"---\n", text.as_bytes()].concat();
    let [mut without, mut with] = [f64::INFINITY; 2];
    for _ in 0..runs.max(5) {
        without = without.min(timed(|| walk(&small, true)).1);
        with = with.min(timed(|| walk(&large, true)).1);
    }
    held(
        &format!("  added by 2.5 MB: {name}"),
        with - without,
        "ms",
        limit,
        false,
    )
}

fn largest(rendered: &[Vec<u8>]) -> Vec<u8> {
    let (crds, others) = documents(rendered);
    let all = crds.into_iter().chain(others);
    let largest = all.max_by_key(String::len).unwrap_or_default();
    let mut stream = Vec::new();
    push(&mut stream, &largest);
    stream
}

/// The peak of the whole stream beside the peak of its largest document alone.
fn memory(mix: &[u8], largest: &[u8], airlock: &Path) -> Result<bool, Box<dyn Error>> {
    let folder = target_folder().join("bench-images");
    let mut set = OutputSet::new(&folder);
    set.add(Output::new("mix.yaml", mix))?;
    set.add(Output::new("largest.yaml", largest))?;
    set.run(Mode::Write)?;
    let [all, one] = ["mix.yaml", "largest.yaml"].map(|name| peak(airlock, &folder.join(name)));
    let (all, one) = (all?, one?);
    println!(
        "peak memory: {all:.1} MB for {} MB, {one:.1} MB for its largest document",
        mix.len() / 1_000_000
    );
    // Evidence is kept for every find, so a stream that repeats itself is allowed some of it.
    Ok(held(
        "  peak of the stream over that of its largest document",
        all - one,
        "MB",
        32.0,
        false,
    ))
}

fn peak(airlock: &Path, file: &Path) -> Result<f64, Box<dyn Error>> {
    let mut command = program(std::env::current_exe()?);
    let output = command
        .arg(MEASURE)
        .arg(airlock)
        .args(["images", "--keep-going"])
        .arg(file)
        .output()?;
    let kilobytes: u32 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok(f64::from(kilobytes) / 1024.0)
}

//! How fast the walk is, beside a full event parse of the same bytes: `throughput FILE…`.
//! Repeats the files up to 100 MB, and measures ConfigMaps of 2.5 MB.

#![allow(clippy::disallowed_methods, reason = "it measures")]

use std::time::{Duration, Instant};

use airlock_images::{Options, Rules, Walker};
use airlock_yaml::{EventKind, Parser, Source};

fn main() {
    let files: Vec<Vec<u8>> = std::env::args()
        .skip(1)
        .filter_map(|path| std::fs::read(path).ok())
        .collect();
    let size: usize = std::env::var("SIZE")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(100_000_000);
    if !files.is_empty() {
        let mut stream = Vec::new();
        while stream.len() < size {
            for file in &files {
                stream.extend_from_slice(b"---\n");
                stream.extend_from_slice(file);
            }
        }
        compare("files", &stream);
        crds_apart(&stream);
    }
    let json = "{\"a\": {\"title\": \"A panel, with some text\", \"image\": false, \"w\": 12}},\n";
    let yaml = "- name: something\n  enabled: true\n  title: \"A panel\"\n  imageSize: 12\n";
    let prose = "{{ if .image }} some text that is no document: at all {{ end }}\n";
    let mut json_text = String::from("[\n");
    while json_text.len() < 2_500_000 {
        json_text.push_str(json);
    }
    json_text.push_str("{}]\n");
    config_map("configmap of JSON", &json_text);
    config_map("configmap of YAML", &yaml.repeat(2_500_000 / yaml.len()));
    config_map(
        "configmap of a template",
        &prose.repeat(2_500_000 / prose.len()),
    );
    config_map(
        "configmap of plain text",
        &"x: y z image\n".repeat(2_500_000 / 13),
    );
}

fn config_map(name: &str, text: &str) {
    let mut stream = String::from(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\ndata:\n  a.txt: |\n",
    );
    for line in text.lines() {
        stream.push_str("    ");
        stream.push_str(line);
        stream.push('\n');
    }
    compare(name, stream.as_bytes());
}

fn crds_apart(stream: &[u8]) {
    let text = String::from_utf8_lossy(stream);
    let (crds, rest): (Vec<&str>, Vec<&str>) = text
        .split("\n---\n")
        .partition(|document| document.contains("\nkind: CustomResourceDefinition"));
    let bytes = crds.iter().map(|document| document.len()).sum::<usize>();
    println!(
        "{} % of the bytes are CRDs",
        bytes * 100 / stream.len().max(1)
    );
    compare("CRDs alone", crds.join("\n---\n").as_bytes());
    compare("all but CRDs", rest.join("\n---\n").as_bytes());
}

fn compare(name: &str, stream: &[u8]) {
    // In turns, so that a busy machine is as unfair to one as to the other.
    let (mut events, mut walked, mut full) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..9 {
        events = events.min(timed(|| parse(stream)));
        walked = walked.min(timed(|| walk(stream, true)));
        full = full.min(timed(|| walk(stream, false)));
    }
    let rate = |time: Duration| stream.len() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{name}: {:.1} MB; events {:?} ({:.0} MB/s), walk {:?} ({:.0} MB/s, {:.2} times), without short cuts {:?} ({:.0} MB/s)",
        stream.len() as f64 / 1e6,
        events,
        rate(events),
        walked,
        rate(walked),
        events.as_secs_f64() / walked.as_secs_f64(),
        full,
        rate(full),
    );
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
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

fn walk(stream: &[u8], short_cuts: bool) -> usize {
    let rules = Rules::built_in();
    let options = Options {
        short_cuts,
        keep_going: true,
        ..Options::default()
    };
    let mut walker = Walker::new(&rules, options);
    let _ = walker.stream("stream", stream);
    let report = walker.finish();
    report.missing().len() + report.images().count()
}

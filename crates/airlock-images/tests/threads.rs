//! Threads change no answer: a long stream and a long list give the same report, or the same
//! error, however many walk them, from memory and from a reader.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]

mod chance;

use std::path::Path;

use airlock_images::{Error, Options, Origin, Report, Rules, Walker};
use chance::Chance;

fn walked(stream: &[u8], threads: usize, keep_going: bool, read: bool) -> Result<Report, Error> {
    let rules = Rules::built_in();
    let options = Options {
        keep_going,
        threads,
        ..Options::default()
    };
    // Not every line has an origin, as in a stream that is rendered in part.
    let origins = |line: u32| {
        line.is_multiple_of(3).then(|| Origin {
            template: format!("t{line}"),
            line: None,
        })
    };
    let mut walker = Walker::new(&rules, options);
    walker.stream("before", b"image: team/before:1\nargs: [--x]\n")?;
    match read {
        true => walker.reader("stream", &mut &*stream)?,
        false => walker.rendered("stream", stream, &origins)?,
    }
    Ok(walker.finish())
}

fn check(stream: &[u8]) {
    for (keep_going, read) in [(true, true), (true, false), (false, true), (false, false)] {
        let one = format!("{:?}", walked(stream, 1, keep_going, read));
        for threads in [2, 4] {
            let several = format!("{:?}", walked(stream, threads, keep_going, read));
            assert!(one == several, "{threads} threads, keep going {keep_going}");
        }
    }
}

fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut all = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        if let Ok(text) = std::fs::read_to_string(folder.unwrap().path().join("in.yaml")) {
            all.extend(text.split("\n---\n").map(str::to_owned));
        }
    }
    all.sort();
    all
}

fn stream(chance: &mut Chance, documents: &[String], size: usize) -> Vec<u8> {
    let mut stream = Vec::new();
    while stream.len() < size {
        let document = &documents[chance.below(documents.len())];
        stream.extend_from_slice(document.as_bytes());
        stream.extend_from_slice(b"\n---\n");
    }
    stream
}

#[test]
fn long_streams_have_one_answer() {
    let all = documents();
    let good = |text: &&String| walked(text.as_bytes(), 1, false, false).is_ok();
    let sound: Vec<String> = all.iter().filter(good).cloned().collect();
    assert!(sound.len() < all.len(), "some fixtures cannot be read");
    let mut chance = Chance::new(11);
    for size in [0, 100_000, 1_500_000] {
        check(&stream(&mut chance, &all, size));
        check(&stream(&mut chance, &sound, size));
    }
}

#[test]
fn the_first_error_is_told() {
    let sound = "kind: Pod\nspec:\n  containers:\n  - image: a/b:1\n---\n".repeat(30_000);
    let mut chance = Chance::new(5);
    for _ in 0..8 {
        let mut stream = sound.clone();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(30_000) * (sound.len() / 30_000);
            stream.insert_str(at, "broken: [\n---\n");
        }
        let errors = [1, 3].map(|threads| walked(stream.as_bytes(), threads, false, true));
        let [one, several] = errors.map(|answer| answer.unwrap_err());
        assert_eq!(one, several);
    }
}

#[test]
fn long_lists_have_one_answer() {
    let mut list = String::from("{\"apiVersion\": \"v1\", \"items\": [");
    for number in 0..9000 {
        let image = format!("quay.io/team/app-{}:1.{}", number % 7, number % 900);
        list.push_str(&format!(
            "{{\"metadata\": {{\"name\": \"p{number}\"}}, \"spec\": {{\"containers\": \
             [{{\"image\": \"{image}\"}}, {{\"image\": \"A/{number}\"}}]}}}},\n"
        ));
    }
    // Aliases in a text are counted for each item, whoever walks it.
    for number in 0..900 {
        let text = format!("x: &x {{image: team/side:{number}}}\\ny: *x\\n");
        list.push_str(&format!(
            "{{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": {{\"a\": \"{text}\"}}}},\n"
        ));
    }
    list.push_str("{}], \"kind\": \"PodList\", \"spec\": {\"image\": \"a/b:1\"}}\n");
    assert!(
        walked(list.as_bytes(), 2, true, false)
            .unwrap()
            .images()
            .count()
            > 900
    );
    check(list.as_bytes());
}

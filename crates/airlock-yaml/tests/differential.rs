//! Random inputs through Go and through this crate: accepted or refused with the same text, the
//! same JSON, the same heads, the same YAML. `AIRLOCK_YAML_CASES` sets how many, and
//! `AIRLOCK_YAML_SEED` which; `AIRLOCK_YAML_FILES` names folders whose `.yaml` files are compared.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the judge is another program, and settings come from the environment"
)]

mod judge;
mod random;
mod views;

use airlock_yaml::Format;
use judge::Judge;
use random::{Random, Value};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn shown(bytes: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(bytes))
}

/// Compares all inputs; panics with the first differences.
fn compare(judge: &Judge, inputs: Vec<Vec<u8>>, requests: &[u8]) {
    let questions: Vec<(u8, Vec<u8>)> = inputs
        .into_iter()
        .flat_map(|input| {
            requests
                .iter()
                .map(move |&request| (request, input.clone()))
        })
        .collect();
    let answers = judge.ask(&questions);
    let mut wrong = 0;
    for ((request, input), theirs) in questions.iter().zip(answers) {
        let ours = views::view(*request, input);
        let theirs = match (request, theirs) {
            (b'm', Ok(_)) => Ok(Vec::new()),
            // What is not UTF-8 comes out of JSON as the same character, written differently.
            (b'j' | b's', Ok(text)) => {
                let text = String::from_utf8_lossy(&text).replace("\\ufffd", "\u{FFFD}");
                Ok(text.into_bytes())
            }
            (_, theirs) => theirs,
        };
        if ours != theirs && !both_refuse_a_cut_character(&ours, &theirs) {
            wrong += 1;
            if wrong <= 12 {
                eprintln!("{} {}", char::from(*request), shown(input));
                eprintln!("   go: {}", theirs.map_or_else(|e| e, |text| shown(&text)));
                eprintln!(" ours: {}", ours.map_or_else(|e| e, |text| shown(&text)));
            }
        }
    }
    assert_eq!(wrong, 0, "{wrong} of {} answers differ", questions.len());
}

/// Where the input ends within a character, Go's reader sees that a little sooner or later.
fn both_refuse_a_cut_character(
    ours: &Result<Vec<u8>, String>,
    theirs: &Result<Vec<u8>, String>,
) -> bool {
    match (ours, theirs) {
        (Err(ours), Err(theirs)) => [ours, theirs]
            .iter()
            .any(|text| text.contains("incomplete")),
        _ => false,
    }
}

#[test]
fn reads_random_text_as_go_does() {
    let Some(judge) = Judge::find() else { return };
    let mut random = Random::new(setting("AIRLOCK_YAML_SEED", 1));
    let cases = setting("AIRLOCK_YAML_CASES", 4000);
    let inputs = (0..cases).map(|_| random.text()).collect();
    compare(&judge, inputs, b"jhsmd");
}

#[test]
fn reads_random_scalars_as_go_does() {
    let Some(judge) = Judge::find() else { return };
    let mut random = Random::new(setting("AIRLOCK_YAML_SEED", 1) + 1000);
    let cases = setting("AIRLOCK_YAML_CASES", 4000);
    let inputs = (0..cases).map(|_| random.scalar_document()).collect();
    compare(&judge, inputs, b"jh");
}

#[test]
fn reads_real_files_as_go_does() {
    let Ok(folders) = std::env::var("AIRLOCK_YAML_FILES") else {
        return;
    };
    let Some(judge) = Judge::find() else { return };
    let mut random = Random::new(setting("AIRLOCK_YAML_SEED", 1) + 2000);
    let mut inputs = Vec::new();
    for folder in folders.split(':') {
        for file in yaml_files(folder.as_ref()) {
            let text = std::fs::read(&file).expect("a readable file");
            for part in text
                .split_inclusive(|&b| b == b'\n')
                .collect::<Vec<_>>()
                .split(|line| line.starts_with(b"---"))
            {
                let document = part.concat();
                inputs.push(random.mutated(&document));
                inputs.push(document);
            }
            inputs.push(text);
        }
    }
    eprintln!("{} documents", inputs.len());
    for batch in inputs.chunks(500) {
        compare(&judge, batch.to_vec(), b"jhs");
    }
}

fn yaml_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(yaml_files(&path));
        } else if path
            .extension()
            .is_some_and(|ext| ext == "yaml" || ext == "yml")
        {
            found.push(path);
        }
    }
    found
}

/// Whether Go gives our answer too when it is asked more often.
fn says_otherwise(judge: &Judge, question: &(u8, Vec<u8>), ours: &judge::Answer) -> bool {
    judge.ask(&vec![question.clone(); 200]).contains(ours)
}

#[test]
fn writes_random_values_as_go_does() {
    let Some(judge) = Judge::find() else { return };
    let mut random = Random::new(setting("AIRLOCK_YAML_SEED", 1) + 3000);
    let cases = setting("AIRLOCK_YAML_CASES", 4000);
    let values: Vec<Value> = (0..cases).map(|_| random.value(4)).collect();
    // Go's order of keys is not always an order: where Go is not of one mind, there is no answer.
    const ASKED: usize = 5;
    let questions: Vec<(u8, Vec<u8>)> = values
        .iter()
        .flat_map(|value| [(b'y', value.encoded()), (b'p', value.encoded())])
        .flat_map(|question| std::iter::repeat_n(question, ASKED))
        .collect();
    let answers = judge.ask(&questions);
    let mut wrong = 0;
    for (at, theirs) in answers.chunks(ASKED).enumerate() {
        if theirs.windows(2).any(|pair| pair[0] != pair[1]) {
            continue;
        }
        let format = if at % 2 == 0 {
            Format::ToYaml
        } else {
            Format::ToYamlPretty
        };
        let ours = values[at / 2].written(format);
        let same = match (&ours, &theirs[0]) {
            // Which of several refusals comes first depends on where in the JSON they are.
            (Err(ours), Err(theirs)) => ours.starts_with("yaml") == theirs.starts_with("yaml"),
            (ours, theirs) => ours == theirs,
        };
        if !same && !says_otherwise(&judge, &questions[at * ASKED], &ours) {
            wrong += 1;
            if wrong <= 12 {
                eprintln!("{format:?} {:?}", values[at / 2]);
                eprintln!(
                    "   go: {}",
                    theirs[0].clone().map_or_else(|e| e, |text| shown(&text))
                );
                eprintln!(" ours: {}", ours.map_or_else(|e| e, |text| shown(&text)));
            }
        }
    }
    assert_eq!(wrong, 0, "{wrong} answers differ");
}

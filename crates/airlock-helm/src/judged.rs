//! Questions about values, names and patterns, and what Helm's own packages answered.
//!
//! `tests/questions/NAME.jsonl` holds the questions and `NAME.answers.jsonl` the answers of the
//! judge in `tests/oracle/values`, line by line. Where we differ on purpose, `known` says why.

use std::fs;
use std::path::Path;

use airlock_gotmpl::{Map, Value};

use crate::chart::{ignored_for_test, path_match::path_match};
use crate::encoding::json::{from_json, to_json};
use crate::objects::{KubeVersion, glob_for_test, ordered};
use crate::values::{UserValues, ValueSources};
use crate::{known_api_versions, manifest};

type Answer = Result<Value, String>;

fn set(args: &[String]) -> Answer {
    let mut sources = ValueSources::default();
    for pair in args.chunks(2) {
        let list = match pair[0].as_str() {
            "--set" => &mut sources.set,
            "--set-string" => &mut sources.set_string,
            "--set-json" => &mut sources.set_json,
            "--set-literal" => &mut sources.set_literal,
            other => panic!("{other}"),
        };
        list.push(pair[1].clone());
    }
    let values = sources.load(&|path| fs::read(path));
    values.map(|v| v.0.value()).map_err(|e| e.to_string())
}

fn kube_version(text: &str) -> Answer {
    let version = KubeVersion::parse(text).map_err(|e| {
        let prefix = format!("invalid kube version '{text}': ");
        e.to_string().strip_prefix(&prefix).unwrap().to_owned()
    })?;
    let fields = [
        ("Version", version.version),
        ("Major", version.major),
        ("Minor", version.minor),
    ];
    Ok(ordered(fields.map(|(key, text)| (key, Value::str(text)))))
}

fn split(text: &str) -> Value {
    let ranges = manifest::split(text.as_bytes(), crate::Compat::Helm4).into_iter();
    Value::list(ranges.map(|r| Value::str(&text[r])).collect())
}

fn verdict(verdict: Option<bool>) -> Value {
    verdict.map_or(Value::str("malformed"), Value::Bool)
}

fn ask(op: &str, args: &[String]) -> Answer {
    match op {
        "set" => set(args),
        "values" => UserValues::from_yaml(args[0].as_bytes())
            .map(|v| v.0.value())
            .map_err(|e| e.to_string()),
        "glob" => Ok(verdict(glob_for_test(&args[0], &args[1]))),
        "match" => Ok(verdict(path_match(&args[0], &args[1]).ok())),
        "ignore" => ignored_for_test(&args[0], &args[1], args[2] == "dir").map(Value::Bool),
        "split" => Ok(split(&args[0])),
        "kube-version" => kube_version(&args[0]),
        "api-versions" => Ok(Value::list(known_api_versions().map(Value::str).collect())),
        other => panic!("{other}"),
    }
}

fn text(map: &Map, key: &str) -> String {
    match map.get(key.as_bytes()) {
        Some(Value::Str(text)) => text.to_string(),
        _ => String::new(),
    }
}

fn object(line: &str) -> Map {
    match from_json(line.as_bytes()) {
        Ok(Value::Map(map)) => map,
        other => panic!("{line}: {:?}", other.err()),
    }
}

/// Our answer in the judge's form.
fn ours(question: &str) -> String {
    let question = object(question);
    let args = match question.get(b"args") {
        Some(Value::List(list)) => list
            .items()
            .iter()
            .map(|a| match a {
                Value::Str(text) => text.to_string(),
                _ => String::new(),
            })
            .collect(),
        _ => Vec::new(),
    };
    match ask(&text(&question, "op"), &args) {
        Ok(value) => String::from_utf8(to_json(&value).unwrap()).unwrap(),
        Err(error) => format!("error: {error}"),
    }
}

fn theirs(answer: &str) -> String {
    let answer = object(answer);
    match text(&answer, "err").as_str() {
        "" => text(&answer, "out"),
        error => format!("error: {error}"),
    }
}

/// Differences that are meant: the line's number in the file, from 1, and why.
fn known(name: &str, question: &str) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let known = fs::read_to_string(folder.join(format!("{name}.known.txt"))).unwrap_or_default();
    known.lines().any(|line| line == question)
}

#[test]
fn answers_are_helms() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let mut wrong = Vec::new();
    let mut asked = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(name) = name
            .strip_suffix(".jsonl")
            .filter(|n| !n.ends_with(".answers"))
        else {
            continue;
        };
        let read =
            |suffix: &str| fs::read_to_string(folder.join(format!("{name}{suffix}"))).unwrap();
        for (question, answer) in read(".jsonl").lines().zip(read(".answers.jsonl").lines()) {
            asked += 1;
            let (ours, theirs) = (ours(question), theirs(answer));
            if ours != theirs && !known(name, question) {
                wrong.push(format!("{question}\n  helm {theirs}\n  ours {ours}"));
            }
        }
    }
    assert!(asked > 5000, "only {asked} questions");
    assert!(
        wrong.is_empty(),
        "{} of {asked}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

//! The matrix: for each profile and target what each judge understood of what is emitted, held
//! against the plan. A row whose judge is not on this machine keeps its line in the ledger.

use std::collections::BTreeMap;
use std::path::Path;

use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Artifact, Plan, Stamp, emit, folders, targets};
use serde_json::Value;

use super::asking::{Judges, definitions};
use super::caches;
use super::explain;
use super::ledger::{Rows, Verdict, count, held, table};
use super::question::Question;
use super::targets::Emitted;
use crate::Outcome;

/// A profile with what it means.
struct Profile {
    name: String,
    plans: Vec<Plan>,
    /// Images that `airlock explain` is asked about: it reads the profiles of the pins alone.
    images: Vec<String>,
}

/// The profile of clusters whose caches are a compose file.
const DEVELOPMENT: &str = "development";

/// A question with the row that its answer fills.
struct Pending {
    key: [String; 4],
    question: Question,
}

/// Asks everything, prints the count, and holds the rows against the ledger.
pub(super) fn run(judges: &mut Judges, bless: bool) -> Outcome {
    let node = kind_node(judges);
    let mut rows = Rows::new();
    let mut pending = Vec::new();
    for profile in profiles()? {
        for plan in &profile.plans {
            questions(&profile, plan, node.as_deref(), &mut rows, &mut pending);
        }
        if let (DEVELOPMENT, Some(plan)) = (profile.name.as_str(), profile.plans.first()) {
            let question = caches::question(plan)?;
            let key = [DEVELOPMENT, "caches", question.judge, &question.what];
            let key = key.map(str::to_owned);
            pending.push(Pending { key, question });
        }
    }
    while !pending.is_empty() {
        pending = round(judges, pending, &mut rows);
    }
    print!("{}", table(&rows));
    for (key, verdict) in rows.iter().filter(|(_, v)| matches!(v, Verdict::Failed(_))) {
        println!("{}: {verdict}", key.join(", "));
    }
    println!("node configuration: {}", count(&rows));
    let failed = rows.values().any(|v| matches!(v, Verdict::Failed(_)));
    Ok(held(&rows, bless)? && !failed)
}

/// Those of the fixtures, and those of the pins.
fn profiles() -> Result<Vec<Profile>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(crate::root().join("tests/emit"))? {
        let folder = entry?.path();
        if folder.join("profile.toml").is_file() {
            found.push(fixture(&folder)?);
        }
    }
    found.extend(pinned()?);
    found.sort_by(|a: &Profile, b: &Profile| a.name.cmp(&b.name));
    Ok(found)
}

fn fixture(folder: &Path) -> Result<Profile, Box<dyn std::error::Error>> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let (text, registries) = (read("profile.toml")?, read("registries.txt")?);
    let known = Known {
        registries: registries.lines().collect(),
        images: Vec::new(),
        file: &|name| read(name).map_err(|error| error.to_string()),
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mirror = Mirror::parse("profile.toml", &text, &name, &known)?;
    Ok(Profile {
        name: format!("tests/emit/{name}"),
        plans: Plan::resolve(&mirror),
        images: Vec::new(),
    })
}

/// The profiles whose files are in `generated/`.
fn pinned() -> Result<Vec<Profile>, Box<dyn std::error::Error>> {
    let charts = crate::root().join("charts");
    let read = |name: &str| std::fs::read_to_string(charts.join(name));
    let pins = airlock_lock::pins::Pins::parse("versions.toml", &read("versions.toml")?)?;
    let lock = airlock_lock::lock::Lock::parse("airlock.lock", &read("airlock.lock")?)?;
    let known = Known {
        registries: lock.registries().into_iter().collect(),
        images: lock.needs().into_keys().collect(),
        file: &|name| read(name).map_err(|error| error.to_string()),
    };
    let mut found = Vec::new();
    for name in pins.mirrors.keys() {
        if let Some(mirror) = Mirror::of_pins(&pins, name, &known)? {
            found.push(Profile {
                name: name.clone(),
                plans: Plan::resolve(&mirror),
                images: lock.needs().into_keys().map(|i| i.to_string()).collect(),
            });
        }
    }
    Ok(found)
}

/// What every target makes of a plan, as questions; what gives none is a row at once.
fn questions(
    profile: &Profile,
    plan: &Plan,
    node: Option<&str>,
    rows: &mut Rows,
    pending: &mut Vec<Pending>,
) {
    let phase = plan
        .phase
        .map(|p| format!("{}/", p.word()))
        .unwrap_or_default();
    for target in targets() {
        for (folder, options) in folders(*target) {
            let key = |judge: &str, what: &str| {
                [
                    profile.name.clone(),
                    format!("{phase}{folder}"),
                    judge.to_owned(),
                    what.to_owned(),
                ]
            };
            let mut artifacts = match emit(
                *target,
                std::slice::from_ref(plan),
                &options,
                &Stamp::default(),
            ) {
                Ok(artifacts) => artifacts,
                Err(refusal) => {
                    rows.insert(key("-", "-"), Verdict::Refused(refusal.reason));
                    continue;
                }
            };
            artifacts.iter_mut().for_each(|a| strip(a, &phase));
            let emitted = Emitted {
                target: target.name(),
                options: &options,
                plan,
                artifacts: &artifacts,
                kind_node: node,
            };
            if let Some(what) = unread(target.name()) {
                rows.insert(key("-", what), Verdict::NoJudge);
            }
            match all(&emitted, &profile.images) {
                Err(why) => drop(rows.insert(key("-", "-"), Verdict::Failed(why))),
                Ok(asked) if asked.is_empty() => drop(rows.insert(key("-", "-"), Verdict::NotYet)),
                Ok(asked) => pending.extend(asked.into_iter().map(|question| Pending {
                    key: key(question.judge, &unhashed(&question.what)),
                    question,
                })),
            }
        }
    }
}

/// What a target is asked, and the same about the images that are explained.
fn all(emitted: &Emitted<'_>, images: &[String]) -> Result<Vec<Question>, String> {
    let mut questions = emitted.questions()?;
    if !images.is_empty() {
        questions.extend(explain::questions(emitted, &questions, images)?);
    }
    Ok(questions)
}

/// What of a target no program reads but the distribution itself, which nobody starts here.
fn unread(target: &str) -> Option<&'static str> {
    match target {
        "vcluster" => Some("how it takes the files into its node"),
        "k3s" | "rke2" | "rke2-capi" => {
            Some("its own start, and the hosts directory that it makes")
        }
        "k0s" | "k0smotron" => Some("its own start, and what it checks then"),
        _ => None,
    }
}

fn strip(artifact: &mut Artifact, phase: &str) {
    if let Some(rest) = artifact.path.strip_prefix(phase) {
        artifact.path = rest.to_owned();
    }
}

/// Asks each judge its questions at once; what follows from answers is left for the next round.
fn round(judges: &mut Judges, pending: Vec<Pending>, rows: &mut Rows) -> Vec<Pending> {
    let mut by_judge: BTreeMap<&str, Vec<Pending>> = BTreeMap::new();
    for one in pending {
        by_judge.entry(one.question.judge).or_default().push(one);
    }
    let mut next = Vec::new();
    for (judge, asked) in by_judge {
        if judge == "crds" && !definitions().is_dir() {
            println!(
                "SKIPPED: no definitions in {}: set AIRLOCK_CRDS",
                definitions().display()
            );
            rows.extend(asked.into_iter().map(|one| (one.key, Verdict::Unasked)));
            continue;
        }
        let questions: Vec<&Question> = asked.iter().map(|one| &one.question).collect();
        match judges.ask(judge, &questions) {
            Ok(answers) => next.extend(
                asked
                    .iter()
                    .zip(&answers)
                    .flat_map(|(one, answer)| judged(one, answer, rows)),
            ),
            Err(why) => rows.extend(
                asked
                    .into_iter()
                    .map(|one| (one.key, Verdict::Failed(why.clone()))),
            ),
        }
    }
    next
}

fn judged(one: &Pending, answer: &Value, rows: &mut Rows) -> Vec<Pending> {
    let (verdict, more) = match (one.question.holds)(answer) {
        Ok(more) => (Verdict::AsPlanned, more),
        Err(why) => (Verdict::Failed(why), Vec::new()),
    };
    rows.insert(one.key.clone(), verdict);
    let [profile, target, _, _] = &one.key;
    let follow = |question: Question| Pending {
        key: [
            profile.clone(),
            target.clone(),
            question.judge.to_owned(),
            unhashed(&question.what),
        ],
        question,
    };
    more.into_iter().map(follow).collect()
}

/// A row's name without the hash that a bootstrap template's file ends in: rows outlive contents.
fn unhashed(what: &str) -> String {
    let hash = |part: &str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let found = what.split_once('-').and_then(|(kind, rest)| {
        let (hashed, rest) = rest.split_once('.')?;
        hash(hashed).then(|| format!("{kind}.{rest}"))
    });
    found.unwrap_or_else(|| what.to_owned())
}

/// The file of containerd that kind's nodes have, out of kind's own module.
fn kind_node(judges: &Judges) -> Option<String> {
    let module = judges.module("kind", "sigs.k8s.io/kind")?;
    std::fs::read_to_string(module.join("images/base/files/etc/containerd/config.toml")).ok()
}

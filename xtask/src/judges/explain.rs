//! `airlock explain`: for images of the lock, what it says that a node asks, beside what each judge
//! resolved from the files of the same target. Takes the questions of others, with other images.

use std::io::Cursor;

use airlock_cli::Surroundings;
use airlock_mirror::emit::{Place, Plan};
use serde_json::{Value, json};

use super::question::{Question, list, same, strings};
use super::targets::Emitted;
use crate::ours::Fixed;

/// A registry that no profile names.
const UNNAMED: &str = "unnamed.example/airlock/probe:1";

/// One request: its URL, and whether credentials go with it.
type Request = (String, bool);

/// Every question of a target that is about images, asked about these, with what is explained held
/// against the answer.
pub(super) fn questions(
    emitted: &Emitted<'_>,
    asked: &[Question],
    images: &[String],
) -> Result<Vec<Question>, String> {
    let mut more = Vec::new();
    for question in asked.iter().filter(|q| is_about_images(q)) {
        let mut planned = Vec::new();
        for image in images_for(emitted.plan, question.judge, images) {
            planned.push((image.clone(), explained(emitted, &image)?));
        }
        let mut ask = question.ask.clone();
        if ask["images"].is_array() {
            ask["images"] = planned.iter().map(|(image, _)| json!(image)).collect();
        }
        let what = format!("airlock explain: {}", question.what);
        let (judge, files) = (question.judge, question.files.clone());
        let mut one = Question::accepted(judge, &what, ask, files);
        one.holds = Box::new(move |answer| {
            for (image, planned) in &planned {
                let understood = understood(judge, answer, image);
                same(image, &understood, &in_words_of(judge, planned))?;
            }
            Ok(Vec::new())
        });
        more.push(one);
    }
    Ok(more)
}

fn is_about_images(question: &Question) -> bool {
    question.ask["images"].is_array() || question.what == "clean.yaml"
}

/// One image for each registry; for containerd, which has a word for each, also of one that has no
/// mirror.
fn images_for(plan: &Plan, judge: &str, images: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for upstream in &plan.upstreams {
        let below = format!("{}/", upstream.place.name());
        let own = images.iter().find(|image| image.starts_with(&below));
        found.extend(match &upstream.place {
            Place::Registry(_) => own.cloned(),
            Place::OwnHost(_) => Some(format!("{below}airlock/probe:1")),
            Place::CatchAll => Some(UNNAMED.to_owned()),
        });
    }
    if judge.starts_with("containerd") && !found.iter().any(|image| image == UNNAMED) {
        found.push(UNNAMED.to_owned());
    }
    found
}

/// What the command says, in the plan's phase.
fn explained(emitted: &Emitted<'_>, image: &str) -> Result<Vec<Request>, String> {
    let root = crate::root().display().to_string();
    let mut words = vec!["explain", image, "--output", "json", "--root", &root];
    words.extend([
        "--profile",
        &emitted.plan.profile,
        "--target",
        emitted.target,
    ]);
    for (flag, given) in [
        ("--target-version", &emitted.options.version),
        ("--api", &emitted.options.api),
    ] {
        words.extend(given.iter().flat_map(|value| [flag, value.as_str()]));
    }
    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = airlock_cli::run(
        &words,
        &mut Surroundings {
            stdout: &mut stdout,
            stderr: &mut stderr,
            terminal: false,
            stdin: &mut Cursor::new(&[]),
            variable: |_| None,
            world: &Fixed,
            functions: None,
        },
    );
    if code != 0 {
        return Err(String::from_utf8_lossy(&stderr).into_owned());
    }
    let said: Value = serde_json::from_slice(&stdout).map_err(|error| error.to_string())?;
    let phase = json!(emitted.plan.phase.map(|phase| phase.word()));
    let said = list(&said).iter().find(|one| one["phase"] == phase);
    let said = said.ok_or_else(|| format!("nothing is explained for {image}"))?;
    let request = |one: &Value| {
        let url = one["url"].as_str().unwrap_or_default().to_owned();
        (url, !one["credentials"].is_null())
    };
    Ok(list(&said["requests"]).iter().map(request).collect())
}

/// What is explained, as a judge has words for it: containerd alone tells the name of the registry
/// that a mirror is asked for, Rancher's parser knows Docker Hub by an older name, and CRI-O's holds no
/// credentials.
fn in_words_of(judge: &str, planned: &[Request]) -> Vec<Request> {
    let worded = |(url, auth): &Request| match judge {
        "containerd17" | "containerd2" => (url.clone(), *auth),
        "wharfie" => {
            let hub =
                bare(url).replace("https://registry-1.docker.io/", "https://index.docker.io/");
            (hub, *auth)
        }
        "podman" => (url.clone(), false),
        _ => (bare(url), *auth),
    };
    planned.iter().map(worded).collect()
}

fn bare(url: &str) -> String {
    url.split_once('?').map_or(url, |(url, _)| url).to_owned()
}

/// What a judge resolved for an image.
fn understood(judge: &str, answer: &Value, image: &str) -> Vec<Request> {
    let (registry, rest) = image.split_once('/').unwrap_or((image, ""));
    let upstreams = &answer["upstreams"];
    match judge {
        "talos" => {
            let key = if image == UNNAMED { "*" } else { registry };
            talos(&upstreams[key], registry, rest)
        }
        "wharfie" => {
            let upstream = &upstreams[registry];
            let endpoints = list(&upstream["endpoints"]).iter();
            let mut requests: Vec<Request> = strings(&upstream["asked"])
                .into_iter()
                .map(str::to_owned)
                .zip(endpoints.map(|e| e["auth"].is_string()))
                .collect();
            // The mirror is its own default endpoint too.
            requests.dedup();
            requests
        }
        // A digest that nobody has as a manifest is then asked for as a blob, of the same places.
        _ => strings(&upstreams[registry]["asked"])
            .into_iter()
            .filter(|line| !line.contains("/blobs/"))
            .map(request)
            .collect(),
    }
}

/// `HEAD URL Authorization: …`, or a URL alone.
fn request(line: &str) -> Request {
    let line = line.strip_prefix("HEAD ").unwrap_or(line);
    match line.split_once(" Authorization: ") {
        Some((url, _)) => (url.to_owned(), true),
        None => (line.to_owned(), false),
    }
}

/// Talos tells endpoints and whether the registry follows; the rest of a URL is the image's.
fn talos(upstream: &Value, registry: &str, rest: &str) -> Vec<Request> {
    let (repository, version) = match rest.split_once('@') {
        Some((name, digest)) => (name.split(':').next().unwrap_or(name), digest),
        None => rest.rsplit_once(':').unwrap_or((rest, "latest")),
    };
    let manifest = |root: String| format!("{root}/{repository}/manifests/{version}");
    let mut requests: Vec<Request> = list(&upstream["endpoints"])
        .iter()
        .map(|endpoint| {
            let url = endpoint["url"].as_str().unwrap_or_default();
            let api = if endpoint["override"] == true {
                ""
            } else {
                "/v2"
            };
            (
                manifest(format!("{url}{api}")),
                endpoint["auth"].is_string(),
            )
        })
        .collect();
    if upstream["fallback"] == true {
        let hub = if registry == "docker.io" {
            "registry-1.docker.io"
        } else {
            registry
        };
        requests.push((manifest(format!("https://{hub}/v2")), false));
    }
    requests
}

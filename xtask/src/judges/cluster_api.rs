//! What Cluster API's kubeadm provider puts on a node: objects, components and classes go to its own
//! judge, and the files that it tells of to both containerds. Knows no template of ours.

use airlock_lock::mirror::{Credential, Fallback};
use airlock_mirror::emit::Plan;
use serde_json::{Value, json};

use super::objects::{Secrets, base_of, referred, text};
use super::question::{Files, Judged, Question, list, same, strings};
use super::targets::{Emitted, hosts};
use super::variables::{with_further, with_mirror, written};

/// The three kinds that have files.
pub(super) const KINDS: [&str; 3] = [
    "KubeadmControlPlane",
    "KubeadmControlPlaneTemplate",
    "KubeadmConfigTemplate",
];

/// The file and the command of others, in every whole object.
const OTHERS_FILE: &str = "etc/kubernetes/manifests/kube-vip.yaml";
const OTHERS_COMMAND: &str = "echo kube-vip";

/// A part laid over a whole object, which is given too.
pub(super) fn part(
    path: &str,
    object: &Value,
    files: Files,
    (plan, secrets): (&Plan, &Secrets),
) -> Vec<Question> {
    let ask = json!({ "object": "part.yaml", "base": "whole.yaml" });
    let older = older(path, object, &ask, &files);
    let newest = machine(path, ask, files, (plan, secrets), true);
    older.into_iter().chain([newest]).collect()
}

/// A whole object, as it came out of another judge; `others` says whether it had lists before.
pub(super) fn object(
    what: &str,
    object: &Value,
    (plan, secrets): (&Plan, &Secrets),
    others: bool,
) -> Vec<Question> {
    let files = Files::from([("object.yaml".to_owned(), object.to_string())]);
    let ask = json!({ "object": "object.yaml" });
    let older = older(what, object, &ask, &files);
    let newest = machine(what, ask, files, (plan, secrets), others);
    older.into_iter().chain([newest]).collect()
}

/// v1beta1 is also for who runs a release that knows no other; what it means is the newest's to tell.
fn older(what: &str, object: &Value, ask: &Value, files: &Files) -> Option<Question> {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    let holds = |answer: &Value| {
        let first = strings(&answer["result"]["commands"]).first().copied();
        let ours = first.is_some_and(|command| command.contains("/etc/airlock/"));
        same("the mirror's commands come first", &ours, &true)?;
        Ok(Vec::new())
    };
    let question = || Question::new("capi110", what, ask.clone(), files.clone(), holds);
    version.ends_with("/v1beta1").then(question)
}

fn machine(
    what: &str,
    ask: Value,
    files: Files,
    (plan, secrets): (&Plan, &Secrets),
    others: bool,
) -> Question {
    let (plan, secrets, name) = (plan.clone(), secrets.clone(), format!("{what}: files"));
    Question::new("capi", what, ask, files, move |answer| {
        on_node(&name, &answer["result"], (&plan, &secrets), others)
    })
}

/// What a node gets: the mirror's files beside those of others, its commands before theirs, and hosts
/// directories that mean the plan.
fn on_node(
    what: &str,
    machine: &Value,
    (plan, secrets): (&Plan, &Secrets),
    others: bool,
) -> Judged {
    let files = node_files(machine, plan, secrets)?;
    let theirs = files.contains_key(OTHERS_FILE);
    same("the file of others is there", &theirs, &others)?;
    let commands = strings(&machine["commands"]);
    let ours = commands
        .iter()
        .take_while(|c| c.contains("/etc/airlock/"))
        .count();
    same("the mirror's commands come first", &(ours > 0), &true)?;
    let (ours, theirs) = commands.split_at(ours);
    let stops = |command: &&str| command.ends_with("|| exit 1");
    let stops = ours.iter().filter(|c| stops(c)).count();
    let planned = if plan.fallback == Fallback::None {
        ours.len()
    } else {
        0
    };
    same("commands whose failure stops the node", &stops, &planned)?;
    let whole = theirs.iter().all(|c| c.starts_with(OTHERS_COMMAND));
    same("the commands of others follow", &whole, &true)?;
    same("there are commands of others", &!theirs.is_empty(), &others)?;
    let named = |command: &&str| {
        let script = command.split_whitespace().nth(1).unwrap_or_default();
        files.contains_key(script.trim_start_matches('/'))
    };
    same("the scripts are there", &ours.iter().all(named), &true)?;
    Ok(hosts(what, &files, "etc/containerd/certs.d", plan))
}

/// The files by path without the first slash: each once, of root, readable by nobody else where it
/// holds a credential.
fn node_files(machine: &Value, plan: &Plan, secrets: &Secrets) -> Result<Files, String> {
    let mut files = Files::new();
    let mirrors = plan.mirrors();
    let value = |held: &'_ Credential| match held {
        Credential::Value(value) => Some(value.clone()),
        _ => None,
    };
    let held = mirrors.iter().filter_map(|m| m.auth.as_ref());
    let hidden: Vec<String> = held.filter_map(|auth| value(&auth.held)).collect();
    for file in list(&machine["files"]) {
        let path = file["path"].as_str().unwrap_or_default();
        let content = match file["secret"].is_object() {
            // A Secret of the operator's own is not emitted: a judge that needs its file misses it.
            true => match referred(file, secrets) {
                Some(content) => content,
                None => continue,
            },
            false => file["content"].as_str().unwrap_or_default().to_owned(),
        };
        same(
            &format!("owner of {path}"),
            &file["owner"],
            &json!("root:root"),
        )?;
        let secret = content.contains("Authorization")
            || hidden.iter().any(|h| content.contains(h.as_str()));
        let mode = file["permissions"].as_str().unwrap_or_default();
        let right = mode == "0600" || (mode == "0644" && !secret);
        same(&format!("mode {mode} of {path} is right"), &right, &true)?;
        same(
            &format!("{path} is added to another"),
            &(file["append"] == true),
            &false,
        )?;
        if files
            .insert(path.trim_start_matches('/').to_owned(), content)
            .is_some()
        {
            return Err(format!("{path} is there twice"));
        }
    }
    Ok(files)
}

/// Every question about a class: with its defaults, without a mirror, with another, and with further
/// registries where it takes some.
pub(super) fn class(emitted: &Emitted<'_>, secrets: &Secrets) -> Result<Vec<Question>, String> {
    let class = emitted
        .artifacts
        .iter()
        .find(|a| a.path == "clusterclass.yaml");
    let class = class.map(text).ok_or("there is no clusterclass.yaml")?;
    let api = emitted.options.api.as_deref().unwrap_or("v1beta2");
    let mut files = Files::from([
        ("class.yaml".to_owned(), class.clone()),
        ("base.yaml".to_owned(), base_of("ClusterClass", api)?),
    ]);
    for kind in &KINDS[1..] {
        files.insert((*kind).to_owned(), base_of(kind, api)?);
    }
    let asked = |variables: Value| json!({ "class": "class.yaml", "base": "base.yaml", "templates": &KINDS[1..], "variables": variables });
    let (plan, kept) = (emitted.plan.clone(), secrets.clone());
    let mut questions = vec![
        Question::new(
            "capi",
            "defaults",
            asked(json!({})),
            files.clone(),
            move |answer| each_template("defaults", answer, &plan, &kept),
        ),
        Question::new(
            "capi",
            "no imageRegistry",
            asked(json!({ "imageRegistry": "" })),
            files.clone(),
            untouched,
        ),
    ];
    let (plan, kept) = (
        with_mirror(emitted.plan, "other.example", 8443),
        secrets.clone(),
    );
    let variables = asked(json!({ "imageRegistry": "other.example:8443" }));
    questions.push(Question::new(
        "capi",
        "another imageRegistry",
        variables,
        files.clone(),
        move |answer| each_template("another imageRegistry", answer, &plan, &kept),
    ));
    if class.contains("additionalMirroredRegistries") {
        let names = ["docker.io", "further.example:5001"];
        let (plan, kept) = (with_further(emitted.plan, &names), secrets.clone());
        let variables = asked(json!({ "additionalMirroredRegistries": names }));
        questions.push(Question::new(
            "capi",
            "further registries",
            variables,
            files,
            move |answer| of_further(answer, &plan, &kept),
        ));
    }
    Ok(questions)
}

fn each_template(what: &str, answer: &Value, plan: &Plan, secrets: &Secrets) -> Judged {
    let mut questions = Vec::new();
    for kind in &KINDS[1..] {
        let name = format!("{what}: {kind}: files");
        questions.extend(on_node(
            &name,
            &answer["result"][kind],
            (plan, secrets),
            true,
        )?);
    }
    Ok(questions)
}

/// A cluster that names no mirror has what it had.
fn untouched(answer: &Value) -> Judged {
    for kind in &KINDS[1..] {
        let machine = &answer["result"][kind];
        same("files", &list(&machine["files"]).len(), &1)?;
        let commands = strings(&machine["commands"]);
        let others = commands.iter().all(|c| c.starts_with(OTHERS_COMMAND));
        same("the commands of others alone", &others, &true)?;
    }
    Ok(Vec::new())
}

/// The script that a cluster's own registries are in writes what containerd reads.
fn of_further(answer: &Value, plan: &Plan, secrets: &Secrets) -> Judged {
    let mut questions = Vec::new();
    for kind in &KINDS[1..] {
        let mut files = node_files(&answer["result"][kind], plan, secrets)?;
        let script = files.get("etc/airlock/further-registries.sh").cloned();
        let script = script.ok_or("there is no script for further registries")?;
        files.extend(written(&script)?);
        let name = format!("further registries: {kind}: files");
        questions.extend(hosts(&name, &files, "etc/containerd/certs.d", plan));
    }
    Ok(questions)
}

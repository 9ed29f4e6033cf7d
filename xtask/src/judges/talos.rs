//! What Talos's files are asked about: patches laid over what Talos generates, and over
//! configurations that name the registries already; once and twice; objects and HCL that carry them.

use airlock_mirror::emit::Plan;
use serde_json::{Value, json};

use super::objects::{base, holder, object, text};
use super::question::{Files, Question, same, strings};
use super::routes::Routes;
use super::targets::Emitted;

/// Every question about Talos's files.
pub(super) fn questions(emitted: &Emitted<'_>) -> Vec<Question> {
    let files = emitted.laid("");
    let contract = match emitted.before((1, 12)) {
        true => "v1.11",
        false => "v1.13",
    };
    let steps: Vec<&String> = files.keys().filter(|f| f.contains("replace")).collect();
    let clean = json!({ "patches": ["clean.yaml"], "contract": contract });
    let mut questions = vec![resulting("clean.yaml", clean, files.clone(), emitted.plan)];
    for (name, under) in bases(emitted.plan, contract) {
        for times in [1, 2] {
            let mut files = files.clone();
            files.insert("base.yaml".to_owned(), under.clone());
            let ask = json!({ "base": "base.yaml", "patches": steps, "contract": contract, "times": times });
            let what = format!("replace on {name}, {times} times");
            questions.push(resulting(&what, ask, files, emitted.plan));
        }
    }
    for artifact in emitted.artifacts {
        let Some(object) = object(artifact) else {
            continue;
        };
        let Ok(under) = base(&object) else {
            continue;
        };
        questions.extend(carried(
            emitted,
            &artifact.path,
            &text(artifact),
            &object,
            under,
            contract,
        ));
    }
    questions
}

/// The registries that result are the plan's and nothing beside it. Names of hosts are there, beside
/// those that others taught; that one may be there twice changes nothing of what a node resolves.
fn resulting(what: &str, ask: Value, files: Files, plan: &Plan) -> Question {
    let routes = Routes::of(plan);
    let mut hosts = plan.hosts.clone();
    let taught = |base: &String| base.contains(&format!("[{OTHERS_NAME}]"));
    if let Some((_, address)) = plan
        .hosts
        .first()
        .filter(|_| files.get("base.yaml").is_some_and(taught))
    {
        hosts.push((OTHERS_NAME.to_owned(), address.clone()));
    }
    Question::new("talos", what, ask, files, move |answer| {
        let understood = answer["upstreams"].as_object();
        let understood: Vec<&str> = understood
            .into_iter()
            .flatten()
            .map(|(k, _)| k.as_str())
            .collect();
        let mut keys: Vec<&str> = routes.iter().map(Routes::key).collect();
        keys.sort_unstable();
        same("registries", &understood, &keys)?;
        routes.iter().try_for_each(|r| r.talos(answer))?;
        for (name, address) in &hosts {
            let names = strings(&answer["result"]["hosts"][address]);
            same(
                &format!("{name} is {address}"),
                &names.contains(&name.as_str()),
                &true,
            )?;
        }
        Ok(Vec::new())
    })
}

/// A name that others taught, at the address of the mirror's own.
const OTHERS_NAME: &str = "old.example";

/// Configurations as they may be found: nothing set, mirrors and names set in the old form, in the
/// documents of 1.12, and in both.
fn bases(plan: &Plan, contract: &str) -> Vec<(&'static str, String)> {
    let (mut old, mut documents) = (
        String::from("machine:\n  registries:\n    mirrors:\n"),
        String::new(),
    );
    for upstream in &plan.upstreams {
        let name = json!(upstream.place.name());
        old.push_str(&format!(
            "      {name}:\n        endpoints: [\"https://old.example\", \"https://ghcr.io\"]\n        overridePath: true\n"
        ));
        documents.push_str(&format!(
            "---\napiVersion: v1alpha1\nkind: RegistryMirrorConfig\nname: {name}\nendpoints:\n  - url: https://old.example\n"
        ));
    }
    if let Some((_, address)) = plan.hosts.first() {
        old.push_str(&format!("  network:\n    extraHostEntries:\n      - ip: {address}\n        aliases: [{OTHERS_NAME}]\n"));
        documents.push_str(&format!(
            "---\napiVersion: v1alpha1\nkind: StaticHostConfig\nname: {address}\nhostnames: [{OTHERS_NAME}]\n"
        ));
    }
    let nothing = ("nothing", "machine:\n  type: controlplane\n".to_owned());
    let both = format!("{old}{documents}");
    match contract {
        "v1.11" => vec![nothing, ("mirrors", old)],
        _ => vec![nothing, ("documents", documents), ("both forms", both)],
    }
}

/// An object that carries the patch: taken by its definition, the patch by Talos, and HCL carries
/// the same.
fn carried(
    emitted: &Emitted<'_>,
    path: &str,
    part: &str,
    object: &Value,
    under: String,
    contract: &str,
) -> Vec<Question> {
    let files = Files::from([
        ("part.yaml".to_owned(), part.to_owned()),
        ("whole.yaml".to_owned(), under),
    ]);
    let ask = json!({ "objects": ["part.yaml"], "base": "whole.yaml" });
    let mut questions = vec![Question::accepted("crds", path, ask, files)];
    let patches = holder(object, "strategicPatches").map(|h| &h["strategicPatches"]);
    let Some(patch) = patches.and_then(|p| p[0].as_str()).map(str::to_owned) else {
        return questions;
    };
    let files = Files::from([("patch.yaml".to_owned(), patch.clone())]);
    let ask = json!({ "patches": ["patch.yaml"], "contract": contract });
    questions.push(resulting(
        &format!("{path}: the patch"),
        ask,
        files,
        emitted.plan,
    ));
    if object["kind"] == "TalosControlPlane" {
        let ask = json!({ "path": "patches.tf" });
        questions.push(Question::new(
            "hcl",
            "patches.tf",
            ask,
            emitted.laid(""),
            move |answer| {
                let locals = &answer["result"]["airlock_config_patches"];
                same("airlock_config_patches", locals, &json!([patch]))?;
                Ok(Vec::new())
            },
        ));
    }
    questions
}

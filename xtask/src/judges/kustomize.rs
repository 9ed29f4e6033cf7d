//! What the kustomize component is asked about: laid over manifests that have files and commands of
//! others, and over ones that have none; what comes out goes to Cluster API's judge.

use airlock_mirror::emit::Plan;
use serde_json::{Value, json};

use super::cluster_api::{KINDS, object};
use super::objects::{Secrets, base_of, secrets};
use super::question::{Files, Judged, Question, list, same};
use super::targets::Emitted;

/// Every question about the component.
pub(super) fn questions(emitted: &Emitted<'_>) -> Result<Vec<Question>, String> {
    let api = emitted.options.api.as_deref().unwrap_or("v1beta2");
    let overlay =
        |name: &str, absent: &[&str], given: &dyn Fn(String) -> Result<String, String>| {
            let mut files = emitted.laid("airlock/");
            let mut resources = String::from("resources:\n");
            for kind in KINDS.iter().chain(&["MachineDeployment"]) {
                files.insert(format!("base/{kind}.yaml"), given(base_of(kind, api)?)?);
                resources.push_str(&format!("  - {kind}.yaml\n"));
            }
            files.insert("base/kustomization.yaml".to_owned(), resources);
            let mut components = String::from("resources: [../base]\ncomponents:\n");
            for key in absent {
                components.push_str(&format!("  - ../airlock/absent-{key}\n"));
            }
            files.insert(
                "overlay/kustomization.yaml".to_owned(),
                format!("{components}  - ../airlock\n"),
            );
            Ok::<_, String>((name.to_owned(), files))
        };
    let both = ["files", "preKubeadmCommands"];
    let mut questions = vec![
        built(overlay("on lists of others", &[], &Ok)?, true, emitted),
        built(
            overlay("on no lists", &both, &without_lists)?,
            false,
            emitted,
        ),
    ];
    for key in both {
        let name = format!("absent-{key} on a list");
        questions.push(refused(overlay(&name, &[key], &Ok)?));
    }
    Ok(questions)
}

/// A manifest without the lists that a component adds to.
fn without_lists(text: String) -> Result<String, String> {
    let mut tree: Value = serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
    for path in [
        "/spec/kubeadmConfigSpec",
        "/spec/template/spec/kubeadmConfigSpec",
        "/spec/template/spec",
    ] {
        if let Some(table) = tree.pointer_mut(path).and_then(Value::as_object_mut) {
            table.remove("files");
            table.remove("preKubeadmCommands");
        }
    }
    Ok(tree.to_string())
}

fn ask() -> Value {
    json!({ "path": "overlay" })
}

fn built((what, files): (String, Files), others: bool, emitted: &Emitted<'_>) -> Question {
    let (plan, secrets) = (emitted.plan.clone(), secrets(emitted.artifacts));
    let name = what.clone();
    Question::new("kustomize", &what, ask(), files, move |answer| {
        came_out(&name, list(&answer["result"]), (&plan, &secrets), others)
    })
}

/// Every object is there and judged; bootstrap templates have a new name, which is referred to.
fn came_out(what: &str, objects: &[Value], given: (&Plan, &Secrets), others: bool) -> Judged {
    let of = |kind: &str| {
        let mut found = objects.iter().filter(|o| o["kind"] == kind);
        let one = found.next().ok_or_else(|| format!("no {kind} comes out"))?;
        same(&format!("further {kind}"), &found.count(), &0)?;
        Ok::<_, String>(one)
    };
    let name = of("KubeadmConfigTemplate")?["metadata"]["name"].clone();
    same(
        "the template has a name of its own",
        &(name == "base"),
        &false,
    )?;
    let bootstrap = &of("MachineDeployment")?["spec"]["template"]["spec"]["bootstrap"];
    same("what refers to it", &bootstrap["configRef"]["name"], &name)?;
    for (name, _) in given.1.keys() {
        let there = objects
            .iter()
            .any(|o| o["kind"] == "Secret" && o["metadata"]["name"] == json!(name));
        same(&format!("the Secret {name} is there"), &there, &true)?;
    }
    let mut judged = Vec::new();
    for kind in KINDS {
        judged.extend(object(&format!("{what}: {kind}"), of(kind)?, given, others));
    }
    Ok(judged)
}

/// Where a list is there, what stands for its absence has to fail.
fn refused((what, files): (String, Files)) -> Question {
    let mut question = Question::accepted("kustomize", &what, ask(), files);
    question.holds = Box::new(|answer| {
        let faults = super::question::strings(&answer["errors"]).join(" ");
        same("it is refused by its test", &faults.contains("test"), &true)?;
        Ok(Vec::new())
    });
    question
}

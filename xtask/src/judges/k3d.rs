//! What k3d's file is asked about: what k3d makes of it for each role of nodes is what K3s reads.

use airlock_mirror::emit::Plan;
use serde_json::{Value, json};

use super::question::{Files, Judged, Question, list, same, strings};
use super::targets::{Emitted, rancher};

/// The question about k3d's file.
pub(super) fn question(emitted: &Emitted<'_>) -> Question {
    let plan = emitted.plan.clone();
    let ask = json!({ "path": "k3d.yaml" });
    Question::new("k3d", "k3d.yaml", ask, emitted.laid(""), move |answer| {
        nodes(&answer["result"], &plan)
    })
}

fn nodes(result: &Value, plan: &Plan) -> Judged {
    for (name, address) in &plan.hosts {
        let taught = |host: &Value| {
            host["ip"] == json!(address) && strings(&host["hostnames"]).contains(&name.as_str())
        };
        let known = list(&result["hosts"]).iter().any(taught);
        same(&format!("{name} is {address}"), &known, &true)?;
    }
    let node = |role: &str| {
        let node = &result["nodes"][role];
        let files = node["files"].as_object().into_iter().flatten();
        let place = |(path, text): (&String, &Value)| {
            let text = text.as_str().unwrap_or_default().to_owned();
            (path.trim_start_matches('/').to_owned(), text)
        };
        let mut files: Files = files.map(place).collect();
        let registries = result["registries"].as_str().unwrap_or_default();
        files.insert(
            "etc/rancher/k3s/registries.yaml".to_owned(),
            registries.to_owned(),
        );
        let arguments = strings(&node["arguments"]);
        let no_default = arguments.contains(&"--disable-default-registry-endpoint");
        rancher(
            &format!("k3d.yaml: {role}"),
            files,
            "etc/rancher/k3s/",
            no_default,
            plan,
        )
    };
    Ok(["server", "agent"].map(node).into())
}

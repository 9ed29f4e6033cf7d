//! Names that a node cannot resolve by itself: appended to /etc/hosts, where nothing that is there
//! is changed and a second run adds nothing. An empty line goes first: the last line may have no end.

use super::artifact::{Artifact, Refusal};
use super::language::sh;
use super::plan::Plan;
use super::template::Templates;
use airlock_lock::mirror::Fallback;
use serde_json::json;

const SCRIPT: &str = include_str!("../../templates/hosts/hosts.sh.hbs");

/// One command for each name. Without a fallback a failure ends the script that they stand in.
pub(super) fn commands(plan: &Plan) -> Vec<String> {
    let on_failure = match plan.fallback {
        Fallback::None => " || exit 1",
        Fallback::Upstream => "",
    };
    let command = |line: String| {
        let word = sh(&line);
        format!(
            "grep -q -F -x -e {word} /etc/hosts || printf '\\n%s\\n' {word} >>/etc/hosts{on_failure}"
        )
    };
    plan.host_lines().into_iter().map(command).collect()
}

/// The same as a script, where the plan has names.
pub(super) fn script(target: &'static str, plan: &Plan) -> Result<Option<Artifact>, Refusal> {
    if plan.hosts.is_empty() {
        return Ok(None);
    }
    let templates = Templates::new(target, &[("hosts.sh", SCRIPT)])?;
    let text = templates.render("hosts.sh", &json!({ "hosts": plan.host_lines() }))?;
    Ok(Some(Artifact::new("hosts.sh", text).told(
        "Adds the mirror's name to /etc/hosts.",
        "sudo sh hosts.sh on every node",
        "nothing restarts; a second run changes nothing",
    )))
}

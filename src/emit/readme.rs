//! The README beside a target's files: how they are applied and verified, who sends what to whom,
//! and what each file is. The words are the target's guide; everything else follows from the plan.

use super::artifact::{Artifact, Mark, Refusal, Stamp};
use super::language::line;
use super::plan::{Authorization, Endpoint, Last, Plan, UpstreamPlan};
use super::template::Templates;
use super::{Target, TargetOptions};
use airlock_lock::mirror::{Credential, CredentialKind, Fallback};
use serde_json::{Value, json};

const TABLES: &str = include_str!("../../templates/readme/README.md.hbs");
const CREDENTIALS: &str = include_str!("../../templates/readme/credentials.md.hbs");

/// The README for what [`emit`](super::emit) made. `image` is one that the verifying commands pull.
pub fn readme(
    target: &dyn Target,
    plans: &[Plan],
    options: &TargetOptions,
    made: &[Artifact],
    image: &str,
    stamp: &Stamp,
) -> Result<Artifact, Refusal> {
    let guide = target.guide(options);
    let templates = Templates::new(
        target.name(),
        &[
            ("guide", guide.text),
            ("tables", TABLES),
            ("credentials", CREDENTIALS),
        ],
    )?;
    let mut facts = facts(plans, made, image);
    facts["target"] = json!(target.name());
    for (name, fact) in guide.facts {
        facts[name] = json!(fact);
    }
    let by_mirror = target.looks_up_by_mirror();
    let phase = |(at, plan)| phase(at, plan, made, by_mirror);
    let phases: Vec<Value> = plans.iter().enumerate().map(phase).collect();
    let text = format!(
        "{}{}\n{}{}",
        head(target.name(), plans, options, stamp),
        templates.render("guide", &facts)?,
        templates.render("credentials", &references(plans, options))?,
        templates.render("tables", &json!({ "phases": phases }))?
    );
    let mut artifact = Artifact::new("README.md", text);
    artifact.mark = Mark::Markdown;
    Ok(artifact)
}

fn head(target: &str, plans: &[Plan], options: &TargetOptions, stamp: &Stamp) -> String {
    let profile = plans.first().map_or("", |plan| plan.profile.as_str());
    let version = options.version.iter().chain(&options.api).next();
    let version = version.map_or(String::new(), |v| format!(" {v}"));
    let mut out = format!(
        "# {}\n\n",
        line(&format!("{target}{version}, profile {profile}"))
    );
    let made = format!("Made by `{}`; do not edit.", stamp.made_by);
    let from = stamp.lock.iter().map(|lock| format!("From {lock}."));
    for text in std::iter::once(made).chain(from).chain(stamp.seal.clone()) {
        out.push_str(&format!("<!-- {} -->\n", line(&text)));
    }
    if let Some(text) = plans.first().and_then(|plan| plan.permission.as_ref()) {
        out.push_str(&format!("\n**{}**\n", line(text)));
    }
    if plans.len() > 1 {
        out.push_str("\nOf the two folders `bootstrap` is for as long as the mirror has no TLS, and `cut-over`, in the same way, as\nsoon as it has: what follows is done in one of them.\n");
    }
    if plans.iter().any(Plan::holds_values) {
        out.push_str("\n**These files hold credentials: keep them as you keep those.**\n");
    }
    out.push('\n');
    out
}

/// What a guide may ask of the plan.
fn facts(plans: &[Plan], made: &[Artifact], image: &str) -> Value {
    let first = plans.first();
    let is = |what: &dyn Fn(&Plan) -> bool| first.is_some_and(what);
    json!({
        "image": image,
        "none": is(&|p| p.fallback == Fallback::None),
        "ca": is(&|p| p.ca.is_some()),
        "hosts": is(&|p| !p.hosts.is_empty()),
        "auth": is(&|p| p.mirrors().iter().any(|m| m.auth.is_some())),
        "secret": made.iter().any(|a| a.path.ends_with("secret.yaml")),
        "references": made.iter().any(|a| a.path.ends_with("credentials.sh")),
    })
}

/// Where people put the credentials that are named and not written: files of nodes, and Secrets.
fn references(plans: &[Plan], options: &TargetOptions) -> Value {
    let (mut files, mut secrets): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for mirror in plans.first().map_or(Vec::new(), Plan::mirrors) {
        let Some(auth) = &mirror.auth else { continue };
        let host = mirror.address.authority();
        match &auth.held {
            Credential::Value(_) => {}
            Credential::File(path) => {
                let holds = match auth.kind {
                    CredentialKind::Basic => "`user:password` in one line",
                    CredentialKind::IdentityToken => "the identity token in one line",
                    CredentialKind::DockerConfig => "a docker config",
                };
                files.push(json!({ "host": host, "path": path, "holds": holds }));
            }
            Credential::Secret(name) => secrets.push(json!({
                "host": host, "name": name, "create": create(auth.kind),
                "namespace": options.namespace.as_deref().unwrap_or("NAMESPACE"),
            })),
        }
    }
    json!({ "any": !(files.is_empty() && secrets.is_empty()), "files": files, "secrets": secrets })
}

/// The words of `kubectl create secret` behind its name: each file's text is a key.
fn create(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Basic => {
            "--type kubernetes.io/basic-auth --from-file username --from-file password"
        }
        CredentialKind::IdentityToken => "--from-file identity-token",
        CredentialKind::DockerConfig => {
            "--type kubernetes.io/dockerconfigjson --from-file .dockerconfigjson=config.json"
        }
    }
}

fn phase(at: usize, plan: &Plan, made: &[Artifact], by_mirror: bool) -> Value {
    let word = plan.phase.map(|phase| phase.word());
    let ours = |a: &&Artifact| word.is_none_or(|w| a.path.starts_with(&format!("{w}/")));
    let files: Vec<Value> = made.iter().filter(ours).map(file).collect();
    let rows = |upstream| rows(upstream, by_mirror);
    let rows: Vec<Value> = plan.upstreams.iter().flat_map(rows).collect();
    let ending = match plan.fallback {
        Fallback::None => "Nothing else is asked: where no mirror has an image, the pull fails.",
        Fallback::Upstream => {
            "What is the mirror's is sent to the mirror alone: no upstream ever sees it."
        }
    };
    json!({
        "further": at > 0, "phase": word.unwrap_or(""), "files": files, "rows": rows,
        "ending": ending,
    })
}

fn file(artifact: &Artifact) -> Value {
    let node = artifact.node.as_ref().map_or(String::new(), |n| {
        format!("{} {} {}", n.path, n.owner, n.mode)
    });
    json!({
        "path": artifact.path, "about": artifact.about, "node": node,
        "apply": artifact.apply.replace('|', "¦"), "effect": artifact.effect,
    })
}

fn rows(upstream: &UpstreamPlan, by_mirror: bool) -> Vec<Value> {
    let name = upstream.place.name();
    let itself = format!("https://{name}/v2/…");
    let sent = |at: usize| match upstream.endpoints.get(at) {
        Some(endpoint) => sent(endpoint, endpoint.sent(&upstream.place, by_mirror)),
        None => "nothing of the mirror's".to_string(),
    };
    let mut urls = upstream.urls("…");
    if let (Last::Itself, Some(last)) = (&upstream.last, urls.last_mut()) {
        *last = itself;
    }
    let row = |(at, url): (usize, String)| {
        let registry = if at == 0 { name } else { "" };
        json!({ "registry": registry, "url": url, "sent": sent(at) })
    };
    urls.into_iter().enumerate().map(row).collect()
}

fn kind(auth: &Authorization) -> &'static str {
    match auth.kind {
        CredentialKind::Basic => "basic credentials",
        CredentialKind::IdentityToken => "an identity token",
        CredentialKind::DockerConfig => "what its docker config holds",
    }
}

fn sent(endpoint: &Endpoint, auth: Option<&Authorization>) -> String {
    let mut parts = Vec::new();
    if let Some(auth) = auth {
        let kind = kind(auth);
        parts.push(match &auth.held {
            Credential::Value(_) => format!("{kind}, written out"),
            Credential::File(path) => format!("{kind} from {path} on the node"),
            Credential::Secret(name) => format!("{kind} from the Secret {name}"),
        });
    }
    if endpoint.client.is_some() {
        parts.push("the node's certificate".to_string());
    }
    if parts.is_empty() {
        parts.push("the request alone".to_string());
    }
    if endpoint.skip_verify {
        parts.push("without verifying who answers".to_string());
    }
    parts.join(", ")
}

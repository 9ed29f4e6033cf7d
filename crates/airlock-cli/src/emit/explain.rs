//! `airlock explain`: the URLs that a node asks for an image, in order, and what it sends there.

use airlock_images::Reference;
use airlock_lock::Image;
use airlock_lock::mirror::CredentialKind;
use airlock_mirror::emit::{Authorization, Endpoint, Plan, Stamp, Target, emit, upstream_address};
use serde_json::{Value, json};

use super::mirror::Chosen;
use super::{MIRROR, check_date, chosen, mirror, options, settings, sorted};
use crate::flags::{Flag, Takes};
use crate::{Failure, Surroundings, command_line};

static OWN: [Flag; 4] = [
    Flag::works(
        "api",
        Takes::Text,
        "the API version of the target's objects",
    ),
    Flag::works("output", Takes::Text, "text or json"),
    Flag::works(
        "target",
        Takes::Text,
        "say it for this distribution, which has to be able to serve it",
    ),
    Flag::works("target-version", Takes::Text, "its version"),
];

/// The flags of `airlock explain`.
pub fn flags() -> Vec<Flag> {
    sorted(&[&MIRROR, &OWN, &settings::flags()])
}

const USAGE: &str = "\
Print the URLs that a node asks for an image, in order, and what it sends there.

Usage:
  airlock explain IMAGE --profile NAME [flags]
  airlock explain IMAGE --mirror HOST[:PORT] [flags]

Flags:
";

/// Runs `airlock explain`.
pub fn explain(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let Some(parsed) = command_line::read(&flags(), USAGE, arguments, surroundings)? else {
        return Ok(());
    };
    let json = match parsed.text("output") {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => {
            let cause = format!("--output: there is no form `{other}`");
            return Err(Failure::Usage(cause, "write text or json"));
        }
    };
    let image = image(&parsed.arguments)?;
    let target = chosen(&parsed)?;
    let Chosen { mirror, .. } = mirror::named(&parsed, Some(image.registry()))?;
    check_date(&mirror, surroundings)?;
    let plans = Plan::resolve(&mirror);
    if let Some(target) = target {
        let options = options(&parsed, target, false)?;
        emit(target, &plans, &options, &Stamp::default())
            .map_err(|refusal| Failure::Write(refusal.into()))?;
    }
    match json {
        true => {
            let all: Vec<Value> = plans
                .iter()
                .map(|plan| data(plan, &image, target))
                .collect();
            let text = serde_json::to_string_pretty(&all).map_err(std::io::Error::from)?;
            Ok(writeln!(surroundings.stdout, "{text}")?)
        }
        false => print(&plans, &image, target, surroundings),
    }
}

fn image(arguments: &[String]) -> Result<Image, Failure> {
    let remedy = "name it in full: docker.io/library/nginx:1.29";
    let [name] = arguments else {
        let cause = "`airlock explain` takes one image".to_string();
        return Err(Failure::Usage(cause, remedy));
    };
    let fault = |error: String| Failure::Usage(format!("`{name}`: {error}"), remedy);
    let pulled = Reference::pulled(name).map_err(|error| fault(error.to_string()))?;
    let (tag, digest) = (pulled.tag(), pulled.digest());
    Image::from_parts(pulled.domain(), pulled.path(), tag, digest)
        .map_err(|error| fault(error.to_string()))
}

/// One request of a node's, and the mirror that it goes to where it goes to one.
struct Step<'p> {
    url: String,
    endpoint: Option<&'p Endpoint>,
    sent: Option<&'p Authorization>,
}

/// What a node asks for the image's manifest, in order. Without a plan for its registry that is
/// the registry itself.
fn steps<'p>(plan: &'p Plan, image: &Image, target: Option<&dyn Target>) -> Vec<Step<'p>> {
    let version = image.digest().or(image.tag()).unwrap_or("latest");
    let manifest = |url: String| format!("{url}/manifests/{version}");
    let named = target.is_some_and(Target::names_upstream);
    let by_mirror = target.is_some_and(Target::looks_up_by_mirror);
    let itself = format!("{}/v2", upstream_address(image.registry()));
    let Some(upstream) = plan.upstream(image.registry()) else {
        let url = manifest(format!("{itself}/{}", image.repository()));
        return vec![Step {
            url,
            endpoint: None,
            sent: None,
        }];
    };
    let urls = upstream.urls(image.repository());
    let step = |(at, url): (usize, String)| {
        let endpoint = upstream.endpoints.get(at);
        let proxied = endpoint.is_some_and(|e| e.address.authority() != image.registry());
        let mut url = manifest(url.replace("https://UPSTREAM/v2", &itself));
        if named && proxied {
            url.push_str(&format!("?ns={}", image.registry()));
        }
        let sent = endpoint.and_then(|e| e.sent(&upstream.place, by_mirror));
        Step {
            url,
            endpoint,
            sent,
        }
    };
    urls.into_iter().enumerate().map(step).collect()
}

fn print(
    plans: &[Plan],
    image: &Image,
    target: Option<&dyn Target>,
    surroundings: &mut Surroundings<'_>,
) -> Result<(), Failure> {
    for plan in plans {
        if let Some(phase) = plan.phase {
            writeln!(surroundings.stdout, "{}:", phase.word())?;
        }
        if plan.upstream(image.registry()).is_none() {
            let registry = image.registry();
            writeln!(surroundings.stderr, "{registry} is not mirrored")?;
        }
        for step in steps(plan, image, target) {
            writeln!(surroundings.stdout, "{}  {}", step.url, sent(&step))?;
        }
    }
    Ok(())
}

fn credentials(auth: &Authorization) -> &'static str {
    match auth.kind {
        CredentialKind::Basic => "basic credentials",
        CredentialKind::IdentityToken => "an identity token",
        CredentialKind::DockerConfig => "the credentials of a docker config",
    }
}

/// What is sent, and how the answer is trusted, in words.
fn sent(step: &Step<'_>) -> String {
    let Some(endpoint) = step.endpoint else {
        return "the upstream; nothing of the mirror's is sent".to_string();
    };
    let mut words = vec![match step.sent {
        Some(auth) => format!("with {}", credentials(auth)),
        None => "anonymously".to_string(),
    }];
    if let Some(client) = &endpoint.client {
        words.push(format!("with the client certificate {}", client.cert));
    }
    if endpoint.ca.is_some() {
        words.push("trusting the profile's CA".to_string());
    }
    if endpoint.skip_verify {
        words.push("without verifying".to_string());
    }
    words.join(", ")
}

fn data(plan: &Plan, image: &Image, target: Option<&dyn Target>) -> Value {
    let requests: Vec<Value> = steps(plan, image, target)
        .iter()
        .map(|step| {
            let endpoint = step.endpoint;
            json!({
                "url": step.url,
                "mirror": endpoint.is_some(),
                "credentials": step.sent.map(credentials),
                "client_certificate": endpoint.and_then(|e| e.client.as_ref()).map(|c| &c.cert),
                "ca": endpoint.is_some_and(|e| e.ca.is_some()),
                "skip_verify": endpoint.is_some_and(|e| e.skip_verify),
            })
        })
        .collect();
    json!({
        "phase": plan.phase.map(|phase| phase.word()),
        "image": image.to_string(),
        "mirrored": plan.upstream(image.registry()).is_some(),
        "requests": requests,
    })
}

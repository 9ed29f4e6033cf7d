//! A mirror's settings as flags: each is a key of a profile in `charts/versions.toml` and is
//! checked by the same rules; a fault is told at its flag.

use std::collections::BTreeMap;

use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::cache_url;
use airlock_mirror::emit::language::quoted;

use crate::Failure;
use crate::flags::{Flag, Parsed, Takes};

/// What settings from flags are called where a file would be named.
const FILE: &str = "the command line";

/// What a flag's value is as a profile's key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `true`.
    True,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A table of texts, from NAME=VALUE.
    Pairs,
    /// A table of lists, from NAME=VALUE.
    Lists,
    /// Something that is written by hand below.
    Other,
}

struct Key {
    flag: Flag,
    key: &'static str,
    shape: Shape,
}

const fn key(
    name: &'static str,
    takes: Takes,
    key: &'static str,
    shape: Shape,
    help: &'static str,
) -> Key {
    Key {
        flag: Flag::works(name, takes, help),
        key,
        shape,
    }
}

static KEYS: [Key; 19] = [
    key(
        "mirror",
        Takes::List,
        "address",
        Shape::Other,
        "the mirror, as HOST[:PORT]; several are asked in that order",
    ),
    key(
        "air-gap",
        Takes::Bool,
        "air_gap",
        Shape::True,
        "there is no way to public registries: no fallback",
    ),
    key(
        "fallback",
        Takes::Text,
        "fallback",
        Shape::Text,
        "what follows when no mirror has an image: upstream (the default) or none",
    ),
    key(
        "mapping",
        Takes::Text,
        "mapping",
        Shape::Text,
        "where an upstream's images are: same-path (the default), host-prefix, project, endpoint-per-upstream",
    ),
    key(
        "project",
        Takes::List,
        "projects",
        Shape::Pairs,
        "REGISTRY=PROJECT of the mapping project, as quay.io=quay-proxy",
    ),
    key(
        "endpoint",
        Takes::List,
        "endpoints",
        Shape::Lists,
        "REGISTRY=URL of the mapping endpoint-per-upstream, as quay.io=https://quay-cache:5000",
    ),
    key(
        "additional-registries",
        Takes::Commas,
        "additional_registries",
        Shape::Texts,
        "registries to mirror beside the lock's",
    ),
    key(
        "exclude",
        Takes::Commas,
        "exclude",
        Shape::Texts,
        "registries of the lock that are not mirrored",
    ),
    key(
        "catch-all",
        Takes::Bool,
        "catch_all",
        Shape::True,
        "mirror registries that nobody named, too",
    ),
    key(
        "own-host",
        Takes::Bool,
        "own_host",
        Shape::True,
        "an entry for images that name the mirror itself",
    ),
    key(
        "host",
        Takes::List,
        "hosts",
        Shape::Pairs,
        "NAME=IP that nodes are taught, as registry.corp=10.0.0.5",
    ),
    key(
        "ca-file",
        Takes::Text,
        "ca_file",
        Shape::Text,
        "the certificate of the mirror's authority, as PEM",
    ),
    key(
        "client-cert",
        Takes::Text,
        "client",
        Shape::Other,
        "the node's certificate for the mirror, a path on the node",
    ),
    key(
        "client-key",
        Takes::Text,
        "client",
        Shape::Other,
        "its key, a path on the node",
    ),
    key(
        "plain-http",
        Takes::Bool,
        "plain_http",
        Shape::True,
        "speak plain HTTP to the mirror",
    ),
    key(
        "skip-verify",
        Takes::Bool,
        "skip_verify",
        Shape::True,
        "do not verify the mirror's certificate",
    ),
    key(
        "insecure-until",
        Takes::Text,
        "insecure",
        Shape::Other,
        "the last day on which plain HTTP or skipped verification is permitted",
    ),
    key(
        "insecure-reason",
        Takes::Text,
        "insecure",
        Shape::Other,
        "why it is permitted",
    ),
    key(
        "insecure-phase",
        Takes::Text,
        "insecure",
        Shape::Other,
        "bootstrap: also write what follows without it",
    ),
];

/// The flags that are keys.
pub(super) fn flags() -> Vec<Flag> {
    KEYS.iter().map(|key| key.flag).collect()
}

/// Refuses flags that say what the profile `name` already says.
pub(super) fn refuse_beside_profile(parsed: &Parsed, name: &str) -> Result<(), Failure> {
    match KEYS
        .iter()
        .find(|key| !parsed.list(key.flag.name).is_empty())
    {
        None => Ok(()),
        Some(key) => Err(Failure::Flag(
            format!("--{} is given beside --profile {name}", key.flag.name),
            format!(
                "set `{}` in [mirrors.{name}] of charts/versions.toml, or take --profile out",
                key.key
            ),
        )),
    }
}

/// The settings as a profile's text, with the flag that each line comes from.
struct Lines {
    text: String,
    flags: Vec<&'static str>,
}

impl Lines {
    fn add(&mut self, flag: &'static str, key: &str, value: &str) {
        self.text.push_str(&format!("{key} = {value}\n"));
        self.flags.push(flag);
    }
}

/// The mirror that the flags describe, or a cache of its own for each registry of `caches`.
pub(super) fn mirror(
    parsed: &Parsed,
    known: &Known<'_>,
    caches: Option<&BTreeMap<String, String>>,
) -> Result<Mirror, Failure> {
    let mut lines = Lines {
        text: String::new(),
        flags: Vec::new(),
    };
    if let Some(remotes) = caches {
        own_caches(&mut lines, remotes);
    }
    add_keys(parsed, &mut lines)?;
    Mirror::parse(FILE, &lines.text, "command-line", known).map_err(|error| {
        let at = error.position().0.saturating_sub(1);
        let flag = lines.flags.get(at).copied().unwrap_or("mirror");
        Failure::Flag(
            format!("--{flag}: {}", error.cause()),
            error.remedy().map(as_flags).unwrap_or_default(),
        )
    })
}

/// An error of a profile as a failure: at its place in a file, or without one where there is none.
pub(super) fn failure(error: airlock_lock::Error) -> Failure {
    match error.file() == FILE {
        false => Failure::Write(error.into()),
        true => Failure::Flag(
            format!("--insecure-until: {}", error.cause()),
            error.remedy().map(as_flags).unwrap_or_default(),
        ),
    }
}

fn own_caches(lines: &mut Lines, remotes: &BTreeMap<String, String>) {
    let endpoints: Vec<String> = remotes
        .keys()
        .map(|name| format!("{} = {}", quoted(name), quoted(&cache_url(name))))
        .collect();
    let flag = "mirror-registry";
    lines.add(flag, "mapping", "\"endpoint-per-upstream\"");
    lines.add(
        flag,
        "endpoints",
        &format!("{{ {} }}", endpoints.join(", ")),
    );
}

fn add_keys(parsed: &Parsed, lines: &mut Lines) -> Result<(), Failure> {
    addresses(parsed, lines);
    for key in &KEYS {
        let name = key.flag.name;
        let values = parsed.list(name);
        let Some(last) = values.last() else { continue };
        let value = match key.shape {
            Shape::True if last == "true" => "true".to_string(),
            Shape::True | Shape::Other => continue,
            Shape::Text => quoted(last),
            Shape::Texts => array(&values),
            Shape::Pairs => pairs(name, &values)?,
            Shape::Lists => lists(name, &values)?,
        };
        lines.add(name, key.key, &value);
    }
    implied_mapping(parsed, lines);
    client(parsed, lines)?;
    insecure(parsed, lines)
}

fn addresses(parsed: &Parsed, lines: &mut Lines) {
    match parsed.list("mirror").as_slice() {
        [] => {}
        [one] => lines.add("mirror", "address", &quoted(one)),
        several => lines.add("mirror", "addresses", &array(several)),
    }
}

/// Projects or endpoints say by themselves which mapping is meant.
fn implied_mapping(parsed: &Parsed, lines: &mut Lines) {
    if parsed.text("mapping").is_some() {
        return;
    }
    if !parsed.list("project").is_empty() {
        lines.add("project", "mapping", "\"project\"");
    } else if !parsed.list("endpoint").is_empty() {
        lines.add("endpoint", "mapping", "\"endpoint-per-upstream\"");
    }
}

fn client(parsed: &Parsed, lines: &mut Lines) -> Result<(), Failure> {
    match (parsed.text("client-cert"), parsed.text("client-key")) {
        (None, None) => {}
        (Some(cert), Some(key)) => {
            let table = format!("{{ cert = {}, key = {} }}", quoted(cert), quoted(key));
            lines.add("client-cert", "client", &table);
        }
        _ => {
            let cause = "--client-cert and --client-key go together".to_string();
            return Err(Failure::Usage(cause, "give both, as paths on the node"));
        }
    }
    Ok(())
}

fn insecure(parsed: &Parsed, lines: &mut Lines) -> Result<(), Failure> {
    let phase = parsed.text("insecure-phase");
    match (
        parsed.text("insecure-until"),
        parsed.text("insecure-reason"),
    ) {
        (None, None) if phase.is_none() => {}
        (Some(until), Some(reason)) => {
            let phase = phase.map_or(String::new(), |p| format!(", phase = {}", quoted(p)));
            let (until, reason) = (quoted(until), quoted(reason));
            let table = format!("{{ until = {until}, reason = {reason}{phase} }}");
            lines.add("insecure-until", "insecure", &table);
        }
        _ => {
            let cause = "a permission for insecure transport has an end and a reason".to_string();
            return Err(Failure::Usage(
                cause,
                "give both --insecure-until YYYY-MM-DD and --insecure-reason TEXT",
            ));
        }
    }
    Ok(())
}

fn array(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", quoted.join(", "))
}

fn split<'v>(flag: &str, value: &'v str) -> Result<(&'v str, &'v str), Failure> {
    value.split_once('=').ok_or_else(|| {
        Failure::Flag(
            format!("--{flag}: `{value}` has no `=`"),
            "write NAME=VALUE".to_string(),
        )
    })
}

fn pairs(flag: &str, values: &[String]) -> Result<String, Failure> {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for value in values {
        let (name, value) = split(flag, value)?;
        if seen.iter().any(|(known, _)| *known == name) {
            return Err(Failure::Flag(
                format!("--{flag}: `{name}` is named twice"),
                "name it once".to_string(),
            ));
        }
        seen.push((name, value));
    }
    let written: Vec<String> = seen
        .iter()
        .map(|(name, value)| format!("{} = {}", quoted(name), quoted(value)))
        .collect();
    Ok(format!("{{ {} }}", written.join(", ")))
}

fn lists(flag: &str, values: &[String]) -> Result<String, Failure> {
    let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
    for value in values {
        let (name, value) = split(flag, value)?;
        match seen.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push(value.to_string()),
            None => seen.push((name, vec![value.to_string()])),
        }
    }
    let written: Vec<String> = seen
        .iter()
        .map(|(name, all)| format!("{} = {}", quoted(name), array(all)))
        .collect();
    Ok(format!("{{ {} }}", written.join(", ")))
}

/// A remedy that speaks of keys, in words of flags.
fn as_flags(remedy: &str) -> String {
    let mut out = remedy.replace(
        "`insecure = { until = \"YYYY-MM-DD\", reason = \"…\" }`",
        "--insecure-until YYYY-MM-DD --insecure-reason TEXT",
    );
    out = out.replace("`phase = \"bootstrap\"`", "--insecure-phase bootstrap");
    for key in &KEYS {
        let name = key.flag.name;
        out = out.replace(&format!("`{} = true`", key.key), &format!("--{name}"));
        out = out.replace(&format!("`{}`", key.key), &format!("--{name}"));
        if let Some((before, rest)) = out.split_once(&format!("`{} = \"", key.key))
            && let Some((value, after)) = rest.split_once("\"`")
        {
            out = format!("{before}--{name} {value}{after}");
        }
    }
    out
}

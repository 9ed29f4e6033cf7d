//! `engine = "helm"`: the way out for who meets a difference. Runs the `helm` on PATH, which has to
//! be there; nothing that Airlock pins needs it.
//!
//! Helm's randomness has no seed, so a chart is rendered twice: what differs is random, and is
//! left out of what is measured.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use airlock_lock::Data;
use airlock_lock::Node;
use airlock_lock::content::sha256;
use airlock_lock::lock::RenderedBy;
use airlock_lock::pins::{Values, Variant};

use crate::document::Document;
use crate::engine::Rendering;
use crate::error::Error;
use crate::platform::Platform;

/// Renders with Helm.
pub(crate) fn run(
    platform: &Platform,
    chart: &Path,
    variant: &Variant,
) -> Result<Rendering, Error> {
    let version = call(&["version", "--template", "{{.Version}}"], None)?;
    let version = String::from_utf8_lossy(&version).trim().to_string();
    let (arguments, input) = arguments(platform, chart, variant)?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (first, second) = (
        call(&arguments, input.as_deref())?,
        call(&arguments, input.as_deref())?,
    );
    let again = documents(&second);
    let mut found = documents(&first);
    for (at, document) in found.iter_mut().enumerate() {
        document.random = again.get(at).map(|other| &other.content) != Some(&document.content);
    }
    let mut steady = Vec::new();
    for document in found.iter().filter(|document| !document.random) {
        steady.extend_from_slice(format!("---\n# Source: {}\n", document.template).as_bytes());
        steady.extend_from_slice(&document.content);
        steady.push(b'\n');
    }
    Ok(Rendering {
        engine: RenderedBy::Helm(version),
        checksum: sha256(&steady),
        bytes: first,
        documents: found,
    })
}

fn arguments(
    platform: &Platform,
    chart: &Path,
    variant: &Variant,
) -> Result<(Vec<String>, Option<String>), Error> {
    let mut words: Vec<String> = ["template", &variant.release].map(str::to_string).to_vec();
    words.push(chart.display().to_string());
    words.extend(["--namespace".to_string(), variant.namespace.clone()]);
    if let Some(version) = &variant.kubernetes {
        words.extend(["--kube-version".to_string(), version.clone()]);
    }
    for api_version in &variant.api_versions {
        words.extend(["--api-versions".to_string(), api_version.clone()]);
    }
    words.extend(variant.upgrade.then(|| "--is-upgrade".to_string()));
    words.extend(variant.include_crds.then(|| "--include-crds".to_string()));
    let mut input = None;
    for values in merged(&variant.values) {
        words.push("--values".to_string());
        match values {
            Values::File(path) => {
                // Read here only to be known as an input, and missed in our words.
                platform.read(&path)?;
                words.push(platform.folder().join(path).display().to_string());
            }
            Values::Inline(node) if input.is_none() => {
                input = Some(node.data.to_json());
                words.push("-".to_string());
            }
            Values::Inline(_) => {
                return Err(
                    Error::new("inline values stand before and behind a file's").remedy(
                        "with engine = \"helm\", put inline values before or behind all files",
                    ),
                );
            }
        }
    }
    Ok((words, input))
}

/// The values with neighbouring inline tables made one, since Helm reads one standard input.
fn merged(values: &[Values]) -> Vec<Values> {
    let mut merged: Vec<Values> = Vec::new();
    for next in values {
        match (merged.last_mut(), next) {
            (Some(Values::Inline(under)), Values::Inline(over)) => lay_over(under, over),
            _ => merged.push(next.clone()),
        }
    }
    merged
}

/// The TOML reader refuses deep nesting, so this recursion is bounded by it.
fn lay_over(under: &mut Node, over: &Node) {
    let (Data::Table(under), Data::Table(entries)) = (&mut under.data, &over.data) else {
        *under = over.clone();
        return;
    };
    for (key, entry) in entries {
        match under.get_mut(key) {
            Some((_, there)) => lay_over(there, &entry.1),
            None => {
                under.insert(key.clone(), entry.clone());
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the pin asks for Helm itself, by `engine = \"helm\"`"
)]
fn call(arguments: &[&str], input: Option<&str>) -> Result<Vec<u8>, Error> {
    let cannot = |error: &std::io::Error| {
        Error::new(format!("`helm` cannot be run: {error}"))
            .remedy("install Helm 4, or take `engine = \"helm\"` off the chart's pin")
    };
    let mut child = Command::new("helm")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot(&error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Helm says itself what it misses where it does not read to the end.
        let _ = stdin.write_all(input.unwrap_or_default().as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| cannot(&error))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_string();
        return Err(Error::new(format!("helm says: {said}")));
    }
    Ok(output.stdout)
}

/// What Helm printed, cut where it prints a `# Source:`.
fn documents(printed: &[u8]) -> Vec<Document> {
    const MARK: &str = "---\n# Source: ";
    let text = String::from_utf8_lossy(printed);
    let text = text.strip_prefix(MARK).unwrap_or(&text);
    let mark = format!("\n{MARK}");
    let pieces = text.split(&mark[..]);
    let document = |piece: &str| {
        let (template, content) = piece.split_once('\n').unwrap_or((piece, ""));
        Document {
            template: template.to_string(),
            content: content.trim_end().as_bytes().to_vec(),
            random: false,
        }
    };
    pieces
        .filter(|piece| !piece.trim().is_empty())
        .map(document)
        .collect()
}

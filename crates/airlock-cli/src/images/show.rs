//! A listing as text, table, tree, JSON or YAML. May not leave out what is missing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use airlock_images::{Evidence, Image};
use serde_json::{Value, json};

use super::Listing;
use crate::Failure;
use crate::flags::Parsed;

/// How a listing is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Table,
    Tree,
    Json,
    Yaml,
}

impl Form {
    pub(super) fn of(parsed: &Parsed) -> Result<Self, Failure> {
        match parsed.text("output") {
            None | Some("text") => Ok(Self::Text),
            Some("table") => Ok(Self::Table),
            Some("tree") => Ok(Self::Tree),
            Some("json") => Ok(Self::Json),
            Some("yaml") => Ok(Self::Yaml),
            Some(other) => Err(Failure::Usage(
                format!("there is no output `{other}`"),
                "it is text, table, tree, json or yaml",
            )),
        }
    }
}

/// The whole list.
pub(super) fn list(listing: &Listing, form: Form, guesses: bool) -> Result<String, Failure> {
    let images: Vec<&Image> = listing.report.images().collect();
    let guessed: Vec<&Image> = listing.report.guesses().filter(|_| guesses).collect();
    match form {
        Form::Text => Ok(sections(listing, &images, &guessed, text)),
        Form::Table => Ok(sections(listing, &images, &guessed, table)),
        Form::Tree => Ok(sections(listing, &images, &guessed, tree)),
        Form::Json | Form::Yaml => structured(&whole(listing, &images, &guessed), form),
    }
}

/// Just the registries.
pub(super) fn registries(listing: &Listing, form: Form) -> Result<String, Failure> {
    let registries = listing.report.registries();
    if matches!(form, Form::Json | Form::Yaml) {
        let value = json!({"complete": listing.is_complete(), "registries": registries,
            "missing": missing(listing)});
        return structured(&value, form);
    }
    let mut out = registries.join("\n");
    if !out.is_empty() {
        out.push('\n');
    }
    holes(listing, &mut out);
    Ok(out)
}

/// All the evidence for one image.
pub(super) fn explain(listing: &Listing, name: &str) -> Result<String, Failure> {
    let Some(image) = listing.report.find(name) else {
        return Err(Failure::Usage(
            format!("no source names the image {name}"),
            "`airlock images SOURCE…` lists those that are named; give it with its tag",
        ));
    };
    let mut out = format!("{} ({})\n", image.reference, image.confidence().as_str());
    for evidence in &image.evidence {
        let Evidence {
            source,
            line,
            column,
            document,
            field,
            written,
            ..
        } = evidence;
        let (confidence, find) = (evidence.confidence.as_str(), evidence.find.as_str());
        let _ = writeln!(out, "  {confidence} {find}: {document}");
        let _ = writeln!(out, "    field     {field}");
        let _ = writeln!(out, "    written   {written}");
        if let Some(template) = template(evidence) {
            let _ = writeln!(out, "    template  {template}");
        }
        // What comes from a lock stands in no stream.
        let _ = match line {
            0 => writeln!(out, "    lock      {source}"),
            _ => writeln!(out, "    output    {source}:{line}:{column}"),
        };
    }
    holes(listing, &mut out);
    Ok(out)
}

fn sections(
    listing: &Listing,
    images: &[&Image],
    guessed: &[&Image],
    form: fn(&[&Image]) -> String,
) -> String {
    let mut out = form(images);
    if !guessed.is_empty() {
        out.push_str("# guesses\n");
        out.push_str(&form(guessed));
    }
    holes(listing, &mut out);
    out
}

fn text(images: &[&Image]) -> String {
    images
        .iter()
        .map(|image| format!("{}\n", image.reference))
        .collect()
}

fn table(images: &[&Image]) -> String {
    let rows: Vec<[String; 4]> = images.iter().map(|image| row(image)).collect();
    let head = ["IMAGE", "CONFIDENCE", "FOUND AS", "WHERE"].map(str::to_owned);
    let width = |i: usize| {
        let cells = rows.iter().chain([&head]).map(|row| row[i].chars().count());
        cells.max().unwrap_or_default()
    };
    let (image, confidence, find) = (width(0), width(1), width(2));
    let mut out = String::new();
    for [a, b, c, d] in [&head].into_iter().chain(&rows) {
        let _ = writeln!(out, "{a:image$}  {b:confidence$}  {c:find$}  {d}");
    }
    out
}

fn row(image: &Image) -> [String; 4] {
    let first = image.evidence.first();
    let place = first.map_or(String::new(), |evidence| evidence.document.to_string());
    let more = match image.evidence.len() {
        0 | 1 => String::new(),
        n => format!(" (+{})", n - 1),
    };
    [
        image.reference.to_string(),
        image.confidence().as_str().to_owned(),
        first
            .map_or("", |evidence| evidence.find.as_str())
            .to_owned(),
        format!("{place}{more}"),
    ]
}

fn tree(images: &[&Image]) -> String {
    let mut registries: BTreeMap<&str, Vec<&Image>> = BTreeMap::new();
    for image in images {
        registries
            .entry(image.reference.domain())
            .or_default()
            .push(image);
    }
    let mut out = String::new();
    for (registry, images) in registries {
        let _ = writeln!(out, "{registry}");
        for image in images {
            let whole = image.reference.to_string();
            let short = whole.strip_prefix(registry).unwrap_or(&whole);
            let _ = writeln!(out, "  {}", short.trim_start_matches('/'));
            for evidence in &image.evidence {
                let (document, field) = (&evidence.document, &evidence.field);
                let from = template(evidence).map_or(String::new(), |t| format!("  {t}"));
                let _ = writeln!(out, "    {document}  {field}{from}");
            }
        }
    }
    out
}

/// The template and line that wrote the place.
fn template(evidence: &Evidence) -> Option<String> {
    let origin = evidence.origin.as_ref()?;
    Some(match origin.line {
        Some(line) => format!("{}:{line}", origin.template),
        None => origin.template.clone(),
    })
}

/// Says in the list itself what it lacks.
fn holes(listing: &Listing, out: &mut String) {
    for lacking in missing(listing) {
        let _ = writeln!(out, "# missing: {lacking}");
    }
    for broken in listing.report.broken() {
        let _ = writeln!(out, "# no image: {broken}");
    }
}

fn missing(listing: &Listing) -> Vec<String> {
    let unread = listing.report.missing().iter().map(ToString::to_string);
    listing.failed.iter().cloned().chain(unread).collect()
}

fn whole(listing: &Listing, images: &[&Image], guessed: &[&Image]) -> Value {
    let all = |images: &[&Image]| -> Vec<Value> { images.iter().map(|i| object(i)).collect() };
    let broken: Vec<String> = listing
        .report
        .broken()
        .iter()
        .map(ToString::to_string)
        .collect();
    json!({
        "complete": listing.is_complete(),
        "images": all(images),
        "guesses": all(guessed),
        "missing": missing(listing),
        "broken": broken,
    })
}

fn object(image: &Image) -> Value {
    let reference = &image.reference;
    json!({
        "image": reference.to_string(),
        "registry": reference.domain(),
        "repository": reference.path(),
        "tag": reference.tag(),
        "digest": reference.digest(),
        "confidence": image.confidence().as_str(),
        "evidence": image.evidence.iter().map(evidence_object).collect::<Vec<_>>(),
    })
}

fn evidence_object(evidence: &Evidence) -> Value {
    let document = &evidence.document;
    let origin = evidence.origin.as_ref();
    json!({
        "source": &*evidence.source,
        "template": origin.map(|origin| &origin.template),
        "templateLine": origin.and_then(|origin| origin.line),
        "kind": &*document.kind,
        "namespace": &*document.namespace,
        "name": &*document.name,
        "field": evidence.field,
        "line": evidence.line,
        "column": evidence.column,
        "find": evidence.find.as_str(),
        "confidence": evidence.confidence.as_str(),
        "written": &*evidence.written,
    })
}

fn structured(value: &Value, form: Form) -> Result<String, Failure> {
    let told = match form {
        Form::Yaml => serde_yaml::to_string(value).map_err(|error| error.to_string()),
        _ => serde_json::to_string_pretty(value)
            .map(|text| text + "\n")
            .map_err(|error| error.to_string()),
    };
    told.map_err(|message| Failure::Usage(message, ""))
}

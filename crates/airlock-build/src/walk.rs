//! From rendered output to locked images: the walker's finds in the lock's terms.
//!
//! A place that should name an image and does not is an error: nothing is silently left out.

use std::collections::BTreeMap;

use airlock_images::{Evidence as Found, Options, Report, Rules, Walker};
use airlock_lock::lock::{Confidence, Evidence, Images};
use airlock_lock::{Data, Image, Node, Span};

use crate::error::Error;
use crate::platform::Platform;

/// The walker's table with the platform's own rules over it.
pub(crate) fn rules(platform: &Platform) -> Result<Rules, Error> {
    let mut rules = Rules::built_in();
    image_rules(platform, &mut rules)?;
    Ok(rules)
}

/// Adds a platform's own rules to the walker's table; they win over those that were there.
pub fn image_rules(platform: &Platform, rules: &mut Rules) -> Result<(), Error> {
    for node in &platform.pins().rules {
        let rule = Rule::read(platform, node)?;
        rules
            .add_field(rule.group, rule.kind, rule.field, rule.meaning)
            .map_err(|error| {
                let error = platform.pins().error(node.span, error.to_string());
                Error::from(error.with_remedy("the walker's own table lists the meanings"))
            })?;
    }
    Ok(())
}

/// One of the platform's own rules, as written.
struct Rule<'n> {
    group: &'n str,
    kind: &'n str,
    field: &'n str,
    meaning: &'n str,
}

impl<'n> Rule<'n> {
    fn read(platform: &Platform, node: &'n Node) -> Result<Rule<'n>, Error> {
        let fault = |span: Span, cause: String| {
            let error = platform.pins().error(span, cause);
            Error::from(error.with_remedy("a rule has `group`, `kind`, `field` and `meaning`"))
        };
        let Data::Table(entries) = &node.data else {
            return Err(fault(node.span, "a rule is a table".to_string()));
        };
        let known = ["group", "kind", "field", "meaning"];
        for (key, (span, value)) in entries {
            if !known.contains(&key.as_str()) {
                return Err(fault(*span, format!("unknown key `{key}` in a rule")));
            }
            if !matches!(value.data, Data::Text(_)) {
                return Err(fault(value.span, format!("`{key}` is a string")));
            }
        }
        let text = |key: &str| match entries.get(key).map(|(_, value)| &value.data) {
            Some(Data::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let needed = |key: &str| {
            text(key).ok_or_else(|| fault(node.span, format!("a rule without `{key}`")))
        };
        Ok(Rule {
            group: text("group").unwrap_or("*"),
            kind: text("kind").unwrap_or("*"),
            field: needed("field")?,
            meaning: needed("meaning")?,
        })
    }
}

/// The images in a stream of documents.
pub(crate) fn images(rules: &Rules, name: &str, stream: &[u8]) -> Result<Images, Error> {
    let mut walker = Walker::new(rules, Options::default());
    walker
        .stream(name, stream)
        .map_err(|error| Error::new(format!("what was rendered cannot be read: {error}")))?;
    let report = walker.finish();
    check_whole(&report)?;
    let mut images = Images::new();
    for found in report.images() {
        let reference = &found.reference;
        let image = Image::from_parts(
            reference.domain(),
            reference.path(),
            reference.tag(),
            reference.digest(),
        )
        .map_err(|error| Error::new(error.to_string()))?;
        let evidence = found.evidence.iter().map(evidence_of);
        images.entry(image).or_default().extend(evidence);
    }
    Ok(images)
}

fn check_whole(report: &Report) -> Result<(), Error> {
    let mut places: BTreeMap<String, ()> = BTreeMap::new();
    for broken in report.broken() {
        let place = &broken.evidence;
        let written = &place.written;
        let template = place.origin.as_ref().map(|origin| &origin.template);
        let told = format!(
            "{} names no image at {} (`{written}`: {}){}",
            place.document,
            place.field,
            broken.error,
            template.map_or(String::new(), |template| format!(", from {template}")),
        );
        places.insert(told, ());
    }
    let errors: Vec<Error> = places
        .into_keys()
        .map(|told| {
            Error::new(told).remedy("set its values, or say by a rule in versions.toml what it is")
        })
        .collect();
    Error::none_of(&errors)
}

fn evidence_of(found: &Found) -> Evidence {
    let document = &found.document;
    let name = match &*document.namespace {
        "" => document.name.to_string(),
        namespace => format!("{namespace}/{}", document.name),
    };
    Evidence {
        document: format!("{} {name}", document.kind).trim().to_string(),
        field: found.field.clone(),
        find: found.find.as_str().to_string(),
        confidence: match found.confidence {
            airlock_images::Confidence::Certain => Confidence::Certain,
            airlock_images::Confidence::Strong => Confidence::Strong,
            airlock_images::Confidence::Guess => Confidence::Guess,
        },
        template: found.origin.as_ref().map(|origin| origin.template.clone()),
    }
}

//! A lock from and to its text. Writing gives the one spelling; reading takes any order, so that
//! a merge need not be perfect, and refuses what it does not know.

use super::meaning::{
    Confidence, Evidence, Images, Lock, LockedAsset, LockedChart, LockedManifest, LockedRender,
    Measured, RenderedBy,
};
use super::schema::{FORMAT, HEADER, evidence, item, render, top};
use crate::checksum::Checksum;
use crate::error::Error;
use crate::fields::{self, Fields};
use crate::image::Image;
use crate::json::quoted;
use crate::source::Source;
use crate::tree::{self, Data, Node, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const RELOCK: &str = "run `airlock lock` to write it anew";

/// Reads a lock of this format or an older one.
pub(super) fn read(file: &str, text: &str) -> Result<Lock, Error> {
    let source = fields::Source { file, text };
    let root = tree::parse(file, text)?;
    let mut fields = Fields::new(source, "the lock", Span::default(), root)?;
    check_format(source, &mut fields)?;
    let lock = Lock {
        assets: named(source, &mut fields, top::ASSETS, asset)?,
        charts: named(source, &mut fields, top::CHARTS, chart)?,
        images: fields
            .tables(top::IMAGES)?
            .into_iter()
            .map(|(name, (_, node))| Ok((name, images_of(source, node)?)))
            .collect::<Result<_, Error>>()?,
        manifests: named(source, &mut fields, top::MANIFESTS, manifest)?,
    };
    fields.finish()?;
    Ok(lock)
}

/// A newer format is said to be one before anything else in it is judged.
fn check_format(source: fields::Source<'_>, fields: &mut Fields<'_>) -> Result<(), Error> {
    match fields.number(top::VERSION)? {
        Some((_, 1..=FORMAT)) => Ok(()),
        Some((span, 0)) => Err(source
            .error(span, "no lock has the format 0")
            .with_remedy(RELOCK)),
        Some((span, format)) => Err(source
            .error(
                span,
                format!("a lock of format {format}; this airlock reads up to {FORMAT}"),
            )
            .with_remedy("use a newer airlock; the lock is right as it is")),
        None => Err(source
            .error(
                Span::default(),
                "a lock without `version`, its format's number",
            )
            .with_remedy(RELOCK)),
    }
}

fn named<'t, T>(
    source: fields::Source<'t>,
    fields: &mut Fields<'t>,
    key: &'static str,
    read: fn(fields::Source<'t>, &mut Fields<'t>) -> Result<T, Error>,
) -> Result<BTreeMap<String, T>, Error> {
    let mut found = BTreeMap::new();
    for (name, (span, node)) in fields.tables(key)? {
        let mut inner = Fields::new(source, &format!("`{name}`"), span, node)?;
        let value = read(source, &mut inner)?;
        inner.finish()?;
        found.insert(name, value);
    }
    Ok(found)
}

fn asset<'t>(_: fields::Source<'t>, fields: &mut Fields<'t>) -> Result<LockedAsset, Error> {
    Ok(LockedAsset {
        url: fields.required(item::URL)?.value,
        size: fields
            .number(item::SIZE)?
            .ok_or_else(|| fields.missing(item::SIZE))?
            .1,
        checksum: required_checksum(fields, item::SHA256)?,
        purpose: fields.required(item::PURPOSE)?.value,
    })
}

fn chart<'t>(source: fields::Source<'t>, fields: &mut Fields<'t>) -> Result<LockedChart, Error> {
    Ok(LockedChart {
        chart: fields.required(item::CHART)?.value,
        version: fields.required(item::VERSION)?.value,
        source: source_of(source, fields)?,
        measured: measured(source, fields)?,
        variants: named(source, fields, item::VARIANTS, locked_render)?,
    })
}

fn manifest<'t>(
    source: fields::Source<'t>,
    fields: &mut Fields<'t>,
) -> Result<LockedManifest, Error> {
    Ok(LockedManifest {
        source: source_of(source, fields)?,
        content: required_checksum(fields, item::CONTENT)?,
        images: images(source, fields, item::IMAGES)?,
    })
}

fn locked_render<'t>(
    source: fields::Source<'t>,
    fields: &mut Fields<'t>,
) -> Result<LockedRender, Error> {
    Ok(LockedRender {
        engine: engine(source, fields)?,
        settings: fields.checksum(render::SETTINGS)?,
        rendered: required_checksum(fields, render::RENDERED)?,
        random: fields
            .texts(render::RANDOM)?
            .into_iter()
            .map(|text| text.value)
            .collect(),
        images: images(source, fields, render::IMAGES)?,
    })
}

fn required_checksum(fields: &mut Fields<'_>, key: &'static str) -> Result<Checksum, Error> {
    match fields.checksum(key)? {
        Some(checksum) => Ok(checksum),
        None => Err(fields.missing(key)),
    }
}

fn source_of(source: fields::Source<'_>, fields: &mut Fields<'_>) -> Result<Source, Error> {
    let text = fields.required(item::SOURCE)?;
    Source::parse(&text.value).ok_or_else(|| {
        source
            .error(text.span, format!("`{}` is no source", text.value))
            .with_remedy(RELOCK)
    })
}

fn measured(source: fields::Source<'_>, fields: &mut Fields<'_>) -> Result<Measured, Error> {
    match (
        fields.checksum(item::ARCHIVE)?,
        fields.checksum(item::CONTENT)?,
    ) {
        (Some(archive), None) => Ok(Measured::Archive(archive)),
        (None, Some(content)) => Ok(Measured::Content(content)),
        _ => Err(source
            .error(
                fields.span(),
                "either `archive` or `content` was measured, not both or none",
            )
            .with_remedy(RELOCK)),
    }
}

fn engine(source: fields::Source<'_>, fields: &mut Fields<'_>) -> Result<RenderedBy, Error> {
    let text = fields.required(render::ENGINE)?;
    match (text.value.as_str(), text.value.strip_prefix("helm ")) {
        ("airlock", _) => Ok(RenderedBy::Airlock),
        (_, Some(version)) if !version.is_empty() => Ok(RenderedBy::Helm(version.to_string())),
        _ => Err(source
            .error(text.span, format!("`{}` is no engine", text.value))
            .with_remedy(RELOCK)),
    }
}

fn images(
    source: fields::Source<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Result<Images, Error> {
    match fields.take(key) {
        Some((_, node)) => images_of(source, node),
        None => Ok(Images::new()),
    }
}

fn images_of(source: fields::Source<'_>, node: Node) -> Result<Images, Error> {
    let Data::Table(entries) = node.data else {
        return Err(fields::wrong_kind(source, "images", &node, "a table"));
    };
    let mut images = Images::new();
    for (name, (span, node)) in entries {
        let image = Image::parse(&name)
            .map_err(|error| source.error(span, error.to_string()).with_remedy(RELOCK))?;
        let found = evidence_of(source, span, node)?;
        images.insert(image, found);
    }
    Ok(images)
}

fn evidence_of(
    source: fields::Source<'_>,
    image: Span,
    node: Node,
) -> Result<BTreeSet<Evidence>, Error> {
    let Data::List(items) = node.data else {
        return Err(fields::wrong_kind(
            source,
            "evidence",
            &node,
            "an array of tables",
        ));
    };
    if items.is_empty() {
        return Err(source
            .error(image, "an image without evidence")
            .with_remedy(RELOCK));
    }
    items
        .into_iter()
        .map(|item| one_evidence(source, item))
        .collect()
}

fn one_evidence(source: fields::Source<'_>, node: Node) -> Result<Evidence, Error> {
    let mut fields = Fields::new(source, "the evidence", node.span, node)?;
    let found = Evidence {
        find: fields.required(evidence::FIND)?.value,
        confidence: confidence(source, &mut fields)?,
        document: fields.required(evidence::DOCUMENT)?.value,
        field: fields.required(evidence::FIELD)?.value,
        template: fields.text(evidence::TEMPLATE)?.map(|text| text.value),
    };
    fields.finish()?;
    Ok(found)
}

fn confidence(source: fields::Source<'_>, fields: &mut Fields<'_>) -> Result<Confidence, Error> {
    let Some(text) = fields.text(evidence::CONFIDENCE)? else {
        return Ok(Confidence::Certain);
    };
    Confidence::parse(&text.value).ok_or_else(|| {
        let cause = format!("`{}` is no confidence", text.value);
        source
            .error(text.span, cause)
            .with_remedy("it is certain, strong or guess")
    })
}

/// Writes a lock of the current format.
pub(super) fn write(lock: &Lock) -> String {
    let mut out = Writer {
        text: format!("{HEADER}{} = {FORMAT}\n", top::VERSION),
    };
    for (name, asset) in &lock.assets {
        out.table(&[top::ASSETS, name]);
        out.text(item::URL, &asset.url);
        out.line(item::SIZE, &asset.size.to_string());
        out.text(item::SHA256, &asset.checksum.hex());
        out.text(item::PURPOSE, &asset.purpose);
    }
    for (name, chart) in &lock.charts {
        write_chart(&mut out, name, chart);
    }
    for (name, images) in &lock.images {
        out.table(&[top::IMAGES, name]);
        out.images(images);
    }
    for (name, manifest) in &lock.manifests {
        out.table(&[top::MANIFESTS, name]);
        out.text(item::SOURCE, &manifest.source.to_string());
        out.text(item::CONTENT, &manifest.content.to_string());
        out.image_table(&[top::MANIFESTS, name, item::IMAGES], &manifest.images);
    }
    out.text
}

fn write_chart(out: &mut Writer, name: &str, chart: &LockedChart) {
    out.table(&[top::CHARTS, name]);
    out.text(item::CHART, &chart.chart);
    out.text(item::VERSION, &chart.version);
    out.text(item::SOURCE, &chart.source.to_string());
    match &chart.measured {
        Measured::Archive(checksum) => out.text(item::ARCHIVE, &checksum.to_string()),
        Measured::Content(checksum) => out.text(item::CONTENT, &checksum.to_string()),
    }
    for (variant, locked) in &chart.variants {
        let path = [top::CHARTS, name, item::VARIANTS, variant];
        out.table(&path);
        out.text(render::ENGINE, &locked.engine.to_string());
        if let Some(settings) = &locked.settings {
            out.text(render::SETTINGS, &settings.to_string());
        }
        out.text(render::RENDERED, &locked.rendered.to_string());
        if !locked.random.is_empty() {
            let lines = locked.random.iter().map(|document| quoted(document));
            out.list(render::RANDOM, lines);
        }
        let [charts, name, variants, variant] = path;
        out.image_table(
            &[charts, name, variants, variant, render::IMAGES],
            &locked.images,
        );
    }
}

/// Text in the making.
struct Writer {
    text: String,
}

impl Writer {
    fn table(&mut self, path: &[&str]) {
        let keys: Vec<String> = path.iter().map(|key| bare_or_quoted(key)).collect();
        self.push(format_args!("\n[{}]\n", keys.join(".")));
    }

    fn text(&mut self, key: &str, value: &str) {
        self.line(key, &quoted(value));
    }

    fn line(&mut self, key: &str, value: &str) {
        self.push(format_args!("{key} = {value}\n"));
    }

    fn list(&mut self, key: &str, lines: impl Iterator<Item = String>) {
        self.push(format_args!("{key} = [\n"));
        for line in lines {
            self.push(format_args!("    {line},\n"));
        }
        self.text.push_str("]\n");
    }

    fn image_table(&mut self, path: &[&str], images: &Images) {
        if !images.is_empty() {
            self.table(path);
            self.images(images);
        }
    }

    fn images(&mut self, images: &Images) {
        for (image, found) in images {
            let lines = found.iter().map(evidence_line);
            self.list(&quoted(&image.to_string()), lines);
        }
    }

    /// Writing to a string cannot fail.
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(text);
    }
}

fn evidence_line(found: &Evidence) -> String {
    let mut parts = vec![format!("{} = {}", evidence::FIND, quoted(&found.find))];
    if found.confidence != Confidence::Certain {
        parts.push(format!(
            "{} = {}",
            evidence::CONFIDENCE,
            quoted(found.confidence.word())
        ));
    }
    parts.push(format!(
        "{} = {}",
        evidence::DOCUMENT,
        quoted(&found.document)
    ));
    parts.push(format!("{} = {}", evidence::FIELD, quoted(&found.field)));
    if let Some(template) = &found.template {
        parts.push(format!("{} = {}", evidence::TEMPLATE, quoted(template)));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn bare_or_quoted(key: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    match !key.is_empty() && key.bytes().all(bare) {
        true => key.to_string(),
        false => quoted(key),
    }
}

//! `versions.toml` from text to its schema: kinds of values and unknown keys, nothing more.

use super::schema::{
    AssetTable, ChartTable, DefaultsTable, ImagesTable, ManifestTable, PinsFile, RenderTable,
};
use crate::error::Error;
use crate::fields::{Fields, Source, Text, wrong_kind};
use crate::tree::{self, Data, Node, Span};

/// Reads the file.
pub(super) fn read(source: Source<'_>) -> Result<PinsFile, Error> {
    let root = tree::parse(source.file, source.text)?;
    let mut fields = Fields::new(source, "versions.toml", Span::default(), root)?;
    let file = PinsFile {
        defaults: defaults(source, &mut fields)?,
        charts: named(source, &mut fields, "charts", "the chart", chart)?,
        manifests: named(source, &mut fields, "manifests", "the manifest", manifest)?,
        images: named(source, &mut fields, "images", "the image pin", images)?,
        assets: named(source, &mut fields, "assets", "the asset", asset)?,
        rules: rules(source, &mut fields)?,
        mirrors: mirrors(&mut fields)?,
    };
    fields.finish()?;
    Ok(file)
}

/// Reads every table under `key`, each by `read`, and refuses what is left over in it.
fn named<'t, T>(
    source: Source<'t>,
    fields: &mut Fields<'t>,
    key: &'static str,
    what: &str,
    read: fn(Source<'t>, &mut Fields<'t>) -> Result<T, Error>,
) -> Result<Vec<(Text, T)>, Error> {
    let mut found = Vec::new();
    for (name, (span, node)) in fields.tables(key)? {
        let mut inner = Fields::new(source, &format!("{what} `{name}`"), span, node)?;
        let value = read(source, &mut inner)?;
        inner.finish()?;
        found.push((Text { value: name, span }, value));
    }
    Ok(found)
}

fn defaults<'t>(source: Source<'t>, fields: &mut Fields<'t>) -> Result<DefaultsTable, Error> {
    let Some((span, node)) = fields.take("defaults") else {
        return Ok(DefaultsTable::default());
    };
    let mut inner = Fields::new(source, "[defaults]", span, node)?;
    let table = shared(&mut inner)?;
    inner.finish()?;
    Ok(table)
}

fn shared(fields: &mut Fields<'_>) -> Result<DefaultsTable, Error> {
    Ok(DefaultsTable {
        kubernetes: fields.text("kubernetes")?,
        api_versions: fields.texts("api-versions")?,
        namespace: fields.text("namespace")?,
    })
}

fn chart<'t>(source: Source<'t>, fields: &mut Fields<'t>) -> Result<ChartTable, Error> {
    Ok(ChartTable {
        span: fields.span(),
        chart: fields.text("chart")?,
        version: fields.text("version")?,
        repository: fields.text("repository")?,
        oci: fields.text("oci")?,
        archive: fields.text("archive")?,
        inside: fields.text("inside")?,
        path: fields.text("path")?,
        sha256: fields.checksum("sha256")?,
        engine: fields.text("engine")?,
        render: render(source, fields)?,
        variants: named(source, fields, "variants", "the variant", render)?,
    })
}

fn render<'t>(_: Source<'t>, fields: &mut Fields<'t>) -> Result<RenderTable, Error> {
    Ok(RenderTable {
        shared: shared(fields)?,
        release: fields.text("release")?,
        values: fields.take("values").map(|(_, node)| node),
        upgrade: fields.flag("upgrade")?,
        include_crds: fields.flag("include-crds")?,
        limit_factor: fields.number("limit-factor")?,
    })
}

fn manifest<'t>(_: Source<'t>, fields: &mut Fields<'t>) -> Result<ManifestTable, Error> {
    Ok(ManifestTable {
        span: fields.span(),
        path: fields.text("path")?,
        url: fields.text("url")?,
        sha256: fields.checksum("sha256")?,
    })
}

fn images<'t>(_: Source<'t>, fields: &mut Fields<'t>) -> Result<ImagesTable, Error> {
    Ok(ImagesTable {
        span: fields.span(),
        versions: fields.texts("versions")?,
        list: fields.text("list")?,
        parts: fields.texts("parts")?,
        images: fields.texts("images")?,
        why: fields.text("why")?,
    })
}

fn asset<'t>(_: Source<'t>, fields: &mut Fields<'t>) -> Result<AssetTable, Error> {
    Ok(AssetTable {
        url: fields.required("url")?,
        size: fields
            .number("size")?
            .ok_or_else(|| fields.missing("size"))?,
        sha256: fields
            .checksum("sha256")?
            .ok_or_else(|| fields.missing("sha256"))?,
        purpose: fields.required("purpose")?,
    })
}

fn rules(source: Source<'_>, fields: &mut Fields<'_>) -> Result<Vec<Node>, Error> {
    match fields.take("rules") {
        None => Ok(Vec::new()),
        Some((
            _,
            Node {
                data: Data::List(rules),
                ..
            },
        )) => match rules
            .iter()
            .find(|rule| !matches!(rule.data, Data::Table(_)))
        {
            Some(rule) => Err(wrong_kind(source, "rules", rule, "a table ([[rules]])")),
            None => Ok(rules),
        },
        Some((_, node)) => Err(wrong_kind(
            source,
            "rules",
            &node,
            "an array of tables ([[rules]])",
        )),
    }
}

/// Profiles of mirrors are kept as they are, with positions: their own reader understands them.
fn mirrors(fields: &mut Fields<'_>) -> Result<Vec<(Text, Node)>, Error> {
    let tables = fields.tables("mirrors")?;
    Ok(tables
        .into_iter()
        .map(|(name, (span, node))| (Text { value: name, span }, node))
        .collect())
}

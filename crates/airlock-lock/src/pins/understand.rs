//! From the schema to its meaning: checks each key and fills in what is inherited.

use super::checks;
use super::meaning::{
    Asset, Chart, Defaults, Engine, ImagePin, ImagePinKind, Manifest, Pins, Values, Variant,
};
use super::schema::{
    AssetTable, ChartTable, DefaultsTable, ImagesTable, ManifestTable, PinsFile, RenderTable,
};
use crate::error::Error;
use crate::fields::{self, Text};
use crate::source::Source;
use crate::tree::{Data, Node};
use std::collections::BTreeMap;

/// Understands the whole file.
pub(super) fn pins(source: fields::Source<'_>, file: PinsFile) -> Result<Pins, Error> {
    let defaults = Defaults {
        kubernetes: optional(&file.defaults.kubernetes, |v| checks::kubernetes(source, v))?,
        api_versions: checks::distinct(source, "api-versions", &file.defaults.api_versions)?,
        namespace: optional(&file.defaults.namespace, |v| checks::namespace(source, v))?
            .unwrap_or_else(|| "default".to_string()),
    };
    Ok(Pins {
        file: source.file.to_string(),
        text: source.text.to_string(),
        charts: all(file.charts, |name, table| {
            chart(source, &defaults, name, table)
        })?,
        manifests: all(file.manifests, |name, table| manifest(source, name, table))?,
        images: all(file.images, |name, table| images(source, name, table))?,
        assets: all(file.assets, |name, table| asset(source, name, table))?,
        rules: file.rules,
        mirrors: file
            .mirrors
            .into_iter()
            .map(|(name, node)| {
                let checked = checks::name(source, "a profile", &name)?;
                Ok((checked, (name.span, node)))
            })
            .collect::<Result<_, Error>>()?,
        defaults,
    })
}

fn all<T, U>(
    tables: Vec<(Text, T)>,
    mut each: impl FnMut(&Text, T) -> Result<U, Error>,
) -> Result<BTreeMap<String, U>, Error> {
    let mut found = BTreeMap::new();
    for (name, table) in tables {
        let value = each(&name, table)?;
        found.insert(name.value, value);
    }
    Ok(found)
}

fn optional<T>(
    text: &Option<Text>,
    check: impl FnOnce(&Text) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    text.as_ref().map(check).transpose()
}

fn chart(
    source: fields::Source<'_>,
    defaults: &Defaults,
    name: &Text,
    mut table: ChartTable,
) -> Result<Chart, Error> {
    let own_name = checks::name(source, "a chart", name)?;
    let variants = std::mem::take(&mut table.variants);
    let from = chart_source(source, &table)?;
    Ok(Chart {
        span: table.span,
        chart: table
            .chart
            .as_ref()
            .map_or_else(|| own_name.clone(), |text| text.value.clone()),
        version: chart_version(source, &table, &from)?,
        source: from,
        checksum: table.sha256,
        engine: engine(source, table.engine.as_ref())?,
        variants: renders(source, defaults, &own_name, &table.render, variants)?,
        name: own_name,
    })
}

fn engine(source: fields::Source<'_>, engine: Option<&Text>) -> Result<Engine, Error> {
    match engine.map(|text| (text, text.value.as_str())) {
        None | Some((_, "airlock")) => Ok(Engine::Airlock),
        Some((_, "helm")) => Ok(Engine::Helm),
        Some((text, other)) => Err(source
            .error(text.span, format!("there is no engine `{other}`"))
            .with_remedy("leave it out, or write \"helm\" to use the helm on PATH")),
    }
}

fn chart_source(source: fields::Source<'_>, table: &ChartTable) -> Result<Source, Error> {
    let vouched = table.sha256.is_some();
    let written = [
        ("repository", &table.repository),
        ("oci", &table.oci),
        ("archive", &table.archive),
        ("path", &table.path),
    ];
    let mut given = written
        .iter()
        .filter_map(|(key, text)| Some((*key, text.as_ref()?)));
    let sources = "repository, oci, archive, path";
    let Some((key, text)) = given.next() else {
        let cause = "it does not say where the chart comes from";
        return Err(source
            .error(table.span, cause)
            .with_remedy(format!("add one of {sources}")));
    };
    if let Some((other, text)) = given.next() {
        let cause = format!("the chart has both `{key}` and `{other}`");
        return Err(source
            .error(text.span, cause)
            .with_remedy(format!("keep one of {sources}")));
    }
    if let (Some(inside), false) = (&table.inside, key == "archive") {
        let cause = "`inside` belongs to `archive`";
        return Err(source.error(inside.span, cause).with_remedy("remove it"));
    }
    match key {
        "repository" => checks::url(source, text, vouched).map(Source::Repository),
        "oci" => checks::oci(source, text).map(Source::Oci),
        "path" => checks::path(source, text, false).map(Source::Path),
        _ => Ok(Source::Archive {
            url: checks::url(source, text, vouched)?,
            inside: optional(&table.inside, |v| checks::path(source, v, true))?,
        }),
    }
}

fn chart_version(
    source: fields::Source<'_>,
    table: &ChartTable,
    from: &Source,
) -> Result<Option<String>, Error> {
    match (&table.version, from) {
        (Some(version), _) => checks::version(source, version).map(Some),
        (None, Source::Path(_)) => Ok(None),
        (None, _) => Err(source
            .error(table.span, "the chart has no `version`")
            .with_remedy("add `version = \"…\"`: a pin is exact")),
    }
}

/// The chart's own settings are what its variants share; without variants they are the one render.
fn renders(
    source: fields::Source<'_>,
    defaults: &Defaults,
    chart: &str,
    shared: &RenderTable,
    variants: Vec<(Text, RenderTable)>,
) -> Result<BTreeMap<String, Variant>, Error> {
    let base = Variant {
        name: "default".to_string(),
        release: chart.to_string(),
        namespace: defaults.namespace.clone(),
        kubernetes: defaults.kubernetes.clone(),
        api_versions: defaults.api_versions.clone(),
        values: Vec::new(),
        upgrade: false,
        include_crds: true,
        limit_factor: 1,
    };
    let base = lay_over(source, base, shared)?;
    if variants.is_empty() {
        return Ok(BTreeMap::from([(base.name.clone(), base)]));
    }
    all(variants, |name, table| {
        let mut variant = lay_over(source, base.clone(), &table)?;
        variant.name = checks::name(source, "a variant", name)?;
        Ok(variant)
    })
}

fn lay_over(
    source: fields::Source<'_>,
    mut variant: Variant,
    table: &RenderTable,
) -> Result<Variant, Error> {
    let DefaultsTable {
        kubernetes,
        api_versions,
        namespace,
    } = &table.shared;
    if let Some(release) = &table.release {
        variant.release = checks::name(source, "a release", release)?;
    }
    if let Some(namespace) = namespace {
        variant.namespace = checks::namespace(source, namespace)?;
    }
    if let Some(kubernetes) = kubernetes {
        variant.kubernetes = Some(checks::kubernetes(source, kubernetes)?);
    }
    for api_version in checks::distinct(source, "api-versions", api_versions)? {
        if !variant.api_versions.contains(&api_version) {
            variant.api_versions.push(api_version);
        }
    }
    if let Some(values) = &table.values {
        add_values(source, values, &mut variant.values)?;
    }
    variant.upgrade = table.upgrade.unwrap_or(variant.upgrade);
    variant.include_crds = table.include_crds.unwrap_or(variant.include_crds);
    if let Some((span, factor)) = table.limit_factor {
        variant.limit_factor = checks::limit_factor(source, span, factor)?;
    }
    Ok(variant)
}

/// A file's name, a table, or an array of both in the order in which they are laid over.
fn add_values(
    source: fields::Source<'_>,
    node: &Node,
    values: &mut Vec<Values>,
) -> Result<(), Error> {
    match &node.data {
        Data::Table(_) => values.push(Values::Inline(node.clone())),
        Data::Text(path) => {
            let text = Text {
                value: path.clone(),
                span: node.span,
            };
            values.push(Values::File(checks::path(source, &text, false)?));
        }
        Data::List(items) if items.iter().all(|i| !matches!(i.data, Data::List(_))) => {
            for item in items {
                add_values(source, item, values)?;
            }
        }
        _ => {
            let wanted = "a file's name, a table, or an array of both";
            return Err(fields::wrong_kind(source, "values", node, wanted));
        }
    }
    Ok(())
}

fn manifest(
    source: fields::Source<'_>,
    name: &Text,
    table: ManifestTable,
) -> Result<Manifest, Error> {
    let fault =
        |cause: &str, remedy: &str| Err(source.error(table.span, cause).with_remedy(remedy));
    let from = match (&table.path, &table.url, table.sha256) {
        (Some(path), None, _) => Source::Path(checks::path(source, path, false)?),
        (None, Some(url), Some(_)) => Source::Url(checks::url(source, url, true)?),
        (None, Some(_), None) => {
            return fault(
                "a manifest from the network needs its sha256",
                "add `sha256 = \"…\"`",
            );
        }
        (Some(_), Some(_), _) => {
            return fault(
                "the manifest has both `path` and `url`",
                "keep one of the two",
            );
        }
        (None, None, _) => {
            return fault(
                "it does not say where the manifest comes from",
                "add `path` or `url`",
            );
        }
    };
    Ok(Manifest {
        name: checks::name(source, "a manifest", name)?,
        span: name.span,
        source: from,
        checksum: table.sha256,
    })
}

fn images(source: fields::Source<'_>, name: &Text, table: ImagesTable) -> Result<ImagePin, Error> {
    let own_name = checks::name(source, "a component", name)?;
    let fault =
        |cause: &str, remedy: &str| Err(source.error(table.span, cause).with_remedy(remedy));
    let kind = match (table.versions.is_empty(), table.images.is_empty()) {
        (true, true) => {
            return fault(
                "it names no images",
                "add `versions = […]` or `images = […]`",
            );
        }
        (false, false) => {
            return fault("it has both `versions` and `images`", "make two pins of it");
        }
        (false, true) => ImagePinKind::Listed {
            list: optional(&table.list, |v| checks::path(source, v, false))?
                .unwrap_or_else(|| format!("images/{own_name}.toml")),
            versions: checks::distinct(source, "versions", &table.versions)?,
            parts: checks::distinct(source, "parts", &table.parts)?,
        },
        (true, false) => match table.why {
            Some(why) => ImagePinKind::Named {
                images: checks::images(source, &table.images)?,
                why: why.value,
            },
            None => return fault("images without evidence", "say under `why` who pulls them"),
        },
    };
    Ok(ImagePin {
        name: own_name,
        span: name.span,
        kind,
    })
}

fn asset(source: fields::Source<'_>, name: &Text, table: AssetTable) -> Result<Asset, Error> {
    let (span, size) = table.size;
    if size == 0 {
        return Err(source
            .error(span, "an asset of no bytes")
            .with_remedy("give its size in bytes"));
    }
    Ok(Asset {
        name: checks::name(source, "an asset", name)?,
        span: name.span,
        url: checks::url(source, &table.url, true)?,
        size,
        checksum: table.sha256,
        purpose: table.purpose.value,
    })
}

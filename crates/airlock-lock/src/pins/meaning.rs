//! What `versions.toml` says, once every name, version and address has been checked and every
//! default been filled in.

use super::bytes;
use super::checks;
use super::schema::{
    AssetTable, ChartTable, DefaultsTable, ImagesTable, ManifestTable, PinsFile, RenderTable,
};
use crate::checksum::Checksum;
use crate::error::Error;
use crate::fields::{self, Text};
use crate::image::Image;
use crate::source::Source;
use crate::tree::{Data, Node, Span};
use std::collections::BTreeMap;

/// All pins of a platform.
#[derive(Debug, Clone)]
pub struct Pins {
    file: String,
    text: String,
    /// What applies to every chart that does not say otherwise.
    pub defaults: Defaults,
    /// The charts, by our name for them.
    pub charts: BTreeMap<String, Chart>,
    /// Plain manifests, by name.
    pub manifests: BTreeMap<String, Manifest>,
    /// Images that no chart renders, by component.
    pub images: BTreeMap<String, ImagePin>,
    /// Files that nodes need beside images, by name.
    pub assets: BTreeMap<String, Asset>,
    /// The user's own rules for the walker, in its words; handed on as they are.
    pub rules: Vec<Node>,
    /// Profiles of mirrors, by name; handed on as they are.
    pub mirrors: BTreeMap<String, (Span, Node)>,
}

/// What applies to every chart that does not say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaults {
    /// The Kubernetes version to render for; none means the renderer's own.
    pub kubernetes: Option<String>,
    /// API versions that the cluster has beside the renderer's own.
    pub api_versions: Vec<String>,
    /// The namespace to render for.
    pub namespace: String,
}

/// A pinned chart.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Our name for it.
    pub name: String,
    /// Where that name stands, for errors found later.
    pub span: Span,
    /// The chart's own name.
    pub chart: String,
    /// Its exact version; none only for a chart in the tree, which names it itself.
    pub version: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The SHA-256 that its archive must have, where it is known.
    pub checksum: Option<Checksum>,
    /// Who renders it.
    pub engine: Engine,
    /// Its renders by name; one named `default` where none is named.
    pub variants: BTreeMap<String, Variant>,
}

/// Who renders a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Airlock itself.
    Airlock,
    /// The `helm` on PATH: the way out for who meets a difference.
    Helm,
}

/// One render of a chart, everything filled in.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The render's name.
    pub name: String,
    /// The release's name.
    pub release: String,
    /// The release's namespace.
    pub namespace: String,
    /// The Kubernetes version to render for.
    pub kubernetes: Option<String>,
    /// API versions beside the renderer's own: the defaults', the chart's, the variant's.
    pub api_versions: Vec<String>,
    /// Values in the order in which they are laid over the chart's own.
    pub values: Vec<Values>,
    /// Whether it is an upgrade rather than an installation.
    pub upgrade: bool,
    /// Whether the chart's `crds/` are part of the output.
    pub include_crds: bool,
}

/// Values for a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// A YAML file, relative to `versions.toml`.
    File(String),
    /// Written out in `versions.toml`; [`Data::to_json`] gives what a YAML reader takes.
    Inline(Node),
}

/// A plain manifest.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Our name for it.
    pub name: String,
    /// Where that name stands.
    pub span: Span,
    /// Where it comes from: a path, or an address.
    pub source: Source,
    /// The SHA-256 that it must have; always there for an address.
    pub checksum: Option<Checksum>,
}

/// Images that no chart renders.
#[derive(Debug, Clone)]
pub struct ImagePin {
    /// The component.
    pub name: String,
    /// Where that name stands.
    pub span: Span,
    /// A list's versions, or the images themselves.
    pub kind: ImagePinKind,
}

/// A list's versions, or the images themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImagePinKind {
    /// Versions of a component whose images a data file lists.
    Listed {
        /// The data file, relative to `versions.toml`.
        list: String,
        /// The versions wanted.
        versions: Vec<String>,
        /// The parts of each version that are wanted; none means the list's own default.
        parts: Vec<String>,
    },
    /// Images named here, and why they are needed.
    Named {
        /// The images.
        images: Vec<Image>,
        /// Why they are needed: the evidence.
        why: String,
    },
}

/// A file that nodes need beside images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Our name for it.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub checksum: Checksum,
    /// What it is for.
    pub purpose: String,
}

impl Pins {
    /// Reads `versions.toml`; `file` is its name, for errors.
    pub fn parse(file: &str, text: &str) -> Result<Pins, Error> {
        let source = fields::Source { file, text };
        let written = bytes::read(source)?;
        understand(source, written)
    }

    /// An error at a place in this `versions.toml`, found by whoever came to use the pin.
    pub fn error(&self, span: Span, cause: impl Into<String>) -> Error {
        Error::new(&self.file, &self.text, span, cause)
    }
}

#[cfg(feature = "content")]
impl Variant {
    /// The checksum of everything that decides what this render gives beside the chart itself and
    /// the renderer; `file` gives the checksum of a values file, by its path.
    pub fn settings<E>(&self, file: impl Fn(&str) -> Result<Checksum, E>) -> Result<Checksum, E> {
        let mut text = format!(
            "airlock settings 1\nrelease {}\nnamespace {}\nkubernetes {}\nupgrade {}\ncrds {}\n",
            self.release,
            self.namespace,
            self.kubernetes.as_deref().unwrap_or("-"),
            self.upgrade,
            self.include_crds,
        );
        let mut api_versions = self.api_versions.clone();
        api_versions.sort_unstable();
        for api_version in api_versions {
            text.push_str(&format!("api-version {api_version}\n"));
        }
        for values in &self.values {
            text.push_str(&match values {
                Values::File(path) => format!("values {}\n", file(path)?),
                Values::Inline(node) => format!("values {}\n", node.data.to_json()),
            });
        }
        Ok(crate::content::sha256(text.as_bytes()))
    }
}

fn understand(source: fields::Source<'_>, file: PinsFile) -> Result<Pins, Error> {
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
        url: checks::url(source, &table.url, true)?,
        size,
        checksum: table.sha256,
        purpose: table.purpose.value,
    })
}

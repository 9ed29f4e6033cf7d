//! Rendered manifests as constants: one file in `OUT_DIR` and one `include_str!` for each document.
//!
//! What randomness touched is refused unless it is allowed by name: a secret from a public seed is
//! no secret, and a program that carries it would hand it to every cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use airlock_yaml::split_documents;

use crate::check::Renderings;
use crate::document::{Document, Identity};
use crate::error::Error;

/// What is to be embedded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Embedding {
    /// Every chart.
    pub(crate) all: bool,
    /// Charts by name.
    pub(crate) charts: BTreeSet<String>,
    /// Random documents that are wanted nevertheless: (chart, document).
    pub(crate) allowed: BTreeSet<(String, String)>,
    /// Documents that are not wanted: (chart, document).
    pub(crate) left_out: BTreeSet<(String, String)>,
}

/// A text of Rust, and the files that it includes, by path below `OUT_DIR`.
pub(crate) struct Embedded {
    pub(crate) rust: String,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

const TYPE: &str = r"
/// A rendered document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manifest {
    /// The chart, by the name it is pinned under.
    pub chart: &'static str,
    /// The render that it is part of.
    pub variant: &'static str,
    /// `apiVersion`
    pub api_version: &'static str,
    /// `kind`
    pub kind: &'static str,
    /// `metadata.namespace`, empty where there is none.
    pub namespace: &'static str,
    /// `metadata.name`
    pub name: &'static str,
    /// The template that made it.
    pub template: &'static str,
    /// The document.
    pub yaml: &'static str,
}
";

/// The folder below `OUT_DIR` that embedded documents lie in.
const FOLDER: &str = "airlock";

/// Makes the constants of the wanted charts.
pub(crate) fn embed(
    embedding: &Embedding,
    pinned: &BTreeSet<&str>,
    renderings: &Renderings,
) -> Result<Embedded, Error> {
    let wanted: BTreeSet<&str> = match embedding.all {
        true => pinned.clone(),
        false => embedding.charts.iter().map(String::as_str).collect(),
    };
    let mut out = Writer::default();
    let mut errors = Vec::new();
    for chart in wanted {
        let Some(variants) = renderings.get(chart) else {
            errors.push(not_there(chart, pinned));
            continue;
        };
        out.open(
            1,
            &module(chart),
            &format!("What the chart `{chart}` renders."),
        );
        for (variant, rendering) in variants {
            let documents = split(&rendering.documents)?;
            if let Err(error) = check_random(embedding, chart, &documents) {
                errors.push(error);
            }
            out.variant(embedding, chart, variant, &documents);
        }
        out.close(1);
    }
    Error::none_of(&errors)?;
    Ok(out.finish())
}

fn not_there(chart: &str, pinned: &BTreeSet<&str>) -> Error {
    match pinned.contains(chart) {
        true => Error::new(format!(
            "chart `{chart}`: it is not at hand, so it cannot be embedded"
        ))
        .remedy("run `airlock vendor`"),
        false => Error::new(format!(
            "chart `{chart}`: it is to be embedded and not pinned"
        ))
        .remedy("pin it in versions.toml, or correct its name in build.rs"),
    }
}

fn check_random(embedding: &Embedding, chart: &str, documents: &[Document]) -> Result<(), Error> {
    let refused: BTreeSet<String> = documents
        .iter()
        .filter(|document| document.random)
        .map(Document::name)
        .filter(|name| {
            let key = (chart.to_string(), name.clone());
            !embedding.allowed.contains(&key) && !embedding.left_out.contains(&key)
        })
        .collect();
    let refuse = |name: &String| {
        let cause = format!("chart `{chart}`: randomness or time went into {name}");
        Error::new(cause).remedy(format!(
            "set its values, or leave it out with .leave_out({chart:?}, {name:?}); where what is \
             public may be in it, .allow_random({chart:?}, {name:?})"
        ))
    };
    let errors: Vec<Error> = refused.iter().map(refuse).collect();
    Error::none_of(&errors)
}

/// Files in `crds/` are printed whole, and may hold several documents.
fn split(documents: &[Document]) -> Result<Vec<Document>, Error> {
    let mut out = Vec::new();
    for document in documents {
        if !document.template.contains("/crds/") {
            out.push(document.clone());
            continue;
        }
        for part in split_documents(&document.content) {
            let part =
                part.map_err(|error| Error::new(format!("{}: {error}", document.template)))?;
            out.push(Document {
                content: part.bytes.into_owned(),
                ..document.clone()
            });
        }
    }
    Ok(out)
}

#[derive(Default)]
struct Writer {
    modules: String,
    all: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Writer {
    fn open(&mut self, depth: usize, name: &str, about: &str) {
        let indent = "    ".repeat(depth);
        self.push(format_args!(
            "{indent}/// {about}\n{indent}pub mod {name} {{\n"
        ));
    }

    fn close(&mut self, depth: usize) {
        self.push(format_args!("{}}}\n", "    ".repeat(depth)));
    }

    /// Writing to a string cannot fail.
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.modules.write_fmt(text);
    }

    fn variant(&mut self, embedding: &Embedding, chart: &str, variant: &str, all: &[Document]) {
        self.open(2, &module(variant), &format!("The render `{variant}`."));
        let mut taken = BTreeSet::new();
        for document in all {
            let Some(identity) = document.identity() else {
                continue;
            };
            let key = (chart.to_string(), identity.to_string());
            if !embedding.left_out.contains(&key) {
                self.document(&mut taken, [chart, variant], document, &identity);
            }
        }
        self.close(2);
    }

    fn document(
        &mut self,
        taken: &mut BTreeSet<String>,
        [chart, variant]: [&str; 2],
        document: &Document,
        identity: &Identity,
    ) {
        let constant = unique(constant(identity), taken);
        let file = format!(
            "{FOLDER}/{chart}/{variant}/{}.yaml",
            constant.to_ascii_lowercase()
        );
        self.push(format_args!(
            "        /// {identity}\n        pub const {constant}: &str = \
             include_str!(concat!(env!(\"OUT_DIR\"), \"/{file}\"));\n"
        ));
        let path = format!(
            "manifests::{}::{}::{constant}",
            module(chart),
            module(variant)
        );
        let Identity {
            api_version,
            kind,
            namespace,
            name,
        } = identity;
        let template = &document.template;
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.all,
            "    Manifest {{ chart: {chart:?}, variant: {variant:?}, api_version: {api_version:?}, \
             kind: {kind:?}, namespace: {namespace:?}, name: {name:?}, template: {template:?}, \
             yaml: {path} }},"
        );
        let mut bytes = document.content.clone();
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        self.files.insert(file, bytes);
    }

    fn finish(self) -> Embedded {
        let rust = format!(
            "{TYPE}\n/// Every embedded document, in the order of installation within each chart.\n\
             pub const MANIFESTS: &[Manifest] = &[\n{}];\n\n\
             /// The embedded documents, by chart, render and document.\npub mod manifests {{\n{}}}\n",
            self.all, self.modules
        );
        Embedded {
            rust,
            files: self.files,
        }
    }
}

/// A chart's or a variant's name as a module's.
fn module(name: &str) -> String {
    let plain = name.replace('-', "_");
    if plain.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("_{plain}");
    }
    match KEYWORDS.contains(&plain.as_str()) {
        true => format!("{plain}_"),
        false => plain,
    }
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// `DEPLOYMENT_CILIUM_OPERATOR`; the namespace does not count, since most documents share one.
fn constant(identity: &Identity) -> String {
    let mut out = String::new();
    let mut lower_before = false;
    for c in identity
        .kind
        .chars()
        .chain(['_'])
        .chain(identity.name.chars())
    {
        match c {
            c if c.is_ascii_alphanumeric() => {
                if c.is_ascii_uppercase() && lower_before {
                    out.push('_');
                }
                out.push(c.to_ascii_uppercase());
            }
            _ => out.push('_'),
        }
        lower_before = c.is_ascii_lowercase();
    }
    match out.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("_{out}"),
        false => out,
    }
}

fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_names_of_rust() {
        assert_eq!(module("cert-manager"), "cert_manager");
        assert_eq!(module("loop"), "loop_");
        assert_eq!(module("3proxy"), "_3proxy");
        let identity = Identity {
            kind: "ConfigMap".to_string(),
            name: "a.b-c".to_string(),
            ..Identity::default()
        };
        assert_eq!(constant(&identity), "CONFIG_MAP_A_B_C");
    }

    #[test]
    fn the_same_name_twice_is_numbered() {
        let mut taken = BTreeSet::new();
        assert_eq!(unique("A".to_string(), &mut taken), "A");
        assert_eq!(unique("A".to_string(), &mut taken), "A_2");
        assert_eq!(unique("A".to_string(), &mut taken), "A_3");
    }
}

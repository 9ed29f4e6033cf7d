//! What a walk answers: images, the evidence for each, and what is missing.
//! It only holds and orders; nothing here decides what an image is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::reference::{Reference, ReferenceError};

/// Tells which template made a line of a stream, both counted from one.
pub type Provenance<'w> = dyn Fn(u32) -> Option<Origin> + 'w;

/// How sure it is that this image is pulled. A greater one is surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It looks like one; never in the default list.
    Guess,
    /// A program is told this image, and names and shape say so.
    Strong,
    /// A container's own field.
    Certain,
}

impl Confidence {
    /// The word for it in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Strong => "strong",
            Self::Certain => "certain",
        }
    }
}

/// Where an image stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Find {
    /// A container of a pod.
    Container,
    /// A container that runs before the others.
    InitContainer,
    /// A word of a command line.
    Argument,
    /// A variable's value.
    Variable,
    /// Text or a value in a ConfigMap.
    ConfigMap,
    /// Text or a value in a Secret.
    Secret,
    /// An annotation.
    Annotation,
    /// A field of a custom resource.
    CustomResource,
    /// A default in a CRD's schema.
    CrdDefault,
    /// Put together from several fields.
    SplitFields,
    /// Within JSON text.
    JsonInString,
    /// A volume that is an image.
    Volume,
    /// Pinned by a person; no walk finds it.
    Pin,
    /// In a list of a component's images; no walk finds it.
    List,
}

impl Find {
    /// The word for it in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::InitContainer => "initContainer",
            Self::Argument => "arg",
            Self::Variable => "env",
            Self::ConfigMap => "configmap",
            Self::Secret => "secret",
            Self::Annotation => "annotation",
            Self::CustomResource => "custom-resource",
            Self::CrdDefault => "crd-default",
            Self::SplitFields => "split-fields",
            Self::JsonInString => "json-in-string",
            Self::Volume => "volume",
            Self::Pin => "pin",
            Self::List => "list",
        }
    }

    /// The kind of place that a word stands for.
    pub fn named(word: &str) -> Option<Self> {
        use Find::*;
        let all = [
            Container,
            InitContainer,
            Argument,
            Variable,
            ConfigMap,
            Secret,
            Annotation,
            CustomResource,
            CrdDefault,
            SplitFields,
            JsonInString,
            Volume,
            Pin,
            List,
        ];
        all.into_iter().find(|find| find.as_str() == word)
    }
}

/// The object that an image was found in. Objects that follow one another share their words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Document {
    /// Its number in the stream, from one.
    pub number: usize,
    /// `apiVersion`, as written.
    pub api_version: Arc<str>,
    /// `kind`.
    pub kind: Arc<str>,
    /// `metadata.namespace`, empty where there is none.
    pub namespace: Arc<str>,
    /// `metadata.name`.
    pub name: Arc<str>,
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind.is_empty() {
            return write!(f, "document {}", self.number);
        }
        write!(f, "{}/{}", self.kind, self.name)?;
        match &*self.namespace {
            "" => Ok(()),
            namespace => write!(f, " in {namespace}"),
        }
    }
}

/// What made a line of the stream.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The template's path, with its chart's.
    pub template: String,
    /// The line in it, from one, where it is known.
    pub line: Option<u32>,
}

/// One place where an image was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The stream's name, as the caller gave it.
    pub source: Arc<str>,
    /// The template, as the caller's map or a `# Source:` comment says.
    pub origin: Option<Origin>,
    /// The object.
    pub document: Arc<Document>,
    /// The field, from the object's root; ` > ` leads into a text.
    pub field: String,
    /// Line in the stream, from one.
    pub line: u32,
    /// Column in the stream, from one.
    pub column: u32,
    /// The kind of place.
    pub find: Find,
    /// How sure it is.
    pub confidence: Confidence,
    /// The reference before it was normalised.
    pub written: Arc<str>,
}

/// An image with all its evidence, the surest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The normalised reference, as a node pulls it.
    pub reference: Reference,
    /// Where it was found; never empty.
    pub evidence: Vec<Evidence>,
}

impl Image {
    /// The confidence of the surest evidence.
    pub fn confidence(&self) -> Confidence {
        self.evidence
            .iter()
            .map(|e| e.confidence)
            .max()
            .unwrap_or(Confidence::Guess)
    }
}

/// A place that should name an image but does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where; `written` is what stands there.
    pub evidence: Evidence,
    /// Why it is no reference.
    pub error: ReferenceError,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Evidence {
            source,
            line,
            column,
            document,
            field,
            written,
            ..
        } = &self.evidence;
        write!(
            f,
            "{source}:{line}:{column}: {document}: {field}: {written:?}: {}",
            self.error
        )
    }
}

/// What was found in one or more streams.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub(crate) images: BTreeMap<Arc<str>, Image>,
    pub(crate) broken: Vec<Broken>,
    pub(crate) missing: Vec<Error>,
    pub(crate) documents: usize,
}

impl Report {
    /// The default list, by normalised name: everything but guesses.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        self.images
            .values()
            .filter(|image| image.confidence() > Confidence::Guess)
    }

    /// What only looks like an image.
    pub fn guesses(&self) -> impl Iterator<Item = &Image> {
        self.images
            .values()
            .filter(|image| image.confidence() == Confidence::Guess)
    }

    /// An image or a guess, by any spelling of its name.
    pub fn find(&self, name: &str) -> Option<&Image> {
        let reference = Reference::pulled(name).ok()?;
        self.images.get(reference.as_str())
    }

    /// The registries of the default list.
    pub fn registries(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self
            .images()
            .map(|image| image.reference.domain())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Places that should name an image and do not.
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// Documents that could not be read; only ever filled when the walk was told to keep going.
    pub fn missing(&self) -> &[Error] {
        &self.missing
    }

    /// How many documents were read.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Nothing is missing and nothing is broken.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.broken.is_empty()
    }

    /// Adds what was found elsewhere, such as by an earlier walk.
    pub fn insert(&mut self, reference: Reference, evidence: Evidence) {
        let image = self.images.entry(reference.shared());
        let image = image.or_insert_with(|| Image {
            reference,
            evidence: Vec::new(),
        });
        image.evidence.push(evidence);
        image
            .evidence
            .sort_by_key(|evidence| std::cmp::Reverse(evidence.confidence));
    }

    pub(crate) fn add(&mut self, reference: Reference, evidence: Evidence) {
        let image = match self.images.entry(reference.shared()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                // Most images of a long list have one place: no room for more is taken in advance.
                let evidence = vec![evidence];
                entry.insert(Image {
                    reference,
                    evidence,
                });
                return;
            }
        };
        // One value may be judged in two ways, as a parameter and by itself, one after the other.
        let place = |e: &Evidence| (e.line, e.column, e.document.number);
        match image.evidence.last_mut() {
            Some(last) if place(last) == place(&evidence) && last.field == evidence.field => {
                last.confidence = last.confidence.max(evidence.confidence);
            }
            _ => image.evidence.push(evidence),
        }
    }

    /// Adds what was found after all that is here.
    pub(crate) fn append(&mut self, later: Self) {
        self.join(later.images, |image, mut later| {
            image.evidence.append(&mut later.evidence);
        });
        self.broken.extend(later.broken);
        self.missing.extend(later.missing);
        self.documents += later.documents;
    }

    /// Adds what was found in other documents of the same stream; the order is the stream's.
    pub(crate) fn merge(&mut self, beside: Self) {
        self.join(beside.images, |image, mut beside| {
            image.evidence.append(&mut beside.evidence);
            image
                .evidence
                .sort_by_key(|evidence| evidence.document.number);
        });
        self.broken.extend(beside.broken);
        self.broken
            .sort_by_key(|broken| broken.evidence.document.number);
        self.missing.extend(beside.missing);
        self.missing.sort_by_key(Error::document);
        self.documents += beside.documents;
    }

    /// Adds images; of one that is here already both are made one.
    fn join(&mut self, others: BTreeMap<Arc<str>, Image>, both: impl Fn(&mut Image, Image)) {
        if self.images.is_empty() {
            self.images = others;
            return;
        }
        for (name, other) in others {
            match self.images.entry(name) {
                Entry::Vacant(entry) => drop(entry.insert(other)),
                Entry::Occupied(mut entry) => both(entry.get_mut(), other),
            }
        }
    }

    /// Asks for the origin of all evidence.
    pub(crate) fn map_origins(&mut self, origins: Option<&Provenance<'_>>) {
        let Some(origins) = origins else { return };
        let images = self
            .images
            .values_mut()
            .flat_map(|image| &mut image.evidence);
        let broken = self.broken.iter_mut().map(|broken| &mut broken.evidence);
        for evidence in images.chain(broken) {
            if let Some(origin) = origins(evidence.line) {
                evidence.origin = Some(origin);
            }
        }
    }

    pub(crate) fn sort(&mut self) {
        for image in self.images.values_mut() {
            image
                .evidence
                .sort_by_key(|evidence| std::cmp::Reverse(evidence.confidence));
        }
    }
}

//! Image lists: `charts/images/COMPONENT.toml`, facts about images that no chart renders.
//!
//! A list says what it is, how it is brought up to date, and for each version where the fact was
//! read. A version's images stand in named parts (a distribution's core, its optional networks),
//! so that a platform pins what it uses. Reading checks names; it downloads nothing.

use crate::checksum::Checksum;
use crate::error::Error;
use crate::fields::{Fields, Source, Text, texts_of};
use crate::image::Image;
use crate::nearest::nearest;
use crate::tree::{self, Node, Span};
use std::collections::BTreeMap;

/// A component's images, by version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageList {
    /// The component's name.
    pub component: String,
    /// What pulls these images.
    pub about: String,
    /// How the list is brought up to date.
    pub refresh: String,
    /// The parts that are meant where a pin names none; all where this is empty.
    pub default_parts: Vec<String>,
    /// The versions.
    pub versions: BTreeMap<String, ListedVersion>,
}

/// One version's images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedVersion {
    /// Where the fact was read.
    pub from: String,
    /// The SHA-256 of the list that the project publishes, where it was compared with one.
    pub published: Option<Checksum>,
    /// The images by part, each part sorted and without repeats.
    pub parts: BTreeMap<String, Vec<Image>>,
}

/// A version or part that a list does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotListed {
    /// What is missing.
    pub cause: String,
    /// What is there instead.
    pub remedy: String,
}

impl std::fmt::Display for NotListed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.cause, self.remedy)
    }
}

impl std::error::Error for NotListed {}

impl ImageList {
    /// Reads a list; `file` is its name, for errors.
    pub fn parse(file: &str, text: &str) -> Result<ImageList, Error> {
        let source = Source { file, text };
        let root = tree::parse(file, text)?;
        let mut fields = Fields::new(source, "the image list", Span::default(), root)?;
        let mut list = ImageList {
            component: fields.required("component")?.value,
            about: fields.required("about")?.value,
            refresh: fields.required("refresh")?.value,
            default_parts: Vec::new(),
            versions: BTreeMap::new(),
        };
        let default_parts = fields.texts("default-parts")?;
        for (version, (span, node)) in fields.tables("versions")? {
            let listed = listed_version(source, &version, span, node, &default_parts)?;
            list.versions.insert(version, listed);
        }
        fields.finish()?;
        list.default_parts = default_parts.into_iter().map(|part| part.value).collect();
        Ok(list)
    }

    /// The images of a version, of the given parts or else of the list's default ones, each with
    /// the part that it was found in.
    pub fn images(
        &self,
        version: &str,
        parts: &[String],
    ) -> Result<BTreeMap<Image, String>, NotListed> {
        let Some(listed) = self.versions.get(version) else {
            return Err(self.no_version(version));
        };
        let wanted = if parts.is_empty() {
            &self.default_parts
        } else {
            parts
        };
        if let Some(part) = wanted.iter().find(|part| !listed.parts.contains_key(*part)) {
            let known: Vec<&str> = listed.parts.keys().map(String::as_str).collect();
            let cause = format!("{} {version} has no part `{part}`", self.component);
            return Err(NotListed {
                cause,
                remedy: format!("its parts are {}", known.join(", ")),
            });
        }
        let mut found = BTreeMap::new();
        for (part, images) in &listed.parts {
            if wanted.is_empty() || wanted.contains(part) {
                for image in images {
                    found.entry(image.clone()).or_insert_with(|| part.clone());
                }
            }
        }
        Ok(found)
    }

    fn no_version(&self, version: &str) -> NotListed {
        let known: Vec<&str> = self.versions.keys().map(String::as_str).collect();
        let remedy = match nearest(version, &known) {
            Some(near) => format!("the nearest listed is {near}; to add one: {}", self.refresh),
            None => format!(
                "listed are {}; to add one: {}",
                known.join(", "),
                self.refresh
            ),
        };
        NotListed {
            cause: format!("{} {version} is not listed", self.component),
            remedy,
        }
    }
}

fn listed_version(
    source: Source<'_>,
    version: &str,
    span: Span,
    node: Node,
    default_parts: &[Text],
) -> Result<ListedVersion, Error> {
    let mut fields = Fields::new(source, &format!("version `{version}`"), span, node)?;
    let from = fields.required("from")?.value;
    let published = fields.checksum("published-sha256")?;
    let mut parts = BTreeMap::new();
    for (part, (_, node)) in fields.rest() {
        let texts = texts_of(source, &part, node)?;
        parts.insert(part, sorted_images(source, &texts)?);
    }
    if let Some(missing) = default_parts
        .iter()
        .find(|part| !parts.contains_key(&part.value))
    {
        let cause = format!(
            "version `{version}` has no part `{}`, a default one",
            missing.value
        );
        return Err(source
            .error(span, cause)
            .with_remedy("add the part, or take it off default-parts"));
    }
    if parts.is_empty() {
        return Err(source.error(span, format!("version `{version}` lists no images")));
    }
    Ok(ListedVersion {
        from,
        published,
        parts,
    })
}

/// Images as the file must have them: sorted, so that two branches' additions merge.
fn sorted_images(source: Source<'_>, texts: &[Text]) -> Result<Vec<Image>, Error> {
    let mut images = Vec::new();
    let mut before: Option<&Text> = None;
    for text in texts {
        if before.is_some_and(|before| before.value >= text.value) {
            let error = source.error(text.span, format!("`{}` is out of order", text.value));
            return Err(error.with_remedy("sort the list and leave no image twice in it"));
        }
        let image = Image::parse(&text.value);
        images.push(image.map_err(|error| source.error(text.span, error.to_string()))?);
        before = Some(text);
    }
    Ok(images)
}

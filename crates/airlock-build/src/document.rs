//! One rendered document: where it came from, whether randomness touched it, and what it calls
//! itself. Reads a document's own words; decides nothing about them.

use std::fmt;

use airlock_yaml::Document as Yaml;

/// One rendered document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The template, or the file in `crds/`.
    pub template: String,
    /// The text.
    pub content: Vec<u8>,
    /// Whether randomness or time went into it.
    pub random: bool,
}

/// What a document calls itself; printed `Kind namespace/name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Identity {
    /// `apiVersion`
    pub api_version: String,
    /// `kind`
    pub kind: String,
    /// `metadata.namespace`
    pub namespace: String,
    /// `metadata.name`
    pub name: String,
}

impl Document {
    /// What it calls itself; nothing where it holds no object.
    pub fn identity(&self) -> Option<Identity> {
        let yaml = Yaml::parse(&self.content).ok()?;
        let root = yaml.root().as_map()?;
        let mut identity = Identity::default();
        for (key, value) in root {
            let text = || value.as_str().unwrap_or_default().to_string();
            match key.as_str() {
                Some("apiVersion") => identity.api_version = text(),
                Some("kind") => identity.kind = text(),
                Some("metadata") => {
                    for (key, value) in value.as_map().into_iter().flatten() {
                        let text = || value.as_str().unwrap_or_default().to_string();
                        match key.as_str() {
                            Some("namespace") => identity.namespace = text(),
                            Some("name") => identity.name = text(),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        (!identity.kind.is_empty()).then_some(identity)
    }

    /// What it is called in a lock and in messages: its identity, or its template.
    pub fn name(&self) -> String {
        match self.identity() {
            Some(identity) => identity.to_string(),
            None => self.template.clone(),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.namespace.as_str() {
            "" => write!(f, "{} {}", self.kind, self.name),
            namespace => write!(f, "{} {namespace}/{}", self.kind, self.name),
        }
    }
}

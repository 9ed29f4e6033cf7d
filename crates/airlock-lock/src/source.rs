//! Where a chart or manifest comes from, as one value that pins and lock share.

use std::fmt;

/// Where something comes from. A lock writes it as one string: the kind, then the address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A Helm repository over HTTP.
    Repository(String),
    /// A chart in a registry, `oci://HOST/PATH`.
    Oci(String),
    /// An archive at an address, and the chart's folder inside it.
    Archive {
        /// The archive's address.
        url: String,
        /// The folder of the chart in the archive; none where the chart is its root.
        inside: Option<String>,
    },
    /// A file or folder in the tree, relative to `versions.toml`.
    Path(String),
    /// A file at an address.
    Url(String),
}

impl Source {
    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Source> {
        let (kind, rest) = text.split_once(' ')?;
        let whole = || (!rest.is_empty()).then(|| rest.to_string());
        match kind {
            "repository" => whole().map(Source::Repository),
            "oci" => whole().map(Source::Oci),
            "path" => whole().map(Source::Path),
            "url" => whole().map(Source::Url),
            "archive" => Some(match rest.split_once(" inside ") {
                Some((url, inside)) => Source::Archive {
                    url: url.to_string(),
                    inside: Some(inside.to_string()),
                },
                None => Source::Archive {
                    url: whole()?,
                    inside: None,
                },
            }),
            _ => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Repository(url) => write!(f, "repository {url}"),
            Source::Oci(name) => write!(f, "oci {name}"),
            Source::Archive { url, inside: None } => write!(f, "archive {url}"),
            Source::Archive {
                url,
                inside: Some(path),
            } => write!(f, "archive {url} inside {path}"),
            Source::Path(path) => write!(f, "path {path}"),
            Source::Url(url) => write!(f, "url {url}"),
        }
    }
}

//! `Chart.yaml`: its fields as Helm has them, and what Helm refuses in them.

use airlock_gotmpl::number;

use crate::error::{Error, Result};
use crate::semver::Version;
use crate::values::tree::Tree;

/// What `Chart.yaml` says.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// `name`
    pub name: String,
    /// `home`
    pub home: String,
    /// `sources`
    pub sources: Vec<String>,
    /// `version`
    pub version: String,
    /// `description`
    pub description: String,
    /// `keywords`
    pub keywords: Vec<String>,
    /// `maintainers`; `None` is a null in the list, which Helm refuses.
    pub maintainers: Vec<Option<Maintainer>>,
    /// `icon`
    pub icon: String,
    /// `apiVersion`
    pub api_version: String,
    /// `condition`
    pub condition: String,
    /// `tags`
    pub tags: String,
    /// `appVersion`
    pub app_version: String,
    /// `deprecated`
    pub deprecated: bool,
    /// `annotations`; `None` where there are none, which templates see as a nil map.
    pub annotations: Option<Vec<(String, String)>>,
    /// `kubeVersion`
    pub kube_version: String,
    /// `dependencies`, those of `requirements.yaml` included; `None` where none are declared.
    pub dependencies: Option<Vec<Option<Dependency>>>,
    /// `type`
    pub kind: String,
}

/// Who maintains a chart.
#[derive(Clone, Debug, Default)]
pub struct Maintainer {
    /// `name`
    pub name: String,
    /// `email`
    pub email: String,
    /// `url`
    pub url: String,
}

/// A chart that this one depends on.
#[derive(Clone, Debug, Default)]
pub struct Dependency {
    /// `name`; replaced by the alias once dependencies are resolved.
    pub name: String,
    /// `version`, a constraint
    pub version: String,
    /// `repository`
    pub repository: String,
    /// `condition`
    pub condition: String,
    /// `tags`
    pub tags: Vec<String>,
    /// `enabled`
    pub enabled: bool,
    /// `import-values`
    pub(crate) import_values: Vec<Tree>,
    /// `alias`
    pub alias: String,
}

impl Metadata {
    /// Whether this is a library chart, whose templates are only included.
    pub fn is_library(&self) -> bool {
        self.kind.eq_ignore_ascii_case("library")
    }

    /// Cleans the texts and refuses what Helm refuses.
    pub(super) fn validate(&mut self) -> Result<()> {
        for text in [
            &mut self.name,
            &mut self.description,
            &mut self.home,
            &mut self.icon,
            &mut self.condition,
            &mut self.tags,
            &mut self.app_version,
            &mut self.kube_version,
        ] {
            sanitize(text);
        }
        self.sources.iter_mut().for_each(sanitize);
        self.keywords.iter_mut().for_each(sanitize);
        self.validate_fields()?;
        for maintainer in &mut self.maintainers {
            let Some(maintainer) = maintainer else {
                return Err(invalid("maintainers must not contain empty or null nodes"));
            };
            sanitize(&mut maintainer.name);
            sanitize(&mut maintainer.email);
            sanitize(&mut maintainer.url);
        }
        self.validate_dependencies()
    }

    fn validate_fields(&self) -> Result<()> {
        if self.api_version.is_empty() {
            return Err(invalid("chart.metadata.apiVersion is required"));
        }
        if self.name.is_empty() {
            return Err(invalid("chart.metadata.name is required"));
        }
        let name = number::quote(self.name.as_bytes());
        if self.name == "." || self.name == ".." {
            return Err(invalid(format!(
                "chart.metadata.name {name} is not allowed"
            )));
        }
        if self.name.contains('/') {
            return Err(invalid(format!("chart.metadata.name {name} is invalid")));
        }
        if self.version.is_empty() {
            return Err(invalid("chart.metadata.version is required"));
        }
        if Version::parse(&self.version).is_err() {
            let version = number::quote(self.version.as_bytes());
            return Err(invalid(format!(
                "chart.metadata.version {version} is invalid"
            )));
        }
        match self.kind.as_str() {
            "" | "application" | "library" => Ok(()),
            _ => Err(invalid(
                "chart.metadata.type must be application or library",
            )),
        }
    }

    fn validate_dependencies(&mut self) -> Result<()> {
        let mut taken: Vec<String> = Vec::new();
        for dependency in self.dependencies.iter_mut().flatten() {
            let Some(dependency) = dependency else {
                return Err(invalid("dependencies must not contain empty or null nodes"));
            };
            dependency.validate()?;
            let key = match dependency.alias.as_str() {
                "" => &dependency.name,
                alias => alias,
            };
            if taken.iter().any(|name| name == key) {
                let key = number::quote(key.as_bytes());
                return Err(invalid(format!(
                    "more than one dependency with name or alias {key}"
                )));
            }
            taken.push(key.to_owned());
        }
        Ok(())
    }
}

impl Dependency {
    fn validate(&mut self) -> Result<()> {
        for text in [
            &mut self.name,
            &mut self.version,
            &mut self.repository,
            &mut self.condition,
        ] {
            sanitize(text);
        }
        self.tags.iter_mut().for_each(sanitize);
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if self.alias.bytes().all(allowed) {
            return Ok(());
        }
        let name = number::quote(self.name.as_bytes());
        Err(invalid(format!(
            "dependency {name} has disallowed characters in the alias"
        )))
    }
}

fn invalid(message: impl std::fmt::Display) -> Error {
    Error::chart(format!("validation: {message}"))
}

/// Every kind of space becomes a space; what cannot be printed goes.
fn sanitize(text: &mut String) {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return;
    }
    let clean = |c: char| match c {
        c if c.is_whitespace() => Some(' '),
        c if is_printable(c) => Some(c),
        _ => None,
    };
    *text = text.chars().filter_map(clean).collect();
}

/// Go's `unicode.IsPrint`, for all but spaces. Rust prints a printable character as itself; the
/// letter before it keeps combining marks from being escaped for standing alone.
fn is_printable(c: char) -> bool {
    if matches!(c, '"' | '\'' | '\\') {
        return true;
    }
    let mut pair = String::from("a");
    pair.push(c);
    pair.escape_debug().count() == 2
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn texts_are_cleaned_as_helm_cleans_them() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a\tb\nc", "a b c"),
            ("a\u{0}b\u{200b}c", "abc"),
            ("é\u{301}\u{a0}\"x\\", "é\u{301} \"x\\"),
        ] {
            let mut text = text.to_owned();
            sanitize(&mut text);
            assert_eq!(text, expected);
        }
    }
}

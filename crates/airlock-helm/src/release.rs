//! A release: what a chart is rendered for.

use std::path::Path;

use airlock_gotmpl::{Functions, Machine, Map, Namespace, Options, Template, Value, World, number};

use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::objects::KubeVersion;

/// The name that `helm template` gives where none was given.
pub const DEFAULT_NAME: &str = "release-name";

const MAX_NAME: usize = 53;

/// What a chart is rendered for.
#[derive(Clone, Debug)]
pub struct Release {
    /// `.Release.Name`
    pub name: String,
    /// `.Release.Namespace`
    pub namespace: String,
    /// `--is-upgrade`: whether `.Release.IsUpgrade` is set, and not `.Release.IsInstall`.
    pub is_upgrade: bool,
    /// `.Capabilities.KubeVersion`
    pub kube_version: KubeVersion,
    /// API versions beside those that Helm knows.
    pub api_versions: Vec<String>,
}

impl Default for Release {
    fn default() -> Self {
        Self::new(DEFAULT_NAME)
    }
}

impl Release {
    /// A release of that name in the namespace `default`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            namespace: "default".to_owned(),
            is_upgrade: false,
            kube_version: KubeVersion::default(),
            api_versions: Vec::new(),
        }
    }

    /// `.Release`
    pub(crate) fn object(&self) -> Map {
        let map = Map::default();
        map.set("Name", Value::str(self.name.as_str()));
        map.set("Namespace", Value::str(self.namespace.as_str()));
        map.set("IsUpgrade", Value::Bool(self.is_upgrade));
        map.set("IsInstall", Value::Bool(!self.is_upgrade));
        map.set("Revision", Value::Int(1));
        map.set("Service", Value::str("Helm"));
        map
    }

    /// Refuses a name that Helm refuses.
    pub(crate) fn check_name(&self, compat: Compat) -> Result<()> {
        let quoted = number::quote(self.name.as_bytes());
        let why = if self.name.is_empty() {
            "no name provided"
        } else if self.name.len() > MAX_NAME || !is_dns_name(&self.name) {
            "invalid release name, must match regex \
             ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length \
             must not be longer than 53"
        } else {
            return Ok(());
        };
        let error = Error::release(format!("release name {quoted}: {why}"));
        Err(match compat {
            Compat::Helm4 => error.context("release name check failed"),
            Compat::Helm3 => error,
        })
    }
}

/// Lower case letters, digits and inner hyphens, in parts between dots.
fn is_dns_name(name: &str) -> bool {
    name.split('.').all(|part| {
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !part.is_empty()
            && part.bytes().all(|b| is_plain(b) || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    })
}

/// The name that `--generate-name` makes of a chart's path: its base name and the time.
pub fn generated_name(chart: &Path, unix_seconds: i64) -> String {
    let base = chart.file_name().map(|n| n.to_string_lossy().into_owned());
    let base = base
        .filter(|b| !b.is_empty())
        .unwrap_or_else(|| "chart".to_owned());
    let base = base.split('.').next().unwrap_or_default();
    format!("{base}-{unix_seconds}")
}

/// The name that `--name-template` gives: the template run without data.
pub fn name_from_template(
    template: &str,
    functions: &Functions,
    world: &dyn World,
) -> Result<String> {
    const NAME: &str = "name-template";
    let parsed = Template::parse(NAME, template, functions);
    let parsed = parsed.map_err(|e| Error::release(e.to_string()))?;
    let mut namespace = Namespace::new();
    namespace.add(&parsed);
    let mut machine = Machine::new(&namespace, functions, world, Options::default());
    let mut name = Vec::new();
    machine
        .execute(NAME, &Value::Nil, &mut name)
        .map_err(|e| Error::release(e.to_string()))?;
    Ok(String::from_utf8_lossy(&name).into_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Release, generated_name};
    use crate::compat::Compat;

    #[test]
    fn names_are_checked_as_helm_checks_them() {
        for good in ["a", "a-b.c", "0", "release-name"] {
            let name = Release::new(good);
            assert!(name.check_name(Compat::Helm4).is_ok(), "{good}");
        }
        for bad in ["", "A", "a_b", "-a", "a-", "a..b", &"a".repeat(54)] {
            let name = Release::new(bad);
            assert!(name.check_name(Compat::Helm4).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_generated_name_ends_where_the_extension_begins() {
        assert_eq!(
            generated_name(Path::new("x/chart-1.2.3.tgz"), 7),
            "chart-1-7"
        );
    }
}

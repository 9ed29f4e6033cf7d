//! The Kubernetes version of a release, as `--kube-version` gives it.

use crate::error::{Error, Result};

/// The Kubernetes version that charts are rendered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KubeVersion {
    /// As it was given, with a `v`: `v1.33.4-gke.1245000`
    pub version: String,
    /// Without what follows the numbers; constraints are checked against it.
    pub normalized: String,
    /// The first number.
    pub major: String,
    /// The second number.
    pub minor: String,
}

impl Default for KubeVersion {
    /// The version that Helm 4.3.1 believes in.
    fn default() -> Self {
        Self {
            version: "v1.37.0".to_owned(),
            normalized: "v1.37.0".to_owned(),
            major: "1".to_owned(),
            minor: "37".to_owned(),
        }
    }
}

impl KubeVersion {
    /// Reads a version; Helm's words where it is none.
    pub fn parse(text: &str) -> Result<Self> {
        parse(text).map_err(|why| {
            Error::release(format!("invalid kube version '{text}': {why}"))
                .remedy("give at least a major and a minor version, such as v1.37.0")
        })
    }
}

fn parse(text: &str) -> Result<KubeVersion, String> {
    let quoted = airlock_gotmpl::number::quote(text.as_bytes());
    let unread = || format!("could not parse {quoted} as version");
    let start = text.trim_start_matches([' ', '\t', '\n', '\u{c}', '\r']);
    let start = start.strip_prefix('v').unwrap_or(start);
    let (numbers, rest) = split_numbers(start);
    if numbers.is_empty() || rest.contains('\n') {
        return Err(unread());
    }
    let parts: Vec<&str> = numbers.split('.').collect();
    if parts.len() < 2 {
        return Err(format!("illegal version string {quoted}"));
    }
    if parts[0].len() > 1 && parts[0].starts_with('0') {
        let part = parts[0];
        return Err(format!(
            "illegal zero-prefixed version component \"{part}\" in {quoted}"
        ));
    }
    let mut numbers = Vec::with_capacity(parts.len());
    for part in parts {
        let number: u64 = part.parse().map_err(|_| {
            format!(
                "illegal non-numeric version component \"{part}\" in {quoted}: \
                 strconv.ParseUint: parsing \"{part}\": value out of range"
            )
        })?;
        numbers.push(number.to_string());
    }
    let version = if text.starts_with('v') {
        text.to_owned()
    } else {
        format!("v{text}")
    };
    Ok(KubeVersion {
        version,
        normalized: format!("v{}", numbers.join(".")),
        major: numbers[0].clone(),
        minor: numbers[1].clone(),
    })
}

/// The dotted numbers at the start, and the rest.
fn split_numbers(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut i = 0;
    while i < bytes.len() && bytes[i].is_ascii_digit() {
        while i < bytes.len() && bytes[i].is_ascii_digit() {
            i += 1;
        }
        end = i;
        if bytes.get(i) == Some(&b'.') {
            i += 1;
        }
    }
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::KubeVersion;

    #[test]
    fn versions_are_read_as_kubernetes_reads_them() {
        let version = KubeVersion::parse("1.33.4-gke.1245000").unwrap();
        assert_eq!(version.version, "v1.33.4-gke.1245000");
        assert_eq!(version.normalized, "v1.33.4");
        assert_eq!(
            (version.major.as_str(), version.minor.as_str()),
            ("1", "33")
        );
        for (text, expected) in [
            (
                "x",
                "invalid kube version 'x': could not parse \"x\" as version",
            ),
            (
                "1",
                "invalid kube version '1': illegal version string \"1\"",
            ),
            (
                "01.2",
                "invalid kube version '01.2': illegal zero-prefixed version component \"01\" in \"01.2\"",
            ),
        ] {
            assert_eq!(KubeVersion::parse(text).unwrap_err().to_string(), expected);
        }
    }
}

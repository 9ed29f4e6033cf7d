//! A repository's `index.yaml`: one chart's entry, found without reading the others.
//!
//! Indexes are tens of megabytes. One written as Helm writes it is cut at its lines, and only the
//! wanted chart's part is parsed; any other shape is parsed whole.

use crate::error::Error;
use airlock_lock::Checksum;
use airlock_yaml::{Document, Node};

/// A chart's version in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its archive is: absolute, or relative to the index.
    pub url: String,
    /// The SHA-256 of the archive, where the index has one.
    pub digest: Option<Checksum>,
}

/// Finds a chart's version in an index.
pub fn find_chart(index: &[u8], chart: &str, version: &str) -> Result<Entry, Error> {
    if let Some(part) = part_of(index, chart)
        && let Ok(document) = Document::parse(part)
        && let Some(found) = document.root().as_map().and_then(|map| map.get(chart))
    {
        return among(found, chart, version);
    }
    let document = Document::parse(index)
        .map_err(|error| garbage(&format!("it is no YAML: {}", error.message())))?;
    let entries = document.root().as_map().and_then(|map| map.get("entries"));
    let Some(entries) = entries.filter(|entries| entries.is_null() || entries.as_map().is_some())
    else {
        return Err(garbage("it has no `entries`"));
    };
    match entries.as_map().and_then(|map| map.get(chart)) {
        Some(found) => among(found, chart, version),
        None => Err(Error::new(format!("the repository has no chart `{chart}`"))
            .remedied("look at `chart` and `repository` in versions.toml")),
    }
}

fn garbage(why: &str) -> Error {
    let why: String = why.chars().take(200).collect();
    Error::new(format!("this is no index of charts: {why}"))
        .remedied("`repository` is the address whose index.yaml Helm reads")
}

fn among(versions: Node<'_>, chart: &str, version: &str) -> Result<Entry, Error> {
    let Some(versions) = versions.as_seq() else {
        return Err(garbage(&format!("`{chart}` is no list of versions")));
    };
    let plain = |version: &str| version.strip_prefix('v').unwrap_or(version).to_string();
    let mut all = versions;
    let exact = all.find(|node| named(*node) == Some(version));
    let wanted = plain(version);
    let found = exact.or_else(|| {
        versions
            .into_iter()
            .find(|node| named(*node).is_some_and(|name| plain(name) == wanted))
    });
    match found {
        Some(node) => entry(node, chart),
        None => {
            let there: Vec<&str> = versions.into_iter().filter_map(named).take(5).collect();
            let cause = format!(
                "the repository has no version {version} of `{chart}`; it has {}",
                if there.is_empty() {
                    "none".to_string()
                } else {
                    format!("{}, …", there.join(", "))
                }
            );
            Err(Error::new(cause).remedied("pin a version that is there"))
        }
    }
}

fn named(node: Node<'_>) -> Option<&str> {
    node.as_map()?.get("version")?.as_str()
}

fn entry(node: Node<'_>, chart: &str) -> Result<Entry, Error> {
    let map = node.as_map();
    let urls = map
        .and_then(|map| map.get("urls"))
        .and_then(|urls| urls.as_seq());
    let url = urls.and_then(|mut urls| urls.find_map(|url| url.as_str()));
    let digest = match map.and_then(|map| map.get("digest")) {
        Some(digest) if digest.as_str() != Some("") => Some(checksum(digest, chart)?),
        _ => None,
    };
    match url.filter(|url| !url.is_empty()) {
        Some(url) => Ok(Entry {
            url: url.to_string(),
            digest,
        }),
        None => Err(garbage(&format!(
            "this version of `{chart}` has no address"
        ))),
    }
}

fn checksum(digest: Node<'_>, chart: &str) -> Result<Checksum, Error> {
    let read = digest.as_str().and_then(Checksum::parse);
    read.ok_or_else(|| {
        garbage(&format!(
            "the digest of this version of `{chart}` is no SHA-256"
        ))
    })
}

/// The lines of one chart below `entries:`; nothing where the index has another shape.
fn part_of<'i>(index: &'i [u8], chart: &str) -> Option<&'i [u8]> {
    let (mut at, mut level) = (0, 0);
    let (mut inside, mut start) = (false, None);
    while at < index.len() {
        let rest = index.get(at..)?;
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |end| end + 1);
        let line = rest.get(..end)?;
        let here = at;
        at += end;
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        let text = line.get(indent..)?.trim_ascii_end();
        if text.is_empty() || text.starts_with(b"#") {
            continue;
        }
        if !inside {
            inside = indent == 0 && text == b"entries:";
            continue;
        }
        if indent == 0 {
            break;
        }
        if level == 0 {
            level = indent;
        }
        if indent < level {
            return None;
        }
        if indent > level || text.starts_with(b"-") {
            continue;
        }
        match start {
            Some(start) => return index.get(start..here),
            None if is_key(text, chart) => start = Some(here),
            None => {}
        }
    }
    // Nothing can come after it that belongs to it: what follows stands at the left edge.
    let start = start?;
    let rest = index.get(start..)?;
    Some(until_left_edge(rest))
}

fn until_left_edge(part: &[u8]) -> &[u8] {
    let mut at = 0;
    while at < part.len() {
        let rest = part.get(at..).unwrap_or_default();
        if !matches!(rest.first(), Some(b' ' | b'\n' | b'\r' | b'#')) {
            return part.get(..at).unwrap_or_default();
        }
        at += rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |end| end + 1);
    }
    part
}

fn is_key(text: &[u8], chart: &str) -> bool {
    let Some(key) = text.strip_suffix(b":") else {
        return false;
    };
    let quoted = |quote: u8| key.strip_prefix(&[quote])?.strip_suffix(&[quote]);
    let key = quoted(b'"').or_else(|| quoted(b'\'')).unwrap_or(key);
    key == chart.as_bytes()
}

#[cfg(test)]
mod tests {
    use super::find_chart;

    const HELM: &str = "apiVersion: v1\nentries:\n  a:\n  - name: a\n    version: 1.0.0\n    description: |\n      b:\n      - no\n    urls:\n    - a-1.0.0.tgz\n  b:\n  - name: b\n    version: v2.0.0\n    digest: 00000000000000000000000000000000000000000000000000000000000000ff\n    urls:\n    - https://x/b.tgz\n  - name: b\n    version: 1.9.0\n    urls: []\ngenerated: \"2020-01-01T00:00:00Z\"\n";

    fn shown(index: &str, chart: &str, version: &str) -> String {
        match find_chart(index.as_bytes(), chart, version) {
            Ok(entry) => format!("{} {}", entry.url, entry.digest.is_some()),
            Err(error) => error.cause().to_string(),
        }
    }

    #[test]
    fn an_entry_is_found_in_every_shape() {
        assert_eq!(shown(HELM, "a", "1.0.0"), "a-1.0.0.tgz false");
        assert_eq!(shown(HELM, "b", "2.0.0"), "https://x/b.tgz true");
        let json = r#"{"apiVersion":"v1","entries":{"a":[{"version":"1.0.0","urls":["j.tgz"]}]}}"#;
        assert_eq!(shown(json, "a", "1.0.0"), "j.tgz false");
        let deep = "entries:\n    'a':\n        - version: 1.0.0\n          urls: [d.tgz]\n";
        assert_eq!(shown(deep, "a", "v1.0.0"), "d.tgz false");
        let anchors =
            "entries:\n  a:\n  - &x\n    version: 1.0.0\n    urls: [x.tgz]\n  b:\n  - *x\n";
        assert_eq!(shown(anchors, "b", "1.0.0"), "x.tgz false");
    }

    #[test]
    fn what_is_not_there_is_said() {
        assert_eq!(
            shown(HELM, "b", "3.0.0"),
            "the repository has no version 3.0.0 of `b`; it has v2.0.0, 1.9.0, …"
        );
        assert_eq!(shown(HELM, "c", "1.0.0"), "the repository has no chart `c`");
        assert!(shown(HELM, "b", "1.9.0").contains("has no address"));
        assert!(shown("<html>no</html>", "b", "1.0.0").contains("no index of charts"));
        assert!(shown("\u{0}\u{1}", "b", "1.0.0").contains("no index of charts"));
        assert!(shown("entries: {a: 1}", "a", "1.0.0").contains("no list of versions"));
        assert!(shown("entries:", "a", "1.0.0").contains("has no chart"));
    }
}

//! A repository's `index.yaml`: one chart's entry, found without reading the others.
//!
//! Indexes are tens of megabytes. One written as Helm writes it is cut at its lines, and only the
//! wanted chart's part is parsed; any other shape is parsed whole.

use crate::error::Error;
use airlock_lock::Checksum;
use airlock_yaml::{Document, Node};
use memchr::memchr;

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
    match part_of(index, chart) {
        Part::Absent => return Err(absent(chart)),
        Part::Lines(part) => {
            if let Ok(document) = Document::parse(part)
                && let Some(found) = document.root().as_map().and_then(|map| map.get(chart))
            {
                return among(found, chart, version);
            }
        }
        Part::Unknown => {}
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
        None => Err(absent(chart)),
    }
}

fn absent(chart: &str) -> Error {
    Error::new(format!("the repository has no chart `{chart}`"))
        .remedied("look at `chart` and `repository` in versions.toml")
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

/// What the lines of an index say about a chart.
enum Part<'i> {
    /// These lines are its entry.
    Lines(&'i [u8]),
    /// Every chart has lines of its own, and this one has none.
    Absent,
    /// It is not written as Helm writes it.
    Unknown,
}

/// The lines of one chart below `entries:`. Only a key can stand as far to the left as the first of
/// them: whatever belongs to a key, also the further lines of a text, is indented more, or a dash.
fn part_of<'i>(index: &'i [u8], chart: &str) -> Part<'i> {
    let (mut at, mut level) = (0, 0);
    let (mut inside, mut start) = (false, None);
    while let Some(line) = line_at(index, at) {
        let here = at;
        at += line.len();
        let indent = indent_of(line);
        let text = line.get(indent..).unwrap_or_default().trim_ascii_end();
        if text.is_empty() || text.starts_with(b"#") {
            continue;
        }
        if !inside {
            inside = indent == 0 && text == b"entries:";
            continue;
        }
        if level == 0 {
            level = indent;
        }
        if indent > level || (indent == level && indent > 0 && text.starts_with(b"-")) {
            continue;
        }
        if let Some(start) = start {
            return index.get(start..here).map_or(Part::Unknown, Part::Lines);
        }
        match key_of(text) {
            _ if indent == 0 => return Part::Absent,
            Some(_) if indent < level => return Part::Unknown,
            Some(key) if key == chart.as_bytes() => start = Some(here),
            Some(_) => {}
            None => return Part::Unknown,
        }
    }
    match start.and_then(|start| index.get(start..)) {
        Some(rest) => Part::Lines(rest),
        None if inside => Part::Absent,
        None => Part::Unknown,
    }
}

/// The line that begins at a place, with its end.
fn line_at(index: &[u8], at: usize) -> Option<&[u8]> {
    let rest = index.get(at..).filter(|rest| !rest.is_empty())?;
    let end = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
    rest.get(..end)
}

fn indent_of(line: &[u8]) -> usize {
    let mut indent = 0;
    while line.get(indent) == Some(&b' ') {
        indent += 1;
    }
    indent
}

/// The key of a line that is nothing but a key, as a chart's name is written.
fn key_of(text: &[u8]) -> Option<&[u8]> {
    let key = text.strip_suffix(b":")?;
    let quoted = |quote: u8| key.strip_prefix(&[quote])?.strip_suffix(&[quote]);
    let key = quoted(b'"').or_else(|| quoted(b'\'')).unwrap_or(key);
    let plain =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    (!key.is_empty() && key.iter().all(plain)).then_some(key)
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
        // Of what is not written as Helm writes it, nothing is said before all is read.
        for odd in [
            "entries:\n  a: []\n  ? b\n  : - version: 1.0.0\n      urls: [b.tgz]\n",
            "entries:\n  a: &x\n  - version: 1.0.0\n    urls: [b.tgz]\n  b: *x\n",
            "entries:\n  \"\\x62\":\n  - version: 1.0.0\n    urls: [b.tgz]\n",
            "{entries: {b: [{version: 1.0.0, urls: [b.tgz]}]}}",
        ] {
            assert_eq!(shown(odd, "b", "1.0.0"), "b.tgz false", "{odd}");
        }
        let last = "entries:\n  a:\n  - version: 1.0.0\n    urls: [a.tgz]\n";
        assert_eq!(shown(last, "a", "1.0.0"), "a.tgz false");
        assert_eq!(shown(last, "b", "1.0.0"), "the repository has no chart `b`");
        assert!(shown(HELM, "b", "1.9.0").contains("has no address"));
        assert!(shown("<html>no</html>", "b", "1.0.0").contains("no index of charts"));
        assert!(shown("\u{0}\u{1}", "b", "1.0.0").contains("no index of charts"));
        assert!(shown("entries: {a: 1}", "a", "1.0.0").contains("no list of versions"));
        assert!(shown("entries:", "a", "1.0.0").contains("has no chart"));
    }
}

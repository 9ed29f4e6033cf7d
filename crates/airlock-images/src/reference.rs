//! Image references: the distribution project's grammar, its normal form and its words.
//! Strings in, strings out; nothing here knows Kubernetes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::digest::{DigestError, check_digest};

const DOCKER_HUB: &str = "docker.io";
const LIBRARY: &str = "library/";
const LATEST: &str = ":latest";
const LONGEST_PATH: usize = 255;
const LONGEST_TAG: usize = 128;

/// A named image: registry, path, and a tag, a digest or both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// All of it, as it is written out; the numbers say where its parts end.
    text: Arc<str>,
    domain_end: usize,
    name_end: usize,
    tag_end: usize,
}

/// Why a string is no reference, in the distribution project's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceError {
    /// Nothing at all.
    Empty,
    /// It would be a reference in lower case.
    Uppercase,
    /// The repository part holds upper case.
    UppercaseName(String),
    /// 64 hex digits: a container's identifier, not a name.
    Identifier(String),
    /// No reference by the grammar.
    Format,
    /// The path is longer than 255 bytes.
    TooLong,
    /// The grammar holds but the digest is none.
    Digest(DigestError),
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("repository name must have at least one component"),
            Self::Uppercase => f.write_str("repository name must be lowercase"),
            Self::UppercaseName(name) => {
                write!(
                    f,
                    "invalid reference format: repository name ({name}) must be lowercase"
                )
            }
            Self::Identifier(text) => write!(
                f,
                "invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
            ),
            Self::Format => f.write_str("invalid reference format"),
            Self::TooLong => {
                write!(
                    f,
                    "repository name must not be more than {LONGEST_PATH} characters"
                )
            }
            Self::Digest(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReferenceError {}

impl Reference {
    /// Reads a reference by the bare grammar: `nginx` stays `nginx`, without a registry.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        Self::read(text, false)
    }

    /// Reads a reference as container runtimes do: `nginx` is `docker.io/library/nginx`.
    pub fn parse_normalized(text: &str) -> Result<Self, ReferenceError> {
        Self::joined(text, split_domain(text), false)
    }

    /// The image that a node pulls for this text: normalised, Docker Hub's second name folded
    /// into its first, and `:latest` where there is neither tag nor digest.
    pub fn pulled(text: &str) -> Result<Self, ReferenceError> {
        if let Some(rest) = text.strip_prefix("registry-1.docker.io/") {
            return Self::joined(text, on_docker_hub(rest), true);
        }
        Self::joined(text, split_domain(text), true)
    }

    /// The parts of a familiar name, put together; `text` is what they were.
    fn joined(
        text: &str,
        (domain, library, remote): (&str, bool, &str),
        latest: bool,
    ) -> Result<Self, ReferenceError> {
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(ReferenceError::Identifier(text.to_string()));
        }
        let as_written =
            !library && text.len() == domain.len() + 1 + remote.len() && text.starts_with(domain);
        let full: Cow<'_, str> = match as_written {
            true => Cow::Borrowed(text),
            false => [domain, "/", if library { LIBRARY } else { "" }, remote]
                .concat()
                .into(),
        };
        let remainder = full.get(domain.len() + 1..).unwrap_or_default();
        let path = remainder.split(':').next().unwrap_or_default();
        if has_upper(path) {
            return Err(ReferenceError::UppercaseName(path.to_string()));
        }
        Self::read(&full, latest)
    }

    /// By the grammar; `latest` adds the tag that is meant where there is none.
    fn read(text: &str, latest: bool) -> Result<Self, ReferenceError> {
        let Some(parts) = split(text) else {
            return Err(refusal(text));
        };
        if parts.path.len() > LONGEST_PATH {
            return Err(ReferenceError::TooLong);
        }
        if let Some(digest) = parts.digest {
            check_digest(digest).map_err(ReferenceError::Digest)?;
        }
        let domain_end = parts.domain.len();
        let name_end = parts.path.len() + domain_end + usize::from(domain_end > 0);
        let read = Self {
            text: Arc::from(text),
            domain_end,
            name_end,
            tag_end: name_end + parts.tag.map_or(0, |tag| tag.len() + 1),
        };
        Ok(if latest { read.or_latest() } else { read })
    }

    fn or_latest(self) -> Self {
        if self.name_end < self.text.len() {
            return self;
        }
        let text: Arc<str> = [&self.text, LATEST].concat().into();
        let tag_end = text.len();
        Self {
            text,
            tag_end,
            ..self
        }
    }

    /// The registry's host, with its port if any; empty only after [`Reference::parse`].
    pub fn domain(&self) -> &str {
        self.part(0, self.domain_end)
    }

    /// The repository within the registry.
    pub fn path(&self) -> &str {
        self.part(
            self.domain_end + usize::from(self.domain_end > 0),
            self.name_end,
        )
    }

    /// Registry and path.
    pub fn name(&self) -> &str {
        self.part(0, self.name_end)
    }

    /// The tag, as written or as added by [`Reference::pulled`].
    pub fn tag(&self) -> Option<&str> {
        (self.tag_end > self.name_end).then(|| self.part(self.name_end + 1, self.tag_end))
    }

    /// The digest, with its algorithm.
    pub fn digest(&self) -> Option<&str> {
        self.text.get(self.tag_end + 1..)
    }

    /// The whole reference, as [`Display`](fmt::Display) shows it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same text, shared.
    pub(crate) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    fn parts(&self) -> (&str, &str, Option<&str>, Option<&str>) {
        (self.domain(), self.path(), self.tag(), self.digest())
    }

    fn part(&self, from: usize, end: usize) -> &str {
        self.text.get(from..end).unwrap_or_default()
    }

    /// The short form that Docker shows: without `docker.io` and `library/`.
    pub fn familiar(&self) -> String {
        if self.domain() != DOCKER_HUB {
            return self.text.to_string();
        }
        let path = self.path();
        let official = path.strip_prefix(LIBRARY);
        let short = official.filter(|rest| !rest.contains('/')).unwrap_or(path);
        let rest = self.part(self.name_end, self.text.len());
        [short, rest].concat()
    }
}

impl Ord for Reference {
    /// Part by part.
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Reference {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

struct Parts<'a> {
    domain: &'a str,
    path: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

/// The grammar: `[domain[:port]/]path[:tag][@digest]`. Only a domain may hold a colon before a
/// slash, and only a digest an `@`, so three cuts decide it without search.
fn split(text: &str) -> Option<Parts<'_>> {
    let (rest, digest) = match text.split_once('@') {
        Some((rest, digest)) => (rest, Some(digest)),
        None => (text, None),
    };
    let tag_at = match rest.rfind('/') {
        Some(slash) => rest.get(slash..)?.find(':').map(|colon| slash + colon),
        None => rest.find(':'),
    };
    let (name, tag) = match tag_at {
        Some(at) => (rest.get(..at)?, Some(rest.get(at + 1..)?)),
        None => (rest, None),
    };
    if !tag.is_none_or(is_tag) || !digest.is_none_or(is_digest_shape) {
        return None;
    }
    let (domain, path) = split_name(name)?;
    Some(Parts {
        domain,
        path,
        tag,
        digest,
    })
}

fn split_name(name: &str) -> Option<(&str, &str)> {
    if let Some((domain, path)) = name.split_once('/')
        && is_domain(domain)
        && is_path(path)
    {
        return Some((domain, path));
    }
    is_path(name).then_some(("", name))
}

fn refusal(text: &str) -> ReferenceError {
    if text.is_empty() {
        return ReferenceError::Empty;
    }
    let lowered: String = text.chars().map(lower).collect();
    match split(&lowered) {
        Some(_) => ReferenceError::Uppercase,
        None => ReferenceError::Format,
    }
}

/// Go lowers one character to one character.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Go lowers one character to one character. Nearly all names are plain bytes.
fn has_upper(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_uppercase());
    }
    text.chars().any(|c| lower(c) != c)
}

/// Which part of a familiar name is the registry, whether `library/` comes between, and the rest.
fn split_domain(text: &str) -> (&str, bool, &str) {
    let Some((first, rest)) = text.split_once('/') else {
        return on_docker_hub(text);
    };
    match first {
        "localhost" => (first, false, rest),
        "index.docker.io" | DOCKER_HUB => on_docker_hub(rest),
        _ if first.contains(['.', ':']) || has_upper(first) => (first, false, rest),
        _ => on_docker_hub(text),
    }
}

/// What has no owner there belongs to Docker.
fn on_docker_hub(remote: &str) -> (&str, bool, &str) {
    (DOCKER_HUB, !remote.contains('/'), remote)
}

/// A host, an IPv4 address or a bracketed IPv6 address, with a port or without.
fn is_domain(text: &str) -> bool {
    if let Some(inner) = text.strip_prefix('[') {
        return inner.split_once(']').is_some_and(|(address, port)| {
            !address.is_empty()
                && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
                && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
        });
    }
    match text.split_once(':') {
        Some((host, port)) => is_host(host) && is_port(port),
        None => is_host(text),
    }
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_host(text: &str) -> bool {
    text.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn is_path(text: &str) -> bool {
    text.split('/').all(is_component)
}

/// Lower-case words joined by `.`, `_`, `__` or any number of dashes.
fn is_component(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let word = run(bytes, at, |b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if word == at {
            return false;
        }
        if word == bytes.len() {
            return true;
        }
        at = separator(bytes, word);
        if at == word {
            return false;
        }
    }
}

fn separator(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'_'), Some(b'_')) => at + 2,
        (Some(b'.' | b'_'), _) => at + 1,
        (Some(b'-'), _) => run(bytes, at, |b| b == b'-'),
        _ => at,
    }
}

fn run(bytes: &[u8], from: usize, holds: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    while bytes.get(at).is_some_and(|b| holds(*b)) {
        at += 1;
    }
    at
}

pub(crate) fn is_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    let first_is_word = bytes
        .first()
        .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    first_is_word
        && bytes.len() <= LONGEST_TAG
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

/// What the grammar calls a digest, before the digest's own check.
fn is_digest_shape(text: &str) -> bool {
    let Some((algorithm, hex)) = text.split_once(':') else {
        return false;
    };
    hex.len() >= 32
        && hex.bytes().all(|b| b.is_ascii_hexdigit())
        && algorithm.split(['-', '_', '+', '.']).all(|word| {
            word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
                && word.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

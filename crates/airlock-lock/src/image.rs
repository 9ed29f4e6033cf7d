//! An image's full name: registry, repository, tag, digest, in the one canonical spelling.
//!
//! This is the lock's own type: it accepts only names that are already normalised (`docker.io`
//! and `library/` written out). Shortened names are for the walker to complete, not for a lock.

use std::fmt;

/// A full image name. At least one of tag and digest is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Image {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
}

/// Why a text is not a full image name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageError(String);

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ImageError {}

impl Image {
    /// Reads `registry/repository[:tag][@digest]`.
    pub fn parse(text: &str) -> Result<Image, ImageError> {
        let (named, digest) = match text.split_once('@') {
            Some((named, digest)) => (named, Some(digest)),
            None => (text, None),
        };
        let Some((registry, rest)) = named.split_once('/') else {
            return Err(wrong(text, "it names no registry"));
        };
        let (repository, tag) = match rest.split_once(':') {
            Some((repository, tag)) => (repository, Some(tag)),
            None => (rest, None),
        };
        Image::from_parts(registry, repository, tag, digest)
    }

    /// An image from its parts, each checked as the distribution specification has them.
    pub fn from_parts(
        registry: &str,
        repository: &str,
        tag: Option<&str>,
        digest: Option<&str>,
    ) -> Result<Image, ImageError> {
        let image = Image {
            registry: registry.to_string(),
            repository: repository.to_string(),
            tag: tag.map(str::to_string),
            digest: digest.map(str::to_string),
        };
        match image.fault() {
            Some(fault) => Err(wrong(&image.to_string(), fault)),
            None => Ok(image),
        }
    }

    /// The upstream host, with its port if it has one.
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The path at the registry.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag, if the name has one.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest with its algorithm, if the name has one.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// Registry and repository: what stays when a tag is bumped.
    pub fn name(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }

    /// Tag and digest as they follow the name, without the first separator.
    pub fn version(&self) -> String {
        match (&self.tag, &self.digest) {
            (Some(tag), Some(digest)) => format!("{tag}@{digest}"),
            (Some(tag), None) => tag.clone(),
            (None, digest) => digest.clone().unwrap_or_default(),
        }
    }

    fn fault(&self) -> Option<&'static str> {
        if !is_host(&self.registry) {
            return Some("it does not start with a registry's host name");
        }
        if !self.repository.split('/').all(is_component) {
            return Some("its repository is not lower-case words joined by ., _, - and /");
        }
        if self.registry == "docker.io" && !self.repository.contains('/') {
            return Some("an official image of docker.io is written with library/");
        }
        if !self.tag.as_deref().is_none_or(is_tag) {
            return Some("its tag is not a tag");
        }
        if !self.digest.as_deref().is_none_or(is_digest) {
            return Some("its digest is not sha256: and 64 hex digits (or another algorithm's)");
        }
        match self.tag.is_none() && self.digest.is_none() {
            true => Some("it has neither a tag nor a digest"),
            false => None,
        }
    }
}

fn wrong(text: &str, fault: &str) -> ImageError {
    ImageError(format!("`{text}` is not a full image name: {fault}"))
}

impl fmt::Display for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.registry, self.repository)?;
        if let Some(tag) = &self.tag {
            write!(f, ":{tag}")?;
        }
        match &self.digest {
            Some(digest) => write!(f, "@{digest}"),
            None => Ok(()),
        }
    }
}

/// Whether a text is a registry's host: a dotted name, an address or `localhost`, maybe a port.
pub(crate) fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => return is_bracketed(address, port),
            None => return false,
        },
        None => match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        },
    };
    let named = host == "localhost" || host.contains('.') || port.is_some();
    named && port.is_none_or(is_port) && host.split('.').all(is_label)
}

fn is_bracketed(address: &str, port: &str) -> bool {
    address.parse::<std::net::Ipv6Addr>().is_ok()
        && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    edge(bytes.first())
        && edge(bytes.last())
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// Letters and digits with single `.`, one or two `_`, or any number of `-` between them.
fn is_component(component: &str) -> bool {
    let bytes = component.as_bytes();
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends_in_words =
        bytes.first().is_some_and(|b| word(*b)) && bytes.last().is_some_and(|b| word(*b));
    ends_in_words
        && bytes
            .split(|b| word(*b))
            .all(|gap| matches!(gap, b"" | b"." | b"_" | b"__") || gap.iter().all(|b| *b == b'-'))
}

fn is_tag(tag: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let bytes = tag.as_bytes();
    bytes.first().is_some_and(|b| word(*b))
        && bytes.len() <= 128
        && bytes.iter().all(|b| word(*b) || matches!(b, b'.' | b'-'))
}

fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else {
        return false;
    };
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return false,
    };
    hex.len() == length && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::Image;

    #[test]
    fn full_names_are_read_and_printed_alike() {
        let digest = "a".repeat(64);
        for text in [
            "quay.io/cilium/cilium:v1.20.0".to_string(),
            format!("ghcr.io/a/b__c.d--e:1@sha256:{digest}"),
            format!("localhost/x@sha256:{digest}"),
            "reg:5000/x:Y_1.z-2".to_string(),
            "[::1]:5000/x:1".to_string(),
        ] {
            let image = Image::parse(&text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(image.to_string(), text);
        }
    }

    #[test]
    fn short_and_broken_names_are_refused() {
        for text in [
            "",
            "/",
            "nginx:1",
            "library/nginx:1",
            "docker.io/nginx:1",
            "quay.io/a/b",
            "quay.io/A:1",
            "quay.io/a..b:1",
            "quay.io/a:1@sha256:00",
            "quay.io/a:",
            "quay.io//a:1",
            "-.io/a:1",
            "quay.io:x/a:1",
            "[::g]/a:1",
            "quay.io/a:b:c",
            "quay.io/a_-b:1",
        ] {
            assert!(Image::parse(text).is_err(), "{text}");
        }
    }
}

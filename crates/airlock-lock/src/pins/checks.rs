//! What a name, a version, an address or a path must look like; each fault with its remedy.

use crate::error::Error;
use crate::fields::{Source, Text};
use crate::image::Image;
use crate::tree::Span;

/// A name for a pin or variant: what Kubernetes takes for a release's name.
pub(super) fn name(source: Source<'_>, what: &str, name: &Text) -> Result<String, Error> {
    let bytes = name.value.as_bytes();
    let word = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let edges = bytes.first().is_some_and(word) && bytes.last().is_some_and(word);
    if edges && bytes.len() <= 53 && bytes.iter().all(|b| word(b) || *b == b'-') {
        return Ok(name.value.clone());
    }
    let cause = format!("`{}` is no name for {what}", name.value);
    let remedy = "use lower-case letters, digits and inner dashes, 53 at most";
    Err(source.error(name.span, cause).with_remedy(remedy))
}

/// An exact chart version: SemVer 2, with or without the `v` before it.
pub(super) fn version(source: Source<'_>, version: &Text) -> Result<String, Error> {
    if is_version(&version.value) {
        return Ok(version.value.clone());
    }
    let error = source.error(
        version.span,
        format!("`{}` is no exact version", version.value),
    );
    let range = version
        .value
        .contains(['^', '~', '>', '<', '*', '|', ' ', 'x', 'X']);
    Err(match range {
        true => error.with_remedy("a pin names one version, not a range"),
        false => error.with_remedy("write MAJOR.MINOR.PATCH as the repository's index has it"),
    })
}

/// How many times the limits of a render are allowed.
pub(super) fn limit_factor(source: Source<'_>, span: Span, factor: u64) -> Result<u32, Error> {
    match u32::try_from(factor) {
        Ok(factor @ 1..=1000) => Ok(factor),
        _ => Err(source
            .error(span, format!("`limit-factor` is {factor}"))
            .with_remedy("give a number from 1, which is what is allowed anyway, to 1000")),
    }
}

fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, build) = match text.split_once('+') {
        Some((text, build)) => (text, Some(build)),
        None => (text, None),
    };
    let (core, pre) = match text.split_once('-') {
        Some((core, pre)) => (core, Some(pre)),
        None => (text, None),
    };
    let numbers: Vec<&str> = core.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|n| is_number(n))
        && pre.is_none_or(|pre| pre.split('.').all(is_pre_release))
        && build.is_none_or(|build| build.split('.').all(is_identifier))
}

fn is_number(text: &str) -> bool {
    is_identifier(text)
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'))
        && text.len() < 20
}

fn is_pre_release(text: &str) -> bool {
    is_number(text) || (is_identifier(text) && !text.bytes().all(|b| b.is_ascii_digit()))
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// A Kubernetes version: two or three numbers, with or without the `v` before them.
pub(super) fn kubernetes(source: Source<'_>, version: &Text) -> Result<String, Error> {
    let numbers: Vec<&str> = version.value.trim_start_matches('v').split('.').collect();
    let plain = matches!(numbers.len(), 2 | 3) && numbers.iter().all(|n| is_number(n));
    if plain || is_version(&version.value) {
        return Ok(version.value.clone());
    }
    let cause = format!("`{}` is no version of Kubernetes", version.value);
    Err(source
        .error(version.span, cause)
        .with_remedy("write it like 1.37.0"))
}

/// A namespace's name, as the API server takes it.
pub(super) fn namespace(source: Source<'_>, namespace: &Text) -> Result<String, Error> {
    let bytes = namespace.value.as_bytes();
    let word = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let edges = bytes.first().is_some_and(word) && bytes.last().is_some_and(word);
    if edges && bytes.len() <= 63 && bytes.iter().all(|b| word(b) || *b == b'-') {
        return Ok(namespace.value.clone());
    }
    Err(source
        .error(
            namespace.span,
            format!("`{}` is no name of a namespace", namespace.value),
        )
        .with_remedy("use lower-case letters, digits and inner dashes, 63 at most"))
}

/// An address to download from: `https://`, or `http://` where a checksum vouches for the bytes.
pub(super) fn url(source: Source<'_>, url: &Text, vouched: bool) -> Result<String, Error> {
    let fault = |cause: &str, remedy: &str| {
        Err(source
            .error(url.span, format!("`{}` {cause}", url.value))
            .with_remedy(remedy))
    };
    let (rest, plain) = match url.value.strip_prefix("https://") {
        Some(rest) => (rest, false),
        None => match url.value.strip_prefix("http://") {
            Some(rest) => (rest, true),
            None => return fault("is no address", "it starts with https://"),
        },
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if authority.contains('@') {
        let remedy = "credentials belong into the environment of `airlock vendor`, not into a file";
        return fault("holds credentials", remedy);
    }
    if authority.is_empty() || url.value.bytes().any(|b| b <= b' ' || b == 0x7f) {
        return fault("is no address", "write https://HOST/PATH without spaces");
    }
    if plain && !vouched && !is_loopback(authority) {
        return fault(
            "is plain HTTP",
            "use https://, or give the sha256 that the bytes must have",
        );
    }
    Ok(url.value.trim_end_matches('/').to_string())
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => authority.split(':').next().unwrap_or(""),
    };
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// An OCI chart's name: `oci://HOST/PATH`, the version apart.
pub(super) fn oci(source: Source<'_>, name: &Text) -> Result<String, Error> {
    let whole = name
        .value
        .strip_prefix("oci://")
        .map(|rest| format!("{rest}:x"));
    if whole.is_some_and(|whole| Image::parse(&whole).is_ok()) {
        return Ok(name.value.clone());
    }
    let cause = format!("`{}` names no chart in a registry", name.value);
    let remedy = "write oci://HOST/PATH in lower case, with the version under `version`";
    Err(source.error(name.span, cause).with_remedy(remedy))
}

/// A relative path with `/`; `inner` ones (inside an archive) may not climb out either.
pub(super) fn path(source: Source<'_>, path: &Text, inner: bool) -> Result<String, Error> {
    let value = path.value.trim_end_matches('/');
    let absolute = value.starts_with('/') || value.contains(['\\', '\0', ':']);
    let climbs = inner && value.split('/').any(|part| part == "..");
    if !value.is_empty() && !absolute && !climbs {
        return Ok(value.to_string());
    }
    let cause = format!("`{}` is no path that can be used here", path.value);
    let remedy = match inner {
        true => "write it relative to the archive's root, with / and without ..",
        false => "write it relative to versions.toml, with /",
    };
    Err(source.error(path.span, cause).with_remedy(remedy))
}

/// Several strings, none of them twice or empty.
pub(super) fn distinct(
    source: Source<'_>,
    key: &str,
    texts: &[Text],
) -> Result<Vec<String>, Error> {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        if text.value.trim().is_empty() {
            return Err(source.error(text.span, format!("an empty entry in `{key}`")));
        }
        if seen.contains(&text.value) {
            let cause = format!("`{}` stands twice in `{key}`", text.value);
            return Err(source
                .error(text.span, cause)
                .with_remedy("remove one of the two"));
        }
        seen.push(text.value.clone());
    }
    Ok(seen)
}

/// Full image names, none of them twice.
pub(super) fn images(source: Source<'_>, texts: &[Text]) -> Result<Vec<Image>, Error> {
    distinct(source, "images", texts)?;
    let mut images = Vec::new();
    for text in texts {
        let image = Image::parse(&text.value).map_err(|error| {
            source.error(text.span, error.to_string()).with_remedy(
                "write registry/repository:tag in full, e.g. docker.io/library/nginx:1.29",
            )
        })?;
        images.push(image);
    }
    Ok(images)
}

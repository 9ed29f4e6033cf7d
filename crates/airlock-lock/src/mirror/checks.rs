//! What an address, an upstream, a project or a date in a profile must look like; each fault with
//! its remedy.

use super::meaning::{Address, Scheme};
use crate::error::Error;
use crate::fields::{Source, Text};
use crate::image::is_host;
use crate::nearest::nearest;

/// `HOST[:PORT]`, spoken to by `scheme`.
pub(super) fn address(source: Source<'_>, text: &Text, scheme: Scheme) -> Result<Address, Error> {
    let fault = |cause: &str, remedy: &str| {
        let shown = text.value.escape_debug();
        let cause = format!("`{shown}` is no mirror's address: {cause}");
        Err(source.error(text.span, cause).with_remedy(remedy))
    };
    let value = text.value.as_str();
    if value.contains("://") {
        return fault(
            "it has a scheme",
            "leave the scheme out: HTTPS is meant; `plain_http = true` says otherwise",
        );
    }
    if value.contains('/') {
        return fault(
            "it has a path",
            "leave the path out: `mapping` says where images are",
        );
    }
    if value.contains('@') {
        return fault(
            "it has a user",
            "credentials stand in `credentials`, keyed by host and port",
        );
    }
    if value.contains('[') || value.matches(':').count() > 1 {
        return fault(
            "IPv6 hosts are not served by every target",
            "give the mirror a name and teach it to nodes with `hosts`",
        );
    }
    if value.bytes().any(|b| b.is_ascii_uppercase()) {
        return fault(
            "it has upper-case letters",
            "host names are written in lower case",
        );
    }
    split(value, scheme).map_or_else(
        || {
            fault(
                "it is not HOST or HOST:PORT",
                "write it as `registry.example.com:5000`",
            )
        },
        Ok,
    )
}

fn split(value: &str, scheme: Scheme) -> Option<Address> {
    let (host, port) = match value.split_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok().filter(|p| *p > 0)?)),
        None => (value, None),
    };
    // What ends in a number is an IPv4 address to every program, or nothing at all.
    let numeric = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let number = host.rsplit('.').next().is_some_and(numeric);
    if number && host.parse::<std::net::Ipv4Addr>().is_err() {
        return None;
    }
    // A single word is a host where a port follows; the port makes it one for the check alone.
    is_host(&format!("{host}:1")).then(|| Address {
        scheme,
        host: host.to_string(),
        port,
    })
}

/// `http[s]://HOST[:PORT]`
pub(super) fn endpoint(source: Source<'_>, text: &Text) -> Result<Address, Error> {
    let (scheme, rest) = match text.value.split_once("://") {
        Some(("https", rest)) => (Scheme::Https, rest),
        Some(("http", rest)) => (Scheme::Http, rest),
        _ => {
            let cause = format!("the endpoint `{}` has no scheme", text.value);
            return Err(source
                .error(text.span, cause)
                .with_remedy("write it as `https://cache.example.com:5000`"));
        }
    };
    let bare = Text {
        value: rest.strip_suffix('/').unwrap_or(rest).to_string(),
        span: text.span,
    };
    address(source, &bare, scheme)
}

/// A registry's host, in its one spelling.
pub(super) fn registry(source: Source<'_>, text: &Text) -> Result<String, Error> {
    let Some(remedy) = registry_fault(&text.value) else {
        return Ok(text.value.clone());
    };
    let cause = format!("`{}` is no registry", text.value.escape_debug());
    Err(source.error(text.span, cause).with_remedy(remedy))
}

/// What mends a text that is no registry's host; nothing where it is one.
pub fn registry_fault(value: &str) -> Option<&'static str> {
    Some(if value.contains("://") {
        "leave the scheme out"
    } else if value.contains('/') {
        "a registry is a host alone: leave the path out"
    } else if value.starts_with('[') {
        "IPv6 hosts are not served by every target: give the registry a name"
    } else if value.bytes().any(|b| b.is_ascii_uppercase()) {
        "host names are written in lower case"
    } else if matches!(value, "index.docker.io" | "registry-1.docker.io") {
        "images of Docker Hub are named `docker.io`"
    } else if !is_host(value) {
        "write its host, and its port where it has one: `registry.example.com:5000`"
    } else {
        return None;
    })
}

/// One of the registries that are known.
pub(super) fn upstream(source: Source<'_>, text: &Text, known: &[&str]) -> Result<String, Error> {
    let name = registry(source, text)?;
    if known.contains(&name.as_str()) {
        return Ok(name);
    }
    let cause = format!("nothing is pulled from `{name}`");
    let error = source.error(text.span, cause);
    Err(match nearest(&name, known) {
        Some(near) => error.with_remedy(format!("did you mean `{near}`?")),
        None => error.with_remedy("take it out, or name it in `additional_registries`"),
    })
}

/// A project's name or path at the mirror.
pub(super) fn project(source: Source<'_>, text: &Text) -> Result<String, Error> {
    let word =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    let part = |p: &str| !p.is_empty() && !p.starts_with('.') && p.bytes().all(word);
    if text.value.split('/').all(part) {
        return Ok(text.value.clone());
    }
    let cause = format!("`{}` is no project", text.value);
    Err(source
        .error(text.span, cause)
        .with_remedy("lower-case words without a slash at either end, as in `quay-proxy`"))
}

/// The name of a Secret, which becomes part of a path on a node.
pub(super) fn secret(source: Source<'_>, text: &Text) -> Result<String, Error> {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    let ends = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let (first, last) = (text.value.bytes().next(), text.value.bytes().last());
    if text.value.bytes().all(word) && ends(first) && ends(last) && text.value.len() <= 253 {
        return Ok(text.value.clone());
    }
    let cause = format!("`{}` is no name of a Secret", text.value.escape_debug());
    Err(source
        .error(text.span, cause)
        .with_remedy("lower-case letters, digits, `-` and `.`, as in `mirror-auth`"))
}

/// A date `YYYY-MM-DD`.
pub(super) fn date(source: Source<'_>, text: &Text) -> Result<String, Error> {
    let parts: Vec<&str> = text.value.split('-').collect();
    let number = |at: usize, width: usize, most: u16| {
        parts.get(at).is_some_and(|part| {
            part.len() == width
                && part.bytes().all(|b| b.is_ascii_digit())
                && part.parse::<u16>().is_ok_and(|n| (1..=most).contains(&n))
        })
    };
    if parts.len() == 3 && number(0, 4, 9999) && number(1, 2, 12) && number(2, 2, 31) {
        return Ok(text.value.clone());
    }
    let cause = format!("`{}` is no date", text.value);
    Err(source
        .error(text.span, cause)
        .with_remedy("write it as `2027-01-31`"))
}

/// A path on a node.
pub(super) fn node_path(source: Source<'_>, text: &Text) -> Result<String, Error> {
    if text.value.starts_with('/') && !text.value.bytes().any(|b| b.is_ascii_control()) {
        return Ok(text.value.clone());
    }
    let cause = format!("`{}` is no path on a node", text.value.escape_debug());
    Err(source
        .error(text.span, cause)
        .with_remedy("write it from the root, as in `/etc/ssl/mirror/client.key`"))
}

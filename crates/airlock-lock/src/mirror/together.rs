//! What the keys of a profile say together: each fault is told at the key that has to change.

use super::meaning::{Address, Mapping, Mirror, Scheme};
use super::schema::ProfileTable;
use crate::error::Error;
use crate::fields::Source;
use crate::image::Image;
use crate::tree::Span;
use std::collections::BTreeMap;

/// Refuses a profile whose keys contradict each other.
pub(super) fn check(
    source: Source<'_>,
    table: &ProfileTable,
    mirror: &Mirror,
    images: &[&Image],
) -> Result<(), Error> {
    transport(source, table, mirror)?;
    hub(source, table)?;
    trust(source, table, mirror)?;
    same_path(source, table, mirror, images)?;
    host_prefix(source, table, mirror)
}

fn is_plain(address: &Address) -> bool {
    address.scheme == Scheme::Http && !address.is_loopback()
}

/// Where the profile sends nodes by plain HTTP, and in which words: at the endpoint, or at the
/// address.
fn plain_at(table: &ProfileTable, mirror: &Mirror) -> Option<Span> {
    let address = mirror.all_addresses().find(|address| is_plain(address))?;
    let shown = address.to_string();
    let said = |text: &&crate::fields::Text| {
        text.value.trim_end_matches('/') == shown || text.value == address.authority()
    };
    let endpoints = table.endpoints.iter().flat_map(|(_, texts)| texts);
    let mut all = table
        .address
        .iter()
        .chain(&table.addresses)
        .chain(endpoints);
    Some(all.find(said).map_or(table.span, |text| text.span))
}

/// Plain HTTP beyond the machine itself, and skipped verification, only by permission; and no
/// permission that nothing needs.
fn transport(source: Source<'_>, table: &ProfileTable, mirror: &Mirror) -> Result<(), Error> {
    let plain = plain_at(table, mirror);
    let Some((what, span)) = plain
        .map(|span| ("plain HTTP to another machine", span))
        .or(table.skip_verify.map(|span| ("skipped verification", span)))
    else {
        let Some(unused) = &table.insecure else {
            return Ok(());
        };
        let cause = "nothing in this profile is insecure";
        return Err(source
            .error(unused.span, cause)
            .with_remedy("take `insecure` out"));
    };
    let Some(insecure) = &mirror.insecure else {
        let cause = format!("{what} has no permission");
        let remedy = "use TLS, or add `insecure = { until = \"YYYY-MM-DD\", reason = \"…\" }`";
        return Err(source.error(span, cause).with_remedy(remedy));
    };
    if mirror.air_gap && !insecure.bootstrap {
        let span = table.insecure.as_ref().map_or(table.span, |t| t.span);
        let cause = format!("{what} in an air gap is for bootstrapping only");
        let remedy = "add `phase = \"bootstrap\"`: what follows the cut-over is emitted too";
        return Err(source.error(span, cause).with_remedy(remedy));
    }
    Ok(())
}

/// A CA or a client's certificate without TLS would be left out in silence.
fn trust(source: Source<'_>, table: &ProfileTable, mirror: &Mirror) -> Result<(), Error> {
    let later = mirror.insecure.as_ref().is_some_and(|i| i.bootstrap);
    if later || mirror.all_addresses().any(|a| a.scheme == Scheme::Https) {
        return Ok(());
    }
    let written = [
        ("ca", table.ca.as_ref().map(|t| t.span)),
        ("ca_file", table.ca_file.as_ref().map(|t| t.span)),
        ("client", table.client.as_ref().map(|t| t.span)),
    ];
    match written.iter().find_map(|(key, at)| Some((*key, (*at)?))) {
        None => Ok(()),
        Some((key, span)) => Err(source
            .error(
                span,
                format!("`{key}` is for TLS, and no mirror here has it"),
            )
            .with_remedy(format!("take `{key}` out, or `plain_http`"))),
    }
}

/// Docker Hub's name in images is no registry's.
fn hub(source: Source<'_>, table: &ProfileTable) -> Result<(), Error> {
    let mut all = table.address.iter().chain(&table.addresses);
    match all.find(|text| text.value == "docker.io") {
        None => Ok(()),
        Some(text) => Err(source
            .error(
                text.span,
                "`docker.io` is a name in images, and no registry answers there",
            )
            .with_remedy("name the registry that nodes reach instead")),
    }
}

/// Without the registry in its path, one name at the mirror may stand for one image only.
fn same_path(
    source: Source<'_>,
    table: &ProfileTable,
    mirror: &Mirror,
    images: &[&Image],
) -> Result<(), Error> {
    if mirror.mapping != Mapping::SamePath {
        return Ok(());
    }
    let mut seen: BTreeMap<&str, &Image> = BTreeMap::new();
    for image in images {
        if !mirror.upstreams.iter().any(|name| name == image.registry()) {
            continue;
        }
        let first = *seen.entry(image.repository()).or_insert(image);
        if first.registry() != image.registry() {
            let cause = format!(
                "`{}` and `{}` would be one name at the mirror",
                first.name(),
                image.name()
            );
            let remedy =
                "write `mapping = \"host-prefix\"` or `\"project\"`, or exclude one registry";
            return Err(source.error(mapping_at(table), cause).with_remedy(remedy));
        }
    }
    Ok(())
}

/// No path at a registry has a colon in it.
fn host_prefix(source: Source<'_>, table: &ProfileTable, mirror: &Mirror) -> Result<(), Error> {
    let ported = mirror.upstreams.iter().find(|name| name.contains(':'));
    match (&mirror.mapping, ported) {
        (Mapping::HostPrefix, Some(name)) => Err(source
            .error(
                mapping_at(table),
                format!("`{name}` has a port, and no path at a mirror has a colon in it"),
            )
            .with_remedy("write `mapping = \"project\"` with a name for it, or exclude it")),
        _ => Ok(()),
    }
}

/// Where the mapping is said; the address, where it is the one by default.
fn mapping_at(table: &ProfileTable) -> Span {
    let said = table.mapping.as_ref().or(table.address.as_ref());
    said.map_or(table.span, |text| text.span)
}

//! A profile from its table to its schema: kinds of values and unknown keys, nothing more.

use super::schema::{ClientTable, CredentialTable, InsecureTable, ProfileTable};
use crate::error::Error;
use crate::fields::{Fields, Source, Text, text_of, texts_of};
use crate::tree::{Data, Node, Span};

/// Reads one profile.
pub(super) fn read(source: Source<'_>, span: Span, node: Node) -> Result<ProfileTable, Error> {
    let mut fields = Fields::new(source, "the profile", span, node)?;
    let table = ProfileTable {
        span,
        address: fields.text("address")?,
        addresses: fields.texts("addresses")?,
        mapping: fields.text("mapping")?,
        projects: pairs(source, &mut fields, "projects", text_of)?,
        endpoints: pairs(source, &mut fields, "endpoints", one_or_more)?,
        fallback: fields.text("fallback")?,
        air_gap: flag(&mut fields, "air_gap")?,
        catch_all: flag(&mut fields, "catch_all")?,
        own_host: flag(&mut fields, "own_host")?,
        ca: fields.text("ca")?,
        ca_file: fields.text("ca_file")?,
        client: client(source, &mut fields)?,
        credentials: pairs(source, &mut fields, "credentials", credential)?,
        additional_registries: fields.texts("additional_registries")?,
        exclude: fields.texts("exclude")?,
        hosts: pairs(source, &mut fields, "hosts", text_of)?,
        plain_http: flag(&mut fields, "plain_http")?,
        skip_verify: fields.flag_at("skip_verify")?.filter(|f| f.1).map(|f| f.0),
        insecure: insecure(source, &mut fields)?,
    };
    fields.finish()?;
    Ok(table)
}

fn flag(fields: &mut Fields<'_>, key: &'static str) -> Result<bool, Error> {
    Ok(fields.flag(key)?.unwrap_or(false))
}

/// The entries of a table whose keys are names, in the order in which they are written.
fn pairs<T>(
    source: Source<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
    read: fn(Source<'_>, &str, Node) -> Result<T, Error>,
) -> Result<Vec<(Text, T)>, Error> {
    let mut found = Vec::new();
    for (name, (span, node)) in fields.tables(key)? {
        let value = read(source, &name, node)?;
        found.push((Text { value: name, span }, value));
    }
    found.sort_by_key(|(name, _)| name.span.start);
    Ok(found)
}

fn one_or_more(source: Source<'_>, key: &str, node: Node) -> Result<Vec<Text>, Error> {
    match node.data {
        Data::List(_) => texts_of(source, key, node),
        _ => Ok(vec![text_of(source, key, node)?]),
    }
}

fn client(source: Source<'_>, fields: &mut Fields<'_>) -> Result<Option<ClientTable>, Error> {
    let Some((span, node)) = fields.take("client") else {
        return Ok(None);
    };
    let mut inner = Fields::new(source, "`client`", span, node)?;
    let table = ClientTable {
        span,
        cert: inner.required("cert")?,
        key: inner.required("key")?,
    };
    inner.finish()?;
    Ok(Some(table))
}

fn credential(source: Source<'_>, name: &str, node: Node) -> Result<CredentialTable, Error> {
    let span = node.span;
    let mut inner = Fields::new(source, &format!("the credential for `{name}`"), span, node)?;
    let table = CredentialTable {
        span,
        kind: inner.required("kind")?,
        file: inner.text("file")?,
        secret: inner.text("secret")?,
        value: inner.text("value")?,
    };
    inner.finish()?;
    Ok(table)
}

fn insecure(source: Source<'_>, fields: &mut Fields<'_>) -> Result<Option<InsecureTable>, Error> {
    let Some((span, node)) = fields.take("insecure") else {
        return Ok(None);
    };
    let mut inner = Fields::new(source, "`insecure`", span, node)?;
    let table = InsecureTable {
        span,
        until: inner.required("until")?,
        reason: inner.required("reason")?,
        phase: inner.text("phase")?,
    };
    inner.finish()?;
    Ok(Some(table))
}

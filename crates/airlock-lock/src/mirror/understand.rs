//! From a profile's schema to its meaning: checks each key and what the keys say together.

use super::meaning::{
    Address, Client, Credential, CredentialKind, Credentials, Fallback, Insecure, Known, Mapping,
    Mirror, Scheme,
};
use super::schema::{CredentialTable, InsecureTable, ProfileTable};
use super::{certificate, checks, together};
use crate::error::Error;
use crate::fields::{Source, Text};
use std::collections::BTreeMap;

/// Understands one profile.
pub(super) fn mirror(
    source: Source<'_>,
    profile: &str,
    table: ProfileTable,
    known: &Known<'_>,
) -> Result<Mirror, Error> {
    let upstreams = upstreams(source, &table, known)?;
    let addresses = addresses(source, &table)?;
    let mapping = mapping(source, &table, &upstreams, &addresses)?;
    let fallback = fallback(source, &table)?;
    let insecure = table
        .insecure
        .as_ref()
        .map(|t| insecure(source, t))
        .transpose()?;
    let mirror = Mirror {
        profile: profile.to_string(),
        ca: ca(source, &table, known)?,
        client: client(source, &table)?,
        credentials: credentials(source, &table, &addresses, &mapping)?,
        hosts: hosts(source, &table)?,
        upstreams,
        addresses,
        mapping,
        fallback,
        air_gap: table.air_gap,
        catch_all: table.catch_all,
        own_host: table.own_host,
        skip_verify: table.skip_verify.is_some(),
        insecure,
    };
    together::check(source, &table, &mirror, &known.images)?;
    Ok(mirror)
}

/// Adds each checked name of `written`, none of which may be there yet.
fn add_distinct(source: Source<'_>, found: &mut Vec<String>, text: &Text) -> Result<(), Error> {
    let name = checks::registry(source, text)?;
    if found.contains(&name) {
        let cause = format!("`{name}` is named twice");
        return Err(source.error(text.span, cause).with_remedy("name it once"));
    }
    found.push(name);
    Ok(())
}

/// The lock's registries first, then the profile's own, without those that are left out.
fn upstreams(
    source: Source<'_>,
    table: &ProfileTable,
    known: &Known<'_>,
) -> Result<Vec<String>, Error> {
    let mut own = Vec::new();
    for text in &table.additional_registries {
        add_distinct(source, &mut own, text)?;
    }
    let mut all: Vec<String> = Vec::new();
    for name in &known.registries {
        let value = (*name).to_string();
        let span = table.span;
        checks::registry(source, &Text { value, span })?;
    }
    let locked = known.registries.iter().map(|name| (*name).to_string());
    for name in locked.chain(own) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    let mut excluded = Vec::new();
    let names: Vec<&str> = all.iter().map(String::as_str).collect();
    for text in &table.exclude {
        checks::upstream(source, text, &names)?;
        add_distinct(source, &mut excluded, text)?;
    }
    all.retain(|name| !excluded.contains(name));
    Ok(all)
}

fn addresses(source: Source<'_>, table: &ProfileTable) -> Result<Vec<Address>, Error> {
    if let (Some(address), false) = (&table.address, table.addresses.is_empty()) {
        let cause = "the profile has both `address` and `addresses`";
        return Err(source
            .error(address.span, cause)
            .with_remedy("keep one of the two"));
    }
    let scheme = match table.plain_http {
        true => Scheme::Http,
        false => Scheme::Https,
    };
    let mut found = Vec::new();
    for text in table.address.iter().chain(&table.addresses) {
        let address = checks::address(source, text, scheme)?;
        add_address(source, &mut found, text, address)?;
    }
    Ok(found)
}

fn add_address(
    source: Source<'_>,
    found: &mut Vec<Address>,
    text: &Text,
    address: Address,
) -> Result<(), Error> {
    if found.iter().any(|known| known.is_same(&address)) {
        let cause = format!("the mirror `{}` is named twice", text.value);
        return Err(source.error(text.span, cause).with_remedy("name it once"));
    }
    found.push(address);
    Ok(())
}

fn mapping(
    source: Source<'_>,
    table: &ProfileTable,
    upstreams: &[String],
    addresses: &[Address],
) -> Result<Mapping, Error> {
    let word = table.mapping.as_ref().map_or("same-path", |t| &t.value);
    let span = table.mapping.as_ref().map_or(table.span, |t| t.span);
    let known: Vec<&str> = upstreams.iter().map(String::as_str).collect();
    let own_key = [
        ("project", "projects"),
        ("endpoint-per-upstream", "endpoints"),
    ];
    let written = [
        table.projects.first().map(|(n, _)| n),
        table.endpoints.first().map(|(n, _)| n),
    ];
    for ((kind, key), name) in own_key.into_iter().zip(written) {
        if let Some(name) = name.filter(|_| word != kind) {
            let cause = format!("`{key}` belongs to `mapping = \"{kind}\"`");
            let remedy = format!("write that mapping, or take `{key}` out");
            return Err(source.error(name.span, cause).with_remedy(remedy));
        }
    }
    let per_upstream = word == "endpoint-per-upstream";
    if addresses.is_empty() != per_upstream {
        let (cause, remedy) = match per_upstream {
            true => (
                "with an endpoint per upstream there is no one address",
                "take `address` out",
            ),
            false => (
                "the profile has no `address`",
                "add `address = \"registry.example.com:5000\"`",
            ),
        };
        return Err(source.error(table.span, cause).with_remedy(remedy));
    }
    let found = match word {
        "same-path" => Mapping::SamePath,
        "host-prefix" => Mapping::HostPrefix,
        "project" => Mapping::Project(by_upstream(
            source,
            &table.projects,
            &known,
            checks::project,
        )?),
        "endpoint-per-upstream" => Mapping::EndpointPerUpstream(by_upstream(
            source,
            &table.endpoints,
            &known,
            |source, texts| endpoints(source, texts),
        )?),
        other => {
            let cause = format!("there is no mapping `{other}`");
            let remedy = "write same-path, host-prefix, project or endpoint-per-upstream";
            return Err(source.error(span, cause).with_remedy(remedy));
        }
    };
    whole(source, span, &found, upstreams, table.catch_all)?;
    Ok(found)
}

fn by_upstream<T, U>(
    source: Source<'_>,
    written: &[(Text, T)],
    known: &[&str],
    read: fn(Source<'_>, &T) -> Result<U, Error>,
) -> Result<BTreeMap<String, U>, Error> {
    let mut found = BTreeMap::new();
    for (name, value) in written {
        found.insert(checks::upstream(source, name, known)?, read(source, value)?);
    }
    Ok(found)
}

fn endpoints(source: Source<'_>, texts: &[Text]) -> Result<Vec<Address>, Error> {
    let mut found = Vec::new();
    for text in texts {
        add_address(source, &mut found, text, checks::endpoint(source, text)?)?;
    }
    Ok(found)
}

/// Every upstream needs its project or endpoint, and a catch-all has none.
fn whole(
    source: Source<'_>,
    span: crate::tree::Span,
    mapping: &Mapping,
    upstreams: &[String],
    catch_all: bool,
) -> Result<(), Error> {
    let (key, has): (&str, &dyn Fn(&String) -> bool) = match mapping {
        Mapping::SamePath => return Ok(()),
        Mapping::HostPrefix if !catch_all => return Ok(()),
        Mapping::HostPrefix => ("host", &|_| true),
        Mapping::Project(projects) => ("projects", &|name| projects.contains_key(name)),
        Mapping::EndpointPerUpstream(own) => ("endpoints", &|name| {
            own.get(name).is_some_and(|e| !e.is_empty())
        }),
    };
    if catch_all {
        let cause = "a catch-all cannot know where this mapping has an unnamed registry";
        let remedy = "write `mapping = \"same-path\"`, or take `catch_all` out";
        return Err(source.error(span, cause).with_remedy(remedy));
    }
    match upstreams.iter().find(|name| !has(name)) {
        None => Ok(()),
        Some(name) => Err(source
            .error(span, format!("`{key}` does not name `{name}`"))
            .with_remedy(format!("add it to `{key}`, or name it in `exclude`"))),
    }
}

fn fallback(source: Source<'_>, table: &ProfileTable) -> Result<Fallback, Error> {
    let Some(text) = &table.fallback else {
        return Ok(match table.air_gap {
            true => Fallback::None,
            false => Fallback::Upstream,
        });
    };
    let fault =
        |cause: String, remedy: &str| Err(source.error(text.span, cause).with_remedy(remedy));
    match (text.value.as_str(), table.air_gap) {
        ("none", _) => Ok(Fallback::None),
        ("upstream", false) => Ok(Fallback::Upstream),
        ("upstream", true) => fault(
            "an air gap has no upstream to fall back to".to_string(),
            "take `fallback` out, or `air_gap`",
        ),
        (other, _) => fault(
            format!("there is no fallback `{other}`"),
            "write \"upstream\" or \"none\"",
        ),
    }
}

fn insecure(source: Source<'_>, table: &InsecureTable) -> Result<Insecure, Error> {
    let until = checks::date(source, &table.until)?;
    if table.reason.value.trim().is_empty() {
        let error = source.error(table.reason.span, "`reason` is empty");
        return Err(error.with_remedy("say why, for who reviews it"));
    }
    let bootstrap = match table.phase.as_ref().map(|t| (t, t.value.as_str())) {
        None => false,
        Some((_, "bootstrap")) => true,
        Some((text, other)) => {
            let cause = format!("there is no phase `{other}`");
            let remedy = "write \"bootstrap\", or leave it out";
            return Err(source.error(text.span, cause).with_remedy(remedy));
        }
    };
    Ok(Insecure {
        expired: source
            .error(table.until.span, format!("`insecure` ended on {until}"))
            .with_remedy("give the mirror a certificate, or set a new date with a reason"),
        ending: source
            .error(table.until.span, format!("`insecure` ends on {until}"))
            .with_remedy("give the mirror a certificate: nothing is emitted after that day"),
        until,
        reason: table.reason.value.clone(),
        bootstrap,
    })
}

fn ca(
    source: Source<'_>,
    table: &ProfileTable,
    known: &Known<'_>,
) -> Result<Option<String>, Error> {
    let (text, pem) = match (&table.ca, &table.ca_file) {
        (None, None) => return Ok(None),
        (Some(text), None) => (text, text.value.clone()),
        (None, Some(text)) => {
            let pem = (known.file)(&text.value).map_err(|why| {
                source
                    .error(text.span, format!("`{}` cannot be read: {why}", text.value))
                    .with_remedy("name a file that holds PEM and can be read")
            })?;
            (text, pem)
        }
        (Some(text), Some(_)) => {
            let error = source.error(text.span, "the profile has both `ca` and `ca_file`");
            return Err(error.with_remedy("keep one of the two"));
        }
    };
    match certificate::fault(&pem) {
        None => Ok(Some(format!("{}\n", pem.trim()))),
        Some(fault) => Err(source
            .error(text.span, format!("the CA is no certificate: {fault}"))
            .with_remedy("write the authority's certificate as PEM, as `openssl x509` prints it")),
    }
}

fn client(source: Source<'_>, table: &ProfileTable) -> Result<Option<Client>, Error> {
    let Some(written) = &table.client else {
        return Ok(None);
    };
    Ok(Some(Client {
        cert: checks::node_path(source, &written.cert)?,
        key: checks::node_path(source, &written.key)?,
    }))
}

fn credentials(
    source: Source<'_>,
    table: &ProfileTable,
    addresses: &[Address],
    mapping: &Mapping,
) -> Result<BTreeMap<String, Credentials>, Error> {
    let own: Vec<&Address> = match mapping {
        Mapping::EndpointPerUpstream(own) => own.values().flatten().collect(),
        _ => addresses.iter().collect(),
    };
    let mut found = BTreeMap::new();
    for (name, written) in &table.credentials {
        if !own.iter().any(|address| address.authority() == name.value) {
            let hosts: Vec<String> = own.iter().map(|a| a.authority()).collect();
            let cause = format!(
                "the credentials are for `{}`, which is no mirror",
                name.value
            );
            let remedy = format!(
                "key them by the mirror's host and port: {}",
                hosts.join(", ")
            );
            return Err(source.error(name.span, cause).with_remedy(remedy));
        }
        found.insert(name.value.clone(), credential(source, written)?);
    }
    Ok(found)
}

fn credential(source: Source<'_>, table: &CredentialTable) -> Result<Credentials, Error> {
    let kind = match table.kind.value.as_str() {
        "basic" => CredentialKind::Basic,
        "identity-token" => CredentialKind::IdentityToken,
        "docker-config" => CredentialKind::DockerConfig,
        other => {
            let cause = format!("there are no credentials of kind `{other}`");
            let remedy = "write basic, identity-token or docker-config";
            return Err(source.error(table.kind.span, cause).with_remedy(remedy));
        }
    };
    let held = match (&table.file, &table.secret, &table.value) {
        (Some(file), None, None) => Credential::File(checks::node_path(source, file)?),
        (None, Some(secret), None) => Credential::Secret(checks::secret(source, secret)?),
        (None, None, Some(value))
            if kind == CredentialKind::Basic && !value.value.contains(':') =>
        {
            let error = source.error(table.span, "basic credentials are a user and a password");
            return Err(error.with_remedy("write `value = \"user:password\"`"));
        }
        (None, None, Some(value)) => Credential::Value(value.value.clone()),
        _ => {
            let cause = "credentials are in one place";
            let remedy = "name one of `file` and `secret`; or `value`, to have them written out";
            return Err(source.error(table.span, cause).with_remedy(remedy));
        }
    };
    Ok(Credentials { kind, held })
}

fn hosts(source: Source<'_>, table: &ProfileTable) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    for (name, address) in &table.hosts {
        let checked = checks::address(source, name, Scheme::Https)?;
        let ip = address.value.parse::<std::net::IpAddr>();
        if checked.port.is_some() || ip.is_err() || ip.is_ok_and(|ip| ip.is_unspecified()) {
            let cause = format!("`{}` = `{}` is no host entry", name.value, address.value);
            let remedy = "write a name without a port, and an IP address";
            return Err(source.error(address.span, cause).with_remedy(remedy));
        }
        found.push((checked.host, address.value.clone()));
    }
    Ok(found)
}

impl Mirror {
    /// Every address that nodes are sent to.
    pub fn all_addresses(&self) -> impl Iterator<Item = &Address> {
        let own = match &self.mapping {
            Mapping::EndpointPerUpstream(own) => Some(own.values().flatten()),
            _ => None,
        };
        self.addresses.iter().chain(own.into_iter().flatten())
    }
}

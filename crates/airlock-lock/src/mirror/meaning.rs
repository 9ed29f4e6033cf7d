//! What a profile says once every name in it has been checked, and against what it is checked.

use super::{bytes, understand};
use crate::error::Error;
use crate::fields::Source;
use crate::image::Image;
use crate::pins::Pins;
use crate::tree::{self, Span};
use std::collections::BTreeMap;
use std::fmt;

/// What a profile is held against.
pub struct Known<'k> {
    /// Registries that images come from, as the lock or a command line has them.
    pub registries: Vec<&'k str>,
    /// The images, where they are known.
    pub images: Vec<&'k Image>,
    /// Reads a file that a profile names, relative to the profile's own; an error says why not.
    pub file: &'k dyn Fn(&str) -> Result<String, String>,
}

/// Where nodes pull instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirror {
    /// The profile's name.
    pub profile: String,
    /// The registries that are mirrored: the lock's first, then the profile's own, none twice.
    pub upstreams: Vec<String>,
    /// The mirrors, in the order in which they are asked; none with an endpoint per upstream.
    pub addresses: Vec<Address>,
    /// How an upstream's name becomes a place at the mirror.
    pub mapping: Mapping,
    /// What follows when no mirror has an image.
    pub fallback: Fallback,
    /// Whether nodes have no way to public registries.
    pub air_gap: bool,
    /// Whether registries that nobody named are mirrored too.
    pub catch_all: bool,
    /// Whether images that name the mirror itself get an entry.
    pub own_host: bool,
    /// The authority that signs the mirror's certificate, as PEM.
    pub ca: Option<String>,
    /// The node's own certificate.
    pub client: Option<Client>,
    /// Credentials, by the mirror's host and port.
    pub credentials: BTreeMap<String, Credentials>,
    /// Names that nodes have to be taught, with their addresses.
    pub hosts: Vec<(String, String)>,
    /// Whether certificates are not verified.
    pub skip_verify: bool,
    /// The permission for plain HTTP or skipped verification.
    pub insecure: Option<Insecure>,
}

/// A host that is asked, with how.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// How it is spoken to.
    pub scheme: Scheme,
    /// A name or an IPv4 address.
    pub host: String,
    /// The port, where it is not the scheme's own.
    pub port: Option<u16>,
}

/// How a host is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// The port where none is written.
    fn port(self) -> u16 {
        match self {
            Scheme::Http => 80,
            Scheme::Https => 443,
        }
    }
}

impl Address {
    /// Host and port as a URL has them.
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// Whether another address is the same, with the scheme's own port written out or not.
    pub fn is_same(&self, other: &Address) -> bool {
        let place = |a: &Address| (a.scheme, a.host.clone(), a.port.unwrap_or(a.scheme.port()));
        place(self) == place(other)
    }

    /// Whether the address means the machine that asks.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self
                .host
                .parse::<std::net::Ipv4Addr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}", self.authority())
    }
}

/// How an upstream's name becomes a place at the mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mapping {
    /// `quay.io/cilium/cilium` is `MIRROR/cilium/cilium`.
    SamePath,
    /// `quay.io/cilium/cilium` is `MIRROR/quay.io/cilium/cilium`.
    HostPrefix,
    /// `quay.io/cilium/cilium` is `MIRROR/PROJECT/cilium/cilium`.
    Project(BTreeMap<String, String>),
    /// Each upstream has addresses of its own.
    EndpointPerUpstream(BTreeMap<String, Vec<Address>>),
}

/// What follows when no mirror has an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The upstream registry itself.
    Upstream,
    /// Nothing: the pull fails.
    None,
}

/// The node's own certificate and key, as paths on the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The certificate.
    pub cert: String,
    /// Its key.
    pub key: String,
}

/// Credentials for one host of the mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// What they are.
    pub kind: CredentialKind,
    /// Where they are.
    pub held: Credential,
}

/// What credentials are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    /// `user:password`.
    Basic,
    /// A registry's identity token.
    IdentityToken,
    /// A whole `config.json`.
    DockerConfig,
}

/// Where credentials are.
#[derive(Clone, PartialEq, Eq)]
pub enum Credential {
    /// A file on the node.
    File(String),
    /// A Secret in the management cluster.
    Secret(String),
    /// Written out.
    Value(String),
}

/// Values stay out of debugging output.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Credential::File(path) => write!(f, "File({path:?})"),
            Credential::Secret(name) => write!(f, "Secret({name:?})"),
            Credential::Value(_) => f.write_str("Value(…)"),
        }
    }
}

/// The permission for plain HTTP or skipped verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insecure {
    /// The last day, `YYYY-MM-DD`.
    pub until: String,
    /// Why.
    pub reason: String,
    /// Whether it is for bootstrapping only, and what follows does without.
    pub bootstrap: bool,
    pub(super) expired: Error,
    pub(super) ending: Error,
}

impl Insecure {
    /// Refuses a permission that ended before `today`, a date `YYYY-MM-DD`.
    pub fn check(&self, today: &str) -> Result<(), Error> {
        match today > self.until.as_str() {
            true => Err(self.expired.clone()),
            false => Ok(()),
        }
    }

    /// What there is to say before the permission ends: where it does so before `day`.
    pub fn ends_before(&self, day: &str) -> Option<&Error> {
        (day > self.until.as_str()).then_some(&self.ending)
    }
}

impl Mirror {
    /// Reads a profile whose keys are a whole text; `file` names the text in errors.
    pub fn parse(
        file: &str,
        text: &str,
        profile: &str,
        known: &Known<'_>,
    ) -> Result<Mirror, Error> {
        let node = tree::parse(file, text)?;
        let source = Source { file, text };
        let table = bytes::read(source, Span::default(), node)?;
        understand::mirror(source, profile, table, known)
    }

    /// The profile `name` of `versions.toml`, if there is one.
    pub fn of_pins(pins: &Pins, name: &str, known: &Known<'_>) -> Result<Option<Mirror>, Error> {
        let Some((span, node)) = pins.mirrors.get(name) else {
            return Ok(None);
        };
        let source = pins.source();
        let table = bytes::read(source, *span, node.clone())?;
        understand::mirror(source, name, table, known).map(Some)
    }
}

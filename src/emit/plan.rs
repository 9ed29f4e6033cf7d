//! One resolved plan for a mirror's settings: what a node asks for each registry, in order, with
//! what, and what comes last. Every target writes from this and from nothing else.

use airlock_lock::mirror::{
    Address, Client, Credential, CredentialKind, Credentials, Fallback, Mapping, Mirror, Scheme,
};

/// What nodes do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The profile that it comes from.
    pub profile: String,
    /// Which of two phases it is, where there are two.
    pub phase: Option<Phase>,
    /// Each registry; the catch-all, if there is one, is the last.
    pub upstreams: Vec<UpstreamPlan>,
    /// Names that nodes are taught, with addresses.
    pub hosts: Vec<(String, String)>,
    /// Whether a pull that no mirror answers goes to the upstream.
    pub fallback: Fallback,
    /// Whether nodes have no way to public registries.
    pub air_gap: bool,
    /// The authority that signs the mirror's certificate, as PEM.
    pub ca: Option<String>,
    /// The permission for insecure transport in words, where the plan uses it.
    pub permission: Option<String>,
}

/// Before and after the mirror has TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// With insecure transport.
    Bootstrap,
    /// Without.
    CutOver,
}

impl Phase {
    /// The word for it, which is also its folder.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Bootstrap => "bootstrap",
            Phase::CutOver => "cut-over",
        }
    }
}

/// What nodes do for one registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpstreamPlan {
    /// The registry as image names have it.
    pub place: Place,
    /// The mirrors, in the order in which they are asked; at least one.
    pub endpoints: Vec<Endpoint>,
    /// What follows them.
    pub last: Last,
}

/// Which images a plan is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Those of one registry, its host with its port where it has one.
    Registry(String),
    /// Those that name the mirror itself.
    OwnHost(String),
    /// Those of every registry that has no plan of its own.
    CatchAll,
}

impl Place {
    /// The registry, or `*`.
    pub fn name(&self) -> &str {
        match self {
            Place::Registry(name) | Place::OwnHost(name) => name,
            Place::CatchAll => "*",
        }
    }
}

/// What follows the mirrors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Last {
    /// The upstream, at this address.
    Upstream(Address),
    /// The upstream, whatever it is.
    Itself,
    /// Nothing.
    Nothing,
}

/// One mirror for one registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How and where it is spoken to.
    pub address: Address,
    /// What stands before the repository at the mirror: `quay.io`, `quay-proxy`; empty mostly.
    pub prefix: String,
    /// The authority that signs its certificate, as PEM.
    pub ca: Option<String>,
    /// The node's own certificate, as paths on the node.
    pub client: Option<Client>,
    /// Whether its certificate is not verified.
    pub skip_verify: bool,
    /// What it is sent.
    pub auth: Option<Authorization>,
}

/// Credentials for a mirror.
pub type Authorization = Credentials;

impl Endpoint {
    /// The whole path of the registry's API, `/v2/quay-proxy`, where it is not `/v2` alone.
    pub fn override_path(&self) -> Option<String> {
        (!self.prefix.is_empty()).then(|| format!("/v2/{}", self.prefix))
    }

    /// The URL for programs that are told `override_path` where it has a path.
    pub fn url(&self) -> String {
        format!(
            "{}{}",
            self.address,
            self.override_path().unwrap_or_default()
        )
    }

    /// What stands in a file where credentials by reference go until the node's own script puts them
    /// there: one word of letters that no format escapes.
    pub fn stand_in(&self) -> Option<String> {
        let auth = self.auth.as_ref()?;
        let referred = !matches!(auth.held, Credential::Value(_));
        referred.then(|| format!("@airlock-credentials-for-{}@", self.address.authority()))
    }

    /// What it is sent for the images of a place. A docker config is looked up by the host of the
    /// image's name, and so serves images that name the mirror itself; by the mirror's own host
    /// where `by_mirror` says so.
    pub fn sent(&self, place: &Place, by_mirror: bool) -> Option<&Authorization> {
        let own = matches!(place, Place::OwnHost(_));
        let is_sent =
            |auth: &&Authorization| own || by_mirror || auth.kind != CredentialKind::DockerConfig;
        self.auth.as_ref().filter(is_sent)
    }
}

impl UpstreamPlan {
    /// Every URL that is asked for a repository, in order, for people.
    pub fn urls(&self, repository: &str) -> Vec<String> {
        let path = |base: String| format!("{base}/{repository}");
        let mut urls: Vec<String> = self
            .endpoints
            .iter()
            .map(|e| {
                path(e.override_path().map_or_else(
                    || format!("{}/v2", e.address),
                    |p| format!("{}{p}", e.address),
                ))
            })
            .collect();
        match &self.last {
            Last::Upstream(address) => urls.push(path(format!("{address}/v2"))),
            Last::Itself => urls.push(format!("https://UPSTREAM/v2/{repository}")),
            Last::Nothing => {}
        }
        urls
    }
}

impl Plan {
    /// The plans of a mirror: one, or two where insecure transport is for bootstrapping only.
    pub fn resolve(mirror: &Mirror) -> Vec<Plan> {
        let two = mirror.insecure.as_ref().is_some_and(|i| i.bootstrap);
        if !two {
            return vec![plan(mirror, None)];
        }
        let bootstrap = plan(mirror, Some(Phase::Bootstrap));
        vec![bootstrap, plan(&secured(mirror), Some(Phase::CutOver))]
    }

    /// What nodes do for images of a registry.
    pub fn upstream(&self, registry: &str) -> Option<&UpstreamPlan> {
        let own = self.upstreams.iter().find(|u| u.place.name() == registry);
        own.or_else(|| self.upstreams.iter().find(|u| u.place == Place::CatchAll))
    }

    /// The lines that teach a node the mirror's names.
    pub fn host_lines(&self) -> Vec<String> {
        let line = |(name, address): &(String, String)| format!("{address} {name}");
        self.hosts.iter().map(line).collect()
    }

    /// Whether credentials stand in what is emitted, because the profile has them by value.
    pub fn holds_values(&self) -> bool {
        let held = |e: &Endpoint| {
            e.auth
                .as_ref()
                .map(|auth| matches!(auth.held, Credential::Value(_)))
        };
        self.mirrors()
            .into_iter()
            .any(|mirror| held(mirror) == Some(true))
    }

    /// Every endpoint, none twice by host and port.
    pub fn mirrors(&self) -> Vec<&Endpoint> {
        let mut found: Vec<&Endpoint> = Vec::new();
        for endpoint in self.upstreams.iter().flat_map(|u| &u.endpoints) {
            if !found.iter().any(|f| f.address == endpoint.address) {
                found.push(endpoint);
            }
        }
        found
    }
}

/// The same mirror with TLS that is verified; loopback may stay as it is.
fn secured(mirror: &Mirror) -> Mirror {
    let mut mirror = mirror.clone();
    mirror.skip_verify = false;
    mirror.insecure = None;
    let secure = |address: &mut Address| {
        if !address.is_loopback() {
            address.scheme = Scheme::Https;
        }
    };
    mirror.addresses.iter_mut().for_each(secure);
    if let Mapping::EndpointPerUpstream(own) = &mut mirror.mapping {
        own.values_mut().flatten().for_each(secure);
    }
    mirror
}

fn plan(mirror: &Mirror, phase: Option<Phase>) -> Plan {
    let mut upstreams: Vec<UpstreamPlan> = mirror
        .upstreams
        .iter()
        .map(|name| upstream(mirror, name))
        .collect();
    if mirror.own_host {
        own_hosts(mirror, &mut upstreams);
    }
    if mirror.catch_all {
        upstreams.push(UpstreamPlan {
            place: Place::CatchAll,
            endpoints: mirror
                .addresses
                .iter()
                .map(|a| endpoint(mirror, a, ""))
                .collect(),
            last: match mirror.fallback {
                Fallback::Upstream => Last::Itself,
                Fallback::None => Last::Nothing,
            },
        });
    }
    Plan {
        profile: mirror.profile.clone(),
        phase,
        upstreams,
        hosts: mirror.hosts.clone(),
        fallback: mirror.fallback,
        air_gap: mirror.air_gap,
        ca: mirror.ca.clone(),
        permission: permission(mirror),
    }
}

fn permission(mirror: &Mirror) -> Option<String> {
    let insecure = mirror.insecure.as_ref()?;
    Some(format!(
        "Insecure transport is permitted until {}: {}",
        insecure.until, insecure.reason
    ))
}

fn upstream(mirror: &Mirror, name: &str) -> UpstreamPlan {
    let endpoints = match &mirror.mapping {
        Mapping::SamePath => everywhere(mirror, ""),
        Mapping::HostPrefix => everywhere(mirror, name),
        Mapping::Project(projects) => everywhere(mirror, projects.get(name).map_or("", |p| p)),
        Mapping::EndpointPerUpstream(own) => own
            .get(name)
            .into_iter()
            .flatten()
            .map(|address| endpoint(mirror, address, ""))
            .collect(),
    };
    UpstreamPlan {
        place: Place::Registry(name.to_string()),
        endpoints,
        last: match mirror.fallback {
            Fallback::Upstream => Last::Upstream(upstream_address(name)),
            Fallback::None => Last::Nothing,
        },
    }
}

fn everywhere(mirror: &Mirror, prefix: &str) -> Vec<Endpoint> {
    mirror
        .addresses
        .iter()
        .map(|address| endpoint(mirror, address, prefix))
        .collect()
}

/// Images that name a mirror are asked of that mirror alone, at the path that they name.
fn own_hosts(mirror: &Mirror, upstreams: &mut Vec<UpstreamPlan>) {
    for address in mirror.all_addresses() {
        let name = address.authority();
        if !upstreams.iter().any(|u| u.place.name() == name) {
            upstreams.push(UpstreamPlan {
                place: Place::OwnHost(name),
                endpoints: vec![endpoint(mirror, address, "")],
                last: Last::Nothing,
            });
        }
    }
}

fn endpoint(mirror: &Mirror, address: &Address, prefix: &str) -> Endpoint {
    let tls = address.scheme == Scheme::Https;
    Endpoint {
        address: address.clone(),
        prefix: prefix.to_string(),
        ca: mirror.ca.clone().filter(|_| tls),
        client: mirror.client.clone().filter(|_| tls),
        skip_verify: mirror.skip_verify && tls,
        auth: mirror.credentials.get(&address.authority()).cloned(),
    }
}

/// Where a registry really is: Docker Hub's API is at another host than its images' names.
pub fn upstream_address(registry: &str) -> Address {
    let (host, port) = match registry.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()),
        None => (registry, None),
    };
    let host = match host {
        "docker.io" => "registry-1.docker.io",
        other => other,
    };
    Address {
        scheme: Scheme::Https,
        host: host.to_string(),
        port,
    }
}

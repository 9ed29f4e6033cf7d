//! What a plan means for one image, in the form that judges answer in; and the comparison of the
//! two. Knows no target.

use airlock_lock::mirror::CredentialKind;
use airlock_mirror::emit::language::base64;
use airlock_mirror::emit::{Endpoint, Last, Place, Plan, UpstreamPlan};
use serde_json::Value;

use super::question::{Files, list, same, strings};

/// The repository and tag that judges are asked for in every registry.
const PROBE: &str = "airlock/probe";

/// One place that a node asks.
#[derive(Clone, Debug, PartialEq)]
struct Route {
    /// The root of the registry's API.
    root: String,
    /// `user:password`, or an identity token.
    secret: Option<(CredentialKind, String)>,
    ca: bool,
    skip_verify: bool,
}

/// Where the images of one registry come from.
pub(super) struct Routes {
    /// The registry as image names have it.
    pub(super) registry: String,
    routes: Vec<Route>,
    fallback: bool,
    itself: bool,
}

impl Routes {
    /// Those of each registry of a plan, and of one that it does not name where it is for all.
    pub(super) fn of(plan: &Plan) -> Vec<Self> {
        plan.upstreams.iter().map(routes).collect()
    }

    /// The image that judges are asked for.
    pub(super) fn image(&self) -> String {
        format!("{}/{PROBE}:1", self.registry)
    }

    /// Compares with containerd: what its loader says and what its resolver asks.
    pub(super) fn containerd(&self, answer: &Value) -> Result<(), String> {
        let upstream = &answer["upstreams"][&self.registry];
        let endpoints = list(&upstream["endpoints"]);
        self.roots(endpoints, &self.planned())?;
        for (endpoint, route) in endpoints.iter().zip(&self.routes) {
            let capabilities = strings(&endpoint["capabilities"]);
            same("capabilities", &capabilities, &vec!["pull", "resolve"])?;
            self.transport(endpoint, route)?;
        }
        if !self.itself {
            let fallback = upstream["fallback"] == true;
            same(&self.registry, &fallback, &self.fallback)?;
        }
        let asked = asked(&upstream["asked"]);
        let planned: Vec<String> = self.routes.iter().map(request).collect();
        same(&format!("requests for {}", self.registry), &asked, &planned)?;
        Ok(())
    }

    /// Compares with registries.yaml: there the default endpoint of Docker Hub has another name, and
    /// an image that names the mirror is asked of it whether as a mirror or as the default.
    pub(super) fn rancher(&self, answer: &Value) -> Result<(), String> {
        let upstream = &answer["upstreams"][&self.registry];
        let mut endpoints = list(&upstream["endpoints"]).to_vec();
        endpoints.dedup_by(|a, b| self.itself && a["url"] == b["url"]);
        let hub = |root: String| root.replace("registry-1.docker.io", "index.docker.io");
        let planned: Vec<String> = self.planned().into_iter().map(hub).collect();
        self.roots(&endpoints, &planned)?;
        for (endpoint, route) in endpoints.iter().zip(&self.routes) {
            self.transport(endpoint, route)?;
            self.auth(endpoint, route)?;
            same("rewrite", &endpoint["rewrite"], &Value::Null)?;
        }
        if !self.itself {
            same(
                &self.registry,
                &(upstream["fallback"] == true),
                &self.fallback,
            )?;
        }
        Ok(())
    }

    /// The complaint of the judge of registries.yaml that changes nothing: the default endpoint of
    /// the mirror's own host is the mirror.
    pub(super) fn exempt(&self, fault: &str) -> bool {
        self.itself && fault.starts_with(&format!("configs names {} itself:", self.registry))
    }

    /// Compares with Talos, which adds the upstream by itself and tells so with `fallback`.
    pub(super) fn talos(&self, answer: &Value) -> Result<(), String> {
        let upstream = &answer["upstreams"][self.key()];
        let endpoints = list(&upstream["endpoints"]);
        let whole = |e: &Value| {
            let url = e["url"].as_str().unwrap_or_default();
            match e["override"] == true {
                true => url.to_owned(),
                false => format!("{url}/v2"),
            }
        };
        let understood: Vec<String> = endpoints.iter().map(whole).collect();
        let mut planned = self.planned();
        if self.fallback {
            planned.pop();
        }
        same(self.key(), &understood, &planned)?;
        for (endpoint, route) in endpoints.iter().zip(&self.routes) {
            self.transport(endpoint, route)?;
            self.auth(endpoint, route)?;
        }
        same(self.key(), &(upstream["fallback"] == true), &self.fallback)
    }

    /// Compares with CRI-O and Podman, which hold credentials and certificates elsewhere.
    pub(super) fn podman(&self, answer: &Value) -> Result<(), String> {
        let upstream = &answer["upstreams"][&self.registry];
        self.roots(list(&upstream["endpoints"]), &self.planned())?;
        let planned: Vec<String> = self
            .routes
            .iter()
            .map(|route| format!("{}/{PROBE}/manifests/1", route.root))
            .collect();
        same(
            "requests",
            &strings(&upstream["asked"]),
            &planned.iter().map(String::as_str).collect(),
        )
    }

    /// The registry as a mirror's key has it.
    pub(super) fn key(&self) -> &str {
        match self.registry == UNNAMED {
            true => "*",
            false => &self.registry,
        }
    }

    fn planned(&self) -> Vec<String> {
        self.routes.iter().map(|route| route.root.clone()).collect()
    }

    fn roots(&self, endpoints: &[Value], planned: &Vec<String>) -> Result<(), String> {
        let url = |e: &Value| e["url"].as_str().unwrap_or_default().to_owned();
        same(
            &self.registry,
            &endpoints.iter().map(url).collect(),
            planned,
        )
    }

    fn transport(&self, endpoint: &Value, route: &Route) -> Result<(), String> {
        let place = |what: &str| format!("{what} of {}", route.root);
        same(
            &place("authority"),
            &!list(&endpoint["ca"]).is_empty(),
            &route.ca,
        )?;
        same(
            &place("skip_verify"),
            &(endpoint["skip_verify"] == true),
            &route.skip_verify,
        )
    }

    fn auth(&self, endpoint: &Value, route: &Route) -> Result<(), String> {
        let understood = endpoint["auth"].as_str().map(str::to_owned);
        let whole = understood.as_ref().is_some_and(|u| u.starts_with("auth "));
        let planned = route.secret.as_ref().map(|(kind, value)| match kind {
            CredentialKind::IdentityToken => format!("identity token {value}"),
            // User and password in one word, as docker configs have them.
            _ if whole => format!("auth {}", base64(value.as_bytes())),
            _ => format!("basic {value}"),
        });
        same(
            &format!("credentials for {}", route.root),
            &understood,
            &planned,
        )
    }
}

/// A registry that no plan names.
const UNNAMED: &str = "unnamed.example";

fn routes(upstream: &UpstreamPlan) -> Routes {
    let registry = match upstream.place {
        Place::CatchAll => UNNAMED,
        ref place => place.name(),
    };
    let mut routes: Vec<Route> = upstream.endpoints.iter().map(route).collect();
    let address = match &upstream.last {
        Last::Upstream(address) => Some(address.to_string()),
        Last::Itself => Some(format!("https://{registry}")),
        Last::Nothing => None,
    };
    let fallback = address.is_some();
    routes.extend(address.map(|address| Route {
        root: format!("{address}/v2"),
        secret: None,
        ca: false,
        skip_verify: false,
    }));
    Routes {
        registry: registry.to_owned(),
        routes,
        fallback,
        itself: matches!(upstream.place, Place::OwnHost(_)),
    }
}

fn route(endpoint: &Endpoint) -> Route {
    let path = endpoint.override_path();
    let path = path.as_deref().unwrap_or("/v2");
    let secret = endpoint.auth.as_ref().and_then(|auth| match &auth.held {
        airlock_lock::mirror::Credential::Value(value) => Some((auth.kind, value.clone())),
        // A docker config is the kubelet's or CRI-O's, whom nobody asks here.
        _ if auth.kind == CredentialKind::DockerConfig => None,
        _ => Some((auth.kind, referred(auth.kind).to_owned())),
    });
    Route {
        root: format!("{}{path}", endpoint.address),
        secret,
        ca: endpoint.ca.is_some(),
        skip_verify: endpoint.skip_verify,
    }
}

/// What a reference to credentials leads to here.
fn referred(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::IdentityToken => "a.token",
        _ => "node:it's $ecret",
    }
}

/// A node's files with credentials where stand-ins are, as the script there puts them, which has
/// tests of its own.
pub(super) fn filled(mut files: Files, plan: &Plan) -> Files {
    for mirror in plan.mirrors() {
        let (Some(auth), Some(stand_in)) = (&mirror.auth, mirror.stand_in()) else {
            continue;
        };
        let value = referred(auth.kind);
        let written = match auth.kind {
            CredentialKind::IdentityToken => value.to_owned(),
            _ => base64(value.as_bytes()),
        };
        for text in files.values_mut() {
            *text = text.replace(&stand_in, &written);
        }
    }
    files
}

/// The requests for a tag, with credentials and without the registry's name in their query.
fn asked(value: &Value) -> Vec<String> {
    let requests = strings(value).into_iter();
    requests
        .map(|line| {
            let (url, auth) = line.split_once(" Authorization: ").unwrap_or((line, ""));
            format!("{} {auth}", url.split('?').next().unwrap_or(url))
        })
        .collect()
}

fn request(route: &Route) -> String {
    let auth = match &route.secret {
        Some((CredentialKind::Basic, value)) => format!("Basic {}", base64(value.as_bytes())),
        _ => String::new(),
    };
    format!("HEAD {}/{PROBE}/manifests/1 {auth}", route.root)
}

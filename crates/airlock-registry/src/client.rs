//! One download: attempts, redirects, status, body.
//!
//! A login goes to the origin that was asked first and nowhere else. A redirect from `https` to
//! `http` is refused.

use crate::address::Address;
use crate::body;
use crate::error::Error;
use crate::proxies;
use crate::settings::Settings;
use std::time::Duration;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Timeout};

/// How far a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are here.
    pub done: u64,
    /// Bytes that there will be, where the server says.
    pub total: Option<u64>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The most bytes that are taken, unpacked ones too.
    pub limit: u64,
    /// Whether it may come as gzip: a text, such as an index. Else it is an archive or a file whose
    /// bytes are measured.
    pub text: bool,
}

/// Downloads. May be shared between threads.
#[derive(Debug)]
pub struct Client {
    settings: Settings,
    direct: Agent,
    plain: Option<Agent>,
    secure: Option<Agent>,
}

impl Client {
    /// A client; fails where authorities or proxies cannot be read.
    pub fn new(settings: Settings) -> Result<Client, Error> {
        let tls = TlsConfig::builder()
            .root_certs(roots(&settings.authorities)?)
            .build();
        let agent = |proxy: Option<&String>| -> Result<Agent, Error> {
            let proxy = proxy.map(|proxy| proxies::parse(proxy)).transpose()?;
            Ok(agent(&settings, &tls, proxy))
        };
        let proxied = |proxy: &Option<String>| -> Result<Option<Agent>, Error> {
            let proxy = proxy.as_ref().filter(|proxy| !proxy.is_empty());
            proxy.map(|proxy| agent(Some(proxy))).transpose()
        };
        Ok(Client {
            direct: agent(None)?,
            plain: proxied(&settings.proxies.http)?,
            secure: proxied(&settings.proxies.https)?,
            settings,
        })
    }

    /// The bytes at an address.
    pub fn get(
        &self,
        address: &Address,
        request: Request,
        progress: &dyn Fn(Progress),
    ) -> Result<Vec<u8>, Error> {
        let attempts = self.settings.attempts.max(1);
        let mut pause = self.settings.pause;
        let mut attempt = 1;
        loop {
            let (error, asked) = match self.follow(address, request, progress) {
                Ok(bytes) => return Ok(bytes),
                Err(failed) => failed,
            };
            if !error.is_passing() || attempt >= attempts {
                return Err(error.after(attempt));
            }
            let wait = asked.map_or(pause, |asked| asked.max(pause));
            std::thread::sleep(wait.min(self.settings.longest_pause));
            pause = pause.saturating_mul(2);
            attempt += 1;
        }
    }

    fn follow(
        &self,
        start: &Address,
        request: Request,
        progress: &dyn Fn(Progress),
    ) -> Result<Vec<u8>, (Error, Option<Duration>)> {
        let mut at = start.clone();
        for _ in 0..=self.settings.redirects {
            let about = |error: Error| (error.about(&at), None);
            let response = self.ask(start, &at, request).map_err(about)?;
            if let Some(next) = redirect(&at, &response).map_err(about)? {
                at = next;
                continue;
            }
            if let Some(error) = of_status(response.status().as_u16()) {
                return Err((error.about(&at), asked_pause(response.headers())));
            }
            return take(response, request, progress).map_err(about);
        }
        let error = Error::new("it redirects too often").about(start);
        Err((error, None))
    }

    fn ask(
        &self,
        start: &Address,
        at: &Address,
        request: Request,
    ) -> Result<Response<Body>, Error> {
        let encoding = if request.text { "gzip" } else { "identity" };
        let mut call = self
            .agent_for(at)
            .get(at.whole())
            .header("Accept-Encoding", encoding);
        let login = self.settings.credentials.of(at);
        if let Some(login) = login.filter(|_| at.origin() == start.origin()) {
            call = call.header("Authorization", login.basic());
        }
        call.call().map_err(of_call)
    }

    fn agent_for(&self, address: &Address) -> &Agent {
        let agent = match (self.settings.proxies.of(address), address.is_secure()) {
            (None, _) => None,
            (Some(_), true) => self.secure.as_ref(),
            (Some(_), false) => self.plain.as_ref(),
        };
        agent.unwrap_or(&self.direct)
    }
}

fn agent(settings: &Settings, tls: &TlsConfig, proxy: Option<ureq::Proxy>) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("airlock/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls.clone())
        .proxy(proxy)
        .timeout_resolve(Some(settings.connect))
        .timeout_connect(Some(settings.connect))
        .timeout_recv_response(Some(settings.idle))
        .timeout_per_read(Some(settings.idle))
        .timeout_global(Some(settings.whole))
        .build()
        .new_agent()
}

fn roots(pem: &[u8]) -> Result<RootCerts, Error> {
    if pem.is_empty() {
        return Ok(RootCerts::WebPki);
    }
    let fault = || Error::new("the file of authorities holds no certificate in PEM");
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| fault())? {
            certificates.push(certificate);
        }
    }
    match certificates.is_empty() {
        true => Err(fault()),
        false => Ok(RootCerts::new_with_certs(&certificates)),
    }
}

fn redirect(at: &Address, response: &Response<Body>) -> Result<Option<Address>, Error> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get("location");
    let location = location
        .and_then(|value| value.to_str().ok())
        .ok_or_else(|| Error::new("it redirects and does not say where to"))?;
    let next = at.join(location)?;
    match at.is_secure() && !next.is_secure() {
        true => Err(Error::new(format!("it redirects to plain HTTP, {next}"))),
        false => Ok(Some(next)),
    }
}

fn take(
    mut response: Response<Body>,
    request: Request,
    progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, Error> {
    let text = |name: &str| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.trim().to_ascii_lowercase())
    };
    let length = text("content-length").and_then(|length| length.parse().ok());
    let encoding = text("content-encoding").unwrap_or_default();
    let reader = response.body_mut().as_reader();
    let bytes = body::read(reader, length, request.limit, progress)?;
    match (encoding.as_str(), request.text) {
        ("" | "identity", _) => Ok(bytes),
        ("gzip" | "x-gzip", true) => body::unpack(&bytes, request.limit),
        ("gzip" | "x-gzip", false) => Ok(body::unpack_archive(bytes, request.limit)),
        _ => Err(Error::new(format!(
            "the answer is packed as `{encoding}`, which nobody asked for"
        ))),
    }
}

fn of_status(status: u16) -> Option<Error> {
    let says = |what: &str| format!("the server answers {status}{what}");
    match status {
        200 => None,
        401 | 403 => Some(Error::new(says(", it wants a login")).remedied(
            "put a login for this host into netrc, or into Helm's repositories.yaml by \
             `helm repo add`",
        )),
        404 | 410 => Some(
            Error::new(says(", there is no such thing"))
                .remedied("look at version and address in versions.toml"),
        ),
        408 | 425 | 429 => Some(Error::passing(says(", it wants a pause"))),
        500 | 502 | 503 | 504 => Some(Error::passing(says(", the fault is its own"))),
        _ => Some(Error::new(says(""))),
    }
}

fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get("retry-after")?.to_str().ok()?;
    seconds.trim().parse().ok().map(Duration::from_secs)
}

fn of_call(error: ureq::Error) -> Error {
    match error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            Error::passing("the host is not reached in time")
        }
        ureq::Error::Timeout(_) => Error::passing("the answer came too slowly"),
        ureq::Error::HostNotFound => Error::passing("there is no such host")
            .remedied("look at the address, or at HTTPS_PROXY"),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            of_trust(&error.to_string())
        }
        ureq::Error::Io(error) => Error::passing(error.to_string()),
        ureq::Error::Rustls(error) => of_trust(&error.to_string()),
        ureq::Error::Tls(what) => of_trust(what),
        ureq::Error::ConnectProxyFailed(_) => Error::new("the proxy does not let this through"),
        ureq::Error::Protocol(error) => Error::passing(format!("this is no HTTP answer: {error}")),
        other => Error::new(other.to_string()),
    }
}

fn of_trust(what: &str) -> Error {
    Error::new(format!("its certificate or TLS is refused: {what}"))
        .remedied("give the authority that signed it with --ca-file")
}

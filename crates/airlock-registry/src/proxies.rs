//! Which proxy an address is reached by, as the usual environment variables say; their values are
//! given.

use crate::address::Address;
use crate::error::Error;
use std::fmt;

/// Proxies; shown without their addresses, which may hold passwords.
#[derive(Clone, Default)]
pub struct Proxies {
    /// For `http` addresses: `http_proxy`.
    pub http: Option<String>,
    /// For `https` addresses: `HTTPS_PROXY` or `https_proxy`.
    pub https: Option<String>,
    /// Hosts that are reached without: `NO_PROXY` or `no_proxy`.
    pub without: String,
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxies(…)")
    }
}

impl Proxies {
    /// The proxy for an address. This machine is always reached without.
    pub(crate) fn of(&self, address: &Address) -> Option<&str> {
        let proxy = match address.is_secure() {
            true => self.https.as_deref(),
            false => self.http.as_deref(),
        };
        proxy.filter(|proxy| !proxy.is_empty() && !address.is_loopback() && !self.excepts(address))
    }

    fn excepts(&self, address: &Address) -> bool {
        let host = address.host();
        self.without.split([',', ' ']).any(|entry| {
            let entry = entry.trim().to_ascii_lowercase();
            let (name, port) = match entry.rsplit_once(':') {
                Some((name, port)) if !name.ends_with(':') => match port.parse::<u16>() {
                    Ok(port) => (name.to_string(), Some(port)),
                    Err(_) => (entry, None),
                },
                _ => (entry, None),
            };
            let name = name.trim_start_matches("*.").trim_start_matches('.');
            let here = port.is_none_or(|port| port == address.port());
            let below = host
                .strip_suffix(name)
                .is_some_and(|rest| rest.ends_with('.'));
            !name.is_empty() && here && (name == "*" || host == name || below)
        })
    }
}

pub(crate) fn parse(proxy: &str) -> Result<ureq::Proxy, Error> {
    // Its text is not shown: it may hold a password.
    ureq::Proxy::new(proxy).map_err(|_| {
        Error::new("the proxy's address cannot be read")
            .remedied("write http://HOST:PORT into HTTPS_PROXY or http_proxy")
    })
}

#[cfg(test)]
mod tests {
    use super::Proxies;
    use crate::address::Address;

    #[test]
    fn exceptions_are_hosts_and_what_is_below_them() {
        let proxies = Proxies {
            http: None,
            https: Some("http://proxy:3128".to_string()),
            without: "example.com, .inner.test,exact.test:8443".to_string(),
        };
        let by = |address: &str| proxies.of(&Address::parse(address).unwrap()).is_some();
        assert!(by("https://charts.test/"));
        assert!(!by("http://charts.test/"));
        assert!(!by("https://example.com/"));
        assert!(!by("https://a.example.com/"));
        assert!(by("https://anexample.com/"));
        assert!(!by("https://a.inner.test/"));
        assert!(by("https://exact.test/"));
        assert!(!by("https://exact.test:8443/"));
        assert!(!by("https://127.0.0.1/"));
    }
}

//! Logins, each for one place, read from the files that people have already: `netrc`, Helm's
//! `repositories.yaml`, Docker's `config.json`. The texts are given; no file is opened here.

use crate::address::Address;
use crate::base64;
use crate::error::Error;
use crate::netrc;
use airlock_yaml::{Document, Map};
use std::fmt;

/// A name and a password; shown without either.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    user: String,
    password: String,
}

impl Login {
    /// A login of its two parts.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Login {
        Login {
            user: user.into(),
            password: password.into(),
        }
    }

    /// The value of an `Authorization` header.
    pub(crate) fn basic(&self) -> String {
        let pair = format!("{}:{}", self.user, self.password);
        format!("Basic {}", base64::encode(pair.as_bytes()))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

/// Where a login is for.
#[derive(Debug, Clone)]
enum Place {
    /// A repository's address: its origin, and paths below its own.
    Below(Address),
    /// A host, with the port where one is given.
    Host(String),
    /// Every host: netrc's `default`.
    Every,
}

/// All logins that are known.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    logins: Vec<(Place, Login)>,
}

impl Credentials {
    /// Adds the machines of a `netrc`.
    pub fn add_netrc(&mut self, text: &str) {
        for (machine, login) in netrc::read(text) {
            let place = match machine.is_empty() {
                true => Place::Every,
                false => Place::Host(machine),
            };
            self.logins.push((place, login));
        }
    }

    /// Adds the repositories of Helm's `repositories.yaml` that have a name and a password.
    pub fn add_helm(&mut self, text: &str) -> Result<(), Error> {
        let document = Document::parse(text.as_bytes())
            .map_err(|_| Error::new("Helm's repositories.yaml is no YAML"))?;
        let Some(all) = document.root().as_map() else {
            return Ok(());
        };
        let list = all.get("repositories").and_then(|node| node.as_seq());
        for at in list.into_iter().flatten() {
            if let Some((place, login)) = at.as_map().and_then(|map| helm_entry(&map)) {
                self.logins.push((place, login));
            }
        }
        Ok(())
    }

    /// Adds the hosts of Docker's `config.json` that have their login in it.
    pub fn add_docker(&mut self, text: &str) -> Result<(), Error> {
        let document = Document::parse(text.as_bytes())
            .map_err(|_| Error::new("Docker's config.json is no JSON"))?;
        let auths = document.root().as_map().and_then(|all| all.get("auths"));
        let auths = auths.and_then(|node| node.as_map());
        for (key, node) in auths.iter().flat_map(Map::iter) {
            let (Some(host), Some(entry)) = (key.as_str(), node.as_map()) else {
                continue;
            };
            if let Some(login) = docker_entry(&entry) {
                let host = host.split("://").last().unwrap_or(host);
                let host = host.split('/').next().unwrap_or(host);
                let place = Place::Host(host.to_ascii_lowercase());
                self.logins.push((place, login));
            }
        }
        Ok(())
    }

    /// Adds a login for everything at and below an address.
    pub fn add(&mut self, address: Address, login: Login) {
        self.logins.push((Place::Below(address), login));
    }

    /// The login for an address: the nearest repository's, else the host's, else the default. A
    /// password goes over plain HTTP to this machine only.
    pub(crate) fn of(&self, address: &Address) -> Option<&Login> {
        if !address.is_secure() && !address.is_loopback() {
            return None;
        }
        let mut best: Option<(usize, &Login)> = None;
        for (place, login) in &self.logins {
            let nearness = nearness(place, address);
            if nearness > best.map_or(0, |(other, _)| other) {
                best = Some((nearness, login));
            }
        }
        best.map(|(_, login)| login)
    }
}

/// 0 where a place is not the address's; else the greater the nearer.
fn nearness(place: &Place, address: &Address) -> usize {
    match place {
        Place::Every => 1,
        Place::Host(host) if host == address.host() => 2,
        Place::Host(host) if *host == format!("{}:{}", address.host(), address.port()) => 3,
        Place::Host(_) => 0,
        Place::Below(base) if base.origin() != address.origin() => 0,
        Place::Below(base) => {
            let folder = base.path().trim_end_matches('/');
            match address.path().strip_prefix(folder) {
                Some(rest) if rest.is_empty() || rest.starts_with('/') => 4 + folder.len(),
                _ => 0,
            }
        }
    }
}

fn helm_entry(entry: &Map<'_>) -> Option<(Place, Login)> {
    let text = |key: &str| entry.get(key).and_then(|node| node.as_str());
    let (user, password) = (text("username")?, text("password")?);
    let address = Address::parse(text("url")?).ok()?;
    match user.is_empty() && password.is_empty() {
        true => None,
        false => Some((Place::Below(address), Login::new(user, password))),
    }
}

fn docker_entry(entry: &Map<'_>) -> Option<Login> {
    let text = |key: &str| entry.get(key).and_then(|node| node.as_str());
    if let Some(coded) = text("auth").filter(|coded| !coded.is_empty()) {
        let pair = String::from_utf8(base64::decode(coded)?).ok()?;
        let (user, password) = pair.split_once(':')?;
        return Some(Login::new(user, password));
    }
    Some(Login::new(text("username")?, text("password")?))
}

#[cfg(test)]
mod tests {
    use super::Credentials;
    use crate::address::Address;

    fn of(credentials: &Credentials, address: &str) -> Option<(String, String)> {
        let login = credentials.of(&Address::parse(address).unwrap())?;
        Some((login.user.clone(), login.password.clone()))
    }

    fn pair(user: &str, password: &str) -> Option<(String, String)> {
        Some((user.to_string(), password.to_string()))
    }

    #[test]
    fn every_file_is_read_and_the_nearest_login_counts() {
        let mut credentials = Credentials::default();
        credentials.add_netrc(
            "# mine\nmachine a.example login me password \"p \\\" #1\"\nmacdef init\nmachine x\n\n\
             machine B.example\n  login\tb account z password bb\ndefault login d password dd\n",
        );
        credentials
            .add_helm("repositories:\n- name: x\n  url: https://a.example/charts\n  username: h\n  password: hh\n- name: open\n  url: https://o.example\n  username: \"\"\n  password: \"\"\n")
            .unwrap();
        credentials
            .add_docker(
                r#"{"auths":{"https://r.example:5000/v1/":{"auth":"ZDpvOmM="},"s.example":{}}}"#,
            )
            .unwrap();
        assert_eq!(
            of(&credentials, "https://a.example/x"),
            pair("me", "p \" #1")
        );
        assert_eq!(
            of(&credentials, "https://a.example/charts/x"),
            pair("h", "hh")
        );
        assert_eq!(
            of(&credentials, "https://a.example/chartsx"),
            pair("me", "p \" #1")
        );
        assert_eq!(of(&credentials, "https://b.example/"), pair("b", "bb"));
        assert_eq!(
            of(&credentials, "https://r.example:5000/"),
            pair("d", "o:c")
        );
        assert_eq!(of(&credentials, "https://s.example/"), pair("d", "dd"));
        assert_eq!(of(&credentials, "http://b.example/"), None);
        assert!(!format!("{credentials:?}").contains("bb"));
    }
}

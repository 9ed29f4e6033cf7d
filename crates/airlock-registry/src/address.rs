//! An address to download from: parsed, joined with a reference, shown without its query.

use crate::error::Error;
use std::fmt;

/// An `http` or `https` address without credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    secure: bool,
    host: String,
    port: u16,
    path: String,
    query: Option<String>,
}

impl Address {
    /// Reads an address; one with credentials in it is refused.
    pub fn parse(text: &str) -> Result<Address, Error> {
        let (scheme, rest) = text.split_once("://").ok_or_else(|| wrong(text))?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong(text)),
        };
        let rest = rest.split('#').next().unwrap_or("");
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err(Error::new("an address holds credentials")
                .remedied("credentials belong into netrc or Helm's repositories.yaml"));
        }
        let (host, port) = host_and_port(authority, secure).ok_or_else(|| wrong(text))?;
        if rest.bytes().any(|byte| byte <= b' ' || byte >= 0x7f) {
            return Err(wrong(text));
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_string())),
            None => (rest, None),
        };
        Ok(Address {
            secure,
            host,
            port,
            path: without_dots(path),
            query,
        })
    }

    /// What a reference found at this address means.
    pub fn join(&self, reference: &str) -> Result<Address, Error> {
        let scheme = if self.secure { "https" } else { "http" };
        if reference
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|start| start.contains(':'))
        {
            return Address::parse(reference);
        }
        if let Some(rest) = reference.strip_prefix("//") {
            return Address::parse(&format!("{scheme}://{rest}"));
        }
        let origin = self.origin();
        if reference.starts_with('/') {
            return Address::parse(&format!("{origin}{reference}"));
        }
        if reference.starts_with('?') {
            return Address::parse(&format!("{origin}{}{reference}", self.path));
        }
        let folder = self.path.rfind('/').and_then(|at| self.path.get(..=at));
        Address::parse(&format!("{origin}{}{reference}", folder.unwrap_or("/")))
    }

    /// The address of a file in the folder that this address is, its query kept: how Helm finds an
    /// index, and archives that the index names relatively.
    pub fn below(&self, reference: &str) -> Result<Address, Error> {
        let mut folder = self.clone();
        if !folder.path.ends_with('/') {
            folder.path.push('/');
        }
        let mut found = folder.join(reference)?;
        if found.query.is_none() && found.origin() == self.origin() {
            found.query.clone_from(&self.query);
        }
        Ok(found)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        let (scheme, usual) = if self.secure {
            ("https", 443)
        } else {
            ("http", 80)
        };
        match self.port == usual {
            true => format!("{scheme}://{}", self.host),
            false => format!("{scheme}://{}:{}", self.host, self.port),
        }
    }

    /// The host, in lower case; an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, also where it is the scheme's own.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The path, which begins with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is `https`.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it is this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback())
    }

    pub(crate) fn whole(&self) -> String {
        let query = self.query.as_ref().map(|query| format!("?{query}"));
        format!(
            "{}{}{}",
            self.origin(),
            self.path,
            query.unwrap_or_default()
        )
    }
}

/// Without the query, which may hold a signature.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = if self.query.is_some() { "?…" } else { "" };
        write!(f, "{}{}{query}", self.origin(), self.path)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

fn wrong(text: &str) -> Error {
    // What is no address may still hold a password.
    let shown = text.rsplit('@').next().unwrap_or("");
    let shown: String = shown
        .split('?')
        .next()
        .unwrap_or("")
        .chars()
        .take(200)
        .collect();
    Error::new(format!("`{shown}` is no http or https address"))
}

fn host_and_port(authority: &str, secure: bool) -> Option<(String, u16)> {
    let usual = if secure { 443 } else { 80 };
    let after = authority.rfind(']').map_or(0, |at| at + 1);
    let (host, port) = match authority.get(after..)?.rfind(':') {
        Some(at) => {
            let (host, port) = authority.split_at(after + at);
            let port = port.get(1..)?;
            match port.is_empty() {
                true => (host, usual),
                false => (host, port.parse().ok()?),
            }
        }
        None => (authority, usual),
    };
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte);
    match !host.is_empty() && host.bytes().all(legal) {
        true => Some((host.to_ascii_lowercase(), port)),
        false => None,
    }
}

fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut folder = true;
    for part in path.split('/').skip(1) {
        folder = matches!(part, "" | "." | "..");
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            // An empty part in the middle is part of the name; a last one means a folder.
            other => parts.push(other),
        }
        if folder && part.is_empty() {
            folder = false;
        }
    }
    let mut clean = format!("/{}", parts.join("/"));
    if folder && !clean.ends_with('/') {
        clean.push('/');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn shown(text: &str) -> String {
        Address::parse(text).map_or_else(|e| e.to_string(), |a| a.whole())
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(
            shown("HTTPS://Charts.Example.com:443"),
            "https://charts.example.com/"
        );
        assert_eq!(
            shown("http://[::1]:8080/a/./b/../c/?x=1#y"),
            "http://[::1]:8080/a/c/?x=1"
        );
        assert_eq!(shown("http://h/.."), "http://h/");
        for bad in [
            "ftp://x/",
            "x",
            "https://",
            "https://h:99999/",
            "https://h/a b",
            "http://h\r\n/",
        ] {
            assert!(shown(bad).contains("is no http"), "{bad}");
        }
        assert!(!shown("https://user:secret@h/").contains("secret"));
        assert!(!shown("user:secret@h/").contains("secret"));
    }

    #[test]
    fn references_are_joined() {
        let base = Address::parse("https://h/a/index.yaml?t=1").unwrap();
        for (reference, whole) in [
            ("b.tgz", "https://h/a/b.tgz"),
            ("../b.tgz", "https://h/b.tgz"),
            ("/b.tgz", "https://h/b.tgz"),
            ("//other/b.tgz", "https://other/b.tgz"),
            ("http://other:80/b", "http://other/b"),
            ("?q", "https://h/a/index.yaml?q"),
            ("x/y:z.tgz", "https://h/a/x/y:z.tgz"),
        ] {
            assert_eq!(base.join(reference).unwrap().whole(), whole);
        }
        let folder = Address::parse("https://h/charts?t=1").unwrap();
        assert_eq!(
            folder.below("index.yaml").unwrap().whole(),
            "https://h/charts/index.yaml?t=1"
        );
        assert_eq!(folder.below("https://x/a").unwrap().whole(), "https://x/a");
        assert_eq!(folder.to_string(), "https://h/charts?…");
        assert!(base.join("file:///etc/passwd").is_err());
    }
}

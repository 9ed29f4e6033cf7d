//! Everything that is not loopback, as a proxy that stands in for it: each request is noted down
//! with its credentials, then handed to a registry on loopback, or not found. A program that is told
//! of the proxy reaches no other host, so that what is not noted was not asked.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// One request, as a host that is not loopback would have seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) host: String,
    pub(crate) request: String,
    pub(crate) authorization: Option<String>,
}

/// Who signs certificates of some hosts.
pub(crate) struct Authority {
    pub(crate) pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Authority {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(rcgen::DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Authority {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    fn server(&self, host: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![host.to_string()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let private = rustls::pki_types::PrivatePkcs8KeyDer::from(key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private.into());
        Arc::new(config.unwrap())
    }
}

/// A host that somebody serves, and the registry behind it.
pub(crate) struct Served {
    pub(crate) registry: u16,
    /// Whether the corporation's authority signs it, not the public one.
    pub(crate) corporate: bool,
}

/// The proxy.
pub(crate) struct Internet {
    pub(crate) port: u16,
    pub(crate) public: String,
    pub(crate) corporate: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

struct Inside {
    served: BTreeMap<String, Served>,
    public: Authority,
    corporate: Authority,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Internet {
    /// Serves some hosts, by `host` or `host:port`; every other host answers that there is nothing.
    pub(crate) fn start(served: BTreeMap<String, Served>) -> Internet {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let inside = Inside {
            served,
            public: Authority::new("Public Authority"),
            corporate: Authority::new("Corporate Authority"),
            seen: Arc::default(),
        };
        let internet = Internet {
            port: listener.local_addr().unwrap().port(),
            public: inside.public.pem.clone(),
            corporate: inside.corporate.pem.clone(),
            seen: Arc::clone(&inside.seen),
        };
        let inside = Arc::new(inside);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let inside = Arc::clone(&inside);
                // A client that goes away is no fault of the proxy.
                std::thread::spawn(move || inside.answer(stream));
            }
        });
        internet
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

impl Inside {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        let head = Head::read(&mut stream)?;
        if head.method != "CONNECT" {
            let rest = head.target.strip_prefix("http://").unwrap_or("");
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            return self.serve(host, &format!("/{path}"), &head, &mut stream);
        }
        let host = head.target.trim_end_matches(":443");
        let corporate = self.served.get(host).is_some_and(|s| s.corporate);
        let authority = match corporate {
            true => &self.corporate,
            false => &self.public,
        };
        let name = host.split(':').next().unwrap_or(host);
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
        let connection = ServerConnection::new(authority.server(name)).map_err(io::Error::other)?;
        let mut sealed = StreamOwned::new(connection, stream);
        let inner = match Head::read(&mut sealed) {
            Ok(inner) => inner,
            Err(error) => {
                // Whoever does not trust the certificate has still asked for this host.
                self.note(host, "no request", None);
                return Err(error);
            }
        };
        self.serve(host, &inner.target, &inner, &mut sealed)?;
        sealed.conn.send_close_notify();
        sealed.flush()
    }

    fn note(&self, host: &str, request: &str, authorization: Option<&str>) {
        self.seen.lock().unwrap().push(Seen {
            host: host.to_string(),
            request: request.to_string(),
            authorization: authorization.map(str::to_string),
        });
    }

    fn serve<S: Write>(&self, host: &str, path: &str, head: &Head, out: &mut S) -> io::Result<()> {
        let request = format!("{} {path}", head.method);
        self.note(host, &request, head.header("authorization"));
        let Some(served) = self.served.get(host) else {
            return out.write_all(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        };
        let mut behind = TcpStream::connect(("127.0.0.1", served.registry))?;
        let accept = head.header("accept").unwrap_or("*/*");
        write!(
            behind,
            "{request} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
        )?;
        behind.shutdown(Shutdown::Write)?;
        io::copy(&mut behind, out)?;
        out.flush()
    }
}

struct Head {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
}

impl Head {
    fn read<S: Read>(stream: &mut S) -> io::Result<Head> {
        // Nothing follows a head here: nodes only read. A buffer may take what it finds.
        let mut lines = BufReader::with_capacity(1, stream).lines();
        let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
        let mut words = first.split(' ').map(str::to_string);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let mut headers = Vec::new();
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                Some((name, value)) => {
                    headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
                }
                None => break,
            }
        }
        Ok(Head {
            method,
            target,
            headers,
        })
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

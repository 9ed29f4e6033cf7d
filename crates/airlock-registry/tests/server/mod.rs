//! A static HTTP server on loopback, one request a connection, over TLS if asked; it remembers what
//! it was asked and may be slow, torn or wrong.

#![allow(dead_code, reason = "each test uses a part")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path and query; for a proxy's CONNECT the host.
    pub(crate) path: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    head: String,
    body: Vec<u8>,
    late: Duration,
    drip: Option<Duration>,
    keep: Option<usize>,
}

impl Answer {
    pub(crate) fn ok(body: &[u8]) -> Answer {
        Answer {
            head: "HTTP/1.1 200 OK\r\nConnection: close\r\n".to_string(),
            body: body.to_vec(),
            ..Answer::default()
        }
    }

    pub(crate) fn status(status: u16) -> Answer {
        Answer {
            head: format!("HTTP/1.1 {status} No\r\nConnection: close\r\n"),
            ..Answer::default()
        }
    }

    pub(crate) fn redirect(to: &str) -> Answer {
        Answer::status(302).with("Location", to)
    }

    pub(crate) fn raw(bytes: &[u8]) -> Answer {
        Answer {
            body: bytes.to_vec(),
            ..Answer::default()
        }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Answer {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// Ends after some bytes of the body.
    pub(crate) fn torn(mut self, keep: usize) -> Answer {
        self.keep = Some(keep);
        self
    }

    pub(crate) fn late(mut self, late: Duration) -> Answer {
        self.late = late;
        self
    }

    /// One byte at a time, with a pause before each.
    pub(crate) fn dripping(mut self, pause: Duration) -> Answer {
        self.drip = Some(pause);
        self
    }

    fn send(&self, to: &mut dyn Write) -> std::io::Result<()> {
        std::thread::sleep(self.late);
        if !self.head.is_empty() {
            let length = self.body.len();
            write!(to, "{}Content-Length: {length}\r\n\r\n", self.head)?;
        }
        let body = &self.body[..self.keep.unwrap_or(self.body.len())];
        match self.drip {
            None => to.write_all(body)?,
            Some(pause) => {
                for byte in body {
                    std::thread::sleep(pause);
                    to.write_all(&[*byte])?;
                    to.flush()?;
                }
            }
        }
        to.flush()
    }
}

type Handler = dyn Fn(usize, &Asked) -> Answer + Send + Sync;

/// A server that runs until the test's process ends.
pub(crate) struct Server {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    authority: Option<String>,
}

impl Server {
    pub(crate) fn start(handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
        Server::counting(move |_, asked| handler(asked))
    }

    pub(crate) fn counting(
        handler: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static,
    ) -> Server {
        Server::serve(Arc::new(handler), None, false)
    }

    /// A proxy: takes CONNECT for every host and answers by itself in its place.
    pub(crate) fn proxy(handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
        Server::serve(Arc::new(move |_, asked: &Asked| handler(asked)), None, true)
    }

    pub(crate) fn start_tls(handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_string()]).unwrap();
        let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .unwrap();
        let handler = Arc::new(move |_, asked: &Asked| handler(asked));
        let mut server = Server::serve(handler, Some(Arc::new(config)), false);
        server.authority = Some(made.cert.pem());
        server
    }

    fn serve(handler: Arc<Handler>, tls: Option<Arc<rustls::ServerConfig>>, proxy: bool) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            at: listener.local_addr().unwrap(),
            asked: Arc::default(),
            authority: tls.as_ref().map(|_| String::new()),
        };
        let asked = Arc::clone(&server.asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (handler, asked, tls) = (Arc::clone(&handler), Arc::clone(&asked), tls.clone());
                // A client that goes away is no fault of the server.
                std::thread::spawn(move || {
                    let _ = answer(stream, &*handler, &asked, tls, proxy);
                });
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let scheme = if self.authority.is_some() {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}{path}", self.at)
    }

    pub(crate) fn authority(&self) -> Vec<u8> {
        self.authority.clone().unwrap_or_default().into_bytes()
    }

    pub(crate) fn requests(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(
    mut stream: TcpStream,
    handler: &Handler,
    asked: &Mutex<Vec<Asked>>,
    tls: Option<Arc<rustls::ServerConfig>>,
    proxy: bool,
) -> std::io::Result<()> {
    if let Some(config) = tls {
        let connection = rustls::ServerConnection::new(config).map_err(std::io::Error::other)?;
        let mut sealed = rustls::StreamOwned::new(connection, stream);
        respond(&mut sealed, handler, asked)?;
        sealed.conn.send_close_notify();
        return sealed.flush();
    }
    if proxy {
        let connect = read(&mut stream)?;
        asked.lock().unwrap().push(connect);
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    }
    respond(&mut stream, handler, asked)
}

fn respond<S: Read + Write>(
    stream: &mut S,
    handler: &Handler,
    asked: &Mutex<Vec<Asked>>,
) -> std::io::Result<()> {
    let request = read(stream)?;
    let count = {
        let mut all = asked.lock().unwrap();
        all.push(request.clone());
        all.len() - 1
    };
    handler(count, &request).send(stream)
}

fn read(stream: &mut impl Read) -> std::io::Result<Asked> {
    let mut lines = BufReader::with_capacity(1, stream).lines();
    let first = lines.next().ok_or(std::io::ErrorKind::UnexpectedEof)??;
    let path = first.split(' ').nth(1).unwrap_or_default().to_string();
    let mut headers = Vec::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_string()));
    }
    Ok(Asked { path, headers })
}

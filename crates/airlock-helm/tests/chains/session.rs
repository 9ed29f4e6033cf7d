//! A TLS server and a client of rustls that talk to each other in memory, at a time of the test's.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};

const GREETING: &[u8] = b"the certificate was believed";

/// A server's certificate and key, and who signed it.
pub(crate) struct Server {
    pub(crate) authority: CertificateDer<'static>,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Server {
    /// From the authority, the certificate and the key in one PEM text.
    pub(crate) fn from_pem(pem: &str) -> Self {
        let certificates = CertificateDer::pem_slice_iter(pem.as_bytes());
        let certificates: Vec<_> = certificates.map(Result::unwrap).collect();
        let [authority, certificate] = certificates.try_into().unwrap();
        Self {
            authority,
            certificate,
            key: PrivateKeyDer::from_pem_slice(pem.as_bytes()).unwrap(),
        }
    }
}

#[derive(Debug)]
struct At(u64);

impl TimeProvider for At {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0)))
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn roots(authority: &CertificateDer<'static>) -> Arc<RootCertStore> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone()).unwrap();
    Arc::new(roots)
}

/// Judges certificates as a client does that knows one authority.
pub(crate) fn verifier(authority: &CertificateDer<'static>) -> Arc<WebPkiServerVerifier> {
    let builder = WebPkiServerVerifier::builder_with_provider(roots(authority), provider());
    builder.build().unwrap()
}

/// What such a client thinks of a certificate, under a name and at a time.
pub(crate) fn judge(
    verifier: &WebPkiServerVerifier,
    certificate: &CertificateDer<'_>,
    name: &str,
    time: u64,
) -> Result<(), String> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let time = UnixTime::since_unix_epoch(Duration::from_secs(time));
    let judged = verifier.verify_server_cert(certificate, &[], &name, &[], time);
    judged.map(|_| ()).map_err(|error| format!("{error:?}"))
}

/// A whole session: the handshake, and a greeting from the server.
pub(crate) fn between(
    server: &Server,
    authority: &CertificateDer<'static>,
    name: &str,
    time: u64,
) -> Result<(), String> {
    let config = ClientConfig::builder_with_details(provider(), Arc::new(At(time)))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots(authority))
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
    let config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![server.certificate.clone()], server.key.clone_key())
        .map_err(|error| format!("the server refuses its key: {error}"))?;
    let mut server = ServerConnection::new(Arc::new(config)).unwrap();
    server.writer().write_all(GREETING).unwrap();
    talk(&mut client, &mut server)?;
    let mut heard = vec![0; GREETING.len()];
    let read = client.reader().read_exact(&mut heard);
    read.map_err(|error| format!("no greeting: {error}"))?;
    assert_eq!(heard, GREETING);
    Ok(())
}

/// Hands the one's messages to the other until nobody has anything to say.
fn talk(client: &mut ClientConnection, server: &mut ServerConnection) -> Result<(), String> {
    let broken = |error: io::Error| error.to_string();
    while client.wants_write() || server.wants_write() {
        let mut said = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut said).map_err(broken)?;
        }
        let mut rest = said.as_slice();
        while !rest.is_empty() {
            server.read_tls(&mut rest).map_err(broken)?;
        }
        server
            .process_new_packets()
            .map_err(|error| format!("server: {error}"))?;
        let mut said = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut said).map_err(broken)?;
        }
        let mut rest = said.as_slice();
        while !rest.is_empty() {
            client.read_tls(&mut rest).map_err(broken)?;
        }
        client
            .process_new_packets()
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

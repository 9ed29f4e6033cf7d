//! Certificates and keys that templates make, judged by programs that read them in production:
//! rustls always, `openssl` where the machine has it.
//!
//! `tests/chains/NAME.tpl` prints the certificate of an authority, then one for a server, then the
//! server's key; `NAME.names` says which names and addresses that server has (`accept`), and which
//! not (`refuse`). `tests/chains/keys.txt` is a template on each line that prints a private key.

#![cfg(feature = "crypto")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at what it cannot read"
)]

mod case;
mod chains {
    pub(crate) mod openssl;
    pub(crate) mod session;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chains::openssl::OpenSsl;
use chains::session::{self, Server};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// The clock of the templates' world, in Unix time.
const NOW: u64 = 1_767_323_045;
const DAY: u64 = 86_400;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chains")
}

/// What a template gave, and who it is for.
struct Chain {
    name: String,
    pem: String,
    accept: Vec<String>,
    refuse: Vec<String>,
}

impl Chain {
    fn read(path: &Path) -> Self {
        let template = with_keys(&fs::read_to_string(path).unwrap());
        let (output, _) = case::run(&template, airlock_gotmpl::Limits::default()).unwrap();
        let names = fs::read_to_string(path.with_extension("names")).unwrap();
        let told = |word: &str| {
            let line = names.lines().find_map(|line| line.strip_prefix(word));
            let words = line.unwrap_or_default().split_whitespace();
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        let chain = Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            pem: String::from_utf8(output).unwrap(),
            accept: told("accept "),
            refuse: told("refuse "),
        };
        assert!(!chain.accept.is_empty() && !chain.refuse.is_empty());
        chain
    }

    fn server(&self) -> Server {
        Server::from_pem(&self.pem)
    }
}

/// The template with its `@P-384 7@` replaced by a key on that curve, whose secret is that byte again
/// and again: no private key lies in a file.
fn with_keys(template: &str) -> String {
    let mut parts = template.split('@');
    let mut out = parts.next().unwrap_or_default().to_owned();
    while let (Some(key), Some(rest)) = (parts.next(), parts.next()) {
        let (curve, byte) = key.split_once(' ').unwrap();
        out.push_str(&key_on(curve, byte.parse().unwrap()));
        out.push_str(rest);
    }
    out
}

/// A key in the form of SEC 1, the public point left out, as Go takes it.
fn key_on(curve: &str, byte: u8) -> String {
    let known = [("P-384", 0x22, 48), ("P-521", 0x23, 65)];
    let (_, name, length) = known
        .into_iter()
        .find(|(known, ..)| *known == curve)
        .unwrap();
    let mut fields = vec![0x02, 1, 1, 0x04, length];
    fields.extend(vec![byte; usize::from(length)]);
    fields.extend([0xa0, 7, 0x06, 5, 0x2b, 0x81, 0x04, 0x00, name]);
    let mut der = vec![0x30, u8::try_from(fields.len()).unwrap()];
    der.extend(fields);
    let base64 = base64(&der);
    format!("-----BEGIN EC PRIVATE KEY-----\n{base64}\n-----END EC PRIVATE KEY-----\n")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| chunk.get(i).copied().map_or(0, u32::from);
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * i)) as usize & 63];
            out.push(if i <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

fn chains() -> Vec<Chain> {
    let mut paths: Vec<PathBuf> = fs::read_dir(home())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "tpl"))
        .collect();
    paths.sort();
    assert!(paths.len() > 5);
    paths.iter().map(|path| Chain::read(path)).collect()
}

#[test]
fn rustls_talks_to_servers_by_their_names_and_by_no_others() {
    for chain in chains() {
        let server = chain.server();
        for name in &chain.accept {
            let told = session::between(&server, &server.authority, name, NOW);
            assert_eq!(told, Ok(()), "{} as {name}", chain.name);
        }
        for name in &chain.refuse {
            let told = session::between(&server, &server.authority, name, NOW).unwrap_err();
            assert!(
                told.contains("not valid for name"),
                "{}: {told}",
                chain.name
            );
        }
    }
}

#[test]
fn rustls_refuses_certificates_outside_their_days() {
    for chain in chains() {
        let (server, name) = (chain.server(), &chain.accept[0]);
        let at = |time| session::between(&server, &server.authority, name, time);
        assert_eq!(at(NOW + 29 * DAY), Ok(()), "{}", chain.name);
        let late = at(NOW + 31 * DAY).unwrap_err();
        assert!(late.contains("expired"), "{}: {late}", chain.name);
        let early = at(NOW - 60).unwrap_err();
        assert!(early.contains("not valid yet"), "{}: {early}", chain.name);
    }
}

#[test]
fn rustls_refuses_the_authority_of_another() {
    let chains = chains();
    for (at, chain) in chains.iter().enumerate() {
        let other = chains[(at + 1) % chains.len()].server();
        let server = chain.server();
        let told = session::between(&server, &other.authority, &chain.accept[0], NOW);
        let told = told.unwrap_err();
        // Which error depends on the kinds of the keys: the names are the same.
        assert!(
            told.starts_with("invalid peer certificate"),
            "{}: {told}",
            chain.name
        );
    }
}

#[test]
fn rustls_takes_no_authority_for_a_server() {
    for chain in chains()
        .into_iter()
        .filter(|chain| !chain.name.starts_with("self"))
    {
        let authority = CertificateDer::from_pem_slice(chain.pem.as_bytes()).unwrap();
        let verifier = session::verifier(&authority);
        let told = session::judge(&verifier, &authority, &chain.accept[0], NOW).unwrap_err();
        assert!(told.contains("CaUsedAsEndEntity"), "{}: {told}", chain.name);
    }
}

#[test]
fn openssl_verifies_chains_and_talks_to_servers() {
    let Some(openssl) = OpenSsl::find("chains") else {
        return;
    };
    let chains = chains();
    for (at, chain) in chains.iter().enumerate() {
        let files = openssl.lay(&chain.name, &chain.pem);
        for name in &chain.accept {
            openssl.verify(&files, &files.authority, name, NOW).unwrap();
        }
        for name in &chain.refuse {
            let told = openssl
                .verify(&files, &files.authority, name, NOW)
                .unwrap_err();
            assert!(told.contains("mismatch"), "{}: {told}", chain.name);
        }
        let later = NOW + 31 * DAY;
        let told = openssl.verify(&files, &files.authority, &chain.accept[0], later);
        assert!(told.unwrap_err().contains("expired"), "{}", chain.name);
        let neighbour = &chains[(at + 1) % chains.len()];
        let other = openssl.lay(&neighbour.name, &neighbour.pem);
        let told = openssl.verify(&files, &other.authority, &chain.accept[0], NOW);
        told.unwrap_err();
        openssl.handshake(&files, &chain.accept[0], NOW, Duration::from_secs(60));
    }
}

/// rustls takes no signature on P-521.
#[test]
fn openssl_verifies_a_chain_on_the_largest_curve() {
    let Some(openssl) = OpenSsl::find("p521") else {
        return;
    };
    let chain = Chain::read(&home().join("large/p521.tpl"));
    let files = openssl.lay(&chain.name, &chain.pem);
    for name in &chain.accept {
        openssl.verify(&files, &files.authority, name, NOW).unwrap();
    }
    for name in &chain.refuse {
        let told = openssl.verify(&files, &files.authority, name, NOW);
        assert!(told.unwrap_err().contains("mismatch"), "{name}");
    }
    openssl.handshake(&files, &chain.accept[0], NOW, Duration::from_secs(60));
}

#[test]
fn openssl_reads_every_private_key() {
    let Some(openssl) = OpenSsl::find("keys") else {
        return;
    };
    let templates = fs::read_to_string(home().join("keys.txt")).unwrap();
    for line in templates.lines() {
        let (kind, template) = line.split_once(' ').unwrap();
        let template = with_keys(template);
        let (output, _) = case::run(&template, airlock_gotmpl::Limits::default()).unwrap();
        let told = openssl.check_key(&String::from_utf8(output).unwrap());
        assert!(told.contains(kind), "{line}: {told}");
        assert!(told.contains("Key is valid"), "{line}: {told}");
    }
}

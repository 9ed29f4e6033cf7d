//! The machine's `openssl`, asked about certificates and keys. Where there is none, a line says so.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The program, and a folder for what it reads.
pub(crate) struct OpenSsl {
    folder: PathBuf,
}

/// A chain on the disk.
pub(crate) struct Files {
    pub(crate) authority: PathBuf,
    certificate: PathBuf,
    key: PathBuf,
}

/// Ends a server that the test started.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "the test asks another program")]
fn openssl() -> Command {
    Command::new("openssl")
}

#[expect(clippy::disallowed_methods, reason = "openssl reads files")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[expect(clippy::disallowed_methods, reason = "the test may not hang")]
fn now() -> Instant {
    Instant::now()
}

impl OpenSsl {
    /// The program, if the machine has one that knows Ed25519.
    pub(crate) fn find(folder: &str) -> Option<Self> {
        let known = openssl().args(["list", "-public-key-algorithms"]).output();
        let known = known.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        if !known.is_ok_and(|list| list.contains("ED25519")) {
            println!("SKIPPED {folder}: no openssl with Ed25519 on this machine");
            return None;
        }
        let name = format!("openssl-{folder}-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Some(Self { folder })
    }

    /// Writes the parts of a chain into files of their own.
    pub(crate) fn lay(&self, name: &str, pem: &str) -> Files {
        let whole = format!("{}\n", pem.trim_end());
        let parts: Vec<&str> = whole.split_inclusive("-----\n").collect();
        let blocks: Vec<String> = parts.chunks(2).map(<[&str]>::concat).collect();
        let at = |end: &str| self.folder.join(format!("{name}.{end}.pem"));
        let files = Files {
            authority: at("authority"),
            certificate: at("certificate"),
            key: at("key"),
        };
        let paths = [&files.authority, &files.certificate, &files.key];
        assert_eq!(blocks.len(), paths.len(), "{pem}");
        for (path, block) in paths.into_iter().zip(&blocks) {
            write(path, block);
        }
        files
    }

    /// Whether `openssl verify` takes a server for what it says it is.
    pub(crate) fn verify(
        &self,
        files: &Files,
        authority: &Path,
        name: &str,
        time: u64,
    ) -> Result<(), String> {
        let output = openssl()
            .args(["verify", "-x509_strict", "-purpose", "sslserver"])
            .args([
                "-attime",
                &time.to_string(),
                identity(name),
                name,
                "-CAfile",
            ])
            .arg(authority)
            .arg(&files.certificate)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        output.status.success().then_some(()).ok_or(told)
    }

    /// A session of `openssl s_client` with `openssl s_server`.
    pub(crate) fn handshake(&self, files: &Files, name: &str, time: u64, patience: Duration) {
        let port = free_port();
        let server = openssl()
            .args([
                "s_server",
                "-quiet",
                "-naccept",
                "1",
                "-accept",
                &format!("127.0.0.1:{port}"),
            ])
            .arg("-cert")
            .arg(&files.certificate)
            .arg("-key")
            .arg(&files.key)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let _server = Running(server);
        let end = now() + patience;
        let told = loop {
            let told = client(files, name, time, port);
            if told.contains("Verify return code") || now() > end {
                break told;
            }
            thread::sleep(Duration::from_millis(20));
        };
        assert!(
            told.contains("Verify return code: 0 (ok)"),
            "{name}: {told}"
        );
    }

    /// What `openssl pkey` says of a key after checking it.
    pub(crate) fn check_key(&self, pem: &str) -> String {
        let mut child = openssl()
            .args(["pkey", "-noout", "-text", "-check"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(pem.as_bytes())
            .unwrap();
        let mut told = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        child.wait().unwrap();
        told
    }
}

impl Drop for OpenSsl {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The option that names are given with.
fn identity(name: &str) -> &'static str {
    match name.parse::<IpAddr>() {
        Ok(_) => "-verify_ip",
        Err(_) => "-verify_hostname",
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn client(files: &Files, name: &str, time: u64, port: u16) -> String {
    let output = openssl()
        .args(["s_client", "-connect", &format!("127.0.0.1:{port}")])
        .args([
            "-attime",
            &time.to_string(),
            identity(name),
            name,
            "-CAfile",
        ])
        .arg(&files.authority)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

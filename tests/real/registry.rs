//! A real docker-registry on loopback, filled over its own API, that tells what it was asked.

use crate::image::{Blob, MANIFEST, MadeImage};
use crate::process::{Process, free_port, waited};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

/// A running registry; it ends with this value.
pub(crate) struct Registry {
    pub(crate) port: u16,
    log: PathBuf,
    _process: Process,
}

impl Registry {
    /// Starts one with its store below a folder.
    pub(crate) fn start(folder: &Path) -> Registry {
        fs::create_dir_all(folder).unwrap();
        let port = free_port();
        let (settings, log) = (folder.join("config.yml"), folder.join("log"));
        let text = format!(
            "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {:?}}}}}\nhttp: {{addr: \"127.0.0.1:{port}\"}}\n",
            folder.join("store")
        );
        fs::write(&settings, text).unwrap();
        let arguments = ["serve".as_ref(), settings.as_os_str()];
        let process = Process::start("docker-registry", &arguments, &log);
        let registry = Registry {
            port,
            log,
            _process: process,
        };
        waited("docker-registry", &registry.log, || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        registry
    }

    /// Pushes an image under a repository and tag.
    pub(crate) fn push(&self, repository: &str, tag: &str, image: &MadeImage) {
        for blob in [&image.layer, &image.config] {
            self.upload(repository, blob);
        }
        let path = format!("/v2/{repository}/manifests/{tag}");
        let answer = self.request("PUT", &path, MANIFEST, &image.manifest.bytes);
        assert!(answer.starts_with("HTTP/1.1 201"), "{path}: {answer}");
    }

    fn upload(&self, repository: &str, blob: &Blob) {
        let begin = format!("/v2/{repository}/blobs/uploads/");
        let answer = self.request("POST", &begin, "application/octet-stream", b"");
        let location = answer
            .lines()
            .find_map(|line| line.strip_prefix("Location: "))
            .unwrap_or_else(|| panic!("{begin}: {answer}"));
        let (_, path) = location
            .split_once(&format!(":{}", self.port))
            .unwrap_or(("", location));
        let path = format!("{path}&digest={}", blob.digest);
        let answer = self.request("PUT", &path, "application/octet-stream", &blob.bytes);
        assert!(answer.starts_with("HTTP/1.1 201"), "{path}: {answer}");
    }

    fn request(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let (port, length) = (self.port, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// What nodes asked, as `METHOD PATH STATUS` in the registry's own log; what was pushed is not
    /// among it, for nodes only read.
    pub(crate) fn asked(&self) -> Vec<String> {
        let log = fs::read_to_string(&self.log).unwrap();
        let mut found = Vec::new();
        for line in log.lines() {
            let mut quoted = line.split('"');
            let (Some(_), Some(request), Some(status)) =
                (quoted.next(), quoted.next(), quoted.next())
            else {
                continue;
            };
            if !(request.starts_with("GET /v2/") || request.starts_with("HEAD /v2/")) {
                continue;
            }
            let request = request.trim_end_matches(" HTTP/1.1");
            let status = status.split_whitespace().next().unwrap_or("");
            found.push(format!("{request} {status}"));
        }
        found
    }
}

//! A node: a real containerd with a store of its own, and its client, which is given a hosts
//! directory and reaches what is not loopback through the proxy alone.

use crate::internet::Internet;
use crate::process::{Process, waited};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running containerd; it ends with this value.
pub(crate) struct Node {
    folder: PathBuf,
    proxy: String,
    _process: Process,
}

impl Node {
    /// Starts one that keeps everything below a folder.
    pub(crate) fn start(folder: &Path, internet: &Internet) -> Node {
        fs::create_dir_all(folder).unwrap();
        let at = |name: &str| folder.join(name);
        let settings = format!(
            "version = 2\nroot = {:?}\nstate = {:?}\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n[grpc]\naddress = {:?}\n[ttrpc]\naddress = {:?}\n",
            at("root"),
            at("state"),
            at("socket"),
            at("ttrpc")
        );
        fs::write(at("config.toml"), settings).unwrap();
        fs::write(at("public.pem"), &internet.public).unwrap();
        let (config, log) = (at("config.toml"), at("log"));
        let arguments = ["--config".as_ref(), config.as_os_str()];
        let process = Process::start("containerd", &arguments, &log);
        let node = Node {
            folder: folder.to_path_buf(),
            proxy: format!("http://127.0.0.1:{}", internet.port),
            _process: process,
        };
        waited("containerd", &log, || node.ctr(&["version"]).is_ok());
        node
    }

    /// Pulls an image by its name, with what a hosts directory says.
    pub(crate) fn pull(&self, certs: &Path, name: &str) -> Result<(), String> {
        let certs = certs.to_string_lossy();
        self.ctr(&["content", "fetch", "--hosts-dir", &certs, name])?;
        let listed = self.ctr(&["images", "check", "--quiet"])?;
        match listed.lines().any(|line| line == name) {
            true => Ok(()),
            false => Err(format!("{name} is not complete: {listed}")),
        }
    }

    fn ctr(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new("ctr")
            .arg("--address")
            .arg(self.folder.join("socket"))
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("SSL_CERT_FILE", self.folder.join("public.pem"))
            .env("SSL_CERT_DIR", self.folder.join("none"))
            .env("HTTPS_PROXY", &self.proxy)
            .env("HTTP_PROXY", &self.proxy)
            .output()
            .map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr);
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(said.into_owned()),
        }
    }
}

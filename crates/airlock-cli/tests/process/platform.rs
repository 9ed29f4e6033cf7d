//! A platform in a folder, the program run on it, and what lies there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use airlock_lock::content::sha256;

use crate::archive;
use crate::server::{Answer, Server};

/// The charts of a platform; each fills a file of some 40 kB.
pub(crate) const CHARTS: usize = 8;

/// Files by their path below a folder.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A folder with `charts/versions.toml`.
pub(crate) struct Platform(pub(crate) PathBuf);

impl Platform {
    /// An empty folder; its name has a space in it.
    pub(crate) fn new(test: &str) -> Platform {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("process {test}"));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Platform(root)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        airlock_build::writer::put(&self.0.join(path), bytes.as_ref()).unwrap();
    }

    /// Charts in the tree whose every document has this tag.
    pub(crate) fn lay_charts(&self, tag: &str) {
        let mut versions = String::new();
        for chart in 0..CHARTS {
            versions.push_str(&format!("[charts.web{chart}]\npath = \"web{chart}\"\n"));
            let about = format!("apiVersion: v2\nname: web{chart}\nversion: 1.0.0\n");
            self.write(&format!("charts/web{chart}/Chart.yaml"), about);
            let values = format!("tag: {tag}\n");
            self.write(&format!("charts/web{chart}/values.yaml"), values);
            let template = format!("charts/web{chart}/templates/web.yaml");
            self.write(&template, TEMPLATE);
        }
        self.write("charts/versions.toml", versions);
    }

    /// Charts in a repository whose every archive has this tag.
    pub(crate) fn pin_charts(&self, server: &Server, tag: &str) {
        let mut versions = String::new();
        for chart in 0..CHARTS {
            let (url, sum) = (server.url(""), sha256(&packed(chart, tag)).hex());
            versions.push_str(&format!(
                "[charts.web{chart}]\nversion = \"1.0.0\"\nrepository = \"{url}\"\nsha256 = \"{sum}\"\n"
            ));
        }
        self.write("charts/versions.toml", versions);
    }

    /// The program, its words, and this platform.
    pub(crate) fn airlock(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_airlock"));
        self.aim(&mut command, words);
        command
    }

    /// The program started by a shell after it has done this.
    pub(crate) fn airlock_after(&self, first: &str, words: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{first}; exec \"$@\""), "sh"]);
        command.arg(env!("CARGO_BIN_EXE_airlock"));
        self.aim(&mut command, words);
        command
    }

    fn aim(&self, command: &mut Command, words: &[&str]) {
        command.args(words).arg("--root").arg(&self.0);
        command.env_clear();
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
    }

    /// What lies below a folder.
    pub(crate) fn files(&self, folder: &str) -> Files {
        let mut files = Files::new();
        let mut open = vec![self.0.join(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.0).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), fs::read(&path).unwrap());
            }
        }
        files
    }

    /// What `gen` makes: `generated/` and the lock.
    pub(crate) fn made(&self) -> Files {
        let mut files = self.files("generated");
        let lock = fs::read(self.0.join("charts/airlock.lock"));
        files.extend(lock.map(|lock| ("charts/airlock.lock".to_owned(), lock)));
        files
    }

    /// Puts files back as they were.
    pub(crate) fn restore(&self, files: &Files) {
        for (path, bytes) in files {
            self.write(path, bytes);
        }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs to the end: whether it ended well, standard output, standard error.
pub(crate) fn ended(command: &mut Command) -> (bool, String, String) {
    told(command.output().unwrap())
}

/// The same of a process that has ended.
pub(crate) fn told(output: Output) -> (bool, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = output;
    (status.success(), text(stdout), text(stderr))
}

/// A chart's archive, of some hundred kB that cannot be packed smaller.
pub(crate) fn packed(chart: usize, tag: &str) -> Vec<u8> {
    let about = format!("apiVersion: v2\nname: web{chart}\nversion: 1.0.0\n");
    let values = format!("tag: {tag}\nnoise: {}\n", noise(chart, 100_000));
    let name = format!("web{chart}");
    archive::chart(
        &name,
        &[
            ("Chart.yaml", &about),
            ("values.yaml", &values),
            ("templates/web.yaml", TEMPLATE),
        ],
    )
}

fn noise(seed: usize, length: usize) -> String {
    let mut state = seed as u64 + 1;
    let mut text = String::new();
    while text.len() < length {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.push_str(&format!("{:08x}", state >> 32));
    }
    text
}

/// A repository of those charts, with archives as `answer` sends them.
pub(crate) fn repository(
    tag: &'static str,
    answer: impl Fn(&[u8]) -> Answer + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked| {
        let number = asked.path.strip_prefix("/web");
        let number = number.and_then(|rest| rest.strip_suffix(".tgz")?.parse().ok());
        match number {
            Some(chart) => answer(&packed(chart, tag)),
            None => Answer::ok(index().as_bytes()),
        }
    })
}

fn index() -> String {
    let entry = |chart| {
        format!(
            "  web{chart}:\n  - name: web{chart}\n    version: 1.0.0\n    urls: [web{chart}.tgz]\n"
        )
    };
    let entries: String = (0..CHARTS).map(entry).collect();
    format!("entries:\n{entries}")
}

const TEMPLATE: &str = "\
{{- range until 150 }}
---
apiVersion: v1
kind: Pod
metadata:
  name: web-{{ . }}
  labels: {app: web, tag: {{ $.Values.tag }}}
spec:
  containers:
    - name: web
      image: quay.io/example/web:{{ $.Values.tag }}
      args: [\"--listen\", \"0.0.0.0:8080\", \"--name\", \"web-{{ . }}\"]
{{- end }}
";

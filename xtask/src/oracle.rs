//! The judge: the Go program in `tests/oracle/helm`, or `helm3`, built where Go is on the machine.
//!
//! May not say what is right; it hands on what Helm says.

use std::error::Error;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use airlock_helm::Compat;

use crate::programs::{find, program};

/// What Helm gave: the bytes of standard output, or its error.
pub type Given = Result<Vec<u8>, String>;

/// The judge's program.
#[derive(Clone, Debug)]
pub struct Oracle {
    binary: PathBuf,
    /// Helm's command line, where it is not one of the judge's doors.
    helm: Option<PathBuf>,
    home: PathBuf,
}

/// What the releases of Helm 3 are built with; a plain build would believe in Kubernetes 1.20.
const HELM3_FLAGS: &str = "-s -w -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1 \
                           -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=37";

impl Oracle {
    /// Builds the judge; why there is none where that cannot be done.
    pub fn build(compat: Compat) -> Result<Self, String> {
        let target = target_folder().join("oracle");
        let (name, helm) = match compat {
            Compat::Helm4 => ("helm", None),
            // Helm 3's command cannot be called as a package: it is a program of its own.
            Compat::Helm3 => ("helm3", Some(target.join("helm3-command"))),
        };
        let binary = target.join(name);
        go_build(name, &binary, &[OsStr::new(".")])?;
        if let Some(helm) = &helm {
            let package = "helm.sh/helm/v3/cmd/helm";
            let arguments = ["-ldflags", HELM3_FLAGS, package].map(OsStr::new);
            go_build(name, helm, &arguments)?;
        }
        Ok(Self {
            binary,
            helm,
            home: target.join("home"),
        })
    }

    fn door(&self, door: &str) -> Command {
        let mut command = self.command(&self.binary);
        command.arg(door);
        command
    }

    /// Helm's own command line.
    fn helm(&self) -> Command {
        match &self.helm {
            None => self.door("run"),
            Some(helm) => self.command(helm),
        }
    }

    fn command(&self, binary: &Path) -> Command {
        let mut command = program(binary);
        command
            .env_clear()
            .env("TZ", "UTC")
            .env("KUBECONFIG", "/dev/null");
        for variable in [
            "HOME",
            "HELM_CACHE_HOME",
            "HELM_CONFIG_HOME",
            "HELM_DATA_HOME",
        ] {
            command.env(variable, &self.home);
        }
        command
    }

    /// What one of the judge's lists says.
    pub fn list(&self, door: &str) -> Result<String, Box<dyn Error>> {
        let output = self.door(door).output()?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// What Helm's own command line gives; slower than [`Session`], and what goldens are made of.
    pub fn command_line(&self, job: &Job<'_>) -> Result<Given, Box<dyn Error>> {
        let mut child = self
            .helm()
            .arg("template")
            .args(job.arguments)
            .current_dir(job.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(job.stdin.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if output.status.success() {
            return Ok(Ok(output.stdout));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let error = said
            .find("Error: ")
            .map_or(said.as_ref(), |at| &said[at + "Error: ".len()..]);
        Ok(Err(error.trim_end_matches('\n').to_owned()))
    }

    /// Starts a process that renders many charts.
    pub fn session(&self) -> Result<Session, Box<dyn Error>> {
        let mut child = self
            .door("render")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdin = child.stdin.take().ok_or("no pipe to the judge")?;
        let stdout = child.stdout.take().ok_or("no pipe from the judge")?;
        Ok(Session {
            child,
            stdin: Some(stdin),
            stdout: BufReader::new(stdout),
        })
    }
}

/// Builds a program of the module in `tests/oracle/NAME`.
fn go_build(name: &str, binary: &Path, arguments: &[&OsStr]) -> Result<(), String> {
    let go = find("go", &["/usr/local/go/bin"]).ok_or("Go is not on this machine")?;
    let output = program(go)
        .args(["build", "-o"])
        .arg(binary)
        .args(arguments)
        .current_dir(crate::root().join("tests/oracle").join(name))
        .env("GOFLAGS", "-mod=mod")
        .env("GOTOOLCHAIN", "local")
        .output()
        .map_err(|e| format!("Go cannot be run: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&output.stderr);
    Err(format!("the judge cannot be built: {}", why.trim()))
}

/// Where builds go.
pub fn target_folder() -> PathBuf {
    let given = crate::programs::variable("CARGO_TARGET_DIR").map(PathBuf::from);
    given.unwrap_or_else(|| crate::root().join("target"))
}

/// One run of `helm template`.
#[derive(Clone, Copy, Debug)]
pub struct Job<'j> {
    /// What follows `helm template`.
    pub arguments: &'j [String],
    /// The folder that it starts in.
    pub folder: &'j std::path::Path,
    /// What `-f -` reads.
    pub stdin: &'j str,
    /// Whether the stand-ins are used.
    pub fixed: bool,
}

/// A process that renders many charts, one after the other.
pub struct Session {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Session {
    /// What Helm gives for a job.
    pub fn render(&mut self, job: &Job<'_>) -> Result<Given, Box<dyn Error>> {
        let stdin = self.stdin.as_mut().ok_or("the judge has been sent away")?;
        stdin.write_all(job.to_json().as_bytes())?;
        stdin.flush()?;
        let mut head = String::new();
        self.stdout.read_line(&mut head)?;
        let (verdict, length) = head
            .trim()
            .split_once(' ')
            .ok_or("the judge has ended without an answer")?;
        let mut bytes = vec![0; length.parse()?];
        self.stdout.read_exact(&mut bytes)?;
        if verdict == "ok" {
            return Ok(Ok(bytes));
        }
        let error = String::from_utf8_lossy(&bytes);
        Ok(Err(error.trim_end_matches('\n').to_owned()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The end of its input is what ends it; how it ended changes nothing any more.
        self.stdin = None;
        let _ = self.child.wait();
    }
}

impl Job<'_> {
    fn to_json(self) -> String {
        let arguments: Vec<String> = self.arguments.iter().map(|a| json_string(a)).collect();
        format!(
            "{{\"args\":[{}],\"dir\":{},\"stdin\":{},\"fixed\":{}}}\n",
            arguments.join(","),
            json_string(&self.folder.to_string_lossy()),
            json_string(self.stdin),
            self.fixed
        )
    }
}

fn json_string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

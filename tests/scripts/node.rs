//! A node below a folder: the files that it has, those that we emit, and a run of our script with
//! stand-ins that note what they are told. What comes of two runs is told in lines.

use crate::case::Case;
use crate::containerd::Containerd;
use crate::lines::changes;
use airlock_mirror::emit::Artifact;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a script may call, beside the stand-ins and containerd.
const TOOLS: [&str; 23] = [
    "awk", "base64", "basename", "cat", "chmod", "cmp", "cp", "cut", "dirname", "grep", "head",
    "ln", "mkdir", "mv", "printf", "rm", "sed", "sh", "sleep", "tail", "tar", "tr", "wc",
];

const CONFIG: &str = "etc/containerd/config.toml";

/// The node of a case.
pub(crate) struct Node<'c> {
    case: &'c Case,
    containerd: &'c Containerd,
    root: PathBuf,
    programs: PathBuf,
    script: String,
    before: Option<String>,
}

impl<'c> Node<'c> {
    /// Lays the node's own files, then what is emitted, as the target's README or its provider does.
    pub(crate) fn lay(case: &'c Case, containerd: &'c Containerd) -> Node<'c> {
        let name = case.folder.file_name().unwrap().to_string_lossy();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("scripts")
            .join(format!("{name}-{}", containerd.name));
        let _ = fs::remove_dir_all(&folder);
        let (root, programs) = (folder.join("root"), folder.join("programs"));
        copy(&case.folder.join("root"), &root, &root);
        fs::create_dir_all(root.join("etc")).unwrap();
        let mut node = Node {
            case,
            containerd,
            root,
            programs,
            script: String::new(),
            before: None,
        };
        node.lay_programs();
        if case.has("default") {
            let text = containerd.effective(Path::new("")).unwrap();
            write(&node.root.join(CONFIG), &text, 0o644);
        }
        node.before = containerd.effective(&node.root.join(CONFIG));
        node.script = node.lay_emitted();
        for path in case.words("lacks") {
            fs::remove_file(node.root.join(path)).unwrap();
        }
        node
    }

    fn lay_programs(&self) {
        fs::create_dir_all(&self.programs).unwrap();
        let path = std::env::var_os("PATH").unwrap();
        for tool in TOOLS {
            let found = std::env::split_paths(&path).map(|folder| folder.join(tool));
            let found = found.into_iter().find(|program| program.is_file());
            symlink(
                found.unwrap_or_else(|| panic!("{tool}")),
                self.programs.join(tool),
            )
            .unwrap();
        }
        let stubs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/stubs");
        for stub in fs::read_dir(stubs).unwrap() {
            let stub = stub.unwrap();
            symlink(stub.path(), self.programs.join(stub.file_name())).unwrap();
        }
        if let Some(program) = self.containerd.program() {
            symlink(program, self.programs.join("containerd")).unwrap();
        }
    }

    /// The files on the node, and what is run there.
    fn lay_emitted(&self) -> String {
        let artifacts = self.case.artifacts();
        let scripts: &[&str] = match self.case.word("target", "kubeadm") {
            "containerd" => &["credentials.sh", "configure.sh"],
            "k0s" => return self.beside(&artifacts, &["install.sh"]),
            "vcluster" => return self.beside(&artifacts, &["inject.sh"]),
            "rke2" | "k3s" => &["credentials.sh", "hosts.sh"],
            _ => return self.lay_object(&artifacts),
        };
        self.lay_files(&artifacts);
        self.beside(&artifacts, scripts)
    }

    fn lay_files(&self, artifacts: &[Artifact]) {
        for artifact in artifacts {
            if let Some(node) = &artifact.node {
                let mode = u32::from_str_radix(node.mode, 8).unwrap();
                let path = self.root.join(node.path.trim_start_matches('/'));
                write(&path, &String::from_utf8_lossy(&artifact.bytes), mode);
            }
        }
    }

    /// Lays all of it beside the node, and runs those scripts that are there, as the README says.
    fn beside(&self, artifacts: &[Artifact], scripts: &[&str]) -> String {
        let folder = self.root.with_file_name("emitted");
        for artifact in artifacts {
            let text = String::from_utf8_lossy(&artifact.bytes);
            write(&folder.join(&artifact.path), &text, 0o644);
        }
        let arguments = self.case.words("arguments").join(" ");
        let there = scripts
            .iter()
            .map(|name| folder.join(name))
            .filter(|path| path.is_file());
        let run = |path: PathBuf| format!("sh {} {arguments} || exit 1\n", path.display());
        there.map(run).collect()
    }

    /// What a bootstrap provider does with the object of a worker: it writes the files and puts the
    /// commands into one script, before the one that makes the machine a node.
    fn lay_object(&self, artifacts: &[Artifact]) -> String {
        let worker = artifacts
            .iter()
            .find(|a| a.path.contains("Config"))
            .unwrap();
        let object: serde_yaml::Value = serde_yaml::from_slice(&worker.bytes).unwrap();
        let spec = match &object["spec"]["template"]["spec"] {
            serde_yaml::Value::Null => &object["spec"],
            inner => inner,
        };
        for file in spec["files"].as_sequence().unwrap() {
            let mode = u32::from_str_radix(file["permissions"].as_str().unwrap(), 8).unwrap();
            let path = file["path"].as_str().unwrap().trim_start_matches('/');
            if let Some(text) = self.content(file) {
                write(&self.root.join(path), &text, mode);
            }
        }
        let hooks = ["preKubeadmCommands", "preRKE2Commands", "preK0sCommands"];
        let commands = hooks
            .iter()
            .find_map(|hook| spec[*hook].as_sequence())
            .unwrap();
        let etc = format!("{}/etc/", self.root.display());
        let mut script = String::new();
        for command in commands {
            script.push_str(&command.as_str().unwrap().replace("/etc/", &etc));
            script.push('\n');
        }
        script + "join\n"
    }

    /// What a file holds; a Secret's is in the case, as its user made it.
    fn content(&self, file: &serde_yaml::Value) -> Option<String> {
        if let Some(text) = file["content"].as_str() {
            return Some(text.to_string());
        }
        let from = &file["contentFrom"];
        let secret = ["secret", "secretRef"]
            .iter()
            .find_map(|key| from[*key].as_mapping())?;
        let word = |key: &str| secret[key].as_str().unwrap();
        let folder = self.case.folder.join("secrets").join(word("name"));
        fs::read_to_string(folder.join(word("key"))).ok()
    }

    /// What two runs come to.
    pub(crate) fn told(&self) -> String {
        let fails = self.case.words("first-fails");
        fails.iter().for_each(|name| {
            write(
                &self.root.with_file_name(format!("{name}-fails")),
                "",
                0o644,
            )
        });
        let mut told = format!("first run: {}", self.ran());
        fails.iter().for_each(|name| {
            fs::remove_file(self.root.with_file_name(format!("{name}-fails"))).unwrap()
        });
        if let (Some(before), Some(after)) = (
            &self.before,
            self.containerd.effective(&self.root.join(CONFIG)),
        ) {
            told.push_str(&format!("effective:\n{}", changes(before, &after)));
        }
        told.push_str(&format!("second run: {}", self.ran()));
        told
    }

    /// One run: its status, what it says, what it asks of the machine, and what it changes.
    fn ran(&self) -> String {
        let (before, log) = (files(&self.root), self.root.with_file_name("log"));
        let _ = fs::remove_file(&log);
        let script = self.root.with_file_name("script.sh");
        fs::write(&script, &self.script).unwrap();
        let output = Command::new("/bin/sh")
            .arg(&script)
            .env_clear()
            .env("PATH", &self.programs)
            .env("AIRLOCK_ROOT", &self.root)
            .env("AIRLOCK_WAIT", "1")
            .env("STUB", self.root.parent().unwrap())
            .env("STUB_K0S", self.case.word("k0s", "v1.36.0+k0s.0"))
            .output()
            .unwrap();
        let mut told = format!("status {}\n", output.status.code().unwrap());
        let said = String::from_utf8(output.stderr).unwrap();
        let ours = said
            .lines()
            .filter(|line| line.starts_with("airlock:") || self.containerd.program().is_none());
        ours.for_each(|line| told.push_str(&format!("  {line}\n")));
        let asked = fs::read_to_string(log).unwrap_or_default();
        asked
            .lines()
            .for_each(|line| told.push_str(&format!("  ran {line}\n")));
        told.push_str(&changed(&before, &files(&self.root)));
        told.replace(&self.root.display().to_string(), "{root}")
    }
}

type Files = BTreeMap<String, (u32, String)>;

fn changed(before: &Files, after: &Files) -> String {
    let mut told = String::new();
    for (path, (mode, text)) in after {
        let (old_mode, old) = before
            .get(path)
            .map_or((None, ""), |(m, t)| (Some(*m), t.as_str()));
        if old_mode != Some(*mode) {
            told.push_str(&format!("  /{path} has mode {mode:04o}\n"));
        }
        if old != text {
            told.push_str(&format!("  /{path}\n{}", changes(old, text)));
        }
    }
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        told.push_str(&format!("  /{path} is gone\n"));
    }
    told
}

fn files(root: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.insert(name, (mode, fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

fn write(path: &Path, text: &str, mode: u32) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A folder of the case, with `{root}` in its files for the node's folder. Git keeps no modes.
fn copy(from: &Path, to: &Path, root: &Path) {
    let Ok(entries) = fs::read_dir(from) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to, root);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        write(
            &to,
            &text.replace("{root}", &root.display().to_string()),
            0o644,
        );
    }
}

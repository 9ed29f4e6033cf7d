//! What Cluster API's bootstrap providers share: files and commands as values for a program, the
//! API's limits, and objects as snippets for people.

use super::TargetOptions;
use super::artifact::{Artifact, Refusal, Role};
use super::language::{quoted, sh};
use super::template::Templates;
use airlock_lock::mirror::Fallback;
use serde_json::{Value, json};

/// The longest content of a file that the API takes.
const LONGEST: usize = 10_240;
/// The most files of ours: the API takes 200, and others add to them.
const MOST: usize = 100;
/// The most that a Secret takes; its limit is 1 MiB.
const MOST_OF_A_SECRET: usize = 1_000_000;

/// A file for `files`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapiFile {
    /// The path on the node.
    pub path: String,
    /// Four octal digits.
    pub permissions: &'static str,
    /// What it holds.
    pub content: String,
    /// The Secret that holds the content instead: its name and key.
    pub secret: Option<(String, String)>,
}

/// What a machine is given before it joins: it comes before every other contributor's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Machine {
    /// Files.
    pub files: Vec<CapiFile>,
    /// Commands that run before the bootstrap provider's own.
    pub commands: Vec<String>,
}

impl CapiFile {
    /// A file of root's.
    pub fn new(path: impl Into<String>, content: impl Into<String>, secret: bool) -> CapiFile {
        CapiFile {
            path: path.into(),
            permissions: if secret { "0600" } else { "0644" },
            content: content.into(),
            secret: None,
        }
    }

    /// The file as the API has it.
    pub fn value(&self) -> Value {
        let mut value = json!({
            "path": self.path,
            "owner": "root:root",
            "permissions": self.permissions,
        });
        match &self.secret {
            Some((name, key)) => {
                value["contentFrom"] = json!({"secret": {"name": name, "key": key}})
            }
            None => value["content"] = json!(self.content),
        }
        value
    }

    /// The file for templates, which refuse a name that is not there.
    pub(super) fn data(&self) -> Value {
        let secret = |(name, key): &(String, String)| json!({"name": name, "key": key});
        json!({
            "path": self.path, "owner": "root:root", "permissions": self.permissions,
            "content": self.content,
            "secret": self.secret.as_ref().map_or(json!(false), secret),
        })
    }
}

impl Machine {
    /// The files as the API has them.
    pub fn values(&self) -> Vec<Value> {
        self.files.iter().map(CapiFile::value).collect()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.commands.is_empty()
    }

    /// The same within the API's limits: many files are packed into scripts that write them, and
    /// a long one goes through the Secret `name`. Gives the Secret's files, for [`secret`].
    pub(super) fn fit(
        &mut self,
        target: &'static str,
        name: &str,
    ) -> Result<Vec<CapiFile>, Refusal> {
        let mut long = Vec::new();
        for (at, file) in self.files.iter_mut().enumerate() {
            if file.content.len() > LONGEST {
                file.secret = Some((name.to_string(), format!("file-{at}")));
                long.push(file.clone());
            }
        }
        if self.files.len() > MOST {
            self.pack();
        }
        let over = |file: &CapiFile| file.secret.is_none() && file.content.len() > LONGEST;
        match self.files.len() + 20 > 200 || self.files.iter().any(over) {
            true => Err(Refusal::new(
                target,
                "there are more registries than the API takes files",
                "use `catch_all = true` instead of naming each",
            )),
            false => Ok(long),
        }
    }

    fn pack(&mut self) {
        let (kept, small): (Vec<CapiFile>, Vec<CapiFile>) = std::mem::take(&mut self.files)
            .into_iter()
            .partition(|f| f.secret.is_some() || f.path.starts_with("/etc/airlock/"));
        let mut scripts: Vec<String> = Vec::new();
        for file in &small {
            let line = format!(
                "mkdir -p \"$(dirname {p})\" && (umask 077 && printf %s {c} >{p}) && chmod {m} {p} || exit 1\n",
                p = sh(&file.path),
                c = sh(&file.content),
                m = file.permissions
            );
            match scripts
                .last_mut()
                .filter(|s| s.len() + line.len() <= LONGEST)
            {
                Some(script) => script.push_str(&line),
                None => scripts.push(format!("umask 022\n{line}")),
            }
        }
        let mut commands = Vec::new();
        for (at, script) in scripts.into_iter().enumerate() {
            let path = format!("/etc/airlock/files-{at}.sh");
            commands.push(format!("sh {path} || exit 1"));
            self.files.push(CapiFile::new(path, script, true));
        }
        self.files.extend(kept);
        commands.append(&mut self.commands);
        self.commands = commands;
    }
}

/// A machine within the API's limits, and the Secret that goes before it, where it needs one.
pub(super) fn fitted(
    target: &'static str,
    mut machine: Machine,
    options: &TargetOptions,
) -> Result<(Machine, Vec<Artifact>), Refusal> {
    let name = format!("{}-mirror-files", name(options));
    let long = machine.fit(target, &name)?;
    let namespace = options.namespace.as_deref().unwrap_or("default");
    let secret = secret(target, namespace, &name, &long)?;
    Ok((machine, secret.into_iter().collect()))
}

/// The command that runs a script of ours. A failing command alone does not stop cloud-init's script
/// on every image: without a fallback it ends it.
pub(super) fn running(script: &str, fallback: Fallback) -> String {
    match fallback {
        Fallback::None => format!("sh {script} || exit 1"),
        Fallback::Upstream => {
            format!("sh {script} || echo 'airlock: going on without the mirror' >&2")
        }
    }
}

/// The name of objects, or of the cluster that they belong to.
pub(super) fn name(options: &TargetOptions) -> &str {
    options.name.as_deref().unwrap_or("airlock")
}

/// The Secret for files that are too long for the API: same namespace, created first, and labelled
/// so that `clusterctl move` takes it along.
fn secret(
    target: &'static str,
    namespace: &str,
    name: &str,
    files: &[CapiFile],
) -> Result<Option<Artifact>, Refusal> {
    if files.is_empty() {
        return Ok(None);
    }
    if files.iter().map(|f| f.content.len()).sum::<usize>() > MOST_OF_A_SECRET {
        return Err(Refusal::new(
            target,
            "the mirror's CA is longer than a Secret takes",
            "shorten the bundle to the mirror's own authority",
        ));
    }
    let source = include_str!("../../templates/capi/secret.yaml.hbs");
    let templates = Templates::new(target, &[("secret.yaml", source)])?;
    let key = |f: &CapiFile| f.secret.as_ref().map_or(String::new(), |(_, k)| k.clone());
    let entries: Vec<Value> = files
        .iter()
        .map(|f| json!({ "key": key(f), "content": f.content }))
        .collect();
    let data = json!({ "name": name, "namespace": namespace, "entries": entries });
    let text = templates.render("secret.yaml", &data)?;
    Ok(Some(Artifact::new("secret.yaml", text).told(
        "Files that are too long for the API's `content`.",
        "kubectl apply it before the objects that name it, in their namespace",
        "nothing by itself",
    )))
}

/// A kind of object, and the keys that lead to where files are.
pub(super) struct Object {
    pub(super) kind: &'static str,
    pub(super) group: &'static str,
    pub(super) path: &'static [&'static str],
    pub(super) role: Role,
}

/// What people are told of an object's part.
pub(super) struct Words {
    pub(super) about: &'static str,
    pub(super) apply: &'static str,
    /// What a change of the control plane's object does.
    pub(super) effect: &'static str,
}

/// `files` and a list of commands named `hook`, as YAML.
pub(super) fn body(target: &'static str, machine: &Machine, hook: &str) -> Result<String, Refusal> {
    let source = include_str!("../../templates/capi/body.yaml.hbs");
    let templates = Templates::new(target, &[("body.yaml", source)])?;
    let files: Vec<Value> = machine.files.iter().map(CapiFile::data).collect();
    let data = json!({ "files": files, "commands": machine.commands, "hook": hook });
    templates.render("body.yaml", &data)
}

impl Object {
    /// Where its files are, as JSON patches say it.
    pub(super) fn pointer(&self) -> String {
        format!("/{}", self.path.join("/"))
    }

    /// The API that it belongs to, in a version.
    pub(super) fn api(&self, version: &str) -> String {
        format!("{}.cluster.x-k8s.io/{version}", self.group)
    }

    /// Whether objects of this kind are replaced by one of another name, and never edited.
    fn is_bootstrap_template(&self) -> bool {
        self.kind.ends_with("ConfigTemplate")
    }

    /// The object's part that is ours, to be merged into its manifest. A bootstrap template has
    /// its content's hash in its name: only a new name makes machines anew.
    pub(super) fn artifact(
        &self,
        api: &str,
        body: &str,
        options: &TargetOptions,
        words: &Words,
    ) -> Artifact {
        let (mut metadata, mut path) = (String::new(), self.kind.to_string());
        let mut effect = words.effect;
        if self.is_bootstrap_template() {
            let hash = Artifact::content_hash(body.as_bytes());
            let short = hash.get(..8).unwrap_or(&hash);
            let name = format!("{}-workers-{short}", name(options));
            metadata = format!("metadata:\n  name: {}\n", quoted(&name));
            if let Some(namespace) = &options.namespace {
                metadata.push_str(&format!("  namespace: {}\n", quoted(namespace)));
            }
            path = format!("{}-{short}", self.kind);
            effect = "nothing when edited in place; create it under its name, point the MachineDeployment at it, and its nodes roll";
        }
        let text = format!(
            "apiVersion: {}\nkind: {}\n{metadata}{}",
            self.api(api),
            self.kind,
            below(self.path, body)
        );
        let about = words.about.replace("KIND", self.kind);
        let mut artifact =
            Artifact::new(format!("{path}.yaml"), text).told(&about, words.apply, effect);
        artifact.role = self.role;
        artifact
    }
}

/// A body below keys, one in the other.
fn below(path: &[&str], body: &str) -> String {
    let mut out = String::new();
    for (depth, key) in path.iter().enumerate() {
        out.push_str(&format!("{}{key}:\n", "  ".repeat(depth)));
    }
    let margin = "  ".repeat(path.len());
    for line in body.lines() {
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// The API version that was asked for, `v1beta2` if none was.
pub(super) fn api(target: &'static str, asked: Option<&str>) -> Result<&'static str, Refusal> {
    match asked {
        None | Some("v1beta2") => Ok("v1beta2"),
        Some("v1beta1") => Ok("v1beta1"),
        Some(other) => Err(Refusal::new(
            target,
            format!("the API version {other} is not known"),
            "name v1beta1 or v1beta2",
        )),
    }
}

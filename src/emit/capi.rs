//! What Cluster API's bootstrap providers share: files and commands as values for a program, as a
//! snippet for people, and the API's limits.

use super::artifact::{Artifact, Refusal};
use super::language::sh;
use super::template::Templates;
use serde_json::{Value, json};

/// The longest content of a file that the API takes.
const LONGEST: usize = 10_240;
/// The most files of ours: the API takes 200, and others add to them.
const MOST: usize = 100;

/// A file for `files`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapiFile {
    /// The path on the node.
    pub path: String,
    /// Four octal digits.
    pub permissions: &'static str,
    /// What it holds.
    pub content: String,
    /// The Secret that holds the content instead, where it is too long: its name and key.
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
        match self.files.len() + 20 > 200 {
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

/// An object's kind, API version, and the keys that lead to where files are.
pub(super) struct Object {
    pub(super) api_version: String,
    pub(super) kind: &'static str,
    pub(super) path: &'static [&'static str],
    pub(super) hook: &'static str,
}

/// The object's part that is ours, to be merged into its manifest.
pub(super) fn snippet(
    target: &'static str,
    object: &Object,
    machine: &Machine,
) -> Result<String, Refusal> {
    let body = include_str!("../../templates/capi/body.yaml.hbs");
    let templates = Templates::new(target, &[("body.yaml", body)])?;
    let files: Vec<Value> = machine
        .files
        .iter()
        .map(|f| {
            json!({
                "path": f.path, "owner": "root:root", "permissions": f.permissions,
                "content": f.content,
                "secret": f.secret.as_ref().map_or(json!(false), |(n, k)| json!({"name": n, "key": k})),
            })
        })
        .collect();
    let data = json!({ "files": files, "commands": machine.commands, "hook": object.hook });
    let body = templates.render("body.yaml", &data)?;
    let mut out = format!(
        "apiVersion: {}\nkind: {}\n",
        object.api_version, object.kind
    );
    for (depth, key) in object.path.iter().enumerate() {
        out.push_str(&format!("{}{key}:\n", "  ".repeat(depth)));
    }
    let margin = "  ".repeat(object.path.len());
    for line in body.lines() {
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(line);
        }
        out.push('\n');
    }
    Ok(out)
}

/// The Secret for files that are too long for the API: same namespace, created first, and labelled
/// so that `clusterctl move` takes it along.
pub(super) fn secret(
    target: &'static str,
    namespace: &str,
    file: &CapiFile,
) -> Result<Option<Artifact>, Refusal> {
    let Some((name, key)) = &file.secret else {
        return Ok(None);
    };
    let source = include_str!("../../templates/capi/secret.yaml.hbs");
    let templates = Templates::new(target, &[("secret.yaml", source)])?;
    let data = json!({ "name": name, "key": key, "namespace": namespace, "content": file.content });
    let text = templates.render("secret.yaml", &data)?;
    Ok(Some(
        Artifact::new(format!("secret-{key}.yaml"), text).told(
            "A file that is too long for the API's `content`.",
            "kubectl apply it before the objects that name it, in their namespace",
            "nothing by itself",
        ),
    ))
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

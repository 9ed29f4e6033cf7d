//! What each target's files are asked about: which judge reads which file, and what it has to
//! understand. A target without a judge of its own gives no question.

use airlock_mirror::emit::{Artifact, Plan, TargetOptions};
use serde_json::{Value, json};

use super::objects::{Secrets, base, node_files, object, secrets, text};
use super::question::{Files, Question, same, strings};
use super::routes::{Routes, filled};
use super::{cluster_api, k3d, kustomize, talos};

/// One set of emitted files, with what it was made from.
pub(super) struct Emitted<'e> {
    /// The target's name.
    pub(super) target: &'e str,
    /// Its version and API.
    pub(super) options: &'e TargetOptions,
    /// What was planned.
    pub(super) plan: &'e Plan,
    /// The files.
    pub(super) artifacts: &'e [Artifact],
    /// The file that kind's nodes have, where kind's module is here.
    pub(super) kind_node: Option<&'e str>,
}

impl Emitted<'_> {
    /// Every question about these files.
    pub(super) fn questions(&self) -> Result<Vec<Question>, String> {
        match self.target {
            "containerd" => Ok(self.containerd()),
            "k0s" => Ok(self.k0s()),
            "vcluster" => Ok(hosts("certs.d", &self.laid(""), "certs.d", self.plan)),
            "kind" => Ok(self.kind()),
            "k3s" | "rke2" => Ok(vec![self.rancher("registries.yaml", &self.laid(""), "")]),
            "crio" => Ok(vec![self.podman()]),
            "talos" => Ok(talos::questions(self)),
            "k3d" => Ok(vec![k3d::question(self)]),
            "kubeadm-kustomize" => kustomize::questions(self),
            "kubeadm-clusterclass" => cluster_api::class(self, &secrets(self.artifacts)),
            "kubeadm" | "rke2-capi" | "k0smotron" => self.objects(),
            _ => Ok(Vec::new()),
        }
    }

    /// The files as they lie in the target's folder, below another.
    pub(super) fn laid(&self, below: &str) -> Files {
        let place = |a: &Artifact| (format!("{below}{}", a.path), text(a));
        self.artifacts.iter().map(place).collect()
    }

    /// Whether the files are for a version before that which brought something new.
    pub(super) fn before(&self, version: (u32, u32)) -> bool {
        let given = self.options.version.as_deref().unwrap_or("");
        let mut numbers = given
            .trim_start_matches('v')
            .split('.')
            .map(str::parse::<u32>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => (major, minor) < version,
            (Some(Ok(major)), None) => major < version.0,
            _ => false,
        }
    }

    fn containerd(&self) -> Vec<Question> {
        let files = self.laid("etc/containerd/");
        let mut questions = hosts("certs.d", &files, "etc/containerd/certs.d", self.plan);
        if files.contains_key("etc/containerd/conf.d/airlock.toml") {
            let mut files = files.clone();
            let main = "version = 3\nimports = [\"/etc/containerd/conf.d/*.toml\"]\n";
            files.insert("main.toml".to_owned(), main.to_owned());
            let ask = ("containerd2", "conf.d/airlock.toml", "main.toml");
            questions.push(config_path(ask, files, "/etc/containerd/certs.d"));
        }
        questions
    }

    /// To 1.35 k0s has containerd 1.7, from 1.36 on 2.3.
    fn k0s(&self) -> Vec<Question> {
        let files = self.laid("etc/k0s/");
        let certs = "etc/k0s/containerd.d/certs.d";
        let mut questions = hosts("certs.d", &files, certs, self.plan);
        let judge = k0s_judge(self.before((1, 36)));
        let ask = (
            judge,
            "cri-registry.toml",
            "etc/k0s/containerd.d/cri-registry.toml",
        );
        questions.push(config_path(ask, files, &format!("/{certs}")));
        questions
    }

    fn kind(&self) -> Vec<Question> {
        let mut files = self.laid("");
        let mut questions = hosts("certs.d", &files, "certs.d", self.plan);
        let Some(node) = self.kind_node else {
            return questions;
        };
        files.insert("node.toml".to_owned(), node.to_owned());
        let ask = json!({ "path": "kind.yaml", "node": "node.toml" });
        questions.push(Question::new("kind", "kind.yaml", ask, files, kind_node));
        questions
    }

    /// registries.yaml with the settings beside it, in one folder.
    fn rancher(&self, what: &str, files: &Files, below: &str) -> Question {
        let settings = files.get(&format!("{below}config.yaml.d/airlock-registries.yaml"));
        let switch: Option<Value> = settings.and_then(|text| serde_yaml::from_str(text).ok());
        let no_default = switch.is_some_and(|s| s["disable-default-registry-endpoint"] == true);
        rancher(what, on_root(files, below), below, no_default, self.plan)
    }

    fn podman(&self) -> Question {
        let routes = Routes::of(self.plan);
        let images: Vec<String> = routes.iter().map(Routes::image).collect();
        let ask = json!({ "dir": "registries.conf.d", "images": images });
        Question::new(
            "podman",
            "registries.conf.d",
            ask,
            self.laid(""),
            move |answer| {
                routes.iter().try_for_each(|r| r.podman(answer))?;
                Ok(Vec::new())
            },
        )
    }

    fn objects(&self) -> Result<Vec<Question>, String> {
        let secrets = secrets(self.artifacts);
        let mut questions = Vec::new();
        for artifact in self.artifacts {
            if let Some(object) = object(artifact).filter(|o| o["kind"] != "Secret") {
                let files = Files::from([
                    ("part.yaml".to_owned(), text(artifact)),
                    ("whole.yaml".to_owned(), base(&object)?),
                ]);
                questions.push(accepted(&artifact.path, files.clone()));
                questions.extend(match self.target {
                    "kubeadm" => {
                        let given = (self.plan, &secrets);
                        cluster_api::part(&artifact.path, &object, files, given)
                    }
                    _ => self.on_node(artifact, &object, &secrets)?,
                });
            }
        }
        Ok(questions)
    }

    /// What an object's files mean on the node.
    fn on_node(
        &self,
        artifact: &Artifact,
        object: &Value,
        secrets: &Secrets,
    ) -> Result<Vec<Question>, String> {
        let files = node_files(object, secrets)?;
        let what = format!("{}: files", artifact.path);
        Ok(match self.target {
            "rke2-capi" => vec![self.rancher(&what, &files, "etc/rancher/rke2/")],
            _ => {
                let drop_in = "etc/k0s/containerd.d/cri-registry.toml";
                let certs = "etc/k0s/containerd.d/certs.d";
                let mut questions = hosts(&what, &files, certs, self.plan);
                let set = format!("{}: config_path", artifact.path);
                let ask = (k0s_judge(self.before((1, 36))), set.as_str(), drop_in);
                questions.push(config_path(ask, files, &format!("/{certs}")));
                questions
            }
        })
    }
}

fn k0s_judge(old: bool) -> &'static str {
    if old { "containerd17" } else { "containerd2" }
}

/// A hosts directory, as both containerds read it.
pub(super) fn hosts(what: &str, files: &Files, root: &'static str, plan: &Plan) -> Vec<Question> {
    let both = ["containerd17", "containerd2"].into_iter();
    both.map(|judge| {
        let routes = Routes::of(plan);
        let images: Vec<String> = routes.iter().map(Routes::image).collect();
        let ask = json!({ "kind": "hosts", "roots": root, "images": images });
        Question::new(
            judge,
            what,
            ask,
            filled(files.clone(), plan),
            move |answer| {
                routes.iter().try_for_each(|r| r.containerd(answer))?;
                Ok(Vec::new())
            },
        )
    })
    .collect()
}

/// A file for containerd (judge, what, path) that has to set `config_path`.
fn config_path(
    (judge, what, path): (&'static str, &str, &str),
    files: Files,
    certs: &str,
) -> Question {
    let ask = json!({ "kind": "config", "path": path });
    let planned = json!(certs);
    Question::new(judge, what, ask, files, move |answer| {
        same("config_path", &answer["result"]["config_path"], &planned)?;
        Ok(Vec::new())
    })
}

/// registries.yaml, with or without the switch that takes the default endpoint away.
pub(super) fn rancher(
    what: &str,
    files: Files,
    below: &str,
    no_default: bool,
    plan: &Plan,
) -> Question {
    let routes = Routes::of(plan);
    let images: Vec<String> = routes.iter().map(Routes::image).collect();
    let path = format!("{below}registries.yaml");
    let ask = json!({ "path": path, "images": images, "no_default": no_default });
    let mut question = Question::accepted("wharfie", what, ask, filled(files, plan));
    question.holds = Box::new(move |answer| {
        let faults = strings(&answer["errors"]);
        let fault = faults.iter().find(|f| !routes.iter().any(|r| r.exempt(f)));
        if let Some(fault) = fault {
            return Err((*fault).to_owned());
        }
        routes.iter().try_for_each(|r| r.rancher(answer))?;
        Ok(Vec::new())
    });
    question
}

/// registries.yaml names its certificates by their place on the node.
fn on_root(files: &Files, below: &str) -> Files {
    let mut files = files.clone();
    let authority = files.get(&format!("{below}airlock-ca.pem")).cloned();
    for product in ["rke2", "k3s"] {
        let place = format!("etc/rancher/{product}/airlock-ca.pem");
        files.extend(authority.clone().map(|text| (place, text)));
    }
    files
}

/// An object laid over a whole one of its kind is taken by its definition.
pub(super) fn accepted(path: &str, files: Files) -> Question {
    let ask = json!({ "objects": ["part.yaml"], "base": "whole.yaml" });
    Question::accepted("crds", path, ask, files)
}

/// What kind makes of its nodes' file is containerd 2's to read.
fn kind_node(answer: &Value) -> Result<Vec<Question>, String> {
    let result = &answer["result"];
    for node in super::question::list(&result["nodes"]) {
        let mounts = super::question::list(&node["ExtraMounts"]);
        let there = mounts
            .iter()
            .any(|m| m["ContainerPath"] == "/etc/containerd/certs.d");
        same("the hosts directory is mounted", &there, &true)?;
    }
    let merged = result["containerd"].as_str().unwrap_or_default().to_owned();
    let files = Files::from([("config.toml".to_owned(), merged)]);
    let ask = json!({ "kind": "config", "path": "config.toml" });
    let node = Question::new(
        "containerd2",
        "kind.yaml: the node's file",
        ask,
        files,
        |answer| {
            let result = &answer["result"];
            same(
                "config_path",
                &result["config_path"],
                &json!("/etc/containerd/certs.d"),
            )?;
            same("SystemdCgroup", &result["systemd_cgroup"], &json!(true))?;
            same(
                "runtimes",
                &strings(&result["runtimes"]),
                &vec!["runc", "test-handler"],
            )?;
            Ok(Vec::new())
        },
    );
    Ok(vec![node])
}

//! What a target gives back: a file, where it goes on a node, how it is applied and what that
//! does; or a refusal. The head of a file is written here and nowhere else.

use super::plan::Plan;
use std::fmt;

/// One emitted file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the target's folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Where it goes on a node, if it goes there as it is.
    pub node: Option<NodeFile>,
    /// Which nodes it is for.
    pub role: Role,
    /// How comments are written in it.
    pub mark: Mark,
    /// What it is, in one line.
    pub about: String,
    /// How it is applied, in one line.
    pub apply: String,
    /// What applying it does to a running cluster, in one line.
    pub effect: String,
}

/// Where a file goes on a node, and as whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeFile {
    /// The path on the node.
    pub path: String,
    /// The mode's four octal digits.
    pub mode: &'static str,
    /// `user:group`.
    pub owner: &'static str,
}

impl NodeFile {
    /// A file of root's that everybody may read, or nobody else where it holds a secret.
    pub fn root(path: impl Into<String>, secret: bool) -> NodeFile {
        NodeFile {
            path: path.into(),
            mode: if secret { "0600" } else { "0644" },
            owner: "root:root",
        }
    }
}

/// Which nodes a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Every node.
    All,
    /// The control plane.
    ControlPlane,
    /// Workers.
    Worker,
}

/// How a file's language writes comments, which decides how its head is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `#` to the end of the line; after a first line `#!…`, where there is one.
    Hash,
    /// `<!-- … -->`
    Markdown,
    /// It has no comments, and gets no head.
    None,
}

/// Where files come from, for their heads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The command that made them.
    pub made_by: String,
    /// The lock's name and checksum, where there is a lock.
    pub lock: Option<String>,
    /// A line of the writer's own, as it is.
    pub seal: Option<String>,
}

/// Why a target cannot do what the plan says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The target.
    pub target: &'static str,
    /// Why it cannot.
    pub reason: String,
    /// What to do instead.
    pub remedy: String,
}

impl Refusal {
    /// A refusal with its reason and what to do instead.
    pub fn new(
        target: &'static str,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Refusal {
        Refusal {
            target,
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.target, self.reason)?;
        match f.alternate() {
            true => write!(f, "\nhelp: {}", self.remedy),
            false => write!(f, " ({})", self.remedy),
        }
    }
}

impl std::error::Error for Refusal {}

impl Artifact {
    /// A file for every node whose comments begin with `#`.
    pub fn new(path: impl Into<String>, text: impl Into<Vec<u8>>) -> Artifact {
        Artifact {
            path: path.into(),
            bytes: text.into(),
            node: None,
            role: Role::All,
            mark: Mark::Hash,
            about: String::new(),
            apply: String::new(),
            effect: String::new(),
        }
    }

    /// The same file with where it goes on a node.
    #[must_use]
    pub fn on_node(mut self, node: NodeFile) -> Artifact {
        self.node = Some(node);
        self
    }

    /// The same file with what it is, how it is applied, and what that does.
    #[must_use]
    pub fn told(mut self, about: &str, apply: &str, effect: &str) -> Artifact {
        self.about = about.to_string();
        self.apply = apply.to_string();
        self.effect = effect.to_string();
        self
    }

    /// Sixteen hex digits that change with the content: for names of objects that are replaced
    /// rather than edited. It tells versions apart and protects nothing.
    pub fn content_hash(bytes: &[u8]) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{hash:016x}")
    }

    pub(super) fn head(&mut self, target: &str, plan: &Plan, stamp: &Stamp) {
        if self.mark == Mark::None {
            return;
        }
        let lines = head_lines(self, target, plan, stamp);
        let (open, close) = match self.mark {
            Mark::Markdown => ("<!-- ", " -->"),
            _ => ("# ", ""),
        };
        let mut head = String::new();
        for line in lines {
            let clean: String = line
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            head.push_str(&format!("{open}{clean}{close}\n"));
        }
        let at = match self.bytes.starts_with(b"#!") {
            true => self
                .bytes
                .iter()
                .position(|b| *b == b'\n')
                .map_or(self.bytes.len(), |n| n + 1),
            false => 0,
        };
        self.bytes.splice(at..at, head.into_bytes());
    }
}

fn head_lines(artifact: &Artifact, target: &str, plan: &Plan, stamp: &Stamp) -> Vec<String> {
    let mut lines = vec![
        artifact.about.clone(),
        format!(
            "Made by `{}` for profile {} and target {target}; do not edit.",
            stamp.made_by, plan.profile
        ),
    ];
    lines.extend(stamp.lock.iter().map(|lock| format!("From {lock}.")));
    lines.push(format!("Apply: {}", artifact.apply));
    lines.push(format!("On a running cluster: {}", artifact.effect));
    if let Some(node) = &artifact.node {
        lines.push(format!(
            "On the node: {} {} {}",
            node.path, node.owner, node.mode
        ));
    }
    lines.extend(plan.permission.iter().cloned());
    lines.extend(stamp.seal.iter().cloned());
    lines
}

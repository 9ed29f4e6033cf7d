//! From rendered files to documents: cutting, checking, sorting, hooks.
//!
//! Every rule is Helm's `SortManifests`. Documents are ranges of the rendered files; nothing is
//! copied here.

use std::ops::Range;

use crate::compat::Compat;
use crate::search::find_byte;

/// The order in which Helm 4 installs kinds; all others come after these, by name.
const INSTALL_ORDER: [&str; 38] = [
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
];

/// How many of them Helm 3 knows.
const KNOWN_TO_HELM_3: usize = 36;

/// What stands between documents, at the start of a line.
const SEPARATOR: &[u8] = b"---";

/// Where a kind comes in Helm's order: by rank, and by name among those without one.
pub(crate) fn install_rank(kind: &str, compat: Compat) -> (usize, &str) {
    let known = if compat.is_helm3() {
        &INSTALL_ORDER[..KNOWN_TO_HELM_3]
    } else {
        &INSTALL_ORDER[..]
    };
    match known.iter().position(|k| *k == kind) {
        Some(rank) => (rank, ""),
        None => (INSTALL_ORDER.len(), kind),
    }
}

/// An event of a release that a hook runs at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookEvent {
    /// `pre-install`
    PreInstall,
    /// `post-install`
    PostInstall,
    /// `pre-delete`
    PreDelete,
    /// `post-delete`
    PostDelete,
    /// `pre-upgrade`
    PreUpgrade,
    /// `post-upgrade`
    PostUpgrade,
    /// `pre-rollback`
    PreRollback,
    /// `post-rollback`
    PostRollback,
    /// `test`, and `test-success` of old
    Test,
}

impl HookEvent {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "pre-install" => Self::PreInstall,
            "post-install" => Self::PostInstall,
            "pre-delete" => Self::PreDelete,
            "post-delete" => Self::PostDelete,
            "pre-upgrade" => Self::PreUpgrade,
            "post-upgrade" => Self::PostUpgrade,
            "pre-rollback" => Self::PreRollback,
            "post-rollback" => Self::PostRollback,
            "test" | "test-success" => Self::Test,
            _ => return None,
        })
    }

    /// The events that a `helm.sh/hook` annotation names; none where it names an unknown one.
    pub(crate) fn list(annotation: &str) -> Option<Vec<Self>> {
        let names = annotation.split(',');
        names
            .map(|name| Self::of(&name.trim().to_lowercase()))
            .collect()
    }
}

/// The documents of a rendered file, as ranges.
pub(crate) fn split(content: &[u8], compat: Compat) -> Vec<Range<usize>> {
    match compat {
        Compat::Helm4 => split_at_lines(content),
        Compat::Helm3 => crate::manifest3::split(content),
    }
}

/// Helm 4's way: each document without the space in front of it.
fn split_at_lines(content: &[u8]) -> Vec<Range<usize>> {
    let mut documents = Vec::new();
    let mut cutter = Cutter::new(content);
    while let Some(start) = cutter.start() {
        let end = cutter.end(start);
        documents.push(start..end);
        cutter.pass(end);
    }
    documents
}

/// Cuts a file document by document, at lines that begin with `---`. Who reads a document may know
/// where it ends without a search.
pub(crate) struct Cutter<'c> {
    content: &'c [u8],
    /// Behind the latest separator.
    begin: usize,
}

impl<'c> Cutter<'c> {
    pub(crate) fn new(content: &'c [u8]) -> Self {
        Self { content, begin: 0 }
    }

    /// Where the next document starts, behind the space in front of it.
    pub(crate) fn start(&mut self) -> Option<usize> {
        loop {
            let rest = trim_start(&self.content[self.begin..]);
            let start = self.content.len() - rest.len();
            if rest.is_empty() {
                return None;
            }
            if !(rest.starts_with(SEPARATOR) && self.is_line_start(start)) {
                return Some(start);
            }
            self.pass(start);
        }
    }

    /// Whether a line starts here, behind nothing but space: right behind a separator none does.
    /// Helm cuts the space off that a file starts with before it looks for lines.
    fn is_line_start(&self, at: usize) -> bool {
        self.begin == 0 || at > self.begin && self.content[at - 1] == b'\n'
    }

    /// Where the document ends that starts at `start`: at the next separator, or with the file.
    pub(crate) fn end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(line_end) = find_byte(self.content, at, b'\n') {
            at = line_end + 1;
            if self.content[at..].starts_with(SEPARATOR) {
                return at;
            }
        }
        self.content.len()
    }

    /// Goes behind the separator at the end of a document, and the blanks behind that.
    pub(crate) fn pass(&mut self, end: usize) {
        let mut at = self.content.len().min(end + SEPARATOR.len());
        while matches!(self.content.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        self.begin = at;
    }
}

/// Go's `strings.TrimLeftFunc(…, unicode.IsSpace)`.
pub(crate) fn trim_start(bytes: &[u8]) -> &[u8] {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\t'..=b'\r' | b' ' => at += 1,
            0..=0x7f => break,
            _ => match first_char(&bytes[at..]) {
                Some(c) if c.is_whitespace() => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    &bytes[at..]
}

/// Go's `strings.TrimSpace` at the end.
pub(crate) fn trim_end(bytes: &[u8]) -> &[u8] {
    let mut end = bytes.len();
    while end > 0 {
        match bytes[end - 1] {
            b'\t'..=b'\r' | b' ' => end -= 1,
            0..=0x7f => break,
            _ => match last_char(&bytes[..end]) {
                Some(c) if c.is_whitespace() => end -= c.len_utf8(),
                _ => break,
            },
        }
    }
    &bytes[..end]
}

fn first_char(bytes: &[u8]) -> Option<char> {
    let head = &bytes[..bytes.len().min(4)];
    head.utf8_chunks().next()?.valid().chars().next()
}

fn last_char(bytes: &[u8]) -> Option<char> {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    let last = tail.utf8_chunks().last()?;
    if !last.invalid().is_empty() {
        return None;
    }
    last.valid().chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::{HookEvent, split, trim_end, trim_start};
    use crate::compat::Compat;

    fn documents(text: &str) -> Vec<&str> {
        split(text.as_bytes(), Compat::Helm4)
            .into_iter()
            .map(|r| &text[r])
            .collect()
    }

    #[test]
    fn files_are_cut_as_helm_cuts_them() {
        let cases: &[(&str, &[&str])] = &[
            ("a\n---\nb\n", &["a\n", "b\n"]),
            ("\n\n---\n\na: 1\n", &["a: 1\n"]),
            ("---a\n---- b\n", &["a\n", "- b\n"]),
            ("--- \t \n---\n", &[]),
            ("a: |\n  ---\nb\n", &["a: |\n  ---\nb\n"]),
            ("------\nx", &["---\nx"]),
            ("a\r\n---\r\nb", &["a\r\n", "b"]),
            ("", &[]),
            (" ---\na", &["a"]),
        ];
        for (text, expected) in cases {
            assert_eq!(documents(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn space_is_unicode_space() {
        assert_eq!(trim_start("\u{a0}\u{2003}\n x".as_bytes()), b"x");
        assert_eq!(trim_end("x \u{3000}\u{85}\n".as_bytes()), b"x");
        assert_eq!(trim_end(b"x\xff \n"), b"x\xff");
    }

    #[test]
    fn an_unknown_event_spoils_the_hook() {
        use HookEvent::{PreInstall, Test};
        assert_eq!(
            HookEvent::list("Pre-Install, test-success"),
            Some(vec![PreInstall, Test])
        );
        assert_eq!(HookEvent::list("crd-install"), None);
        assert_eq!(HookEvent::list(""), None);
    }
}

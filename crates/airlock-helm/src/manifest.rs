//! From rendered files to documents: cutting, checking, sorting, hooks.
//!
//! Every rule is Helm's `SortManifests`. Documents are ranges of the rendered files; nothing is
//! copied here.

use std::ops::Range;

use crate::compat::Compat;
use crate::search::{find_byte, holds};

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
    let mut begin = content.len() - trim_start(content).len();
    let mut at = begin;
    let has_more = holds(content, "\n---");
    loop {
        let separator = next_separator(content, begin, at, has_more);
        let end = separator.as_ref().map_or(content.len(), |s| s.start);
        let document = trim_start(&content[begin..end]);
        if !document.is_empty() {
            documents.push(end - document.len()..end);
        }
        match separator {
            Some(separator) => {
                begin = separator.end;
                at = begin;
            }
            None => return documents,
        }
    }
}

/// The next `---` at the start of a line, with the blanks behind it; where there are none behind the
/// first line, that alone is looked at.
fn next_separator(
    content: &[u8],
    text_start: usize,
    from: usize,
    has_more: bool,
) -> Option<Range<usize>> {
    let mut at = from;
    // Right behind a separator no line starts, unless a line end stands there.
    let mut is_line_start = at == text_start && (at == 0 || starts_text(content, at));
    while at < content.len() {
        if is_line_start && content[at..].starts_with(b"---") {
            let mut end = at + 3;
            while matches!(content.get(end), Some(b' ' | b'\t')) {
                end += 1;
            }
            return Some(at..end);
        }
        if !has_more {
            return None;
        }
        at = find_byte(content, at, b'\n')? + 1;
        is_line_start = true;
    }
    None
}

/// Whether only space stands before this place: Helm cuts that off before it looks for lines.
fn starts_text(content: &[u8], at: usize) -> bool {
    trim_start(&content[..at]).is_empty()
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

//! `airlock lock`, `gen` and `diff` over a small platform: what is written, what a check finds, and
//! what stays as it was where something is refused.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod run;

use std::fs;
use std::path::{Path, PathBuf};

use run::{Told, airlock, airlock_at};

/// A platform with one chart in the tree.
struct Tree(PathBuf);

impl Tree {
    fn new(test: &str) -> Tree {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gen {test}"));
        let _ = fs::remove_dir_all(&root);
        let tree = Tree(root);
        tree.write("charts/versions.toml", "[charts.web]\npath = \"web\"\n");
        tree.write(
            "charts/web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
        );
        tree.write("charts/web/values.yaml", "tag: v1\n");
        tree.write("charts/web/templates/web.yaml", TEMPLATE);
        tree
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.0.join(relative)
    }

    fn write(&self, relative: &str, text: &str) {
        airlock_build::writer::put(&self.path(relative), text.as_bytes()).expect(relative);
    }

    fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).expect(relative)
    }

    fn airlock(&self, words: &[&str]) -> Told {
        let root = self.0.to_string_lossy();
        airlock(&[words, &["--root", &root]].concat())
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const TEMPLATE: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: quay.io/example/web:{{ .Values.tag }}
---
apiVersion: v1
kind: Secret
metadata:
  name: password
stringData:
  password: {{ randAlphaNum 12 }}
";

#[test]
fn gen_writes_once_and_then_nothing() {
    let tree = Tree::new("once");
    let (code, told, failed) = tree.airlock(&["gen"]);
    assert_eq!((code, failed.as_str()), (0, ""), "{told}");
    assert!(
        told.contains("wrote charts/airlock.lock (missing)"),
        "{told}"
    );
    let (code, told, _) = tree.airlock(&["gen"]);
    assert_eq!((code, told.as_str()), (0, "6 files, 6 fresh\n"));
    assert_eq!(tree.airlock(&["gen", "--check"]).0, 0);
}

#[test]
fn a_check_finds_stale_missing_edited_orphaned_and_crlf_files() {
    let tree = Tree::new("check");
    tree.airlock(&["gen"]);
    tree.write("charts/web/values.yaml", "tag: v2\n");
    fs::remove_file(tree.path("generated/images.txt")).expect("a file");
    let rust = tree.read("generated/images.rs");
    tree.write("generated/images.rs", &format!("{rust}// mine\n"));
    tree.write("generated/extra.txt", "nobody makes this\n");
    let (code, told, failed) = tree.airlock(&["gen", "--check"]);
    assert_eq!(code, 1);
    for line in [
        "charts/airlock.lock (stale)",
        "generated/images.txt (missing)",
        "generated/images.rs (edited)",
        "generated/extra.txt (orphan, not made by airlock)",
    ] {
        let is_there = told.contains(line);
        assert_eq!(
            is_there,
            !line.contains("(fresh)") && !line.starts_with('-'),
            "{line}\n{told}"
        );
    }
    assert!(
        told.contains("+    { find =") || told.contains("+\"quay.io/example/web:v2\""),
        "{told}"
    );
    assert!(failed.contains("airlock gen"), "{failed}");
    assert!(tree.read("charts/airlock.lock").contains("web:v1"));

    fs::remove_file(tree.path("generated/extra.txt")).expect("a file");
    let (code, told, failed) = tree.airlock(&["gen"]);
    assert_eq!((code, failed.as_str()), (0, ""), "{told}");
    let list = tree.read("generated/images.txt");
    tree.write("generated/images.txt", &list.replace('\n', "\r\n"));
    let (code, told, _) = tree.airlock(&["gen", "--check"]);
    assert!(
        code == 1 && told.contains("generated/images.txt (CRLF line ends)"),
        "{told}"
    );
}

/// `gen` writes all the same, because it follows the pins; `emit` does not, after the last day.
#[test]
fn gen_warns_of_permissions_that_end_and_emit_refuses_them() {
    let tree = Tree::new("insecure");
    tree.write("charts/versions.toml", PERMITTED);
    let at = |day: i64, words: &[&str]| {
        let root = tree.0.to_string_lossy();
        airlock_at(
            day * 86_400,
            &[words, &["--root", &root]].concat(),
            &[],
            |_| None,
        )
    };
    let emit = ["emit", "--profile", "lab", "--target", "k3s"];
    // The 31st of January 2027 is day 20,849 since 1970.
    for (day, told, refused) in [
        (20_819, "", false),
        (20_820, "`insecure` ends on 2027-01-31", false),
        (20_849, "`insecure` ends on 2027-01-31", false),
        (20_850, "`insecure` ended on 2027-01-31", true),
    ] {
        let (code, _, warned) = at(day, &["gen"]);
        assert_eq!(code, 0, "{warned}");
        assert_eq!(
            warned.contains("warning: "),
            !told.is_empty(),
            "{day}: {warned}"
        );
        assert!(warned.contains(told), "{day}: {warned}");
        assert!(
            told.is_empty() || warned.contains("charts/versions.toml:7:"),
            "{warned}"
        );
        let (code, _, failed) = at(day, &emit);
        assert_eq!(code == 1, refused, "{day}: {failed}");
        assert_eq!(
            failed.contains("`insecure` ended on 2027-01-31"),
            refused,
            "{failed}"
        );
    }
}

const PERMITTED: &str = "\
[charts.web]
path = \"web\"

[mirrors.lab]
address = \"registry.corp:5000\"
plain_http = true
insecure = { until = \"2027-01-31\", reason = \"no CA yet\" }
";

#[test]
fn what_randomness_touched_is_named_and_not_written() {
    let tree = Tree::new("random");
    tree.airlock(&["gen"]);
    assert!(
        !tree
            .read("generated/web/manifests.yaml")
            .contains("kind: Secret")
    );
    assert!(tree.read("generated/README.md").contains("Secret password"));
}

#[test]
fn a_failure_leaves_the_lock_as_it_was() {
    let tree = Tree::new("failure");
    tree.airlock(&["lock"]);
    let before = tree.read("charts/airlock.lock");
    tree.write("charts/web/templates/web.yaml", "{{ fail \"no\" }}");
    let (code, _, failed) = tree.airlock(&["lock"]);
    assert_eq!(code, 1);
    assert!(failed.contains("chart `web`, default"), "{failed}");
    assert_eq!(tree.read("charts/airlock.lock"), before);
    let (code, _, failed) = tree.airlock(&["lock", "--from", "/nowhere/at/all"]);
    assert!(
        code == 1 && failed.contains("there is no such folder"),
        "{failed}"
    );
}

#[test]
fn a_difference_is_told_in_three_forms() {
    let tree = Tree::new("diff");
    tree.airlock(&["lock"]);
    tree.write("before.lock", &tree.read("charts/airlock.lock"));
    tree.write("charts/web/values.yaml", "tag: v2\n");
    tree.airlock(&["lock"]);
    let before = tree.path("before.lock").to_string_lossy().into_owned();
    for (format, part) in [("text", "v1"), ("markdown", "|"), ("json", "\"bumped\"")] {
        let (code, told, failed) = tree.airlock(&["diff", &before, "--format", format]);
        assert_eq!((code, failed.as_str()), (0, ""));
        assert!(
            told.contains("quay.io/example/web") && told.contains(part),
            "{told}"
        );
    }
    let (code, _, failed) = tree.airlock(&["diff", "no-such-revision"]);
    assert!(
        code == 1 && failed.contains("neither a file nor a revision"),
        "{failed}"
    );
}

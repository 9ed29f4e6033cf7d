//! `airlock vendor` from a server on loopback: what is laid, what is refused, and that a refusal
//! leaves everything as it was.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../airlock-build/tests/archive/mod.rs"]
mod archive;
mod run;
#[path = "../../airlock-registry/tests/server/mod.rs"]
mod server;

use airlock_lock::content::sha256;
use archive::tgz;
use server::{Answer, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

struct Tree(PathBuf);

impl Tree {
    fn new(test: &str, versions: &str) -> Tree {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vendor {test}"));
        let _ = fs::remove_dir_all(&root);
        let tree = Tree(root);
        tree.write("charts/versions.toml", versions.as_bytes());
        tree
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.0.join(relative)
    }

    fn write(&self, relative: &str, bytes: &[u8]) {
        airlock_build::writer::put(&self.path(relative), bytes).unwrap();
    }

    fn airlock(&self, command: &str) -> run::Told {
        run::airlock(&[command, "--root", &self.0.to_string_lossy()])
    }

    fn vendored(&self) -> Vec<String> {
        let Ok(there) = fs::read_dir(self.path("charts/vendor")) else {
            return Vec::new();
        };
        let mut names: Vec<String> = there
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn web() -> Vec<u8> {
    tgz(&[
        (
            "web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
        ),
        (
            "web/templates/web.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: quay.io/acme/web:1\n",
        ),
    ])
}

fn index(digest: &str) -> Answer {
    let digest = match digest {
        "" => String::new(),
        digest => format!("    digest: {digest}\n"),
    };
    let text = format!(
        "entries:\n  web:\n  - name: web\n    version: 1.0.0\n{digest}    urls: [web.tgz]\n"
    );
    Answer::ok(text.as_bytes())
}

fn repository(archive: impl Fn() -> Answer + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/index.yaml" => index(""),
        "/web.tgz" => archive(),
        _ => Answer::status(404),
    })
}

fn pin(server: &Server, rest: &str) -> String {
    let url = server.url("");
    format!("[charts.web]\nversion = \"1.0.0\"\nrepository = \"{url}\"\n{rest}")
}

#[test]
fn a_chart_is_laid_once_and_locked_from_there() {
    let server = repository(|| Answer::ok(&web()));
    let tree = Tree::new("once", &pin(&server, ""));
    let (code, stdout, stderr) = tree.airlock("vendor");
    assert_eq!(
        (code, stderr.contains("web: ")),
        (0, true),
        "{stdout}{stderr}"
    );
    assert_eq!(
        fs::read(tree.path("charts/vendor/web-1.0.0.tgz")).unwrap(),
        web()
    );
    let asked = server.requests().len();
    assert_eq!(tree.airlock("vendor").2, "web: there already\n");
    assert_eq!(server.requests().len(), asked);
    assert_eq!(tree.airlock("lock").0, 0);
    let lock = fs::read_to_string(tree.path("charts/airlock.lock")).unwrap();
    assert!(
        lock.contains(&format!("archive = \"{}\"", sha256(&web()))),
        "{lock}"
    );
    assert!(lock.contains("quay.io/acme/web:1"));
    // What was locked is what a later download has to be.
    fs::remove_file(tree.path("charts/vendor/web-1.0.0.tgz")).unwrap();
    let other = repository(|| {
        Answer::ok(&tgz(&[(
            "web/Chart.yaml",
            "apiVersion: v2\nname: web\nversion: 1.0.0\n",
        )]))
    });
    let moved = lock.replace(&server.url(""), &other.url(""));
    tree.write("charts/airlock.lock", moved.as_bytes());
    tree.write("charts/versions.toml", pin(&other, "").as_bytes());
    let (code, _, stderr) = tree.airlock("vendor");
    assert!(
        code == 1 && stderr.contains("airlock.lock has sha256:"),
        "{stderr}"
    );
    assert_eq!(
        fs::read_to_string(tree.path("charts/airlock.lock")).unwrap(),
        moved
    );
    assert!(tree.vendored().is_empty());
}

#[test]
fn whatever_is_wrong_is_told_with_chart_and_source_and_nothing_changes() {
    let named = |name: &'static str| {
        move || {
            Answer::ok(&tgz(&[(
                "web/Chart.yaml",
                &format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\n"),
            )]))
        }
    };
    let cases: Vec<(Server, &str)> = vec![
        (repository(|| Answer::status(404)), "answers 404"),
        (repository(|| Answer::status(401)), "wants a login"),
        (
            repository(|| Answer::ok(b"<html>")),
            "is no chart's archive",
        ),
        (
            repository(|| Answer::ok(&web()[..200])),
            "is no chart's archive",
        ),
        (
            repository(|| Answer::ok(&tgz(&[("../../etc/x", "x")]))),
            "chart",
        ),
        (
            repository(|| Answer::ok(&tgz(&[("/web/Chart.yaml", "x")]))),
            "chart",
        ),
        (
            repository(named("other")),
            "the archive holds `other` 1.0.0, and `web` 1.0.0 is pinned",
        ),
        (
            Server::start(|_| Answer::ok(b"<html>\n<p>: no")),
            "no index of charts",
        ),
        (
            Server::start(|_| Answer::ok(b"entries: {}")),
            "has no chart `web`",
        ),
        (
            Server::start(|asked| match asked.path.as_str() {
                "/index.yaml" => index(&"0a".repeat(32)),
                _ => Answer::ok(&web()),
            }),
            "the repository's index says sha256:0a0a",
        ),
    ];
    for (at, (server, says)) in cases.iter().enumerate() {
        let tree = Tree::new(&format!("wrong {at}"), &pin(server, ""));
        tree.write("charts/vendor/kept.txt", b"kept");
        let (code, _, stderr) = tree.airlock("vendor");
        assert_eq!(code, 1, "{says}: {stderr}");
        assert!(
            stderr.to_lowercase().contains(&says.to_lowercase()),
            "{says}: {stderr}"
        );
        let about = format!("chart `web` from repository {}", server.url(""));
        assert!(stderr.contains(&about), "{stderr}");
        assert_eq!(tree.vendored(), ["kept.txt"]);
        assert!(!tree.path("charts/airlock.lock").exists());
    }
}

#[test]
fn one_failure_of_many_writes_nothing_and_all_failures_are_told() {
    let good = repository(|| Answer::ok(&web()));
    let bad = repository(|| Answer::status(404));
    let mut versions = pin(&good, "");
    for name in ["b", "c"] {
        let url = bad.url("");
        versions.push_str(&format!(
            "[charts.{name}]\nchart = \"web\"\nversion = \"1.0.0\"\nrepository = \"{url}\"\n"
        ));
    }
    let tree = Tree::new("many", &versions);
    let (code, _, stderr) = tree.airlock("vendor");
    assert_eq!(code, 1);
    assert!(
        stderr.contains("chart `b`") && stderr.contains("chart `c`"),
        "{stderr}"
    );
    assert!(tree.vendored().is_empty());
    let pinned = Tree::new(
        "pinned",
        &pin(&good, &format!("sha256 = \"{}\"\n", "1".repeat(64))),
    );
    let (code, _, stderr) = pinned.airlock("vendor");
    assert!(
        code == 1 && stderr.contains("versions.toml pins sha256:1111"),
        "{stderr}"
    );
}

#[test]
fn a_tags_tree_gets_what_its_chart_lock_names() {
    let library = || {
        tgz(&[(
            "lib/Chart.yaml",
            "apiVersion: v2\nname: lib\nversion: 0.2.0\n",
        )])
    };
    let store = Server::start(move |asked| match asked.path.as_str() {
        "/index.yaml" => Answer::ok(b"entries:\n  lib:\n  - version: 0.2.0\n    urls: [lib.tgz]\n"),
        _ => Answer::ok(&library()),
    });
    let url = store.url("");
    let chart = format!(
        "apiVersion: v2\nname: app\nversion: 3.0.0\ndependencies:\n- name: lib\n  version: 0.x\n  repository: {url}\n"
    );
    let locked = format!("dependencies:\n- name: lib\n  repository: {url}\n  version: 0.2.0\n");
    let tag = tgz(&[
        ("app-3.0.0/README.md", "no chart"),
        ("app-3.0.0/deploy/app/Chart.yaml", &chart),
        ("app-3.0.0/deploy/app/Chart.lock", &locked),
        ("app-3.0.0/deploy/app/values.yaml", "a: 1\n"),
    ]);
    let sum = sha256(&tag).hex();
    let forge = Server::start(move |_| Answer::ok(&tag));
    let tree = Tree::new(
        "tag",
        &format!(
            "[charts.app]\nversion = \"3.0.0\"\narchive = \"{}\"\ninside = \"app-3.0.0/deploy/app\"\nsha256 = \"{sum}\"\n[charts.ours]\nchart = \"app\"\npath = \"ours\"\n",
            forge.url("/v3.0.0.tar.gz")
        ),
    );
    tree.write("charts/ours/Chart.yaml", chart.as_bytes());
    tree.write("charts/ours/Chart.lock", locked.as_bytes());
    let (code, _, stderr) = tree.airlock("vendor");
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(tree.vendored(), ["app-3.0.0"]);
    for file in [
        "vendor/app-3.0.0/charts/lib-0.2.0.tgz",
        "vendor/app-3.0.0/values.yaml",
        "ours/charts/lib-0.2.0.tgz",
    ] {
        assert!(tree.path("charts").join(file).is_file(), "{file}");
    }
    assert!(!tree.path("charts/vendor/app-3.0.0/README.md").exists());
    let (code, _, stderr) = tree.airlock("lock");
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn manifests_are_laid_with_their_checksum() {
    let body = b"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n";
    let server = Server::start(move |_| Answer::ok(body));
    let pin = |sum: &str| {
        format!(
            "[manifests.crds]\nurl = \"{}\"\nsha256 = \"{sum}\"\n",
            server.url("/crds.yaml")
        )
    };
    let tree = Tree::new("manifest", &pin(&sha256(body).hex()));
    let (code, _, stderr) = tree.airlock("vendor");
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(tree.vendored(), ["crds.yaml"]);
    let wrong = Tree::new("manifest wrong", &pin(&"2".repeat(64)));
    let (code, _, stderr) = wrong.airlock("vendor");
    assert!(code == 1 && stderr.contains("manifest `crds`"), "{stderr}");
    assert!(wrong.vendored().is_empty());
}

#[test]
fn assets_are_laid_with_their_size_and_checksum() {
    let body = vec![7_u8; 300_000];
    let (sum, size) = (sha256(&body).hex(), body.len());
    let server = Server::start(move |_| Answer::ok(&body));
    let pin = |size: usize, sum: &str| {
        let url = server.url("/talos.iso?arch=amd64");
        format!(
            "[assets.talos-iso]\nurl = \"{url}\"\nsize = {size}\nsha256 = \"{sum}\"\npurpose = \"boot\"\n"
        )
    };
    let tree = Tree::new("asset", &pin(size, &sum));
    let (code, stdout, stderr) = tree.airlock("vendor");
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("wrote charts/vendor/assets/talos-iso (missing)"),
        "{stdout}"
    );
    let laid = fs::read(tree.path("charts/vendor/assets/talos-iso")).unwrap();
    assert_eq!(sha256(&laid).hex(), sum);
    assert_eq!(tree.airlock("vendor").2, "talos-iso: there already\n");
    assert_eq!(server.requests().len(), 1);
    let wrong = [
        (
            size + 1,
            sum.clone(),
            "has 300000 bytes, and versions.toml pins 300001",
        ),
        (size - 1, sum.clone(), "longer than 299999 bytes"),
        (size, "3".repeat(64), "versions.toml pins sha256:3333"),
        (usize::MAX >> 8, sum, "larger than 2 GiB"),
    ];
    for (at, (size, sum, says)) in wrong.into_iter().enumerate() {
        let tree = Tree::new(&format!("asset wrong {at}"), &pin(size, &sum));
        let (code, _, stderr) = tree.airlock("vendor");
        assert!(code == 1 && stderr.contains(says), "{says}: {stderr}");
        let about = format!("asset `talos-iso` from {}", server.url("/talos.iso"));
        assert!(stderr.contains(&about), "{stderr}");
        assert!(tree.vendored().is_empty());
    }
}

/// What may pass is tried again, with growing pauses, and has an end.
#[test]
fn a_repository_that_fails_or_hangs_is_tried_again_and_then_told() {
    let failing = repository(|| Answer::status(500));
    let mending = Server::counting(|count, asked| match (count, asked.path.as_str()) {
        (1 | 2, _) => Answer::status(500),
        (_, "/index.yaml") => index(""),
        _ => Answer::ok(&web()),
    });
    let hanging = repository(|| Answer::ok(&web()).dripping(Duration::from_millis(50)));
    let silent = Server::start(|_| Answer::ok(b"entries: {}").late(Duration::from_secs(30)));
    let run = |test: &str, server: &Server, more: &[&str]| {
        let tree = Tree::new(test, &pin(server, ""));
        let root = tree.0.to_string_lossy().into_owned();
        let told = run::airlock(&[&["vendor", "--root", &root], more].concat());
        (told, tree.vendored())
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let ((code, _, stderr), laid) = run("failing", &failing, &[]);
            assert_eq!((code, laid.len()), (1, 0), "{stderr}");
            assert!(stderr.contains("answers 500"), "{stderr}");
            assert!(stderr.contains("tried 4 times"), "{stderr}");
            let asked = failing.requests();
            let archives = asked.iter().filter(|asked| asked.path == "/web.tgz");
            assert_eq!(archives.count(), 4);
        });
        scope.spawn(|| {
            let ((code, _, stderr), laid) = run("mending", &mending, &[]);
            assert_eq!((code, laid.len()), (0, 1), "{stderr}");
        });
        for (test, server) in [("hanging", &hanging), ("silent", &silent)] {
            scope.spawn(move || {
                let ((code, _, stderr), laid) = run(test, server, &["--timeout", "1"]);
                assert_eq!((code, laid.len()), (1, 0), "{stderr}");
                assert!(stderr.contains("too slowly"), "{stderr}");
                let about = format!("chart `web` from repository {}", server.url(""));
                assert!(stderr.contains(&about), "{stderr}");
            });
        }
    });
}

/// Two runs at once: one of them writes, the other writes the same or says that it is not alone.
#[test]
fn two_runs_at_once_leave_whole_files() {
    let server = repository(|| Answer::ok(&web()));
    let tree = Tree::new("two", &pin(&server, ""));
    let codes: Vec<(u8, String)> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| tree.airlock("vendor")))
            .collect();
        runs.into_iter()
            .map(|run| run.join().unwrap())
            .map(|(code, _, stderr)| (code, stderr))
            .collect()
    });
    assert!(codes.iter().any(|(code, _)| *code == 0), "{codes:?}");
    for (code, stderr) in &codes {
        assert!(
            *code == 0 || stderr.contains("another run is writing"),
            "{stderr}"
        );
    }
    assert_eq!(
        fs::read(tree.path("charts/vendor/web-1.0.0.tgz")).unwrap(),
        web()
    );
    assert_eq!(tree.vendored(), ["web-1.0.0.tgz"]);
}

//! What a build script does: constants in its folder, exact lines for Cargo, and a failure wherever
//! the tree is not what is locked.

#![cfg(feature = "writer")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod tree;

use std::path::{Path, PathBuf};

use airlock_build::{Folders, Platform, Script, relock};
use tree::Tree;

fn locked(test: &str) -> Tree {
    let tree = Tree::new(test);
    lock(&tree);
    tree
}

fn lock(tree: &Tree) {
    let platform = Platform::open(tree.versions()).expect("pins");
    let relocked = relock(&platform, &Folders::default()).expect("a lock");
    tree.write("airlock.lock", relocked.lock.write());
}

fn script(tree: &Tree) -> Script {
    Script::new(tree.versions()).out_dir(tree.path("out"))
}

fn refused(script: &Script) -> String {
    format!("{:#}", script.run().expect_err("an error"))
}

#[test]
fn the_lines_for_cargo_name_every_input_and_nothing_else() {
    let tree = locked("lines");
    let lines = script(&tree).links_metadata().run().expect("a run");
    let registries = "docker.io,ghcr.io,quay.io,registry.k8s.io";
    assert_eq!(
        lines[0],
        format!("cargo::rustc-env=UPSTREAM_REGISTRIES={registries}")
    );
    assert_eq!(
        lines[1],
        format!("cargo::metadata=UPSTREAM_REGISTRIES={registries}")
    );
    let mut named: Vec<PathBuf> = lines[2..]
        .iter()
        .map(|line| PathBuf::from(line.strip_prefix("cargo::rerun-if-changed=").expect(line)))
        .collect();
    named.sort();
    let inputs = [
        "airlock.lock",
        "db",
        "images/nodes.toml",
        "values/web.yaml",
        "versions.toml",
        "web",
    ];
    assert_eq!(named, inputs.map(|input| tree.path(input)));
}

/// Whoever mends a lock is built first: with [`Script::or_without`] nothing that is wrong with pins
/// or lock stops that, and nothing of it is kept silent.
#[test]
fn a_lock_that_cannot_be_used_leaves_the_constants_out_where_that_is_asked() {
    let conflict = |tree: &Tree| {
        let lock = tree.read("airlock.lock");
        let torn = format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n");
        tree.write("airlock.lock", torn);
    };
    let bump = |tree: &Tree| tree.edit("versions.toml", "path = \"web\"", "path = \"none\"");
    let forget = |tree: &Tree| std::fs::remove_file(tree.path("airlock.lock")).expect("a lock");
    let breakages: [&dyn Fn(&Tree); 3] = [&conflict, &bump, &forget];
    for (at, broken) in breakages.into_iter().enumerate() {
        let tree = locked(&format!("without {at}"));
        broken(&tree);
        let cause = refused(&script(&tree));
        let lines = script(&tree).or_without("bare").run().expect("a run");
        let warning = format!("cargo::warning={}", cause.lines().next().expect("a line"));
        assert!(lines.contains(&warning), "{lines:?}");
        assert!(lines.contains(&"cargo::rustc-cfg=bare".to_string()));
        let again = format!("cargo::rerun-if-changed={}", tree.path("").display());
        assert!(
            lines.iter().any(|line| again.starts_with(line.as_str())),
            "{lines:?}"
        );
        assert!(!tree.path("out/airlock.rs").exists());
    }
    let whole = locked("without none");
    let lines = script(&whole).or_without("bare").run().expect("a run");
    assert_eq!(lines, script(&whole).run().expect("a run"));
}

#[test]
fn only_the_folder_of_the_script_is_written_and_only_where_it_differs() {
    let tree = locked("written");
    let before = listing(&tree.path(""));
    script(&tree).embed("web").run().expect("a run");
    let module = tree.path("out/airlock.rs");
    let time = std::fs::metadata(&module)
        .and_then(|data| data.modified())
        .expect("a file");
    script(&tree).embed("web").run().expect("a run");
    let again = std::fs::metadata(&module)
        .and_then(|data| data.modified())
        .expect("a file");
    assert_eq!(time, again);
    let out = tree.path("out");
    let after: Vec<PathBuf> = listing(&tree.path(""))
        .into_iter()
        .filter(|path| !path.starts_with(&out))
        .collect();
    assert_eq!(before, after);
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => pending.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn embedded_documents_are_the_rendered_ones() {
    let tree = locked("embedded");
    script(&tree).embed("web").run().expect("a run");
    let module = tree.read("out/airlock.rs");
    let constant = "pub const DEPLOYMENT_WEB: &str = include_str!(concat!(env!(\"OUT_DIR\"), \
                    \"/airlock/web/plain/deployment_web.yaml\"));";
    assert!(module.contains(constant), "{module}");
    let document = tree.read("out/airlock/web/plain/deployment_web.yaml");
    assert!(
        document.contains("image: docker.io/library/nginx:1.29.1"),
        "{document}"
    );
}

#[test]
fn random_documents_are_refused_unless_they_are_named() {
    let tree = locked("random");
    let told = refused(&script(&tree).embed_all());
    assert!(
        told.contains("chart `db`: randomness or time went into Secret shop/db-tls"),
        "{told}"
    );
    assert!(
        told.contains(".leave_out(\"db\", \"Secret shop/db-tls\")"),
        "{told}"
    );
    let name = "Secret shop/db-tls";
    script(&tree)
        .embed_all()
        .leave_out("db", name)
        .run()
        .expect("a run");
    assert!(!tree.read("out/airlock.rs").contains("SECRET_DB_TLS"));
    script(&tree)
        .embed_all()
        .allow_random("db", name)
        .run()
        .expect("a run");
    assert!(tree.read("out/airlock.rs").contains("SECRET_DB_TLS"));
}

#[test]
fn a_chart_that_is_not_at_hand_or_not_pinned_cannot_be_embedded() {
    let tree = locked("absent");
    let told = refused(&script(&tree).embed("wbe"));
    assert!(
        told.contains("chart `wbe`: it is to be embedded and not pinned"),
        "{told}"
    );
}

#[test]
fn a_tree_that_is_not_what_is_locked_fails_with_chart_image_and_command() {
    let tree = locked("differs");
    tree.edit("db/values.yaml", "17.1", "17.2");
    let told = refused(&script(&tree));
    for part in [
        "chart `db`",
        "quay.io/example/db:17.2 is rendered and not locked",
        "airlock lock",
    ] {
        assert!(told.contains(part), "{told}");
    }
    lock(&tree);
    script(&tree).run().expect("a run");
    tree.edit("values/web.yaml", "\"1.29.1\"", "\"1.29.1\" # the same");
    let told = refused(&script(&tree));
    assert!(
        told.contains("chart `web`") && told.contains("other values or settings"),
        "{told}"
    );
}

#[test]
fn without_a_lock_the_command_that_makes_one_is_named() {
    let tree = Tree::new("no lock");
    let told = refused(&script(&tree));
    assert!(
        told.contains("airlock.lock is not there") && told.contains("airlock lock"),
        "{told}"
    );
}

#[test]
fn what_is_pinned_and_not_locked_is_told_at_the_pin() {
    let tree = locked("pinned");
    let text = tree.read("versions.toml");
    tree.write(
        "versions.toml",
        format!("{text}\n[charts.cache]\npath = \"cache\"\n"),
    );
    let told = refused(&script(&tree));
    assert!(
        told.contains("the chart `cache` is pinned and not locked"),
        "{told}"
    );
    assert!(told.contains("[charts.cache]"), "{told}");
}

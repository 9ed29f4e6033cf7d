//! What locking promises: the same bytes every time and everywhere, changes only where something
//! changed, and errors that name the chart and what mends it.

#![cfg(feature = "writer")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod archive;
mod tree;

use airlock_build::{Folders, Platform, Relocked, relock};
use airlock_lock::content::sha256;
use tree::Tree;

fn relocked(tree: &Tree) -> Result<Relocked, airlock_build::Error> {
    relock(&Platform::open(tree.versions())?, &Folders::default())
}

fn lock(tree: &Tree) -> String {
    relocked(tree).expect("a lock").lock.write()
}

/// Locks, writes the lock, and gives it.
fn locked(tree: &Tree) -> String {
    let text = lock(tree);
    tree.write("airlock.lock", &text);
    text
}

fn refused(tree: &Tree) -> String {
    match relocked(tree) {
        Ok(_) => panic!("an error was expected"),
        Err(error) => format!("{error:#}"),
    }
}

/// The lines that one text has and the other has not, each with the table that it stands in.
fn changed(before: &str, after: &str) -> Vec<String> {
    let tables = |text: &str| {
        let mut table = String::new();
        let mut lines = Vec::new();
        for line in text.lines() {
            if line.starts_with('[') {
                table = line.to_owned();
            }
            lines.push((table.clone(), line.to_owned()));
        }
        lines
    };
    let (before, after) = (tables(before), tables(after));
    let gone = before.iter().filter(|line| !after.contains(line));
    let came = after.iter().filter(|line| !before.contains(line));
    gone.chain(came).map(|(table, _)| table.clone()).collect()
}

#[test]
fn locking_again_changes_nothing() {
    let tree = Tree::new("again");
    let first = locked(&tree);
    assert_eq!(lock(&tree), first);
    assert!(relocked(&tree).expect("a lock").changes.is_empty());
}

#[test]
fn another_folder_and_another_order_give_the_same_bytes() {
    let (one, other) = (Tree::new("one"), Tree::new("other folder"));
    let text = other.read("versions.toml");
    let (head, tables) = text.split_once("\n\n").expect("a head");
    let mut tables: Vec<&str> = tables.trim().split("\n\n").collect();
    tables.reverse();
    other.write(
        "versions.toml",
        format!("{head}\n\n{}\n", tables.join("\n\n")),
    );
    assert_eq!(lock(&one), lock(&other));
}

#[test]
fn a_tag_bump_changes_the_lines_of_that_chart_alone() {
    let tree = Tree::new("bump");
    let before = locked(&tree);
    tree.edit("db/values.yaml", "17.1", "17.2");
    let changed = changed(&before, &lock(&tree));
    assert!(!changed.is_empty());
    for table in changed {
        assert!(table.starts_with("[charts.db"), "{table}");
    }
}

#[test]
fn a_bump_in_a_values_file_changes_the_charts_that_use_it() {
    let tree = Tree::new("values");
    let before = locked(&tree);
    tree.edit("values/web.yaml", "1.29.1", "1.29.2");
    let changed = changed(&before, &lock(&tree));
    assert!(
        changed
            .iter()
            .all(|table| table.starts_with("[charts.web.variants."))
    );
}

#[test]
fn variants_are_renders_of_their_own() {
    let tree = Tree::new("variants");
    let lock = relocked(&tree).expect("a lock").lock;
    let images = |variant: &str| lock.charts["web"].variants[variant].images.len();
    assert_eq!((images("plain"), images("upgrade")), (2, 3));
    let needs = lock.needs();
    let names: Vec<String> = needs.keys().map(ToString::to_string).collect();
    assert!(
        names.contains(&"quay.io/example/gateway:v3".to_owned()),
        "{names:?}"
    );
    assert!(
        names.contains(&"registry.k8s.io/pause:3.10.1".to_owned()),
        "{names:?}"
    );
}

#[test]
fn what_randomness_touched_is_named_and_no_real_key_is_made() {
    let tree = Tree::new("random");
    let relocked = relocked(&tree).expect("a lock");
    let render = &relocked.lock.charts["db"].variants["default"];
    assert_eq!(
        render.random.iter().collect::<Vec<_>>(),
        ["Secret shop/db-tls"]
    );
    let text = String::from_utf8_lossy(&relocked.rendered["db"]["default"].bytes).into_owned();
    assert!(text.contains("AIRLOCK PLACEHOLDER CERTIFICATE"), "{text}");
}

/// Makes `db` a chart that is downloaded, and vendors what `files` say.
fn download(tree: &Tree, sum: Option<&[u8]>) {
    let pin = match sum {
        Some(bytes) => format!("sha256 = \"{}\"\n", sha256(bytes).hex()),
        None => String::new(),
    };
    let pin = format!("version = \"0.9.0\"\nrepository = \"https://example.com/charts\"\n{pin}");
    tree.edit("versions.toml", "path = \"db\"\n", &pin);
}

fn packed(tree: &Tree) -> Vec<u8> {
    let files = ["Chart.yaml", "values.yaml", "templates/db.yaml"];
    let texts = files.map(|file| tree.read(&format!("db/{file}")));
    let pairs: Vec<(&str, &str)> = files
        .into_iter()
        .zip(texts.iter().map(String::as_str))
        .collect();
    archive::chart("db", &pairs)
}

#[test]
fn a_vendored_archive_is_rendered_and_an_absent_one_comes_from_the_lock() {
    let tree = Tree::new("vendored");
    let bytes = packed(&tree);
    download(&tree, Some(&bytes));
    assert!(refused(&tree).contains("is not at hand and was never locked"));
    tree.write("vendor/db-0.9.0.tgz", &bytes);
    let with = locked(&tree);
    assert!(
        with.contains(&format!("archive = \"{}\"", sha256(&bytes))),
        "{with}"
    );
    std::fs::remove_file(tree.path("vendor/db-0.9.0.tgz")).expect("the archive");
    assert_eq!(lock(&tree), with);
    tree.edit("versions.toml", "0.9.0", "0.9.1");
    let told = refused(&tree);
    assert!(
        told.contains("pinned with version 0.9.1 and locked with 0.9.0"),
        "{told}"
    );
    assert!(told.contains("airlock vendor"), "{told}");
}

/// Two branches bump one chart: after their merge the pins are resolved by hand, and the lock follows
/// them, although nothing of the chart is at hand.
#[test]
fn a_lock_with_merge_conflicts_follows_the_resolved_pins() {
    let tree = Tree::new("merged");
    tree.edit("db/Chart.yaml", "0.9.0", "0.9.1");
    let newer = packed(&tree);
    tree.edit("db/Chart.yaml", "0.9.1", "0.9.0");
    tree.write("vendor/db-0.9.0.tgz", packed(&tree));
    tree.write("vendor/db-0.9.1.tgz", newer);
    download(&tree, None);
    let ours = locked(&tree);
    tree.edit("versions.toml", "0.9.0", "0.9.1");
    let theirs = locked(&tree);
    std::fs::remove_dir_all(tree.path("vendor")).expect("the archives");
    assert_ne!(ours, theirs);
    let torn = format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n");
    tree.write("airlock.lock", torn);
    assert_eq!(lock(&tree), theirs);
    tree.edit("versions.toml", "0.9.1", "0.9.0");
    assert_eq!(lock(&tree), ours);
    tree.edit("versions.toml", "0.9.0", "0.9.2");
    assert!(refused(&tree).contains("pinned with version 0.9.2 and locked with 0.9.0"));
    let other = ours.replace("quay.io/example/db", "ghcr.io/example/db");
    assert_ne!(ours, other);
    tree.edit("versions.toml", "0.9.2", "0.9.0");
    let torn = format!("<<<<<<< ours\n{ours}=======\n{other}>>>>>>> theirs\n");
    tree.write("airlock.lock", torn);
    let told = refused(&tree);
    assert!(
        told.contains("both sides of the merge") && told.contains("airlock vendor"),
        "{told}"
    );
}

#[test]
fn a_wrong_a_broken_and_another_charts_archive_are_refused() {
    let tree = Tree::new("wrong archive");
    let bytes = packed(&tree);
    download(&tree, Some(&bytes));
    tree.write(
        "vendor/db-0.9.0.tgz",
        archive::chart("db", &[("Chart.yaml", "name: other")]),
    );
    let told = refused(&tree);
    assert!(
        told.contains("chart `db`") && told.contains("is pinned"),
        "{told}"
    );
    let tree = Tree::new("broken archive");
    download(&tree, None);
    tree.write("vendor/db-0.9.0.tgz", &bytes[..bytes.len() / 2]);
    let told = refused(&tree);
    assert!(
        told.contains("chart `db` at") && told.contains("airlock vendor"),
        "{told}"
    );
    tree.write(
        "vendor/db-0.9.0.tgz",
        archive::chart(
            "db",
            &[(
                "Chart.yaml",
                "apiVersion: v2\nname: other\nversion: 0.9.0\n",
            )],
        ),
    );
    let told = refused(&tree);
    assert!(
        told.contains("it is other 0.9.0, and db 0.9.0 is pinned"),
        "{told}"
    );
}

#[test]
fn another_archive_of_the_same_version_has_to_be_accepted() {
    let tree = Tree::new("other archive");
    download(&tree, None);
    tree.write("vendor/db-0.9.0.tgz", packed(&tree));
    locked(&tree);
    tree.edit("db/values.yaml", "17.1", "17.2");
    tree.write("vendor/db-0.9.0.tgz", packed(&tree));
    let told: Vec<String> = relocked(&tree)
        .expect("a lock")
        .to_accept
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("is not what was locked") && told[0].contains("--accept"),
        "{told:?}"
    );
}

#[test]
fn another_kind_of_source_with_other_images_has_to_be_accepted() {
    let tree = Tree::new("other kind");
    download(&tree, None);
    tree.write("vendor/db-0.9.0.tgz", packed(&tree));
    locked(&tree);
    std::fs::remove_file(tree.path("vendor/db-0.9.0.tgz")).expect("the archive");
    for file in ["Chart.yaml", "values.yaml", "templates/db.yaml"] {
        tree.write(
            &format!("vendor/db-0.9.0/{file}"),
            tree.read(&format!("db/{file}")),
        );
    }
    assert!(relocked(&tree).expect("a lock").to_accept.is_empty());
    tree.edit("vendor/db-0.9.0/values.yaml", "17.1", "17.2");
    let relocked = relocked(&tree).expect("a lock");
    assert_eq!(relocked.to_accept.len(), 1);
    assert_eq!(relocked.changes.images_bumped.len(), 1);
}

#[test]
fn a_place_that_names_no_image_is_an_error() {
    let tree = Tree::new("broken image");
    tree.edit(
        "db/templates/db.yaml",
        "quay.io/example/db",
        "quay.io/Example/db",
    );
    let told = refused(&tree);
    assert!(
        told.contains("chart `db`") && told.contains("names no image"),
        "{told}"
    );
}

#[test]
fn rules_are_the_walkers_and_their_errors_show_the_line() {
    let tree = Tree::new("rules");
    let text = tree.read("versions.toml");
    tree.write(
        "versions.toml",
        format!("{text}\n[[rules]]\nfield = \"spec.x\"\nmeaning = \"imag\"\n"),
    );
    let told = refused(&tree);
    assert!(
        told.contains("[[rules]]") || told.contains("versions.toml:"),
        "{told}"
    );
}

#[test]
fn engine_helm_says_what_is_missing_or_renders_the_same_images() {
    let tree = Tree::new("engine");
    let ours = relocked(&tree).expect("a lock").lock;
    tree.edit(
        "versions.toml",
        "path = \"db\"\n",
        "path = \"db\"\nengine = \"helm\"\n",
    );
    match relocked(&tree) {
        Ok(theirs) => {
            let theirs = &theirs.lock.charts["db"].variants["default"];
            let ours = &ours.charts["db"].variants["default"];
            assert!(theirs.engine.to_string().starts_with("helm v"));
            assert_eq!(
                theirs.images.keys().collect::<Vec<_>>(),
                ours.images.keys().collect::<Vec<_>>()
            );
            assert_eq!(theirs.random, ours.random);
        }
        Err(error) => assert!(error.to_string().contains("install Helm"), "{error}"),
    }
}

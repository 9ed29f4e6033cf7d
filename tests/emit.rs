//! Node configuration from profiles: every folder of `tests/emit/` holds a profile, the registries
//! and what each target makes of them. `AIRLOCK_BLESS=1` writes what is made; review it.
#![cfg(feature = "emit")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and writes when it is told to"
)]

use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Plan, Stamp, TargetOptions, emit, targets};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emit");
    let mut found: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("profile.toml").is_file())
        .collect();
    found.sort();
    found
}

fn mirror(folder: &Path) -> Mirror {
    let text = fs::read_to_string(folder.join("profile.toml")).unwrap();
    let registries = fs::read_to_string(folder.join("registries.txt")).unwrap();
    let known = Known {
        registries: registries.lines().collect(),
        images: Vec::new(),
        file: &|name| fs::read_to_string(folder.join(name)).map_err(|e| e.to_string()),
    };
    let name = folder.file_name().unwrap().to_string_lossy();
    Mirror::parse("profile.toml", &text, &name, &known).unwrap_or_else(|e| panic!("{e:#}"))
}

/// The newest, and what older versions or APIs are given where that is something else.
fn variants(target: &str) -> Vec<(String, TargetOptions)> {
    let newest = (target.to_string(), TargetOptions::default());
    let version = |version: &str| {
        let options = TargetOptions {
            version: Some(version.to_string()),
            ..TargetOptions::default()
        };
        (format!("{target}-{version}"), options)
    };
    match target {
        "k0s" => vec![newest, version("1.35")],
        "talos" => vec![newest, version("1.11")],
        _ => vec![newest],
    }
}

fn made(mirror: &Mirror) -> BTreeMap<String, String> {
    let plans = Plan::resolve(mirror);
    let stamp = Stamp {
        made_by: "airlock emit".to_string(),
        ..Stamp::default()
    };
    let mut files = BTreeMap::new();
    let mut refusals = String::new();
    for target in targets() {
        for (folder, options) in variants(target.name()) {
            match emit(*target, &plans, &options, &stamp) {
                Err(refusal) => writeln!(
                    refusals,
                    "{folder}: {} ({})",
                    refusal.reason, refusal.remedy
                )
                .unwrap(),
                Ok(artifacts) => {
                    for artifact in artifacts {
                        let path = format!("{folder}/{}", artifact.path);
                        let text = String::from_utf8(artifact.bytes).unwrap();
                        assert!(files.insert(path, text).is_none(), "one path twice");
                    }
                }
            }
        }
    }
    if !refusals.is_empty() {
        files.insert("refusals.txt".to_string(), refusals);
    }
    files
}

fn there(folder: &Path, below: &Path, found: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(below) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            there(folder, &path, found);
        } else {
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn profiles_give_what_their_folders_hold() {
    for folder in folders() {
        let made = made(&mirror(&folder));
        let expected = folder.join("expected");
        if std::env::var_os("AIRLOCK_BLESS").is_some() {
            let _ = fs::remove_dir_all(&expected);
            for (name, text) in &made {
                let path = expected.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        let mut committed = BTreeMap::new();
        there(&expected, &expected, &mut committed);
        let names: Vec<&String> = made.keys().collect();
        assert_eq!(
            names,
            committed.keys().collect::<Vec<_>>(),
            "{}",
            folder.display()
        );
        for (name, text) in &made {
            assert_eq!(text, &committed[name], "{}/{name}", folder.display());
        }
    }
}

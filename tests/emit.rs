//! Node configuration from profiles: every folder of `tests/emit/` holds a profile, the registries
//! and what each target makes of them. `AIRLOCK_BLESS=1` writes what is made; review it.
#![cfg(feature = "emit")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, and writes when it is told to"
)]

use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror};
use airlock_lock::pins::Pins;
use airlock_mirror::emit::{Plan, Stamp, emit, folders, readme, targets};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn cases() -> Vec<PathBuf> {
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

fn made(mirror: &Mirror) -> BTreeMap<String, String> {
    let plans = Plan::resolve(mirror);
    let stamp = Stamp {
        made_by: "airlock emit".to_string(),
        ..Stamp::default()
    };
    let mut files = BTreeMap::new();
    let mut refusals = String::new();
    for target in targets() {
        for (folder, options) in folders(*target) {
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
    for folder in cases() {
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

/// Every file of every profile of the platform, as `gen` makes them.
fn everything(profiles: &[Mirror]) -> usize {
    let stamp = Stamp::default();
    let mut count = 0;
    for mirror in profiles {
        let plans = Plan::resolve(mirror);
        for target in targets() {
            for (_, options) in folders(*target) {
                if let Ok(files) = emit(*target, &plans, &options, &stamp) {
                    let readme = readme(*target, &plans, &options, &files, "IMAGE", &stamp);
                    count += files.len() + usize::from(readme.is_ok());
                }
            }
        }
    }
    count
}

/// Prints what emitting takes. The bound is for a build without optimisation on a busy machine: a
/// release build is meant to stay below 100 ms.
#[test]
fn everything_is_emitted_fast() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("charts");
    let read = |name: &str| fs::read_to_string(root.join(name)).map_err(|e| e.to_string());
    let pins = Pins::parse("versions.toml", &read("versions.toml").unwrap()).unwrap();
    let lock = Lock::parse("airlock.lock", &read("airlock.lock").unwrap()).unwrap();
    let known = Known {
        registries: lock.registries().into_iter().collect(),
        images: lock.needs().into_keys().collect(),
        file: &read,
    };
    let profiles: Vec<Mirror> = pins
        .mirrors
        .keys()
        .filter_map(|name| Mirror::of_pins(&pins, name, &known).unwrap())
        .collect();
    let times = (0..5).map(|_| {
        let start = Instant::now();
        let count = everything(&profiles);
        (start.elapsed(), count)
    });
    let (fastest, count) = times.min().unwrap();
    println!("{count} files in {} µs", fastest.as_micros());
    assert!(count > 400, "{count}");
    assert!(fastest < Duration::from_secs(1), "{fastest:?}");
}

//! A case: what is emitted, which script is run, and the node that it is run on. Reads only.

use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Artifact, Plan, TargetOptions, target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One folder.
pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    lines: BTreeMap<String, Vec<String>>,
}

impl Case {
    /// Reads `case.txt`; a key that nobody knows is a fault of the case.
    pub(crate) fn read(folder: &Path) -> Case {
        let known = [
            "target",
            "profile",
            "version",
            "containerd",
            "first-fails",
            "arguments",
            "k0s",
            "default",
            "lacks",
        ];
        let text = fs::read_to_string(folder.join("case.txt")).unwrap();
        let mut lines = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ').map(str::to_string);
            let key = words.next().unwrap();
            assert!(known.contains(&key.as_str()), "{}: {key}", folder.display());
            lines.insert(key, words.collect());
        }
        let folder = folder.to_path_buf();
        Case { folder, lines }
    }

    /// The words of a key.
    pub(crate) fn words(&self, key: &str) -> &[String] {
        self.lines.get(key).map_or(&[], Vec::as_slice)
    }

    /// The first word of a key, or what stands for it.
    pub(crate) fn word<'c>(&'c self, key: &str, default: &'c str) -> &'c str {
        self.words(key).first().map_or(default, String::as_str)
    }

    /// Whether there is such a line.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.lines.contains_key(key)
    }

    /// What its target makes of its profile.
    pub(crate) fn artifacts(&self) -> Vec<Artifact> {
        let options = TargetOptions {
            version: self.words("version").first().cloned(),
            ..TargetOptions::default()
        };
        let target = target(self.word("target", "kubeadm")).unwrap();
        let made = target.emit(&self.plan(), &options);
        made.unwrap_or_else(|refusal| panic!("{}: {refusal}", self.folder.display()))
    }

    fn plan(&self) -> Plan {
        let profiles = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/profiles");
        let name = self.word("profile", "none");
        let text = fs::read_to_string(profiles.join(format!("{name}.toml"))).unwrap();
        let known = Known {
            registries: vec!["docker.io", "quay.io"],
            images: Vec::new(),
            file: &|_| Err("no file".to_string()),
        };
        let mirror = Mirror::parse("profile.toml", &text, name, &known);
        let mirror = mirror.unwrap_or_else(|error| panic!("{error:#}"));
        Plan::resolve(&mirror).swap_remove(0)
    }
}

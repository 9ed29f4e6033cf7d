//! Locks made up from a seed, for tests that must hold for every lock.

use airlock_lock::lock::{
    Confidence, Evidence, Images, Lock, LockedAsset, LockedChart, LockedManifest, LockedRender,
    Measured, RenderedBy,
};
use airlock_lock::{Checksum, Image, Source};
use std::collections::BTreeMap;

/// A stream of numbers from a seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next number, below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }
}

/// The checksum number `n`.
pub(crate) fn checksum(n: u64) -> Checksum {
    Checksum::parse(&format!("{n:064x}")).unwrap()
}

fn image(random: &mut Random) -> Image {
    let registry = random.pick(&[
        "docker.io",
        "quay.io",
        "localhost:5000",
        "registry.k8s.io",
        "[::1]",
    ]);
    let repository = random.pick(&["a/b", "library/nginx", "x/y-z/w__v", "pause/pause"]);
    let tag = random.pick(&["", "v1", "1.2.3-rc.1", "latest"]);
    let digest = format!("sha256:{:064x}", random.below(9));
    let with_digest = tag.is_empty() || random.below(3) == 0;
    let tag = (!tag.is_empty()).then_some(tag);
    Image::from_parts(registry, repository, tag, with_digest.then_some(&digest)).unwrap()
}

fn evidence(random: &mut Random) -> Evidence {
    Evidence {
        find: random
            .pick(&["container", "init-container", "arg", "list"])
            .to_string(),
        confidence: [Confidence::Certain, Confidence::Strong, Confidence::Guess]
            [random.below(3) as usize],
        document: random
            .pick(&["Pod a/b", "DaemonSet kube-system/cilium", "ConfigMap \"x\""])
            .to_string(),
        field: format!("spec.containers[{}].image", random.below(4)),
        template: (random.below(2) == 0).then(|| "x/templates/a b.yaml".to_string()),
    }
}

fn images(random: &mut Random) -> Images {
    (0..random.below(5))
        .map(|_| {
            let found = (0..1 + random.below(3)).map(|_| evidence(random)).collect();
            (image(random), found)
        })
        .collect()
}

fn render(random: &mut Random) -> LockedRender {
    LockedRender {
        engine: match random.below(4) {
            0 => RenderedBy::Helm("4.3.1".to_string()),
            _ => RenderedBy::Airlock,
        },
        settings: (random.below(2) == 0).then(|| checksum(random.below(99))),
        rendered: checksum(random.below(99)),
        random: (0..random.below(3))
            .map(|n| format!("Secret x/{n}"))
            .collect(),
        images: images(random),
    }
}

fn source(random: &mut Random) -> Source {
    match random.below(4) {
        0 => Source::Repository("https://x.io/charts".to_string()),
        1 => Source::Oci("oci://ghcr.io/x/y".to_string()),
        2 => Source::Archive {
            url: "https://x.io/a.tgz".to_string(),
            inside: Some("a".to_string()),
        },
        _ => Source::Path("registry".to_string()),
    }
}

fn chart(random: &mut Random) -> LockedChart {
    let sum = checksum(random.below(99));
    LockedChart {
        chart: random.pick(&["cilium", "base"]).to_string(),
        version: random.pick(&["1.20.0", "v1.0.0"]).to_string(),
        source: source(random),
        measured: match random.below(2) {
            0 => Measured::Archive(sum),
            _ => Measured::Content(sum),
        },
        variants: ["default", "ha", "1"]
            .into_iter()
            .take(1 + random.below(3) as usize)
            .map(|name| (name.to_string(), render(random)))
            .collect(),
    }
}

/// A lock from a seed; its charts are never fewer than two.
pub(crate) fn lock(random: &mut Random) -> Lock {
    let named = |random: &mut Random, names: &[&str]| -> Vec<String> {
        names
            .iter()
            .filter(|_| random.below(2) == 0)
            .map(|name| (*name).to_string())
            .collect()
    };
    let mut lock = Lock::default();
    for name in ["alpha", "b.c", "cilium"] {
        lock.charts.insert(name.to_string(), chart(random));
    }
    for name in named(random, &["kubernetes", "k 0 s"]) {
        lock.images.insert(name, images(random));
    }
    for name in named(random, &["gateway", "ours"]) {
        let (source, content) = (source(random), checksum(random.below(99)));
        lock.manifests.insert(
            name,
            LockedManifest {
                source,
                content,
                images: images(random),
            },
        );
    }
    lock.assets = assets(random);
    lock
}

fn assets(random: &mut Random) -> BTreeMap<String, LockedAsset> {
    let asset = LockedAsset {
        url: "https://x.io/iso".to_string(),
        size: random.below(u64::from(u32::MAX)),
        checksum: checksum(random.below(99)),
        purpose: "boots a node".to_string(),
    };
    BTreeMap::from([("talos".to_string(), asset)])
}

//! A lock that is not what the pins ask for is told so, at the pin, with the command that mends it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use airlock_lock::lock::Lock;
use airlock_lock::pins::Pins;

const PINS: &str = r#"
[charts.cilium]
version = "1.20.0"
repository = "https://helm.cilium.io"
sha256 = "c5f013912360d1a334f44ef25f36da59ba3414cdb48f466ee12d0c4fdff27883"

[charts.istiod]
version = "1.30.3"
archive = "https://example.com/istio-1.30.3.tar.gz"
inside = "manifests/charts/istiod"

[images.kubernetes]
versions = ["1.36.3"]

[manifests.gateway-api]
url = "https://example.com/standard-install.yaml"
sha256 = "0000000000000000000000000000000000000000000000000000000000000005"

[assets.talos]
url = "https://example.com/metal-amd64.iso"
size = 104857600
sha256 = "00000000000000000000000000000000000000000000000000000000000000aa"
purpose = "boots a node"
"#;

fn disagreements(pins: &str) -> Vec<String> {
    let text = include_str!("fixtures/formats/1.lock");
    let lock = Lock::parse("airlock.lock", text).unwrap_or_else(|error| panic!("{error:#}"));
    let pins = Pins::parse("versions.toml", pins).unwrap_or_else(|error| panic!("{error:#}"));
    lock.disagreements(&pins)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_lock_of_these_pins_agrees() {
    assert_eq!(disagreements(PINS), Vec::<String>::new());
}

#[test]
fn each_disagreement_names_the_pin_and_the_command() {
    let remedy = "(run `airlock lock`, then review airlock.lock)";
    for (from, to, expected) in [
        (
            "\"1.20.0\"",
            "\"1.20.1\"",
            "versions.toml:2:9: `cilium` is pinned with version 1.20.1 and locked with 1.20.0",
        ),
        (
            "helm.cilium.io",
            "x.io",
            "versions.toml:2:9: `cilium` is pinned with source repository https://x.io and locked with repository https://helm.cilium.io",
        ),
        (
            "[charts.cilium]",
            "[charts.cilium.variants.ha]\n[charts.cilium]",
            "versions.toml:3:9: `cilium` is pinned with the variants ha and locked with default",
        ),
        (
            "104857600",
            "104857601",
            "versions.toml:19:9: `talos` is pinned with size 104857601 and locked with 104857600",
        ),
        (
            "[images.kubernetes]\nversions = [\"1.36.3\"]\n",
            "",
            "versions.toml:1:1: the images `kubernetes` is locked and no longer pinned",
        ),
        (
            "[images.kubernetes]",
            "[images.k0s]\nversions = [\"1\"]\n[images.kubernetes]",
            "versions.toml:12:9: the images `k0s` is pinned and not locked",
        ),
    ] {
        let changed = PINS.replacen(from, to, 1);
        assert_eq!(disagreements(&changed), [format!("{expected} {remedy}")]);
    }
}

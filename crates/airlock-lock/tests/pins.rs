//! What `versions.toml` means: defaults filled in, variants resolved, sources understood.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use airlock_lock::pins::{Engine, ImagePinKind, Pins, Values};
use airlock_lock::{Data, Source};

const WHOLE: &str = r#"
[defaults]
kubernetes = "1.37.0"
api-versions = ["monitoring.coreos.com/v1"]
namespace = "platform"

[charts.cilium]
version = "1.20.0"
repository = "https://helm.cilium.io/"
sha256 = "c5f013912360d1a334f44ef25f36da59ba3414cdb48f466ee12d0c4fdff27883"
namespace = "kube-system"
values = ["values/cilium.yaml", { hubble = { enabled = true, ports = [1, 2.5] } }]

[charts.cilium.variants.default]
[charts.cilium.variants.upgrade]
upgrade = true
include-crds = false
release = "cni"
kubernetes = "v1.36"
api-versions = ["monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1"]
values.kubeProxyReplacement = "quoted \"text\""

[charts.vm-ha]
chart = "victoria-metrics-cluster"
version = "v0.49.0-rc.1+up2"
oci = "oci://ghcr.io/victoriametrics/helm-charts/victoria-metrics-cluster"
engine = "helm"

[charts.forge]
version = "1.0.0"
archive = "https://forge.example/x/archive/v1.0.0.tar.gz"
inside = "deploy/chart/"

[charts.registry]
path = "registry"

[manifests.gateway-api]
url = "https://github.com/x/standard-install.yaml"
sha256 = "c5f013912360d1a334f44ef25f36da59ba3414cdb48f466ee12d0c4fdff27883"

[manifests.ours]
path = "manifests/ours.yaml"

[images.kubernetes]
versions = ["1.36.3"]

[images.operator]
images = ["ghcr.io/example/operator:v1"]
why = "the operator itself"

[assets.talos]
url = "https://github.com/x/metal-amd64.iso"
size = 123
sha256 = "c5f013912360d1a334f44ef25f36da59ba3414cdb48f466ee12d0c4fdff27883"
purpose = "boots a node"

[[rules]]
kind = "MyOperator"
field = "spec.image"

[mirrors.air-gap]
address = "registry.corp:5000"
"#;

fn pins() -> Pins {
    Pins::parse("versions.toml", WHOLE).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn a_chart_inherits_defaults_and_its_variants_inherit_the_chart() {
    let pins = pins();
    let cilium = &pins.charts["cilium"];
    let names: Vec<&String> = cilium.variants.keys().collect();
    assert_eq!(names, ["default", "upgrade"]);
    let base = &cilium.variants["default"];
    assert_eq!(
        (base.release.as_str(), base.namespace.as_str()),
        ("cilium", "kube-system")
    );
    assert_eq!(base.kubernetes.as_deref(), Some("1.37.0"));
    assert!(base.include_crds && !base.upgrade);
    let upgrade = &cilium.variants["upgrade"];
    assert_eq!(
        (upgrade.release.as_str(), upgrade.namespace.as_str()),
        ("cni", "kube-system")
    );
    assert!(upgrade.upgrade && !upgrade.include_crds);
    assert_eq!(
        upgrade.api_versions,
        ["monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1"]
    );
    assert_eq!((base.values.len(), upgrade.values.len()), (2, 3));
}

#[test]
fn a_chart_without_variants_is_one_render_called_default() {
    let pins = pins();
    let vm = &pins.charts["vm-ha"];
    assert_eq!(vm.chart, "victoria-metrics-cluster");
    assert_eq!(vm.engine, Engine::Helm);
    let names: Vec<&String> = vm.variants.keys().collect();
    assert_eq!(names, ["default"]);
    assert_eq!(vm.variants["default"].namespace, "platform");
}

#[test]
fn every_kind_of_source_is_understood() {
    let pins = pins();
    let of = |name: &str| pins.charts[name].source.to_string();
    assert_eq!(of("cilium"), "repository https://helm.cilium.io");
    assert_eq!(
        of("vm-ha"),
        "oci oci://ghcr.io/victoriametrics/helm-charts/victoria-metrics-cluster"
    );
    assert_eq!(
        of("forge"),
        "archive https://forge.example/x/archive/v1.0.0.tar.gz inside deploy/chart"
    );
    assert_eq!(of("registry"), "path registry");
    for chart in pins.charts.values() {
        assert_eq!(
            Source::parse(&chart.source.to_string()).as_ref(),
            Some(&chart.source)
        );
    }
    assert_eq!(pins.charts["registry"].version, None);
    assert!(pins.manifests["gateway-api"].checksum.is_some());
    assert_eq!(
        pins.manifests["ours"].source,
        Source::Path("manifests/ours.yaml".to_string())
    );
}

#[test]
fn inline_values_are_json_which_every_yaml_reader_takes() {
    let pins = pins();
    let values: Vec<String> = pins.charts["cilium"].variants["upgrade"]
        .values
        .iter()
        .map(|values| match values {
            Values::File(path) => path.clone(),
            Values::Inline(node) => node.data.to_json(),
        })
        .collect();
    assert_eq!(
        values,
        [
            "values/cilium.yaml",
            r#"{"hubble":{"enabled":true,"ports":[1,2.5]}}"#,
            r#"{"kubeProxyReplacement":"quoted \"text\""}"#,
        ]
    );
}

#[test]
fn images_are_listed_in_a_file_or_named_with_a_reason() {
    let pins = pins();
    let ImagePinKind::Listed {
        list,
        versions,
        parts,
    } = &pins.images["kubernetes"].kind
    else {
        panic!("a listed component");
    };
    assert_eq!(
        (list.as_str(), versions.len(), parts.len()),
        ("images/kubernetes.toml", 1, 0)
    );
    assert!(matches!(
        &pins.images["operator"].kind,
        ImagePinKind::Named { .. }
    ));
}

#[test]
fn rules_and_mirrors_are_handed_on_with_their_places() {
    let pins = pins();
    assert_eq!(pins.rules.len(), 1);
    let (span, profile) = &pins.mirrors["air-gap"];
    assert!(matches!(profile.data, Data::Table(_)));
    let error = pins.error(*span, "not yet").to_string();
    assert_eq!(error, "versions.toml:61:10: not yet");
}

#[test]
fn a_later_reader_can_point_at_a_pin() {
    let pins = pins();
    let chart = &pins.charts["vm-ha"];
    let error = pins
        .error(chart.span, "the lock has another version")
        .with_remedy("airlock lock");
    assert!(
        format!("{error:#}").contains("[charts.vm-ha]\n"),
        "{error:#}"
    );
}

#[cfg(feature = "content")]
#[test]
fn settings_change_with_what_is_rendered_and_with_nothing_else() {
    use airlock_lock::content::sha256;
    let settings = |text: &str, file: &str| {
        let pins = Pins::parse("versions.toml", text).unwrap_or_else(|error| panic!("{error:#}"));
        let sum = |_: &str| Ok::<_, ()>(sha256(file.as_bytes()));
        pins.charts["cilium"].variants["upgrade"]
            .settings(sum)
            .unwrap()
    };
    let base = settings(WHOLE, "a");
    for same in [
        WHOLE.replace("1.20.0", "1.21.0"),
        WHOLE.replace("kubernetes = \"1.37.0\"", "kubernetes = \"1.38.0\""),
        WHOLE.replace("values/cilium.yaml", "values/renamed.yaml"),
    ] {
        assert_eq!(settings(&same, "a"), base);
    }
    for other in [
        WHOLE.replace("enabled = true", "enabled = false"),
        WHOLE.replace("v1.36\"", "v1.37\""),
        WHOLE.replace("release = \"cni\"", "release = \"other\""),
        WHOLE.replace(
            "gateway.networking.k8s.io/v1",
            "gateway.networking.k8s.io/v2",
        ),
    ] {
        assert_ne!(settings(&other, "a"), base);
    }
    assert_ne!(settings(WHOLE, "b"), base);
}

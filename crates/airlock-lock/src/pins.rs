//! `versions.toml`: what a platform asks for. Charts and their variants, manifests, images that
//! nobody renders, files for nodes, rules for the walker, and mirrors.
//!
//! Reading checks everything that the file alone can tell: kinds, names, versions, addresses. It
//! opens nothing that the file points to. Every key, once:
//!
//! ```toml
//! [defaults]
//! kubernetes = "1.37.0"                  # the renderer's own where it is not said
//! api-versions = ["monitoring.coreos.com/v1"]
//! namespace = "default"
//!
//! [charts.cilium]                        # our name; the release's, and the chart's unless …
//! chart = "cilium"                       # … the chart has another
//! version = "1.20.0"                     # exact; left out only with `path`
//! repository = "https://helm.cilium.io"  # or `oci`, `archive` (with `inside`), `path`
//! sha256 = "c5f0…"                       # of the archive, where it is known
//! engine = "helm"                        # only to use the helm on PATH
//! release = "cilium"
//! namespace = "kube-system"              # this and all below also on a variant
//! kubernetes = "1.36.0"
//! api-versions = []                      # added to the defaults'
//! values = ["values/cilium.yaml", { hubble = { enabled = true } }]
//! upgrade = false
//! include-crds = true
//! limit-factor = 1                       # so many times what templates may use up, up to 1000
//!
//! [charts.cilium.variants.upgrade]       # with any variant named, only named ones are rendered
//! upgrade = true
//!
//! [manifests.gateway-api]
//! url = "https://…"                      # with sha256; or `path`
//! sha256 = "…"
//!
//! [images.kubernetes]
//! versions = ["1.36.3"]                  # of images/kubernetes.toml, or of `list = "…"`
//! parts = ["core"]                       # the list's default parts where it is not said
//!
//! [images.operator]
//! images = ["ghcr.io/example/operator:v1"]
//! why = "the operator itself"
//!
//! [assets.talos]
//! url = "https://…"
//! size = 104857600
//! sha256 = "…"
//! purpose = "boots a node"
//!
//! [[rules]]                              # for the walker, in its words
//! [mirrors.air-gap]                      # a mirror's profile, in its reader's words
//! ```

mod bytes;
mod checks;
mod meaning;
mod schema;
mod understand;

pub use meaning::{
    Asset, Chart, Defaults, Engine, ImagePin, ImagePinKind, Manifest, Pins, Values, Variant,
};

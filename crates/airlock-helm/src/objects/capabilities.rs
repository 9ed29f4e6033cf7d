//! `.Capabilities`: the Kubernetes version, the known API versions and Helm's own version.

use std::any::Any;
use std::rc::Rc;

use airlock_gotmpl::{FuncError, List, Object, Shape, Sig, Str, Ty, Value};

use super::kube_version::KubeVersion;

/// The API versions that Helm 4.3.1 knows without a cluster, in its order.
const KNOWN: &str = include_str!("api-versions.txt");

/// The API versions that Helm 4.3.1 knows without a cluster, in its order.
pub fn known_api_versions() -> impl Iterator<Item = &'static str> {
    KNOWN.lines().filter(|line| !line.starts_with('#'))
}

/// The version that Helm 4.3.1 gives as its own when it was built by `go install`.
const HELM_VERSION: [(&str, &str, &str); 5] = [
    ("Version", "version", "v4.3"),
    ("GitCommit", "git_commit", ""),
    ("GitTreeState", "git_tree_state", ""),
    ("GoVersion", "go_version", "go1.26.8"),
    ("KubeClientVersion", "kube_client_version", "v1.37"),
];

/// `*common.Capabilities`
pub(crate) struct Capabilities {
    kube_version: Rc<KubeVersionObject>,
    api_versions: Rc<VersionSet>,
    helm_version: Rc<HelmVersion>,
}

impl Capabilities {
    /// The capabilities of a release.
    pub(crate) fn new(kube_version: &KubeVersion, extra: &[String]) -> Self {
        let known = known_api_versions().map(Str::from);
        let extra = extra.iter().map(|v| Str::from(v.as_str()));
        Self {
            kube_version: Rc::new(KubeVersionObject(kube_version.clone())),
            api_versions: Rc::new(VersionSet(List::strings(known.chain(extra)))),
            helm_version: Rc::new(HelmVersion),
        }
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("KubeVersion", Value::Object(self.kube_version.clone())),
            ("APIVersions", Value::Object(self.api_versions.clone())),
            ("HelmVersion", Value::Object(self.helm_version.clone())),
        ]
    }
}

impl Object for Capabilities {
    fn type_name(&self) -> &'static str {
        "*common.Capabilities"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: true,
            fields: self.fields(),
        }
    }

    fn field(&self, name: &str) -> Option<Value> {
        match name {
            "KubeVersion" => Some(Value::Object(self.kube_version.clone())),
            "APIVersions" => Some(Value::Object(self.api_versions.clone())),
            "HelmVersion" => Some(Value::Object(self.helm_version.clone())),
            _ => None,
        }
    }

    fn method(&self, name: &str) -> Option<Sig> {
        (name == "Copy").then_some(Sig::fixed(&[]))
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Result<Value, FuncError> {
        Ok(Value::object(Self {
            kube_version: self.kube_version.clone(),
            api_versions: self.api_versions.clone(),
            helm_version: self.helm_version.clone(),
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `common.KubeVersion`
struct KubeVersionObject(KubeVersion);

impl KubeVersionObject {
    fn text(&self, name: &str) -> Option<&str> {
        match name {
            "Version" => Some(&self.0.version),
            "Major" => Some(&self.0.major),
            "Minor" => Some(&self.0.minor),
            _ => None,
        }
    }
}

impl Object for KubeVersionObject {
    fn type_name(&self) -> &'static str {
        "common.KubeVersion"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: vec![
                ("Version", Value::str(self.0.version.as_str())),
                ("normalizedVersion", Value::str(self.0.normalized.as_str())),
                ("Major", Value::str(self.0.major.as_str())),
                ("Minor", Value::str(self.0.minor.as_str())),
            ],
        }
    }

    fn field(&self, name: &str) -> Option<Value> {
        self.text(name).map(Value::str)
    }

    fn method(&self, name: &str) -> Option<Sig> {
        matches!(name, "GitVersion" | "String").then_some(Sig::fixed(&[]))
    }

    fn call(&self, name: &str, _args: &[Value]) -> Result<Value, FuncError> {
        Ok(Value::str(match name {
            "String" => self.0.normalized.as_str(),
            _ => self.0.version.as_str(),
        }))
    }

    fn pointer_stringer(&self) -> Option<Str> {
        Some(Str::from(self.0.normalized.as_str()))
    }

    fn json(&self) -> Option<Value> {
        let fields = ["Version", "Major", "Minor"];
        let entries = fields.map(|name| (name, self.field(name).unwrap_or_default()));
        Some(super::ordered(entries))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `common.VersionSet`
struct VersionSet(List);

impl Object for VersionSet {
    fn type_name(&self) -> &'static str {
        "common.VersionSet"
    }

    fn shape(&self) -> Shape {
        Shape::Slice(self.0.clone())
    }

    fn method(&self, name: &str) -> Option<Sig> {
        (name == "Has").then_some(Sig::fixed(&[Ty::Str]))
    }

    fn call(&self, _name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let Some(Value::Str(wanted)) = args.first() else {
            return Ok(Value::Bool(false));
        };
        let has = |item: &Value| matches!(item, Value::Str(s) if s == wanted);
        Ok(Value::Bool(self.0.items().iter().any(has)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `version.BuildInfo`
struct HelmVersion;

impl Object for HelmVersion {
    fn type_name(&self) -> &'static str {
        "version.BuildInfo"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: HELM_VERSION
                .map(|(field, _, text)| (field, Value::str(text)))
                .to_vec(),
        }
    }

    fn json(&self) -> Option<Value> {
        let shown = HELM_VERSION.iter().filter(|(_, _, text)| !text.is_empty());
        let entries: Vec<_> = shown
            .map(|(_, key, text)| (*key, Value::str(*text)))
            .collect();
        Some(super::ordered(entries))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

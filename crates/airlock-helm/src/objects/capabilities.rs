//! `.Capabilities`: the Kubernetes version, the known API versions and Helm's own version.

use std::any::Any;
use std::rc::Rc;

use airlock_gotmpl::{FuncError, List, Object, Shape, Sig, Str, Ty, Value};

use crate::compat::Compat;

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

/// The same of Helm 3.22.0.
const HELM_3_VERSION: [(&str, &str, &str); 4] = [
    ("Version", "version", "v3.22"),
    ("GitCommit", "git_commit", ""),
    ("GitTreeState", "git_tree_state", ""),
    ("GoVersion", "go_version", "go1.26.8"),
];

/// `*common.Capabilities`; `*chartutil.Capabilities` in Helm 3
pub(crate) struct Capabilities {
    compat: Compat,
    kube_version: Rc<KubeVersionObject>,
    api_versions: Rc<VersionSet>,
    helm_version: Rc<HelmVersion>,
}

impl Capabilities {
    /// The capabilities of a release.
    pub(crate) fn new(kube_version: &KubeVersion, extra: &[String], compat: Compat) -> Self {
        let known = known_api_versions().map(Str::from);
        let extra = extra.iter().map(|v| Str::from(v.as_str()));
        Self {
            compat,
            kube_version: Rc::new(KubeVersionObject::new(kube_version, compat)),
            api_versions: Rc::new(VersionSet(List::strings(known.chain(extra)), compat)),
            helm_version: Rc::new(HelmVersion(compat)),
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
        match self.compat {
            Compat::Helm4 => "*common.Capabilities",
            Compat::Helm3 => "*chartutil.Capabilities",
        }
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
            compat: self.compat,
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
struct KubeVersionObject(KubeVersion, Compat);

impl KubeVersionObject {
    /// Helm 3 knows no version but the normalised one.
    fn new(version: &KubeVersion, compat: Compat) -> Self {
        let mut version = version.clone();
        if compat.is_helm3() {
            version.version.clone_from(&version.normalized);
        }
        Self(version, compat)
    }

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
        match self.1 {
            Compat::Helm4 => "common.KubeVersion",
            Compat::Helm3 => "chartutil.KubeVersion",
        }
    }

    fn shape(&self) -> Shape {
        let mut fields = vec![
            ("Version", Value::str(self.0.version.as_str())),
            ("normalizedVersion", Value::str(self.0.normalized.as_str())),
            ("Major", Value::str(self.0.major.as_str())),
            ("Minor", Value::str(self.0.minor.as_str())),
        ];
        if self.1.is_helm3() {
            fields.remove(1);
        }
        Shape::Struct {
            pointer: false,
            fields,
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
struct VersionSet(List, Compat);

impl Object for VersionSet {
    fn type_name(&self) -> &'static str {
        match self.1 {
            Compat::Helm4 => "common.VersionSet",
            Compat::Helm3 => "chartutil.VersionSet",
        }
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
struct HelmVersion(Compat);

impl HelmVersion {
    /// Each field with its key in JSON and its text.
    fn fields(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        match self.0 {
            Compat::Helm4 => &HELM_VERSION,
            Compat::Helm3 => &HELM_3_VERSION,
        }
    }
}

impl Object for HelmVersion {
    fn type_name(&self) -> &'static str {
        "version.BuildInfo"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: (self.fields().iter())
                .map(|(field, _, text)| (*field, Value::str(*text)))
                .collect(),
        }
    }

    fn json(&self) -> Option<Value> {
        let shown = self.fields().iter().filter(|(_, _, text)| !text.is_empty());
        let entries: Vec<_> = shown
            .map(|(_, key, text)| (*key, Value::str(*text)))
            .collect();
        Some(super::ordered(entries))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

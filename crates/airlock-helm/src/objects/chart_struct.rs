//! `.Chart` under Helm 3: the struct itself, with its fields and what JSON makes of them.
//!
//! Helm 4 makes a map of it (see `chart_map`), so that an unknown field is nothing there and an
//! error here.

use std::any::Any;
use std::rc::Rc;

use airlock_gotmpl::value::{ListType, STRING_MAP};
use airlock_gotmpl::{List, Map, Object, Shape, Str, Value};

use crate::chart::{Dependency, Maintainer, Metadata};
use crate::dependencies::Meta;
use crate::values::tree::Tree;

/// A field: its Go name, its key in JSON, its value.
type Field = (&'static str, &'static str, Value);

/// A struct of Helm's, whose fields do not change any more.
struct Struct {
    type_name: &'static str,
    pointer: bool,
    fields: Vec<Field>,
    /// The fields whose key is written where they are empty too.
    always: &'static [&'static str],
}

/// `.Chart` of a chart, as processing its dependencies left it.
pub(crate) fn chart_struct(metadata: &Metadata, meta: &Meta, is_root: bool) -> Value {
    Value::object(ChartStruct {
        metadata: Rc::new(metadata_struct(metadata, meta)),
        is_root,
    })
}

/// Helm's anonymous struct around the metadata.
struct ChartStruct {
    metadata: Rc<Struct>,
    is_root: bool,
}

fn metadata_struct(metadata: &Metadata, meta: &Meta) -> Struct {
    let maintainers = metadata.maintainers.iter().flatten().map(maintainer);
    let declared = meta.dependencies.iter().flatten();
    let dependencies = declared.map(|d| dependency(&d.borrow().dependency));
    let (maintainers, dependencies) = (maintainers.collect(), dependencies.collect());
    let text = |text: &String| Value::str(text.as_str());
    let fields = vec![
        ("Name", "name", text(&meta.name)),
        ("Home", "home", text(&metadata.home)),
        ("Sources", "sources", texts(&metadata.sources)),
        ("Version", "version", text(&metadata.version)),
        ("Description", "description", text(&metadata.description)),
        ("Keywords", "keywords", texts(&metadata.keywords)),
        ("Maintainers", "maintainers", Value::list(maintainers)),
        ("Icon", "icon", text(&metadata.icon)),
        ("APIVersion", "apiVersion", text(&metadata.api_version)),
        ("Condition", "condition", text(&metadata.condition)),
        ("Tags", "tags", text(&metadata.tags)),
        ("AppVersion", "appVersion", text(&metadata.app_version)),
        ("Deprecated", "deprecated", metadata.deprecated.into()),
        ("Annotations", "annotations", annotations(metadata)),
        ("KubeVersion", "kubeVersion", text(&metadata.kube_version)),
        ("Dependencies", "dependencies", Value::list(dependencies)),
        ("Type", "type", text(&metadata.kind)),
    ];
    Struct {
        type_name: "chart.Metadata",
        pointer: false,
        fields,
        always: &[],
    }
}

/// A `[]string`; Go's nil where there is none.
fn texts(texts: &[String]) -> Value {
    if texts.is_empty() {
        return Value::List(List::nil(ListType::Strings));
    }
    Value::List(List::strings(texts.iter().map(|t| Str::from(t.as_str()))))
}

fn annotations(metadata: &Metadata) -> Value {
    let Some(annotations) = &metadata.annotations else {
        return Value::Map(Map::nil(&STRING_MAP));
    };
    let entry =
        |(key, text): &(String, String)| (Str::from(key.as_str()), Value::str(text.as_str()));
    Value::Map(Map::typed(
        &STRING_MAP,
        annotations.iter().map(entry).collect(),
    ))
}

fn maintainer(maintainer: &Maintainer) -> Value {
    let fields = vec![
        ("Name", "name", Value::str(maintainer.name.as_str())),
        ("Email", "email", Value::str(maintainer.email.as_str())),
        ("URL", "url", Value::str(maintainer.url.as_str())),
    ];
    Value::object(Struct {
        type_name: "*chart.Maintainer",
        pointer: true,
        fields,
        always: &[],
    })
}

fn dependency(dependency: &Dependency) -> Value {
    let text = |text: &String| Value::str(text.as_str());
    let imports = dependency.import_values.iter().map(imported).collect();
    let fields = vec![
        ("Name", "name", text(&dependency.name)),
        ("Version", "version", text(&dependency.version)),
        ("Repository", "repository", text(&dependency.repository)),
        ("Condition", "condition", text(&dependency.condition)),
        ("Tags", "tags", texts(&dependency.tags)),
        ("Enabled", "enabled", dependency.enabled.into()),
        ("ImportValues", "import-values", Value::list(imports)),
        ("Alias", "alias", text(&dependency.alias)),
    ];
    Value::object(Struct {
        type_name: "*chart.Dependency",
        pointer: true,
        fields,
        always: &["name", "repository"],
    })
}

/// A processed entry of `import-values` is a `map[string]string` in Helm.
fn imported(import: &Tree) -> Value {
    match import.value() {
        Value::Map(map) => Value::Map(map.retyped(&STRING_MAP)),
        other => other,
    }
}

impl Struct {
    fn shown(&self) -> Vec<(&'static str, Value)> {
        let shown = self.fields.iter();
        shown
            .map(|(name, _, value)| (*name, value.clone()))
            .collect()
    }

    fn named(&self, name: &str) -> Option<Value> {
        let mut fields = self.fields.iter();
        let (_, _, value) = fields.find(|(field, _, _)| *field == name)?;
        Some(value.clone())
    }

    /// What JSON has: the fields with something in them.
    fn written(&self) -> Vec<(&'static str, Value)> {
        let written = self
            .fields
            .iter()
            .filter(|(_, key, value)| self.always.contains(key) || !is_empty(value));
        written
            .map(|(_, key, value)| (*key, value.clone()))
            .collect()
    }
}

/// Go's `omitempty`.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Str(text) => text.is_empty(),
        Value::Bool(set) => !set,
        Value::List(list) => list.items().is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

impl Object for Struct {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: self.pointer,
            fields: self.shown(),
        }
    }

    fn field(&self, name: &str) -> Option<Value> {
        self.named(name)
    }

    fn json(&self) -> Option<Value> {
        Some(super::ordered(self.written()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for ChartStruct {
    fn type_name(&self) -> &'static str {
        "struct { chart.Metadata; IsRoot bool }"
    }

    fn shape(&self) -> Shape {
        Shape::Struct {
            pointer: false,
            fields: vec![
                ("Metadata", Value::Object(self.metadata.clone())),
                ("IsRoot", Value::Bool(self.is_root)),
            ],
        }
    }

    fn field(&self, name: &str) -> Option<Value> {
        match name {
            "IsRoot" => Some(Value::Bool(self.is_root)),
            "Metadata" => Some(Value::Object(self.metadata.clone())),
            name => self.metadata.named(name),
        }
    }

    fn json(&self) -> Option<Value> {
        let mut written = self.metadata.written();
        written.push(("IsRoot", Value::Bool(self.is_root)));
        Some(super::ordered(written))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

//! `.Chart`: the metadata as the map that Helm 4 makes of its struct, keyed by Go field names.

use airlock_gotmpl::value::STRING_MAP;
use airlock_gotmpl::{Map, Str, Value};

use crate::chart::{Dependency, Maintainer, Metadata};
use crate::dependencies::Meta;
use crate::values::tree::Tree;

/// `.Chart` of a chart, as processing its dependencies left it.
pub(crate) fn chart_map(metadata: &Metadata, meta: &Meta, is_root: bool) -> Map {
    let texts = [
        ("Name", &meta.name),
        ("Home", &metadata.home),
        ("Version", &metadata.version),
        ("Description", &metadata.description),
        ("Icon", &metadata.icon),
        ("APIVersion", &metadata.api_version),
        ("Condition", &metadata.condition),
        ("Tags", &metadata.tags),
        ("AppVersion", &metadata.app_version),
        ("KubeVersion", &metadata.kube_version),
        ("Type", &metadata.kind),
    ];
    let map = Map::default();
    for (key, value) in texts {
        map.set(key, text(value));
    }
    let maintainers = metadata.maintainers.iter().flatten().map(maintainer);
    let declared = meta.dependencies.iter().flatten();
    let dependencies = declared.map(|d| dependency(&d.borrow().dependency));
    map.set("Sources", texts_list(&metadata.sources));
    map.set("Keywords", texts_list(&metadata.keywords));
    map.set("Maintainers", Value::list(maintainers.collect()));
    map.set("Dependencies", Value::list(dependencies.collect()));
    map.set("Annotations", Value::Map(annotations(metadata)));
    map.set("Deprecated", Value::Bool(metadata.deprecated));
    map.set("IsRoot", Value::Bool(is_root));
    map
}

fn text(text: &str) -> Value {
    Value::str(text)
}

fn texts_list(texts: &[String]) -> Value {
    Value::list(texts.iter().map(|t| text(t)).collect())
}

fn maintainer(maintainer: &Maintainer) -> Value {
    Value::map([
        ("Name", text(&maintainer.name)),
        ("Email", text(&maintainer.email)),
        ("URL", text(&maintainer.url)),
    ])
}

fn annotations(metadata: &Metadata) -> Map {
    match &metadata.annotations {
        None => Map::nil(&STRING_MAP),
        Some(annotations) => {
            let entries = annotations
                .iter()
                .map(|(k, v)| (Str::from(k.as_str()), text(v)));
            Map::typed(&STRING_MAP, entries.collect())
        }
    }
}

fn dependency(dependency: &Dependency) -> Value {
    Value::map([
        ("Name", text(&dependency.name)),
        ("Version", text(&dependency.version)),
        ("Repository", text(&dependency.repository)),
        ("Condition", text(&dependency.condition)),
        ("Tags", texts_list(&dependency.tags)),
        ("Enabled", Value::Bool(dependency.enabled)),
        (
            "ImportValues",
            Value::list(dependency.import_values.iter().map(imported).collect()),
        ),
        ("Alias", text(&dependency.alias)),
    ])
}

/// A processed entry of `import-values` is a `map[string]string` in Helm.
fn imported(import: &Tree) -> Value {
    match import.value() {
        Value::Map(map) => Value::Map(map.retyped(&STRING_MAP)),
        other => other,
    }
}

//! From the YAML of `Chart.yaml` to [`Metadata`], as `sigs.k8s.io/yaml` decodes it into Helm's
//! struct: names without regard to case, scalars as text where text is wanted, Go's type errors.

use airlock_yaml::{Document, Error, Kind, Map, Node};

use super::metadata::{Dependency, Maintainer, Metadata};
use crate::values::tree::Tree;

/// Decodes over what is there already, as Go does. The error is in Go's words.
pub(super) fn decode_chart_yaml(data: &[u8], metadata: &mut Metadata) -> Result<(), String> {
    let document = Document::parse(data).map_err(|e| e.unmarshal_message())?;
    let root = document.root();
    let mut decoder = Decoder::default();
    match root.kind() {
        Kind::Map(map) => decoder.metadata(map, metadata),
        Kind::Null => {}
        _ => decoder.fail(root.type_error("v2.Metadata")),
    }
    decoder.finish()
}

/// Checks that a lock file can be decoded.
pub(super) fn decode_lock(data: &[u8]) -> Result<(), String> {
    let document = Document::parse(data).map_err(|e| e.unmarshal_message())?;
    let root = document.root();
    let mut decoder = Decoder::default();
    match root.kind() {
        Kind::Map(map) => {
            for (key, node) in fields(map) {
                if key.eq_ignore_ascii_case("dependencies") {
                    decoder.dependencies(node, ("Lock", "dependencies"), &mut None);
                } else if key.eq_ignore_ascii_case("digest") {
                    decoder.text(node, ("Lock", "digest"), &mut String::new());
                }
            }
        }
        Kind::Null => {}
        _ => decoder.fail(root.type_error("v2.Lock")),
    }
    decoder.finish()
}

/// A Go struct and a path of fields from the top.
type Field<'f> = (&'f str, &'f str);

/// Go goes on after a type error and returns the first.
#[derive(Default)]
struct Decoder {
    error: Option<Error>,
}

fn fields<'d>(map: Map<'d>) -> impl Iterator<Item = (&'d str, Node<'d>)> {
    map.effective()
        .into_iter()
        .map(|(key, _, value)| (key, value))
}

impl Decoder {
    fn finish(self) -> Result<(), String> {
        match self.error {
            None => Ok(()),
            Some(error) => Err(error.unmarshal_message()),
        }
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    fn mismatch(&mut self, node: Node<'_>, (of, field): Field<'_>, go_type: &str) {
        self.fail(node.field_error(&format!("{of}.{field}"), go_type));
    }

    fn metadata(&mut self, map: Map<'_>, metadata: &mut Metadata) {
        for (key, node) in fields(map) {
            self.metadata_field(&key.to_lowercase(), node, metadata);
        }
    }

    fn metadata_field(&mut self, key: &str, node: Node<'_>, to: &mut Metadata) {
        let of = |field| ("Metadata", field);
        match key {
            "name" => self.text(node, of("name"), &mut to.name),
            "home" => self.text(node, of("home"), &mut to.home),
            "sources" => self.texts(node, of("sources"), &mut to.sources),
            "version" => self.text(node, of("version"), &mut to.version),
            "description" => self.text(node, of("description"), &mut to.description),
            "keywords" => self.texts(node, of("keywords"), &mut to.keywords),
            "maintainers" => self.maintainers(node, &mut to.maintainers),
            "icon" => self.text(node, of("icon"), &mut to.icon),
            "apiversion" => self.text(node, of("apiVersion"), &mut to.api_version),
            "condition" => self.text(node, of("condition"), &mut to.condition),
            "tags" => self.text(node, of("tags"), &mut to.tags),
            "appversion" => self.text(node, of("appVersion"), &mut to.app_version),
            "deprecated" => self.flag(node, of("deprecated"), &mut to.deprecated),
            "annotations" => self.annotations(node, &mut to.annotations),
            "kubeversion" => self.text(node, of("kubeVersion"), &mut to.kube_version),
            "dependencies" => {
                self.dependencies(node, of("dependencies"), &mut to.dependencies);
            }
            "type" => self.text(node, of("type"), &mut to.kind),
            _ => {}
        }
    }

    fn text(&mut self, node: Node<'_>, field: Field<'_>, to: &mut String) {
        match node.json_string_hint() {
            Some(text) => *to = text.into_owned(),
            None if node.is_null() => {}
            None => self.mismatch(node, field, "string"),
        }
    }

    fn flag(&mut self, node: Node<'_>, field: Field<'_>, to: &mut bool) {
        match node.kind() {
            Kind::Bool(flag) => *to = flag,
            Kind::Null => {}
            _ => self.mismatch(node, field, "bool"),
        }
    }

    /// The items of a list, each made by a function; nothing where it is no list.
    fn items<T>(
        &mut self,
        node: Node<'_>,
        field: Field<'_>,
        go_type: &str,
        mut item: impl FnMut(&mut Self, Node<'_>) -> T,
    ) -> Option<Vec<T>> {
        match node.kind() {
            Kind::Seq(items) => Some(items.map(|node| item(self, node)).collect()),
            Kind::Null => None,
            _ => {
                self.mismatch(node, field, go_type);
                None
            }
        }
    }

    fn texts(&mut self, node: Node<'_>, field: Field<'_>, to: &mut Vec<String>) {
        let texts = self.items(node, field, "[]string", |decoder, node| {
            let mut text = String::new();
            decoder.text(node, field, &mut text);
            text
        });
        *to = texts.unwrap_or_default();
    }

    fn annotations(&mut self, node: Node<'_>, to: &mut Option<Vec<(String, String)>>) {
        let field = ("Metadata", "annotations");
        match node.kind() {
            Kind::Map(map) => {
                let entries = fields(map).map(|(key, node)| {
                    let mut text = String::new();
                    self.text(node, field, &mut text);
                    (key.to_owned(), text)
                });
                *to = Some(entries.collect());
            }
            Kind::Null => *to = None,
            _ => self.mismatch(node, field, "map[string]string"),
        }
    }

    fn maintainers(&mut self, node: Node<'_>, to: &mut Vec<Option<Maintainer>>) {
        let field = ("Metadata", "maintainers");
        let items = self.items(node, field, "[]*v2.Maintainer", |decoder, node| {
            decoder.structure(node, field, "v2.Maintainer", Self::maintainer_field)
        });
        *to = items.unwrap_or_default();
    }

    /// A pointer to a struct: nothing for null.
    fn structure<T: Default>(
        &mut self,
        node: Node<'_>,
        field: Field<'_>,
        go_type: &str,
        set: fn(&mut Self, &str, Node<'_>, &mut T),
    ) -> Option<T> {
        let mut made = T::default();
        match node.kind() {
            Kind::Map(map) => {
                for (key, node) in fields(map) {
                    set(self, &key.to_lowercase(), node, &mut made);
                }
            }
            Kind::Null => return None,
            _ => self.mismatch(node, field, go_type),
        }
        Some(made)
    }

    fn maintainer_field(&mut self, key: &str, node: Node<'_>, to: &mut Maintainer) {
        let of = |field| ("Maintainer", field);
        match key {
            "name" => self.text(node, of("maintainers.name"), &mut to.name),
            "email" => self.text(node, of("maintainers.email"), &mut to.email),
            "url" => self.text(node, of("maintainers.url"), &mut to.url),
            _ => {}
        }
    }

    fn dependencies(
        &mut self,
        node: Node<'_>,
        field: Field<'_>,
        to: &mut Option<Vec<Option<Dependency>>>,
    ) {
        *to = self.items(node, field, "[]*v2.Dependency", |decoder, node| {
            decoder.structure(node, field, "v2.Dependency", Self::dependency_field)
        });
    }

    fn dependency_field(&mut self, key: &str, node: Node<'_>, to: &mut Dependency) {
        let of = |field| ("Dependency", field);
        match key {
            "name" => self.text(node, of("dependencies.name"), &mut to.name),
            "version" => self.text(node, of("dependencies.version"), &mut to.version),
            "repository" => self.text(node, of("dependencies.repository"), &mut to.repository),
            "condition" => self.text(node, of("dependencies.condition"), &mut to.condition),
            "tags" => self.texts(node, of("dependencies.tags"), &mut to.tags),
            "enabled" => self.flag(node, of("dependencies.enabled"), &mut to.enabled),
            "import-values" => {
                let field = of("dependencies.import-values");
                let items =
                    self.items(node, field, "[]interface {}", |_, node| Tree::of_node(node));
                to.import_values = items.unwrap_or_default();
            }
            "alias" => self.text(node, of("dependencies.alias"), &mut to.alias),
            _ => {}
        }
    }
}

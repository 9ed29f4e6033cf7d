//! Which object a tree is, and what of it is walked: lists item by item, tests only when asked
//! for, of a CRD the defaults.

use std::sync::Arc;

use crate::error::Error;
use crate::read::Trees;
use crate::report::{Confidence, Find};
use crate::tree::{Id, Step, Tree};
use crate::walk::Walker;
use crate::walk::level::{Identity, Level};
use crate::walk::list::{List, listed};
use crate::walk::tree_walk::Context;

const HOOK: &str = "helm.sh/hook";
impl Walker<'_> {
    /// Walks one document of the stream.
    pub(super) fn root(
        &mut self,
        trees: &Trees<'_>,
        root: Id,
        line: u32,
        number: usize,
        template: Option<Arc<str>>,
    ) -> Result<(), Error> {
        let filled = self.filled_in(trees, root);
        let walked = filled.and_then(|text| {
            let template = template.clone();
            self.read_filled(&text, |walker, trees| {
                walker.document(trees, 0, line, number, template)
            })
        });
        walked.unwrap_or_else(|| self.document(trees, root, line, number, template))
    }

    fn document(
        &mut self,
        trees: &Trees<'_>,
        root: Id,
        line: u32,
        number: usize,
        template: Option<Arc<str>>,
    ) -> Result<(), Error> {
        let mut level = Level::stream(number, line, template);
        self.budget_for(trees.tree.len());
        self.objects(&mut level, &trees.tree, root, None)
    }

    /// An object, or each object of a list.
    pub(super) fn objects<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        root: Id,
        outer: Option<(Find, Confidence)>,
    ) -> Result<(), Error> {
        let listed = listed(tree, root);
        level.list = listed.is_some();
        if let Some(listed) = listed {
            let list = List {
                tree,
                listed,
                outer,
            };
            self.items(level, root, &list)?;
        }
        // Without its items: another kind may end in the same letters and hold images.
        self.object(level, tree, root, Identity::default(), outer)
    }

    pub(super) fn object<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        root: Id,
        listed: Identity<'x>,
        outer: Option<(Find, Confidence)>,
    ) -> Result<(), Error> {
        let (identity, metadata) = identify(tree, root, listed);
        level.group = group(identity.api_version);
        level.kind = identity.kind;
        let core = level.group == "core";
        let default = match level.kind {
            "ConfigMap" if core => Find::ConfigMap,
            "Secret" if core => Find::Secret,
            _ => Find::CustomResource,
        };
        let in_text = outer.is_some();
        // Evidence names the object of the stream, not one that a text of it describes.
        if !in_text {
            level.begin(identity);
        }
        let (find, cap) = outer.unwrap_or((default, Confidence::Certain));
        let context = Context {
            cap,
            ..Context::new(find, in_text)
        };
        let test = !self.options.tests && metadata.is_some_and(|metadata| is_test(tree, metadata));
        if !test && is_crd(level) {
            self.crd(level, tree, root, context)?;
        }
        match test {
            true => Ok(()),
            false => self.walk(level, tree, root, context),
        }
    }

    /// A CRD's defaults; the rest of its spec is skipped by the table.
    fn crd<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        root: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let Some(spec) = tree.get(root, "spec") else {
            return Ok(());
        };
        level.path.push(Step::Key("spec"));
        let result = self.schema(level, tree, spec, context);
        level.path.pop();
        result
    }
}

fn is_crd(level: &Level<'_>) -> bool {
    level.kind == "CustomResourceDefinition" && level.group == "apiextensions.k8s.io"
}

/// What an object says of itself, what it lacks from its list, and its metadata.
pub(super) fn identify<'x>(
    tree: &'x Tree<'x>,
    root: Id,
    listed: Identity<'x>,
) -> (Identity<'x>, Option<Id>) {
    let mut own = Identity::default();
    let (mut metadata, mut generated) = (None, "");
    for (key, value) in tree.entries(root) {
        let text = || tree.string(value).unwrap_or_default();
        match tree.text(key) {
            "apiVersion" => own.api_version = text(),
            "kind" => own.kind = text(),
            "metadata" => metadata = Some(value),
            _ => {}
        }
    }
    for (key, value) in metadata.into_iter().flat_map(|id| tree.entries(id)) {
        let text = || tree.string(value).unwrap_or_default();
        match tree.text(key) {
            "name" => own.name = text(),
            "generateName" => generated = text(),
            "namespace" => own.namespace = text(),
            _ => {}
        }
    }
    let or = |own: &'x str, other: &'x str| if own.is_empty() { other } else { own };
    let identity = Identity {
        api_version: or(own.api_version, listed.api_version),
        kind: or(own.kind, listed.kind),
        namespace: own.namespace,
        name: or(own.name, generated),
    };
    (identity, metadata)
}

pub(super) fn group(api_version: &str) -> &str {
    match api_version.split_once('/') {
        Some((group, _)) => group,
        None => "core",
    }
}

/// `helm.sh/hook: test`, `test-success` or among others.
fn is_test(tree: &Tree<'_>, metadata: Id) -> bool {
    let hook = tree
        .get(metadata, "annotations")
        .and_then(|annotations| tree.get_string(annotations, HOOK))
        .unwrap_or_default();
    hook.split(',')
        .map(str::trim)
        .any(|event| event == "test" || event.starts_with("test-"))
}

//! Which object a tree is, and what of it is walked: lists item by item, tests only when asked
//! for, of a CRD the defaults.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::sync::Arc;
use std::thread::{Builder, ScopedJoinHandle};

use crate::error::Error;
use crate::read::Trees;
use crate::report::{Confidence, Find};
use crate::tree::{Id, Step, Tree};
use crate::walk::Walker;
use crate::walk::level::{Identity, Level};
use crate::walk::tree_walk::Context;

const HOOK: &str = "helm.sh/hook";
/// A list of so many items is worth threads.
const MANY: usize = 1000;

/// What all items of a list share.
struct List<'x> {
    tree: &'x Tree<'x>,
    listed: Identity<'x>,
    outer: Option<(Find, Confidence)>,
}

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
        let mut level = Level::stream(number, line, template);
        self.budget = 1_000_000 + 10 * u64::from(trees.tree.len());
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
        let kind = tree.get_string(root, "kind").unwrap_or_default();
        level.list = kind.ends_with("List");
        if level.list {
            let listed = Identity {
                api_version: tree.get_string(root, "apiVersion").unwrap_or_default(),
                kind: kind.trim_end_matches("List"),
                ..Identity::default()
            };
            self.items(level, tree, root, listed, outer)?;
        }
        // Without its items: another kind may end in the same letters and hold images.
        self.object(level, tree, root, Identity::default(), outer)
    }

    /// The objects of a list, each with its own identity as far as it has one.
    fn items<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        root: Id,
        listed: Identity<'x>,
        outer: Option<(Find, Confidence)>,
    ) -> Result<(), Error> {
        level.list = false;
        for (_, items) in tree
            .entries(root)
            .filter(|(key, _)| tree.text(*key) == "items")
        {
            let items: Vec<Id> = tree.items(items).collect();
            let list = List {
                tree,
                listed,
                outer,
            };
            // Aliases are counted over the whole document.
            let shared = self.options.threads > 1 && items.len() >= MANY && !tree.has_aliases();
            match shared {
                true => self.items_among_threads(level, &list, &items)?,
                false => self.items_from(level, &list, &items, 0)?,
            }
        }
        level.list = true;
        Ok(())
    }

    fn items_from<'x>(
        &mut self,
        level: &mut Level<'x>,
        list: &List<'x>,
        items: &[Id],
        first: usize,
    ) -> Result<(), Error> {
        for (index, item) in items.iter().enumerate() {
            let before = level.prefix.len();
            if level.depth == 0 {
                let _ = write!(level.prefix, "items[{}].", first + index);
            }
            self.object(level, list.tree, *item, list.listed, list.outer)?;
            level.prefix.truncate(before);
        }
        Ok(())
    }

    /// A long list in as many parts as there are threads; the first part is walked here.
    fn items_among_threads<'x>(
        &mut self,
        level: &mut Level<'x>,
        list: &List<'x>,
        items: &[Id],
    ) -> Result<(), Error> {
        let size = items.len().div_ceil(self.options.threads).max(1);
        let (own, others) = items.split_at_checked(size).unwrap_or((items, &[]));
        std::thread::scope(|scope| {
            let mut parts = Vec::new();
            for (at, part) in others.chunks(size).enumerate() {
                let (start, mut level, first) = (self.start(), level.clone(), size * (at + 1));
                let work = move || {
                    let mut walker = start.walker();
                    let walked = walker.items_from(&mut level, list, part, first);
                    (walker.report, walked)
                };
                parts.push((part, first, Builder::new().spawn_scoped(scope, work)));
            }
            self.items_from(level, list, own, 0)?;
            for (part, first, thread) in parts {
                match thread.map(ScopedJoinHandle::join) {
                    Ok(Ok((report, walked))) => self.take_later(report, walked)?,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    // The system has no thread for it.
                    Err(_) => self.items_from(level, list, part, first)?,
                }
            }
            Ok(())
        })
    }

    fn object<'x>(
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
            level.identity = identity;
            level.document = OnceCell::new();
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
fn identify<'x>(tree: &'x Tree<'x>, root: Id, listed: Identity<'x>) -> (Identity<'x>, Option<Id>) {
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

fn group(api_version: &str) -> &str {
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

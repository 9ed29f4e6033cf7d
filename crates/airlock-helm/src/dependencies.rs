//! What a release makes of a chart's dependencies: which are enabled, under which names, and which
//! values they hand up to their parent.
//!
//! Helm changes the loaded chart for this; here it works on a [`Graph`] of nodes that refer to the
//! shared chart. Nodes and their metadata are shared where Helm shares pointers.

use std::cell::RefCell;
use std::rc::Rc;

use airlock_gotmpl::{Map, Value, fmt};

use crate::chart::{Chart, Dependency};
use crate::coalescing::{coalesce_values, merge_values};
use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::semver::{Constraint, Version};
use crate::stack;
use crate::values::coalesce::{Mode, Warnings, deep_copy_map, tables};
use crate::values::tree::Tree;
use crate::values::typed;

/// A node of the graph.
pub(crate) type NodeId = usize;

/// A chart as one release sees it.
pub(crate) struct Node {
    pub(crate) chart: Chart,
    /// Shared between a chart and its shallow copies, as in Helm.
    pub(crate) meta: Rc<RefCell<Meta>>,
    /// The values that replace the chart's own once dependencies are processed.
    values: Option<Rc<Tree>>,
    pub(crate) parent: Option<NodeId>,
    pub(crate) dependencies: Vec<NodeId>,
}

/// What processing changes of a chart's metadata.
#[derive(Clone)]
pub(crate) struct Meta {
    pub(crate) name: String,
    /// `None` where none are declared (any more).
    pub(crate) dependencies: Option<Vec<Rc<RefCell<Declared>>>>,
}

/// A declared dependency.
#[derive(Clone)]
pub(crate) struct Declared {
    pub(crate) dependency: Dependency,
}

/// The charts of one release; the root is the first.
pub(crate) struct Graph {
    nodes: Vec<Node>,
    pub(crate) compat: Compat,
    pub(crate) warnings: Warnings,
}

pub(crate) const ROOT: NodeId = 0;

impl Graph {
    /// The graph of a chart as it was loaded.
    pub(crate) fn new(chart: &Chart, compat: Compat) -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            compat,
            warnings: chart.0.warnings.clone(),
        };
        graph.insert(chart, None);
        graph
    }

    fn insert(&mut self, chart: &Chart, parent: Option<NodeId>) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node {
            chart: chart.clone(),
            meta: Rc::new(RefCell::new(Meta::of(chart))),
            values: None,
            parent,
            dependencies: Vec::new(),
        });
        let subcharts = &chart.0.dependencies;
        let children = stack::deep(|| subcharts.iter().map(|c| self.insert(c, Some(id))).collect());
        self.nodes[id].dependencies = children;
        id
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The enabled charts, each before those below it.
    pub(crate) fn downwards(&self) -> Vec<NodeId> {
        let mut ids = Vec::new();
        let mut pending = vec![ROOT];
        while let Some(id) = pending.pop() {
            ids.push(id);
            pending.extend(self.nodes[id].dependencies.iter().rev());
        }
        ids
    }

    /// The chart's name, or its alias.
    pub(crate) fn name(&self, id: NodeId) -> String {
        self.nodes[id].meta.borrow().name.clone()
    }

    /// The path of a chart, as templates are named by it.
    pub(crate) fn full_path(&self, id: NodeId) -> String {
        let mut path = self.name(id);
        let mut at = self.nodes[id].parent;
        while let Some(parent) = at {
            path = format!("{}/charts/{path}", self.name(parent));
            at = self.nodes[parent].parent;
        }
        path
    }

    /// The chart's values: its own, until dependencies are processed.
    pub(crate) fn values(&self, id: NodeId) -> &Tree {
        let node = &self.nodes[id];
        node.values.as_deref().unwrap_or(&node.chart.0.values)
    }

    /// Whether a direct dependency has this name.
    pub(crate) fn has_dependency(&self, id: NodeId, name: &[u8]) -> bool {
        let dependencies = &self.nodes[id].dependencies;
        dependencies
            .iter()
            .any(|d| self.nodes[*d].meta.borrow().name.as_bytes() == name)
    }

    /// Puts charts below another one.
    fn set_dependencies(&mut self, id: NodeId, dependencies: Vec<NodeId>) {
        for dependency in &dependencies {
            self.nodes[*dependency].parent = Some(id);
        }
        self.nodes[id].dependencies = dependencies;
    }

    /// A copy of a node that shares its metadata, values and dependencies.
    fn shallow_copy(&mut self, id: NodeId) -> NodeId {
        let node = &self.nodes[id];
        let copy = Node {
            chart: node.chart.clone(),
            meta: Rc::clone(&node.meta),
            values: node.values.clone(),
            parent: node.parent,
            dependencies: node.dependencies.clone(),
        };
        self.nodes.push(copy);
        self.nodes.len() - 1
    }

    /// Helm's `ProcessDependencies`: disables, renames and imports, for the user's values.
    pub(crate) fn process(&mut self, values: &Map) -> Result<()> {
        self.enable(ROOT, values, "")?;
        self.import(ROOT)
    }

    fn declared(&self, id: NodeId) -> Option<Vec<Rc<RefCell<Declared>>>> {
        self.nodes[id].meta.borrow().dependencies.clone()
    }

    /// Keeps the enabled dependencies of a chart, and theirs.
    fn enable(&mut self, id: NodeId, values: &Map, path: &str) -> Result<()> {
        let Some(declared) = self.declared(id) else {
            return Ok(());
        };
        let charts = self.resolve(id, &declared);
        self.set_dependencies(id, charts);
        let values = coalesce_values(self, id, values)?;
        switch_by_tags(&declared, &values, &mut self.warnings);
        switch_by_conditions(&declared, &values, path, &mut self.warnings);
        let disabled = |name: &str| {
            declared.iter().any(|d| {
                let d = d.borrow();
                !d.dependency.enabled && d.dependency.name == name
            })
        };
        let mut kept = self.nodes[id].dependencies.clone();
        kept.retain(|chart| !disabled(&self.nodes[*chart].meta.borrow().name));
        let mut kept_declared = declared.clone();
        kept_declared.retain(|d| !disabled(&d.borrow().dependency.name));
        for chart in &kept {
            let path = format!("{path}{}.", self.name(*chart));
            stack::deep(|| self.enable(*chart, &values, &path))?;
        }
        let kept_declared = Some(kept_declared).filter(|d| !d.is_empty());
        self.nodes[id].meta.borrow_mut().dependencies = kept_declared;
        self.set_dependencies(id, kept);
        Ok(())
    }

    /// The charts below a chart: those that nothing declares, then the declared ones in their
    /// order, each as often as it is declared and under its alias.
    fn resolve(&mut self, id: NodeId, declared: &[Rc<RefCell<Declared>>]) -> Vec<NodeId> {
        let present = self.nodes[id].dependencies.clone();
        let mut charts: Vec<NodeId> = present.clone();
        charts.retain(|chart| {
            !declared
                .iter()
                .any(|d| self.satisfies(*chart, &d.borrow().dependency))
        });
        for declared in declared {
            let dependency = declared.borrow().dependency.clone();
            let found = present
                .iter()
                .find(|chart| self.satisfies(**chart, &dependency));
            if let Some(found) = found {
                charts.push(self.instantiate(*found, &dependency.alias));
            }
            let mut declared = declared.borrow_mut();
            if !dependency.alias.is_empty() {
                declared.dependency.name = dependency.alias;
            }
            declared.dependency.enabled = true;
        }
        charts
    }

    /// Whether a chart has the name and a version that a dependency asks for.
    fn satisfies(&self, chart: NodeId, dependency: &Dependency) -> bool {
        let node = &self.nodes[chart];
        node.meta.borrow().name == dependency.name
            && is_compatible(&dependency.version, &node.chart.0.metadata.version)
    }

    /// A copy of a chart with metadata of its own, under an alias where there is one.
    fn instantiate(&mut self, id: NodeId, alias: &str) -> NodeId {
        let copy = self.shallow_copy(id);
        let mut meta = match self.compat {
            Compat::Helm4 => self.nodes[id].meta.borrow().detached(),
            Compat::Helm3 => self.nodes[id].meta.borrow().clone(),
        };
        if !alias.is_empty() {
            alias.clone_into(&mut meta.name);
        }
        self.nodes[copy].meta = Rc::new(RefCell::new(meta));
        // In Helm 3 the copies share what is below them, and that keeps its first parent.
        if self.compat.is_helm3() {
            return copy;
        }
        let children = self.nodes[copy].dependencies.clone();
        let children = children.into_iter().map(|c| self.shallow_copy(c)).collect();
        self.set_dependencies(copy, children);
        copy
    }

    /// Hands values up, the deepest charts first.
    fn import(&mut self, id: NodeId) -> Result<()> {
        for chart in self.nodes[id].dependencies.clone() {
            stack::deep(|| self.import(chart))?;
        }
        let Some(declared) = self.declared(id) else {
            return Ok(());
        };
        let values = merge_values(self, id)?;
        let imported = Map::default();
        for declared in declared {
            let mut declared = declared.borrow_mut();
            let name = declared.dependency.name.clone();
            let mut imports = Vec::new();
            for import in &declared.dependency.import_values {
                let Some((child, parent)) = import_paths(import) else {
                    continue;
                };
                imports.push(import_pair(&child, &parent));
                match typed::table(&values, &format!("{name}.{child}")) {
                    Ok(table) => {
                        let table = under_path(&parent, table);
                        tables(&imported, &table, "", Mode::Merge, &mut self.warnings);
                    }
                    Err(error) => self.warnings.push(format!(
                        "ImportValues missing table from chart {name}: {error}"
                    )),
                }
            }
            declared.dependency.import_values = imports;
        }
        let values = if imported.is_empty() {
            values
        } else {
            deep_copy_map(&values)
        };
        tables(&values, &imported, "", Mode::Merge, &mut self.warnings);
        self.nodes[id].values = Some(Rc::new(Tree::of_map(&values)));
        Ok(())
    }

    /// The declared dependencies of the root that no chart in `charts/` has the name of.
    pub(crate) fn missing(chart: &Chart) -> Vec<&str> {
        let declared = chart.0.metadata.dependencies.iter().flatten().flatten();
        let is_there = |name: &str| {
            let mut present = chart.0.dependencies.iter();
            present.any(|d| d.0.metadata.name == name)
        };
        let names = declared.map(|d| d.name.as_str());
        names.filter(|name| !is_there(name)).collect()
    }
}

impl Meta {
    fn of(chart: &Chart) -> Self {
        let metadata = &chart.0.metadata;
        let declare = |d: &Dependency| {
            Rc::new(RefCell::new(Declared {
                dependency: d.clone(),
            }))
        };
        let declared = metadata.dependencies.as_ref();
        Self {
            name: metadata.name.clone(),
            dependencies: declared.map(|list| list.iter().flatten().map(declare).collect()),
        }
    }

    /// A copy whose declared dependencies are its own.
    fn detached(&self) -> Self {
        let own = |d: &Rc<RefCell<Declared>>| Rc::new(RefCell::new(d.borrow().clone()));
        Self {
            name: self.name.clone(),
            dependencies: self
                .dependencies
                .as_ref()
                .map(|list| list.iter().map(own).collect()),
        }
    }
}

/// Whether a version is in a range; a malformed one of either is not.
pub(crate) fn is_compatible(constraint: &str, version: &str) -> bool {
    match (Constraint::parse(constraint), Version::parse(version)) {
        (Ok(constraint), Ok(version)) => constraint.check(&version),
        _ => false,
    }
}

/// `tags`: any true tag enables, and a false one disables where none is true.
fn switch_by_tags(declared: &[Rc<RefCell<Declared>>], values: &Map, warnings: &mut Warnings) {
    let Ok(tags) = typed::table(values, "tags") else {
        return;
    };
    for declared in declared {
        let mut declared = declared.borrow_mut();
        let (mut on, mut off) = (false, false);
        for tag in &declared.dependency.tags {
            match tags.get(tag.as_bytes()) {
                Some(Value::Bool(true)) => on = true,
                Some(Value::Bool(false)) => off = true,
                Some(_) => warnings.push(format!(
                    "returned non-bool value for tag {tag} of chart {}",
                    declared.dependency.name
                )),
                None => {}
            }
        }
        declared.dependency.enabled = on || !off;
    }
}

/// `condition`: the first path that has a boolean decides.
fn switch_by_conditions(
    declared: &[Rc<RefCell<Declared>>],
    values: &Map,
    path: &str,
    warnings: &mut Warnings,
) {
    for declared in declared {
        let mut declared = declared.borrow_mut();
        let conditions = declared.dependency.condition.clone();
        for condition in conditions.trim().split(',').filter(|c| !c.is_empty()) {
            match typed::path_value(values, &format!("{path}{condition}")) {
                Ok(Value::Bool(enabled)) => {
                    declared.dependency.enabled = enabled;
                    break;
                }
                Ok(_) => warnings.push(format!(
                    "returned non-bool value at {condition} for chart {}",
                    declared.dependency.name
                )),
                Err(_) => {}
            }
        }
    }
}

/// The two paths of an entry of `import-values`.
fn import_paths(import: &Tree) -> Option<(String, String)> {
    match import {
        Tree::Str(name) => Some((format!("exports.{name}"), ".".to_owned())),
        Tree::Map(_) => {
            let pair = import.map();
            let text = |key: &str| {
                let value = pair.get(key.as_bytes()).unwrap_or_default();
                fmt::display(&value).to_string()
            };
            Some((text("child"), text("parent")))
        }
        _ => None,
    }
}

/// What templates see of an entry of `import-values` once it has been processed.
fn import_pair(child: &str, parent: &str) -> Tree {
    let entry = |key: &str, text: &str| (key.into(), Tree::Str(text.into()));
    Tree::Map(Box::new([entry("child", child), entry("parent", parent)]))
}

/// A table below a dotted path; `.` is the top.
fn under_path(path: &str, table: Map) -> Map {
    if path == "." {
        return table;
    }
    path.rsplit('.').fold(table, |inner, name| {
        let outer = Map::default();
        outer.set(name, Value::Map(inner));
        outer
    })
}

/// Refuses a chart whose declared dependencies are not there, in Helm's words.
pub(crate) fn check_present(chart: &Chart, compat: Compat) -> Result<()> {
    let missing = Graph::missing(chart);
    if missing.is_empty() {
        return Ok(());
    }
    let (an, quote) = match compat {
        Compat::Helm4 => ("an", '\''),
        Compat::Helm3 => ("An", '`'),
    };
    Err(Error::chart(format!(
        "{an} error occurred while checking for chart dependencies. You may need to run \
         {quote}helm dependency build{quote} to fetch missing dependencies: found in Chart.yaml, \
         but missing in charts/ directory: {}",
        missing.join(", ")
    ))
    .remedy("put the missing charts into the chart's charts/ folder, or use the released archive"))
}

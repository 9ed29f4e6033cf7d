//! Values down a tree of charts: a chart's own under what its parent and the user say, globals
//! handed to every dependency.

use airlock_gotmpl::{Map, Str, Value};

use crate::dependencies::{Graph, NodeId};
use crate::error::{Error, Result};
use crate::stack;
use crate::values::coalesce::{
    Mode, Warnings, deep_copy_map, defaults, fresh, join, snapshot, tables,
};
use crate::values::tree::Tree;

const GLOBAL: &str = "global";

/// Helm's `CoalesceValues`: the values of a chart and of all below it.
pub(crate) fn coalesce_values(graph: &mut Graph, id: NodeId, values: &Map) -> Result<Map> {
    let values = deep_copy_map(values);
    run(graph, id, &values, Mode::Coalesce)?;
    Ok(values)
}

/// Helm's `MergeValues` without values from outside: every `null` survives.
pub(crate) fn merge_values(graph: &mut Graph, id: NodeId) -> Result<Map> {
    let values = Map::default();
    run(graph, id, &values, Mode::Merge)?;
    Ok(values)
}

fn run(graph: &mut Graph, id: NodeId, into: &Map, mode: Mode) -> Result<()> {
    let mut warnings = std::mem::take(&mut graph.warnings);
    let outcome = Coalescing {
        graph,
        mode,
        warnings: &mut warnings,
    }
    .chart(id, into, "");
    graph.warnings = warnings;
    outcome
}

struct Coalescing<'g> {
    graph: &'g Graph,
    mode: Mode,
    warnings: &'g mut Warnings,
}

impl Coalescing<'_> {
    fn chart(&mut self, id: NodeId, into: &Map, prefix: &str) -> Result<()> {
        let name = join(prefix, &self.graph.name(id).into());
        self.own_values(id, into, &name);
        for dependency in &self.graph.node(id).dependencies {
            self.dependency(*dependency, into, &name)?;
        }
        Ok(())
    }

    /// The chart's own values, under what is there already.
    fn own_values(&mut self, id: NodeId, into: &Map, name: &str) {
        let graph = self.graph;
        for (key, value) in graph.values(id).entries() {
            match into.get(key) {
                None if self.cleans(self.mode) && matches!(value, Tree::Nil) => {}
                None => into.set(key.clone(), fresh(value, self.cleans(self.mode))),
                Some(Value::Nil) if self.mode == Mode::Coalesce => {
                    into.remove(key);
                }
                Some(Value::Map(there)) => self.own_table(id, &there, (key, value), name),
                Some(_) => {}
            }
        }
    }

    /// A value of the chart's own for a key that has a table already.
    fn own_table(&mut self, id: NodeId, there: &Map, (key, value): (&Str, &Tree), name: &str) {
        match value {
            Tree::Map(own) => {
                let mode = if self.graph.has_dependency(id, key) {
                    Mode::Merge
                } else {
                    self.mode
                };
                let is_clean = self.cleans(mode);
                defaults(
                    there,
                    own,
                    &join(name, key),
                    (mode, is_clean),
                    self.warnings,
                );
            }
            Tree::Nil => {}
            _ => self.warnings.push(format!(
                "warning: skipped value for {name}.{key}: Not a table."
            )),
        }
    }

    /// Whether every `null` of a chart is left out. Helm 3 keeps them.
    fn cleans(&self, mode: Mode) -> bool {
        mode == Mode::Coalesce && !self.graph.compat.is_helm3()
    }

    /// A dependency's values, in the table under its name.
    fn dependency(&mut self, id: NodeId, parent: &Map, prefix: &str) -> Result<()> {
        let name = self.graph.name(id);
        let own = match parent.get(name.as_bytes()) {
            Some(Value::Map(own)) => own,
            None => {
                let own = Map::default();
                parent.set(name.as_str(), Value::Map(own.clone()));
                own
            }
            Some(other) => {
                let shown = airlock_gotmpl::fmt::sprintf(b"%t", &[other]);
                return Err(Error::values(format!("type mismatch on {name}: {shown}")));
            }
        };
        self.globals(&own, parent, prefix);
        stack::deep(|| self.chart(id, &own, prefix))
    }

    /// Hands the parent's globals down. Tables are shared from the second level on, as in Helm.
    fn globals(&mut self, own: &Map, parent: &Map, prefix: &str) {
        let Some(to) = self.global_table(own, "destination") else {
            return;
        };
        let Some(from) = self.global_table(parent, "source") else {
            return;
        };
        for (key, value) in snapshot(&from) {
            match (value, to.get(&key)) {
                (Value::Map(table), None) => to.set(key, Value::Map(table.shallow_copy())),
                (Value::Map(table), Some(Value::Map(there))) => {
                    let table = table.shallow_copy();
                    let prefix = join(prefix, &key);
                    tables(&table, &there, &prefix, Mode::Merge, self.warnings);
                    to.set(key, Value::Map(table));
                }
                (Value::Map(_), Some(_)) => self.warnings.push(format!(
                    "Conflict: cannot merge map onto non-map for \"{key}\". Skipping."
                )),
                (_, Some(Value::Map(_))) => {
                    self.warnings.push(format!("key {key} is table. Skipping"));
                }
                (value, _) => to.set(key, value),
            }
        }
        own.set(GLOBAL, Value::Map(to));
    }

    /// The globals of a table; a new one where there are none.
    fn global_table(&mut self, values: &Map, which: &str) -> Option<Map> {
        match values.get(GLOBAL.as_bytes()) {
            None => Some(Map::default()),
            Some(Value::Map(map)) => Some(map),
            Some(_) => {
                self.warnings.push(format!(
                    "warning: skipping globals because {which} {GLOBAL} is not a table."
                ));
                None
            }
        }
    }
}

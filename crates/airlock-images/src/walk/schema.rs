//! CRDs: of a schema only the defaults count, since a resource that leaves the field out gets
//! that image.

use std::rc::Rc;

use crate::error::Error;
use crate::name::Name;
use crate::report::{Confidence, Find};
use crate::tree::{Id, Kind, Step, Tree};
use crate::walk::Walker;
use crate::walk::level::Level;
use crate::walk::scope::Named;
use crate::walk::tree_walk::Context;

struct Open {
    at: Id,
    end: Id,
    seq: bool,
    index: u32,
    /// Its keys are names of properties, not words of the schema.
    properties: bool,
}

impl Walker<'_> {
    /// Walks what lies below `spec`, looking for defaults alone.
    pub(super) fn schema<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        spec: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let cap = context.cap.min(Confidence::Strong);
        let context = Context {
            find: Find::CrdDefault,
            cap,
            ..context
        };
        let depth = level.path.len();
        let mut open = vec![opened(tree, spec, false)];
        while let Some(top) = open.last_mut() {
            if top.at >= top.end {
                open.pop();
                if level.path.len() > depth {
                    level.path.pop();
                }
                continue;
            }
            let first = top.at;
            let value = if top.seq { first } else { tree.end(first) };
            top.at = tree.end(value);
            let index = top.index;
            top.index += 1;
            let key = if top.seq { "" } else { tree.text(first) };
            let (seq, properties) = (top.seq, top.properties);
            if !matches!(tree.kind(value), Kind::Map | Kind::Seq) {
                continue;
            }
            level.path.push(if seq {
                Step::Index(index)
            } else {
                Step::Key(key)
            });
            let below_properties = !seq && !properties && key == "properties";
            if key == "default" && !properties {
                self.walk_default(level, tree, value, context)?;
                level.path.pop();
                continue;
            }
            if below_properties {
                self.defaults_of(level, tree, value, context)?;
            }
            open.push(opened(tree, value, below_properties));
        }
        Ok(())
    }

    /// The defaults of properties that stand side by side.
    fn defaults_of<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        properties: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let mut scope = Vec::new();
        for (key, schema) in tree.entries(properties) {
            if let Some(default) = tree.get(schema, "default")
                && let Some(text) = tree.string(default)
            {
                let key = tree.text(key);
                let name = self.names.get(self.rules, key);
                scope.push(Named::of(name, key, text, tree, default));
            }
        }
        if scope.is_empty() {
            return Ok(());
        }
        let imagey = self.names.get(self.rules, owner(level)).says_image;
        self.judge_scope(level, &scope, Context { imagey, ..context }, false)
    }

    /// A default that is a map or a list.
    fn walk_default<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        value: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let name: Rc<Name> = self.names.get(self.rules, owner(level));
        self.walk(
            level,
            tree,
            value,
            Context {
                imagey: name.says_image,
                ..context
            },
        )
    }
}

fn opened(tree: &Tree<'_>, node: Id, properties: bool) -> Open {
    let seq = tree.kind(node) == Kind::Seq;
    Open {
        at: node + 1,
        end: tree.end(node),
        seq,
        index: 0,
        properties,
    }
}

/// The property that a schema belongs to: the key before `properties` or `default`.
fn owner<'x>(level: &Level<'x>) -> &'x str {
    let keys: Vec<&'x str> = level
        .path
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Index(_) => None,
        })
        .collect();
    keys.len()
        .checked_sub(2)
        .and_then(|at| keys.get(at).copied())
        .unwrap_or_default()
}

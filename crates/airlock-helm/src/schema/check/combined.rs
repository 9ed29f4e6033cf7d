//! Schemas that hold for the same value: `allOf`, `anyOf`, `oneOf`, `not`, `if`.

use super::super::rules::{Combined, Id, Schema};
use super::{Check, Json};

impl<'c> Check<'c> {
    pub(super) fn combined(&mut self, rules: &'c Combined) {
        if let Some(not) = rules.not
            && self.subschema(not, true).is_ok()
        {
            self.add_error(|| "'not' failed".to_owned());
        }
        if !rules.all.is_empty() {
            self.all(&rules.all);
        }
        if !rules.any.is_empty() {
            self.any(&rules.any);
        }
        if !rules.one.is_empty() {
            self.one(&rules.one);
        }
        if let Some(condition) = rules.condition {
            let chosen = match self.subschema(condition, true) {
                Ok(()) => rules.then,
                Err(_) => rules.otherwise,
            };
            if let Some(id) = chosen {
                let result = self.subschema(id, false);
                self.add(result);
            }
        }
    }

    pub(super) fn subschema(&mut self, id: Id, silent: bool) -> Result<(), super::Fail> {
        self.same(self.at.to(id), "", silent)
    }

    fn all(&mut self, ids: &[Id]) {
        let mut errors = Vec::new();
        for id in ids {
            if let Err(error) = self.subschema(*id, false) {
                errors.push(error);
                if self.silent {
                    break;
                }
            }
        }
        if !errors.is_empty() {
            self.add_caused(errors, || "'allOf' failed".to_owned());
        }
    }

    fn any(&mut self, ids: &[Id]) {
        let mut errors = Vec::new();
        let mut matched = false;
        for id in ids {
            match self.subschema(*id, false) {
                Err(error) => errors.push(error),
                Ok(()) => {
                    matched = true;
                    if self.unseen.is_empty() {
                        break;
                    }
                }
            }
        }
        if !matched {
            self.add_caused(errors, || "'anyOf' failed".to_owned());
        }
    }

    fn one(&mut self, ids: &[Id]) {
        let mut errors = Vec::new();
        let mut matched = None;
        for (i, id) in ids.iter().enumerate() {
            match (self.subschema(*id, matched.is_some()), matched) {
                (Err(error), None) => errors.push(error),
                (Err(_), _) => {}
                (Ok(()), None) => matched = Some(i),
                (Ok(()), Some(first)) => {
                    self.add_error(|| format!("'oneOf' failed, subschemas {first}, {i} matched"));
                    break;
                }
            }
        }
        if matched.is_none() {
            self.add_caused(errors, || "'oneOf' failed, none matched".to_owned());
        }
    }

    /// What holds for the properties and items that nothing has spoken of.
    pub(super) fn unevaluated(&mut self, schema: &'c Schema) {
        let (nodes, id) = match self.json() {
            Json::Object(entries) => {
                let id = schema.object.as_ref().and_then(|o| o.unevaluated);
                (
                    entries.iter().map(|(_, node)| *node).collect::<Vec<_>>(),
                    id,
                )
            }
            Json::Array(items) => {
                let id = schema.array.as_ref().and_then(|a| a.unevaluated);
                (items.to_vec(), id)
            }
            _ => return,
        };
        let Some(id) = id else {
            return;
        };
        for (slot, node) in nodes.into_iter().enumerate() {
            if self.unseen.is_left(slot) {
                let result = self.child(id, node);
                self.add(result);
            }
        }
        self.unseen = super::Unseen::default();
    }
}

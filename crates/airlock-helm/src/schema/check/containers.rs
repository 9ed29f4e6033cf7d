//! What schemas ask of objects and lists.

use std::cmp::Ordering;

use airlock_gotmpl::Str;

use super::super::decimal::count_text;
use super::super::doc::{Doc, Json, NodeId, TOP, entry};
use super::super::draft::Draft;
use super::super::equal::duplicate;
use super::super::failure::{Fail, quoted, quoted_list, spaced};
use super::super::rules::{Additional, ArrayRules, Id, Needs, ObjectRules, Schema};
use super::{Check, Target, check_top};

type Entries = [(Str, NodeId)];

impl<'c> Check<'c> {
    pub(super) fn object(
        &mut self,
        schema: &'c Schema,
        rules: &'c ObjectRules,
        entries: &'c Entries,
    ) {
        self.size("minProperties", entries.len(), rules.min, Ordering::Less);
        self.size("maxProperties", entries.len(), rules.max, Ordering::Greater);
        let missing = missing(entries, &rules.required);
        if !missing.is_empty() {
            self.add_error(|| missing_text(&missing));
        }
        if self.is_decided() {
            return;
        }
        self.dependencies(&rules.dependencies, entries);
        self.properties(rules, entries);
        if self.is_decided() {
            return;
        }
        if let Some(names) = rules.names {
            for (name, _) in entries {
                self.name(names, name);
            }
        }
        if schema.draft >= Draft::D2019 {
            self.dependents(rules, entries);
        }
    }

    /// Whether one error is as good as many, and there is one.
    fn is_decided(&self) -> bool {
        self.silent && !self.errors.is_empty()
    }

    fn dependencies(&mut self, dependencies: &'c [(Str, Needs)], entries: &Entries) {
        for (name, needs) in dependencies {
            if entry(entries, name).is_none() {
                continue;
            }
            match needs {
                Needs::Properties(names) => self.needed(name, names, entries),
                Needs::Schema(id) => {
                    let result = self.subschema(*id, false);
                    self.add(result);
                }
            }
        }
    }

    fn dependents(&mut self, rules: &'c ObjectRules, entries: &Entries) {
        for (name, id) in &rules.dependent_schemas {
            if entry(entries, name).is_some() {
                let result = self.subschema(*id, false);
                self.add(result);
            }
        }
        for (name, names) in &rules.dependent_required {
            if entry(entries, name).is_some() {
                self.needed(name, names, entries);
            }
        }
    }

    fn needed(&mut self, name: &Str, names: &[Str], entries: &Entries) {
        let missing = missing(entries, names);
        if !missing.is_empty() {
            self.add_error(|| {
                let missing = quoted_list(&missing);
                format!("properties {missing} required, if {} exists", quoted(name))
            });
        }
    }

    fn properties(&mut self, rules: &'c ObjectRules, entries: &'c Entries) {
        let mut refused = Vec::new();
        for (slot, (name, node)) in entries.iter().enumerate() {
            if self.is_decided() {
                return;
            }
            let mut seen = false;
            if let Some(id) = entry(&rules.properties, name) {
                seen = true;
                let result = self.child(id, *node);
                self.add(result);
            }
            for (regexp, id) in &rules.patterns {
                match regexp.is_match(name) {
                    Ok(true) => {
                        seen = true;
                        let result = self.child(*id, *node);
                        self.add(result);
                    }
                    Ok(false) => {}
                    Err(_) => self.budget.refuse("a pattern is too much work"),
                }
            }
            if !seen && let Some(additional) = rules.additional {
                seen = true;
                match additional {
                    Additional::Allowed(true) => {}
                    Additional::Allowed(false) => refused.push(name.clone()),
                    Additional::Schema(id) => {
                        let result = self.child(id, *node);
                        self.add(result);
                    }
                }
            }
            if seen {
                self.unseen.see(slot);
            }
        }
        if !refused.is_empty() {
            self.add_error(|| {
                format!(
                    "additional properties {} not allowed",
                    quoted_list(&refused)
                )
            });
        }
    }

    /// Checks a property's name, which is a value of its own.
    fn name(&mut self, id: Id, name: &Str) {
        let doc = Doc::scalar(Json::Str(name.clone()));
        let mut at = self.at.to(id);
        if let Some(own) = self
            .target
            .meta
            .and_then(|m| m.own_schema(at, self.target.node))
        {
            at = own;
        }
        let target = Target {
            doc: &doc,
            node: TOP,
            top: TOP,
            meta: None,
        };
        if let Some(causes) = check_top(self.budget, at, target, self.scope.depth + 1) {
            self.add_caused(causes, || format!("invalid propertyName {}", quoted(name)));
        }
    }

    pub(super) fn array(&mut self, schema: &'c Schema, rules: &'c ArrayRules, items: &'c [NodeId]) {
        self.size("minItems", items.len(), rules.min, Ordering::Less);
        self.size("maxItems", items.len(), rules.max, Ordering::Greater);
        if rules.unique
            && let Some((first, second)) = duplicate(self.target.doc, items)
        {
            self.add_error(|| format!("items at {first} and {second} are equal"));
        }
        for (id, item) in rules.prefix.iter().zip(items) {
            self.item(*id, *item);
        }
        let rest = items.get(rules.prefix.len()..).unwrap_or_default();
        match (rules.items, rules.additional) {
            (Some(id), _) | (None, Some(Additional::Schema(id))) => {
                for item in rest {
                    self.item(id, *item);
                }
            }
            (None, Some(Additional::Allowed(false))) if !rest.is_empty() => {
                let count = count_text(rest.len() as i64);
                self.add_error(|| format!("last {count} additionalItem(s) not allowed"));
            }
            _ => {}
        }
        if let Some(id) = rules.contains {
            self.contains(schema, rules, id, items);
        }
    }

    fn item(&mut self, id: Id, item: NodeId) {
        let result = self.child(id, item);
        self.add(result);
    }

    fn contains(&mut self, schema: &'c Schema, rules: &'c ArrayRules, id: Id, items: &[NodeId]) {
        let mut errors = Vec::new();
        let mut matched = Vec::new();
        for (slot, item) in items.iter().enumerate() {
            match self.child(id, *item) {
                Err(error) => errors.push(error),
                Ok(()) => {
                    matched.push(slot);
                    if schema.draft >= Draft::D2020 {
                        self.unseen.see(slot);
                    }
                }
            }
        }
        self.too_few(rules, errors, &matched);
        if let Some(max) = rules.max_contains
            && i64::try_from(matched.len()).is_ok_and(|found| found > max)
        {
            let text = matched_text(&matched);
            let max = count_text(max);
            self.add_error(|| {
                format!("max {max} items required to match contains schema, but {text}")
            });
        }
    }

    fn too_few(&mut self, rules: &ArrayRules, errors: Vec<Fail>, matched: &[usize]) {
        let found = i64::try_from(matched.len()).unwrap_or(i64::MAX);
        match rules.min_contains {
            Some(min) if found < min => {
                let text = match matched {
                    [] => "none matched".to_owned(),
                    _ => matched_text(matched),
                };
                let min = count_text(min);
                self.add_caused(errors, || {
                    format!("min {min} items required to match contains schema, but {text}")
                });
            }
            None if matched.is_empty() => {
                self.add_caused(errors, || "no items match contains schema".to_owned());
            }
            _ => {}
        }
    }
}

fn matched_text(matched: &[usize]) -> String {
    let count = count_text(matched.len() as i64);
    format!("matched {count} items at {}", spaced(matched))
}

fn missing(entries: &Entries, names: &[Str]) -> Vec<Str> {
    let missing = names.iter().filter(|name| entry(entries, name).is_none());
    missing.cloned().collect()
}

fn missing_text(missing: &[Str]) -> String {
    match missing {
        [one] => format!("missing property {}", quoted(one)),
        _ => format!("missing properties {}", quoted_list(missing)),
    }
}

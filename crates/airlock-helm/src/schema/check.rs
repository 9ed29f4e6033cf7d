//! Checking a value against compiled schemas.
//!
//! Each schema that a value meets is one [`Check`], on the stack of those that led to it. Steps,
//! depth and the size of what is reported are bounded. May not read or compile schemas.

mod combined;
mod containers;
mod scalars;
mod scope;

use super::compile::Set;
use super::doc::{Doc, Json, NodeId};
use super::draft::{Draft, INTEGER, TYPE_NAMES, type_names, type_of};
use super::equal::equal;
use super::failure::{Fail, Failure, Tag, quoted, top_causes};
use super::root::Root;
use super::rules::{Id, Schema};
use super::seen::Unseen;
use crate::stack;
use scope::{Budget, Scope};

/// What a check found.
pub(super) enum Checked {
    Valid,
    Invalid(Vec<Fail>),
    /// It was given up, and why.
    Refused(String),
}

/// A schema in its set.
#[derive(Clone, Copy)]
struct At<'s> {
    set: &'s Set,
    id: Id,
}

impl<'s> At<'s> {
    fn schema(self) -> &'s Schema {
        &self.set.schemas[self.id as usize]
    }

    fn to(self, id: Id) -> Self {
        Self { id, ..self }
    }

    fn is(self, other: Self) -> bool {
        self.id == other.id && std::ptr::eq(self.set, other.set)
    }

    /// The URL of the schema with its place, as errors show it.
    fn location(self) -> String {
        let schema = self.schema();
        self.set.root_of(schema).location(schema.node)
    }
}

/// Where schemas are themselves checked: parts of another draft meet that draft's schema.
#[derive(Clone, Copy)]
struct Meta<'s> {
    at: At<'s>,
    root: &'s Root,
}

impl<'s> Meta<'s> {
    /// The schema that a part of the document has to meet in place of its document's.
    fn own_schema(self, at: At<'s>, node: NodeId) -> Option<At<'s>> {
        let resource = self.root.resource_at(node).filter(|_| at.is(self.at))?;
        let set = super::draft_set(resource.draft).ok()?;
        Some(At { set, id: 0 })
    }
}

/// Checks a value against a set's first schema. Where the value is itself a schema, `schemas` is
/// its document.
pub(super) fn check(set: &Set, doc: &Doc, node: NodeId, schemas: Option<&Root>) -> Checked {
    let budget = Budget::default();
    let at = At { set, id: 0 };
    let target = Target {
        doc,
        node,
        top: node,
        meta: schemas.map(|root| Meta { at, root }),
    };
    let found = check_top(&budget, at, target, 0);
    match (budget.refusal(), found) {
        (Some(why), _) => Checked::Refused(why),
        (None, None) => Checked::Valid,
        (None, Some(causes)) => Checked::Invalid(causes),
    }
}

/// Checks a value that nothing led to.
fn check_top(budget: &Budget, at: At<'_>, target: Target<'_>, depth: u32) -> Option<Vec<Fail>> {
    let scope = Scope::top(at, depth);
    let unseen = Unseen::of(target.doc.json(target.node), at.schema(), false);
    let check = Check {
        budget,
        at,
        target,
        scope: &scope,
        unseen,
        errors: Vec::new(),
        silent: false,
    };
    check.run().err().map(top_causes)
}

/// The value that is checked.
#[derive(Clone, Copy)]
struct Target<'d> {
    doc: &'d Doc,
    node: NodeId,
    /// Where locations begin.
    top: NodeId,
    meta: Option<Meta<'d>>,
}

struct Check<'c> {
    budget: &'c Budget,
    at: At<'c>,
    target: Target<'c>,
    scope: &'c Scope<'c>,
    unseen: Unseen,
    errors: Vec<Fail>,
    /// Whether it only matters if there is an error.
    silent: bool,
}

impl<'c> Check<'c> {
    fn run(mut self) -> Result<Unseen, Fail> {
        if !self.budget.step(self.scope.depth) {
            return Err(Failure::silent());
        }
        let schema = self.at.schema();
        match schema.always {
            Some(true) => return Ok(self.unseen),
            Some(false) => return Err(self.fail(|| "false schema".to_owned())),
            None => {}
        }
        if let Some(cycle) = self.scope.cycle(self.budget) {
            return Err(self.fail(|| self.scope.cycle_text(cycle)));
        }
        self.whole(schema)?;
        if let Some(id) = schema.reference {
            let result = self.reference(self.at.to(id), "$ref");
            if schema.draft < Draft::D2019 {
                return result.map(|()| self.unseen);
            }
            self.add(result);
        }
        self.by_type(schema);
        if self.errors.is_empty() || !self.silent {
            if schema.draft >= Draft::D2019 {
                self.dynamic_references(schema);
            }
            if let Some(rules) = &schema.combined {
                self.combined(rules);
            }
            if schema.draft >= Draft::D2019 {
                self.unevaluated(schema);
            }
        }
        self.finish()
    }

    fn finish(mut self) -> Result<Unseen, Fail> {
        if self.errors.len() > 1 {
            let mut group = self.fail(|| "validation failed".to_owned());
            group.tag = Tag::Group;
            group.causes = self.errors;
            return Err(group);
        }
        match self.errors.pop() {
            Some(error) => Err(error),
            None => Ok(self.unseen),
        }
    }

    /// What is asked of a value of any type, and ends the check where it is not so.
    fn whole(&self, schema: &Schema) -> Result<(), Fail> {
        let json = self.json();
        let found = type_of(json);
        if let Json::Other(name) = json {
            return Err(self.fail(|| format!("invalid jsonType {name}")));
        }
        if schema.types != 0 && schema.types & found == 0 {
            let number = type_of(&Json::Int(0));
            let whole = schema.types & INTEGER != 0 && found == number;
            if !whole || !self.target.doc.is_integer(self.target.node) {
                return Err(self.fail(|| wrong_type(found, schema.types)));
            }
        }
        let doc = &self.at.set.root_of(schema).doc;
        let value = (self.target.doc, self.target.node);
        if let Some(constant) = schema.constant
            && !equal(value, (doc, constant))
        {
            return Err(self.fail(|| wrong_constant(doc, constant)));
        }
        if let Some(allowed) = &schema.allowed
            && !allowed.iter().any(|item| equal(value, (doc, *item)))
        {
            return Err(self.fail(|| wrong_value(doc, allowed)));
        }
        self.format(schema)
    }

    fn format(&self, schema: &Schema) -> Result<(), Fail> {
        let (Some(format), Json::Str(text)) = (schema.format, self.json()) else {
            return Ok(());
        };
        format.check(text).map_err(|why| {
            self.fail(|| format!("{} is not valid {}: {why}", quoted(text), format.name()))
        })
    }

    fn by_type(&mut self, schema: &'c Schema) {
        match self.json() {
            Json::Object(entries) => {
                if let Some(rules) = &schema.object {
                    self.object(schema, rules, entries);
                }
            }
            Json::Array(items) => {
                if let Some(rules) = &schema.array {
                    self.array(schema, rules, items);
                }
            }
            Json::Str(text) => {
                if let Some(rules) = &schema.string {
                    self.string(rules, text);
                }
            }
            Json::Float(_) | Json::Int(_) | Json::Number(_) => {
                if let Some(rules) = &schema.number {
                    self.number(rules);
                }
            }
            _ => {}
        }
    }

    fn json(&self) -> &'c Json {
        self.target.doc.json(self.target.node)
    }

    fn fail(&self, message: impl FnOnce() -> String) -> Fail {
        let mut failure = Failure::silent();
        if !self.silent {
            failure.location = self.target.doc.pointer(self.target.top, self.target.node);
            failure.message = message();
            let size = failure.location.len() + failure.message.len();
            self.budget.report(size);
        }
        failure
    }

    fn add(&mut self, result: Result<(), Fail>) {
        if let Err(failure) = result {
            self.errors.push(failure);
        }
    }

    fn add_error(&mut self, message: impl FnOnce() -> String) {
        let failure = self.fail(message);
        self.errors.push(failure);
    }

    fn add_caused(&mut self, causes: Vec<Fail>, message: impl FnOnce() -> String) {
        let mut failure = self.fail(message);
        failure.causes = causes;
        self.errors.push(failure);
    }

    /// Checks the same value against another schema.
    fn same(&mut self, at: At<'c>, keyword: &'static str, silent: bool) -> Result<(), Fail> {
        let scope = self.scope.child(at, keyword, self.scope.level);
        let unseen = Unseen::of(self.json(), at.schema(), !self.unseen.is_empty());
        let (at, target) = self.own(at, self.target);
        let check = Check {
            budget: self.budget,
            at,
            target,
            scope: &scope,
            unseen,
            errors: Vec::new(),
            silent: self.silent || silent,
        };
        let unseen = stack::deep(|| check.run())?;
        self.unseen.merge(&unseen);
        Ok(())
    }

    /// Checks a child of the value.
    fn child(&self, id: Id, node: NodeId) -> Result<(), Fail> {
        let at = self.at.to(id);
        let scope = self.scope.child(at, "", self.scope.level + 1);
        let json = self.target.doc.json(node);
        let target = Target {
            node,
            ..self.target
        };
        let unseen = Unseen::of(json, at.schema(), false);
        let (at, target) = self.own(at, target);
        let check = Check {
            budget: self.budget,
            at,
            target,
            scope: &scope,
            unseen,
            errors: Vec::new(),
            silent: self.silent,
        };
        stack::deep(|| check.run()).map(|_| ())
    }

    fn own(&self, at: At<'c>, mut target: Target<'c>) -> (At<'c>, Target<'c>) {
        let Some(meta) = target.meta else {
            return (at, target);
        };
        match meta.own_schema(at, target.node) {
            Some(own) => {
                target.meta = Some(Meta { at: own, ..meta });
                (own, target)
            }
            None => (at, target),
        }
    }

    fn reference(&mut self, at: At<'c>, keyword: &'static str) -> Result<(), Fail> {
        self.same(at, keyword, false).map_err(|failure| {
            let mut reference = self.fail(|| "validation failed".to_owned());
            reference.tag = Tag::Reference;
            reference.causes = top_causes(failure);
            reference
        })
    }

    fn dynamic_references(&mut self, schema: &'c Schema) {
        let Some(dynamic) = &schema.dynamic else {
            return;
        };
        if let Some(id) = dynamic.recursive_ref {
            let at = self.scope.recursive_target(self.at.to(id));
            let result = self.reference(at, "$recursiveRef");
            self.add(result);
        }
        if let Some((id, anchor)) = &dynamic.dynamic_ref {
            let at = self.scope.dynamic_target(self.at.to(*id), anchor.as_ref());
            let result = self.reference(at, "$dynamicRef");
            self.add(result);
        }
    }
}

fn wrong_type(found: u8, wanted: u8) -> String {
    let found = TYPE_NAMES.get(found.trailing_zeros() as usize);
    let wanted = type_names(wanted).join(" or ");
    format!("got {}, want {wanted}", found.unwrap_or(&""))
}

fn wrong_constant(doc: &Doc, constant: NodeId) -> String {
    match doc.json(constant) {
        Json::Array(_) | Json::Object(_) => "'const' failed".to_owned(),
        json => format!("value must be {}", display(json)),
    }
}

fn wrong_value(doc: &Doc, allowed: &[NodeId]) -> String {
    let texts: Vec<String> = allowed
        .iter()
        .map(|item| display(doc.json(*item)))
        .collect();
    let is_container = |item: &NodeId| matches!(doc.json(*item), Json::Array(_) | Json::Object(_));
    if allowed.iter().any(is_container) {
        return "'enum' failed".to_owned();
    }
    match texts.as_slice() {
        [one] => format!("value must be {one}"),
        _ => format!("value must be one of {}", texts.join(", ")),
    }
}

/// A scalar of a schema.
fn display(json: &Json) -> String {
    match json {
        Json::Str(text) => quoted(text),
        Json::Number(text) => text.to_string(),
        Json::Bool(b) => b.to_string(),
        Json::Null => "<nil>".to_owned(),
        _ => "value".to_owned(),
    }
}

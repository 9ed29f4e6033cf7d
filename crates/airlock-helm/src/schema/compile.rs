//! From documents to rules. A reference to what is in no document at hand is refused: nothing is
//! fetched, no file is read. Nothing here recurses: what is found waits in a queue.

use airlock_gotmpl::{Str, number::quote};

use super::address::{Address, join};
use super::decimal::Decimal;
use super::doc::{Doc, Json, NodeId, TOP};
use super::draft::{Draft, type_named};
use super::formats::Format;
use super::json;
use super::meta;
use super::root::Root;
use super::rules::{
    Additional, ArrayRules, Combined, Dynamic, Id, Needs, NumberRules, ObjectRules, Schema,
    StringRules,
};
use crate::regexp::Regexp;

/// More schemas than anybody wrote by hand.
const MAX_SCHEMAS: usize = 500_000;

/// Compiled schemas and the documents that they are from.
pub(super) struct Set {
    pub(super) roots: Vec<Root>,
    pub(super) schemas: Vec<Schema>,
    assert_formats: bool,
}

impl Set {
    /// Compiles one of the schemas of schemas.
    pub(super) fn of_draft(draft: Draft) -> Result<Self, String> {
        let mut set = Self {
            roots: Vec::new(),
            schemas: Vec::new(),
            assert_formats: true,
        };
        let root = set.root_at(draft.url())?;
        set.enqueue(root, TOP)?;
        set.compile_queue()?;
        Ok(set)
    }

    /// Compiles a document.
    pub(super) fn of_document(url: &str, doc: Doc) -> Result<Self, String> {
        let root = Root::new(url, doc)?;
        super::check_document(&root, TOP)?;
        let mut set = Self {
            roots: vec![root],
            schemas: Vec::new(),
            assert_formats: false,
        };
        set.enqueue(0, TOP)?;
        set.compile_queue()?;
        Ok(set)
    }

    /// The document that a schema is from.
    pub(super) fn root_of(&self, schema: &Schema) -> &Root {
        &self.roots[schema.root as usize]
    }

    fn compile_queue(&mut self) -> Result<(), String> {
        let mut next = 0;
        while next < self.schemas.len() {
            let (root, node) = (self.schemas[next].root, self.schemas[next].node);
            if self.roots[root as usize].collect_more(node)? && !self.assert_formats {
                super::check_document(&self.roots[root as usize], node)?;
            }
            let schema = Compiler::new(self, root, node).compile()?;
            self.schemas[next] = schema;
            next += 1;
        }
        Ok(())
    }

    fn enqueue(&mut self, root: u32, node: NodeId) -> Result<Id, String> {
        let found = &mut self.roots[root as usize];
        if let Some(id) = found.compiled(node) {
            return Ok(id);
        }
        if self.schemas.len() >= MAX_SCHEMAS {
            return Err(format!("schema holds more than {MAX_SCHEMAS} schemas"));
        }
        let id = self.schemas.len() as Id;
        found.set_compiled(node, id);
        self.schemas.push(Schema::at(root, node, Draft::LATEST));
        Ok(id)
    }

    /// The document at a URL, where we have it.
    fn root_at(&mut self, url: &str) -> Result<u32, String> {
        if let Some(at) = self.roots.iter().position(|root| root.url == url) {
            return Ok(at as u32);
        }
        let doc = match meta::document(url) {
            Some(text) => json::parse(text.as_bytes())?,
            None if is_permissive(url) => Doc::scalar(Json::Bool(true)),
            None => return Err(refusal(url)),
        };
        self.roots.push(Root::new(url, doc)?);
        Ok((self.roots.len() - 1) as u32)
    }

    fn resolve(&mut self, root: u32, address: &Address) -> Result<Id, String> {
        if let Some(node) = self.roots[root as usize].resolve(address)? {
            return self.enqueue(root, node);
        }
        let other = self.root_at(&address.url)?;
        match self.roots[other as usize].resolve(address)? {
            Some(node) => self.enqueue(other, node),
            None => Err(refusal(&address.url)),
        }
    }
}

/// Whether Helm takes a URL that it cannot resolve for a schema that allows everything.
pub(super) fn is_permissive(url: &str) -> bool {
    scheme(url) == Some("urn")
}

fn scheme(url: &str) -> Option<&str> {
    url.split_once(':').map(|(scheme, _)| scheme)
}

/// Why a document that is not at hand is not there.
pub(super) fn refusal(url: &str) -> String {
    let quoted = quote(url.as_bytes());
    match scheme(url) {
        Some("file" | "http" | "https") => format!(
            "failing loading {quoted}: schemas are read from the chart alone, never from the network or from other files"
        ),
        _ => format!("failing loading {quoted}: no URLLoader registered for {quoted}"),
    }
}

struct Compiler<'s> {
    set: &'s mut Set,
    root: u32,
    node: NodeId,
    schema: Schema,
}

impl<'s> Compiler<'s> {
    fn new(set: &'s mut Set, root: u32, node: NodeId) -> Self {
        let draft = set.roots[root as usize].draft_of(node);
        Self {
            set,
            root,
            node,
            schema: Schema::at(root, node, draft),
        }
    }

    fn doc(&self) -> &Doc {
        &self.set.roots[self.root as usize].doc
    }

    fn child(&mut self, node: NodeId) -> Result<Id, String> {
        self.set.enqueue(self.root, node)
    }

    fn compile(mut self) -> Result<Schema, String> {
        let (resource, _) = self.set.roots[self.root as usize].resource_of(self.node);
        self.schema.resource = self.child(resource)?;
        if self.schema.draft == Draft::D2020 && resource == self.node {
            self.dynamic_anchors()?;
        }
        if let Json::Bool(b) = self.doc().json(self.node) {
            self.schema.always = Some(*b);
            return Ok(self.schema);
        }
        let keywords: Vec<(Str, NodeId)> = match self.doc().entries(self.node) {
            Some([]) => {
                self.schema.always = Some(true);
                return Ok(self.schema);
            }
            Some(entries) => entries.to_vec(),
            None => return Ok(self.schema),
        };
        if let Some(value) = self.doc().get(self.node, b"$ref") {
            self.schema.reference = self.reference(value)?;
        }
        let alone = self.schema.draft < Draft::D2019 && self.schema.reference.is_some();
        if !alone {
            for (keyword, value) in keywords {
                self.keyword(&keyword, value)?;
            }
        }
        Ok(self.schema)
    }

    fn dynamic_anchors(&mut self) -> Result<(), String> {
        let anchors = self.set.roots[self.root as usize].dynamic_anchors(self.node);
        for (name, node) in anchors {
            let id = self.child(node)?;
            self.dynamic().anchors.push((name, id));
        }
        Ok(())
    }

    fn dynamic(&mut self) -> &mut Dynamic {
        self.schema.dynamic.get_or_insert_default()
    }

    fn reference(&mut self, value: NodeId) -> Result<Option<Id>, String> {
        let Json::Str(text) = self.doc().json(value) else {
            return Ok(None);
        };
        let text = text.clone();
        let root = &self.set.roots[self.root as usize];
        let base = root.resource_of(self.node).1.map_or("", |r| r.id.as_str());
        let address = join(base, &text)?;
        self.set.resolve(self.root, &address).map(Some)
    }

    /// Tries the families one after the other.
    fn keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        match keyword {
            b"type" => self.schema.types = self.types(value),
            b"enum" => {
                if let Json::Array(items) = self.doc().json(value) {
                    self.schema.allowed = Some(items.clone());
                }
            }
            b"const" if self.schema.draft >= Draft::D6 => self.schema.constant = Some(value),
            b"format" if self.set.assert_formats || self.schema.draft < Draft::D2019 => {
                if let Json::Str(name) = self.doc().json(value) {
                    self.schema.format = Format::named(name);
                }
            }
            b"$recursiveRef" | b"$recursiveAnchor" | b"$dynamicRef" | b"$dynamicAnchor" => {
                self.dynamic_keyword(keyword, value)?;
            }
            b"minLength" | b"maxLength" | b"pattern" => self.string_keyword(keyword, value)?,
            b"minimum" | b"maximum" | b"exclusiveMinimum" | b"exclusiveMaximum" | b"multipleOf" => {
                self.number_keyword(keyword, value);
            }
            b"not" | b"allOf" | b"anyOf" | b"oneOf" | b"if" => {
                self.combining_keyword(keyword, value)?;
            }
            b"minItems" | b"maxItems" | b"uniqueItems" | b"items" | b"prefixItems"
            | b"contains" | b"minContains" | b"maxContains" | b"unevaluatedItems" => {
                self.array_keyword(keyword, value)?;
            }
            _ => self.object_keyword(keyword, value)?,
        }
        Ok(())
    }

    fn dynamic_keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        let draft = self.schema.draft;
        match keyword {
            b"$recursiveRef" if draft >= Draft::D2019 => {
                self.dynamic().recursive_ref = self.reference(value)?;
            }
            b"$recursiveAnchor" if draft >= Draft::D2019 => {
                self.dynamic().recursive_anchor = self.flag(value);
            }
            b"$dynamicRef" if draft >= Draft::D2020 => {
                let Some(id) = self.reference(value)? else {
                    return Ok(());
                };
                let text = self.doc().text(self.node, keyword).cloned();
                let fragment = super::address::fragment(&text.unwrap_or_default())?;
                let anchor = !matches!(fragment.first(), None | Some(b'/'));
                self.dynamic().dynamic_ref = Some((id, anchor.then(|| Str::from(fragment))));
            }
            b"$dynamicAnchor" if draft >= Draft::D2020 => {
                let name = self.doc().text(self.node, keyword).cloned();
                self.dynamic().dynamic_anchor = name;
            }
            _ => {}
        }
        Ok(())
    }

    fn types(&self, value: NodeId) -> u8 {
        let doc = self.doc();
        let one = |node: NodeId| match doc.json(node) {
            Json::Str(name) => type_named(name),
            _ => 0,
        };
        match doc.json(value) {
            Json::Array(items) => items.iter().fold(0, |bits, item| bits | one(*item)),
            _ => one(value),
        }
    }

    fn flag(&self, value: NodeId) -> bool {
        matches!(self.doc().json(value), Json::Bool(true))
    }

    fn count(&self, value: NodeId) -> Option<i64> {
        self.number(value).and_then(|n| n.to_count())
    }

    fn number(&self, value: NodeId) -> Option<Decimal> {
        self.doc().decimal(value)
    }

    fn names(&self, value: NodeId) -> Vec<Str> {
        let doc = self.doc();
        let Json::Array(items) = doc.json(value) else {
            return Vec::new();
        };
        let texts = items.iter().filter_map(|item| match doc.json(*item) {
            Json::Str(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }

    fn schemas(&mut self, value: NodeId) -> Result<Vec<Id>, String> {
        let items: Vec<NodeId> = match self.doc().json(value) {
            Json::Array(items) => items.to_vec(),
            _ => Vec::new(),
        };
        items.into_iter().map(|item| self.child(item)).collect()
    }

    fn entries(&self, value: NodeId) -> Vec<(Str, NodeId)> {
        self.doc().entries(value).unwrap_or_default().to_vec()
    }

    fn schema_map(&mut self, value: NodeId) -> Result<Vec<(Str, Id)>, String> {
        let entries = self.entries(value).into_iter();
        entries.map(|(k, v)| Ok((k, self.child(v)?))).collect()
    }

    fn additional(&mut self, value: NodeId) -> Result<Additional, String> {
        Ok(match self.doc().json(value) {
            Json::Bool(b) => Additional::Allowed(*b),
            _ => Additional::Schema(self.child(value)?),
        })
    }

    fn regexp(&self, text: &Str, keyword: &[u8]) -> Result<Regexp, String> {
        Regexp::compile(text).map_err(|error| {
            let root = &self.set.roots[self.root as usize];
            let mut pointer = root.doc.pointer(TOP, self.node);
            pointer.push(b'/');
            pointer.extend_from_slice(keyword);
            let place = super::address::with_pointer(&root.url, &pointer);
            let error = String::from_utf8_lossy(&error);
            let (text, place) = (quote(text), quote(place.as_bytes()));
            format!("invalid regex {text} at {place}: {error}")
        })
    }

    fn string_keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        let mut rules: Box<StringRules> = self.schema.string.take().unwrap_or_default();
        match keyword {
            b"minLength" => rules.min = self.count(value),
            b"maxLength" => rules.max = self.count(value),
            _ => {
                if let Json::Str(text) = self.doc().json(value) {
                    let text = text.clone();
                    let regexp = self.regexp(&text, keyword)?;
                    rules.pattern = Some((text, regexp));
                }
            }
        }
        self.schema.string = Some(rules);
        Ok(())
    }

    fn number_keyword(&mut self, keyword: &[u8], value: NodeId) {
        let mut rules: Box<NumberRules> = self.schema.number.take().unwrap_or_default();
        let is_flag = |key: &[u8]| self.doc().get(self.node, key).is_some_and(|v| self.flag(v));
        let number = self.number(value);
        match keyword {
            b"minimum" if is_flag(b"exclusiveMinimum") => rules.above = number,
            b"maximum" if is_flag(b"exclusiveMaximum") => rules.below = number,
            b"minimum" => rules.min = number,
            b"maximum" => rules.max = number,
            b"multipleOf" => rules.multiple_of = number,
            b"exclusiveMinimum" if number.is_some() => rules.above = number,
            b"exclusiveMaximum" if number.is_some() => rules.below = number,
            _ => {}
        }
        self.schema.number = Some(rules);
    }

    fn combining_keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        let mut rules: Box<Combined> = self.schema.combined.take().unwrap_or_default();
        match keyword {
            b"not" => rules.not = Some(self.child(value)?),
            b"allOf" => rules.all = self.schemas(value)?,
            b"anyOf" => rules.any = self.schemas(value)?,
            b"oneOf" => rules.one = self.schemas(value)?,
            _ if self.schema.draft >= Draft::D7 => self.condition(&mut rules, value)?,
            _ => {}
        }
        self.schema.combined = Some(rules);
        Ok(())
    }

    fn condition(&mut self, rules: &mut Combined, value: NodeId) -> Result<(), String> {
        rules.condition = Some(self.child(value)?);
        let known = match self.doc().json(value) {
            Json::Bool(b) => Some(*b),
            _ => None,
        };
        if known != Some(false)
            && let Some(then) = self.doc().get(self.node, b"then")
        {
            rules.then = Some(self.child(then)?);
        }
        if known != Some(true)
            && let Some(otherwise) = self.doc().get(self.node, b"else")
        {
            rules.otherwise = Some(self.child(otherwise)?);
        }
        Ok(())
    }

    fn array_keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        let draft = self.schema.draft;
        let mut rules: Box<ArrayRules> = self.schema.array.take().unwrap_or_default();
        match keyword {
            b"minItems" => rules.min = self.count(value),
            b"maxItems" => rules.max = self.count(value),
            b"uniqueItems" => rules.unique = self.flag(value),
            b"items" => self.items(&mut rules, value)?,
            b"prefixItems" if draft >= Draft::D2020 => rules.prefix = self.schemas(value)?,
            b"contains" if draft >= Draft::D6 => rules.contains = Some(self.child(value)?),
            b"minContains" if draft >= Draft::D2019 => rules.min_contains = self.count(value),
            b"maxContains" if draft >= Draft::D2019 => rules.max_contains = self.count(value),
            b"unevaluatedItems" if draft >= Draft::D2019 => {
                rules.unevaluated = Some(self.child(value)?);
            }
            _ => {}
        }
        self.schema.array = Some(rules);
        Ok(())
    }

    /// `items` was also what `prefixItems` is now, and `additionalItems` what `items` is.
    fn items(&mut self, rules: &mut ArrayRules, value: NodeId) -> Result<(), String> {
        let is_list = matches!(self.doc().json(value), Json::Array(_));
        if self.schema.draft >= Draft::D2020 || !is_list {
            rules.items = Some(self.child(value)?);
            return Ok(());
        }
        rules.prefix = self.schemas(value)?;
        if let Some(additional) = self.doc().get(self.node, b"additionalItems") {
            rules.additional = Some(self.additional(additional)?);
        }
        Ok(())
    }

    fn object_keyword(&mut self, keyword: &[u8], value: NodeId) -> Result<(), String> {
        let draft = self.schema.draft;
        let mut rules: Box<ObjectRules> = match keyword {
            b"minProperties"
            | b"maxProperties"
            | b"required"
            | b"properties"
            | b"patternProperties"
            | b"additionalProperties"
            | b"propertyNames"
            | b"dependencies"
            | b"dependentSchemas"
            | b"dependentRequired"
            | b"unevaluatedProperties" => self.schema.object.take().unwrap_or_default(),
            _ => return Ok(()),
        };
        match keyword {
            b"minProperties" => rules.min = self.count(value),
            b"maxProperties" => rules.max = self.count(value),
            b"required" => rules.required = self.names(value),
            b"properties" => rules.properties = self.schema_map(value)?,
            b"patternProperties" => {
                for (text, id) in self.schema_map(value)? {
                    let regexp = self.regexp(&text, keyword)?;
                    rules.patterns.push((regexp, id));
                }
            }
            b"additionalProperties" => rules.additional = Some(self.additional(value)?),
            b"propertyNames" if draft >= Draft::D6 => rules.names = Some(self.child(value)?),
            b"dependencies" => rules.dependencies = self.dependencies(value)?,
            b"dependentSchemas" if draft >= Draft::D2019 => {
                rules.dependent_schemas = self.schema_map(value)?;
            }
            b"dependentRequired" if draft >= Draft::D2019 => {
                let entries = self.entries(value).into_iter();
                rules.dependent_required = entries.map(|(k, v)| (k, self.names(v))).collect();
            }
            b"unevaluatedProperties" if draft >= Draft::D2019 => {
                rules.unevaluated = Some(self.child(value)?);
            }
            _ => {}
        }
        self.schema.object = Some(rules);
        Ok(())
    }

    fn dependencies(&mut self, value: NodeId) -> Result<Vec<(Str, Needs)>, String> {
        let mut dependencies = Vec::new();
        for (name, needed) in self.entries(value) {
            let needs = match self.doc().json(needed) {
                Json::Array(_) => Needs::Properties(self.names(needed)),
                _ => Needs::Schema(self.child(needed)?),
            };
            dependencies.push((name, needs));
        }
        Ok(dependencies)
    }
}

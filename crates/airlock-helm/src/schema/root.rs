//! A schema document: the resources in it, their identifiers and anchors, and what references
//! into it mean. May not load anything: what lies elsewhere is its caller's business.

use std::collections::BTreeMap;

use airlock_gotmpl::{Str, number::quote};

use super::address::{self, Address, join, unescape_token, with_pointer};
use super::doc::{Doc, Json, NodeId, TOP};
use super::draft::{Draft, Holds};
use super::rules::Id;
use crate::stack;

/// Marks a node that no schema was made of.
const NONE: Id = Id::MAX;

/// A part of a document with an identifier of its own.
pub(super) struct Resource {
    pub(super) id: String,
    pub(super) draft: Draft,
    anchors: BTreeMap<Str, NodeId>,
    dynamic: Vec<Str>,
}

/// A document of schemas.
pub(super) struct Root {
    pub(super) url: String,
    pub(super) doc: Doc,
    resources: BTreeMap<NodeId, Resource>,
    by_id: BTreeMap<String, NodeId>,
    collected: Vec<bool>,
    compiled: Vec<Id>,
}

impl Root {
    /// A document with its resources found.
    pub(super) fn new(url: &str, doc: Doc) -> Result<Self, String> {
        let mut root = Self {
            url: url.to_owned(),
            resources: BTreeMap::new(),
            by_id: BTreeMap::new(),
            collected: vec![false; doc.len()],
            compiled: vec![NONE; doc.len()],
            doc,
        };
        root.collect(TOP, url, Draft::LATEST)?;
        Ok(root)
    }

    /// The schema that was made of a node.
    pub(super) fn compiled(&self, node: NodeId) -> Option<Id> {
        let id = self.compiled.get(node as usize).copied();
        id.filter(|id| *id != NONE)
    }

    /// Notes the schema that was made of a node.
    pub(super) fn set_compiled(&mut self, node: NodeId, id: Id) {
        if let Some(slot) = self.compiled.get_mut(node as usize) {
            *slot = id;
        }
    }

    /// Where a node is, as errors say it.
    pub(super) fn location(&self, node: NodeId) -> String {
        with_pointer(&self.url, &self.doc.pointer(TOP, node))
    }

    /// The resource at a node.
    pub(super) fn resource_at(&self, node: NodeId) -> Option<&Resource> {
        self.resources.get(&node)
    }

    /// The resource that a node is in, and where that begins.
    pub(super) fn resource_of(&self, mut node: NodeId) -> (NodeId, Option<&Resource>) {
        while node != TOP && self.resources.len() > 1 {
            if let Some(resource) = self.resources.get(&node) {
                return (node, Some(resource));
            }
            node = self.doc.parent(node);
        }
        (TOP, self.resources.get(&TOP))
    }

    /// The draft that holds at a node.
    pub(super) fn draft_of(&self, node: NodeId) -> Draft {
        let resource = self.resource_of(node).1;
        resource.map_or(Draft::LATEST, |resource| resource.draft)
    }

    /// The dynamic anchors of the resource at a node.
    pub(super) fn dynamic_anchors(&self, node: NodeId) -> Vec<(Str, NodeId)> {
        let Some(resource) = self.resources.get(&node) else {
            return Vec::new();
        };
        let anchors = resource.anchors.iter();
        anchors
            .filter(|(name, _)| resource.dynamic.contains(name))
            .map(|(name, at)| (name.clone(), *at))
            .collect()
    }

    /// Whether a node is where a schema is expected; if not, its resources are found now.
    pub(super) fn collect_more(&mut self, node: NodeId) -> Result<bool, String> {
        if self.collected[node as usize] {
            return Ok(false);
        }
        let (at, resource) = self.resource_of(node);
        let (base, draft) = match resource {
            Some(resource) => (resource.id.clone(), resource.draft),
            None => (self.url.clone(), Draft::LATEST),
        };
        self.collect(node, &base, draft)?;
        if !self.resources.contains_key(&node) {
            self.collect_anchors(node, at)?;
        }
        Ok(true)
    }

    fn collect(&mut self, node: NodeId, base: &str, fallback: Draft) -> Result<(), String> {
        if std::mem::replace(&mut self.collected[node as usize], true) {
            return Ok(());
        }
        if self.doc.entries(node).is_none() {
            if node == TOP {
                self.add_resource(node, base.to_owned(), fallback)?;
            }
            return Ok(());
        }
        let (draft, own) = self.identify(node, base, fallback)?;
        let base = own.as_deref().unwrap_or(base);
        let resource = self.by_id.get(base).copied().unwrap_or(TOP);
        self.collect_anchors(node, resource)?;
        let inner = self.resources.get(&resource).map_or(draft, |r| r.draft);
        let mut children = Vec::new();
        for (keyword, child) in self.doc.entries(node).unwrap_or_default() {
            if let Some(holds) = draft.holds(keyword) {
                self.push_held(&mut children, *child, holds);
            }
        }
        stack::deep(|| {
            let mut children = children.into_iter();
            children.try_for_each(|child| self.collect(child, base, inner))
        })
    }

    /// The nodes where a keyword's value has schemas.
    fn push_held(&self, held: &mut Vec<NodeId>, value: NodeId, holds: Holds) {
        if matches!(holds, Holds::One | Holds::Both) {
            held.push(value);
        }
        match self.doc.json(value) {
            Json::Array(items) if matches!(holds, Holds::List | Holds::Both) => {
                held.extend_from_slice(items);
            }
            Json::Object(entries) if holds == Holds::Map => {
                held.extend(entries.iter().map(|(_, child)| *child));
            }
            _ => {}
        }
    }

    /// The draft of a schema and the base of its references, where it has a name and so is a
    /// resource.
    fn identify(
        &mut self,
        node: NodeId,
        base: &str,
        fallback: Draft,
    ) -> Result<(Draft, Option<String>), String> {
        let said = self.said_draft(node)?;
        let mut draft = said.unwrap_or(fallback);
        let mut own = said;
        let mut id = self.id_of(node, draft);
        if id.is_none() && node != TOP {
            (draft, own) = (fallback, None);
            id = self.id_of(node, draft);
        }
        let base = match id {
            Some(id) => {
                let joined = join(base, &id).map_err(|_| {
                    format!(
                        "error in parsing id at {}",
                        quote(self.location(node).as_bytes())
                    )
                })?;
                self.add_resource(node, joined.url.clone(), own.unwrap_or(fallback))?;
                Some(joined.url)
            }
            None => {
                if node == TOP {
                    self.add_resource(node, base.to_owned(), own.unwrap_or(fallback))?;
                }
                None
            }
        };
        Ok((draft, base))
    }

    fn id_of(&self, node: NodeId, draft: Draft) -> Option<Str> {
        if draft < Draft::D2019 && self.doc.get(node, b"$ref").is_some() {
            return None;
        }
        let id = self.doc.text(node, draft.id_keyword())?;
        let (url, _) = address::split(id);
        (!url.is_empty()).then(|| Str::new(url))
    }

    /// The draft that `$schema` names.
    fn said_draft(&self, node: NodeId) -> Result<Option<Draft>, String> {
        let Some(said) = self.doc.text(node, b"$schema") else {
            return Ok(None);
        };
        let text = said.to_text();
        if let Some(draft) = Draft::named(&text) {
            return Ok(Some(draft));
        }
        let (url, _) = address::split(said);
        if let Err(error) = crate::url::Url::parse(url) {
            let place = quote(self.location(node).as_bytes());
            return Err(format!("invalid $schema in {place}: {error}"));
        }
        let url = String::from_utf8_lossy(url);
        if let Some(draft) = Draft::named(&url) {
            return Ok(Some(draft));
        }
        if url.starts_with("https://json-schema.org/draft/2019-09/meta/") {
            return Ok(Some(Draft::D2019));
        }
        if url == self.url && node == TOP {
            let url = quote(url.as_bytes());
            return Err(format!("draft {url} is not supported"));
        }
        match super::compile::is_permissive(&url) {
            true => Ok(Some(Draft::LATEST)),
            false => Err(super::compile::refusal(&url)),
        }
    }

    fn add_resource(&mut self, node: NodeId, id: String, draft: Draft) -> Result<(), String> {
        if let Some(other) = self.by_id.get(&id) {
            let pointer = |node| quote(&self.doc.pointer(TOP, node));
            return Err(format!(
                "duplicate id {} in {} at {} and {}",
                quote(id.as_bytes()),
                quote(self.url.as_bytes()),
                pointer(node),
                pointer(*other)
            ));
        }
        self.by_id.insert(id.clone(), node);
        let resource = Resource {
            id,
            draft,
            anchors: BTreeMap::new(),
            dynamic: Vec::new(),
        };
        self.resources.insert(node, resource);
        Ok(())
    }

    fn collect_anchors(&mut self, node: NodeId, resource: NodeId) -> Result<(), String> {
        let draft = self
            .resources
            .get(&resource)
            .map_or(Draft::LATEST, |r| r.draft);
        if draft < Draft::D2019 {
            return self.collect_old_anchor(node, resource, draft);
        }
        if let Some(anchor) = self.doc.text(node, b"$anchor").cloned() {
            self.add_anchor(anchor, node, resource)?;
        }
        if draft == Draft::D2020
            && let Some(anchor) = self.doc.text(node, b"$dynamicAnchor").cloned()
        {
            self.add_anchor(anchor.clone(), node, resource)?;
            if let Some(resource) = self.resources.get_mut(&resource) {
                resource.dynamic.push(anchor);
            }
        }
        Ok(())
    }

    /// Before 2019 an anchor was the fragment of an identifier.
    fn collect_old_anchor(
        &mut self,
        node: NodeId,
        resource: NodeId,
        draft: Draft,
    ) -> Result<(), String> {
        if self.doc.get(node, b"$ref").is_some() {
            return Ok(());
        }
        let Some(id) = self.doc.text(node, draft.id_keyword()) else {
            return Ok(());
        };
        let anchor = address::fragment(id).map_err(|_| {
            let place = self.location(node);
            format!("error in parsing anchor at {}", quote(place.as_bytes()))
        })?;
        match anchor.first() {
            None | Some(b'/') => Ok(()),
            Some(_) => self.add_anchor(Str::from(anchor), node, resource),
        }
    }

    fn add_anchor(&mut self, name: Str, node: NodeId, resource: NodeId) -> Result<(), String> {
        let Some(found) = self.resources.get_mut(&resource) else {
            return Ok(());
        };
        match found.anchors.insert(name.clone(), node) {
            Some(other) if other != node => Err(format!(
                "duplicate anchor {} in {} at {} and {}",
                quote(&name),
                quote(self.url.as_bytes()),
                quote(&self.doc.pointer(TOP, other)),
                quote(&self.doc.pointer(TOP, node))
            )),
            _ => Ok(()),
        }
    }

    /// The node that an address means; `None` where it lies in another document.
    pub(super) fn resolve(&self, address: &Address) -> Result<Option<NodeId>, String> {
        let at = if address.url == self.url {
            TOP
        } else {
            match self.by_id.get(&address.url) {
                Some(at) => *at,
                None => return Ok(None),
            }
        };
        self.resolve_in(&address.fragment, at).map(Some)
    }

    /// The node that a fragment means in the resource at a node.
    fn resolve_in(&self, fragment: &[u8], resource: NodeId) -> Result<NodeId, String> {
        if fragment.first().is_none_or(|byte| *byte == b'/') {
            return self.lookup(fragment, resource);
        }
        let found = self.resources.get(&resource);
        if let Some(node) = found.and_then(|r| r.anchors.get(fragment)) {
            return Ok(*node);
        }
        let id = found.map_or(self.url.as_str(), |r| r.id.as_str());
        Err(format!(
            "anchor in {} not found in schema {}",
            quote(with_pointer(id, fragment).as_bytes()),
            quote(self.url.as_bytes())
        ))
    }

    fn lookup(&self, pointer: &[u8], from: NodeId) -> Result<NodeId, String> {
        let place = || {
            let mut full = self.doc.pointer(TOP, from);
            full.extend_from_slice(pointer);
            quote(with_pointer(&self.url, &full).as_bytes())
        };
        let mut node = from;
        for token in pointer.split(|byte| *byte == b'/').skip(1) {
            let token =
                unescape_token(token).ok_or_else(|| format!("invalid json-pointer {}", place()))?;
            let found = match self.doc.json(node) {
                Json::Array(items) => index(&token).and_then(|i| items.get(i).copied()),
                _ => self.doc.get(node, &token),
            };
            node = found.ok_or_else(|| format!("json-pointer in {} not found", place()))?;
        }
        Ok(node)
    }
}

/// An index of a list, as Go's `strconv.Atoi` reads one.
fn index(token: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(token).ok()?;
    text.parse().ok()
}

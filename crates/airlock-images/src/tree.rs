//! One document as a flat tree with positions. It keeps what was written and knows no meaning.
//!
//! Nodes lie in document order and each knows where its descendants end, so that building is
//! appending, skipping is one step, and depth costs no stack.

/// A node's place in its tree.
pub(crate) type Id = u32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Scalar,
    Map,
    Seq,
    Alias,
}

/// How a scalar was written, as far as anybody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    Literal,
}

/// A position within the document, both counted from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// One step from a node to its child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'x> {
    Key(&'x str),
    Index(u32),
}

#[derive(Debug, Clone, Copy)]
struct Node {
    kind: Kind,
    style: Style,
    owned: bool,
    indent: u16,
    start: u32,
    len: u32,
    mark: Mark,
    end: Id,
}

/// One document. Scalars lie in `source` where they stand there as they are, else in `owned`.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    source: &'a str,
    owned: String,
    nodes: Vec<Node>,
    aliases: bool,
}

/// A tree's memory, to be used again.
#[derive(Debug, Default)]
pub(crate) struct Storage {
    owned: String,
    nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// An empty tree over this text, in memory that another tree has left.
    pub(crate) fn new(source: &'a str, mut storage: Storage) -> Self {
        storage.owned.clear();
        storage.nodes.clear();
        Self {
            source,
            owned: storage.owned,
            nodes: storage.nodes,
            aliases: false,
        }
    }

    pub(crate) fn into_storage(self) -> Storage {
        Storage {
            owned: self.owned,
            nodes: self.nodes,
        }
    }

    /// The text that it was read from.
    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    pub(crate) fn len(&self) -> Id {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn has_aliases(&self) -> bool {
        self.aliases
    }

    fn push(&mut self, kind: Kind, style: Style, mark: Mark) -> Id {
        let id = self.len();
        self.nodes.push(Node {
            kind,
            style,
            owned: false,
            indent: 0,
            start: 0,
            len: 0,
            mark,
            end: id + 1,
        });
        id
    }

    pub(crate) fn push_null(&mut self, mark: Mark) -> Id {
        self.push(Kind::Null, Style::Plain, mark)
    }

    /// Opens a map or a sequence; what follows is inside it until [`Tree::close`].
    pub(crate) fn open(&mut self, kind: Kind, mark: Mark) -> Id {
        self.push(kind, Style::Plain, mark)
    }

    pub(crate) fn close(&mut self, id: Id) {
        let end = self.len();
        if let Some(node) = self.nodes.get_mut(id as usize) {
            node.end = end;
        }
    }

    /// A scalar that stands in the source as it is.
    pub(crate) fn push_borrowed(&mut self, style: Style, at: usize, len: usize, mark: Mark) -> Id {
        let id = self.push(Kind::Scalar, style, mark);
        if let Some(node) = self.nodes.last_mut() {
            node.start = at as u32;
            node.len = len as u32;
        }
        id
    }

    /// A scalar whose text is what was added to [`Tree::owned`] since `from`.
    pub(crate) fn push_owned(&mut self, style: Style, from: usize, mark: Mark) -> Id {
        let id = self.push(Kind::Scalar, style, mark);
        let len = self.owned.len().saturating_sub(from);
        if let Some(node) = self.nodes.last_mut() {
            node.owned = true;
            node.start = from as u32;
            node.len = len as u32;
        }
        id
    }

    /// Adds a further line to the scalar that was pushed last, folded as plain scalars are.
    pub(crate) fn continue_last(&mut self, blank_lines: usize, piece: &str) {
        let Some(node) = self.nodes.last_mut() else {
            return;
        };
        if !node.owned {
            let start = node.start as usize;
            let text = self
                .source
                .get(start..start + node.len as usize)
                .unwrap_or("");
            node.owned = true;
            node.start = self.owned.len() as u32;
            self.owned.push_str(text);
        }
        if blank_lines == 0 {
            self.owned.push(' ');
        }
        for _ in 0..blank_lines {
            self.owned.push('\n');
        }
        self.owned.push_str(piece);
        node.len = (self.owned.len() as u32).saturating_sub(node.start);
    }

    /// Takes back all nodes from this one on.
    pub(crate) fn truncate(&mut self, id: Id) {
        self.nodes.truncate(id as usize);
    }

    pub(crate) fn push_alias(&mut self, target: Id, mark: Mark) -> Id {
        let id = self.push(Kind::Alias, Style::Plain, mark);
        if let Some(node) = self.nodes.last_mut() {
            node.start = target;
        }
        self.aliases = true;
        id
    }

    /// Where readers put text that is not in the source as it stands.
    pub(crate) fn owned(&mut self) -> &mut String {
        &mut self.owned
    }

    pub(crate) fn set_indent(&mut self, id: Id, indent: usize) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            node.indent = u16::try_from(indent).unwrap_or(u16::MAX);
        }
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// The node itself, or what an alias stands for.
    pub(crate) fn resolve(&self, id: Id) -> Id {
        match self.node(id) {
            Some(node) if node.kind == Kind::Alias => node.start,
            _ => id,
        }
    }

    pub(crate) fn kind(&self, id: Id) -> Kind {
        self.node(id).map_or(Kind::Null, |node| node.kind)
    }

    /// A map or a list.
    pub(crate) fn is_collection(&self, id: Id) -> bool {
        matches!(self.kind(id), Kind::Map | Kind::Seq)
    }

    pub(crate) fn style(&self, id: Id) -> Style {
        self.node(id).map_or(Style::Plain, |node| node.style)
    }

    pub(crate) fn mark(&self, id: Id) -> Mark {
        self.node(id).map_or(Mark::default(), |node| node.mark)
    }

    /// The columns that were cut off each line of a literal.
    pub(crate) fn indent(&self, id: Id) -> u32 {
        self.node(id).map_or(0, |node| u32::from(node.indent))
    }

    /// The first node that is not below this one.
    pub(crate) fn end(&self, id: Id) -> Id {
        self.node(id).map_or(id + 1, |node| node.end.max(id + 1))
    }

    /// A scalar's text, through aliases; empty for anything else.
    pub(crate) fn text(&self, id: Id) -> &str {
        let Some(node) = self.node(self.resolve(id)) else {
            return "";
        };
        if node.kind != Kind::Scalar {
            return "";
        }
        let home = if node.owned {
            self.owned.as_str()
        } else {
            self.source
        };
        let start = node.start as usize;
        home.get(start..start + node.len as usize).unwrap_or("")
    }

    /// The text of the node that was added last.
    pub(crate) fn last_text(&self) -> &str {
        self.text(self.len().saturating_sub(1))
    }

    /// A scalar that holds a string: plain `null` and `~` hold none.
    pub(crate) fn string(&self, id: Id) -> Option<&str> {
        let target = self.resolve(id);
        if self.kind(target) != Kind::Scalar {
            return None;
        }
        let text = self.text(target);
        let null = self.style(target) == Style::Plain
            && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        (!null).then_some(text)
    }

    /// A map's keys with their values, as written.
    pub(crate) fn entries(&self, id: Id) -> Entries<'_> {
        let id = self.resolve(id);
        let map = self.kind(id) == Kind::Map;
        Entries {
            tree: self,
            at: id + 1,
            end: if map { self.end(id) } else { 0 },
        }
    }

    /// A sequence's items.
    pub(crate) fn items(&self, id: Id) -> Items<'_> {
        let id = self.resolve(id);
        let seq = self.kind(id) == Kind::Seq;
        Items {
            tree: self,
            at: id + 1,
            end: if seq { self.end(id) } else { 0 },
        }
    }

    /// The value of a key; of the last one where it is written twice.
    pub(crate) fn get(&self, id: Id, key: &str) -> Option<Id> {
        let mut found = None;
        for (name, value) in self.entries(id) {
            if self.text(name) == key {
                found = Some(value);
            }
        }
        found
    }

    /// The string at a key.
    pub(crate) fn get_string(&self, id: Id, key: &str) -> Option<&str> {
        self.get(id, key).and_then(|value| self.string(value))
    }
}

/// See [`Tree::entries`].
pub(crate) struct Entries<'t> {
    tree: &'t Tree<'t>,
    at: Id,
    end: Id,
}

impl Iterator for Entries<'_> {
    type Item = (Id, Id);

    fn next(&mut self) -> Option<(Id, Id)> {
        if self.at >= self.end {
            return None;
        }
        let key = self.at;
        let value = self.tree.end(key);
        self.at = self.tree.end(value);
        Some((key, value))
    }
}

/// See [`Tree::items`].
pub(crate) struct Items<'t> {
    tree: &'t Tree<'t>,
    at: Id,
    end: Id,
}

impl Iterator for Items<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        if self.at >= self.end {
            return None;
        }
        let item = self.at;
        self.at = self.tree.end(item);
        Some(item)
    }
}

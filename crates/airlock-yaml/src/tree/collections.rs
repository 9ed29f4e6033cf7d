//! Lists and maps as they are gone through: aliases resolved, merges in place.

use super::{Document, Kind, Node, RawValue, effective};

/// The items of a list.
#[derive(Clone, Copy)]
pub struct Seq<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) next: u32,
    pub(super) end: u32,
    pub(super) count: u32,
}

impl Seq<'_> {
    /// How many items are left.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl<'d> Iterator for Seq<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.end {
            return None;
        }
        let node = self.document.node(self.next);
        self.next = self.document.after(self.next);
        self.count = self.count.saturating_sub(1);
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count as usize, Some(self.count as usize))
    }
}

/// A map, as the assignments that make it.
#[derive(Clone, Copy)]
pub struct Map<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) index: u32,
    pub(super) end: u32,
    pub(super) count: u32,
}

impl<'d> Map<'d> {
    /// How many entries are written, before merges and with repeated keys.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The assignments in Go's order, with merges in place. A key may come more than once: **the
    /// last one wins**. Keys are strings, as JSON has them.
    pub fn iter(&self) -> Entries<'d> {
        let span = Span {
            next: self.index + 1,
            end: self.end,
        };
        Entries {
            document: self.document,
            span,
            outer: Vec::new(),
        }
    }

    /// The entries that are left when later ones have overridden earlier ones, sorted by key.
    pub fn effective(&self) -> Vec<(&'d str, Node<'d>, Node<'d>)> {
        effective::entries(*self)
    }

    /// Adds what [`Self::effective`] gives to a list, the keys as strings alone: many maps can share
    /// the list's memory.
    pub fn push_effective(&self, to: &mut Vec<(&'d str, Node<'d>)>) {
        effective::push(*self, to);
    }

    /// The value of a key, the last one if there are several.
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        let mut found = None;
        for (name, value) in self.iter() {
            if name.as_str() == Some(key) {
                found = Some(value);
            }
        }
        found
    }
}

impl<'d> IntoIterator for Map<'d> {
    type Item = (Node<'d>, Node<'d>);
    type IntoIter = Entries<'d>;

    fn into_iter(self) -> Entries<'d> {
        self.iter()
    }
}

#[derive(Clone, Copy)]
struct Span {
    next: u32,
    end: u32,
}

/// The assignments of a map.
pub struct Entries<'d> {
    document: &'d Document<'d>,
    span: Span,
    /// The maps that a merge has interrupted.
    outer: Vec<Span>,
}

impl<'d> Iterator for Entries<'d> {
    type Item = (Node<'d>, Node<'d>);

    #[inline]
    fn next(&mut self) -> Option<(Node<'d>, Node<'d>)> {
        loop {
            if self.span.next >= self.span.end {
                self.span = self.outer.pop()?;
                continue;
            }
            let key = self.document.node(self.span.next);
            let value = self.document.node(self.span.next + 1);
            self.span.next = self.document.after(self.span.next + 1);
            if key.raw.value != RawValue::Merge {
                return Some((key, value));
            }
            self.enter_merge(value);
        }
    }
}

impl<'d> Entries<'d> {
    fn enter_merge(&mut self, value: Node<'d>) {
        self.outer.push(self.span);
        self.span = Span { next: 0, end: 0 };
        match value.kind() {
            Kind::Map(map) => {
                self.span = Span {
                    next: map.index + 1,
                    end: map.end,
                }
            }
            // Go takes the last map first, so that the first one wins.
            Kind::Seq(seq) => {
                for item in seq {
                    if let Kind::Map(map) = item.kind() {
                        self.outer.push(Span {
                            next: map.index + 1,
                            end: map.end,
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

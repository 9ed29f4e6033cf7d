//! Lists of objects: item by item, of a long one by as many threads as the caller allows. A long
//! list in JSON, such as `kubectl get` prints, is never in memory as a whole tree. The answer is
//! as if one thread had walked one tree.

use std::fmt::Write as _;
use std::sync::Arc;
use std::thread::{Builder, ScopedJoinHandle};

use crate::error::Error;
use crate::read::{Item, Trees, read_head, read_items};
use crate::report::{Confidence, Find};
use crate::tree::{Id, Tree};
use crate::walk::Walker;
use crate::walk::level::{Identity, Level};

/// A list of so many items is worth threads.
const MANY: usize = 1000;
/// A text of so many bytes is worth to be read in parts, and of so many by several threads.
const LONG: usize = 128 * 1024;
const LONG_FOR_ONE: usize = 1024 * 1024;

/// What all items of a list share.
pub(super) struct List<'x> {
    pub(super) tree: &'x Tree<'x>,
    pub(super) listed: Identity<'x>,
    pub(super) outer: Option<(Find, Confidence)>,
}

/// A list as it stands in the stream.
struct Text<'x> {
    text: &'x str,
    /// Its items, and where it ends.
    items: &'x [Item],
    line: u32,
    number: usize,
    template: Option<Arc<str>>,
    listed: Identity<'x>,
}

/// What has to be read as a whole, by the readers that have the last word.
struct Unread;

impl<'w> Walker<'w> {
    /// The objects of a list, each with its own identity as far as it has one.
    pub(super) fn items<'x>(
        &mut self,
        level: &mut Level<'x>,
        root: Id,
        list: &List<'x>,
    ) -> Result<(), Error> {
        level.list = false;
        let tree = list.tree;
        for (_, items) in tree
            .entries(root)
            .filter(|(key, _)| tree.text(*key) == "items")
        {
            let items: Vec<Id> = tree.items(items).collect();
            // Aliases are counted over the whole document.
            let many = items.len() >= MANY && !tree.has_aliases();
            self.among_threads(&items, many, &|walker, items, first| {
                walker.items_from(&mut level.clone(), list, items, first)
            })?;
        }
        level.list = true;
        Ok(())
    }

    fn items_from<'x>(
        &mut self,
        level: &mut Level<'x>,
        list: &List<'x>,
        items: &[Id],
        first: usize,
    ) -> Result<(), Error> {
        for (index, item) in items.iter().enumerate() {
            let before = level.prefix.len();
            if level.depth == 0 {
                let _ = write!(level.prefix, "items[{}].", first + index);
            }
            if !list.tree.has_aliases() {
                self.budget_for(0);
            }
            self.object(level, list.tree, *item, list.listed, list.outer)?;
            level.prefix.truncate(before);
        }
        Ok(())
    }

    /// Walks a long list of JSON objects. False: it is none, or it is to be read as a whole; then
    /// nothing of it is in the report.
    pub(super) fn long_list(
        &mut self,
        text: &str,
        line: u32,
        number: usize,
        template: Option<&Arc<str>>,
    ) -> bool {
        if !self.options.short_cuts || text.len() < LONG || !text.trim_start().starts_with('{') {
            return false;
        }
        let (mut wanted, pool) = self.by_name();
        let Some((head, items)) = read_head(text, &mut wanted, pool) else {
            return false;
        };
        let before = std::mem::take(&mut self.report);
        let walked = self.walk_long(text, &head, &items, line, number, template);
        let own = std::mem::replace(&mut self.report, before);
        if walked.is_ok() {
            self.report.append(own);
            self.report.documents += 1;
        }
        self.pool.put(head);
        walked.is_ok()
    }

    fn walk_long(
        &mut self,
        text: &str,
        head: &Trees<'_>,
        items: &[Item],
        line: u32,
        number: usize,
        template: Option<&Arc<str>>,
    ) -> Result<(), Unread> {
        let list = Text {
            text,
            items,
            line,
            number,
            template: template.cloned(),
            listed: listed(&head.tree, 0).ok_or(Unread)?,
        };
        let many = text.len() >= LONG_FOR_ONE;
        let items = items.split_last().map_or(items, |(_, items)| items);
        self.among_threads(items, many, &|walker, items, first| {
            walker.read_and_walk(&list, first, first + items.len())
        })?;
        self.root(head, 0, line, number, list.template.clone())
            .map_err(|_| Unread)
    }

    /// Walks items a few at a time.
    fn read_and_walk(&mut self, list: &Text<'_>, from: usize, end: usize) -> Result<(), Unread> {
        let mut at = from;
        while at < end {
            let rest = list.items.get(at..=end).ok_or(Unread)?;
            let (mut wanted, pool) = self.by_name();
            let trees = read_items(list.text, rest, &mut wanted, pool).ok_or(Unread)?;
            let some = List {
                tree: &trees.tree,
                listed: list.listed,
                outer: None,
            };
            let mut level = Level::stream(list.number, list.line, list.template.clone());
            self.items_from(&mut level, &some, &trees.roots, at)
                .map_err(|_| Unread)?;
            at += trees.roots.len();
            drop(level);
            self.pool.put(trees);
        }
        Ok(())
    }

    /// Items, if they are many in as many parts as there are threads; the first part is walked
    /// here. `walk` is told the number of a part's first item.
    fn among_threads<T, E>(
        &mut self,
        items: &[T],
        many: bool,
        walk: &(impl Fn(&mut Walker<'w>, &[T], usize) -> Result<(), E> + Sync),
    ) -> Result<(), E>
    where
        T: Sync,
        E: Send,
    {
        if !many || self.options.threads < 2 {
            return walk(self, items, 0);
        }
        let size = items.len().div_ceil(self.options.threads).max(1);
        let (own, others) = items.split_at_checked(size).unwrap_or((items, &[]));
        std::thread::scope(|scope| {
            let mut parts = Vec::new();
            for (at, part) in others.chunks(size).enumerate() {
                let (start, first) = (self.start(), size * (at + 1));
                let work = move || {
                    let mut walker = start.walker();
                    let walked = walk(&mut walker, part, first);
                    (walker.report, walked)
                };
                parts.push((part, first, Builder::new().spawn_scoped(scope, work)));
            }
            walk(self, own, 0)?;
            for (part, first, thread) in parts {
                match thread.map(ScopedJoinHandle::join) {
                    Ok(Ok((report, walked))) => self.take_later(report, walked)?,
                    Ok(Err(panic)) => std::panic::resume_unwind(panic),
                    // The system has no thread for it.
                    Err(_) => walk(self, part, first)?,
                }
            }
            Ok(())
        })
    }
}

/// What a list says of its items; `None` when it is none.
pub(super) fn listed<'x>(tree: &'x Tree<'x>, root: Id) -> Option<Identity<'x>> {
    let kind = tree.get_string(root, "kind").unwrap_or_default();
    kind.ends_with("List").then(|| Identity {
        api_version: tree.get_string(root, "apiVersion").unwrap_or_default(),
        kind: kind.trim_end_matches("List"),
        ..Identity::default()
    })
}

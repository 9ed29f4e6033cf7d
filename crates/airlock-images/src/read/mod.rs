//! From bytes to trees: the fast readers first, the full parser for the rest and for errors.

mod charset;
mod events;
mod flow;
mod items;
mod json;
mod lines;

use airlock_yaml::Source;

use crate::tree::{Id, Mark, Storage, Tree};

pub(crate) use events::Fault;
pub(crate) use items::Item;
pub(crate) use lines::{Interest, Wanted};

/// What a piece of text holds: a tree with one root for each document in it.
pub(crate) struct Trees<'a> {
    pub(crate) tree: Tree<'a>,
    pub(crate) roots: Vec<Id>,
    pub(crate) json: bool,
}

/// So many bytes of a list are read at a time, if an item is not longer.
const TOGETHER: usize = 64 * 1024;

/// Memory of trees that were walked, for those to come: a stream has thousands of documents.
#[derive(Default)]
pub(crate) struct Pool(Vec<Storage>);

impl Pool {
    fn take(&mut self) -> Storage {
        self.0.pop().unwrap_or_default()
    }

    pub(crate) fn put(&mut self, trees: Trees<'_>) {
        self.0.push(trees.tree.into_storage());
    }
}

/// Reads text that is JSON, and with a line reader's help block YAML; `None` when it is neither.
pub(crate) fn read_fast<'a>(
    text: &'a str,
    mut wanted: Option<&mut dyn Wanted>,
    pool: &mut Pool,
) -> Option<Trees<'a>> {
    let json = text.trim_start().starts_with(['{', '[']);
    let mut tree = Tree::new(text, pool.take());
    let roots = match wanted {
        _ if json => json_values(&mut tree, text, &mut wanted),
        Some(wanted) => lines::read_lines(&mut tree, text, wanted)
            .map(|()| if tree.is_empty() { Vec::new() } else { vec![0] }),
        None => None,
    };
    match roots {
        Some(roots) => Some(Trees { tree, roots, json }),
        None => {
            pool.0.push(tree.into_storage());
            None
        }
    }
}

/// Reads one JSON object without the objects that are its `items`; `None` when it is none, or
/// when they are in no place of their own.
pub(crate) fn read_head<'a>(
    text: &'a str,
    wanted: &mut dyn Wanted,
    pool: &mut Pool,
) -> Option<(Trees<'a>, Vec<Item>)> {
    let mut tree = Tree::new(text, pool.take());
    let mut items = Vec::new();
    let read = json::read_json_head(&mut tree, text, wanted, &mut items);
    let whole = read.and_then(|end| text.get(end.at..));
    let head = Trees {
        tree,
        roots: vec![0],
        json: true,
    };
    match whole {
        Some(rest) if rest.trim_start().is_empty() && !items.is_empty() => Some((head, items)),
        _ => {
            pool.put(head);
            None
        }
    }
}

/// Reads as many of a list's items as fill some memory, but not the last, which is only where they
/// end. The answer is a root for each; `None`: they are not what they were taken for.
pub(crate) fn read_items<'a>(
    text: &'a str,
    items: &[Item],
    wanted: &mut dyn Wanted,
    pool: &mut Pool,
) -> Option<Trees<'a>> {
    let most = items.first()?.at.saturating_add(TOGETHER);
    let some = items.iter().take_while(|item| item.at < most).count();
    let items = items.get(..=some).unwrap_or(items);
    let mut tree = Tree::new(text, pool.take());
    let roots = json::read_json_items(&mut tree, text, items, wanted)?;
    Some(Trees {
        tree,
        roots,
        json: true,
    })
}

/// Reads with the full parser, which has the last word.
pub(crate) fn read_full<'a>(source: &'a Source<'_>, pool: &mut Pool) -> Result<Trees<'a>, Fault> {
    let (tree, roots) = events::read_events(source, pool.take())?;
    Ok(Trees {
        tree,
        roots,
        json: source.text().trim_start().starts_with(['{', '[']),
    })
}

/// One JSON value after another, as Kubernetes' decoder takes them.
fn json_values(
    tree: &mut Tree<'_>,
    text: &str,
    wanted: &mut Option<&mut dyn Wanted>,
) -> Option<Vec<Id>> {
    let mut roots = Vec::new();
    let mut at = 0;
    let mut mark = Mark::default();
    while !text.get(at..)?.trim_start().is_empty() {
        roots.push(tree.len());
        let end = json::read_json(tree, text, at, mark, reborrow(wanted))?;
        (at, mark) = (end.at, end.mark);
    }
    Some(roots)
}

fn reborrow<'w>(wanted: &'w mut Option<&mut dyn Wanted>) -> Option<&'w mut (dyn Wanted + 'w)> {
    match wanted {
        Some(wanted) => Some(&mut **wanted),
        None => None,
    }
}

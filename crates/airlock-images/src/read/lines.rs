//! Block YAML as machines write it, read line by line into a tree: several times as fast as a
//! full parse, and for a CRD without the parts that nobody asks for.
//!
//! It may only read what it understands wholly. At the first thing that is not plain block style
//! (an anchor, a tag, a flow over several lines, a tab where it counts, doubt) it says so, and
//! the full parser reads the document instead, or refuses it with its own words.

mod block;
mod inline;
mod quoted;
mod scan;

use crate::tree::{Id, Kind, Mark, Style, Tree};
use scan::{find_newline, is_dash, spaces};

const NONE: Id = Id::MAX;

/// How much a key matters; asked for every key that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interest {
    /// The key and all that is below it.
    Whole,
    /// Only what is of interest by itself: below it, or a value that may hold an image.
    Look,
    /// The value, once something beside it is kept.
    Beside,
    /// An object's metadata: as `Look`, but its names count.
    Metadata,
}

impl Interest {
    /// How much a value matters, from how much its surroundings and its key do.
    pub(crate) fn below(self, key: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Whole => Self::Whole,
            _ => match key() {
                Self::Beside if self == Self::Metadata => Self::Whole,
                interest => interest,
            },
        }
    }
}

/// Who knows which keys matter.
pub(crate) trait Wanted {
    /// Of a key.
    fn interest(&mut self, key: &str) -> Interest;
    /// Can this value matter under a key that does not?
    fn may_matter(&self, value: &str) -> bool;
}

/// Fills the tree with what is wanted, or answers `None` when the text is for the full parser.
pub(crate) fn read_lines(tree: &mut Tree<'_>, text: &str, wanted: &mut dyn Wanted) -> Option<()> {
    if !crate::read::charset::is_simple(text) {
        return None;
    }
    let mut lines = Lines {
        tree,
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        blocks: Vec::with_capacity(16),
        pending: false,
        open_plain: false,
        blank: 0,
        passed: None,
        wanted,
        crd: Crd::default(),
    };
    lines.run()
}

/// A block collection that is open.
struct Block {
    indent: usize,
    seq: bool,
    /// What of it goes into the tree.
    mode: Mode,
    /// What of the next value does.
    next: Mode,
    /// `NONE` as long as nothing in it was kept.
    node: Id,
    /// A key and its value that wait for something beside them.
    held: Option<(Key, Held)>,
    /// The last item was a flag, whose value may follow.
    flag: bool,
    mark: Mark,
    key: (usize, usize, Style, Mark),
    seen: u32,
    kept: u32,
}

/// What of a block goes into the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Whole,
    Look,
    Beside,
    Metadata,
    /// A CRD's schema: nothing but the subtrees below `default`.
    Defaults,
}

impl Mode {
    fn of(interest: Interest) -> Self {
        match interest {
            Interest::Whole => Self::Whole,
            Interest::Look => Self::Look,
            Interest::Beside => Self::Beside,
            Interest::Metadata => Self::Metadata,
        }
    }
}

/// A scalar that stands in the text as it is, and may go into the tree later.
#[derive(Clone, Copy)]
struct Held {
    from: usize,
    len: usize,
    style: Style,
    mark: Mark,
}

/// A key, and the place behind its colon.
#[derive(Clone, Copy)]
struct Key {
    from: usize,
    len: usize,
    style: Style,
    after: usize,
    column: u32,
}

/// What is known of the document's identity so far.
#[derive(Default)]
struct Crd {
    kind: bool,
    version: bool,
    cut: bool,
}

struct Lines<'l, 't> {
    wanted: &'l mut dyn Wanted,
    tree: &'l mut Tree<'t>,
    text: &'l str,
    bytes: &'l [u8],
    at: usize,
    line: u32,
    blocks: Vec<Block>,
    /// The last key or dash has no value yet.
    pending: bool,
    /// The last value was plain and may go on in a deeper line.
    open_plain: bool,
    /// Blank lines since the last content.
    blank: usize,
    /// The plain scalar that was read last, where it is not in the tree.
    passed: Option<Held>,
    crd: Crd,
}

impl Lines<'_, '_> {
    fn run(&mut self) -> Option<()> {
        while self.at < self.bytes.len() {
            let start = self.at;
            let at = spaces(self.bytes, start);
            match self.bytes.get(at) {
                None => break,
                Some(b'\n') => {
                    self.blank += 1;
                    self.next_line(at);
                }
                Some(b'#') => {
                    self.open_plain = false;
                    self.end_comment(at);
                }
                Some(b'\t') => return None,
                Some(_) => {
                    self.content(start, at)?;
                    self.blank = 0;
                }
            }
        }
        self.finish()
    }

    fn end_comment(&mut self, from: usize) {
        let end = self.line_end(from);
        self.next_line(end);
    }

    fn finish(&mut self) -> Option<()> {
        self.settle();
        while !self.blocks.is_empty() {
            self.close();
        }
        Some(())
    }

    fn next_line(&mut self, end: usize) {
        self.at = end + 1;
        self.line += 1;
    }

    fn line_end(&self, from: usize) -> usize {
        find_newline(self.text, from)
    }

    /// One line that holds something, from its first character on.
    fn content(&mut self, start: usize, at: usize) -> Option<()> {
        let column = at - start;
        if self.open_plain {
            if self
                .blocks
                .last()
                .is_some_and(|block| column > block.indent)
            {
                return self.continue_plain(at);
            }
            self.open_plain = false;
        }
        if is_dash(self.bytes, at) {
            self.make_room(start, at, true)?;
            return self.item(start, at);
        }
        match self.key(at)? {
            Some(key) => {
                self.make_room(start, at, false)?;
                self.pair(start, at, key)
            }
            None if self.opens_block(column, false) && !self.blocks.is_empty() => {
                self.pending = false;
                self.value(start, at)
            }
            None => None,
        }
    }

    /// Makes the block that this line belongs to the last one.
    fn make_room(&mut self, start: usize, at: usize, dash: bool) -> Option<()> {
        let column = at - start;
        if self.opens_block(column, dash) {
            return self.open(column, dash, at, start);
        }
        self.settle();
        self.unwind(column, dash)
    }

    /// Does this line begin the value that the last key or dash waits for?
    fn opens_block(&self, column: usize, dash: bool) -> bool {
        match self.blocks.last() {
            None => self.tree.is_empty(),
            Some(_) if !self.pending => false,
            Some(top) => column > top.indent || (dash && !top.seq && column == top.indent),
        }
    }

    /// A key or a dash without a value has the value null.
    fn settle(&mut self) {
        if self.pending {
            self.pending = false;
            let mark = Mark {
                line: self.line,
                column: 0,
            };
            if self.keeps() {
                self.tree.push_null(mark);
            }
        }
    }

    /// Is the next value in the tree whatever it is? Then its key is there already.
    fn keeps(&self) -> bool {
        self.blocks
            .last()
            .is_some_and(|block| block.next == Mode::Whole)
    }

    /// Does a scalar of this text go into the tree? If so all that it stands in is there.
    fn keeps_text(&mut self, text: &str) -> Option<bool> {
        let top = self.blocks.last_mut()?;
        let wanted = match top.next {
            Mode::Whole => return Some(true),
            Mode::Defaults => return Some(false),
            Mode::Beside => false,
            Mode::Look | Mode::Metadata if top.seq => {
                let after_flag = std::mem::replace(&mut top.flag, text.starts_with('-'));
                after_flag || top.flag || text.contains(' ') || self.wanted.may_matter(text)
            }
            Mode::Look | Mode::Metadata => self.wanted.may_matter(text),
        };
        if wanted {
            self.admit()?;
        }
        Some(wanted)
    }

    /// Puts the key or the passed items before the value that comes next into the tree.
    fn admit(&mut self) -> Option<()> {
        self.materialise()?;
        let top = self.blocks.last_mut()?;
        if top.seq {
            let skipped = top.seen.saturating_sub(top.kept + 1);
            top.kept = top.seen;
            for _ in 0..skipped {
                self.tree.push_null(top.mark);
            }
        } else {
            let (from, len, style, mark) = top.key;
            self.tree.push_borrowed(style, from, len, mark);
        }
        Some(())
    }

    /// The same for a text of which nothing is known yet: in a schema it does not go.
    fn keeps_more(&mut self) -> Option<bool> {
        match self.blocks.last()?.next {
            Mode::Whole => return Some(true),
            Mode::Defaults => return Some(false),
            Mode::Look | Mode::Beside | Mode::Metadata => self.admit()?,
        }
        Some(true)
    }

    fn push_held(&mut self, key: Key, held: Held) {
        let column = key.column;
        let mark = Mark {
            line: held.mark.line,
            column,
        };
        self.tree.push_borrowed(key.style, key.from, key.len, mark);
        self.tree
            .push_borrowed(held.style, held.from, held.len, held.mark);
    }

    /// Closes the blocks that end before this column; the one that stays must fit the line.
    fn unwind(&mut self, column: usize, dash: bool) -> Option<()> {
        loop {
            let top = self.blocks.last()?;
            if top.indent < column {
                return None;
            }
            if top.indent == column && top.seq == dash {
                return Some(());
            }
            self.close();
        }
    }

    fn open(&mut self, indent: usize, seq: bool, at: usize, start: usize) -> Option<()> {
        self.pending = false;
        let mode = match self.blocks.last() {
            Some(parent) if parent.next == Mode::Beside => Mode::Look,
            Some(parent) => parent.next,
            None => Mode::Look,
        };
        let mark = self.mark(start, at);
        let kind = if seq { Kind::Seq } else { Kind::Map };
        let node = match mode == Mode::Whole || self.blocks.is_empty() {
            true => self.tree.open(kind, mark),
            false => NONE,
        };
        if self.blocks.len() >= 10_000 {
            return None;
        }
        self.blocks.push(Block {
            indent,
            seq,
            mode,
            next: mode,
            node,
            held: None,
            flag: false,
            mark,
            key: (at, 0, Style::Plain, mark),
            seen: 0,
            kept: 0,
        });
        Some(())
    }

    fn close(&mut self) {
        if let Some(block) = self.blocks.pop()
            && block.node != NONE
        {
            self.tree.close(block.node);
        }
    }

    /// A dash, and what stands behind it on the line.
    fn item(&mut self, start: usize, at: usize) -> Option<()> {
        let mut at = at;
        loop {
            let top = self.blocks.last_mut()?;
            top.seen += 1;
            if top.mode == Mode::Whole {
                top.kept = top.seen;
            }
            let next = spaces(self.bytes, at + 1);
            if self.ends_line(next) {
                return Some(());
            }
            if is_dash(self.bytes, next) {
                self.open(next - start, true, next, start)?;
                at = next;
                continue;
            }
            if let Some(key) = self.key(next)? {
                self.open(next - start, false, next, start)?;
                return self.pair(start, next, key);
            }
            return self.value(start, next);
        }
    }

    /// Is there nothing but a comment from here on? Then the value comes in a later line.
    fn ends_line(&mut self, at: usize) -> bool {
        match self.bytes.get(at) {
            None | Some(b'\n') => self.next_line(at),
            Some(b'#') => self.end_comment(at),
            Some(_) => return false,
        }
        self.pending = true;
        true
    }

    fn pair(&mut self, start: usize, at: usize, key: Key) -> Option<()> {
        let Key {
            from,
            len,
            style,
            after,
            ..
        } = key;
        let mark = self.mark(start, at);
        let root = self.blocks.len() == 1;
        let name = self.text.get(from..from + len)?;
        let cut = root && self.begins_cut(name)?;
        let mode = self.blocks.last()?.mode;
        let next = if cut {
            Mode::Defaults
        } else {
            self.next_mode(mode, name)
        };
        let top = self.blocks.last_mut()?;
        top.key = (from, len, style, mark);
        top.next = next;
        if next == Mode::Whole {
            if mode != Mode::Whole {
                self.materialise()?;
            }
            self.tree.push_borrowed(style, from, len, mark);
        }
        let value = spaces(self.bytes, after);
        if root {
            self.identify(from, len, value);
        }
        if self.ends_line(value) {
            return Some(());
        }
        if next == Mode::Beside {
            return self.beside(
                start,
                value,
                Key {
                    column: mark.column,
                    ..key
                },
            );
        }
        self.value(start, value)
    }

    /// What of a key's value is wanted, from what is wanted around it.
    fn next_mode(&mut self, mode: Mode, name: &str) -> Mode {
        match mode {
            Mode::Whole => Mode::Whole,
            Mode::Defaults if name == "default" => Mode::Whole,
            Mode::Defaults => Mode::Defaults,
            Mode::Metadata => Mode::of(Interest::Metadata.below(|| self.wanted.interest(name))),
            Mode::Look | Mode::Beside => Mode::of(self.wanted.interest(name)),
        }
    }

    /// A value that waits for something beside it. Where it is no plain word, or there is
    /// something already, it goes into the tree.
    fn beside(&mut self, start: usize, at: usize, key: Key) -> Option<()> {
        let first = *self.bytes.get(at)?;
        let end = self.line_end(at);
        let simple = first.is_ascii_alphanumeric() && !self.is_continued(end);
        let top = self.blocks.last_mut()?;
        if !simple || top.node != NONE || top.held.is_some() {
            top.next = Mode::Whole;
            self.admit_whole()?;
            return self.value(start, at);
        }
        let (stop, end) = self.plain_end(at)?;
        self.open_plain = false;
        let mark = self.mark(start, at);
        if self.wanted.may_matter(self.text.get(at..stop)?) {
            self.admit()?;
            self.tree.push_borrowed(Style::Plain, at, stop - at, mark);
            self.next_line(end);
            return Some(());
        }
        let held = Held {
            from: at,
            len: stop - at,
            style: Style::Plain,
            mark,
        };
        self.blocks.last_mut()?.held = Some((key, held));
        self.next_line(end);
        Some(())
    }

    fn admit_whole(&mut self) -> Option<()> {
        self.materialise()?;
        let (from, len, style, mark) = self.blocks.last()?.key;
        self.tree.push_borrowed(style, from, len, mark);
        Some(())
    }

    /// May the scalar on the line that ends here go on in the next one?
    fn is_continued(&self, end: usize) -> bool {
        let next = spaces(self.bytes, end + 1);
        let deeper = self
            .blocks
            .last()
            .is_some_and(|top| next - (end + 1).min(next) > top.indent);
        deeper || matches!(self.bytes.get(next), Some(b'\n' | b'\t'))
    }

    /// Is this the root key from which on only defaults matter? A second one is doubt.
    fn begins_cut(&mut self, name: &str) -> Option<bool> {
        if self.crd.cut && matches!(name, "spec" | "kind" | "apiVersion") {
            return None;
        }
        let cut = name == "spec" && self.crd.kind && self.crd.version;
        self.crd.cut |= cut;
        Some(cut)
    }

    fn identify(&mut self, from: usize, len: usize, value: usize) {
        let end = self.line_end(value);
        let text = self.text.get(value..end).unwrap_or("").trim_end();
        match self.text.get(from..from + len) {
            Some("kind") => self.crd.kind = text == "CustomResourceDefinition",
            Some("apiVersion") => self.crd.version = text.starts_with("apiextensions.k8s.io/"),
            _ => {}
        }
    }

    /// Puts the open blocks that were passed over into the tree, since something in the last one
    /// is wanted. Items that were passed over become nulls, so that indexes stay right.
    fn materialise(&mut self) -> Option<()> {
        let depth = self.blocks.len();
        let first = self.blocks.iter().rposition(|block| block.node != NONE)? + 1;
        for at in first..depth {
            let parent = self.blocks.get_mut(at - 1)?;
            let (from, len, style, mark) = parent.key;
            let skipped = parent.seen.saturating_sub(parent.kept + 1);
            parent.kept = parent.seen;
            if parent.seq {
                for _ in 0..skipped {
                    self.tree.push_null(mark);
                }
            } else {
                self.tree.push_borrowed(style, from, len, mark);
            }
            let block = self.blocks.get_mut(at)?;
            let kind = if block.seq { Kind::Seq } else { Kind::Map };
            block.node = self.tree.open(kind, block.mark);
            if let Some((key, held)) = block.held.take() {
                self.push_held(key, held);
            }
        }
        Some(())
    }

    /// After a value that ends by itself: only blanks or a comment.
    fn end_line(&mut self, at: usize) -> Option<()> {
        let rest = spaces(self.bytes, at);
        match self.bytes.get(rest) {
            None | Some(b'\n') => self.next_line(rest),
            Some(b'#') if rest > at => self.end_comment(rest),
            Some(_) => return None,
        }
        Some(())
    }

    fn mark(&self, start: usize, at: usize) -> Mark {
        Mark {
            line: self.line,
            column: (at - start) as u32,
        }
    }
}

//! Block YAML as machines write it, read line by line into a tree: several times as fast as a
//! full parse, and for a CRD without the parts that nobody asks for.
//!
//! It may only read what it understands wholly. At the first thing that is not plain block style
//! (an anchor, a tag, a flow over several lines, a tab where it counts, doubt) it says so, and
//! the full parser reads the document instead, or refuses it with its own words.

use crate::read::flow::read_flow;
use crate::read::json::read_json;
use crate::tree::{Id, Kind, Mark, Style, Tree};

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

    /// The key at this place, if there is one.
    fn key(&self, at: usize) -> Option<Option<Key>> {
        let first = *self.bytes.get(at)?;
        if first == b'"' || first == b'\'' {
            let Some(close) = self.closing_quote(at, first) else {
                return Some(None);
            };
            let (from, len, after) = (at + 1, close - at - 1, close + 2);
            let is_key = self.bytes.get(close + 1) == Some(&b':') && self.gap(after);
            let style = Style::Quoted;
            return Some(is_key.then_some(Key {
                from,
                len,
                style,
                after,
                column: 0,
            }));
        }
        let mut stop = at;
        while let Some(byte) = self.bytes.get(stop)
            && KEY[usize::from(*byte)]
        {
            stop += 1;
        }
        let after = stop + 1;
        let is_key = stop > at && self.bytes.get(stop) == Some(&b':') && self.gap(after);
        if !is_key {
            return Some(None);
        }
        if !KEY_START[usize::from(first)] || stop - at > 1000 {
            return None;
        }
        Some(Some(Key {
            from: at,
            len: stop - at,
            style: Style::Plain,
            after,
            column: 0,
        }))
    }

    fn gap(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n'))
    }

    /// The quote that ends a key, where the key holds no escape.
    fn closing_quote(&self, at: usize, quote: u8) -> Option<usize> {
        let mut close = at + 1;
        loop {
            match self.bytes.get(close)? {
                b'\\' | b'\n' | 0x80.. => return None,
                byte if *byte == quote => break,
                _ => close += 1,
            }
        }
        (self.bytes.get(close + 1) != Some(&quote)).then_some(close)
    }

    /// A value that begins on this line; reads on as far as it goes.
    fn value(&mut self, start: usize, at: usize) -> Option<()> {
        match self.bytes.get(at)? {
            b'"' | b'\'' => self.quoted(start, at),
            b'|' | b'>' => self.block_scalar(start, at),
            b'{' | b'[' => self.flow(start, at),
            b'&' | b'*' | b'!' | b'%' | b'@' | b'`' | b',' | b']' | b'}' | b'#' | b'\t' => None,
            b'-' | b'?' | b':' if self.gap(at + 1) => None,
            _ => self.plain(start, at),
        }
    }

    fn plain(&mut self, start: usize, at: usize) -> Option<()> {
        let (stop, end) = self.plain_end(at)?;
        let mark = self.mark(start, at);
        if self.keeps_text(self.text.get(at..stop)?)? {
            self.tree.push_borrowed(Style::Plain, at, stop - at, mark);
            self.passed = None;
        } else {
            self.passed = Some(Held {
                from: at,
                len: stop - at,
                style: Style::Plain,
                mark,
            });
        }
        self.next_line(end);
        Some(())
    }

    fn continue_plain(&mut self, at: usize) -> Option<()> {
        let (stop, end) = self.plain_end(at)?;
        let defaults = self.blocks.last()?.next == Mode::Defaults;
        if let Some(held) = self.passed.take_if(|_| !defaults) {
            self.admit()?;
            self.tree
                .push_borrowed(held.style, held.from, held.len, held.mark);
        }
        if !defaults {
            let piece = self.text.get(at..stop)?;
            self.tree.continue_last(self.blank, piece);
        }
        self.next_line(end);
        Some(())
    }

    /// Where a plain scalar ends on its line, and where the line does. `None`: a colon or a tab
    /// makes this doubtful.
    fn plain_end(&mut self, at: usize) -> Option<(usize, usize)> {
        let mut stop = at;
        loop {
            stop = plain_stop(self.bytes, stop);
            match self.bytes.get(stop) {
                None | Some(b'\n') => {
                    self.open_plain = true;
                    return Some((trim(self.bytes, at, stop), stop));
                }
                Some(b':') if self.gap(stop + 1) || self.bytes.get(stop + 1) == Some(&b'\t') => {
                    return None;
                }
                Some(b'#') if stop > at && self.bytes.get(stop - 1) == Some(&b' ') => {
                    self.open_plain = false;
                    return Some((trim(self.bytes, at, stop), self.line_end(stop)));
                }
                Some(b'\t') => return None,
                Some(_) => stop += 1,
            }
        }
    }

    fn flow(&mut self, start: usize, at: usize) -> Option<()> {
        let end = self.line_end(at);
        let line = self.text.get(at..end)?;
        let wanted = match self.blocks.last()?.next {
            Mode::Whole => true,
            // What holds no default has nothing to say in a schema.
            Mode::Defaults => line.contains("default"),
            Mode::Look | Mode::Beside | Mode::Metadata => !matches!(line.trim_end(), "{}" | "[]"),
        };
        if wanted && !self.keeps() {
            self.admit()?;
        }
        let before = self.tree.len();
        let owned = self.tree.owned().len();
        let mark = self.mark(start, at);
        let stop = self.flow_value(at, end, mark)?;
        if !wanted {
            self.tree.truncate(before);
            self.tree.owned().truncate(owned);
        }
        self.end_line(stop)
    }

    /// Most flow collections of some size are JSON. Where JSON and YAML read a string in two
    /// ways it is left to the full parser.
    fn flow_value(&mut self, at: usize, end: usize, mark: Mark) -> Option<usize> {
        let line = self.text.get(at..end)?;
        // Columns are characters; here they are counted as bytes.
        if !line.is_ascii() {
            return None;
        }
        let before = (self.tree.len(), self.tree.owned().len());
        if !line.contains("\\u") && !line.contains("\\/") {
            let json = read_json(self.tree, self.text, at, mark, None);
            if let Some(found) = json.filter(|found| found.mark.line == mark.line) {
                return Some(found.at);
            }
            self.tree.truncate(before.0);
            self.tree.owned().truncate(before.1);
        }
        read_flow(self.tree, self.text, at, end, mark)
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

/// Quoted scalars, on one line or over several.
impl Lines<'_, '_> {
    fn quoted(&mut self, start: usize, at: usize) -> Option<()> {
        let quote = *self.bytes.get(at)?;
        let mark = self.mark(start, at);
        let stop = quoted_run(self.bytes, at + 1, quote);
        let after = stop + 1;
        let simple = self.bytes.get(stop) == Some(&quote)
            && (quote == b'"' || self.bytes.get(after) != Some(&quote));
        if simple {
            if self.keeps_text(self.text.get(at + 1..stop)?)? {
                self.tree
                    .push_borrowed(Style::Quoted, at + 1, stop - at - 1, mark);
            }
            return self.end_line(after);
        }
        let from = self.tree.owned().len();
        let after = self.unquote(at + 1, quote, from)?;
        if self.keeps_more()? {
            self.tree.push_owned(Style::Quoted, from, mark);
        } else {
            self.tree.owned().truncate(from);
        }
        self.end_line(after)
    }

    /// Takes the scalar's text into `owned`; the answer is the place behind its last quote.
    fn unquote(&mut self, at: usize, quote: u8, from: usize) -> Option<usize> {
        let mut at = at;
        let mut solid = from;
        loop {
            let stop = quoted_run(self.bytes, at, quote);
            let piece = self.text.get(at..stop)?;
            self.tree.owned().push_str(piece);
            let trimmed = piece.trim_end_matches([' ', '\t']).len();
            if trimmed > 0 {
                solid = self.tree.owned().len() - (piece.len() - trimmed);
            }
            at = stop + 1;
            match self.bytes.get(stop)? {
                b'\n' => {
                    self.tree.owned().truncate(solid);
                    at = self.fold(stop)?;
                    solid = self.tree.owned().len();
                }
                b'\\' => {
                    at = self.escape(stop + 1)?;
                    solid = self.tree.owned().len();
                }
                b if *b != quote => return None,
                b'\'' if self.bytes.get(at) == Some(&b'\'') => {
                    self.tree.owned().push('\'');
                    solid = self.tree.owned().len();
                    at += 1;
                }
                _ => return Some(at),
            }
        }
    }

    /// A line break within quotes: one is a space, more are one less.
    fn fold(&mut self, newline: usize) -> Option<usize> {
        let (at, breaks) = self.skip_breaks(newline)?;
        if breaks == 1 {
            self.tree.owned().push(' ');
        }
        for _ in 1..breaks {
            self.tree.owned().push('\n');
        }
        Some(at)
    }

    fn skip_breaks(&mut self, newline: usize) -> Option<(usize, usize)> {
        let mut newline = newline;
        let mut breaks = 0;
        loop {
            breaks += 1;
            self.line += 1;
            let at = spaces(self.bytes, newline + 1);
            match self.bytes.get(at)? {
                b'\n' => newline = at,
                b'\t' => return None,
                _ => {
                    let indent = self.blocks.last()?.indent;
                    return (at - newline - 1 > indent).then_some((at, breaks));
                }
            }
        }
    }

    fn escape(&mut self, at: usize) -> Option<usize> {
        let c = match self.bytes.get(at)? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b' ' => ' ',
            c @ (b'"' | b'\\') => char::from(*c),
            b'x' => return self.escaped_code(at + 1, 2),
            b'u' => return self.escaped_code(at + 1, 4),
            b'U' => return self.escaped_code(at + 1, 8),
            b'\n' => {
                let (next, breaks) = self.skip_breaks(at)?;
                return (breaks == 1).then_some(next);
            }
            _ => return None,
        };
        self.tree.owned().push(c);
        Some(at + 1)
    }

    fn escaped_code(&mut self, at: usize, digits: usize) -> Option<usize> {
        let hex = self.text.get(at..at + digits)?;
        if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
        self.tree.owned().push(c);
        Some(at + digits)
    }
}

/// Literal and folded scalars.
impl Lines<'_, '_> {
    fn block_scalar(&mut self, start: usize, at: usize) -> Option<()> {
        let end = self.line_end(at);
        let literal = self.bytes.get(at) == Some(&b'|');
        let chomp = match self.text.get(at + 1..end)?.trim_end_matches(' ') {
            "" => Chomp::Clip,
            "-" => Chomp::Strip,
            "+" => Chomp::Keep,
            _ => return None,
        };
        let keep = self.keeps_more()?;
        let mark = self.mark(start, at);
        let parent = self.blocks.last()?.indent;
        self.next_line(end);
        let (indent, leading) = self.block_indent(parent)?;
        let from = self.tree.owned().len();
        if indent > parent {
            self.block_lines(literal, indent, leading, chomp, keep)?;
        } else if chomp == Chomp::Keep && keep {
            for _ in 0..leading {
                self.tree.owned().push('\n');
            }
        }
        if keep {
            let style = if literal {
                Style::Literal
            } else {
                Style::Quoted
            };
            let id = self.tree.push_owned(style, from, mark);
            if literal && self.tree.owned().len() > from {
                self.tree.set_indent(id, indent);
            }
        }
        Some(())
    }

    /// Steps over leading blank lines; the columns of the first line that is none, and how many
    /// there were.
    fn block_indent(&mut self, parent: usize) -> Option<(usize, usize)> {
        let mut widest = 0;
        let mut leading = 0;
        loop {
            let at = spaces(self.bytes, self.at);
            let columns = at - self.at;
            match self.bytes.get(at) {
                None => return (columns == 0).then_some((0, leading)),
                Some(b'\n') => {
                    widest = widest.max(columns);
                    leading += 1;
                    self.next_line(at);
                }
                Some(b'\t') => return None,
                Some(_) if columns <= parent => return Some((0, leading)),
                Some(_) => return (widest <= columns).then_some((columns, leading)),
            }
        }
    }

    fn block_lines(
        &mut self,
        literal: bool,
        indent: usize,
        leading: usize,
        chomp: Chomp,
        keep: bool,
    ) -> Option<()> {
        let mut fold = Fold {
            literal,
            breaks: leading,
            started: false,
            blank_before: false,
        };
        let mut ended = true;
        while self.at < self.bytes.len() {
            let at = spaces_up_to(self.bytes, self.at, indent);
            if self.bytes.get(at) == Some(&b'\n') {
                fold.breaks += 1;
                self.next_line(at);
                continue;
            }
            if at - self.at < indent || at >= self.bytes.len() {
                break;
            }
            let end = self.line_end(at);
            if keep {
                fold.line(self.tree.owned(), self.text.get(at..end)?);
            }
            ended = end < self.bytes.len();
            self.next_line(end);
            fold.breaks = usize::from(ended);
        }
        // What is left of the indentation at the end of the text is nobody's content.
        self.at = self.at.min(self.bytes.len());
        if keep {
            chomp.apply(self.tree.owned(), fold.breaks, ended);
        }
        Some(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

impl Chomp {
    fn apply(self, text: &mut String, breaks: usize, ended: bool) {
        let kept = match self {
            Self::Strip => 0,
            Self::Clip => usize::from(ended && breaks > 0),
            Self::Keep => breaks,
        };
        for _ in 0..kept {
            text.push('\n');
        }
    }
}

/// Joins the lines of a block scalar.
struct Fold {
    literal: bool,
    /// Line breaks since the last line that holds something.
    breaks: usize,
    started: bool,
    blank_before: bool,
}

impl Fold {
    fn line(&mut self, text: &mut String, line: &str) {
        let blank = line.starts_with([' ', '\t']);
        let joins = !self.literal && self.started && !self.blank_before && !blank;
        if joins && self.breaks == 1 {
            text.push(' ');
        } else {
            for _ in usize::from(joins)..self.breaks {
                text.push('\n');
            }
        }
        text.push_str(line);
        self.started = true;
        self.blank_before = blank;
    }
}

/// The next byte that may end a plain scalar. Values are short and descriptions long: the first
/// bytes one by one, the rest with a search.
fn plain_stop(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let near = from + 24;
    while let Some(byte) = bytes.get(at)
        && at < near
    {
        if PLAIN_STOP[usize::from(*byte)] {
            return at;
        }
        at += 1;
    }
    match bytes.get(at..) {
        // Tabs are rare enough to look for them again in what was passed over.
        Some(rest) => {
            let stop = memchr::memchr3(b':', b'#', b'\n', rest).unwrap_or(rest.len());
            let tab = rest
                .get(..stop)
                .and_then(|passed| memchr::memchr(b'\t', passed));
            at + tab.unwrap_or(stop)
        }
        None => at,
    }
}

fn trim(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut stop = end;
    while stop > at && bytes[stop - 1] == b' ' {
        stop -= 1;
    }
    stop
}

/// The first byte in quotes that is not plain text.
fn quoted_run(bytes: &[u8], from: usize, quote: u8) -> usize {
    let escape = if quote == b'"' { b'\\' } else { quote };
    let mut at = from;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' && bytes[at] != escape {
        at += 1;
    }
    at
}

fn is_dash(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'-') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\n'))
}

/// The first byte that is no space, eight at a time.
fn spaces(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let differs = u64::from_le_bytes(eight) ^ 0x2020_2020_2020_2020;
        if differs != 0 {
            return at + (differs.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

fn spaces_up_to(bytes: &[u8], from: usize, most: usize) -> usize {
    let at = spaces(bytes, from);
    at.min(from + most)
}

/// The next line break, or the end of the text.
fn find_newline(text: &str, from: usize) -> usize {
    match text.as_bytes().get(from..) {
        Some(rest) => memchr::memchr(b'\n', rest).map_or(text.len(), |at| from + at),
        None => text.len(),
    }
}

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

static KEY_START: [bool; 256] =
    table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./$");
static KEY: [bool; 256] =
    table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./$-+()=@~^;");
static PLAIN_STOP: [bool; 256] = table(b":#\t\n");

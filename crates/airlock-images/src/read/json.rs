//! JSON into a tree, with positions. It takes strict JSON alone and says "no" to all else; what
//! that means is the caller's business, who has a YAML reader to ask next.

use crate::read::items::{Cursor, Item};
use crate::read::lines::{Interest, Wanted};
use crate::tree::{Id, Kind, Mark, Style, Tree};

/// As deep as the YAML reader goes.
const DEEPEST: usize = 10_000;

/// Reads one value that starts at `at`; the tree grows by it, less what is not wanted where
/// somebody knows that. The answer is where it ended.
pub(crate) fn read_json<'w>(
    tree: &mut Tree<'_>,
    text: &str,
    at: usize,
    mark: Mark,
    wanted: Option<&'w mut (dyn Wanted + 'w)>,
) -> Option<End> {
    Json::new(text, at, mark, wanted, None).read(tree)
}

/// Reads the value at the beginning of the text without the objects that its `items` are, which
/// are noted instead.
pub(crate) fn read_json_head<'w>(
    tree: &mut Tree<'_>,
    text: &str,
    wanted: &'w mut (dyn Wanted + 'w),
    items: &'w mut Vec<Item>,
) -> Option<End> {
    Json::new(text, 0, Mark::default(), Some(wanted), Some(items)).read(tree)
}

/// Reads all items but the last, which is where the next one begins or the list ends, and tells
/// where in the tree each is.
pub(crate) fn read_json_items<'w>(
    tree: &mut Tree<'_>,
    text: &str,
    items: &[Item],
    wanted: &'w mut (dyn Wanted + 'w),
) -> Option<Vec<Id>> {
    let mut roots = Vec::with_capacity(items.len());
    let mut reader = Json::new(text, 0, Mark::default(), Some(wanted), None);
    for pair in items.windows(2) {
        let [item, next] = pair else { return None };
        roots.push(tree.len());
        reader.cursor = Cursor::at(item.at, item.mark);
        reader.value(tree)?;
        reader.expect_next(next.at)?;
    }
    Some(roots)
}

/// Where a value ended.
pub(crate) struct End {
    pub(crate) at: usize,
    pub(crate) mark: Mark,
}

/// A collection that is being read.
struct Open {
    id: Id,
    kind: Kind,
    /// How much of it is wanted, and how much of the value that comes next.
    interest: Interest,
    next: Interest,
    /// The node of the last key or item.
    last: Id,
    /// Something in it is wanted, so that it stays.
    kept: bool,
    /// The last item was a flag, whose value may follow.
    flag: bool,
}

struct Json<'t, 'w> {
    text: &'t str,
    bytes: &'t [u8],
    cursor: Cursor,
    open: Vec<Open>,
    wanted: Option<&'w mut (dyn Wanted + 'w)>,
    /// Where the root's items are noted, instead of being read.
    items: Option<&'w mut Vec<Item>>,
}

impl<'t, 'w> Json<'t, 'w> {
    fn new(
        text: &'t str,
        at: usize,
        mark: Mark,
        wanted: Option<&'w mut (dyn Wanted + 'w)>,
        items: Option<&'w mut Vec<Item>>,
    ) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            cursor: Cursor::at(at, mark),
            open: Vec::new(),
            wanted,
            items,
        }
    }

    fn read(mut self, tree: &mut Tree<'_>) -> Option<End> {
        self.value(tree)?;
        Some(End {
            at: self.cursor.at,
            mark: self.mark(),
        })
    }
}

impl Json<'_, '_> {
    fn value(&mut self, tree: &mut Tree<'_>) -> Option<()> {
        loop {
            self.space();
            self.begin_item(tree);
            if !self.begin(tree)? {
                continue;
            }
            self.weigh_scalar(tree);
            loop {
                let Some(kind) = self.open.last().map(|open| open.kind) else {
                    return Some(());
                };
                self.space();
                match (self.next()?, kind) {
                    (b',', Kind::Map) => {
                        self.space();
                        self.key(tree)?;
                        break;
                    }
                    (b',', _) => break,
                    (b'}', Kind::Map) | (b']', Kind::Seq) => self.close(tree),
                    _ => return None,
                }
            }
        }
    }

    /// The next item of a list begins where the tree ends.
    fn begin_item(&mut self, tree: &Tree<'_>) {
        if let Some(top) = self.open.last_mut()
            && top.kind == Kind::Seq
        {
            top.last = tree.len();
        }
    }

    /// A scalar that is not wanted goes at once, with its key.
    fn weigh_scalar(&mut self, tree: &mut Tree<'_>) {
        let (Some(top), Some(wanted)) = (self.open.last_mut(), self.wanted.as_deref_mut()) else {
            return;
        };
        match top.next {
            Interest::Whole => top.kept = true,
            // It stays if the map does.
            Interest::Beside => top.kept |= wanted.may_matter(tree.last_text()),
            Interest::Look | Interest::Metadata => {
                let text = tree.last_text();
                let mut keeps = wanted.may_matter(text);
                if top.kind == Kind::Seq {
                    let after_flag = std::mem::replace(&mut top.flag, text.starts_with('-'));
                    keeps |= after_flag || top.flag || text.contains(' ');
                }
                top.kept |= keeps;
                if !keeps {
                    drop_last(tree, top);
                }
            }
        }
    }

    /// A collection in which nothing is wanted goes when it ends; the outermost one stays.
    fn close(&mut self, tree: &mut Tree<'_>) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        tree.close(closed.id);
        let (Some(parent), true) = (self.open.last_mut(), self.wanted.is_some()) else {
            return;
        };
        if closed.kept || closed.interest == Interest::Whole {
            parent.kept = true;
        } else {
            drop_last(tree, parent);
        }
    }

    /// Reads what a value begins with. True when that was all of it.
    fn begin(&mut self, tree: &mut Tree<'_>) -> Option<bool> {
        let mark = self.mark();
        match self.peek()? {
            b'{' => return self.container(tree, Kind::Map, b'}', mark),
            b'[' if self.items.is_some() && self.before_items(tree) => self.pass_items(tree)?,
            b'[' => return self.container(tree, Kind::Seq, b']', mark),
            b'"' => self.string(tree, mark)?,
            b'-' | b'0'..=b'9' => self.number(tree, mark)?,
            b't' => self.word(tree, "true", mark)?,
            b'f' => self.word(tree, "false", mark)?,
            b'n' => {
                self.literal("null")?;
                tree.push_null(mark);
            }
            _ => return None,
        }
        Some(true)
    }

    /// Is the value that comes the root's `items`, which nobody wants as a whole?
    fn before_items(&self, tree: &Tree<'_>) -> bool {
        let [root] = self.open.as_slice() else {
            return false;
        };
        root.kind == Kind::Map && root.next == Interest::Look && tree.text(root.last) == "items"
    }

    /// Is the next item, or the end of the list, where it was thought to be?
    fn expect_next(&mut self, next: usize) -> Option<()> {
        self.space();
        let begins = match self.peek()? {
            b',' => {
                self.cursor.at += 1;
                self.space();
                b'{'
            }
            _ => b']',
        };
        (self.cursor.at == next && self.peek()? == begins).then_some(())
    }

    fn pass_items(&mut self, tree: &mut Tree<'_>) -> Option<()> {
        let items = self.items.as_deref_mut()?;
        if !items.is_empty() {
            return None;
        }
        self.cursor.at += 1;
        self.cursor.items(self.bytes, items)?;
        tree.push_null(self.cursor.mark());
        Some(())
    }

    fn container(
        &mut self,
        tree: &mut Tree<'_>,
        kind: Kind,
        close: u8,
        mark: Mark,
    ) -> Option<bool> {
        if self.open.len() >= DEEPEST {
            return None;
        }
        self.cursor.at += 1;
        let id = tree.open(kind, mark);
        self.space();
        if self.peek()? == close {
            self.cursor.at += 1;
            tree.close(id);
            return Some(true);
        }
        let interest = match self.open.last() {
            Some(parent) if parent.next == Interest::Beside => Interest::Look,
            Some(parent) => parent.next,
            None => Interest::Look,
        };
        self.open.push(Open {
            id,
            kind,
            interest,
            next: interest,
            last: tree.len(),
            kept: false,
            flag: false,
        });
        if kind == Kind::Map {
            self.key(tree)?;
        }
        Some(false)
    }

    fn key(&mut self, tree: &mut Tree<'_>) -> Option<()> {
        let mark = self.mark();
        let last = tree.len();
        self.string(tree, mark)?;
        if let (Some(top), Some(wanted)) = (self.open.last_mut(), self.wanted.as_deref_mut()) {
            top.last = last;
            top.next = top.interest.below(|| wanted.interest(tree.last_text()));
        }
        self.space();
        (self.next()? == b':').then_some(())
    }

    fn string(&mut self, tree: &mut Tree<'_>, mark: Mark) -> Option<()> {
        if self.next()? != b'"' {
            return None;
        }
        let start = self.cursor.at;
        self.plain_run();
        if self.peek()? == b'"' {
            tree.push_borrowed(Style::Quoted, start, self.cursor.at - start, mark);
            self.cursor.at += 1;
            return Some(());
        }
        let from = tree.owned().len();
        tree.owned().push_str(self.text.get(start..self.cursor.at)?);
        loop {
            match self.next()? {
                b'"' => break,
                b'\\' => {
                    let c = self.escape()?;
                    tree.owned().push(c);
                }
                _ => return None,
            }
            let start = self.cursor.at;
            self.plain_run();
            tree.owned().push_str(self.text.get(start..self.cursor.at)?);
        }
        tree.push_owned(Style::Quoted, from, mark);
        Some(())
    }

    /// Steps over what needs no look: all but quotes, backslashes and control characters.
    fn plain_run(&mut self) {
        let bytes = self.bytes;
        let mut at = self.cursor.at;
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let found = special(u64::from_le_bytes(*eight));
            if found != 0 {
                self.cursor.at = at + found.trailing_zeros() as usize / 8;
                return;
            }
            at += 8;
        }
        while at < bytes.len() && bytes[at] >= 0x20 && bytes[at] != b'"' && bytes[at] != b'\\' {
            at += 1;
        }
        self.cursor.at = at;
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            c @ (b'"' | b'\\' | b'/') => char::from(c),
            b'u' => return self.unicode(),
            _ => return None,
        })
    }

    /// `\uXXXX`, and a pair of them for one character beyond the first plane. A lone half is
    /// U+FFFD, as in Go.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Some(char::from_u32(first).unwrap_or('\u{FFFD}'));
        }
        if self.bytes.get(self.cursor.at..self.cursor.at + 2) != Some(b"\\u") {
            return Some('\u{FFFD}');
        }
        let before = self.cursor.at;
        self.cursor.at += 2;
        let second = self.hex4()?;
        if (0xDC00..0xE000).contains(&second) {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            return Some(char::from_u32(code).unwrap_or('\u{FFFD}'));
        }
        self.cursor.at = before;
        Some('\u{FFFD}')
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.cursor.at..self.cursor.at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.cursor.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self, tree: &mut Tree<'_>, mark: Mark) -> Option<()> {
        let start = self.cursor.at;
        while self
            .peek()
            .is_some_and(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
        {
            self.cursor.at += 1;
        }
        let text = self.text.get(start..self.cursor.at)?;
        text.parse::<f64>().ok()?;
        tree.push_borrowed(Style::Plain, start, self.cursor.at - start, mark);
        Some(())
    }

    fn word(&mut self, tree: &mut Tree<'_>, word: &str, mark: Mark) -> Option<()> {
        let start = self.cursor.at;
        self.literal(word)?;
        tree.push_borrowed(Style::Plain, start, word.len(), mark);
        Some(())
    }

    fn literal(&mut self, word: &str) -> Option<()> {
        let end = self.cursor.at + word.len();
        if self.bytes.get(self.cursor.at..end) != Some(word.as_bytes()) {
            return None;
        }
        self.cursor.at = end;
        Some(())
    }

    fn space(&mut self) {
        self.cursor.space(self.bytes);
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.cursor.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.cursor.at += 1;
        Some(byte)
    }

    fn mark(&self) -> Mark {
        self.cursor.mark()
    }
}

/// Of eight bytes: the lowest bit that is set is in the first one that ends a plain run. What is
/// set above it tells nothing, since a subtraction borrows.
pub(super) fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    let quote = below(eight ^ (ONES * 0x22), 1);
    let backslash = below(eight ^ (ONES * 0x5C), 1);
    (quote | backslash | below(eight, 0x20)) & (ONES << 7)
}

/// Takes the last key with its value, or the last item, back. An item leaves a null, so that
/// those behind it keep their numbers.
fn drop_last(tree: &mut Tree<'_>, parent: &Open) {
    let mark = tree.mark(parent.last);
    tree.truncate(parent.last);
    if parent.kind == Kind::Seq {
        tree.push_null(mark);
    }
}

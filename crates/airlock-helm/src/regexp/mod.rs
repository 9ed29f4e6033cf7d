//! Go's `regexp` package: RE2 syntax, leftmost-first matches over bytes, Go's words for errors.
//!
//! An engine of our own, because charts' expressions are small, are compiled in build scripts
//! without optimisation, are Go's dialect and not Rust's, and because a hostile one must end in an
//! error within a bounded number of steps. May not know templates or values.

pub(crate) mod class;
mod parse;
mod program;
mod replace;

mod search;
mod tree;

use crate::runes;
use program::Program;
pub(crate) use replace::quote_meta;
use search::Search;

/// A compiled regular expression.
pub(crate) struct Regexp {
    program: Program,
    /// The names of the groups; number 0 is the whole match.
    names: Vec<Vec<u8>>,
    empty: bool,
}

/// How many matches one call may give: twice what a list may have.
const MAX_MATCHES: usize = 4 << 20;

/// Why a search gave up: the expression and the text together are too much work.
#[derive(Debug)]
pub(crate) struct TooMuchWork;

/// Byte offsets of a match and its groups, two for each.
pub(crate) type Slots = Vec<Option<usize>>;

impl Regexp {
    /// Compiles an expression; the error is in Go's words.
    pub(crate) fn compile(expression: &[u8]) -> Result<Self, Vec<u8>> {
        let parsed = parse::parse(expression).map_err(|error| error.message())?;
        Ok(Self {
            program: Program::new(&parsed.node, parsed.names.len()),
            names: parsed.names,
            empty: expression.is_empty(),
        })
    }

    /// How many instructions it has.
    pub(crate) fn size(&self) -> usize {
        self.program.insts.len()
    }

    /// Whether it is small enough to be kept for the next time.
    pub(crate) fn is_small(&self) -> bool {
        self.size() < 4096
    }

    /// Whether the text holds a match.
    pub(crate) fn is_match(&self, text: &[u8]) -> Result<bool, TooMuchWork> {
        Ok(Search::new(&self.program, text)?.next(0)?.is_some())
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t [u8]) -> Result<Option<&'t [u8]>, TooMuchWork> {
        let found = Search::new(&self.program, text)?.next(0)?;
        Ok(found
            .and_then(|slots| span(&slots))
            .map(|(from, to)| &text[from..to]))
    }

    /// The spans of at most `limit` matches that do not overlap; all of them where it is negative.
    pub(crate) fn find_all(
        &self,
        text: &[u8],
        limit: i64,
    ) -> Result<Vec<(usize, usize)>, TooMuchWork> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut search = Search::new(&self.program, text)?;
        let mut spans = Vec::new();
        let (mut at, mut previous_end) = (0, None);
        while spans.len() < limit && at <= text.len() {
            let Some((from, to)) = search.next(at)?.and_then(|slots| span(&slots)) else {
                break;
            };
            let empty_again = to == at && previous_end == Some(from);
            at = if to == at { after(text, at) } else { to };
            previous_end = Some(to);
            if !empty_again {
                spans.push((from, to));
            }
            if spans.len() > MAX_MATCHES {
                return Err(TooMuchWork);
            }
        }
        Ok(spans)
    }

    /// The parts of the text between matches, as `Regexp.Split` gives them; `None` is Go's nil.
    pub(crate) fn split<'t>(
        &self,
        text: &'t [u8],
        limit: i64,
    ) -> Result<Option<Vec<&'t [u8]>>, TooMuchWork> {
        if limit == 0 {
            return Ok(None);
        }
        if !self.empty && text.is_empty() {
            return Ok(Some(vec![text]));
        }
        let mut parts = Vec::new();
        let (mut begin, mut end) = (0, 0);
        for (from, to) in self.find_all(text, limit)? {
            if limit > 0 && parts.len() as i64 >= limit - 1 {
                break;
            }
            end = from;
            if to != 0 {
                parts.push(&text[begin..end]);
            }
            begin = to;
        }
        if end != text.len() {
            parts.push(&text[begin..]);
        }
        Ok(Some(parts))
    }
}

/// The whole match's span.
fn span(slots: &[Option<usize>]) -> Option<(usize, usize)> {
    match slots {
        [Some(from), Some(to), ..] => Some((*from, *to)),
        _ => None,
    }
}

/// The position after the rune at `at`, past the end where there is none.
fn after(text: &[u8], at: usize) -> usize {
    at + runes::decode(&text[at..]).1.max(1)
}

//! Replacement: Go's `$1`, `${name}` and `$$`, and the quoting of what is to be literal.

use super::search::Search;
use super::{Regexp, Slots, TooMuchWork};
use crate::runes;

/// A piece of a replacement.
enum Piece<'r> {
    Text(&'r [u8]),
    /// The first of these groups that took part in the match.
    Groups(Vec<usize>),
}

impl Regexp {
    /// Replaces every match by a template in which `$1` and `${name}` are groups.
    pub(crate) fn replace_all(&self, text: &[u8], template: &[u8]) -> Result<Vec<u8>, TooMuchWork> {
        self.replace(text, &self.pieces(template))
    }

    /// Replaces every match by these very bytes.
    pub(crate) fn replace_all_literal(
        &self,
        text: &[u8],
        literal: &[u8],
    ) -> Result<Vec<u8>, TooMuchWork> {
        self.replace(text, &[Piece::Text(literal)])
    }

    fn replace(&self, text: &[u8], pieces: &[Piece<'_>]) -> Result<Vec<u8>, TooMuchWork> {
        let mut search = Search::new(&self.program, text)?;
        let mut out = Vec::with_capacity(text.len());
        let (mut copied, mut at) = (0, 0);
        while at <= text.len() {
            let Some(slots) = search.next(at)? else { break };
            let Some((from, to)) = super::span(&slots) else {
                break;
            };
            out.extend_from_slice(&text[copied..from]);
            // Not for an empty match right after another one.
            if to > copied || from == 0 {
                expand(&mut out, pieces, text, &slots);
            }
            if out.len() > MAX_OUTPUT {
                return Err(TooMuchWork);
            }
            copied = to;
            at = to.max(super::after(text, at));
        }
        out.extend_from_slice(&text[copied..]);
        Ok(out)
    }

    /// The template, taken apart.
    fn pieces<'r>(&self, mut template: &'r [u8]) -> Vec<Piece<'r>> {
        let mut pieces = Vec::new();
        while let Some(dollar) = template.iter().position(|b| *b == b'$') {
            pieces.push(Piece::Text(&template[..dollar]));
            let after = &template[dollar + 1..];
            if after.first() == Some(&b'$') {
                pieces.push(Piece::Text(b"$"));
                template = &after[1..];
                continue;
            }
            match reference(after) {
                Some((name, rest)) => {
                    pieces.push(Piece::Groups(self.groups_of(name)));
                    template = rest;
                }
                None => {
                    pieces.push(Piece::Text(b"$"));
                    template = after;
                }
            }
        }
        pieces.push(Piece::Text(template));
        pieces
    }

    /// The groups that a reference may mean: one by number, or all of that name.
    fn groups_of(&self, name: &[u8]) -> Vec<usize> {
        if let Some(number) = number_of(name) {
            return vec![number];
        }
        let named = |group: &usize| self.names.get(*group).is_some_and(|known| known == name);
        (1..self.names.len()).filter(named).collect()
    }
}

/// The most that a replacement may give.
const MAX_OUTPUT: usize = 64 << 20;

fn expand(out: &mut Vec<u8>, pieces: &[Piece<'_>], text: &[u8], slots: &Slots) {
    for piece in pieces {
        match piece {
            Piece::Text(piece) => out.extend_from_slice(piece),
            Piece::Groups(groups) => {
                let span_of = |group: &usize| super::span(slots.get(group * 2..)?);
                if let Some((from, to)) = groups.iter().find_map(span_of) {
                    out.extend_from_slice(&text[from..to]);
                }
            }
        }
    }
}

/// The name after a dollar sign, with or without braces, and what follows it.
fn reference(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (braced, text) = match text {
        [b'{', inner @ ..] => (true, inner),
        _ => (false, text),
    };
    let mut end = 0;
    while end < text.len() {
        let (rune, width) = runes::decode(&text[end..]);
        if !is_name_rune(rune) {
            break;
        }
        end += width;
    }
    if end == 0 || (braced && text.get(end) != Some(&b'}')) {
        return None;
    }
    Some((&text[..end], &text[end + usize::from(braced)..]))
}

fn is_name_rune(rune: u32) -> bool {
    rune == u32::from(b'_') || crate::unicode::is_letter(rune) || crate::unicode::is_digit(rune)
}

/// The number that a name is, if it is one: no leading zero, not 100 million or more.
fn number_of(name: &[u8]) -> Option<usize> {
    if name.len() > 9 || (name.len() > 1 && name.first() == Some(&b'0')) {
        return None;
    }
    if !name.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(name).ok()?.parse().ok()
}

/// The text with a backslash before every byte that means something in an expression.
pub(crate) fn quote_meta(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        if br"\.+*?()|[]{}^$".contains(byte) {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out
}

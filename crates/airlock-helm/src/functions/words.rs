//! Words as the library xstrings finds them, for `camelcase`, `snakecase` and `kebabcase`.

use crate::{runes, unicode};

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing: the text has ended, or is not UTF-8 from here on.
    Invalid,
    Number,
    Upper,
    Alphabet,
    Connector,
    Punctuation,
    Other,
}

fn is_connector(rune: u32) -> bool {
    matches!(u8::try_from(rune), Ok(b'-' | b'_')) || unicode::is_space(rune)
}

/// A letter, but not a Chinese one.
fn is_alphabet(rune: u32) -> bool {
    let chinese = matches!(rune, 0x3400..=0x4D85 | 0x4E00..=0x9FCC | 0x20000..=0x2B81D);
    !chinese && unicode::is_letter(rune)
}

/// `some_words` as `SomeWords`: connectors go, and what follows one is in upper case.
pub(super) fn pascal(source: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(source.len());
    let mut rest = source;
    let Some((mut held, mut run_of_upper)) = leading(&mut rest, &mut out) else {
        return out;
    };
    while !rest.is_empty() {
        let previous = held;
        held = take(&mut rest);
        if is_connector(previous) && is_connector(held) {
            runes::push(&mut out, previous);
            continue;
        }
        if is_connector(previous) {
            run_of_upper = unicode::is_upper(held);
            held = unicode::to_upper(held);
            continue;
        }
        if run_of_upper && unicode::is_upper(held) {
            held = unicode::to_lower(held);
        } else {
            run_of_upper = false;
        }
        runes::push(&mut out, previous);
    }
    runes::push(&mut out, held);
    out
}

/// Writes leading connectors; gives the first other rune in upper case, and whether it was so.
fn leading(rest: &mut &[u8], out: &mut Vec<u8>) -> Option<(u32, bool)> {
    while !rest.is_empty() {
        let rune = take(rest);
        if !is_connector(rune) {
            return Some((unicode::to_upper(rune), unicode::is_upper(rune)));
        }
        if rest.is_empty() {
            // The library writes the last of nothing but connectors twice.
            runes::push(out, rune);
        }
        runes::push(out, rune);
    }
    None
}

fn take(rest: &mut &[u8]) -> u32 {
    let (rune, width) = runes::decode(rest);
    *rest = &rest[width..];
    rune
}

/// The first rune that is UTF-8, and how many bytes it takes with what is not before it; where
/// there is none, `previous` with what was passed over.
fn valid_rune(text: &[u8], previous: u32) -> (u32, usize) {
    let mut passed = 0;
    while passed < text.len() {
        let (rune, width) = runes::decode(&text[passed..]);
        passed += width;
        if rune != runes::ERROR {
            return (rune, passed);
        }
    }
    (previous, passed)
}

/// The words of a text, one after the other.
struct Words<'t> {
    rest: &'t [u8],
}

impl<'t> Words<'t> {
    fn next(&mut self) -> (Kind, &'t [u8]) {
        let (rune, width) = valid_rune(self.rest, runes::ERROR);
        let kind = kind_of(rune);
        let end = match kind {
            Kind::Invalid => width,
            Kind::Upper => self.end_of_upper(rune, width),
            _ => self.end_of_run(width, rune, |rune| continues(kind, rune)),
        };
        let (word, rest) = self.rest.split_at(end.min(self.rest.len()));
        self.rest = rest;
        (kind, word)
    }

    /// Where the run that goes on at `at` ends.
    fn end_of_run(&self, mut at: usize, mut previous: u32, goes_on: impl Fn(u32) -> bool) -> usize {
        while at < self.rest.len() {
            let (rune, width) = valid_rune(&self.rest[at..], previous);
            if !goes_on(rune) {
                break;
            }
            previous = rune;
            at += width;
        }
        at
    }

    /// `HTTP` of `HTTPStatus`, `Status` of `Status`: one word, and the case of its second letter
    /// says of which of the two kinds.
    fn end_of_upper(&self, first: u32, at: usize) -> usize {
        if at >= self.rest.len() {
            return at;
        }
        let (second, width) = valid_rune(&self.rest[at..], first);
        let after = at + width;
        if !unicode::is_upper(second) {
            return match is_alphabet(second) {
                true => self.end_of_run(after, second, |rune| continues(Kind::Alphabet, rune)),
                false => at,
            };
        }
        let (mut end, mut last_width, mut rune) = (after, width, second);
        while end < self.rest.len() {
            let (next, width) = valid_rune(&self.rest[end..], rune);
            rune = next;
            if !unicode::is_upper(rune) {
                break;
            }
            last_width = width;
            end += width;
        }
        let letter_follows = end < self.rest.len() && is_alphabet(rune);
        if letter_follows {
            end - last_width
        } else {
            end
        }
    }
}

fn kind_of(rune: u32) -> Kind {
    match rune {
        runes::ERROR => Kind::Invalid,
        _ if is_connector(rune) => Kind::Connector,
        _ if unicode::is_punctuation(rune) => Kind::Punctuation,
        _ if unicode::is_upper(rune) => Kind::Upper,
        _ if is_alphabet(rune) => Kind::Alphabet,
        _ if unicode::is_number(rune) => Kind::Number,
        _ => Kind::Other,
    }
}

/// Whether a rune belongs to a word of a kind that has begun.
fn continues(kind: Kind, rune: u32) -> bool {
    match kind {
        Kind::Connector => is_connector(rune),
        Kind::Punctuation => unicode::is_punctuation(rune),
        Kind::Alphabet => is_alphabet(rune) && !unicode::is_upper(rune),
        Kind::Number => unicode::is_number(rune),
        _ => {
            !is_connector(rune)
                && !is_alphabet(rune)
                && !unicode::is_number(rune)
                && !unicode::is_punctuation(rune)
        }
    }
}

/// `FirstName` as `first_name`, with any connector.
pub(super) fn joined(source: &[u8], connector: u8) -> Vec<u8> {
    let mut joiner = Joiner {
        words: Words { rest: source },
        out: Vec::with_capacity(source.len() * 5 / 4),
        connector,
    };
    if source.is_empty() {
        return joiner.out;
    }
    let (mut kind, mut word) = joiner.words.next();
    while !joiner.words.rest.is_empty() {
        if kind != Kind::Connector {
            joiner.write(kind, word);
        }
        (kind, word) = joiner.after(kind, word);
    }
    joiner.write(kind, word);
    joiner.out
}

struct Joiner<'t> {
    words: Words<'t>,
    out: Vec<u8>,
    connector: u8,
}

impl<'t> Joiner<'t> {
    /// Goes on after a word: writes connectors, and the words that belong to it, and gives the
    /// next one.
    fn after(&mut self, previous: Kind, last: &'t [u8]) -> (Kind, &'t [u8]) {
        let (kind, word) = self.words.next();
        match previous {
            Kind::Number => self.after_number(kind, word),
            Kind::Connector => {
                self.write(previous, last);
                (kind, word)
            }
            Kind::Punctuation => (kind, word),
            _ if kind == Kind::Number => self.number_after_letters(word),
            _ => {
                self.connect_unless(kind, &[Kind::Connector, Kind::Punctuation]);
                (kind, word)
            }
        }
    }

    /// Letters in lower case and numbers that follow a number belong to it.
    fn after_number(&mut self, mut kind: Kind, mut word: &'t [u8]) -> (Kind, &'t [u8]) {
        while matches!(kind, Kind::Alphabet | Kind::Number) {
            self.write(kind, word);
            (kind, word) = self.words.next();
        }
        self.connect_unless(kind, &[Kind::Invalid, Kind::Punctuation, Kind::Connector]);
        (kind, word)
    }

    /// `Bld4Floor` is `bld4_floor`, but `HTTP2xx` is `http_2xx`.
    fn number_after_letters(&mut self, number: &'t [u8]) -> (Kind, &'t [u8]) {
        if self.words.rest.is_empty() {
            return (Kind::Number, number);
        }
        let (kind, word) = self.words.next();
        if kind == Kind::Alphabet {
            self.out.push(self.connector);
            self.write(Kind::Number, number);
            return self.after_number(kind, word);
        }
        self.write(Kind::Number, number);
        self.connect_unless(kind, &[Kind::Connector, Kind::Punctuation]);
        (kind, word)
    }

    fn connect_unless(&mut self, kind: Kind, kinds: &[Kind]) {
        if !kinds.contains(&kind) {
            self.out.push(self.connector);
        }
    }

    /// Writes a word, in lower case if it began in upper case.
    fn write(&mut self, kind: Kind, word: &[u8]) {
        if !matches!(kind, Kind::Upper | Kind::Connector) {
            self.out.extend_from_slice(word);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let rune = take(&mut rest);
            if is_connector(rune) {
                self.out.push(self.connector);
            } else if unicode::is_upper(rune) {
                runes::push(&mut self.out, unicode::to_lower(rune));
            } else {
                runes::push(&mut self.out, rune);
            }
        }
    }
}

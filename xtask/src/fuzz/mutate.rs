//! Changing an input a little: bytes, pieces, words of its language, numbers, depth. Knows nothing
//! about what reads it.

use super::chance::Chance;

/// No input grows beyond this.
const LONGEST: usize = 1 << 16;

/// Numbers that programs trip over.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e400",
    "0.1",
];

/// Bytes and sequences that texts are not made of.
const BYTES: [&[u8]; 12] = [
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\r\n",
    b"\t",
    b"\x1b",
    b"\xf4\x90\x80\x80",
    "\u{85}".as_bytes(),
    "\u{1f600}".as_bytes(),
];

/// Another input, made of one seed and pieces of the others.
pub(super) fn mutate(chance: &mut Chance, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let mut input = chance.one(seeds).cloned().unwrap_or_default();
    for _ in 0..=chance.below(6) {
        change(chance, &mut input, seeds, words);
        input.truncate(LONGEST);
    }
    input
}

fn change(chance: &mut Chance, input: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&str]) {
    let (start, end) = chance.range(input.len());
    match chance.below(12) {
        0 => flip(chance, input, start),
        1 => drop(input.drain(start..end)),
        2 => input.truncate(start),
        3 => repeat(chance, input, start, end),
        4 => put(
            input,
            start,
            start,
            chance.one(&BYTES).copied().unwrap_or_default(),
        ),
        5 | 6 => put(
            input,
            start,
            start,
            chance.one(words).map_or(b"", |word| word.as_bytes()),
        ),
        7 => put(
            input,
            start,
            end,
            chance.one(words).map_or(b"", |word| word.as_bytes()),
        ),
        8 => number(chance, input, start),
        9 | 10 => splice(chance, input, start, end, seeds),
        _ => nest(chance, input, start, words),
    }
}

fn put(input: &mut Vec<u8>, start: usize, end: usize, piece: &[u8]) {
    input.splice(start..end, piece.iter().copied());
}

fn flip(chance: &mut Chance, input: &mut [u8], at: usize) {
    if let Some(byte) = input.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
}

/// A piece a few or many times.
fn repeat(chance: &mut Chance, input: &mut Vec<u8>, start: usize, end: usize) {
    let most = if chance.below(8) == 0 { 14 } else { 5 };
    let times = 1 << chance.below(most);
    let piece = input[start..end].repeat(times.min(LONGEST / (end - start).max(1)));
    put(input, start, start, &piece);
}

/// Takes the next number's place, or is put where there is none.
fn number(chance: &mut Chance, input: &mut Vec<u8>, from: usize) {
    let digits = |from: usize, wanted: bool| {
        let found = input[from..]
            .iter()
            .position(|byte| byte.is_ascii_digit() == wanted);
        found.map_or(input.len(), |at| from + at)
    };
    let start = digits(from, true);
    let end = digits(start, false);
    let number = chance.one(&NUMBERS).map_or("", |number| number);
    put(input, start, end, number.as_bytes());
}

/// A piece of another seed.
fn splice(chance: &mut Chance, input: &mut Vec<u8>, start: usize, end: usize, seeds: &[Vec<u8>]) {
    let Some(other) = chance.one(seeds) else {
        return;
    };
    let (from, to) = chance.range(other.len());
    put(input, start, end, &other[from..to]);
}

/// A word many times at one place, and another as often behind it.
fn nest(chance: &mut Chance, input: &mut Vec<u8>, at: usize, words: &[&str]) {
    let most = if chance.below(8) == 0 { 14 } else { 4 };
    let times = 1 << chance.below(most);
    let open = chance.one(words).map_or("", |word| word);
    let close = chance.one(words).map_or("", |word| word);
    let fit = |word: &str| word.repeat(times.min(LONGEST / 2 / word.len().max(1)));
    put(input, at, at, (fit(open) + &fit(close)).as_bytes());
}

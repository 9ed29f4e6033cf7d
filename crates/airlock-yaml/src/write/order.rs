//! The order of a map's keys: yaml's natural one, where numbers inside of keys count as numbers.

use std::cmp::Ordering;

use super::Format;
use super::letters::{is_digit, is_letter};

/// How two keys of one map are ordered.
///
/// Go's order is not always transitive, so it does not fit `sort_by`: use [`sort_keys`].
pub fn key_order(format: Format, a: &[u8], b: &[u8]) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return order(format, a, b);
    }
    let a: Vec<char> = String::from_utf8_lossy(a).chars().collect();
    let b: Vec<char> = String::from_utf8_lossy(b).chars().collect();
    order(format, &a, &b)
}

fn order<C: Copy + Eq + Into<u32>>(format: Format, a: &[C], b: &[C]) -> Ordering {
    if a == b {
        Ordering::Equal
    } else if is_less(format, a, b) {
        Ordering::Less
    } else if is_less(format, b, a) {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

fn is_less<C: Copy + Eq + Into<u32>>(format: Format, a: &[C], b: &[C]) -> bool {
    let mut at = 0;
    let shared = a.len().min(b.len());
    while at < shared && a[at] == b[at] {
        at += 1;
    }
    let (Some(&x), Some(&y)) = (a.get(at), b.get(at)) else {
        return a.len() < b.len();
    };
    let (x, y): (u32, u32) = (x.into(), y.into());
    match (is_letter(x), is_letter(y)) {
        (true, true) => return x < y,
        (false, false) => {}
        (_, y_is_letter) => {
            let after_digit = at > 0 && a.get(at - 1).is_some_and(|&c| is_digit(c.into()));
            return match format == Format::ToYamlPretty && after_digit {
                true => !y_is_letter,
                false => y_is_letter,
            };
        }
    }
    let zero = u32::from(b'0');
    let start = i64::from((x == zero || y == zero) && follows_number(a, at));
    let (x_number, x_end) = number(a, at, start);
    let (y_number, y_end) = number(b, at, start);
    if x_number != y_number {
        return x_number < y_number;
    }
    if x_end != y_end {
        return x_end < y_end;
    }
    x < y
}

/// Whether the digits before `at` are more than zeros.
fn follows_number<C: Copy + Into<u32>>(text: &[C], at: usize) -> bool {
    let mut before = at;
    while before > 0 {
        before -= 1;
        let Some(&c) = text.get(before) else {
            return false;
        };
        let c = c.into();
        if !is_digit(c) {
            return false;
        }
        if c != u32::from(b'0') {
            return true;
        }
    }
    false
}

fn number<C: Copy + Into<u32>>(text: &[C], from: usize, start: i64) -> (i64, usize) {
    let mut value = start;
    let mut at = from;
    while let Some(&c) = text.get(at) {
        let c = c.into();
        if !is_digit(c) {
            break;
        }
        value = value
            .wrapping_mul(10)
            .wrapping_add(i64::from(c) - i64::from(b'0'));
        at += 1;
    }
    (value, at)
}

/// Which bytes come in Go's order as they come in that of bytes: letters, and what is before them.
/// Of digits the number counts.
static PLAINLY_ORDERED: [bool; 256] = plainly_ordered();

const fn plainly_ordered() -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0x20;
    while i < 0x7F {
        let byte = i as u8;
        table[i] = byte.is_ascii_alphabetic() || (byte < b'A' && !byte.is_ascii_digit());
        i += 1;
    }
    table
}

/// Whether Go's order of this key and others of which this is true is that of their bytes.
pub fn keeps_byte_order(key: &[u8]) -> bool {
    let mut at = 0;
    while at < key.len() && PLAINLY_ORDERED[usize::from(key[at])] {
        at += 1;
    }
    at == key.len()
}

/// Sorts a map's entries by their keys, as Go's encoder does.
pub fn sort_keys<T>(format: Format, items: &mut Vec<T>, key: impl Fn(&T) -> &[u8]) {
    if items.len() < 2 {
        return;
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    let mut other = order.clone();
    let keys: Vec<&[u8]> = items.iter().map(&key).collect();
    let ordered = |a: usize, b: usize| match (keys.get(a), keys.get(b)) {
        (Some(a), Some(b)) => key_order(format, a, b) != Ordering::Greater,
        _ => true,
    };
    let mut run = 1;
    while run < order.len() {
        let mut from = 0;
        while from < order.len() {
            let middle = (from + run).min(order.len());
            let end = (from + 2 * run).min(order.len());
            merge(&order, from, middle, end, &mut other, &ordered);
            from = end;
        }
        std::mem::swap(&mut order, &mut other);
        run *= 2;
    }
    if order.is_sorted() {
        return;
    }
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|at| slots.get_mut(at).and_then(Option::take)),
    );
}

/// Merges two sorted runs of `from` into the same places of `to`.
fn merge(
    from: &[usize],
    start: usize,
    middle: usize,
    end: usize,
    to: &mut [usize],
    ordered: &impl Fn(usize, usize) -> bool,
) {
    let (mut left, mut right) = (start, middle);
    for slot in to.iter_mut().take(end).skip(start) {
        let take_left = match (from.get(left), from.get(right)) {
            (Some(&a), Some(&b)) if left < middle && right < end => ordered(a, b),
            _ => left < middle,
        };
        let at = if take_left { &mut left } else { &mut right };
        if let Some(&value) = from.get(*at) {
            *slot = value;
        }
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{keeps_byte_order, key_order};
    use crate::Format;

    #[test]
    fn keys_that_keep_the_order_of_bytes_are_in_gos_order() {
        let letters = b"\x00 -./19:@AZ[_`az~\x7f\xc3";
        let mut keys: Vec<Vec<u8>> = vec![Vec::new()];
        for at in 0..letters.len() * (letters.len() + 1) {
            let shorter = keys[at / letters.len()].clone();
            keys.push([shorter.as_slice(), &[letters[at % letters.len()]]].concat());
        }
        let kept: Vec<_> = keys.iter().filter(|key| keeps_byte_order(key)).collect();
        assert!(kept.len() > 90 && kept.len() < keys.len());
        for (a, b) in kept.iter().flat_map(|a| kept.iter().map(move |b| (a, b))) {
            for format in [Format::ToYaml, Format::ToYamlPretty] {
                assert_eq!(key_order(format, a, b), a.cmp(b), "{a:?} {b:?}");
            }
        }
    }
}

//! Helm 3's way of cutting a rendered file into documents.
//!
//! It cuts at the regular expression `(?:^|\s*\n)---\s*`, where `^` is the text's own beginning, and
//! takes space off both ends of every document. Documents are ranges; nothing is copied here.

use std::ops::Range;

use crate::manifest::{trim_end, trim_start};
use crate::search::find_byte;

const MARK: &[u8] = b"---";

/// The documents of a rendered file, each without the space around it.
pub(crate) fn split(content: &[u8]) -> Vec<Range<usize>> {
    let text = trimmed(content, 0..content.len());
    let mut documents = Vec::new();
    let mut begin = text.start;
    if content[begin..text.end].starts_with(MARK) {
        begin = skip_space(content, begin + MARK.len(), text.end);
    }
    loop {
        let separator = next_separator(content, begin..text.end);
        let end = separator.as_ref().map_or(text.end, |s| s.start);
        if begin < end {
            documents.push(trimmed(content, begin..end));
        }
        match separator {
            Some(separator) => begin = separator.end,
            None => return documents,
        }
    }
}

/// The next mark behind a line's end, with the space on both sides. What an earlier separator took
/// is gone: a mark right behind it is text.
fn next_separator(content: &[u8], within: Range<usize>) -> Option<Range<usize>> {
    let mut at = within.start;
    loop {
        let newline = find_byte(&content[..within.end], at, b'\n')?;
        if content[newline + 1..within.end].starts_with(MARK) {
            let mut start = newline;
            while start > within.start && is_space(content[start - 1]) {
                start -= 1;
            }
            let end = skip_space(content, newline + 1 + MARK.len(), within.end);
            return Some(start..end);
        }
        at = newline + 1;
    }
}

fn skip_space(content: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && is_space(content[at]) {
        at += 1;
    }
    at
}

/// What `\s` is in Go's regular expressions.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// A range without the space at its ends, as Go's `strings.TrimSpace` takes it off.
fn trimmed(content: &[u8], range: Range<usize>) -> Range<usize> {
    let text = trim_start(&content[range.clone()]);
    let start = range.end - text.len();
    start..start + trim_end(text).len()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn files_are_cut_as_helm_3_cuts_them() {
        let cases: &[(&str, &[&str])] = &[
            ("a\n---\nb\n", &["a", "b"]),
            ("\n\n---\n\na: 1\n", &["a: 1"]),
            ("---a\n---- b\n", &["a", "- b"]),
            ("---\n---\na", &["---\na"]),
            ("a \t\r\n\n---\n\n\nb", &["a", "b"]),
            ("a: |\n  ---\nb\n", &["a: |\n  ---\nb"]),
            ("------\nx", &["---\nx"]),
            ("a\n---\n---\nb", &["a", "---\nb"]),
            ("a\n---\n\u{a0}\n---\nb", &["a", "", "b"]),
            ("---", &[]),
            (" \n", &[]),
        ];
        for (text, expected) in cases {
            let documents = split(text.as_bytes());
            let documents: Vec<&str> = documents.into_iter().map(|r| &text[r]).collect();
            assert_eq!(documents, *expected, "{text:?}");
        }
    }
}

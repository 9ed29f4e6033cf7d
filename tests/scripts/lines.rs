//! What differs between two texts, line by line, for goldens that people read.

use std::collections::VecDeque;

/// The lines that went and came, in order; what both share from the start and from the end is
/// left out.
pub(crate) fn changes(before: &str, after: &str) -> String {
    let (mut old, mut new): (VecDeque<&str>, VecDeque<&str>) =
        (before.lines().collect(), after.lines().collect());
    while !old.is_empty() && old.front() == new.front() {
        old.pop_front();
        new.pop_front();
    }
    while !old.is_empty() && old.back() == new.back() {
        old.pop_back();
        new.pop_back();
    }
    let mut told = String::new();
    let gone = old.iter().map(|line| format!("    - {}\n", line.trim()));
    let come = new.iter().map(|line| format!("    + {}\n", line.trim()));
    gone.chain(come).for_each(|line| told.push_str(&line));
    told
}

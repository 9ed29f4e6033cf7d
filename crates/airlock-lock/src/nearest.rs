//! The known name that a misspelt one was probably meant to be.

/// The nearest of `known` to `written`, if it is near enough to be worth suggesting.
pub(crate) fn nearest<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let allowed = (written.chars().count() / 3).max(1);
    known
        .iter()
        .map(|name| (distance(written, name), *name))
        .filter(|(edits, _)| *edits <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Edits between two names, where swapping two neighbours counts as one; names are short, and a
/// long one is told apart by its first 64 characters.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = folded(left);
    let right: Vec<char> = folded(right);
    let mut before = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let kept = row[j] + usize::from(l != r);
            let mut best = kept.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && left[i - 1] == *r && right[j - 1] == *l {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

fn folded(name: &str) -> Vec<char> {
    name.chars()
        .take(64)
        .map(|c| {
            if c == '_' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        let known = ["version", "values", "variants"];
        assert_eq!(nearest("verison", &known), Some("version"));
        assert_eq!(nearest("Values", &known), Some("values"));
        assert_eq!(
            nearest("api_versions", &["api-versions"]),
            Some("api-versions")
        );
        assert_eq!(nearest("colour", &known), None);
    }
}

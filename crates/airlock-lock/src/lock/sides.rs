//! A lock in which a merge has left conflicts: each side of it is a lock by itself. Which of them is
//! right is not decided here; the pins know.

use super::{Lock, bytes};
use crate::error::Error;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

impl Lock {
    /// Reads a lock: itself, or, where a merge has left conflicts in it, ours and theirs.
    pub fn parse_sides(file: &str, text: &str) -> Result<Vec<Lock>, Error> {
        match (side(text, Side::Ours), side(text, Side::Theirs)) {
            (Some(ours), Some(theirs)) => {
                Ok(vec![bytes::read(file, &ours)?, bytes::read(file, &theirs)?])
            }
            _ => Ok(vec![bytes::read(file, text)?]),
        }
    }
}

/// The text as one side has it, each line in its place; none where there is no conflict, or the
/// marks are not in their order.
fn side(text: &str, wanted: Side) -> Option<String> {
    let (mut now, mut conflicts, mut out) = (Side::Both, 0, String::new());
    for line in text.split_inclusive('\n') {
        let next = match (marker(line), now) {
            (None, _) => {
                out.push_str(if now == Side::Both || now == wanted {
                    line
                } else {
                    "\n"
                });
                continue;
            }
            (Some('<'), Side::Both) => Side::Ours,
            (Some('|'), Side::Ours) => Side::Base,
            (Some('='), Side::Ours | Side::Base) => Side::Theirs,
            (Some('>'), Side::Theirs) => Side::Both,
            _ => return None,
        };
        conflicts += usize::from(next == Side::Ours);
        now = next;
        out.push('\n');
    }
    (now == Side::Both && conflicts > 0).then_some(out)
}

/// The character of a conflict's mark: seven of them begin the line, alone or with a name behind.
fn marker(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let rest = line.trim_start_matches(first);
    let alone = rest.trim_end().is_empty() || rest.starts_with(' ');
    (alone && line.len() - rest.len() == 7).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Side, side};

    #[test]
    fn each_side_keeps_its_lines_in_their_places() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> other\ne\n";
        assert_eq!(side(text, Side::Ours).unwrap(), "a\n\nb\n\n\n\n\n\ne\n");
        assert_eq!(side(text, Side::Theirs).unwrap(), "a\n\n\n\n\n\nd\n\ne\n");
        for whole in ["a\n", "a\n<<<<<<< HEAD\nb\n", "=======\n", "<<<<<<<< no\n"] {
            assert_eq!(side(whole, Side::Ours), None, "{whole}");
        }
    }
}

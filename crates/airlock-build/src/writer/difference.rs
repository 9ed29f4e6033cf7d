//! Unified differences, as `diff -u` and git print them: `-` is on the disk, `+` is what would be.

use similar::TextDiff;

/// More lines than this are counted instead of compared: nobody reads them, and it takes long.
const MOST_LINES: usize = 60_000;

/// The difference between what is on the disk, if anything, and what would be.
pub(super) fn unified(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> String {
    let texts = (as_text(old), as_text(new));
    let (Some(before), Some(after)) = texts else {
        return format!("Binary files a/{path} and b/{path} differ\n");
    };
    let lines = (before.lines().count(), after.lines().count());
    if lines.0 + lines.1 > MOST_LINES {
        return format!(
            "a/{path} has {} lines, b/{path} has {}: too many to show\n",
            lines.0, lines.1
        );
    }
    let name = |prefix: &str, there: Option<&[u8]>| match there {
        Some(_) => format!("{prefix}/{path}"),
        None => "/dev/null".to_string(),
    };
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(&name("a", old), &name("b", new))
        .to_string()
}

fn as_text(bytes: Option<&[u8]>) -> Option<&str> {
    std::str::from_utf8(bytes.unwrap_or_default()).ok()
}

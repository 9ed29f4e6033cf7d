//! The head of every generated file: who made it from what, and the seal by which an edit is seen.

use airlock_build::writer::SEAL;

/// The head's lines behind a comment's mark, for formats with comments to the end of a line.
pub(super) fn lines(mark: &str, about: &str) -> String {
    format!(
        "{mark} {about}\n\
         {mark} Made by `airlock gen` from charts/versions.toml and charts/airlock.lock; do not edit.\n\
         {mark} {SEAL}\n"
    )
}

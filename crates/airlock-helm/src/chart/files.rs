//! A file of a chart, in memory.

use airlock_gotmpl::Str;

/// A file: its path inside the chart and its bytes, which are shared, never copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path inside the chart, with `/`.
    pub name: String,
    /// The bytes, without a byte order mark.
    pub data: Str,
}

/// The bytes without a byte order mark.
pub(super) fn without_bom(data: &[u8]) -> &[u8] {
    data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data)
}

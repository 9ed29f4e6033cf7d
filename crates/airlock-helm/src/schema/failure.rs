//! What is wrong with a value: a tree of reasons, and how it is printed.

use airlock_gotmpl::number::quote as go_quote;

use super::decimal::count_text;

/// What a reason is, where printing depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Plain,
    /// Several reasons at one place.
    Group,
    /// A reference led here: passed over where it has one reason.
    Reference,
}

/// One reason, and the reasons for it.
pub(super) struct Failure {
    pub(super) tag: Tag,
    /// The JSON pointer to the value.
    pub(super) location: Vec<u8>,
    pub(super) message: String,
    pub(super) causes: Vec<Fail>,
}

/// A reason.
pub(super) type Fail = Box<Failure>;

impl Failure {
    /// A reason that nobody will read.
    pub(super) fn silent() -> Fail {
        Box::new(Self {
            tag: Tag::Plain,
            location: Vec::new(),
            message: String::new(),
            causes: Vec::new(),
        })
    }

    /// Appends this and its reasons, each on a line of its own.
    pub(super) fn print(&self, out: &mut String, indent: usize) {
        let mut inner = indent;
        if self.tag != Tag::Reference || self.causes.len() != 1 {
            out.push('\n');
            for _ in 1..indent {
                out.push_str("  ");
            }
            out.push_str(&format!(
                "- at {}: {}",
                quoted(&self.location),
                self.message
            ));
            inner += 1;
        }
        for cause in &self.causes {
            cause.print(out, inner);
        }
    }
}

/// The reasons below a failed schema: those of a group, or the one.
pub(super) fn top_causes(mut failure: Fail) -> Vec<Fail> {
    match failure.tag {
        Tag::Group => std::mem::take(&mut failure.causes),
        _ => vec![failure],
    }
}

/// Reasons, each on a line that begins with a line feed.
pub(super) fn print_all(causes: &[Fail]) -> String {
    let mut out = String::new();
    for cause in causes {
        cause.print(&mut out, 1);
    }
    out
}

/// A string in single quotes.
pub(super) fn quoted(text: &[u8]) -> String {
    let text = go_quote(text).replace("\\\"", "\"").replace('\'', "\\'");
    let inside = text.get(1..text.len().saturating_sub(1));
    format!("'{}'", inside.unwrap_or_default())
}

/// Strings in single quotes, with commas between them.
pub(super) fn quoted_list<T: AsRef<[u8]>>(texts: &[T]) -> String {
    let quoted: Vec<String> = texts.iter().map(|t| quoted(t.as_ref())).collect();
    quoted.join(", ")
}

/// Numbers with spaces between them.
pub(super) fn spaced(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(usize::to_string).collect();
    texts.join(" ")
}

/// `keyword: got 1, want 2`
pub(super) fn got_want(keyword: &str, got: usize, want: i64) -> String {
    let got = count_text(i64::try_from(got).unwrap_or(i64::MAX));
    format!("{keyword}: got {got}, want {}", count_text(want))
}

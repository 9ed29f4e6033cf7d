//! Go's `unicode` package: categories, and case mapping of one rune to one rune.

use std::sync::OnceLock;

use crate::regexp::class::{self, Class};

/// A category that is looked up once.
struct Category {
    name: &'static str,
    class: OnceLock<Class>,
}

impl Category {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            class: OnceLock::new(),
        }
    }

    fn has(&self, rune: u32) -> bool {
        let class = || class::unicode(self.name.as_bytes()).unwrap_or_default();
        self.class.get_or_init(class).contains(rune)
    }
}

static LETTER: Category = Category::new("L");
static UPPER: Category = Category::new("Lu");
static LOWER: Category = Category::new("Ll");
static TITLE: Category = Category::new("Lt");
static DIGIT: Category = Category::new("Nd");
static NUMBER: Category = Category::new("N");
static PUNCTUATION: Category = Category::new("P");

/// Defines Go's `unicode.Is…`: ASCII by a test, the rest by category.
macro_rules! category {
    ($name:ident, $ascii:ident, $category:ident, $doc:literal) => {
        #[doc = $doc]
        pub(crate) fn $name(rune: u32) -> bool {
            match u8::try_from(rune) {
                Ok(byte) if byte < 0x80 => byte.$ascii(),
                _ => $category.has(rune),
            }
        }
    };
}

category!(
    is_letter,
    is_ascii_alphabetic,
    LETTER,
    "Whether it is a letter."
);
category!(
    is_upper,
    is_ascii_uppercase,
    UPPER,
    "Whether it is an upper case letter."
);
category!(
    is_lower,
    is_ascii_lowercase,
    LOWER,
    "Whether it is a lower case letter."
);
category!(
    is_digit,
    is_ascii_digit,
    DIGIT,
    "Whether it is a decimal digit."
);
category!(is_number, is_ascii_digit, NUMBER, "Whether it is a number.");

/// Whether it is a title case letter.
pub(crate) fn is_title(rune: u32) -> bool {
    rune >= 0x80 && TITLE.has(rune)
}

/// Whether it is punctuation; symbols such as `$` and `+` are none.
pub(crate) fn is_punctuation(rune: u32) -> bool {
    match u8::try_from(rune) {
        Ok(byte) if byte < 0x80 => byte.is_ascii_punctuation() && !b"$+<=>^`|~".contains(&byte),
        _ => PUNCTUATION.has(rune),
    }
}

/// Whether it is white space.
pub(crate) fn is_space(rune: u32) -> bool {
    char::from_u32(rune).is_some_and(char::is_whitespace)
}

/// The upper case of a rune.
pub(crate) fn to_upper(rune: u32) -> u32 {
    match rune {
        // The title case Greek letters have an upper case of two letters, which Go does not use.
        0x1F80..=0x1F87 | 0x1F90..=0x1F97 | 0x1FA0..=0x1FA7 => rune + 8,
        0x1FB3 | 0x1FC3 | 0x1FF3 => rune + 9,
        _ => mapped(rune, |c| only(c.to_uppercase())),
    }
}

/// The lower case of a rune.
pub(crate) fn to_lower(rune: u32) -> u32 {
    match rune {
        0x130 => u32::from(b'i'),
        _ => mapped(rune, |c| only(c.to_lowercase())),
    }
}

/// The title case of a rune.
pub(crate) fn to_title(rune: u32) -> u32 {
    match rune {
        // The digraphs have one of their own; Georgian has none.
        0x1C4..=0x1C6 => 0x1C5,
        0x1C7..=0x1C9 => 0x1C8,
        0x1CA..=0x1CC => 0x1CB,
        0x1F1..=0x1F3 => 0x1F2,
        0x10D0..=0x10FA | 0x10FD..=0x10FF => rune,
        _ => to_upper(rune),
    }
}

/// What a rune maps to, as far as Go's version of Unicode knows them both: ours may be newer.
fn mapped(rune: u32, map: fn(char) -> Option<char>) -> u32 {
    let to = char::from_u32(rune).and_then(map).map_or(rune, u32::from);
    let known = |rune: u32| rune < 0x80 || class::assigned().contains(rune);
    if to != rune && known(rune) && known(to) {
        to
    } else {
        rune
    }
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

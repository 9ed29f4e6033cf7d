//! Go's layouts: how the reference time `Mon Jan 2 15:04:05 MST 2006` is cut into elements.

/// An element of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperHalf,
    LowerHalf,
    ZoneName,
    Offset(OffsetForm),
    /// So many digits after `.` or `,`; with `trim`, no trailing zeros.
    Fraction {
        separator: u8,
        digits: usize,
        trim: bool,
    },
}

/// How an offset from UTC is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OffsetForm {
    /// UTC itself is `Z`.
    pub(super) z: bool,
    pub(super) colon: bool,
    pub(super) precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Hours,
    Minutes,
    Seconds,
}

/// A literal text, then an element; the last piece of a layout has none.
pub(super) struct Piece<'l> {
    pub(super) literal: &'l [u8],
    pub(super) element: Option<Element>,
    /// The element as it is written in the layout.
    pub(super) text: &'l [u8],
    pub(super) rest: &'l [u8],
}

/// The first piece of a layout.
pub(super) fn next_piece(layout: &[u8]) -> Piece<'_> {
    let mut at = 0;
    while at < layout.len() {
        if let Some((element, len)) = element(&layout[at..]) {
            // `_2006` is a literal underscore and a year.
            let at = at + usize::from(element == Element::LongYear && layout[at] == b'_');
            return Piece {
                literal: &layout[..at],
                element: Some(element),
                text: &layout[at..at + len],
                rest: &layout[at + len..],
            };
        }
        at += 1;
    }
    Piece {
        literal: layout,
        element: None,
        text: b"",
        rest: b"",
    }
}

/// The element that the text begins with, and its length.
fn element(text: &[u8]) -> Option<(Element, usize)> {
    match text.first()? {
        b'J' | b'M' => name_element(text),
        b'0'..=b'5' => number_element(text),
        b'_' => padded_element(text),
        b'P' => text.starts_with(b"PM").then_some((Element::UpperHalf, 2)),
        b'p' => text.starts_with(b"pm").then_some((Element::LowerHalf, 2)),
        b'-' | b'Z' => offset_element(text),
        b'.' | b',' => fraction_element(text),
        _ => None,
    }
}

fn name_element(text: &[u8]) -> Option<(Element, usize)> {
    let alone = !text.get(3).is_some_and(u8::is_ascii_lowercase);
    if text.starts_with(b"January") {
        Some((Element::LongMonth, 7))
    } else if text.starts_with(b"Jan") && alone {
        Some((Element::Month, 3))
    } else if text.starts_with(b"Monday") {
        Some((Element::LongWeekday, 6))
    } else if text.starts_with(b"Mon") && alone {
        Some((Element::Weekday, 3))
    } else {
        text.starts_with(b"MST").then_some((Element::ZoneName, 3))
    }
}

fn number_element(text: &[u8]) -> Option<(Element, usize)> {
    Some(match text {
        [b'0', b'1', ..] => (Element::ZeroMonth, 2),
        [b'0', b'0', b'2', ..] => (Element::ZeroYearDay, 3),
        [b'0', b'2', ..] => (Element::ZeroDay, 2),
        [b'0', b'3', ..] => (Element::ZeroHour12, 2),
        [b'0', b'4', ..] => (Element::ZeroMinute, 2),
        [b'0', b'5', ..] => (Element::ZeroSecond, 2),
        [b'0', b'6', ..] => (Element::Year, 2),
        [b'1', b'5', ..] => (Element::Hour, 2),
        [b'1', ..] => (Element::NumMonth, 1),
        [b'2', b'0', b'0', b'6', ..] => (Element::LongYear, 4),
        [b'2', ..] => (Element::Day, 1),
        [b'3', ..] => (Element::Hour12, 1),
        [b'4', ..] => (Element::Minute, 1),
        [b'5', ..] => (Element::Second, 1),
        _ => return None,
    })
}

fn padded_element(text: &[u8]) -> Option<(Element, usize)> {
    if text.starts_with(b"_2006") {
        Some((Element::LongYear, 4))
    } else if text.starts_with(b"_2") {
        Some((Element::UnderDay, 2))
    } else {
        text.starts_with(b"__2")
            .then_some((Element::UnderYearDay, 3))
    }
}

fn offset_element(text: &[u8]) -> Option<(Element, usize)> {
    let forms: [(&[u8], bool, Precision); 5] = [
        (b"070000", false, Precision::Seconds),
        (b"07:00:00", true, Precision::Seconds),
        (b"0700", false, Precision::Minutes),
        (b"07:00", true, Precision::Minutes),
        (b"07", false, Precision::Hours),
    ];
    let z = text.first() == Some(&b'Z');
    let form = text.get(1..)?;
    let (digits, colon, precision) = forms.into_iter().find(|(d, ..)| form.starts_with(d))?;
    let element = Element::Offset(OffsetForm {
        z,
        colon,
        precision,
    });
    Some((element, 1 + digits.len()))
}

fn fraction_element(text: &[u8]) -> Option<(Element, usize)> {
    let digit = *text.get(1).filter(|byte| matches!(byte, b'0' | b'9'))?;
    let mut end = 1;
    while text.get(end) == Some(&digit) {
        end += 1;
    }
    if text.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let element = Element::Fraction {
        separator: text[0],
        digits: end - 1,
        trim: digit == b'9',
    };
    Some((element, end))
}

//! Constraints on versions: `||` of groups, each a list of comparisons that must all hold.

use std::cmp::Ordering;

use airlock_gotmpl::number;

use super::scan::{Parts, is_space, run, version_prefix};
use super::version::{Version, compare_prerelease};

const MAX_LEN: usize = 512;
const MAX_GROUPS: usize = 32;

/// What a version must satisfy.
#[derive(Clone, Debug)]
pub struct Constraint {
    groups: Vec<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    comparisons: Vec<Comparison>,
    /// Prereleases are asked for by naming one.
    prereleases: bool,
}

#[derive(Clone, Debug)]
struct Comparison {
    operator: Operator,
    version: Version,
    wildcard: Wildcard,
}

/// The first part of the version that is a wildcard or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wildcard {
    None,
    Major,
    Minor,
    Patch,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterEqual,
    LessEqual,
    Tilde,
    Caret,
}

impl Operator {
    fn parse(text: &[u8]) -> Option<Self> {
        Some(match text {
            b"" | b"=" => Self::Equal,
            b"!=" => Self::NotEqual,
            b">" => Self::Greater,
            b"<" => Self::Less,
            b">=" | b"=>" => Self::GreaterEqual,
            b"<=" | b"=<" => Self::LessEqual,
            b"~" | b"~>" => Self::Tilde,
            b"^" => Self::Caret,
            _ => return None,
        })
    }
}

impl Constraint {
    /// Parses a constraint.
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Self, String> {
        let text = text.as_ref();
        if text.len() > MAX_LEN {
            return Err("constraint string is too long (max 512 bytes)".to_owned());
        }
        let text = rewrite_ranges(text);
        let segments = split_or(&text);
        if segments.len() > MAX_GROUPS {
            return Err("too many constraint groups (max 32)".to_owned());
        }
        let groups = segments.into_iter().map(Group::parse);
        Ok(Self {
            groups: groups.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a version satisfies the constraint.
    pub fn check(&self, version: &Version) -> bool {
        self.groups.iter().any(|group| group.check(version))
    }
}

impl Group {
    fn parse(segment: &[u8]) -> Result<Self, String> {
        let items = items(segment)
            .ok_or_else(|| format!("improper constraint: {}", number::quote(segment)))?;
        let mut comparisons = Vec::with_capacity(items.len());
        for (operator, parts) in items {
            comparisons.push(Comparison::new(operator, &parts)?);
        }
        Ok(Self {
            prereleases: comparisons.iter().any(|c| !c.version.prerelease.is_empty()),
            comparisons,
        })
    }

    fn check(&self, version: &Version) -> bool {
        (self.prereleases || version.prerelease.is_empty())
            && self.comparisons.iter().all(|c| c.holds(version))
    }
}

impl Comparison {
    fn new(operator: Operator, parts: &Parts<'_>) -> Result<Self, String> {
        let wildcard = wildcard(parts);
        let text = match wildcard {
            Wildcard::None => parts.whole.to_vec(),
            Wildcard::Major => [b"0.0.0", parts.prerelease].concat(),
            Wildcard::Minor => [parts.major, b".0.0", parts.prerelease].concat(),
            Wildcard::Patch => [parts.major, parts.minor, b".0", parts.prerelease].concat(),
        };
        let version = Version::parse(text).map_err(|_| "constraint parser error")?;
        Ok(Self {
            operator,
            version,
            wildcard,
        })
    }

    fn holds(&self, v: &Version) -> bool {
        match self.operator {
            Operator::Equal if self.wildcard == Wildcard::None => self.order(v) == Ordering::Equal,
            Operator::Equal | Operator::Tilde => self.tilde(v),
            Operator::NotEqual => self.differs(v),
            Operator::Greater => self.greater(v),
            Operator::Less => self.order(v) == Ordering::Less,
            Operator::GreaterEqual => self.order(v) != Ordering::Less,
            Operator::LessEqual => self.less_or_equal(v),
            Operator::Caret => self.caret(v),
        }
    }

    /// The order of a version and the one named here.
    fn order(&self, v: &Version) -> Ordering {
        v.compare(&self.version)
    }

    fn differs(&self, v: &Version) -> bool {
        let c = &self.version;
        match self.wildcard {
            Wildcard::None => self.order(v) != Ordering::Equal,
            _ if c.major != v.major => true,
            Wildcard::Minor => false,
            _ if c.minor != v.minor => true,
            Wildcard::Patch => compare_prerelease(&v.prerelease, &c.prerelease) != Ordering::Equal,
            Wildcard::Major => self.order(v) != Ordering::Equal,
        }
    }

    fn greater(&self, v: &Version) -> bool {
        let c = &self.version;
        match self.wildcard {
            Wildcard::None => self.order(v) == Ordering::Greater,
            _ if v.major != c.major => v.major > c.major,
            Wildcard::Minor => false,
            Wildcard::Patch => v.minor > c.minor,
            Wildcard::Major => self.order(v) == Ordering::Greater,
        }
    }

    fn less_or_equal(&self, v: &Version) -> bool {
        let c = &self.version;
        match self.wildcard {
            Wildcard::None => self.order(v) != Ordering::Greater,
            Wildcard::Minor => v.major <= c.major,
            _ => (v.major, v.minor) <= (c.major, c.minor),
        }
    }

    fn tilde(&self, v: &Version) -> bool {
        let c = &self.version;
        if self.order(v) == Ordering::Less {
            return false;
        }
        let partial = matches!(self.wildcard, Wildcard::Minor | Wildcard::Patch);
        if (c.major, c.minor, c.patch) == (0, 0, 0) && !partial {
            return true;
        }
        v.major == c.major && (v.minor == c.minor || self.wildcard == Wildcard::Minor)
    }

    fn caret(&self, v: &Version) -> bool {
        let c = &self.version;
        if self.order(v) == Ordering::Less || v.major != c.major {
            return false;
        }
        if c.major > 0 || self.wildcard == Wildcard::Minor {
            return true;
        }
        if c.minor > 0 || self.wildcard == Wildcard::Patch {
            return v.minor == c.minor;
        }
        v.minor == 0 && v.patch == c.patch
    }
}

/// What the numbers of a constraint are made of. The `|` is in Masterminds' class as well.
fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'|' | b'x' | b'X' | b'*')
}

fn wildcard(parts: &Parts<'_>) -> Wildcard {
    if is_any(parts.major) {
        Wildcard::Major
    } else if is_any(parts.minor) {
        Wildcard::Minor
    } else if is_any(parts.patch) {
        Wildcard::Patch
    } else {
        Wildcard::None
    }
}

fn is_any(part: &[u8]) -> bool {
    let part = part.strip_prefix(b".").unwrap_or(part);
    matches!(part, b"" | b"x" | b"X" | b"*")
}

fn split_or(text: &[u8]) -> Vec<&[u8]> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with(b"||") {
            segments.push(&text[start..at]);
            at += 2;
            start = at;
        } else {
            at += 1;
        }
    }
    segments.push(&text[start..]);
    segments
}

/// The comparisons of a group, separated by spaces or commas; nothing where it is not well formed.
fn items(segment: &[u8]) -> Option<Vec<(Operator, Parts<'_>)>> {
    let mut items = Vec::new();
    let mut at = run(segment, 0, is_space);
    loop {
        let (item, end) = item(segment, at)?;
        items.push(item);
        at = run(segment, end, is_space);
        if at == segment.len() {
            return Some(items);
        }
        if segment[at] == b',' {
            at = run(segment, at + 1, is_space);
        } else if at == end {
            return None;
        }
    }
}

fn item(segment: &[u8], at: usize) -> Option<((Operator, Parts<'_>), usize)> {
    let operator_end = run(segment, at, |byte| b"=!<>~^".contains(&byte));
    let operator = Operator::parse(segment.get(at..operator_end)?)?;
    let start = run(segment, operator_end, is_space);
    let parts = version_prefix(segment.get(start..)?, is_number)?;
    let end = start + parts.whole.len();
    Some(((operator, parts), end))
}

/// Puts `>= A, <= B ` in the place of every `A - B`.
fn rewrite_ranges(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    let mut at = 0;
    while at < text.len() {
        let Some((low, high, end)) = range_at(text, at) else {
            at += 1;
            continue;
        };
        let bounds = [b">= ", low, b", <= ", high, b" "].concat();
        replace_first(&mut out, &text[at..end], &bounds);
        at = end;
    }
    out
}

/// The range that begins at `at`, white space included, and where it ends.
fn range_at(text: &[u8], at: usize) -> Option<(&[u8], &[u8], usize)> {
    let low_start = run(text, at, is_space);
    let low = version_prefix(text.get(low_start..)?, is_number)?.whole;
    let low_end = low_start + low.len();
    let dash = run(text, low_end, is_space);
    if dash == low_end || text.get(dash) != Some(&b'-') {
        return None;
    }
    let high_start = run(text, dash + 1, is_space);
    if high_start == dash + 1 {
        return None;
    }
    let high = version_prefix(text.get(high_start..)?, is_number)?.whole;
    Some((low, high, run(text, high_start + high.len(), is_space)))
}

fn replace_first(text: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    if let Some(at) = text.windows(from.len()).position(|window| window == from) {
        text.splice(at..at + from.len(), to.iter().copied());
    }
}

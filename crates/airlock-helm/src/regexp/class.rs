//! Classes of runes: ranges, Perl's, POSIX's and Unicode's, their negation and case folding.

use std::sync::OnceLock;

use regex_syntax::hir::{Class as HirClass, ClassUnicode, ClassUnicodeRange, HirKind};

const MAX_RUNE: u32 = 0x10_FFFF;

/// A set of runes. Clean (sorted, merged) once [`Class::clean`] was called.
#[derive(Clone, Default, Debug)]
pub(crate) struct Class {
    ranges: Vec<(u32, u32)>,
    /// The members below 128, for a quick look.
    ascii: u128,
}

impl Class {
    pub(crate) fn of(ranges: &[(u32, u32)]) -> Self {
        let mut class = Self {
            ranges: ranges.to_vec(),
            ascii: 0,
        };
        class.clean();
        class
    }

    pub(crate) fn contains(&self, rune: u32) -> bool {
        if rune < 128 {
            return self.ascii >> rune & 1 == 1;
        }
        let at = self.ranges.partition_point(|(_, hi)| *hi < rune);
        self.ranges.get(at).is_some_and(|(lo, _)| *lo <= rune)
    }

    /// The clean ranges.
    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(crate) fn add_range(&mut self, lo: u32, hi: u32, fold: bool) {
        self.ranges.push((lo, hi));
        if !fold {
            return;
        }
        if hi < 128 {
            self.add_ascii_folds(lo, hi);
        } else {
            self.ranges.extend(folds(&[(lo, hi)]));
        }
    }

    pub(crate) fn add_class(&mut self, other: &Self, fold: bool) {
        for &(lo, hi) in &other.ranges {
            self.add_range(lo, hi, fold);
        }
    }

    fn add_ascii_folds(&mut self, lo: u32, hi: u32) {
        for rune in lo..=hi {
            let Some(c) = char::from_u32(rune).filter(char::is_ascii_alphabetic) else {
                continue;
            };
            let other = rune ^ 0x20;
            self.ranges.push((other, other));
            match c.to_ascii_lowercase() {
                // The Kelvin sign and the long s fold to ASCII letters.
                'k' => self.ranges.push((0x212A, 0x212A)),
                's' => self.ranges.push((0x17F, 0x17F)),
                _ => {}
            }
        }
    }

    /// Sorts and merges the ranges.
    pub(crate) fn clean(&mut self) {
        self.ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for &(lo, hi) in &self.ranges {
            match merged.last_mut() {
                Some(last) if lo <= last.1.saturating_add(1) => last.1 = last.1.max(hi),
                _ => merged.push((lo, hi)),
            }
        }
        self.ranges = merged;
        self.ascii = self.ascii_members();
    }

    fn ascii_members(&self) -> u128 {
        let mut members = 0;
        for &(lo, hi) in &self.ranges {
            for rune in lo..=hi.min(127) {
                members |= 1 << rune;
            }
        }
        members
    }

    /// The runes that are in both of two clean classes.
    fn common_with(&self, other: &Self) -> Self {
        let (mut a, mut b) = (
            self.ranges.iter().peekable(),
            other.ranges.iter().peekable(),
        );
        let mut ranges = Vec::new();
        while let (Some(&&(a_lo, a_hi)), Some(&&(b_lo, b_hi))) = (a.peek(), b.peek()) {
            if a_lo.max(b_lo) <= a_hi.min(b_hi) {
                ranges.push((a_lo.max(b_lo), a_hi.min(b_hi)));
            }
            let _passed = if a_hi < b_hi { a.next() } else { b.next() };
        }
        Self::of(&ranges)
    }

    /// The runes that are not in this clean class.
    pub(crate) fn negated(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(lo, hi) in &self.ranges {
            if next < lo {
                ranges.push((next, lo - 1));
            }
            next = hi + 1;
        }
        if next <= MAX_RUNE {
            ranges.push((next, MAX_RUNE));
        }
        Self::of(&ranges)
    }
}

/// What the ranges fold to by case, themselves included.
fn folds(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut class = ClassUnicode::new(ranges.iter().flat_map(|(lo, hi)| chars_of(*lo, *hi)));
    if class.try_case_fold_simple().is_err() {
        return ranges.to_vec();
    }
    pairs(&class)
}

/// A range without the surrogates, which no text holds.
fn chars_of(lo: u32, hi: u32) -> impl Iterator<Item = ClassUnicodeRange> {
    [(lo, hi.min(0xD7FF)), (lo.max(0xE000), hi)]
        .into_iter()
        .filter(|(lo, hi)| lo <= hi)
        .filter_map(|(lo, hi)| Some((char::from_u32(lo)?, char::from_u32(hi)?)))
        .map(|(lo, hi)| ClassUnicodeRange::new(lo, hi))
}

fn pairs(class: &ClassUnicode) -> Vec<(u32, u32)> {
    let pair = |range: &ClassUnicodeRange| (u32::from(range.start()), u32::from(range.end()));
    class.iter().map(pair).collect()
}

/// The class of `\d`, `\s` or `\w`.
pub(crate) fn perl(letter: u8) -> Option<Class> {
    Some(match letter {
        b'd' => Class::of(&[(0x30, 0x39)]),
        b's' => Class::of(&[(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)]),
        b'w' => Class::of(&[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)]),
        _ => return None,
    })
}

/// The class of a name such as `alpha` in `[[:alpha:]]`.
pub(crate) fn posix(name: &[u8]) -> Option<Class> {
    let ranges: &[(u8, u8)] = match name {
        b"alnum" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
        b"alpha" => &[(b'A', b'Z'), (b'a', b'z')],
        b"ascii" => &[(0, 0x7F)],
        b"blank" => &[(b'\t', b'\t'), (b' ', b' ')],
        b"cntrl" => &[(0, 0x1F), (0x7F, 0x7F)],
        b"digit" => &[(b'0', b'9')],
        b"graph" => &[(b'!', b'~')],
        b"lower" => &[(b'a', b'z')],
        b"print" => &[(b' ', b'~')],
        b"punct" => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
        b"space" => &[(b'\t', b'\r'), (b' ', b' ')],
        b"upper" => &[(b'A', b'Z')],
        b"word" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z'), (b'_', b'_')],
        b"xdigit" => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
        _ => return None,
    };
    let wide = |&(lo, hi): &(u8, u8)| (u32::from(lo), u32::from(hi));
    Some(Class::of(&ranges.iter().map(wide).collect::<Vec<_>>()))
}

/// The class of a Unicode category or script, as Go's `\p{…}` names them.
pub(crate) fn unicode(name: &[u8]) -> Option<Class> {
    let name = canonical(name)?;
    match name.as_str() {
        "any" => return Some(Class::of(&[(0, MAX_RUNE)])),
        "ascii" => return Some(Class::of(&[(0, 0x7F)])),
        "assigned" => return Some(assigned().clone()),
        "c" | "other" => {
            let mut class = assigned().negated();
            class.add_class(&looked_up("gc=C").unwrap_or_default(), false);
            class.clean();
            return Some(class);
        }
        "cs" | "surrogate" => return Some(Class::of(&[(0xD800, 0xDFFF)])),
        "cn" | "unassigned" => return Some(assigned().negated()),
        "" => return None,
        _ => {}
    }
    let class = looked_up(&format!("gc={name}")).or_else(|| {
        let known = go_knows_script(&name);
        known.then(|| looked_up(&format!("sc={name}"))).flatten()
    })?;
    Some(class.common_with(assigned()))
}

/// The runes of the Unicode version that Go has; newer ones are nothing to it.
pub(crate) fn assigned() -> &'static Class {
    static ASSIGNED: OnceLock<Class> = OnceLock::new();
    ASSIGNED.get_or_init(|| {
        let aged = looked_up("age=15.0").unwrap_or_default();
        let never = looked_up("gc=Cn").unwrap_or_default();
        aged.common_with(&never.negated())
    })
}

/// Go ignores case, underscores, hyphens and spaces in these names.
fn canonical(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    let name: String = kept.map(|c| c.to_ascii_lowercase()).collect();
    name.bytes().all(|b| b.is_ascii_lowercase()).then_some(name)
}

/// Go takes scripts by their full names alone (`Grek` is none), and of them those of one word.
fn go_knows_script(name: &str) -> bool {
    const SHORT: &[&str] = &[
        "ahom", "cham", "han", "kawi", "lao", "lisu", "miao", "modi", "mro", "newa", "nko", "thai",
        "toto", "vai", "yi",
    ];
    const OF_MANY_WORDS: &[&str] = &[
        "anatolianhieroglyphs",
        "bassavah",
        "canadianaboriginal",
        "caucasianalbanian",
        "cyprominoan",
        "divesakuru",
        "egyptianhieroglyphs",
        "gunjalagondi",
        "hanifirohingya",
        "imperialaramaic",
        "inscriptionalpahlavi",
        "inscriptionalparthian",
        "kayahli",
        "khitansmallscript",
        "lineara",
        "linearb",
        "masaramgondi",
        "meeteimayek",
        "mendekikakui",
        "meroiticcursive",
        "meroitichieroglyphs",
        "nagmundari",
        "newtailue",
        "nyiakengpuachuehmong",
        "olchiki",
        "oldhungarian",
        "olditalic",
        "oldnortharabian",
        "oldpermic",
        "oldpersian",
        "oldsogdian",
        "oldsoutharabian",
        "oldturkic",
        "olduyghur",
        "pahawhhmong",
        "paucinhau",
        "phagspa",
        "psalterpahlavi",
        "signwriting",
        "sorasompeng",
        "sylotinagri",
        "taile",
        "taitham",
        "taiviet",
        "warangciti",
        "zanabazarsquare",
    ];
    if name.len() <= 4 {
        SHORT.contains(&name)
    } else {
        !OF_MANY_WORDS.contains(&name)
    }
}

fn looked_up(query: &str) -> Option<Class> {
    let hir = regex_syntax::parse(&format!(r"\p{{{query}}}")).ok()?;
    match hir.kind() {
        HirKind::Class(HirClass::Unicode(class)) => Some(Class::of(&pairs(class))),
        HirKind::Literal(literal) => {
            let c = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(Class::of(&[(u32::from(c), u32::from(c))]))
        }
        _ => None,
    }
}

//! What the name of a field, a variable, a flag or an annotation tells about its value.

use std::collections::HashMap;
use std::rc::Rc;

use crate::read::Interest;
use crate::rules::{Rules, Word};

/// Which part of an image a value is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing that a name tells.
    None,
    /// A whole reference, or one without registry or tag.
    Image,
    /// The word is in the name but something follows it: `RELATED_IMAGE_FOO`.
    Loose,
    Registry,
    Repository,
    Name,
    Tag,
    Version,
    Digest,
}

/// A name, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) role: Role,
    /// The name without the words that told the role; parts of one image share it.
    pub(crate) stem: String,
    /// An image word is in it.
    pub(crate) says_image: bool,
    /// The image stands without its tag on purpose.
    pub(crate) bare: bool,
    /// Within an image's fields it is the whole reference.
    pub(crate) whole: bool,
    /// What is pulled is no container image.
    pub(crate) artifact: bool,
    /// The table says that it is a reference, whatever it looks like.
    pub(crate) told: bool,
    /// The table says that it is the tag of what lies below.
    pub(crate) given: bool,
    /// The table says of which images it is the tag.
    pub(crate) tags: Option<u16>,
    /// Field rules that may hold for this key.
    pub(crate) rules: Vec<usize>,
    /// How much the key matters to the line reader.
    pub(crate) interest: Interest,
}

/// Names that were seen; real streams repeat a few thousand of them. A table that is looked at
/// by place answers for the short ones, which are nearly all; the map behind it holds the rest.
pub(crate) struct Names {
    near: Vec<Option<Near>>,
    known: HashMap<Box<str>, Rc<Name>>,
}

/// A name of at most 32 bytes. What is asked for most stands beside it.
struct Near {
    short: Short,
    interest: Interest,
    made: Rc<Name>,
}

/// The bytes of a short name as numbers, which compare at once; with the length they are the name.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short([u64; 4], u8);

const MOST: usize = 50_000;
const LONGEST: usize = 200;
const PLACES: usize = 4096;

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            near: (0..PLACES).map(|_| None).collect(),
            known: HashMap::new(),
        }
    }

    /// How much a key of this name matters to the line reader.
    pub(crate) fn interest(&mut self, rules: &Rules, name: &str) -> Interest {
        if let Some(short) = Short::of(name.as_bytes())
            && let Some(Some(near)) = self.near.get(short.place())
            && near.short == short
        {
            return near.interest;
        }
        self.get(rules, name).interest
    }

    pub(crate) fn get(&mut self, rules: &Rules, name: &str) -> Rc<Name> {
        let Some(short) = Short::of(name.as_bytes()) else {
            return self.look_up(rules, name);
        };
        let place = short.place();
        if let Some(Some(near)) = self.near.get(place)
            && near.short == short
        {
            return Rc::clone(&near.made);
        }
        let made = self.look_up(rules, name);
        if let Some(slot) = self.near.get_mut(place) {
            *slot = Some(Near {
                short,
                interest: made.interest,
                made: Rc::clone(&made),
            });
        }
        made
    }

    fn look_up(&mut self, rules: &Rules, name: &str) -> Rc<Name> {
        if let Some(known) = self.known.get(name) {
            return Rc::clone(known);
        }
        let made = Rc::new(Name::new(rules, name));
        if self.known.len() < MOST && name.len() <= LONGEST {
            self.known.insert(Box::from(name), Rc::clone(&made));
        }
        made
    }
}

impl Short {
    /// Reads whole words; where they do not fit the last ones overlap.
    fn of(name: &[u8]) -> Option<Self> {
        let numbers = match name.len() {
            0..=3 => [few(name), 0, 0, 0],
            4..=7 => [first_four(name) | last_four(name) << 32, 0, 0, 0],
            8..=16 => [eight(name, 0), eight_before_end(name, 8), 0, 0],
            17..=32 => [
                eight(name, 0),
                eight(name, 8),
                eight_before_end(name, 16),
                eight_before_end(name, 8),
            ],
            _ => return None,
        };
        Some(Self(numbers, name.len() as u8))
    }

    /// A place that differs for most names.
    fn place(self) -> usize {
        let Self([a, b, c, d], len) = self;
        let mixed = (a ^ u64::from(len)).wrapping_mul(MIXERS[0])
            ^ b.wrapping_mul(MIXERS[1])
            ^ c.wrapping_mul(MIXERS[2])
            ^ d.wrapping_mul(MIXERS[3]);
        ((mixed ^ (mixed >> 31)).wrapping_mul(MIXERS[0]) >> 40) as usize % PLACES
    }
}

/// At most three bytes.
fn few(name: &[u8]) -> u64 {
    let byte = |at: usize| name.get(at).map_or(0, |byte| u64::from(*byte));
    byte(0) | byte(1) << 8 | byte(2) << 16
}

fn first_four(name: &[u8]) -> u64 {
    name.first_chunk()
        .map_or(0, |four| u64::from(u32::from_le_bytes(*four)))
}

fn last_four(name: &[u8]) -> u64 {
    name.last_chunk()
        .map_or(0, |four| u64::from(u32::from_le_bytes(*four)))
}

fn eight(name: &[u8], at: usize) -> u64 {
    let found = name.get(at..).and_then(<[u8]>::first_chunk);
    found.map_or(0, |eight| u64::from_le_bytes(*eight))
}

fn eight_before_end(name: &[u8], by: usize) -> u64 {
    eight(name, name.len().saturating_sub(by))
}

/// Odd numbers without a pattern, as multiplicative hashing wants them.
const MIXERS: [u64; 4] = [
    0x517C_C1B7_2722_0A95,
    0x9E37_79B9_7F4A_7C15,
    0xC2B2_AE3D_27D4_EB4F,
    0x1656_67B1_9E37_79F9,
];

impl Name {
    /// A name that says "image", for fields of which the table says so.
    pub(crate) fn image() -> Self {
        Self {
            role: Role::Image,
            stem: String::new(),
            says_image: true,
            bare: false,
            whole: false,
            artifact: false,
            told: false,
            given: false,
            tags: None,
            rules: Vec::new(),
            interest: Interest::Whole,
        }
    }

    /// The same, for fields that hold nothing else.
    pub(crate) fn reference() -> Self {
        Self {
            told: true,
            ..Self::image()
        }
    }

    /// A name that says nothing by itself, for a field of which the table says what it hands down.
    pub(crate) fn given() -> Self {
        Self {
            role: Role::None,
            says_image: false,
            given: true,
            ..Self::image()
        }
    }

    /// The same name, for a field of which the table says whose tag it is.
    pub(crate) fn tagging(&self, of: u16) -> Self {
        Self {
            tags: Some(of),
            ..self.clone()
        }
    }

    pub(crate) fn new(rules: &Rules, name: &str) -> Self {
        let words = if name.len() <= LONGEST {
            words(name)
        } else {
            Vec::new()
        };
        let image = words.iter().rposition(|word| is_image(rules, word));
        let bare = |word: &String| rules.tells(word, Word::Bare);
        let (role, stem) = match image {
            Some(at) => with_image(rules, &words, at),
            None => without_image(rules, &words),
        };
        let field_rules = rules.rules_for(name);
        let interest = interest(rules, name, role, image.is_some(), &field_rules);
        let has = |what| words.iter().any(|word| rules.tells(word, what));
        Self {
            role,
            stem: stem
                .iter()
                .filter(|word| !bare(word))
                .map(String::as_str)
                .collect(),
            says_image: image.is_some(),
            bare: has(Word::Bare) || words.last().is_some_and(|word| word == "baseimage"),
            whole: matches!(words.as_slice(), [only] if rules.tells(only, Word::Whole)),
            artifact: image.is_none() && has(Word::Artifact),
            told: false,
            given: false,
            tags: None,
            rules: field_rules,
            interest,
        }
    }
}

/// Fields by which an object is known, and such as stand beside what is run.
const ALWAYS: [&str; 14] = [
    "apiVersion",
    "kind",
    "namespace",
    "generateName",
    "annotations",
    "value",
    "default",
    "<<",
    "command",
    "args",
    "env",
    "script",
    "helm.sh/hook",
    "imagePullPolicy",
];

/// How much a key matters to a reader that passes over what does not.
fn interest(rules: &Rules, name: &str, role: Role, image: bool, fields: &[usize]) -> Interest {
    match name {
        "name" => return Interest::Beside,
        "metadata" => return Interest::Metadata,
        _ => {}
    }
    let whole = image
        || role != Role::None
        || ALWAYS.contains(&name)
        || name.len() > LONGEST
        || rules.holds_more_than_containers(fields);
    if whole {
        Interest::Whole
    } else {
        Interest::Look
    }
}

fn is_image(rules: &Rules, word: &str) -> bool {
    rules.tells(word, Word::Image) || (word.len() > 5 && word.ends_with("image"))
}

fn with_image<'w>(rules: &Rules, words: &'w [String], at: usize) -> (Role, &'w [String]) {
    let stem = words.get(..at).unwrap_or_default();
    let after = words.get(at + 1..).unwrap_or_default();
    if after.is_empty() || after.iter().all(|word| rules.tells(word, Word::Whole)) {
        return (Role::Image, stem);
    }
    let last = after.last().map_or("", String::as_str);
    let between = after.get(..after.len() - 1).unwrap_or_default();
    if between.is_empty()
        && let Some(role) = part(rules, last)
    {
        return (role, stem);
    }
    if after.iter().any(|word| rules.tells(word, Word::Other)) {
        return (Role::None, words);
    }
    match part(rules, last) {
        Some(role) => (role, words.get(..words.len() - 1).unwrap_or_default()),
        None => (Role::Loose, words),
    }
}

fn without_image<'w>(rules: &Rules, words: &'w [String]) -> (Role, &'w [String]) {
    let Some((last, stem)) = words.split_last() else {
        return (Role::None, words);
    };
    match part(rules, last) {
        Some(Role::Name) if !(stem.is_empty() || matches!(stem, [new] if new == "new")) => {
            (Role::None, words)
        }
        Some(role) => (role, stem),
        None => (Role::None, words),
    }
}

fn part(rules: &Rules, word: &str) -> Option<Role> {
    let parts = [
        (Word::Registry, Role::Registry),
        (Word::Repository, Role::Repository),
        (Word::Tag, Role::Tag),
        (Word::Version, Role::Version),
        (Word::Digest, Role::Digest),
        (Word::Name, Role::Name),
    ];
    parts
        .into_iter()
        .find(|(what, _)| rules.tells(word, *what))
        .map(|(_, role)| role)
}

/// Lower-case words: cut at everything that is no letter or digit, and where case turns up.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut lower_before = false;
    for c in name.chars() {
        let turns = c.is_ascii_uppercase() && lower_before;
        if (turns || !c.is_ascii_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str) -> (Role, String) {
        let name = Name::new(&Rules::built_in(), name);
        (name.role, name.stem)
    }

    #[test]
    fn names_tell_parts() {
        let cases = [
            ("image", Role::Image, ""),
            ("AGENT_INJECT_VAULT_IMAGE", Role::Image, "agentinjectvault"),
            ("thanosDefaultBaseImage", Role::Image, "thanosdefault"),
            ("imageName", Role::Image, ""),
            ("image_version", Role::Version, ""),
            ("sidecarImageTag", Role::Tag, "sidecar"),
            (
                "controller.image.repository",
                Role::Repository,
                "controller",
            ),
            (
                "VM_VMALERTDEFAULT_VERSION",
                Role::Version,
                "vmvmalertdefault",
            ),
            ("RELATED_IMAGE_FOO", Role::Loose, "relatedimagefoo"),
            ("imagePullPolicy", Role::None, "imagepullpolicy"),
            ("metadata", Role::None, "metadata"),
            ("dockerimage", Role::Image, ""),
        ];
        for (name, wanted, stem) in cases {
            assert_eq!(role(name), (wanted, stem.to_string()), "{name}");
        }
    }
}

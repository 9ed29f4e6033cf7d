//! Random YAML, almost YAML, and values; the same for the same seed.

use airlock_yaml::{Format, Writer, sort_keys};

pub(crate) struct Random(u64);

const PIECES: &[&str] = &[
    "a",
    "b",
    "c: ",
    "d:",
    ": ",
    ":",
    "- ",
    "-",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n ",
    "  ",
    " ",
    "\t",
    "?",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "#",
    " # x",
    "&a ",
    "&b ",
    "*a",
    "*b",
    "*a ",
    "!!str ",
    "!!int ",
    "!!float ",
    "!!bool ",
    "!!null ",
    "a: !!binary aGk=\n",
    "!!timestamp ",
    "!x ",
    "! ",
    "!<y> ",
    "!e!z ",
    "|",
    ">",
    "|-",
    "|+",
    ">-",
    "|2",
    ">1+",
    "'",
    "''",
    "\"",
    "\\n",
    "\\x41",
    "\\u00e9",
    "\\",
    "---",
    "---\n",
    "...\n",
    "--- ",
    "%YAML 1.1\n",
    "%TAG !e! tag:e,1:\n",
    "%",
    "1",
    "12",
    "true",
    "yes",
    "~",
    "null",
    "<<: ",
    "<<",
    "é",
    "\u{85}",
    "\u{2028}",
    "\r\n",
    "\r",
    "0x1F",
    ".inf",
    "1e3",
    "2001-01-01",
    "x y",
    "@",
    "`",
    "aGk=",
    "foo: bar\n",
    "- item\n",
    "key:\n  sub: 1\n",
    "apiVersion: v1\n",
    "kind: Pod\n",
    "metadata:\n  name: x\n  annotations:\n    a: b\n",
    "Kind: x\n",
    "\u{1F600}",
];

const SCALARS: &[&str] = &[
    "0",
    "1",
    "7",
    "9",
    "_",
    "+",
    "-",
    ".",
    "e",
    "E",
    "x",
    "X",
    "o",
    "b",
    "0x",
    "0b",
    "0o",
    "-0b",
    ".inf",
    ".nan",
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "No",
    "on",
    "OFF",
    "true",
    "False",
    "null",
    "~",
    "NULL",
    "2001",
    "-1",
    "-12",
    "-31",
    "T",
    "t",
    "12:30:45",
    ":",
    "Z",
    "+02:00",
    ".5",
    " ",
    "A",
    "f",
    "18446744073709551615",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "<<",
];

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// Pieces of YAML in any order, sometimes with a byte that does not belong.
    pub(crate) fn text(&mut self) -> Vec<u8> {
        let count = 1 + self.below(14);
        // A second one, or one elsewhere, matters only where Go's buffer happens to start at it.
        let marks = usize::from(self.below(10) == 0);
        let mut out = "\u{FEFF}".repeat(marks).into_bytes();
        for _ in 0..count {
            out.extend_from_slice(self.pick(PIECES).as_bytes());
        }
        if self.below(40) == 0 {
            let at = self.below(out.len() + 1);
            out.insert(
                at,
                [0, 1, 0x7F, 0x80, 0xC3, 0xE2, 0xFF, 0xF8][self.below(8)],
            );
        }
        out
    }

    /// A scalar that looks like a number, a word, a time, as a value and as a key.
    pub(crate) fn scalar_document(&mut self) -> Vec<u8> {
        let count = 1 + self.below(5);
        let text: String = (0..count).map(|_| self.pick(SCALARS)).collect();
        match self.below(6) {
            0 => format!("{text}: 1"),
            1 => format!("kind: {text}"),
            2 => format!("metadata: {{annotations: {{{text}: {text}}}}}"),
            3 => {
                let tag = self.pick(&["int", "float", "bool", "null", "timestamp", "str"]);
                format!("a: !!{tag} {text}")
            }
            _ => format!("a: {text}\nb: [{text}]"),
        }
        .into_bytes()
    }

    /// A copy with a few bytes changed.
    pub(crate) fn mutated(&mut self, text: &[u8]) -> Vec<u8> {
        let mut out = text.to_vec();
        for _ in 0..1 + self.below(3) {
            let at = self.below(out.len() + 1);
            match self.below(4) {
                0 if at < out.len() => {
                    out.remove(at);
                }
                1 if at < out.len() => out[at] = b" \n:-#\"'{[&*!|>\t,"[self.below(16)],
                2 => out.truncate(at),
                _ => {
                    let piece = self.pick(PIECES).as_bytes().to_vec();
                    out.splice(at..at, piece);
                }
            }
        }
        out
    }

    fn string(&mut self) -> Vec<u8> {
        const LETTERS: &[&str] = &[
            "a",
            "b",
            "z",
            "A",
            "1",
            "2",
            "0",
            "9",
            " ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            ":",
            ": ",
            "#",
            " #",
            "-",
            "- ",
            "?",
            ",",
            "[",
            "{",
            "}",
            "'",
            "\"",
            "\\",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "é",
            "\u{85}",
            "\u{2028}",
            "\u{1F600}",
            "\u{FEFF}",
            "\r",
            "\0",
            "\u{1B}",
            "\u{A0}",
            "true",
            "null",
            "yes",
            "---",
            "...",
            ".",
            "<",
            "_",
            "=",
            "~",
            "word ",
            "Ⅷ",
            "٣",
            "日本",
            "\u{7F}",
            "\u{FFFE}",
            "\u{300}",
        ];
        let mut out = match self.below(12) {
            0 => Vec::new(),
            1 => self.pick(SCALARS).as_bytes().to_vec(),
            2 => {
                let count = 1 + self.below(4);
                (0..count)
                    .flat_map(|_| self.pick(SCALARS).bytes().collect::<Vec<_>>())
                    .collect()
            }
            3 => {
                let count = 10 + self.below(40);
                (0..count)
                    .flat_map(|_| {
                        let end = [" ", "-", "", "  ", "\n", "'s "][self.below(6)];
                        format!("word{}{end}", self.below(100)).into_bytes()
                    })
                    .collect()
            }
            _ => {
                let plain = self.below(2) == 0;
                let count = 1 + self.below(if plain { 4 } else { 9 });
                let from = if plain { &LETTERS[..13] } else { LETTERS };
                (0..count)
                    .flat_map(|_| self.pick(from).bytes().collect::<Vec<_>>())
                    .collect()
            }
        };
        if self.below(60) == 0 {
            out.push([0x80, 0xFF, 0xC3][self.below(3)]);
        }
        if self.below(200) == 0 {
            let times = 30 + self.below(200);
            out = out.repeat(times);
        }
        out
    }

    fn float(&mut self) -> f64 {
        match self.below(8) {
            0 => f64::from_bits(self.next() << 11 ^ self.next()),
            1 => self.below(100_000_000) as f64,
            2 => self.below(1000) as f64 / 8.0,
            3 => (self.below(1000) as f64) * 1e18,
            4 => (self.below(1000) as f64) * 1e-9,
            5 => [
                0.0,
                -0.0,
                1e20,
                1e21,
                1e-6,
                1e-7,
                f64::NAN,
                f64::INFINITY,
                5e-324,
            ][self.below(9)],
            6 => -(self.below(100) as f64),
            _ => self.below(10_000_000) as f64 / 100.0,
        }
    }

    /// A key; Go's order of keys falls apart with numbers that overflow, and JSON makes one of
    /// keys that are not UTF-8.
    fn key(&mut self) -> Vec<u8> {
        let key = self.string();
        let overflows = key
            .windows(6)
            .any(|part| matches!(part, b"922337" | b"184467"));
        if overflows || key.ends_with(b"\x80") || key.ends_with(b"\xC3") {
            Vec::new()
        } else {
            key
        }
    }

    pub(crate) fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 7 } else { 12 }) {
            0 => Value::Null,
            1 => Value::Bool(self.below(2) == 0),
            2 => Value::Int(match self.below(3) {
                0 => self.next() as i64,
                1 => -(self.below(1000) as i64),
                _ => self.below(100_000) as i64,
            }),
            3 => Value::Float(self.float()),
            4..=6 => Value::Str(self.string()),
            7 | 8 => {
                let count = self.below(4);
                Value::List((0..count).map(|_| self.value(depth - 1)).collect())
            }
            _ => {
                let count = self.below(5);
                let mut entries: Vec<(Vec<u8>, Value)> = Vec::new();
                for _ in 0..count {
                    let key = self.key();
                    if entries.iter().all(|(other, _)| *other != key) {
                        entries.push((key, self.value(depth - 1)));
                    }
                }
                Value::Map(entries)
            }
        }
    }
}

/// A value as Go has it in templates.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Vec<u8>),
    List(Vec<Value>),
    Map(Vec<(Vec<u8>, Value)>),
}

impl Value {
    /// The form that the judge reads.
    pub(crate) fn encoded(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.encode(&mut out);
        out
    }

    fn encode(&self, out: &mut Vec<u8>) {
        let sized = |out: &mut Vec<u8>, size: usize| {
            out.extend_from_slice(&(size as u32).to_le_bytes());
        };
        match self {
            Value::Null => out.push(b'n'),
            Value::Bool(value) => out.push(if *value { b't' } else { b'f' }),
            Value::Int(value) => {
                out.push(b'i');
                out.extend_from_slice(&value.to_le_bytes());
            }
            Value::Float(value) => {
                out.push(b'd');
                out.extend_from_slice(&value.to_bits().to_le_bytes());
            }
            Value::Str(text) => {
                out.push(b's');
                sized(out, text.len());
                out.extend_from_slice(text);
            }
            Value::List(items) => {
                out.push(b'l');
                sized(out, items.len());
                items.iter().for_each(|item| item.encode(out));
            }
            Value::Map(entries) => {
                out.push(b'm');
                sized(out, entries.len());
                for (key, value) in entries {
                    sized(out, key.len());
                    out.extend_from_slice(key);
                    value.encode(out);
                }
            }
        }
    }

    /// What this crate writes.
    pub(crate) fn written(&self, format: Format) -> Result<Vec<u8>, String> {
        let mut writer = Writer::new(format);
        self.write(format, &mut writer);
        writer.finish().map_err(|error| error.to_string())
    }

    fn write(&self, format: Format, writer: &mut Writer) {
        match self {
            Value::Null => writer.null(),
            Value::Bool(value) => writer.bool(*value),
            Value::Int(value) => writer.int(*value),
            Value::Float(value) => writer.float(*value),
            Value::Str(text) => writer.string(text),
            Value::List(items) => {
                writer.begin_seq();
                items.iter().for_each(|item| item.write(format, writer));
                writer.end_seq();
            }
            Value::Map(entries) => {
                let mut sorted: Vec<&(Vec<u8>, Value)> = entries.iter().collect();
                sort_keys(format, &mut sorted, |entry| &entry.0);
                writer.begin_map();
                for (key, value) in sorted {
                    writer.key(key);
                    value.write(format, writer);
                }
                writer.end_map();
            }
        }
    }
}

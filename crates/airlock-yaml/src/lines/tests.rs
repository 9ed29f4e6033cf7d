//! Whatever the line reader takes, the parser takes too, and gives the very same events.

use super::{Sink, read};
use crate::Mark;
use crate::event::{EventKind, Scalar};
use crate::parse::Parser;
use crate::source::Source;

#[derive(Default)]
struct Told(Vec<String>);

impl<'a> Sink<'a> for Told {
    fn open(&mut self, mark: Mark, map: bool) -> Option<()> {
        self.0.push(format!("open {map} {mark:?}"));
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        self.0.push("close".to_owned());
        Some(())
    }

    fn scalar(&mut self, mark: Mark, scalar: &Scalar<'a>) -> Option<()> {
        self.0.push(format!("{mark:?} {scalar:?}"));
        Some(())
    }
}

fn parsed(source: &Source<'_>) -> Result<Vec<String>, crate::Error> {
    let mut told = Told::default();
    let mut parser = Parser::new(source);
    loop {
        let event = parser.next_event()?;
        match event.kind {
            EventKind::Scalar(scalar) => told.scalar(event.mark, &scalar),
            EventKind::MappingStart => told.open(event.mark, true),
            EventKind::SequenceStart => told.open(event.mark, false),
            EventKind::MappingEnd | EventKind::SequenceEnd => told.close(),
            EventKind::Alias(_) => None,
            EventKind::DocumentEnd => return Ok(told.0),
            _ => Some(()),
        };
    }
}

/// Whether the reader took the text.
fn agrees(text: &str) -> bool {
    let source = Source::new(text.as_bytes());
    let mut told = Told::default();
    if read(&source, &mut told).is_none() {
        return false;
    }
    match parsed(&source) {
        Ok(expected) => assert_eq!(told.0, expected, "{text}"),
        Err(error) => panic!("{error} was not seen in\n{text}"),
    }
    true
}

const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n  ",
    "\n    ",
    "\n      ",
    " ",
    " ",
    "  ",
    "- ",
    "- ",
    "-",
    "a",
    "b",
    "key",
    "a: ",
    "b: ",
    "key: ",
    "c:",
    "c:",
    "name: x",
    ":",
    "#",
    " # note",
    "'",
    "''",
    "\"",
    "\"x\"",
    "'y z'",
    "\"a\\nb\"",
    "\\",
    "|",
    "|-",
    ">",
    ">+",
    "|\n",
    "|-\n    ",
    "[]",
    "{}",
    "[a, \"b\"]",
    "[",
    "]",
    ",",
    "{",
    "}",
    "{a: b}",
    "{\"a\":",
    "|2",
    ">1-\n",
    ": a",
    "é",
    "\u{2028}",
    "\t",
    "\r",
    "---",
    "...",
    "?",
    "!",
    "&x",
    "*x",
    "%",
    "<<: ",
    "1.5",
    "~",
    ".",
    "\u{feff}",
    "\u{85}",
];

/// A cheap sequence of numbers, always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

#[test]
fn texts_by_chance_are_read_as_the_parser_reads_them() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut taken = 0;
    for _ in 0..400_000 {
        let likely = if dice.below(3) == 0 { PIECES.len() } else { 60 };
        let mut text = String::new();
        for _ in 0..1 + dice.below(14) {
            text.push_str(PIECES[dice.below(likely)]);
        }
        taken += usize::from(agrees(&text));
    }
    assert!(taken > 10_000, "only {taken} were taken");
}

#[test]
fn texts_of_charts_are_taken() {
    let text = "a: 1\nlist:\n- x: |-\n    text\n\n    more\n  y: >\n   folded\n- 'z'\n-\n  - q\nlong: some text\n  goes on\n\n  and on # not here\nempty:\nq: \"a\n  b\" # c\nf: [a, 'b']\nm: {}\n";
    assert!(agrees(text));
    for cut in 0..text.len() {
        agrees(&text[..cut]);
        for extra in PIECES {
            agrees(&format!("{}{extra}{}", &text[..cut], &text[cut..]));
        }
    }
}

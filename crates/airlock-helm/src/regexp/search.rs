//! The search: backtracking that never tries one instruction twice at one position, so that its
//! work is bounded by the product of the program and the text, and by a budget besides.

use super::program::{Inst, Program};
use super::tree::Look;
use super::{Slots, TooMuchWork};
use crate::runes;

/// 64 MiB of marks.
const MAX_MARK_WORDS: usize = 8 << 20;
/// How many instructions one search may try: a few hundred milliseconds.
const MAX_STEPS: u64 = 40_000_000;

/// What is still to be tried.
enum Job {
    Try(u32, usize),
    /// Puts back what a slot held before it was written to.
    Restore(u32, Option<usize>),
}

/// The searches of one expression through one text, from left to right.
pub(super) struct Search<'p, 't> {
    program: &'p Program,
    text: &'t [u8],
    /// A bit for each instruction that was tried, `words` of them for each position.
    marks: Vec<u64>,
    words: usize,
    jobs: Vec<Job>,
    slots: Slots,
    steps: u64,
}

impl<'p, 't> Search<'p, 't> {
    pub(super) fn new(program: &'p Program, text: &'t [u8]) -> Result<Self, TooMuchWork> {
        let words = program.insts.len().div_ceil(64);
        let total = words.saturating_mul(text.len() + 1);
        if total > MAX_MARK_WORDS {
            return Err(TooMuchWork);
        }
        Ok(Self {
            program,
            text,
            marks: vec![0; total],
            words,
            jobs: Vec::new(),
            slots: vec![None; program.slots],
            steps: 0,
        })
    }

    /// The first match at `from` or after it. Each call must begin where the last match ended, or
    /// after that: what failed once at a position is known to fail there.
    pub(super) fn next(&mut self, from: usize) -> Result<Option<Slots>, TooMuchWork> {
        let mut start = from;
        while let Some(at) = self.candidate(start) {
            if let Some(end) = self.run(at)? {
                self.forget(end);
                return Ok(Some(self.slots.clone()));
            }
            start = at + 1;
        }
        Ok(None)
    }

    /// The first position from `start` on where a match can begin.
    fn candidate(&self, mut start: usize) -> Option<usize> {
        if self.program.anchored && start > 0 {
            return None;
        }
        if let Some(first) = &self.program.first {
            while !first[usize::from(*self.text.get(start)?)] {
                start += 1;
            }
        }
        while self.inside_rune(start) {
            start += 1;
        }
        (start <= self.text.len()).then_some(start)
    }

    /// Whether the position is within a rune that is properly encoded.
    fn inside_rune(&self, at: usize) -> bool {
        if !matches!(self.text.get(at), Some(0x80..=0xBF)) {
            return false;
        }
        let low = at.saturating_sub(3);
        (low..at).any(|begin| begin + runes::decode(&self.text[begin..]).1 > at)
    }

    /// Forgets what was tried at a position: the end of a match did not fail.
    fn forget(&mut self, at: usize) {
        let from = at * self.words;
        if let Some(marks) = self.marks.get_mut(from..from + self.words) {
            marks.fill(0);
        }
    }

    /// Tries to match at `start`; gives the end.
    fn run(&mut self, start: usize) -> Result<Option<usize>, TooMuchWork> {
        self.jobs.clear();
        self.slots.fill(None);
        self.jobs.push(Job::Try(0, start));
        while let Some(job) = self.jobs.pop() {
            match job {
                Job::Restore(slot, value) => self.slots[slot as usize] = value,
                Job::Try(inst, at) => {
                    if let Some(end) = self.follow(inst as usize, at)? {
                        return Ok(Some(end));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Follows one thread until it matches, fails or comes where one was before.
    fn follow(&mut self, mut inst: usize, mut at: usize) -> Result<Option<usize>, TooMuchWork> {
        let program = self.program;
        loop {
            if self.mark(inst, at)? {
                return Ok(None);
            }
            match &program.insts[inst] {
                Inst::Match => return Ok(Some(at)),
                Inst::Jump(to) => {
                    inst = *to as usize;
                    continue;
                }
                Inst::Split(first, second) => {
                    self.jobs.push(Job::Try(*second, at));
                    inst = *first as usize;
                    continue;
                }
                Inst::Save(slot) => {
                    let old = self.slots[*slot as usize].replace(at);
                    self.jobs.push(Job::Restore(*slot, old));
                }
                Inst::Look(look) if self.holds(*look, at) => {}
                Inst::Look(_) => return Ok(None),
                consuming => match self.consume(consuming, at) {
                    0 => return Ok(None),
                    width => at += width,
                },
            }
            inst += 1;
        }
    }

    /// Marks an instruction as tried at a position; gives whether it was already.
    fn mark(&mut self, inst: usize, at: usize) -> Result<bool, TooMuchWork> {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(TooMuchWork);
        }
        let word = &mut self.marks[at * self.words + inst / 64];
        let bit = 1 << (inst % 64);
        let seen = *word & bit != 0;
        *word |= bit;
        Ok(seen)
    }

    /// How many bytes an instruction matches; 0 if it does not.
    fn consume(&self, inst: &Inst, at: usize) -> usize {
        let rest = &self.text[at..];
        let (rune, width) = runes::decode(rest);
        let matches = match inst {
            Inst::Byte(byte) => rest.first() == Some(byte),
            Inst::Rune(expected) => rune == *expected,
            Inst::Class(class) => self.program.classes[*class as usize].contains(rune),
            Inst::AnyButNewline => rune != u32::from(b'\n'),
            _ => true,
        };
        if matches { width } else { 0 }
    }

    fn holds(&self, look: Look, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|i| self.text.get(i));
        let after = self.text.get(at);
        match look {
            Look::BeginText => before.is_none(),
            Look::EndText => after.is_none(),
            Look::BeginLine => before.is_none_or(|b| *b == b'\n'),
            Look::EndLine => after.is_none_or(|b| *b == b'\n'),
            Look::WordBoundary => is_word(before) != is_word(after),
            Look::NoWordBoundary => is_word(before) == is_word(after),
        }
    }
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| *b == b'_' || b.is_ascii_alphanumeric())
}

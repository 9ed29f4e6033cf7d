//! A regular expression as instructions for the search.

use super::class::Class;
use super::tree::{Look, Node, Op};

/// One instruction. Numbers are those of instructions, unless said otherwise.
pub(super) enum Inst {
    Match,
    /// Tries the first, then the second.
    Split(u32, u32),
    /// Notes the position in a slot.
    Save(u32),
    Look(Look),
    Byte(u8),
    Rune(u32),
    Class(u32),
    Any,
    AnyButNewline,
    Jump(u32),
}

/// A compiled expression. An instruction that names no successor goes on to the next one.
pub(super) struct Program {
    pub(super) insts: Vec<Inst>,
    pub(super) classes: Vec<Class>,
    /// How many slots a match fills: two for each group.
    pub(super) slots: usize,
    /// Whether it can match at the beginning of the text alone.
    pub(super) anchored: bool,
    /// The bytes that a match can begin with; `None` if it can be empty.
    pub(super) first: Option<Box<[bool; 256]>>,
}

impl Program {
    pub(super) fn new(node: &Node, groups: usize) -> Self {
        let mut program = Self {
            insts: Vec::new(),
            classes: Vec::new(),
            slots: groups * 2,
            anchored: begins_at_text(node),
            first: None,
        };
        program.emit(Inst::Save(0));
        program.node(node);
        program.emit(Inst::Save(1));
        program.emit(Inst::Match);
        program.first = program.first_bytes();
        program
    }

    fn here(&self) -> u32 {
        u32::try_from(self.insts.len()).unwrap_or(u32::MAX)
    }

    fn emit(&mut self, inst: Inst) -> usize {
        self.insts.push(inst);
        self.insts.len() - 1
    }

    fn node(&mut self, node: &Node) {
        match &node.op {
            Op::Empty => {}
            Op::Rune(rune) => self.rune(*rune),
            Op::Class(class) => {
                let number = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
                self.classes.push(class.clone());
                self.emit(Inst::Class(number));
            }
            Op::Any { newline: true } => drop(self.emit(Inst::Any)),
            Op::Any { newline: false } => drop(self.emit(Inst::AnyButNewline)),
            Op::Look(look) => drop(self.emit(Inst::Look(*look))),
            Op::Capture(number, sub) => {
                let slot = u32::try_from(number * 2).unwrap_or(u32::MAX);
                self.emit(Inst::Save(slot));
                self.node(sub);
                self.emit(Inst::Save(slot.saturating_add(1)));
            }
            Op::Concat(subs) => subs.iter().for_each(|sub| self.node(sub)),
            Op::Alternate(subs) => self.alternate(subs),
            Op::Repeat {
                sub,
                min,
                max,
                greedy,
            } => self.repeat(sub, *min, *max, *greedy),
        }
    }

    fn rune(&mut self, rune: u32) {
        match u8::try_from(rune) {
            Ok(byte) if byte < 0x80 => self.emit(Inst::Byte(byte)),
            _ => self.emit(Inst::Rune(rune)),
        };
    }

    fn alternate(&mut self, subs: &[Node]) {
        let mut jumps = Vec::new();
        for (i, sub) in subs.iter().enumerate() {
            if i + 1 == subs.len() {
                self.node(sub);
                break;
            }
            let split = self.emit(Inst::Jump(0));
            self.node(sub);
            jumps.push(self.emit(Inst::Jump(0)));
            self.split(split, split + 1, true);
        }
        let end = self.here();
        for jump in jumps {
            self.insts[jump] = Inst::Jump(end);
        }
    }

    /// Makes the placeholder at `at` a choice between `inner` and the instruction to come.
    fn split(&mut self, at: usize, inner: usize, greedy: bool) {
        let inner = u32::try_from(inner).unwrap_or(u32::MAX);
        let out = self.here();
        self.insts[at] = if greedy {
            Inst::Split(inner, out)
        } else {
            Inst::Split(out, inner)
        };
    }

    fn repeat(&mut self, sub: &Node, min: u32, max: Option<u32>, greedy: bool) {
        if matches!(sub.op, Op::Empty) || max == Some(0) {
            return;
        }
        let Some(max) = max else {
            return self.endless(sub, min, greedy);
        };
        for _ in 0..min {
            self.node(sub);
        }
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.emit(Inst::Jump(0)));
            self.node(sub);
        }
        for split in splits {
            self.split(split, split + 1, greedy);
        }
    }

    /// `x{min,}`: as many copies, the last of them in a loop.
    fn endless(&mut self, sub: &Node, min: u32, greedy: bool) {
        if min == 0 && !nullable(sub) {
            let split = self.emit(Inst::Jump(0));
            self.node(sub);
            let back = u32::try_from(split).unwrap_or(u32::MAX);
            self.emit(Inst::Jump(back));
            return self.split(split, split + 1, greedy);
        }
        // What can be empty is looped as (x+)?, for Go's order of preference.
        let maybe = (min == 0).then(|| self.emit(Inst::Jump(0)));
        for _ in 1..min {
            self.node(sub);
        }
        let body = self.insts.len();
        self.node(sub);
        let split = self.emit(Inst::Jump(0));
        self.split(split, body, greedy);
        if let Some(maybe) = maybe {
            self.split(maybe, maybe + 1, greedy);
        }
    }

    /// The bytes that a match can begin with.
    fn first_bytes(&self) -> Option<Box<[bool; 256]>> {
        let mut bytes = Box::new([false; 256]);
        let mut seen = vec![false; self.insts.len()];
        let mut pending = vec![0_usize];
        while let Some(at) = pending.pop() {
            if std::mem::replace(seen.get_mut(at)?, true) {
                continue;
            }
            match &self.insts[at] {
                Inst::Match => return None,
                Inst::Split(a, b) => pending.extend([*a as usize, *b as usize]),
                Inst::Jump(to) => pending.push(*to as usize),
                Inst::Save(_) | Inst::Look(_) => pending.push(at + 1),
                Inst::Byte(byte) => bytes[usize::from(*byte)] = true,
                Inst::Class(class) => {
                    let class = self.classes.get(*class as usize)?;
                    for byte in 0..128 {
                        bytes[byte as usize] |= class.contains(byte);
                    }
                    bytes[128..].fill(true);
                }
                Inst::Rune(_) => bytes[128..].fill(true),
                Inst::Any | Inst::AnyButNewline => return None,
            }
        }
        Some(bytes)
    }
}

fn begins_at_text(node: &Node) -> bool {
    match &node.op {
        Op::Look(Look::BeginText) => true,
        Op::Concat(subs) => subs.first().is_some_and(begins_at_text),
        Op::Capture(_, sub) => begins_at_text(sub),
        _ => false,
    }
}

/// Whether it can match the empty string, as Go's compiler sees it.
fn nullable(node: &Node) -> bool {
    match &node.op {
        Op::Empty | Op::Look(_) => true,
        Op::Capture(_, sub) => nullable(sub),
        Op::Repeat { sub, min, max, .. } => *min == 0 || *max == Some(0) || nullable(sub),
        Op::Concat(subs) => subs.iter().all(nullable),
        Op::Alternate(subs) => subs.iter().any(nullable),
        _ => false,
    }
}

//! Literal and folded scalars of the line reader. May not decide where a scalar belongs.

use super::Lines;
use super::scan::{spaces, spaces_up_to};
use crate::tree::Style;

/// Literal and folded scalars.
impl Lines<'_, '_> {
    pub(super) fn block_scalar(&mut self, start: usize, at: usize) -> Option<()> {
        let end = self.line_end(at);
        let literal = self.bytes.get(at) == Some(&b'|');
        let chomp = match self.text.get(at + 1..end)?.trim_end_matches(' ') {
            "" => Chomp::Clip,
            "-" => Chomp::Strip,
            "+" => Chomp::Keep,
            _ => return None,
        };
        let keep = self.keeps_more()?;
        let mark = self.mark(start, at);
        let parent = self.blocks.last()?.indent;
        self.next_line(end);
        let (indent, leading) = self.block_indent(parent)?;
        let from = self.tree.owned().len();
        if indent > parent {
            self.block_lines(literal, indent, leading, chomp, keep)?;
        } else if chomp == Chomp::Keep && keep {
            for _ in 0..leading {
                self.tree.owned().push('\n');
            }
        }
        if keep {
            let style = if literal {
                Style::Literal
            } else {
                Style::Quoted
            };
            let id = self.tree.push_owned(style, from, mark);
            if literal && self.tree.owned().len() > from {
                self.tree.set_indent(id, indent);
            }
        }
        Some(())
    }

    /// Steps over leading blank lines; the columns of the first line that is none, and how many
    /// there were.
    fn block_indent(&mut self, parent: usize) -> Option<(usize, usize)> {
        let mut widest = 0;
        let mut leading = 0;
        loop {
            let at = spaces(self.bytes, self.at);
            let columns = at - self.at;
            match self.bytes.get(at) {
                None => return (columns == 0).then_some((0, leading)),
                Some(b'\n') => {
                    widest = widest.max(columns);
                    leading += 1;
                    self.next_line(at);
                }
                Some(b'\t') => return None,
                Some(_) if columns <= parent => return Some((0, leading)),
                Some(_) => return (widest <= columns).then_some((columns, leading)),
            }
        }
    }

    fn block_lines(
        &mut self,
        literal: bool,
        indent: usize,
        leading: usize,
        chomp: Chomp,
        keep: bool,
    ) -> Option<()> {
        let mut fold = Fold {
            literal,
            breaks: leading,
            started: false,
            blank_before: false,
        };
        let mut ended = true;
        while self.at < self.bytes.len() {
            let at = spaces_up_to(self.bytes, self.at, indent);
            if self.bytes.get(at) == Some(&b'\n') {
                fold.breaks += 1;
                self.next_line(at);
                continue;
            }
            if at - self.at < indent || at >= self.bytes.len() {
                break;
            }
            let end = self.line_end(at);
            if keep {
                fold.line(self.tree.owned(), self.text.get(at..end)?);
            }
            ended = end < self.bytes.len();
            self.next_line(end);
            fold.breaks = usize::from(ended);
        }
        // What is left of the indentation at the end of the text is nobody's content.
        self.at = self.at.min(self.bytes.len());
        if keep {
            chomp.apply(self.tree.owned(), fold.breaks, ended);
        }
        Some(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

impl Chomp {
    fn apply(self, text: &mut String, breaks: usize, ended: bool) {
        let kept = match self {
            Self::Strip => 0,
            Self::Clip => usize::from(ended && breaks > 0),
            Self::Keep => breaks,
        };
        for _ in 0..kept {
            text.push('\n');
        }
    }
}

/// Joins the lines of a block scalar.
struct Fold {
    literal: bool,
    /// Line breaks since the last line that holds something.
    breaks: usize,
    started: bool,
    blank_before: bool,
}

impl Fold {
    fn line(&mut self, text: &mut String, line: &str) {
        let blank = line.starts_with([' ', '\t']);
        let joins = !self.literal && self.started && !self.blank_before && !blank;
        if joins && self.breaks == 1 {
            text.push(' ');
        } else {
            for _ in usize::from(joins)..self.breaks {
                text.push('\n');
            }
        }
        text.push_str(line);
        self.started = true;
        self.blank_before = blank;
    }
}

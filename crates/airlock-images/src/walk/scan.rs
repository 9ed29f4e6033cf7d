//! Text that is no document: templates, scripts, TOML, CUE, properties. It is scanned line by
//! line for names with values and for flags; lines of one indentation stand side by side.

use std::rc::Rc;

use crate::error::Error;
use crate::name::{Name, Role};
use crate::rules::Meaning;
use crate::shape::{Shape, shape};
use crate::tree::{Mark, Step};
use crate::walk::Walker;
use crate::walk::judge::PULLS;
use crate::walk::level::Level;
use crate::walk::scope::Named;
use crate::walk::tree_walk::Context;

/// Names and values of one indentation.
struct Side<'x> {
    indent: usize,
    imagey: bool,
    scope: Vec<Named<'x>>,
}

/// A name with a value, found in a line.
struct Pair<'x> {
    name: &'x str,
    value: &'x str,
    at: usize,
}

impl Walker<'_> {
    /// Scans a text by line.
    pub(super) fn scan<'x>(
        &mut self,
        level: &mut Level<'x>,
        text: &'x str,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let mut sides: Vec<Side<'x>> = Vec::new();
        // Looked for once, for most texts have many lines and no such word.
        let pulls = self.may_pull(text);
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let body = line.trim_start();
            if body.is_empty() || is_comment(body) {
                continue;
            }
            let item = body.starts_with("- ");
            if body.starts_with('[') && body.trim_end().ends_with(']') {
                self.end_sides(level, &mut sides, 0, context)?;
                sides.extend(self.section(level, body));
                continue;
            }
            let dash = body.len() - body.trim_start_matches(['-', ' ']).len();
            let depth = indent + if item { dash } else { 0 };
            // A dash begins new fields, though they stand no deeper than the last ones.
            let keep = if item { indent + 1 } else { depth + 1 };
            self.end_sides(level, &mut sides, keep, context)?;
            let mark = |at: usize| Mark {
                line: number as u32,
                column: at as u32,
            };
            if may_hold_flag(line) || (pulls && PULLS.iter().any(|word| line.contains(word))) {
                self.flags(level, line, &mark, context)?;
            }
            let Some(pair) = pair(line, depth) else {
                continue;
            };
            let mut name = self.names.get(self.rules, pair.name);
            if self.meaning(level, &name, pair.name) == Some(Meaning::Reference) {
                name = Rc::new(Name::reference());
            }
            if pair.value.is_empty() {
                let imagey = name.role == Role::Image && name.says_image;
                sides.push(Side {
                    indent: depth + 1,
                    imagey,
                    scope: Vec::new(),
                });
                continue;
            }
            if !sides
                .last()
                .is_some_and(|side| side.indent == depth || side.scope.is_empty())
            {
                sides.push(Side {
                    indent: depth,
                    imagey: false,
                    scope: Vec::new(),
                });
            }
            if let Some(side) = sides.last_mut() {
                side.indent = depth;
                let (key, value) = (pair.name, pair.value);
                side.scope.push(Named {
                    name,
                    key,
                    value,
                    mark: mark(pair.at),
                    literal: None,
                });
            }
        }
        self.end_sides(level, &mut sides, 0, context)?;
        level.path.clear();
        Ok(())
    }

    /// `[a.b]` and `[[a.b]]`: where the names that follow belong.
    fn section<'x>(&mut self, level: &mut Level<'x>, header: &'x str) -> Option<Side<'x>> {
        let keys = header.trim_end().trim_matches(['[', ']', ' ']);
        level.path.clear();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if keys.is_empty() || !keys.chars().all(plain) {
            return None;
        }
        let (above, last) = keys.rsplit_once('.').unwrap_or(("", keys));
        let above = above.split('.').filter(|key| !key.is_empty());
        level.path.extend(above.map(Step::Key));
        let name = self.names.get(self.rules, last);
        let imagey = self.meaning(level, &name, last) == Some(Meaning::Image);
        level.path.push(Step::Key(last));
        imagey.then_some(Side {
            indent: 0,
            imagey,
            scope: Vec::new(),
        })
    }

    /// Judges what stands at `keep` columns or deeper.
    fn end_sides<'x>(
        &mut self,
        level: &mut Level<'x>,
        sides: &mut Vec<Side<'x>>,
        keep: usize,
        context: Context<'x>,
    ) -> Result<(), Error> {
        while sides.last().is_some_and(|side| side.indent >= keep) {
            if let Some(side) = sides.pop()
                && !side.scope.is_empty()
            {
                let context = Context {
                    imagey: side.imagey,
                    ..context
                };
                self.judge_scope(level, &side.scope, context, false)?;
            }
        }
        Ok(())
    }

    /// `--flag=image` and `--flag image` anywhere in a line, `docker pull image` and
    /// `docker run --flags image`.
    fn flags<'x>(
        &mut self,
        level: &mut Level<'x>,
        line: &'x str,
        mark: &dyn Fn(usize) -> Mark,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let mut words = line.split_whitespace().map(clean).peekable();
        let mut scope = Vec::new();
        let mut pulls = false;
        while let Some(word) = words.next() {
            let program = word.rsplit('/').next().unwrap_or(word);
            pulls |= self.rules.pulls(program);
            if pulls && matches!(word, "pull" | "run") {
                // Between `run` and the image stand values of flags, too.
                let image = match word {
                    "pull" => words.find(|word| !word.starts_with('-')),
                    _ => words.clone().find(|word| self.is_whole(word)),
                };
                scope.extend(image.map(|value| self.in_line("image", word, value, line, mark)));
                pulls = false;
                continue;
            }
            let Some(flag) = word.strip_prefix('-') else {
                continue;
            };
            let flag = flag.strip_prefix('-').unwrap_or(flag);
            let (name, value) = match flag.split_once('=') {
                Some((name, value)) => (name, clean(value)),
                None => (flag, words.peek().copied().unwrap_or_default()),
            };
            // A single dash stands before letters, too, and in text.
            let doubtful =
                !word.starts_with("--") && self.names.get(self.rules, name).role != Role::Image;
            if value.is_empty() || value.starts_with('-') || doubtful {
                continue;
            }
            let key = word.split('=').next().unwrap_or(word);
            scope.push(self.in_line(name, key, value, line, mark));
        }
        self.judge_scope(level, &scope, context, false)
    }

    /// Owner, name, and tag or digest.
    fn is_whole(&self, word: &str) -> bool {
        matches!(shape(self.rules, word), Shape::Image(look, _) if look.path && look.pinned())
    }

    /// A value that is a part of this line.
    fn in_line<'x>(
        &mut self,
        name: &str,
        key: &'x str,
        value: &'x str,
        line: &str,
        mark: &dyn Fn(usize) -> Mark,
    ) -> Named<'x> {
        let at = (value.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
        Named {
            name: self.names.get(self.rules, name),
            key,
            value,
            mark: mark(at),
            literal: None,
        }
    }
}

fn may_hold_flag(line: &str) -> bool {
    memchr::memchr(b'-', line.as_bytes()).is_some()
        && (line.contains("mage") || line.contains(".io/"))
}

fn is_comment(body: &str) -> bool {
    body.starts_with('#')
        || body.starts_with("//")
        || body.starts_with(';')
        || body.starts_with("{{/*")
}

/// Quotes and punctuation around a word.
fn clean(word: &str) -> &str {
    word.trim_matches(['"', '\'', ',', '`', ';', '(', ')', '[', ']', '\\'])
}

/// `name: value`, `name = value`, `"name": "value",`, with or without `export ` and the like.
fn pair(line: &str, from: usize) -> Option<Pair<'_>> {
    let body = line.get(from..)?;
    let cut = body.find([':', '='])?;
    let name = body.get(..cut)?.trim().trim_end_matches('?');
    let name = name.rsplit(' ').next().unwrap_or(name);
    let name = clean(name.trim_start_matches(['{', '*']));
    let named = !name.is_empty()
        && !name.starts_with('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_.-/$".contains(&b));
    if !named {
        return None;
    }
    let raw = body.get(cut + 1..)?.trim_start_matches(['=', ':']).trim();
    let value = value_of(raw);
    let at = (value.as_ptr() as usize).wrapping_sub(line.as_ptr() as usize);
    Some(Pair { name, value, at })
}

/// The value alone: no quotes, no comment, no CUE default mark, nothing behind it.
fn value_of(raw: &str) -> &str {
    let raw = raw.trim_start_matches('*');
    let quoted = raw.strip_prefix('"').map(|rest| (rest, '"'));
    let quoted = quoted.or_else(|| raw.strip_prefix('\'').map(|rest| (rest, '\'')));
    if let Some((rest, quote)) = quoted {
        return rest.split(quote).next().unwrap_or(rest);
    }
    let end = raw.find([' ', ',', '\t']).unwrap_or(raw.len());
    raw.get(..end)
        .unwrap_or(raw)
        .trim_end_matches(['"', '\'', ';', '}', ')', '\\'])
}

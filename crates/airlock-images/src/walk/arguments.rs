//! Command lines: `--flag=image`, `--flag image`, `NAME=image`, and scripts for a shell.

use crate::error::Error;
use crate::report::{Confidence, Find};
use crate::tree::{Id, Tree};
use crate::walk::Walker;
use crate::walk::level::Level;
use crate::walk::scope::Named;
use crate::walk::tree_walk::Context;

impl Walker<'_> {
    /// The words of a command line, judged together.
    pub(super) fn arguments<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let find = if context.find == Find::CustomResource {
            Find::Argument
        } else {
            context.find
        };
        let cap = context.cap.min(Confidence::Strong);
        let context = Context {
            find,
            cap,
            imagey: false,
            meaning: None,
            ..context
        };
        let mut scope = self.spare.scope();
        let word_of = |item| (item, tree.string(item).unwrap_or_default());
        let mut words = tree.items(node).map(word_of).peekable();
        while let Some((item, word)) = words.next() {
            if word.is_empty() {
                continue;
            }
            if word.contains('\n') || (word.contains(' ') && !word.starts_with('-')) {
                let named = Named::of(self.names.get(self.rules, ""), "", word, tree, item);
                self.script(level, &named, context)?;
                continue;
            }
            let next = words.peek().map(|(_, next)| *next);
            let (name, value, own) = match split_word(word, next) {
                Some(split) => split,
                None => ("", word, true),
            };
            let from = match own {
                true => item,
                false => words.next().map_or(item, |(item, _)| item),
            };
            let name_of = self.names.get(self.rules, name);
            scope.push(Named::of(name_of, flag_key(word, name), value, tree, from));
        }
        self.judge_scope(level, &scope, context, false)?;
        self.spare.put_scope(scope);
        Ok(())
    }
}

/// A flag's or a variable's name and its value, and whether both are in this word.
fn split_word<'x>(word: &'x str, next: Option<&'x str>) -> Option<(&'x str, &'x str, bool)> {
    let flag = word.starts_with('-');
    let name = word.trim_start_matches('-');
    if let Some((name, value)) = name.split_once('=') {
        let plain = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        return (plain && !name.is_empty()).then_some((
            name,
            value.trim_matches(['"', '\'']),
            true,
        ));
    }
    let is_value = |next: &&str| !next.is_empty() && !next.starts_with('-');
    let value = next.filter(is_value).filter(|_| flag && !name.is_empty())?;
    Some((name, value, false))
}

/// What evidence shows: the flag as it is written.
fn flag_key<'x>(word: &'x str, name: &'x str) -> &'x str {
    let end = word.find('=').unwrap_or(word.len());
    if name.is_empty() {
        ""
    } else {
        word.get(..end).unwrap_or(name)
    }
}

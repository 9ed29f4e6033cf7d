//! Texts inside values: manifests, settings and JSON are read again as what they are; what does
//! not parse is scanned by line.

use airlock_yaml::Source;

use crate::error::Error;
use crate::read::{Trees, read_full};
use crate::report::{Confidence, Find};
use crate::stream::{count_lines, find_cut, skip_first_marker};
use crate::tree::Kind;
use crate::walk::Walker;
use crate::walk::level::Level;
use crate::walk::scope::Named;
use crate::walk::tree_walk::Context;

/// Texts in texts beyond this are scanned by line.
const DEEPEST: usize = 5;

impl Walker<'_> {
    /// A value that may hold a document.
    pub(super) fn text<'x>(
        &mut self,
        level: &mut Level<'x>,
        named: &Named<'x>,
        context: Context<'x>,
    ) -> Result<(), Error> {
        if !self.is_worth_reading(named.value) {
            return Ok(());
        }
        let place = match named.literal {
            Some(indent) => level.place.literal(named.mark, indent),
            None => level.place.fixed(named.mark),
        };
        let told = context.find == Find::Annotation || self.rules.is_documentation(named.key);
        let cap = if told {
            Confidence::Guess
        } else {
            Confidence::Strong
        };
        let context = Context {
            cap: context.cap.min(cap),
            ..Context::new(context.find, true)
        };
        let inner = level.text(named.key, place);
        self.text_pieces(&inner, named.value, context)
    }

    /// A script in a command line.
    pub(super) fn script<'x>(
        &mut self,
        level: &mut Level<'x>,
        named: &Named<'x>,
        context: Context<'x>,
    ) -> Result<(), Error> {
        if !self.is_worth_reading(named.value) {
            return Ok(());
        }
        let place = match named.literal {
            Some(indent) => level.place.literal(named.mark, indent),
            None => level.place.fixed(named.mark),
        };
        let mut inner = level.text("", place);
        self.scan(&mut inner, named.value, context)
    }

    /// Each document of the text by itself: one that does not parse spoils no other.
    fn text_pieces<'x>(
        &mut self,
        level: &Level<'x>,
        text: &str,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let mut line = 0;
        let mut at = skip_first_marker(text.as_bytes());
        line += count_lines(text.as_bytes().get(..at).unwrap_or_default());
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let cut = find_cut(rest.as_bytes(), 0, true);
            let (end, next) = cut.map_or((rest.len(), rest.len()), |cut| (cut.end, cut.next));
            let piece = rest.get(..end).unwrap_or_default();
            let mut inner = level.text("", level.place.below(line));
            inner.prefix.clone_from(&level.prefix);
            inner.depth = level.depth;
            self.text_piece(&mut inner, piece, context)?;
            if next >= rest.len() {
                return Ok(());
            }
            line += count_lines(rest.as_bytes().get(..next).unwrap_or_default());
            at += next;
        }
    }

    fn text_piece(
        &mut self,
        level: &mut Level<'_>,
        piece: &str,
        context: Context<'_>,
    ) -> Result<(), Error> {
        if level.depth > DEEPEST || !self.is_worth_reading(piece) {
            return self.scan_text(level, piece, context);
        }
        if let Some(trees) = self.fast(piece) {
            self.text_trees(level, &trees, piece, context)?;
            self.pool.put(trees);
            return Ok(());
        }
        let source = Source::new(piece.as_bytes());
        match read_full(&source, &mut self.pool) {
            Ok(trees) => {
                self.text_trees(level, &trees, piece, context)?;
                self.pool.put(trees);
                Ok(())
            }
            Err(_) => self.scan_text(level, piece, context),
        }
    }

    fn text_trees(
        &mut self,
        level: &mut Level<'_>,
        trees: &Trees<'_>,
        piece: &str,
        context: Context<'_>,
    ) -> Result<(), Error> {
        let structured = trees
            .roots
            .iter()
            .all(|root| matches!(trees.tree.kind(*root), Kind::Map | Kind::Seq));
        if !structured {
            return self.scan_text(level, piece, context);
        }
        for root in &trees.roots {
            let mut inner = level.text("", level.place);
            inner.prefix.clone_from(&level.prefix);
            inner.depth = level.depth;
            inner.json = trees.json;
            let find = context.find;
            let fresh = Context {
                cap: context.cap,
                ..Context::new(find, true)
            };
            self.embedded(&mut inner, &trees.tree, *root, fresh)?;
        }
        Ok(())
    }

    fn embedded<'y>(
        &mut self,
        level: &mut Level<'y>,
        tree: &'y crate::tree::Tree<'y>,
        root: crate::tree::Id,
        context: Context<'y>,
    ) -> Result<(), Error> {
        let object = tree.get_string(root, "apiVersion").is_some()
            && tree.get_string(root, "kind").is_some();
        match object {
            true => self.objects(level, tree, root, Some((context.find, context.cap))),
            false => {
                (level.group, level.kind) = ("", "");
                self.walk(level, tree, root, context)
            }
        }
    }

    fn scan_text(
        &mut self,
        level: &mut Level<'_>,
        piece: &str,
        context: Context<'_>,
    ) -> Result<(), Error> {
        let mut inner = level.text("", level.place);
        inner.prefix.clone_from(&level.prefix);
        inner.depth = level.depth;
        let fresh = Context {
            cap: context.cap,
            ..Context::new(context.find, true)
        };
        self.scan(&mut inner, piece, fresh)
    }

    /// The values of a map in base64: a Secret's.
    pub(super) fn encoded<'x>(
        &mut self,
        level: &mut Level<'x>,
        scope: &[Named<'x>],
        context: Context<'x>,
    ) -> Result<(), Error> {
        let decoded: Vec<Option<String>> = scope
            .iter()
            .map(|named| crate::base64::decode_text(named.value))
            .collect();
        let mut inner = level.text("", level.place);
        inner.prefix = level.prefix.clone();
        inner.path = level.path.clone();
        let named: Vec<Named<'_>> = scope
            .iter()
            .zip(&decoded)
            .filter_map(|(named, text)| {
                let value = text.as_deref()?;
                Some(Named {
                    name: named.name.clone(),
                    value,
                    literal: None,
                    ..*named
                })
            })
            .collect();
        let context = Context {
            inherited: crate::walk::scope::Inherited::default(),
            ..context
        };
        self.judge_scope(&mut inner, &named, context, false)
    }
}

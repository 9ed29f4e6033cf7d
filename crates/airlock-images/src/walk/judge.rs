//! The judgement: is this value an image, how sure is that, and what is such a find called.

use std::rc::Rc;
use std::sync::Arc;

use crate::error::Error;
use crate::name::{Name, Role};
use crate::reference::{Reference, ReferenceError};
use crate::report::{Broken, Confidence, Evidence, Find, Origin};
use crate::rules::Meaning;
use crate::shape::{Look, Shape, host, shape};
use crate::tree::{Id, Mark, Tree};
use crate::walk::Walker;
use crate::walk::level::Level;
use crate::walk::scope::{Joined, Named, join, plain};
use crate::walk::tree_walk::{Context, may_hold_image};

const TRANSPORT: &str = "docker://";
/// What programs do that need an image, as words in a line.
pub(super) const PULLS: [&str; 2] = [" pull ", " run "];

/// A value where it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    pub(super) written: &'s str,
    pub(super) tail: &'s str,
    pub(super) mark: Mark,
}

impl<'x> Named<'x> {
    /// The place of the value, for what is written there.
    fn spot<'s>(&self, written: &'s str) -> Spot<'s>
    where
        'x: 's,
    {
        Spot {
            written,
            tail: self.key,
            mark: self.mark,
        }
    }
}

impl Walker<'_> {
    /// Values that stand side by side. `runs`: what the image is for stands beside it.
    pub(super) fn judge_scope<'x>(
        &mut self,
        level: &mut Level<'x>,
        scope: &[Named<'x>],
        context: Context<'x>,
        runs: bool,
    ) -> Result<(), Error> {
        if let Some(named) = self.parameter(scope) {
            self.judge_scope(level, &[named], context, false)?;
        }
        let joined = join(scope, context.imagey, &context.inherited);
        if joined.is_empty() {
            return scope
                .iter()
                .try_for_each(|named| self.free(level, named, context));
        }
        let mut taken = vec![false; scope.len()];
        for joined in joined {
            let Some(named) = scope.get(joined.main) else {
                continue;
            };
            let sure = self.judge(level, named, &joined, context, runs);
            if let (true, Some(slot)) = (sure, taken.get_mut(joined.main)) {
                *slot = true;
            }
        }
        for (named, taken) in scope.iter().zip(taken) {
            if !taken {
                self.free(level, named, context)?;
            }
        }
        Ok(())
    }

    /// A map of `name` and `value` is one value with that name.
    fn parameter<'x>(&mut self, scope: &[Named<'x>]) -> Option<Named<'x>> {
        let named = |key: &str| scope.iter().find(|named| named.key == key);
        let name = named("name")?;
        let value = named("value").or_else(|| named("default"))?;
        Some(Named {
            name: self.names.get(self.rules, name.value),
            key: value.key,
            value: value.value,
            mark: value.mark,
            literal: value.literal,
        })
    }

    /// Images that the table knows by name, and of which the tag stands here. False: it does not,
    /// or the image stands beside it.
    pub(super) fn tagged<'x>(
        &mut self,
        level: &Level<'x>,
        scope: &[Named<'x>],
        context: Context<'x>,
    ) -> bool {
        let tag = scope
            .iter()
            .find_map(|named| Some((named, named.name.tags?)));
        let Some((named, of)) = tag.filter(|(named, _)| is_version(named.value.trim())) else {
            return false;
        };
        if plain(scope, Role::Image).is_some() {
            return false;
        }
        let rules = self.rules;
        let from = context.inherited.repository.or(context.inherited.registry);
        for name in rules.tagged(of) {
            let last = name.rsplit('/').next().unwrap_or(name);
            let text = match from.map(|from| from.trim_end_matches('/')) {
                Some(from) if host(name) != Some(from) => format!("{from}/{last}"),
                _ => name.clone(),
            };
            // As those write a version's build metadata who make tags of it.
            let text = format!("{text}:{}", named.value.trim().replace('+', "_"));
            if let Shape::Image(_, reference) = shape(rules, &text) {
                let spot = named.spot(&text);
                let sure = Confidence::Strong.min(context.cap);
                self.found(level, spot, reference, Find::SplitFields, sure);
            }
        }
        true
    }

    /// Emits what was put together, if it is an image. False: it is not, try otherwise.
    fn judge<'x>(
        &mut self,
        level: &Level<'x>,
        named: &Named<'x>,
        joined: &Joined,
        context: Context<'x>,
        runs: bool,
    ) -> bool {
        let spot = named.spot(&joined.text);
        let volume = context.find == Find::Volume && context.imagey;
        if joined.tagged && self.rules.is_leftover(named.value.trim()) {
            return false;
        }
        match shape(self.rules, &joined.text) {
            Shape::Other if volume => self.volume(level, spot, context),
            Shape::Other => false,
            Shape::Broken(error) => {
                let known = host(&joined.text).is_some_and(|host| self.rules.is_known_host(host));
                let meant = volume || joined.says_image && (known || joined.text.contains("@sha"));
                if meant && context.cap > Confidence::Guess {
                    self.broken(level, spot, context.find, error);
                }
                meant
            }
            Shape::Image(look, reference) => {
                let mut sure = confidence(named, joined, look, runs);
                if context.find == Find::CrdDefault && !look.pinned() {
                    sure = sure.map(|_| Confidence::Guess);
                }
                let find = match joined.parts {
                    _ if level.json => Find::JsonInString,
                    0 | 1 => context.find,
                    _ => Find::SplitFields,
                };
                let sure = sure.map(|sure| if volume { Confidence::Certain } else { sure });
                if let Some(sure) = sure {
                    self.found(level, spot, reference, find, sure.min(context.cap));
                }
                sure.is_some()
            }
        }
    }

    /// A volume's reference that looks like none: it is pulled all the same, or breaks its pod.
    fn volume(&mut self, level: &Level<'_>, spot: Spot<'_>, context: Context<'_>) -> bool {
        let runs = self.rules.runs_as_written(level.group, level.kind);
        let written = spot.written.trim();
        if context.cap < Confidence::Certain || is_left_open(written, runs) {
            return false;
        }
        match Reference::pulled(written) {
            Ok(reference) => self.found(level, spot, reference, context.find, context.cap),
            Err(error) => self.broken(level, spot, context.find, error),
        }
        true
    }

    /// A container: its image is certain, whatever it looks like.
    pub(super) fn container<'x>(
        &mut self,
        level: &mut Level<'x>,
        scope: &[Named<'x>],
        context: Context<'x>,
        init: bool,
    ) -> Result<(), Error> {
        for named in scope.iter().filter(|named| named.key != "image") {
            self.free(level, named, context)?;
        }
        let find = match (context.find, init) {
            (Find::CustomResource, true) => Find::InitContainer,
            (Find::CustomResource | Find::Volume, false) => Find::Container,
            (other, _) => other,
        };
        for named in scope
            .iter()
            .rev()
            .filter(|named| named.key == "image")
            .take(1)
        {
            let written = named.value.trim();
            let spot = named.spot(written);
            let runs = self.rules.runs_as_written(level.group, level.kind);
            if self.rules.is_leftover(written) || is_left_open(written, runs) {
                continue;
            }
            match Reference::pulled(written) {
                Ok(reference) => self.found(level, spot, reference, find, context.cap),
                Err(error) if context.cap == Confidence::Certain => {
                    self.broken(level, spot, find, error);
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// A map of names to references, or the fields of one image.
    pub(super) fn image_map<'x>(
        &mut self,
        level: &mut Level<'x>,
        scope: &[Named<'x>],
        context: Context<'x>,
    ) -> Result<(), Error> {
        let fields = scope.iter().any(|named| named.name.role != Role::None);
        if fields {
            return self.judge_scope(level, scope, context, false);
        }
        let image = Rc::new(Name::image());
        for named in scope {
            let named = Named {
                name: Rc::clone(&image),
                ..*named
            };
            self.judge_scope(level, &[named], context, false)?;
        }
        Ok(())
    }

    /// A list of references.
    pub(super) fn image_list<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        for (index, item) in tree.items(node).enumerate() {
            let Some(text) = tree.string(item) else {
                continue;
            };
            let tail = format!("[{index}]");
            let named = Named::of(Rc::new(Name::image()), "", text, tree, item);
            for joined in join(std::slice::from_ref(&named), true, &context.inherited) {
                let spot = Spot {
                    written: &joined.text,
                    tail: &tail,
                    mark: named.mark,
                };
                if let Shape::Image(look, reference) = shape(self.rules, &joined.text)
                    && let Some(sure) = confidence(&named, &joined, look, false)
                {
                    self.found(level, spot, reference, context.find, sure.min(context.cap));
                }
            }
        }
        Ok(())
    }

    /// Strings of a list of which nothing is known.
    pub(super) fn loose_items<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        for item in tree.items(node) {
            if let Some(text) = tree.string(item)
                && may_hold_image(text)
            {
                let key = level.last_key().unwrap_or_default();
                let name = self.names.get(self.rules, key);
                let named = Named::of(name, "", text, tree, item);
                self.free(level, &named, context)?;
            }
        }
        Ok(())
    }

    /// A container's variables or an object's parameters, judged together: one image may be split
    /// over several.
    pub(super) fn variables<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let pairs = context.meaning == Some(Meaning::Pairs);
        let mut scope = self.spare.scope();
        for item in tree.items(node) {
            let name = tree.get_string(item, "name");
            let default = || tree.get(item, "default").filter(|_| pairs);
            let value = tree.get(item, "value").or_else(default);
            if let (Some(name), Some(value)) = (name, value)
                && let Some(text) = tree.string(value)
            {
                scope.push(Named::of(
                    self.names.get(self.rules, name),
                    name,
                    text,
                    tree,
                    value,
                ));
            }
        }
        let find = match context.find {
            Find::CustomResource if !pairs => Find::Variable,
            other => other,
        };
        let cap = context.cap.min(Confidence::Strong);
        self.judge_scope(
            level,
            &scope,
            Context {
                find,
                cap,
                imagey: false,
                ..context
            },
            false,
        )?;
        self.spare.put_scope(scope);
        Ok(())
    }

    /// A value whose name says nothing, or nothing that helped.
    pub(super) fn free<'x>(
        &mut self,
        level: &mut Level<'x>,
        named: &Named<'x>,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let value = named.value.trim();
        if value.len() < 5 || !(named.name.says_image || may_hold_image(named.value)) {
            return Ok(());
        }
        if named.value.contains('\n') || value.starts_with(['{', '[']) {
            let found = self.list(level, named, context);
            return if found {
                Ok(())
            } else {
                self.text(level, named, context)
            };
        }
        if value.contains(['=', ',', ' ']) {
            self.list(level, named, context);
            return Ok(());
        }
        if let Some(value) = behind_transport(value) {
            self.transported(level, named, value, context);
            return Ok(());
        }
        if !value.contains([':', '@']) {
            return Ok(());
        }
        if let Shape::Image(look, reference) = shape(self.rules, value)
            && let Some(sure) = unnamed_confidence(&named.name, look)
        {
            let spot = named.spot(value);
            let find = if level.json {
                Find::JsonInString
            } else {
                context.find
            };
            let unnamed = context.find == Find::Annotation && !named.name.says_image;
            let sure = if unnamed { Confidence::Guess } else { sure };
            self.found(level, spot, reference, find, sure.min(context.cap));
        }
        Ok(())
    }

    /// What skopeo and others call an image with the way to it.
    fn transported<'x>(
        &mut self,
        level: &Level<'x>,
        named: &Named<'x>,
        value: &str,
        context: Context<'x>,
    ) {
        if let Shape::Image(look, reference) = shape(self.rules, value)
            && (look.path || look.pinned())
        {
            let spot = named.spot(value);
            let sure = Confidence::Strong.min(context.cap);
            self.found(level, spot, reference, context.find, sure);
        }
    }

    /// `4.2.0=image` lines, `a=image,b=image`, and plain lists of images under an image's name.
    fn list<'x>(&mut self, level: &Level<'x>, named: &Named<'x>, context: Context<'x>) -> bool {
        if !named.name.says_image || named.value.len() > 1 << 16 || named.value.contains("://") {
            return false;
        }
        let mut found = false;
        // An annotation may name what somebody is to watch.
        let watched = context.find == Find::Annotation && named.name.role == Role::None;
        let most = if watched {
            Confidence::Guess
        } else {
            Confidence::Strong
        };
        let sure = context.cap.min(most);
        for (at, line) in named.value.lines().enumerate() {
            let mark = match named.literal {
                Some(_) => Mark {
                    line: named.mark.line + 1 + at as u32,
                    column: named.mark.column,
                },
                None => named.mark,
            };
            for token in line.split([',', ' ', ';', '\t']) {
                let value = token.rsplit_once('=').map_or(token, |(_, value)| value);
                if let Shape::Image(look, reference) = shape(self.rules, value)
                    && look.pinned()
                    && look.path
                {
                    let spot = Spot {
                        written: value,
                        tail: named.key,
                        mark,
                    };
                    self.found(level, spot, reference, context.find, sure);
                    found = true;
                }
            }
        }
        found
    }

    fn found(
        &mut self,
        level: &Level<'_>,
        spot: Spot<'_>,
        reference: Reference,
        find: Find,
        confidence: Confidence,
    ) {
        let written = match spot.written == reference.as_str() {
            true => reference.shared(),
            false => Arc::from(spot.written),
        };
        let evidence = self.evidence(level, spot, written, find, confidence);
        self.report.add(reference, evidence);
    }

    fn broken(&mut self, level: &Level<'_>, spot: Spot<'_>, find: Find, error: ReferenceError) {
        let written = Arc::from(spot.written);
        let evidence = self.evidence(level, spot, written, find, Confidence::Certain);
        self.report.broken.push(Broken { evidence, error });
    }

    /// The field's name in no more memory than it takes.
    fn field(&mut self, level: &Level<'_>, tail: &str) -> String {
        self.written.clear();
        level.write_field(&mut self.written, tail);
        self.written.as_str().to_owned()
    }

    fn evidence(
        &mut self,
        level: &Level<'_>,
        spot: Spot<'_>,
        written: Arc<str>,
        find: Find,
        confidence: Confidence,
    ) -> Evidence {
        let (line, column) = level.place.at(spot.mark);
        let line = line.saturating_add(1);
        let mapped = self.provenance.and_then(|provenance| provenance(line));
        let named = || level.template.as_ref().map(|path| path.to_string());
        Evidence {
            source: Arc::clone(&self.source),
            origin: mapped.or_else(|| {
                named().map(|template| Origin {
                    template,
                    line: None,
                })
            }),
            document: level.document(),
            field: self.field(level, spot.tail),
            line,
            column: column.saturating_add(1),
            find,
            confidence,
            written,
        }
    }

    /// Text in which an image may stand at all.
    pub(super) fn is_worth_reading(&self, text: &str) -> bool {
        ["mage", "MAGE", "epository", "EPOSITORY", TRANSPORT]
            .iter()
            .any(|word| text.contains(word))
            || self.may_pull(text)
    }

    /// Is there a program's word after which an image comes, and such a program?
    pub(super) fn may_pull(&self, text: &str) -> bool {
        PULLS.iter().any(|word| text.contains(word)) && self.rules.names_puller(text)
    }
}

/// The image behind the way to it, which may have a label before it: `name:docker://image`.
fn behind_transport(value: &str) -> Option<&str> {
    let (label, image) = value.split_once(TRANSPORT)?;
    (label.is_empty() || label.ends_with([':', '='])).then_some(image)
}

/// A version that is one, and no word such as `stable`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    number.starts_with(|c: char| c.is_ascii_digit())
}

/// What is put where no image is known yet. In an object whose containers run as they are written
/// nobody fills it in, so there it is a broken reference.
fn is_left_open(value: &str, runs_as_written: bool) -> bool {
    !runs_as_written && (value.is_empty() || value.contains(['$', '{', '<', '*', '%']))
}

/// How sure a value is whose name says what it is. `None`: it is none.
fn confidence(named: &Named<'_>, joined: &Joined, look: Look, runs: bool) -> Option<Confidence> {
    let pinned = look.pinned();
    if !joined.says_image {
        return repository_confidence(named, joined, look);
    }
    let sure = match pinned {
        _ if named.name.artifact => false,
        true => look.path || look.digest || !joined.by_version || joined.parts > 1,
        false if named.name.bare || joined.open => false,
        false => {
            runs || named.name.told
                || (look.host && joined.parts == 1 && named.name.role == Role::Image)
        }
    };
    Some(if sure {
        Confidence::Strong
    } else {
        Confidence::Guess
    })
}

/// `repository` and `tag` without a word that says image: two fields that belong together.
fn repository_confidence(named: &Named<'_>, joined: &Joined, look: Look) -> Option<Confidence> {
    if !joined.tagged || !look.path {
        let full = look.known && look.path && look.pinned();
        return full.then_some(Confidence::Guess);
    }
    let sure = !named.name.artifact && (look.known || !joined.by_version);
    Some(if sure {
        Confidence::Strong
    } else {
        Confidence::Guess
    })
}

/// How sure a value is whose name says nothing.
fn unnamed_confidence(name: &Name, look: Look) -> Option<Confidence> {
    let meant = name.says_image && look.pinned();
    let full = look.host && look.path && look.pinned();
    if !full && !meant {
        return None;
    }
    let sure = !name.artifact && (look.known || look.digest || (meant && look.path));
    Some(if sure {
        Confidence::Strong
    } else {
        Confidence::Guess
    })
}

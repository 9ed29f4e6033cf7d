//! Going through a tree, map by map and list by list, with what the table says of each field.
//! It carries context down and leaves judgement to `judge`.

use std::rc::Rc;

use crate::error::Error;
use crate::name::{Name, Role};
use crate::report::{Confidence, Find};
use crate::rules::Meaning;
use crate::tree::{Id, Kind, Step, Tree};
use crate::walk::Walker;
use crate::walk::level::Level;
use crate::walk::scope::{Inherited, Named, hand_down, is_tagged};

/// What is known on the way down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'x> {
    /// What a find here is called.
    pub(crate) find: Find,
    /// No find here is surer than this.
    pub(crate) cap: Confidence,
    /// What the table says of the field that led here.
    pub(crate) meaning: Option<Meaning>,
    /// The fields of this map are an image's.
    pub(crate) imagey: bool,
    pub(crate) inherited: Inherited<'x>,
}

impl Context<'_> {
    pub(crate) fn new(find: Find, in_text: bool) -> Self {
        let cap = if in_text {
            Confidence::Strong
        } else {
            Confidence::Certain
        };
        Self {
            find,
            cap,
            meaning: None,
            imagey: false,
            inherited: Inherited::default(),
        }
    }
}

/// What a first look at a map tells.
#[derive(Default)]
struct Seen {
    /// There are maps or lists in it.
    descends: bool,
    /// Something directly in it can matter.
    interest: bool,
    /// Helm's word for values that hold for all charts beside it.
    global: Option<Id>,
}

pub(super) struct Frame<'x> {
    at: Id,
    end: Id,
    seq: bool,
    index: u32,
    context: Context<'x>,
    /// A step of the path belongs to it.
    stepped: bool,
}

impl Walker<'_> {
    /// Walks everything below a node, whatever its depth, without using the stack for it.
    pub(super) fn walk<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        root: Id,
        context: Context<'x>,
    ) -> Result<(), Error> {
        let mut frames = self.spare.frames();
        self.enter(level, tree, root, context, &mut frames, false)?;
        while let Some(frame) = frames.last_mut() {
            if frame.at >= frame.end {
                if frame.stepped {
                    level.path.pop();
                }
                frames.pop();
                continue;
            }
            let (first, context, seq, index) = (frame.at, frame.context, frame.seq, frame.index);
            let value = if seq { first } else { tree.end(first) };
            frame.at = tree.end(value);
            frame.index += 1;
            let target = tree.resolve(value);
            if !tree.is_collection(target) {
                continue;
            }
            self.spend(level, tree, value, target)?;
            let step = if seq {
                Step::Index(index)
            } else {
                Step::Key(tree.text(first))
            };
            let below = match step {
                Step::Index(_) => Some(context),
                Step::Key("<<") => Some(context),
                Step::Key("items") if level.list && level.path.is_empty() => None,
                Step::Key(key) => self.below_key(level, key, context, tree.kind(target)),
            };
            if let Some(below) = below {
                level.path.push(step);
                self.enter(level, tree, target, below, &mut frames, true)?;
            }
        }
        self.spare.put_frames(frames);
        Ok(())
    }

    /// Aliases may multiply what is walked; beyond a bound that is an error, as in Go's reader.
    fn spend(
        &mut self,
        level: &Level<'_>,
        tree: &Tree<'_>,
        value: Id,
        target: Id,
    ) -> Result<(), Error> {
        if value == target && !tree.has_aliases() {
            return Ok(());
        }
        self.budget = self
            .budget
            .saturating_sub(u64::from(tree.end(target) - target));
        if self.budget > 0 {
            return Ok(());
        }
        let (line, column) = level.place.at(tree.mark(value));
        let message = "yaml: document contains excessive aliasing";
        Err(Error::new(
            &self.source,
            level.number,
            line + 1,
            column + 1,
            message,
        ))
    }

    fn enter<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        mut context: Context<'x>,
        frames: &mut Vec<Frame<'x>>,
        stepped: bool,
    ) -> Result<(), Error> {
        let seq = tree.kind(node) == Kind::Seq;
        let descends = match tree.kind(node) {
            Kind::Map => self.map(level, tree, node, &mut context)?,
            Kind::Seq => self.sequence(level, tree, node, context)?,
            _ => false,
        };
        if descends {
            let (at, end) = (node + 1, tree.end(node));
            frames.push(Frame {
                at,
                end,
                seq,
                index: 0,
                context,
                stepped,
            });
        } else if stepped {
            level.path.pop();
        }
        Ok(())
    }

    /// What holds below a key; `None` where nothing there counts.
    fn below_key<'x>(
        &mut self,
        level: &Level<'x>,
        key: &'x str,
        above: Context<'x>,
        kind: Kind,
    ) -> Option<Context<'x>> {
        let name = self.names.get(self.rules, key);
        let meaning = self.meaning(level, &name, key);
        let mut below = Context {
            meaning,
            imagey: false,
            ..above
        };
        match meaning {
            Some(Meaning::Skip | Meaning::Documentation) => return None,
            Some(Meaning::Opaque) => below.cap = Confidence::Guess,
            Some(Meaning::Image) => below.imagey = true,
            Some(Meaning::Annotations) => {
                below.find = Find::Annotation;
                below.cap = below.cap.min(Confidence::Strong);
            }
            Some(Meaning::Volumes) => below.find = Find::Volume,
            _ => {}
        }
        if name.role == Role::Image && name.says_image {
            below.imagey = true;
            let several = kind == Kind::Seq || key.to_ascii_lowercase().ends_with("images");
            if several && meaning.is_none() {
                below.meaning = Some(Meaning::Image);
            }
        }
        Some(below)
    }

    pub(super) fn meaning<'x>(
        &self,
        level: &Level<'x>,
        name: &Name,
        key: &'x str,
    ) -> Option<Meaning> {
        if name.rules.is_empty() {
            return None;
        }
        self.rules
            .meaning(&name.rules, level.group, level.kind, &level.path, key)
    }

    /// A map as one thing: its strings are judged together. False: there is nothing below it.
    fn map<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: &mut Context<'x>,
    ) -> Result<bool, Error> {
        let Seen {
            mut descends,
            interest,
            global,
        } = self.look(tree, node);
        let mut scope = Vec::new();
        let encoded = context.meaning == Some(Meaning::Base64);
        if interest || context.imagey || encoded {
            scope = self.spare.scope();
            self.scope(level, tree, node, 0, &mut scope, &mut descends)?;
        }
        if !scope.is_empty() {
            context.inherited = hand_down(&scope, context.inherited);
        }
        if let Some(global) = global {
            let mut shared = self.spare.scope();
            self.scope(level, tree, global, 0, &mut shared, &mut false)?;
            context.inherited = hand_down(&shared, context.inherited);
            self.spare.put_scope(shared);
        }
        match context.meaning {
            Some(Meaning::Container | Meaning::InitContainer)
                if scope.iter().any(|named| named.key == "image") =>
            {
                let init = context.meaning == Some(Meaning::InitContainer);
                self.container(level, &scope, *context, init)?;
            }
            Some(Meaning::Image) => self.image_map(level, &scope, *context)?,
            Some(Meaning::Base64) => self.encoded(level, &scope, *context)?,
            Some(Meaning::Parameters) => {
                // Without a tag it may be one part of an image, which stands where it is used.
                let whole = scope.iter().any(|named| is_tagged(named.value));
                let most = if whole {
                    Confidence::Strong
                } else {
                    Confidence::Guess
                };
                let cap = context.cap.min(most);
                self.judge_scope(level, &scope, Context { cap, ..*context }, false)?;
            }
            // One of a list that was judged as a whole.
            Some(Meaning::Variables | Meaning::Pairs) if tree.get(node, "name").is_some() => {}
            Some(Meaning::Texts | Meaning::Variables | Meaning::Annotations) => {
                self.judge_scope(level, &scope, *context, false)?;
            }
            _ if scope.is_empty() || self.tagged(level, &scope, *context) => {}
            _ => {
                let runs = context.cap == Confidence::Certain && self.is_run(tree, node);
                self.judge_scope(level, &scope, *context, runs)?;
            }
        }
        self.spare.put_scope(scope);
        Ok(descends)
    }

    /// What there is in this map. Most maps hold nothing that can matter, and cost nothing more.
    fn look(&mut self, tree: &Tree<'_>, node: Id) -> Seen {
        let mut seen = Seen::default();
        for (key, value) in tree.entries(node) {
            let target = tree.resolve(value);
            match tree.kind(target) {
                Kind::Map | Kind::Seq => {
                    seen.descends = true;
                    if tree.kind(target) == Kind::Map && tree.text(key) == "global" {
                        seen.global = Some(target);
                    }
                }
                Kind::Scalar if !seen.interest => {
                    let key = tree.text(key);
                    let name = self.names.get(self.rules, key);
                    seen.interest = name.says_image
                        || matches!(name.role, Role::Registry | Role::Repository)
                        || !name.rules.is_empty()
                        || matches!(key, "value" | "default")
                        || may_hold_image(tree.text(target));
                }
                _ => {}
            }
        }
        // A merge key brings strings that are elsewhere.
        seen.interest |= seen.descends && tree.has_aliases();
        seen
    }

    /// Is `image` here what is run, and not one of several fields that split it?
    fn is_run(&mut self, tree: &Tree<'_>, node: Id) -> bool {
        let mut image = false;
        let mut runs = false;
        for (key, _) in tree.entries(node) {
            let key = tree.text(key);
            image |= key == "image";
            runs |= runs_something(key);
            if matches!(
                self.names.get(self.rules, key).role,
                Role::Registry | Role::Repository | Role::Tag | Role::Version
            ) {
                return false;
            }
        }
        image && runs
    }

    /// The strings of a map, with those that a merge key brings.
    fn scope<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        depth: usize,
        scope: &mut Vec<Named<'x>>,
        descends: &mut bool,
    ) -> Result<(), Error> {
        for (key, value) in tree.entries(node) {
            let key = tree.text(key);
            if key == "<<" && depth < 8 && tree.kind(tree.resolve(value)) == Kind::Map {
                self.scope(level, tree, tree.resolve(value), depth + 1, scope, descends)?;
                *descends = true;
                continue;
            }
            let Some(text) = tree.string(value) else {
                *descends |= tree.is_collection(tree.resolve(value));
                continue;
            };
            let name = self.names.get(self.rules, key);
            match self.meaning(level, &name, key) {
                Some(Meaning::Skip | Meaning::Documentation) => continue,
                Some(Meaning::Image) => {
                    let name = Rc::new(Name::image());
                    scope.push(Named::of(name, key, text, tree, value));
                }
                Some(Meaning::Reference) => {
                    let name = Rc::new(Name::reference());
                    scope.push(Named::of(name, key, text, tree, value));
                }
                Some(Meaning::Tag) => {
                    let name = Rc::new(Name::given());
                    scope.push(Named::of(name, key, text, tree, value));
                }
                Some(Meaning::Tags(of)) => {
                    let name = Rc::new(name.tagging(of));
                    scope.push(Named::of(name, key, text, tree, value));
                }
                _ => scope.push(Named::of(name, key, text, tree, value)),
            }
        }
        Ok(())
    }

    fn sequence<'x>(
        &mut self,
        level: &mut Level<'x>,
        tree: &'x Tree<'x>,
        node: Id,
        context: Context<'x>,
    ) -> Result<bool, Error> {
        match context.meaning {
            Some(Meaning::Arguments) => self.arguments(level, tree, node, context)?,
            Some(Meaning::Variables | Meaning::Pairs) => {
                self.variables(level, tree, node, context)?;
            }
            Some(Meaning::Image) => self.image_list(level, tree, node, context)?,
            _ if is_command_line(tree, node) => self.arguments(level, tree, node, context)?,
            _ => self.loose_items(level, tree, node, context)?,
        }
        Ok(tree
            .items(node)
            .any(|item| tree.is_collection(tree.resolve(item))))
    }
}

/// Fields that stand beside `image` where something is run.
fn runs_something(key: &str) -> bool {
    matches!(
        key,
        "command" | "args" | "imagePullPolicy" | "env" | "script"
    )
}

/// Several lines, JSON, or something with a slash within and a tag or a digest.
pub(super) fn may_hold_image(value: &str) -> bool {
    let bytes = value.as_bytes();
    if bytes.len() < 5 {
        return false;
    }
    let first = bytes.first().copied().unwrap_or(0);
    if matches!(first, b'{' | b'[') || memchr::memchr(b'\n', bytes).is_some() {
        return true;
    }
    first != b'/'
        && memchr::memchr(b'/', bytes).is_some()
        && memchr::memchr2(b':', b'@', bytes).is_some()
}

fn is_command_line(tree: &Tree<'_>, node: Id) -> bool {
    tree.items(node)
        .any(|item| tree.string(item).is_some_and(|text| text.starts_with("--")))
}

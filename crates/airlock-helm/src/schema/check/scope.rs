//! How a check got where it is, and how much it may still do.

use std::cell::Cell;

use airlock_gotmpl::{Str, number::quote};

use super::At;

/// How many schemas values may meet.
const MAX_STEPS: u32 = 3_000_000;
/// How many schemas may lead to one another.
const MAX_DEPTH: u32 = 1_000;
/// How large a report may become: a hundred pages.
const MAX_REPORT: usize = 8 << 20;
/// What a reason costs beside its text.
const REASON: usize = 100;

/// What a check may still use up.
pub(super) struct Budget {
    steps: Cell<u32>,
    report: Cell<usize>,
    refusal: Cell<Option<&'static str>>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: Cell::new(MAX_STEPS),
            report: Cell::new(MAX_REPORT),
            refusal: Cell::new(None),
        }
    }
}

impl Budget {
    /// Takes a step at a depth, where that is still allowed.
    pub(super) fn step(&self, depth: u32) -> bool {
        if depth > MAX_DEPTH {
            self.refuse("schema or values nest too deeply");
        }
        self.spend_steps(1);
        self.refusal.get().is_none()
    }

    /// Takes many steps.
    pub(super) fn spend_steps(&self, steps: u32) {
        match self.steps.get().checked_sub(steps) {
            Some(left) => self.steps.set(left),
            None => self.refuse("schema and values together are too much work"),
        }
    }

    /// Notes a reason of a size.
    pub(super) fn report(&self, size: usize) {
        match self.report.get().checked_sub(size + REASON) {
            Some(left) => self.report.set(left),
            None => self.refuse("schema finds too many faults to report"),
        }
    }

    /// Gives up.
    pub(super) fn refuse(&self, why: &'static str) {
        self.refusal.set(self.refusal.get().or(Some(why)));
    }

    /// Why it was given up, where it was.
    pub(super) fn refusal(&self) -> Option<String> {
        let why = self.refusal.get()?;
        Some(format!("unable to validate schema: {why}\n"))
    }
}

/// A schema on the way to the one that is checked now.
pub(super) struct Scope<'s> {
    at: At<'s>,
    /// The keyword of the reference that led here; empty where none did.
    keyword: &'static str,
    /// The same for all schemas of one value.
    pub(super) level: u32,
    pub(super) depth: u32,
    parent: Option<&'s Scope<'s>>,
}

impl<'s> Scope<'s> {
    /// A way that begins here.
    pub(super) fn top(at: At<'s>, depth: u32) -> Self {
        Self {
            at,
            keyword: "",
            level: 0,
            depth,
            parent: None,
        }
    }

    /// One step further.
    pub(super) fn child(&'s self, at: At<'s>, keyword: &'static str, level: u32) -> Self {
        Self {
            at,
            keyword,
            level,
            depth: self.depth + 1,
            parent: Some(self),
        }
    }

    /// Where this schema met the same value before.
    pub(super) fn cycle(&self, budget: &Budget) -> Option<&Self> {
        let mut steps = 0;
        let mut scope = self.parent;
        while let Some(found) = scope.filter(|s| s.level == self.level) {
            if found.at.is(self.at) {
                return Some(found);
            }
            steps += 1;
            scope = found.parent;
        }
        budget.spend_steps(steps / 16);
        None
    }

    /// Two ways that meet.
    pub(super) fn cycle_text(&self, other: &Self) -> String {
        let url = self.at.location();
        let (one, two) = (self.keywords(), other.keywords());
        let url = quote(url.as_bytes());
        format!("both {one} and {two} resolve to {url} causing reference cycle")
    }

    /// The keywords from the top to here.
    fn keywords(&self) -> String {
        let mut parts = Vec::new();
        let mut scope = self;
        while let Some(parent) = scope.parent {
            if scope.keyword.is_empty() {
                let (own, above) = (scope.at.location(), parent.at.location());
                parts.push(own.get(above.len()..).unwrap_or_default().to_owned());
            } else {
                parts.push(format!("/{}", scope.keyword));
            }
            scope = parent;
        }
        parts.reverse();
        parts.concat()
    }

    /// What a `$recursiveRef` means here: the outermost that wants to be recursed to.
    pub(super) fn recursive_target(&self, target: At<'s>) -> At<'s> {
        let wants = |at: At<'_>| {
            let dynamic = at.schema().dynamic.as_ref();
            dynamic.is_some_and(|d| d.recursive_anchor)
        };
        let mut target = target;
        let mut scope = wants(target).then_some(self);
        while let Some(found) = scope {
            if wants(found.at.to(found.at.schema().resource)) {
                target = found.at;
            }
            scope = found.parent;
        }
        target
    }

    /// What a `$dynamicRef` means here: the outermost schema of that anchor.
    pub(super) fn dynamic_target(&self, target: At<'s>, anchor: Option<&Str>) -> At<'s> {
        let own = target.schema().dynamic.as_ref();
        let own = own.and_then(|d| d.dynamic_anchor.as_ref());
        let Some(anchor) = anchor.filter(|anchor| own == Some(*anchor)) else {
            return target;
        };
        let mut target = target;
        let mut scope = Some(self);
        while let Some(found) = scope {
            let resource = found.at.to(found.at.schema().resource);
            let anchors = resource.schema().dynamic.as_ref().map(|d| &d.anchors);
            let named = anchors.and_then(|all| all.iter().find(|(name, _)| name == anchor));
            if let Some((_, id)) = named {
                target = resource.to(*id);
            }
            scope = found.parent;
        }
        target
    }
}

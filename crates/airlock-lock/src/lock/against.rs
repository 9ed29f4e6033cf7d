//! A lock against the pins that it was made for: what can be told without rendering anything.
//!
//! Each disagreement is an error at the pin, with the command that mends it.

use super::meaning::{Lock, LockedChart, Measured};
use crate::error::Error;
use crate::pins::{Chart, Pins};
use crate::tree::Span;
use std::collections::BTreeMap;
use std::fmt::Display;

const RELOCK: &str = "run `airlock lock`, then review airlock.lock";

impl Lock {
    /// Where the lock is not what `pins` ask for; nothing where it is.
    pub fn disagreements(&self, pins: &Pins) -> Vec<Error> {
        let mut found = Found {
            pins,
            errors: Vec::new(),
        };
        found.names("chart", &pins.charts, &self.charts, |chart| chart.span);
        found.names("manifest", &pins.manifests, &self.manifests, |manifest| {
            manifest.span
        });
        found.names("images", &pins.images, &self.images, |images| images.span);
        found.names("asset", &pins.assets, &self.assets, |asset| asset.span);
        for (name, chart) in &pins.charts {
            if let Some(locked) = self.charts.get(name) {
                found.chart(chart, locked);
            }
        }
        for (name, pin) in &pins.manifests {
            if let Some(locked) = self.manifests.get(name) {
                found.same(pin.span, name, "source", &pin.source, &locked.source);
                let wanted = pin.checksum.unwrap_or(locked.content);
                found.same(pin.span, name, "sha256", &wanted, &locked.content);
            }
        }
        for (name, pin) in &pins.assets {
            if let Some(locked) = self.assets.get(name) {
                found.same(pin.span, name, "url", &pin.url, &locked.url);
                found.same(pin.span, name, "size", &pin.size, &locked.size);
                found.same(pin.span, name, "sha256", &pin.checksum, &locked.checksum);
            }
        }
        found.errors
    }

    /// Where one chart is not what its pin asks for; nothing where it is, or is not locked at all.
    pub fn chart_disagreements(&self, pins: &Pins, pin: &Chart) -> Vec<Error> {
        let mut found = Found {
            pins,
            errors: Vec::new(),
        };
        if let Some(locked) = self.charts.get(&pin.name) {
            found.chart(pin, locked);
        }
        found.errors
    }
}

struct Found<'p> {
    pins: &'p Pins,
    errors: Vec<Error>,
}

impl Found<'_> {
    fn add(&mut self, span: Span, cause: String) {
        self.errors
            .push(self.pins.error(span, cause).with_remedy(RELOCK));
    }

    fn names<P, L>(
        &mut self,
        what: &str,
        pinned: &BTreeMap<String, P>,
        locked: &BTreeMap<String, L>,
        span: impl Fn(&P) -> Span,
    ) {
        for (name, pin) in pinned {
            if !locked.contains_key(name) {
                self.add(
                    span(pin),
                    format!("the {what} `{name}` is pinned and not locked"),
                );
            }
        }
        for name in locked.keys().filter(|name| !pinned.contains_key(*name)) {
            let cause = format!("the {what} `{name}` is locked and no longer pinned");
            self.add(Span::default(), cause);
        }
    }

    fn same<T: PartialEq + Display>(
        &mut self,
        at: Span,
        name: &str,
        what: &str,
        pin: &T,
        lock: &T,
    ) {
        if pin != lock {
            self.add(
                at,
                format!("`{name}` is pinned with {what} {pin} and locked with {lock}"),
            );
        }
    }

    fn chart(&mut self, pin: &Chart, locked: &LockedChart) {
        let (at, name) = (pin.span, pin.name.as_str());
        self.same(at, name, "chart", &pin.chart, &locked.chart);
        if let Some(version) = &pin.version {
            self.same(at, name, "version", version, &locked.version);
        }
        self.same(at, name, "source", &pin.source, &locked.source);
        if let (Some(wanted), Measured::Archive(measured)) = (&pin.checksum, &locked.measured) {
            self.same(at, name, "sha256", wanted, measured);
        }
        let pinned: Vec<&String> = pin.variants.keys().collect();
        let there: Vec<&String> = locked.variants.keys().collect();
        if pinned != there {
            let joined = |names: &[&String]| {
                names
                    .iter()
                    .map(|name| name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let (pinned, there) = (joined(&pinned), joined(&there));
            self.same(at, name, "the variants", &pinned, &there);
        }
    }
}

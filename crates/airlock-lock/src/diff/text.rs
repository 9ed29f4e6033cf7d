//! A diff as plain text, for a terminal: `+` came, `-` went, `~` changed.

use super::compare::Diff;

impl Diff {
    /// The diff as text; nothing where nothing changed.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        for registry in &self.registries_added {
            line(format!("+ registry {registry}"));
        }
        for registry in &self.registries_removed {
            line(format!("- registry {registry}"));
        }
        for added in &self.images_added {
            line(format!(
                "+ image {} ({})",
                added.image,
                added.needed_by.join(", ")
            ));
        }
        for removed in &self.images_removed {
            line(format!(
                "- image {} ({})",
                removed.image,
                removed.needed_by.join(", ")
            ));
        }
        for bump in &self.images_bumped {
            let (from, to) = (bump.from.join(", "), bump.to.join(", "));
            line(format!(
                "~ image {} {from} → {to} ({})",
                bump.name,
                bump.needed_by.join(", ")
            ));
        }
        for change in &self.changes {
            let sign = match change.facts.first().map(String::as_str) {
                Some("added") => '+',
                Some("removed") => '-',
                _ => '~',
            };
            line(format!(
                "{sign} {} {}: {}",
                change.kind,
                change.name,
                change.facts.join("; ")
            ));
        }
        for name in &self.to_accept {
            line(format!(
                "! chart {name}: the kind of source changed, and with it the images"
            ));
        }
        out
    }
}

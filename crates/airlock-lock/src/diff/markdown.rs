//! A diff as Markdown, for a pull request: a sentence, then one table for each kind of change.

use super::compare::Diff;

impl Diff {
    /// The diff as Markdown, ending with a line end.
    pub fn to_markdown(&self) -> String {
        if self.is_empty() {
            return "The locks are the same.\n".to_string();
        }
        let mut out = self.sentence();
        self.warn(&mut out);
        let registries = (self.registries_added.iter().map(|name| ["added", name]))
            .chain(self.registries_removed.iter().map(|name| ["removed", name]))
            .map(|[change, name]| vec![change.to_string(), code(name)]);
        table(&mut out, &["Registry", "Name"], registries.collect());
        table(
            &mut out,
            &["Image", "From", "To", "Needed by"],
            self.image_rows(),
        );
        let changes = self.changes.iter().map(|change| {
            let facts = change.facts.iter().map(|fact| escaped(fact));
            let facts = facts.collect::<Vec<_>>().join("<br>");
            vec![format!("{} {}", change.kind, code(&change.name)), facts]
        });
        table(&mut out, &["Changed", "How"], changes.collect());
        out
    }

    fn sentence(&self) -> String {
        format!(
            "Images: {} added, {} removed, {} bumped. Registries: {} added, {} removed.\n",
            self.images_added.len(),
            self.images_removed.len(),
            self.images_bumped.len(),
            self.registries_added.len(),
            self.registries_removed.len(),
        )
    }

    fn warn(&self, out: &mut String) {
        if !self.to_accept.is_empty() {
            let names: Vec<String> = self.to_accept.iter().map(|name| code(name)).collect();
            out.push_str(&format!(
                "\n**The kind of source changed, and with it the images: {}.**\n",
                names.join(", ")
            ));
        }
    }

    fn image_rows(&self) -> Vec<Vec<String>> {
        let needed = |names: &[String]| escaped(&names.join(", "));
        let codes = |versions: &[String]| {
            let codes: Vec<String> = versions.iter().map(|version| code(version)).collect();
            codes.join("<br>")
        };
        let mut rows = Vec::new();
        for added in &self.images_added {
            let (name, version) = (code(&added.image.name()), code(&added.image.version()));
            rows.push(vec![name, String::new(), version, needed(&added.needed_by)]);
        }
        for bump in &self.images_bumped {
            let (from, to) = (codes(&bump.from), codes(&bump.to));
            rows.push(vec![code(&bump.name), from, to, needed(&bump.needed_by)]);
        }
        for removed in &self.images_removed {
            let (name, version) = (code(&removed.image.name()), code(&removed.image.version()));
            rows.push(vec![
                name,
                version,
                String::new(),
                needed(&removed.needed_by),
            ]);
        }
        rows
    }
}

fn table(out: &mut String, head: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!(
        "\n| {} |\n|{}\n",
        head.join(" | "),
        " --- |".repeat(head.len())
    ));
    for row in rows {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
}

/// A span of code in a table's cell: the names in a lock hold no backtick, and `|` is escaped.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|").replace('`', "'"))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '`' | '[' | '\\' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

//! A diff as JSON, for programs: one object, always with all keys.

use super::compare::{Bump, Change, Diff, ImageChange};
use crate::json::quoted;

impl Diff {
    /// The diff as JSON on one line, ending with a line end.
    pub fn to_json(&self) -> String {
        let registries = object(&[
            ("added", strings(&self.registries_added)),
            ("removed", strings(&self.registries_removed)),
        ]);
        let images = object(&[
            ("added", array(&self.images_added, image)),
            ("removed", array(&self.images_removed, image)),
            ("bumped", array(&self.images_bumped, bump)),
        ]);
        let whole = object(&[
            ("registries", registries),
            ("images", images),
            ("changes", array(&self.changes, change)),
            ("to_accept", strings(&self.to_accept)),
        ]);
        whole + "\n"
    }
}

fn image(change: &ImageChange) -> String {
    object(&[
        ("image", quoted(&change.image.to_string())),
        ("needed_by", strings(&change.needed_by)),
    ])
}

fn bump(bump: &Bump) -> String {
    object(&[
        ("name", quoted(&bump.name)),
        ("from", strings(&bump.from)),
        ("to", strings(&bump.to)),
        ("needed_by", strings(&bump.needed_by)),
    ])
}

fn change(change: &Change) -> String {
    object(&[
        ("kind", quoted(change.kind)),
        ("name", quoted(&change.name)),
        ("facts", strings(&change.facts)),
    ])
}

fn object(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}:{value}", quoted(key)))
        .collect();
    format!("{{{}}}", entries.join(","))
}

fn array<T>(items: &[T], each: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(each).collect();
    format!("[{}]", items.join(","))
}

fn strings(items: &[String]) -> String {
    array(items, |item| quoted(item))
}

//! Objects with parameters, such as OpenShift's templates: what the cluster makes of one has each
//! parameter's value in the place of its name. It fills them in as text, and reads that text.

use crate::read::{Trees, read_full};
use crate::rules::Meaning;
use crate::tree::{Id, Tree};
use crate::walk::Walker;
use crate::walk::level::Identity;
use crate::walk::object::{group, identify};

/// A text grows to this at most, beside twice its own size.
const ROOM: usize = 1 << 20;

impl Walker<'_> {
    /// The document with its parameters filled in, where it has any.
    pub(super) fn filled_in(&mut self, trees: &Trees<'_>, root: Id) -> Option<String> {
        let tree = &trees.tree;
        let list = tree.get(root, PARAMETERS)?;
        let (identity, _) = identify(tree, root, Identity::default());
        let name = self.names.get(self.rules, PARAMETERS);
        let (group, kind) = (group(identity.api_version), identity.kind);
        let meaning = self
            .rules
            .meaning(&name.rules, group, kind, &[], PARAMETERS);
        if meaning != Some(Meaning::Parameters) {
            return None;
        }
        let known: Vec<(&str, &str)> = tree
            .items(list)
            .filter_map(|item| {
                let name = tree.get_string(item, "name")?;
                let value = tree.get_string(item, "value")?;
                (!value.is_empty() && !value.contains('\n')).then_some((name, value))
            })
            .collect();
        fill(tree, &known)
    }

    /// Reads it; `None`: the values spoil it.
    pub(super) fn read_filled<T>(
        &mut self,
        text: &str,
        walk: impl FnOnce(&mut Self, &Trees<'_>) -> T,
    ) -> Option<T> {
        if let Some(trees) = self.fast(text) {
            let walked = (trees.roots.len() == 1).then(|| walk(self, &trees));
            self.pool.put(trees);
            return walked;
        }
        let source = airlock_yaml::Source::new(text.as_bytes());
        let trees = read_full(&source, &mut self.pool).ok()?;
        let walked = (trees.roots.len() == 1).then(|| walk(self, &trees));
        self.pool.put(trees);
        walked
    }
}

const PARAMETERS: &str = "parameters";

/// `${NAME}` and `${{NAME}}`, wherever they stand; those without a value stay.
fn fill(tree: &Tree<'_>, known: &[(&str, &str)]) -> Option<String> {
    let text = tree.source();
    let most = text.len().saturating_mul(2).saturating_add(ROOM);
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        filled.push_str(before);
        match value_of(after, known) {
            Some((value, behind)) => {
                filled.push_str(value);
                rest = behind;
            }
            None => {
                filled.push_str("${");
                rest = after;
            }
        }
        if filled.len() > most {
            return None;
        }
    }
    filled.push_str(rest);
    (filled != text).then_some(filled)
}

/// The value of the name that this begins with, and what stands behind the name.
fn value_of<'t>(text: &'t str, known: &[(&str, &'t str)]) -> Option<(&'t str, &'t str)> {
    let (name, behind) = match text.strip_prefix('{') {
        Some(inner) => inner.split_once("}}")?,
        None => text.split_once('}')?,
    };
    let (_, value) = known.iter().find(|(known, _)| *known == name)?;
    Some((value, behind))
}

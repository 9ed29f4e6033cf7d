//! Names and values that stand side by side: the fields of a map, a container's variables, a
//! ConfigMap's keys. Parts of one image are found by the stem that their names share and are put
//! together here. It emits nothing.

use std::rc::Rc;

use crate::name::{Name, Role};
use crate::shape::host;
use crate::tree::{Id, Mark, Style, Tree};

/// One value with its name.
pub(crate) struct Named<'x> {
    pub(crate) name: Rc<Name>,
    /// What to show as the field.
    pub(crate) key: &'x str,
    pub(crate) value: &'x str,
    pub(crate) mark: Mark,
    /// Where a text's lines stand in the stream, for a literal.
    pub(crate) literal: Option<u32>,
}

impl<'x> Named<'x> {
    /// A scalar of a tree.
    pub(crate) fn of(
        name: Rc<Name>,
        key: &'x str,
        value: &'x str,
        tree: &Tree<'_>,
        id: Id,
    ) -> Self {
        let scalar = tree.resolve(id);
        let literal = (tree.style(scalar) == Style::Literal).then(|| tree.indent(scalar));
        Self {
            name,
            key,
            value,
            mark: tree.mark(scalar),
            literal,
        }
    }
}

/// What a parent level says that its children may lack.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Inherited<'x> {
    pub(crate) registry: Option<&'x str>,
    pub(crate) repository: Option<&'x str>,
    pub(crate) tag: Option<&'x str>,
    /// A tag that the table says is theirs.
    pub(crate) given_tag: Option<&'x str>,
}

/// The parts of one image, as indexes into the scope.
#[derive(Debug, Clone, Default)]
struct Parts {
    stem: usize,
    image: Option<usize>,
    registry: Option<usize>,
    repository: Option<usize>,
    name: Option<usize>,
    tag: Option<usize>,
    version: Option<usize>,
    digest: Option<usize>,
}

/// A reference that was put together, with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joined {
    pub(crate) text: String,
    /// Index of the part that names the image.
    pub(crate) main: usize,
    /// How many values it is made of.
    pub(crate) parts: usize,
    /// Its names say that it is an image.
    pub(crate) says_image: bool,
    /// A tag or a digest came from a field of its own.
    pub(crate) tagged: bool,
    /// Only a `version` beside it made it a reference.
    pub(crate) by_version: bool,
    /// There is a field for its tag, and nothing in it: somebody fills it in.
    pub(crate) open: bool,
}

/// Puts together what belongs together. `imagey`: the scope as a whole is an image's fields.
pub(crate) fn join(scope: &[Named<'_>], imagey: bool, from: &Inherited<'_>) -> Vec<Joined> {
    let names_one = |named: &Named<'_>| match named.name.role {
        Role::Image | Role::Repository => true,
        Role::Name => imagey,
        _ => imagey && named.name.whole,
    };
    if !scope.iter().any(names_one) {
        return Vec::new();
    }
    let groups = group(scope, imagey);
    let with_stem = |wanted: &str| groups.iter().find(|parts| stem(scope, parts) == wanted);
    let join = Join {
        scope,
        imagey,
        from,
        bare: with_stem(""),
        default: with_stem("default").filter(|parts| parts.names_none()),
    };
    let joined = groups.iter().filter_map(|parts| join.join(parts));
    joined.collect()
}

/// What this level hands down.
pub(crate) fn hand_down<'x>(scope: &[Named<'x>], from: Inherited<'x>) -> Inherited<'x> {
    let mut down = from;
    let given = scope.iter().find(|named| named.name.given);
    down.given_tag = given.map(|named| named.value.trim()).or(down.given_tag);
    let parts = |named: &Named<'_>| matches!(named.name.role, Role::Registry | Role::Repository);
    if !scope.iter().any(parts) {
        return down;
    }
    let plain = |role: Role| plain(scope, role);
    if let Some(registry) = plain(Role::Registry) {
        down.registry = Some(registry);
        down.tag = plain(Role::Tag).or(down.tag);
    }
    if plain(Role::Image).is_none() {
        down.repository = plain(Role::Repository).or(down.repository);
    }
    down
}

/// The value whose name says that role and nothing else.
pub(crate) fn plain<'x>(scope: &[Named<'x>], role: Role) -> Option<&'x str> {
    scope
        .iter()
        .find(|named| named.name.role == role && named.name.stem.is_empty())
        .map(|named| named.value.trim())
        .filter(|value| !value.is_empty())
}

fn stem<'s>(scope: &'s [Named<'_>], parts: &Parts) -> &'s str {
    scope
        .get(parts.stem)
        .map_or("", |named| named.name.stem.as_str())
}

fn group(scope: &[Named<'_>], imagey: bool) -> Vec<Parts> {
    let mut groups: Vec<Parts> = Vec::new();
    for (at, named) in scope.iter().enumerate() {
        let whole = imagey && named.name.whole && named.name.role == Role::None;
        let role = if whole { Role::Image } else { named.name.role };
        if matches!(role, Role::None | Role::Loose) {
            continue;
        }
        let known = groups
            .iter()
            .position(|parts| stem(scope, parts) == named.name.stem);
        let index = known.unwrap_or_else(|| {
            groups.push(Parts {
                stem: at,
                ..Parts::default()
            });
            groups.len() - 1
        });
        if let Some(parts) = groups.get_mut(index) {
            let base = role == Role::Image && named.name.bare && parts.image.is_some();
            if !base {
                parts.set(role, at);
            }
        }
    }
    groups
}

impl Parts {
    fn names_none(&self) -> bool {
        self.image.or(self.repository).or(self.name).is_none()
    }

    fn set(&mut self, role: Role, at: usize) {
        let slot = match role {
            Role::Image => &mut self.image,
            Role::Registry => &mut self.registry,
            Role::Repository => &mut self.repository,
            Role::Name => &mut self.name,
            Role::Tag => &mut self.tag,
            Role::Version => &mut self.version,
            Role::Digest => &mut self.digest,
            Role::None | Role::Loose => return,
        };
        *slot = Some(at);
    }
}

struct Join<'j, 'x> {
    scope: &'j [Named<'x>],
    imagey: bool,
    from: &'j Inherited<'x>,
    /// The parts whose names have no stem.
    bare: Option<&'j Parts>,
    /// `defaultImageVersion` and the like, without an image of their own.
    default: Option<&'j Parts>,
}

impl<'x> Join<'_, 'x> {
    fn value(&self, at: Option<usize>) -> Option<&'x str> {
        let value = self.scope.get(at?)?.value.trim();
        (!value.is_empty()).then_some(value)
    }

    fn join(&self, parts: &Parts) -> Option<Joined> {
        let (mut text, main, mut count) = self.base(parts)?;
        let had_host = host(&text).is_some();
        // A registry beside an image of its own is not that of whole images around it.
        let shared = |bare: &&Parts| bare.names_none() || parts.stem == bare.stem;
        let bare = self.bare.filter(|bare| shared(bare) || !is_tagged(&text));
        let bare_registry = bare.and_then(|bare| self.value(bare.registry));
        let registry = self
            .value(parts.registry)
            .or(bare_registry)
            .or(self.from.registry);
        if let Some(registry) = registry
            && !has_registry(&text, registry)
            && !(is_tagged(&text) && host(&format!("{registry}/")).is_none())
        {
            text = format!("{}/{text}", registry.trim_end_matches('/'));
            count += 1;
        }
        let says_image = self.imagey
            || self.says_image(Some(main))
            || self.says_image(parts.tag)
            || self.says_image(parts.registry);
        let (tag, by_version) = match is_tagged(&text) {
            true => (None, false),
            false => self.tag(parts, had_host),
        };
        let digest = self.digest(parts).filter(|_| !text.contains('@'));
        if let Some(tag) = tag {
            text.push(if tag.contains(':') { '@' } else { ':' });
            // Build metadata is no part of a tag; all that make tags of versions write it so.
            text.push_str(&tag.replace('+', "-"));
            count += 1;
        }
        if let Some(digest) = &digest
            && !text.contains('@')
        {
            text.push('@');
            text.push_str(digest);
            count += 1;
        }
        let tagged = tag.is_some() || digest.is_some();
        Some(Joined {
            text,
            main,
            parts: count,
            says_image,
            tagged,
            by_version,
            open: !tagged && parts.tag.or(parts.version).is_some(),
        })
    }

    fn says_image(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.scope.get(at))
            .is_some_and(|named| named.name.says_image)
    }

    /// The path, the part that it comes from, and how many parts made it.
    fn base(&self, parts: &Parts) -> Option<(String, usize, usize)> {
        let image = self.value(parts.image).zip(parts.image);
        let repository = self.value(parts.repository).zip(parts.repository);
        let name = self
            .value(parts.name)
            .zip(parts.name)
            .filter(|_| self.imagey);
        Some(match (image, repository, name) {
            (Some((image, at)), Some((repository, _)), _) if !stands_alone(image, repository) => {
                (under(repository, image), at, 2)
            }
            (Some((image, at)), None, _) => match self.from.repository {
                Some(repository) if !image.contains(['/', ':', '@']) => {
                    (under(repository, image), at, 2)
                }
                _ => (image.to_string(), at, 1),
            },
            (Some((image, at)), _, _) => (image.to_string(), at, 1),
            (None, Some((repository, at)), Some((name, _))) if !repository.ends_with(name) => {
                (under(repository, name), at, 2)
            }
            (None, Some((repository, at)), _) => (repository.to_string(), at, 1),
            (None, None, Some((name, at))) => (name.to_string(), at, 1),
            (None, None, None) => return None,
        })
    }

    /// The tag beside the image, or the one that a shared registry's level gives to all below.
    fn tag(&self, parts: &Parts, had_host: bool) -> (Option<&'x str>, bool) {
        if let Some(tag) = self.value(parts.tag) {
            return (Some(tag), false);
        }
        if let Some(version) = self.value(parts.version) {
            return (Some(version), true);
        }
        if self.from.given_tag.is_some() {
            return (self.from.given_tag, false);
        }
        let default = self.default.filter(|_| stem(self.scope, parts).is_empty());
        let default = default.and_then(|default| self.value(default.tag.or(default.version)));
        if default.is_some() {
            return (default, false);
        }
        if had_host {
            return (None, false);
        }
        let shared = self
            .bare
            .filter(|bare| bare.stem != parts.stem && bare.image.is_none())
            .filter(|bare| bare.repository.is_none() && bare.registry.is_some())
            .and_then(|bare| self.value(bare.tag));
        (shared.or(self.from.tag), false)
    }

    fn digest(&self, parts: &Parts) -> Option<String> {
        let digest = self.value(parts.digest)?;
        let hex = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        match hex {
            true => Some(format!("sha256:{digest}")),
            false => digest.contains(':').then(|| digest.to_string()),
        }
    }
}

fn under(repository: &str, name: &str) -> String {
    format!("{}/{name}", repository.trim_end_matches('/'))
}

/// Does the image name its registry or tag itself, so that the repository is not its parent?
fn stands_alone(image: &str, repository: &str) -> bool {
    host(image).is_some() || is_tagged(image) || image.starts_with(repository)
}

fn has_registry(text: &str, registry: &str) -> bool {
    host(text).is_some() || text.starts_with(registry)
}

pub(crate) fn is_tagged(text: &str) -> bool {
    text.contains('@')
        || text
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains(':'))
}

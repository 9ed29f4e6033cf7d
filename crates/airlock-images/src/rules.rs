//! The table of what kinds, fields and names mean: reading it and asking it.
//! It is data; this file holds no rule of its own.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::reference::Reference;
use crate::tree::Step;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Skip,
    Image,
    Container,
    InitContainer,
    Arguments,
    Variables,
    Volumes,
    Annotations,
    Texts,
    Base64,
    Documentation,
    Opaque,
    /// As `Image`, and sure without registry and tag, too.
    Reference,
    Parameters,
    Pairs,
    Tag,
    /// The tag of images that the table knows by name: a place in its list of them.
    Tags(u16),
}

/// What a word in a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Image,
    Whole,
    Registry,
    Repository,
    Name,
    Tag,
    Version,
    Digest,
    Container,
    Bare,
    Other,
    Artifact,
}

/// The rules: the built-in table, and what users add to it.
#[derive(Debug, Clone)]
pub struct Rules {
    fields: Vec<FieldRule>,
    by_key: HashMap<String, Vec<usize>>,
    any_key: Vec<usize>,
    words: HashMap<String, Vec<Word>>,
    hosts: HashSet<String>,
    host_ends: Vec<String>,
    host_starts: Vec<String>,
    owned: HashSet<String>,
    pulls: HashSet<String>,
    leftovers: HashSet<String>,
    longest_leftover: usize,
    files: HashSet<String>,
    documents: HashSet<String>,
    as_written: Vec<(String, String)>,
    tagged: Vec<Vec<String>>,
}

/// One line of the table: in objects of this group and kind, this field means that.
#[derive(Debug, Clone)]
struct FieldRule {
    group: String,
    kind: String,
    rooted: bool,
    path: Vec<String>,
    meaning: Meaning,
}

impl FieldRule {
    /// Are these its keys, and for one that starts at the root no others? Lists are stepped over.
    fn matches_end(&self, path: &[Step<'_>], key: &str) -> bool {
        let mut rules = self.path.iter().rev();
        if !rules.next().is_some_and(|last| matches_word(last, key)) {
            return false;
        }
        let mut steps = path.iter().rev().filter_map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Index(_) => None,
        });
        let ends = rules.all(|rule| steps.next().is_some_and(|key| matches_word(rule, key)));
        ends && (!self.rooted || steps.next().is_none())
    }
}

/// A line of a table that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    line: usize,
    problem: String,
}

impl RuleError {
    /// One-based line in the table.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for RuleError {}

const BUILT_IN: &str = include_str!("rules.txt");

impl Default for Rules {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Rules {
    /// The table that comes with this crate.
    pub fn built_in() -> Self {
        let mut rules = Self::empty();
        // A test reads the table by itself, so that a mistake in it never gets this far.
        let _ = rules.add_table(BUILT_IN);
        rules
    }

    /// No rule at all, to start a table from nothing.
    pub fn empty() -> Self {
        Self {
            fields: Vec::new(),
            by_key: HashMap::new(),
            any_key: Vec::new(),
            words: HashMap::new(),
            hosts: HashSet::new(),
            host_ends: Vec::new(),
            host_starts: Vec::new(),
            owned: HashSet::new(),
            pulls: HashSet::new(),
            leftovers: HashSet::new(),
            longest_leftover: 0,
            files: HashSet::new(),
            documents: HashSet::new(),
            as_written: Vec::new(),
            tagged: Vec::new(),
        }
    }

    /// Adds a table in the format of `rules.txt`; its rules win over those that were there.
    pub fn add_table(&mut self, table: &str) -> Result<(), RuleError> {
        let mut section = "";
        for (at, line) in table.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                Some(name) => section = name,
                None => self.add_line(section, line).map_err(|problem| RuleError {
                    line: at + 1,
                    problem,
                })?,
            }
        }
        Ok(())
    }

    /// Adds one field rule, as users write them: `*` for any group or kind, `core` for the group
    /// without a name; the meanings are listed at the head of `rules.txt`.
    pub fn add_field(
        &mut self,
        group: &str,
        kind: &str,
        field: &str,
        meaning: &str,
    ) -> Result<(), RuleError> {
        self.field(group, kind, field, meaning)
            .map_err(|problem| RuleError { line: 0, problem })
    }

    fn add_line(&mut self, section: &str, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (section, words.as_slice()) {
            ("fields", [group, kind, field, meaning]) => self.field(group, kind, field, meaning),
            ("fields", _) => Err("a rule is: group kind field meaning".to_string()),
            ("words", [meaning, words @ ..]) => self.word(meaning, words),
            ("hosts", hosts) => {
                hosts.iter().for_each(|host| self.host(host));
                Ok(())
            }
            ("leftovers", words) => {
                for word in words {
                    self.longest_leftover = self.longest_leftover.max(word.len());
                    self.leftovers.insert((*word).to_string());
                }
                Ok(())
            }
            ("files", words) => extend(&mut self.files, words),
            ("documents", words) => extend(&mut self.documents, words),
            ("owned", words) => extend(&mut self.owned, words),
            ("pulls", words) => extend(&mut self.pulls, words),
            ("as-written", [group, kinds @ ..]) => {
                let pair = |kind: &&str| ((*group).to_string(), (*kind).to_string());
                self.as_written.extend(kinds.iter().map(pair));
                Ok(())
            }
            _ => Err(format!("no section named [{section}]")),
        }
    }

    fn field(&mut self, group: &str, kind: &str, field: &str, meaning: &str) -> Result<(), String> {
        let meaning = match meaning.strip_prefix("tags:") {
            Some(images) => self.tags(images)?,
            None => meaning_named(meaning).ok_or(format!("no meaning named {meaning}"))?,
        };
        let rooted = field.starts_with('.');
        let path: Vec<String> = field
            .trim_start_matches('.')
            .split('.')
            .map(str::to_string)
            .collect();
        let at = self.fields.len();
        match path.last().map(String::as_str) {
            None | Some("") => return Err("a field needs a name".to_string()),
            Some("*") => self.any_key.push(at),
            Some(key) => self.by_key.entry(key.to_string()).or_default().push(at),
        }
        let (group, kind) = (group.to_string(), kind.to_string());
        self.fields.push(FieldRule {
            group,
            kind,
            rooted,
            path,
            meaning,
        });
        Ok(())
    }

    /// Images whose tag a field is, as `registry/path,registry/path`.
    fn tags(&mut self, images: &str) -> Result<Meaning, String> {
        let mut names = Vec::new();
        for image in images.split(',') {
            let named = Reference::parse(image);
            let whole = named.map_err(|error| format!("{image}: {error}"))?;
            if whole.domain().is_empty() || whole.as_str() != whole.name() {
                return Err(format!(
                    "{image}: an image with its registry, without a tag"
                ));
            }
            names.push(image.to_string());
        }
        let at = u16::try_from(self.tagged.len()).map_err(|_| "too many rules".to_string())?;
        self.tagged.push(names);
        Ok(Meaning::Tags(at))
    }

    /// The images of a [`Meaning::Tags`].
    pub(crate) fn tagged(&self, at: u16) -> &[String] {
        self.tagged.get(usize::from(at)).map_or(&[], Vec::as_slice)
    }

    fn word(&mut self, meaning: &str, words: &[&str]) -> Result<(), String> {
        let meaning = word_named(meaning).ok_or(format!("no kind of word named {meaning}"))?;
        for word in words {
            self.words
                .entry((*word).to_string())
                .or_default()
                .push(meaning);
        }
        Ok(())
    }

    fn host(&mut self, host: &str) {
        if let Some(end) = host.strip_prefix('*') {
            self.host_ends.push(end.to_string());
        } else if let Some(start) = host.strip_suffix('*') {
            self.host_starts.push(start.to_string());
        } else {
            self.hosts.insert(host.to_string());
        }
    }

    /// The field rules whose last key is this one, for [`Rules::meaning`].
    pub(crate) fn rules_for(&self, key: &str) -> Vec<usize> {
        let mut rules = self.by_key.get(key).cloned().unwrap_or_default();
        rules.extend_from_slice(&self.any_key);
        rules.sort_unstable();
        rules
    }

    /// What the last of the rules says that holds for this object and these keys.
    pub(crate) fn meaning(
        &self,
        rules: &[usize],
        group: &str,
        kind: &str,
        path: &[Step<'_>],
        key: &str,
    ) -> Option<Meaning> {
        let holds = |rule: &&FieldRule| {
            matches_word(&rule.group, group)
                && matches_word(&rule.kind, kind)
                && rule.matches_end(path, key)
        };
        rules
            .iter()
            .rev()
            .filter_map(|at| self.fields.get(*at))
            .find(holds)
            .map(|rule| rule.meaning)
    }

    /// Do any of these rules say more than where containers are, or where nothing is?
    pub(crate) fn holds_more_than_containers(&self, rules: &[usize]) -> bool {
        rules
            .iter()
            .filter_map(|at| self.fields.get(*at))
            .any(|rule| {
                !matches!(
                    rule.meaning,
                    Meaning::Skip
                        | Meaning::Documentation
                        | Meaning::Container
                        | Meaning::InitContainer
                        | Meaning::Volumes
                        | Meaning::Opaque
                )
            })
    }

    pub(crate) fn tells(&self, word: &str, what: Word) -> bool {
        self.words.get(word).is_some_and(|all| all.contains(&what))
    }

    /// Is this a registry's host, whatever stands around it?
    pub(crate) fn is_known_host(&self, host: &str) -> bool {
        let name = host.split(':').next().unwrap_or_default();
        self.hosts.contains(name)
            || self
                .host_ends
                .iter()
                .any(|end| name.ends_with(end.as_str()))
            || (name.contains('.')
                && self
                    .host_starts
                    .iter()
                    .any(|start| name.starts_with(start.as_str())))
    }

    /// Do the containers of such an object run as they are written, with nobody between?
    pub(crate) fn runs_as_written(&self, group: &str, kind: &str) -> bool {
        self.as_written
            .iter()
            .any(|(in_group, of_kind)| in_group == group && of_kind == kind)
    }

    pub(crate) fn is_leftover(&self, value: &str) -> bool {
        // The words are short, and a reference is not.
        value.len() <= self.longest_leftover
            && self.leftovers.contains(value.to_ascii_lowercase().as_str())
    }

    /// Is this a registry, or in one that knows owners an owner, and no image in it?
    pub(crate) fn is_registry_or_owner(&self, name: &str) -> bool {
        match name.split_once('/') {
            None => name.contains('.') && self.is_known_host(name),
            Some((host, path)) => !path.contains('/') && self.owned.contains(host),
        }
    }

    /// Does this program pull what follows its word `pull`?
    pub(crate) fn pulls(&self, program: &str) -> bool {
        self.pulls.contains(program)
    }

    /// Is such a program named anywhere in a text?
    pub(crate) fn names_puller(&self, text: &str) -> bool {
        self.pulls
            .iter()
            .any(|program| text.contains(program.as_str()))
    }

    /// Is a file of this name for people?
    pub(crate) fn is_documentation(&self, file: &str) -> bool {
        file.rsplit_once('.')
            .is_some_and(|(_, end)| self.documents.contains(end))
    }

    pub(crate) fn is_file(&self, value: &str) -> bool {
        value
            .rsplit_once('.')
            .is_some_and(|(_, end)| self.files.contains(end))
    }
}

fn extend(set: &mut HashSet<String>, words: &[&str]) -> Result<(), String> {
    set.extend(words.iter().map(|word| (*word).to_string()));
    Ok(())
}

fn matches_word(rule: &str, word: &str) -> bool {
    rule == "*" || rule == word
}

fn meaning_named(name: &str) -> Option<Meaning> {
    Some(match name {
        "skip" => Meaning::Skip,
        "image" => Meaning::Image,
        "container" => Meaning::Container,
        "initcontainer" => Meaning::InitContainer,
        "arguments" => Meaning::Arguments,
        "variables" => Meaning::Variables,
        "volumes" => Meaning::Volumes,
        "annotations" => Meaning::Annotations,
        "texts" => Meaning::Texts,
        "base64" => Meaning::Base64,
        "documentation" => Meaning::Documentation,
        "opaque" => Meaning::Opaque,
        "reference" => Meaning::Reference,
        "parameters" => Meaning::Parameters,
        "pairs" => Meaning::Pairs,
        "tag" => Meaning::Tag,
        _ => return None,
    })
}

fn word_named(name: &str) -> Option<Word> {
    Some(match name {
        "image" => Word::Image,
        "whole" => Word::Whole,
        "registry" => Word::Registry,
        "repository" => Word::Repository,
        "name" => Word::Name,
        "tag" => Word::Tag,
        "version" => Word::Version,
        "digest" => Word::Digest,
        "container" => Word::Container,
        "bare" => Word::Bare,
        "other" => Word::Other,
        "artifact" => Word::Artifact,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_understood() {
        let mut rules = Rules::empty();
        assert_eq!(rules.add_table(BUILT_IN), Ok(()));
    }

    #[test]
    fn a_rule_of_a_user_wins() {
        let mut rules = Rules::built_in();
        rules
            .add_field("example.com", "Pool", "spec.machine", "image")
            .unwrap();
        let all = rules.rules_for("machine");
        let meaning = rules.meaning(&all, "example.com", "Pool", &[Step::Key("spec")], "machine");
        assert_eq!(meaning, Some(Meaning::Image));
        for wrong in ["picture", "tags:", "tags:app", "tags:quay.io/a/b:1"] {
            assert!(rules.add_field("*", "*", "x", wrong).is_err(), "{wrong}");
        }
    }
}

//! `.helmignore`: which files of a chart's folder are not part of the chart.
//!
//! Helm's rules, not Git's: no `**`, a negated rule ignores whatever it does not match, and the
//! first rule that decides wins.

use super::path_match::{BAD_PATTERN, path_match};

/// The rules of one chart, in their order.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    pattern: Pattern,
    negated: bool,
    directory: bool,
    place: Place,
}

/// A pattern, in the cheapest form that tells what it matches: every file is held against all.
#[derive(Debug)]
enum Pattern {
    /// Nothing special in it.
    Literal(String),
    /// One star at the start, then nothing special.
    Ending(String),
    /// What must come first before it is worth a closer look.
    Any { start: String, whole: String },
}

/// What a pattern is held against.
#[derive(Debug)]
enum Place {
    Path,
    BaseName,
}

impl Rules {
    /// The rules of a `.helmignore` file, followed by Helm's own.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut rules = Self::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            rules.add(line)?;
        }
        Ok(rules)
    }

    /// Adds the rule that every chart has: dotfiles in `templates/` do not belong to it.
    pub(super) fn with_defaults(mut self) -> Self {
        self.rules.push(Rule {
            pattern: Pattern::of("templates/.?*"),
            negated: false,
            directory: false,
            place: Place::Path,
        });
        self
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.contains("**") {
            return Err("double-star (**) syntax is not supported".to_owned());
        }
        path_match(line, "abc").map_err(|_| BAD_PATTERN.to_owned())?;
        self.rules.push(Rule::of(line));
        Ok(())
    }

    /// Whether the file or folder at this path, relative to the chart, is left out.
    pub(super) fn ignores(&self, path: &str, is_dir: bool) -> bool {
        if path.is_empty() || path == "." || path == "./" {
            return false;
        }
        let base_name = path.rsplit('/').next().unwrap_or(path);
        let decides = |rule: &Rule| {
            let held = match rule.place {
                Place::Path => path,
                Place::BaseName => base_name,
            };
            let matches = (is_dir || !rule.directory) && rule.pattern.matches(held);
            matches != rule.negated
        };
        self.rules.iter().any(decides)
    }
}

impl Rule {
    fn of(line: &str) -> Self {
        let (negated, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (directory, line) = match line.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let (place, pattern) = match line.strip_prefix('/') {
            Some(rest) => (Place::Path, rest),
            None if line.contains('/') => (Place::Path, line),
            None => (Place::BaseName, line),
        };
        Self {
            pattern: Pattern::of(pattern),
            negated,
            directory,
            place,
        }
    }
}

impl Pattern {
    fn of(pattern: &str) -> Self {
        let plain = |text: &str| !text.contains(SPECIAL);
        if plain(pattern) {
            return Self::Literal(pattern.to_owned());
        }
        if let Some(ending) = pattern.strip_prefix('*').filter(|rest| plain(rest)) {
            return Self::Ending(ending.to_owned());
        }
        let start = pattern.split(SPECIAL).next().unwrap_or_default();
        Self::Any {
            start: start.to_owned(),
            whole: pattern.to_owned(),
        }
    }

    fn matches(&self, name: &str) -> bool {
        match self {
            Self::Literal(literal) => name == literal,
            Self::Ending(ending) => name
                .strip_suffix(ending.as_str())
                .is_some_and(|star| !star.contains('/')),
            Self::Any { start, whole } => {
                name.starts_with(start.as_str()) && path_match(whole, name).unwrap_or(false)
            }
        }
    }
}

/// What stands for something other than itself in a pattern.
const SPECIAL: [char; 4] = ['*', '?', '[', '\\'];

#[cfg(test)]
mod tests {
    use super::Rules;

    fn ignores(rule: &str, path: &str, is_dir: bool) -> bool {
        Rules::parse(rule).unwrap().ignores(path, is_dir)
    }

    #[test]
    fn rules_are_helms() {
        assert!(ignores("*.txt", "a/b.txt", false));
        assert!(ignores("cargo/", "cargo", true));
        assert!(!ignores("cargo/", "cargo", false));
        assert!(ignores("/a.txt", "a.txt", false));
        assert!(!ignores("/a.txt", "b/a.txt", false));
        assert!(ignores("cargo/*.txt", "cargo/a.txt", false));
        assert!(!ignores("!a.txt", "a.txt", false));
        assert!(ignores("!a.txt", "b.txt", false));
        assert!(Rules::parse("a/**").is_err());
        assert!(Rules::parse("a[").is_err());
    }
}

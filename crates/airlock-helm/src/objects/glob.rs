//! The patterns of `.Files.Glob`: `*`, `**`, `?`, classes and alternatives, with `/` between names.
//!
//! The language of the Go library that Helm uses; where that library's shortcuts disagree with its
//! own description, the description wins. Matching takes time linear in the pattern times the name.

/// A compiled pattern: a small automaton over characters.
#[derive(Debug)]
pub(super) struct Glob {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Char(char),
    /// One of these, or, negated, any but these.
    Class(Vec<(char, char)>, bool),
    /// Any one character but `/`.
    Single,
    /// Any characters but `/`.
    Any,
    /// Any characters.
    Super,
    /// Go on at each of these.
    Fork(Vec<usize>),
    /// Go on there.
    Jump(usize),
}

impl Glob {
    /// Compiles a pattern; none where it is malformed.
    pub(super) fn compile(pattern: &str) -> Option<Self> {
        let mut compiler = Compiler {
            rest: pattern.chars().collect(),
            at: 0,
            steps: Vec::new(),
            open: Vec::new(),
        };
        compiler.run()?;
        Some(Self {
            steps: compiler.steps,
        })
    }

    /// The pattern that Helm falls back to: everything.
    pub(super) fn everything() -> Self {
        Self {
            steps: vec![Step::Super],
        }
    }

    /// Whether the whole name matches.
    pub(super) fn matches(&self, name: &str) -> bool {
        let mut now = States::new(self.steps.len());
        self.enter(0, &mut now);
        for c in name.chars() {
            let mut next = States::new(self.steps.len());
            for state in &now.list {
                self.step(*state, c, &mut next);
            }
            now = next;
        }
        now.list.contains(&self.steps.len())
    }

    /// Adds a state and all that are reached without a character.
    fn enter(&self, state: usize, states: &mut States) {
        let mut pending = vec![state];
        while let Some(state) = pending.pop() {
            if !states.add(state) {
                continue;
            }
            match self.steps.get(state) {
                Some(Step::Any | Step::Super) => pending.push(state + 1),
                Some(Step::Fork(targets)) => pending.extend(targets),
                Some(Step::Jump(target)) => pending.push(*target),
                _ => {}
            }
        }
    }

    fn step(&self, state: usize, c: char, next: &mut States) {
        match self.steps.get(state) {
            Some(Step::Char(expected)) if *expected == c => self.enter(state + 1, next),
            Some(Step::Single) if c != '/' => self.enter(state + 1, next),
            Some(Step::Class(ranges, negated)) => {
                let is_in = ranges.iter().any(|(low, high)| *low <= c && c <= *high);
                if is_in != *negated {
                    self.enter(state + 1, next);
                }
            }
            Some(Step::Any) if c != '/' => self.enter(state, next),
            Some(Step::Super) => self.enter(state, next),
            _ => {}
        }
    }
}

/// A set of states, walked in the order of arrival.
struct States {
    list: Vec<usize>,
    present: Vec<bool>,
}

impl States {
    fn new(steps: usize) -> Self {
        Self {
            list: Vec::new(),
            present: vec![false; steps + 1],
        }
    }

    /// Whether the state is new.
    fn add(&mut self, state: usize) -> bool {
        match self.present.get_mut(state) {
            Some(present) if !*present => {
                *present = true;
                self.list.push(state);
                true
            }
            _ => false,
        }
    }
}

struct Compiler {
    rest: Vec<char>,
    at: usize,
    steps: Vec<Step>,
    open: Vec<Alternatives>,
}

/// An alternation that is being read.
struct Alternatives {
    fork: usize,
    ends: Vec<usize>,
}

impl Compiler {
    fn next_char(&mut self) -> Option<char> {
        let c = self.rest.get(self.at).copied();
        self.at += 1;
        c
    }

    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn run(&mut self) -> Option<()> {
        while let Some(c) = self.next_char() {
            match c {
                '*' if self.peek() == Some('*') => {
                    self.at += 1;
                    self.steps.push(Step::Super);
                }
                '*' => self.steps.push(Step::Any),
                '?' => self.steps.push(Step::Single),
                '[' => self.class()?,
                '{' => self.begin(),
                ',' if !self.open.is_empty() => self.alternative()?,
                '}' if !self.open.is_empty() => self.end()?,
                '\\' => {
                    if let Some(c) = self.next_char() {
                        self.steps.push(Step::Char(c));
                    }
                }
                c => self.steps.push(Step::Char(c)),
            }
        }
        Some(())
    }

    fn begin(&mut self) {
        let fork = self.steps.len();
        self.steps.push(Step::Fork(vec![fork + 1]));
        self.open.push(Alternatives {
            fork,
            ends: Vec::new(),
        });
    }

    /// Ends one alternative and begins the next.
    fn alternative(&mut self) -> Option<()> {
        let end = self.steps.len();
        let open = self.open.last_mut()?;
        open.ends.push(end);
        let fork = open.fork;
        self.steps.push(Step::Jump(end));
        if let Some(Step::Fork(targets)) = self.steps.get_mut(fork) {
            targets.push(end + 1);
        }
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let after = self.steps.len();
        for end in self.open.pop()?.ends {
            self.steps[end] = Step::Jump(after);
        }
        Some(())
    }

    /// A class behind its bracket: one range, or a list of characters.
    fn class(&mut self) -> Option<()> {
        let negated = self.peek() == Some('!');
        if negated {
            self.at += 1;
        }
        let first = self.next_char()?;
        if self.peek() == Some('-') {
            self.at += 1;
            let last = self.next_char()?;
            if last < first || self.next_char()? != ']' {
                return None;
            }
            self.steps.push(Step::Class(vec![(first, last)], negated));
            return Some(());
        }
        self.at -= 1;
        let mut list = Vec::new();
        loop {
            match self.next_char()? {
                ']' => break,
                '\\' => {
                    let c = self.next_char()?;
                    list.push((c, c));
                }
                c => list.push((c, c)),
            }
        }
        if list.is_empty() {
            return None;
        }
        self.steps.push(Step::Class(list, negated));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn patterns_match_as_their_description_says() {
        let cases: &[(&str, &str, bool)] = &[
            ("**", "a/b/c", true),
            ("*", "a/b", false),
            ("files/*", "files/a.txt", true),
            ("files/*", "files/a/b.txt", false),
            ("files/**", "files/a/b.txt", true),
            ("**.yaml", "a/b.yaml", true),
            ("**/*.yaml", "b.yaml", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("{a,b}/*.txt", "b/x.txt", true),
            ("{a,b{c,d}}x", "bdx", true),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[xyz]", "y", true),
            ("a\\*b", "a*b", true),
            ("", "", true),
            ("{,a}b", "b", true),
        ];
        for (pattern, name, expected) in cases {
            let glob = Glob::compile(pattern).unwrap();
            assert_eq!(glob.matches(name), *expected, "{pattern} {name}");
        }
        assert!(Glob::compile("[").is_none());
        assert!(Glob::compile("[z-a]").is_none());
    }
}

//! Command-line flags as Helm's parser (pflag) reads them, from a table.
//!
//! One table for each command feeds the parser, `--help` and the comparison with Helm's own list.
//! May not know any command.

use std::collections::BTreeMap;
use std::fmt;

/// One flag.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// The name, without dashes.
    pub name: &'static str,
    /// The one-letter name.
    pub short: Option<char>,
    /// What it takes.
    pub takes: Takes,
    /// What it does here.
    pub effect: Effect,
    /// One line for `--help`; empty where help leaves the flag out.
    pub help: &'static str,
}

impl Flag {
    /// A flag.
    pub const fn new(
        name: &'static str,
        short: Option<char>,
        takes: Takes,
        effect: Effect,
        help: &'static str,
    ) -> Flag {
        Flag {
            name,
            short,
            takes,
            effect,
            help,
        }
    }

    /// A flag that works and has no letter.
    pub const fn works(name: &'static str, takes: Takes, help: &'static str) -> Flag {
        Flag::new(name, None, takes, Effect::Works, help)
    }
}

/// What a flag takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing, or `=true` and `=false`.
    Bool,
    /// One value; the last one counts.
    Text,
    /// One value after `=`, or none, which means this one.
    TextOr(&'static str),
    /// A value each time.
    List,
    /// Values separated by commas, each time.
    Commas,
}

/// What a flag does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// What it does in Helm.
    Works,
    /// Nothing, as in `helm template`, where it changes no output.
    Nothing,
    /// It is refused; this is what to do instead.
    Refused(&'static str),
}

/// The flags and arguments of one command line.
#[derive(Debug, Default)]
pub struct Parsed {
    values: BTreeMap<&'static str, Vec<String>>,
    /// What is no flag.
    pub arguments: Vec<String>,
}

impl Parsed {
    /// The last value of a flag.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.last().map(String::as_str)
    }

    /// Every value of a flag.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.values.get(name).cloned().unwrap_or_default()
    }

    /// Whether a flag without value was given.
    pub fn is_set(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }
}

/// Why a command line is refused; in pflag's words where pflag has some.
#[derive(Debug, PartialEq, Eq)]
pub struct FlagError(pub String);

impl fmt::Display for FlagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FlagError {}

type Result<T> = std::result::Result<T, FlagError>;

fn error<T>(message: impl Into<String>) -> Result<T> {
    Err(FlagError(message.into()))
}

/// Reads a command line. Flags may stand before, between and after arguments; `--` ends them.
pub fn parse(table: &[Flag], arguments: &[String]) -> Result<Parsed> {
    let mut parsed = Parsed::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            parsed.arguments.extend(rest.by_ref().cloned());
        } else if let Some(long) = argument.strip_prefix("--") {
            read_long(table, long, &mut rest, &mut parsed)?;
        } else if argument.len() > 1 && argument.starts_with('-') {
            read_short(table, &argument[1..], &mut rest, &mut parsed)?;
        } else {
            parsed.arguments.push(argument.clone());
        }
    }
    Ok(parsed)
}

type Rest<'a> = std::slice::Iter<'a, String>;

fn read_long(table: &[Flag], text: &str, rest: &mut Rest<'_>, parsed: &mut Parsed) -> Result<()> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (text, None),
    };
    if name.is_empty() || name.starts_with('-') {
        return error(format!("bad flag syntax: --{text}"));
    }
    let Some(flag) = table.iter().find(|flag| flag.name == name) else {
        return error(format!("unknown flag: --{name}"));
    };
    let value = match (value, flag.takes.alone()) {
        (Some(value), _) => value,
        (None, Some(alone)) => alone,
        (None, None) => match rest.next() {
            Some(next) => next,
            None => return error(format!("flag needs an argument: --{name}")),
        },
    };
    store(flag, value, parsed)
}

/// A group of one-letter flags: the last of them may have a value, in the same word or the next.
fn read_short(table: &[Flag], group: &str, rest: &mut Rest<'_>, parsed: &mut Parsed) -> Result<()> {
    let mut letters = group;
    while let Some(letter) = letters.chars().next() {
        letters = &letters[letter.len_utf8()..];
        let Some(flag) = table.iter().find(|flag| flag.short == Some(letter)) else {
            return error(format!("unknown shorthand flag: '{letter}' in -{group}"));
        };
        if let Some(value) = letters.strip_prefix('=') {
            return store(flag, value, parsed);
        }
        if let Some(alone) = flag.takes.alone() {
            store(flag, alone, parsed)?;
            continue;
        }
        let value = match (letters, rest.as_slice().first()) {
            ("", Some(next)) => {
                rest.next();
                next.as_str()
            }
            ("", None) => return error(format!("flag needs an argument: '{letter}' in -{group}")),
            (word, _) => word,
        };
        return store(flag, value, parsed);
    }
    Ok(())
}

impl Takes {
    /// The value that the flag has when none is given.
    fn alone(self) -> Option<&'static str> {
        match self {
            Self::Bool => Some("true"),
            Self::TextOr(value) => Some(value),
            Self::Text | Self::List | Self::Commas => None,
        }
    }
}

fn store(flag: &Flag, value: &str, parsed: &mut Parsed) -> Result<()> {
    let value = match flag.takes {
        Takes::Bool => go_bool(flag, value)?.to_string(),
        _ => value.to_owned(),
    };
    if let Effect::Refused(remedy) = flag.effect
        && value != "false"
    {
        return error(format!("--{} is refused: {remedy}", flag.name));
    }
    let values = parsed.values.entry(flag.name).or_default();
    if flag.takes == Takes::Commas {
        values.extend(split_commas(flag, &value)?);
    } else {
        values.push(value);
    }
    Ok(())
}

fn go_bool(flag: &Flag, value: &str) -> Result<bool> {
    match value {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => invalid(
            flag,
            value,
            &format!("strconv.ParseBool: parsing \"{value}\": invalid syntax"),
        ),
    }
}

fn invalid<T>(flag: &Flag, value: &str, why: &str) -> Result<T> {
    let short = flag
        .short
        .map(|letter| format!("-{letter}, "))
        .unwrap_or_default();
    error(format!(
        "invalid argument \"{value}\" for \"{short}--{}\" flag: {why}",
        flag.name
    ))
}

/// One record of comma-separated values: `"` quotes a field, `""` inside stands for one.
fn split_commas(flag: &Flag, text: &str) -> Result<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => match quoted_field(quoted) {
                Some(found) => found,
                None => return invalid(flag, text, "extraneous or missing \" in quoted-field"),
            },
            None => match rest.split_once(',') {
                Some((field, after)) => (field.to_owned(), Some(after)),
                None => (rest.to_owned(), None),
            },
        };
        fields.push(field);
        match after {
            Some("") => {
                fields.push(String::new());
                break;
            }
            Some(after) => rest = after,
            None => break,
        }
    }
    Ok(fields)
}

/// What a quoted field holds, and what follows the comma after it.
fn quoted_field(quoted: &str) -> Option<(String, Option<&str>)> {
    let mut field = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(more) = after.strip_prefix('"') {
            field.push('"');
            rest = more;
        } else if after.is_empty() {
            return Some((field, None));
        } else {
            return Some((field, Some(after.strip_prefix(',')?)));
        }
    }
}

/// The lines of `--help` for the flags of a table.
pub fn help(table: &[Flag]) -> String {
    let mut out = String::new();
    for flag in table.iter().filter(|flag| !flag.help.is_empty()) {
        let short = flag
            .short
            .map_or("    ".to_owned(), |letter| format!("-{letter}, "));
        let value = match flag.takes {
            Takes::Bool => String::new(),
            Takes::Text => " string".to_owned(),
            Takes::TextOr(value) => format!(" string[=\"{value}\"]"),
            Takes::List => " stringArray".to_owned(),
            Takes::Commas => " strings".to_owned(),
        };
        let name = format!("  {short}--{}{value}", flag.name);
        out.push_str(&format!("{name:<46} {}{}\n", flag.help, note(flag.effect)));
    }
    out
}

fn note(effect: Effect) -> &'static str {
    match effect {
        Effect::Works => "",
        Effect::Nothing => " (changes no output)",
        Effect::Refused(_) => " (refused)",
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Flag, Parsed, Takes, parse};

    static TABLE: [Flag; 6] = [
        flag("bool", Some('b'), Takes::Bool, Effect::Works),
        flag("text", Some('t'), Takes::Text, Effect::Works),
        flag("maybe", None, Takes::TextOr("alone"), Effect::Works),
        flag("list", None, Takes::List, Effect::Works),
        flag("commas", Some('c'), Takes::Commas, Effect::Works),
        flag("refused", None, Takes::Bool, Effect::Refused("do without")),
    ];

    const fn flag(name: &'static str, short: Option<char>, takes: Takes, effect: Effect) -> Flag {
        Flag::new(name, short, takes, effect, "")
    }

    fn read(line: &str) -> Result<Parsed, String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        parse(&TABLE, &words).map_err(|e| e.0)
    }

    #[test]
    fn flags_stand_anywhere_and_take_values_in_every_form() {
        let parsed =
            read("a --bool b --text=x -t y --maybe c -c1,2 -c=\"3,\"\"4\",5 -- --d").unwrap();
        assert_eq!(parsed.arguments, ["a", "b", "c", "--d"]);
        assert_eq!(parsed.text("text"), Some("y"));
        assert_eq!(parsed.text("maybe"), Some("alone"));
        assert_eq!(parsed.list("commas"), ["1", "2", "3,\"4", "5"]);
        assert!(parsed.is_set("bool"));
        assert!(
            read("-btx --bool=F").is_ok_and(|p| !p.is_set("bool") && p.text("text") == Some("x"))
        );
    }

    #[test]
    fn errors_are_in_the_words_of_pflag() {
        assert_eq!(read("--none").unwrap_err(), "unknown flag: --none");
        assert_eq!(
            read("-bz").unwrap_err(),
            "unknown shorthand flag: 'z' in -bz"
        );
        assert_eq!(
            read("--text").unwrap_err(),
            "flag needs an argument: --text"
        );
        assert_eq!(
            read("-bt").unwrap_err(),
            "flag needs an argument: 't' in -bt"
        );
        assert_eq!(
            read("--bool=maybe").unwrap_err(),
            "invalid argument \"maybe\" for \"-b, --bool\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax"
        );
        assert_eq!(
            read("--refused").unwrap_err(),
            "--refused is refused: do without"
        );
        assert!(read("--refused=false").is_ok());
    }
}

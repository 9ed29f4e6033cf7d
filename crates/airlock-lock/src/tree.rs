//! TOML as a tree with positions: the one place that knows the TOML crate.
//!
//! Everything read by this crate becomes [`Node`]s first, so that an error found later still
//! knows its line. Nothing here knows what the keys mean.

use crate::error::Error;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where something stands in its file, in bytes from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// The value.
    pub data: Data,
}

/// What a value can be. Dates are text: nothing that is read here has a use for them.
#[derive(Debug, Clone)]
pub enum Data {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// A table, by key: where the key stands, and its value.
    Table(BTreeMap<String, (Span, Node)>),
}

/// Positions do not count: two nodes are equal when they say the same.
impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.data == other.data
    }
}

/// Positions do not count here either.
impl PartialEq for Data {
    fn eq(&self, other: &Data) -> bool {
        match (self, other) {
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Int(a), Data::Int(b)) => a == b,
            (Data::Float(a), Data::Float(b)) => a.to_bits() == b.to_bits(),
            (Data::Text(a), Data::Text(b)) => a == b,
            (Data::List(a), Data::List(b)) => a == b,
            (Data::Table(a), Data::Table(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|((k, (_, v)), (l, (_, w)))| k == l && v == w)
            }
            _ => false,
        }
    }
}

impl Data {
    /// What kind of value it is, for an error's sentence.
    pub fn kind(&self) -> &'static str {
        match self {
            Data::Bool(_) => "true or false",
            Data::Int(_) => "a whole number",
            Data::Float(_) => "a number",
            Data::Text(_) => "a string",
            Data::List(_) => "an array",
            Data::Table(_) => "a table",
        }
    }

    /// The value as JSON, which every YAML reader takes: keys sorted, no spaces.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write_json(self, &mut out);
        out
    }
}

/// The TOML reader refuses deep nesting, so this recursion is bounded by it.
fn write_json(data: &Data, out: &mut String) {
    match data {
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Int(value) => out.push_str(&value.to_string()),
        Data::Float(value) => out.push_str(&json_number(*value)),
        Data::Text(value) => out.push_str(&crate::json::quoted(value)),
        Data::List(items) => write_sequence(out, '[', ']', items, |item, out| {
            write_json(&item.data, out);
        }),
        Data::Table(entries) => write_sequence(out, '{', '}', entries, |(key, (_, value)), out| {
            out.push_str(&crate::json::quoted(key));
            out.push(':');
            write_json(&value.data, out);
        }),
    }
}

fn json_number(value: f64) -> String {
    match value.is_finite() {
        true => format!("{value:?}"),
        false => crate::json::quoted(&value.to_string()),
    }
}

fn write_sequence<T>(
    out: &mut String,
    open: char,
    close: char,
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

/// Reads `text` as TOML; `file` is its name, for errors.
pub(crate) fn parse(file: &str, text: &str) -> Result<Node, Error> {
    let table = DeTable::parse(text)
        .map_err(|error| merge_marker(file, text).unwrap_or_else(|| syntax(file, text, &error)))?;
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    let data = convert_table(file, text, table.get_ref())?;
    Ok(Node { span: whole, data })
}

fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Error {
    let range = error.span().unwrap_or_default();
    let span = Span {
        start: range.start,
        end: range.end,
    };
    let message = error.message().trim().replace('\n', ", ");
    if !message.contains("duplicate key") {
        return Error::new(file, text, span, message);
    }
    let key = text.get(range).unwrap_or("a key").trim_matches('"');
    Error::new(file, text, span, format!("`{key}` stands twice"))
        .with_remedy("a name stands once: rename or remove one of the two")
}

fn merge_marker(file: &str, text: &str) -> Option<Error> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let span = Span {
                start,
                end: start + line.trim_end().len(),
            };
            let error = Error::new(file, text, span, "a merge conflict was left unresolved");
            return Some(error.with_remedy("resolve it in versions.toml, then run `airlock lock`"));
        }
        start += line.len();
    }
    None
}

fn convert_table(file: &str, text: &str, table: &DeTable<'_>) -> Result<Data, Error> {
    let mut entries = BTreeMap::new();
    for (key, value) in table {
        let node = convert(file, text, value)?;
        entries.insert(key.get_ref().to_string(), (span_of(key), node));
    }
    Ok(Data::Table(entries))
}

fn convert(file: &str, text: &str, value: &Spanned<DeValue<'_>>) -> Result<Node, Error> {
    let span = span_of(value);
    let out_of_range = |what: &str| Error::new(file, text, span, format!("{what} out of range"));
    let data = match value.get_ref() {
        DeValue::String(value) => Data::Text(value.to_string()),
        DeValue::Boolean(value) => Data::Bool(*value),
        DeValue::Datetime(value) => Data::Text(value.to_string()),
        DeValue::Integer(value) => i64::from_str_radix(value.as_str(), value.radix())
            .map(Data::Int)
            .map_err(|_| out_of_range("a whole number"))?,
        DeValue::Float(value) => value
            .as_str()
            .parse()
            .map(Data::Float)
            .map_err(|_| out_of_range("a number"))?,
        DeValue::Array(items) => Data::List(
            items
                .iter()
                .map(|item| convert(file, text, item))
                .collect::<Result<_, _>>()?,
        ),
        DeValue::Table(table) => convert_table(file, text, table)?,
    };
    Ok(Node { span, data })
}

fn span_of<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span {
        start: range.start,
        end: range.end,
    }
}

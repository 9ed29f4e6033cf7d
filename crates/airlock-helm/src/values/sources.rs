//! Where a user's values come from: files and `--set` flags, in Helm's order.
//!
//! May not open anything by itself: files are read by the function that the caller gives.

use std::io;

use airlock_gotmpl::{Map, Value};

use super::coalesce::merge_maps;
use super::read::read_values;
use super::set::{Reader, set_into};
use super::tree::{Tree, merge_trees};
use crate::compat::Compat;
use crate::encoding::json::from_json;
use crate::error::{Error, Result};

/// The values that a user gives, as the flags of `helm template` name them. Files come first, then
/// JSON, plain, string, file and literal settings, whatever their order on the command line.
#[derive(Clone, Debug, Default)]
pub struct ValueSources {
    /// `-f`, `--values`: paths, `-` being standard input.
    pub files: Vec<String>,
    /// `--set-json`
    pub set_json: Vec<String>,
    /// `--set`
    pub set: Vec<String>,
    /// `--set-string`
    pub set_string: Vec<String>,
    /// `--set-file`
    pub set_file: Vec<String>,
    /// `--set-literal`
    pub set_literal: Vec<String>,
    /// Which Helm reads them.
    pub compat: Compat,
}

/// Reads a file that a flag names.
pub type ReadFile<'r> = &'r dyn Fn(&str) -> io::Result<Vec<u8>>;

/// The values that a user gives, read and merged. Can be shared by threads and renders.
#[derive(Clone, Debug, Default)]
pub struct UserValues(pub(crate) Tree);

impl UserValues {
    /// The values of one YAML text, as in a values file.
    pub fn from_yaml(text: &[u8]) -> Result<Self> {
        read_values(text, Compat::Helm4).map(Self).map_err(|e| {
            let place = e.place("values", text);
            Error::values(e.message).at(place)
        })
    }

    /// These values with others over them.
    pub fn overlaid_with(&self, over: &Self) -> Self {
        Self(merge_trees(self.0.clone(), over.0.clone()))
    }
}

impl ValueSources {
    /// Reads and merges everything.
    pub fn load(&self, read: ReadFile<'_>) -> Result<UserValues> {
        let mut values = Tree::default();
        for path in &self.files {
            values = merge_trees(values, self.read_file(path, read)?);
        }
        let mut values = values.map();
        for argument in &self.set_json {
            values = set_json(argument, values, self.compat)?;
        }
        let file = |path: &str| read_bytes(path, read).map_err(|e| e.to_string());
        let flags = [
            ("--set", &self.set, Reader::Typed),
            ("--set-string", &self.set_string, Reader::Text),
            ("--set-file", &self.set_file, Reader::File(&file)),
            ("--set-literal", &self.set_literal, Reader::Literal),
        ];
        for (flag, arguments, reader) in flags {
            for argument in arguments {
                set_into(argument, &values, &reader)
                    .map_err(|e| failed(flag, argument, &format!(" data: {e}")))?;
            }
        }
        Ok(UserValues(Tree::of_map(&values)))
    }

    /// One values file.
    fn read_file(&self, path: &str, read: ReadFile<'_>) -> Result<Tree> {
        let data = read_bytes(path, read)?;
        read_values(&data, self.compat).map_err(|e| {
            Error::values(format!("failed to parse {path}: {}", e.message)).at(e.place(path, &data))
        })
    }
}

/// The bytes of a file, and an error in Go's words.
fn read_bytes(path: &str, read: ReadFile<'_>) -> Result<Vec<u8>> {
    if let Some((scheme, _)) = path.split_once("://")
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'+')
    {
        return Err(Error::values(format!("{path} is not a local file"))
            .remedy("download it first: rendering never uses the network"));
    }
    read(path).map_err(|e| Error::values(format!("open {path}: {}", go_words(&e))))
}

/// An input/output error as Go prints it.
pub(crate) fn go_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ => error.to_string(),
    }
}

/// `--set-json`: a whole object, which Helm 3 does not know, or names with JSON values.
fn set_json(argument: &str, values: Map, compat: Compat) -> Result<Map> {
    let trimmed = argument.trim();
    if trimmed.starts_with('{') && !compat.is_helm3() {
        let table = match from_json(trimmed.as_bytes()) {
            Ok(Value::Map(table)) => table,
            _ => {
                return Err(failed(
                    "--set-json",
                    argument,
                    &format!(" data JSON: {argument}"),
                ));
            }
        };
        return Ok(merge_maps(&values, &table));
    }
    match set_into(argument, &values, &Reader::Json) {
        Ok(()) => Ok(values),
        Err(cause) => Err(failed("--set-json", argument, &format!(" data {argument}"))
            .remedy(format!("give each name a JSON value: {cause}"))),
    }
}

fn failed(flag: &str, argument: &str, what: &str) -> Error {
    Error::values(format!("failed parsing {flag}{what}"))
        .through(vec![format!("{flag} {argument}")])
}

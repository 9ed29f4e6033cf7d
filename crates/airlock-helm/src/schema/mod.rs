//! `values.schema.json`: whether a chart's values are what the chart says they must be.
//!
//! JSON Schema from draft 4 to 2020-12, in the words of the library that Helm uses. A validator of
//! our own, because errors are part of Helm's output, because patterns are Go's, and because a
//! hostile schema must end in an error within a bounded number of steps. Nothing is fetched: a
//! reference out of the chart is an error.

mod address;
mod check;
mod compile;
mod decimal;
mod doc;
mod draft;
mod equal;
mod failure;
mod formats;
mod json;
mod meta;
mod plain;
mod root;
mod rules;
mod seen;

use std::fmt;
use std::sync::OnceLock;

use airlock_gotmpl::{Map, Str, Value, number::quote};

use crate::dependencies::{Graph, NodeId as ChartId, ROOT};
use crate::error::{Error, Result};
use check::{Checked, check};
use compile::Set;
use doc::{Doc, NodeId};
use draft::Draft;
use root::Root;

/// What Helm calls a chart's schema.
const URL: &str = "file:///values.schema.json";

/// A chart's schema, compiled when it is first asked for.
pub(crate) struct SchemaFile {
    text: Str,
    compiled: OnceLock<Result<Set, String>>,
}

impl SchemaFile {
    /// The schema of these bytes.
    pub(crate) fn new(text: Str) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }

    /// The bytes.
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Why the values are not what the schema asks for, in Helm's words.
    fn check(&self, values: &Map) -> Result<(), String> {
        let compiled = self.compiled.get_or_init(|| {
            let doc = json::parse(&self.text)?;
            Set::of_document(URL, doc)
        });
        let set = compiled.as_ref().map_err(String::clone)?;
        let values = Doc::of_values(values);
        match check(set, &values, doc::TOP, None) {
            Checked::Valid => Ok(()),
            Checked::Invalid(causes) => {
                let text = failure::print_all(&causes);
                Err(format!("{}\n", text.trim_start_matches('\n')))
            }
            Checked::Refused(why) => Err(why),
        }
    }
}

impl fmt::Debug for SchemaFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SchemaFile")
    }
}

/// Checks the values of a chart and of all below it against their schemas.
pub(crate) fn check_values(graph: &Graph, values: &Map) -> Result<()> {
    let mut report = String::new();
    check_chart(graph, ROOT, values, &mut report);
    if report.is_empty() {
        return Ok(());
    }
    Err(Error::values(format!(
        "values don't meet the specifications of the schema(s) in the following chart(s):\n{report}"
    ))
    .remedy("correct the values, or pass --skip-schema-validation"))
}

fn check_chart(graph: &Graph, id: ChartId, values: &Map, report: &mut String) {
    let node = graph.node(id);
    if let Some(schema) = &node.chart.0.schema
        && let Err(error) = schema.check(values)
    {
        report.push_str(&format!("{}:\n{error}", graph.name(id)));
    }
    for child in &node.dependencies {
        let name = graph.name(*child);
        match values.get(name.as_bytes()) {
            None | Some(Value::Nil) => {}
            Some(Value::Map(own)) => {
                crate::stack::deep(|| check_chart(graph, *child, &own, report));
            }
            Some(other) => report.push_str(&format!(
                "{name}:\ninvalid type for values: expected object (map), got {}\n",
                other.type_name()
            )),
        }
    }
}

/// The compiled schema of a draft's schemas.
fn draft_set(draft: Draft) -> Result<&'static Set, String> {
    static SETS: [OnceLock<Result<Set, String>>; 5] = [const { OnceLock::new() }; 5];
    let set = SETS[draft as usize].get_or_init(|| Set::of_draft(draft));
    set.as_ref().map_err(String::clone)
}

/// Checks a schema against the schema of its draft.
fn check_document(root: &Root, node: NodeId) -> Result<(), String> {
    if draft::json_schema_org(&root.url).is_some() {
        return Ok(());
    }
    let draft = root.draft_of(node);
    if plain::is_plain(&root.doc, node, draft) {
        return Ok(());
    }
    check_by_draft(root, node, draft)
}

/// Checks a schema by running the schema of its draft.
fn check_by_draft(root: &Root, node: NodeId, draft: Draft) -> Result<(), String> {
    match check(draft_set(draft)?, &root.doc, node, Some(root)) {
        Checked::Valid => Ok(()),
        Checked::Refused(why) => Err(why),
        Checked::Invalid(causes) => Err(format!(
            "{} is not valid against metaschema: jsonschema validation failed with {}{}",
            quote(root.location(node).as_bytes()),
            failure::quoted(format!("{}#", draft.url()).as_bytes()),
            failure::print_all(&causes)
        )),
    }
}

#[cfg(test)]
mod tests;

//! The JSON that Go makes of a document: sorted keys, Go's numbers, Go's escapes.

use std::fmt::Write as _;

use super::{Document, Kind, Node, effective};
use crate::number::push_json_float;

/// What is still to be written.
enum Task<'d> {
    Node(Node<'d>),
    Key { text: &'d str, first: bool },
    Text(&'static str),
}

pub(super) fn write(document: &Document<'_>) -> String {
    let mut out = String::new();
    let mut tasks = vec![Task::Node(document.root())];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Text(text) => out.push_str(text),
            Task::Key { text, first } => {
                out.push_str(if first { "" } else { "," });
                push_string(text, &mut out);
                out.push(':');
            }
            Task::Node(node) => push_node(node, &mut tasks, &mut out),
        }
    }
    out
}

fn push_node<'d>(node: Node<'d>, tasks: &mut Vec<Task<'d>>, out: &mut String) {
    match node.kind() {
        Kind::Null => out.push_str("null"),
        Kind::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Kind::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Kind::Uint(value) => {
            let _ = write!(out, "{value}");
        }
        Kind::Float(value) => push_json_float(value, out),
        Kind::Str(text) => push_string(text, out),
        Kind::Seq(seq) => {
            out.push('[');
            let from = tasks.len();
            for (i, item) in seq.enumerate() {
                if i > 0 {
                    tasks.push(Task::Text(","));
                }
                tasks.push(Task::Node(item));
            }
            tasks.push(Task::Text("]"));
            reverse(tasks, from);
        }
        Kind::Map(map) => {
            out.push('{');
            let from = tasks.len();
            for (i, (text, _, value)) in effective::entries(map).into_iter().enumerate() {
                tasks.push(Task::Key {
                    text,
                    first: i == 0,
                });
                tasks.push(Task::Node(value));
            }
            tasks.push(Task::Text("}"));
            reverse(tasks, from);
        }
    }
}

fn reverse(tasks: &mut [Task<'_>], from: usize) {
    if let Some(added) = tasks.get_mut(from..) {
        added.reverse();
    }
}

fn push_string(text: &str, out: &mut String) {
    out.push('"');
    push_escaped(text, out);
    out.push('"');
}

/// The inside of a string as encoding/json writes it.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1F}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

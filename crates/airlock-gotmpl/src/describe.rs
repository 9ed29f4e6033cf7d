//! Nodes of the syntax tree as Go prints them in messages, and where they stand.

use crate::number::quote;
use crate::stack::deep;
use crate::tree::{File, NONE, Node, Operand, Run};

/// The node that is being evaluated, for messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Site {
    #[default]
    Nothing,
    Node(u32),
    Pipe(u32),
    Command(u32),
    Operand(u32),
}

impl Site {
    /// The byte position that Go gives the node.
    pub(crate) fn position(self, file: &File) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Node(i) => file
                .nodes
                .get(i as usize)
                .map_or(0, |n| node_position(file, n)),
            Self::Pipe(i) => file.pipes.get(i as usize).map_or(0, |pipe| pipe.position),
            Self::Command(i) => file.commands.get(i as usize).map_or(0, |c| c.position),
            Self::Operand(i) => {
                let operand = file.operands.get(i as usize);
                operand.map_or(0, |operand| operand_position(file, operand))
            }
        }
    }
}

pub(crate) fn node_position(file: &File, node: &Node) -> u32 {
    match *node {
        Node::Text(span) => span.start,
        Node::Action { position, .. } | Node::Template { position, .. } => position,
        Node::If(i) | Node::With(i) | Node::Range(i) => file
            .branches
            .get(i as usize)
            .map_or(0, |branch| branch.position),
        Node::Break | Node::Continue => 0,
    }
}

pub(crate) fn operand_position(file: &File, operand: &Operand) -> u32 {
    match *operand {
        Operand::Dot { position }
        | Operand::Nil { position }
        | Operand::Bool { position, .. }
        | Operand::Field { position, .. }
        | Operand::Variable { position, .. }
        | Operand::Chain { position, .. } => position,
        Operand::Number { span, .. }
        | Operand::Text { span, .. }
        | Operand::Function { span, .. } => span.start,
        Operand::Pipe(i) => file.pipes.get(i as usize).map_or(0, |pipe| pipe.position),
    }
}

/// A node as Go prints it.
pub(crate) fn describe(file: &File, site: Site) -> String {
    let mut out = Vec::new();
    match site {
        Site::Nothing => {}
        Site::Node(i) => push_node(file, i, &mut out),
        Site::Pipe(i) => push_pipe(file, i, &mut out),
        Site::Command(i) => push_command(file, i, &mut out),
        Site::Operand(i) => push_operand(file, i, &mut out),
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Only actions and template calls are ever named by a message; a branch names its pipeline.
fn push_node(file: &File, index: u32, out: &mut Vec<u8>) {
    match file.nodes.get(index as usize) {
        Some(Node::Action { pipe, .. }) => {
            out.extend_from_slice(b"{{");
            push_pipe(file, *pipe, out);
            out.extend_from_slice(b"}}");
        }
        Some(Node::Template { name, pipe, .. }) => {
            let name = file.labels.get(*name as usize);
            out.extend_from_slice(b"{{template ");
            out.extend_from_slice(quote(name.map_or(&[], |name| name.as_bytes())).as_bytes());
            if *pipe != NONE {
                out.push(b' ');
                push_pipe(file, *pipe, out);
            }
            out.extend_from_slice(b"}}");
        }
        _ => {}
    }
}

fn push_pipe(file: &File, index: u32, out: &mut Vec<u8>) {
    let Some(pipe) = file.pipes.get(index as usize) else {
        return;
    };
    for (i, target) in pipe.targets.of(&file.targets).iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        push_variable(file, target.name, out);
    }
    if pipe.targets.len() > 0 {
        let sign: &[u8] = if pipe.assigns { b" = " } else { b" := " };
        out.extend_from_slice(sign);
    }
    for command in pipe.commands.start..pipe.commands.end {
        if command > pipe.commands.start {
            out.extend_from_slice(b" | ");
        }
        push_command(file, command, out);
    }
}

fn push_variable(file: &File, name: u32, out: &mut Vec<u8>) {
    if let Some(name) = file.variables.get(name as usize) {
        out.extend_from_slice(name);
    }
}

fn push_command(file: &File, index: u32, out: &mut Vec<u8>) {
    let Some(command) = file.commands.get(index as usize) else {
        return;
    };
    for operand in command.operands.start..command.operands.end {
        if operand > command.operands.start {
            out.push(b' ');
        }
        push_argument(file, operand, out);
    }
}

/// An operand, with the parentheses that a pipeline needs inside a command.
fn push_argument(file: &File, index: u32, out: &mut Vec<u8>) {
    if !matches!(file.operands.get(index as usize), Some(Operand::Pipe(_))) {
        return push_operand(file, index, out);
    }
    out.push(b'(');
    push_operand(file, index, out);
    out.push(b')');
}

fn push_operand(file: &File, index: u32, out: &mut Vec<u8>) {
    let Some(operand) = file.operands.get(index as usize) else {
        return;
    };
    match *operand {
        Operand::Dot { .. } => out.push(b'.'),
        Operand::Nil { .. } => out.extend_from_slice(b"nil"),
        Operand::Bool { value, .. } => out.extend_from_slice(value.to_string().as_bytes()),
        Operand::Number { span, .. }
        | Operand::Text { span, .. }
        | Operand::Function { span, .. } => out.extend_from_slice(file.text(span)),
        Operand::Field { names, .. } => push_names(file, names, out),
        Operand::Variable {
            variable, names, ..
        } => {
            push_variable(file, variable.name, out);
            push_names(file, names, out);
        }
        Operand::Pipe(pipe) => deep(|| push_pipe(file, pipe, out)),
        Operand::Chain { inner, names, .. } => {
            push_argument(file, inner, out);
            push_names(file, names, out);
        }
    }
}

fn push_names(file: &File, names: Run, out: &mut Vec<u8>) {
    for name in names.of(&file.names) {
        out.push(b'.');
        out.extend_from_slice(file.text(*name));
    }
}

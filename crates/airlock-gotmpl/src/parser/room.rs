//! Room to parse in, which one parse leaves to the next: its lists have grown already, and a tree is
//! taken out of them at its exact size.
//!
//! May not hand anything from one tree to another but empty lists.

use std::cell::Cell;

use super::scope::Scope;
use crate::str::Str;
use crate::tree::{Command, File, Node, Operand, Variable};

/// The lists of a longer text are not kept: a hostile one makes them many times its size.
const KEPT: usize = 1 << 18;
/// How many scopes are kept.
const SCOPES: usize = 8;

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// Lists in the making.
#[derive(Default)]
pub(super) struct Room {
    pub(super) file: File,
    // Items of lists that are not complete yet; each list takes its own off the end.
    pub(super) nodes: Vec<Node>,
    pub(super) commands: Vec<Command>,
    pub(super) operands: Vec<Operand>,
    pub(super) targets: Vec<Variable>,
    /// Scopes that nothing is in.
    pub(super) scopes: Vec<Scope>,
}

impl Room {
    /// The thread's room, for the file of this name.
    pub(super) fn enter(name: &str) -> Self {
        let mut room = ROOM.take();
        room.file.name = Str::from(name);
        room.file.variables.push(Str::from("$"));
        room
    }

    /// The tree that was made of this source with the functions of a table.
    pub(super) fn leave(mut self, source: Str, functions: u64) -> File {
        let made = &mut self.file;
        let file = File {
            name: std::mem::take(&mut made.name),
            source,
            functions,
            nodes: taken(&mut made.nodes),
            branches: taken(&mut made.branches),
            pipes: taken(&mut made.pipes),
            targets: taken(&mut made.targets),
            commands: taken(&mut made.commands),
            operands: taken(&mut made.operands),
            numbers: taken(&mut made.numbers),
            texts: taken(&mut made.texts),
            labels: taken(&mut made.labels),
            names: taken(&mut made.names),
            variables: taken(&mut made.variables),
            bodies: taken(&mut made.bodies),
        };
        self.scopes.truncate(SCOPES);
        if file.source.len() <= KEPT {
            ROOM.set(self);
        }
        file
    }
}

/// What is in a list, at its exact size.
fn taken<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut exact = Vec::with_capacity(list.len());
    exact.append(list);
    exact
}

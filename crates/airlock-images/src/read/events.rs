//! The full parser's events into a tree: anchors and aliases included, errors in its words.

use std::collections::HashMap;

use airlock_yaml::{EventKind, Parser, Scalar, Source};

use crate::tree::{Id, Kind, Mark, Storage, Style, Tree};

/// Why a document is none, and where.
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) mark: Option<Mark>,
}

impl From<airlock_yaml::Error> for Fault {
    fn from(error: airlock_yaml::Error) -> Self {
        let mark = error.mark().map(mark);
        Self {
            message: error.message().to_string(),
            mark,
        }
    }
}

/// All documents of the source in one tree, and where each begins.
pub(crate) fn read_events<'a>(
    source: &'a Source<'_>,
    storage: Storage,
) -> Result<(Tree<'a>, Vec<Id>), Fault> {
    let mut events = Events {
        parser: Parser::new(source),
        tree: Tree::new(source.text(), storage),
        base: source.text().as_ptr() as usize,
        open: Vec::new(),
        anchors: HashMap::new(),
        roots: Vec::new(),
    };
    events.run()?;
    Ok((events.tree, events.roots))
}

struct Events<'a> {
    parser: Parser<'a>,
    tree: Tree<'a>,
    base: usize,
    open: Vec<Id>,
    anchors: HashMap<&'a str, Id>,
    roots: Vec<Id>,
}

impl<'a> Events<'a> {
    fn run(&mut self) -> Result<(), Fault> {
        loop {
            let event = self.parser.next_event()?;
            let at = mark(event.mark);
            if event.decorated {
                self.anchor();
            }
            match event.kind {
                EventKind::StreamStart | EventKind::DocumentEnd => {}
                EventKind::StreamEnd => return Ok(()),
                EventKind::DocumentStart => {
                    self.anchors.clear();
                    self.roots.push(self.tree.len());
                }
                EventKind::Alias(name) => self.alias(name, at)?,
                EventKind::Scalar(scalar) => self.scalar(&scalar, at),
                EventKind::SequenceStart => self.open(Kind::Seq, at),
                EventKind::MappingStart => self.open(Kind::Map, at),
                EventKind::SequenceEnd | EventKind::MappingEnd => {
                    if let Some(id) = self.open.pop() {
                        self.tree.close(id);
                    }
                }
            }
        }
    }

    fn open(&mut self, kind: Kind, at: Mark) {
        let id = self.tree.open(kind, at);
        self.open.push(id);
    }

    fn anchor(&mut self) {
        if let Some(anchor) = self.parser.properties().anchor {
            self.anchors.insert(anchor, self.tree.len());
        }
    }

    fn alias(&mut self, name: &str, at: Mark) -> Result<(), Fault> {
        let Some(target) = self.anchors.get(name).copied() else {
            let message = format!("yaml: unknown anchor '{name}' referenced");
            return Err(Fault {
                message,
                mark: Some(at),
            });
        };
        if self.open.contains(&target) {
            let message = format!("yaml: anchor '{name}' value contains itself");
            return Err(Fault {
                message,
                mark: Some(at),
            });
        }
        self.tree.push_alias(self.tree.resolve(target), at);
        Ok(())
    }

    fn scalar(&mut self, scalar: &Scalar<'a>, at: Mark) {
        let style = match scalar.style() {
            airlock_yaml::Style::Plain => Style::Plain,
            airlock_yaml::Style::Literal => Style::Literal,
            _ => Style::Quoted,
        };
        if let Some(text) = scalar.borrowed() {
            if text.is_empty() && style == Style::Plain {
                self.tree.push_null(at);
                return;
            }
            let start = (text.as_ptr() as usize).wrapping_sub(self.base);
            self.tree.push_borrowed(style, start, text.len(), at);
            return;
        }
        let from = self.tree.owned().len();
        scalar.append_to(self.tree.owned());
        let id = self.tree.push_owned(style, from, at);
        if style == Style::Literal && self.tree.owned().len() > from {
            self.tree.set_indent(id, scalar.indent() as usize);
        }
    }
}

fn mark(mark: airlock_yaml::Mark) -> Mark {
    Mark {
        line: mark.line,
        column: mark.column,
    }
}

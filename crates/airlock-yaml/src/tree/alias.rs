//! Aliases as Go's decoder goes through them: it counts what it decodes, refuses documents that
//! are mostly aliases, and refuses anchors that contain themselves.

use super::{Document, Node, RawValue};
use crate::error::Error;

const SMALL: u64 = 400_000;
const LARGE: u64 = 4_000_000;

/// How much of a document may come out of aliases, after that many steps.
fn allowed_ratio(decoded: u64) -> f64 {
    match decoded {
        0..=SMALL => 0.99,
        LARGE.. => 0.10,
        _ => 0.99 - 0.89 * ((decoded - SMALL) as f64 / (LARGE - SMALL) as f64),
    }
}

struct Frame {
    next: u32,
    end: u32,
    /// The alias that this frame stands for.
    alias: Option<u32>,
}

/// Goes through the document, aliases unfolded, up to the node `fault` where the decoder stops by
/// itself; gives the depth.
pub(super) fn check(document: &Document<'_>, fault: Option<u32>) -> Result<usize, Error> {
    let mut walk = Walk {
        active: vec![false; document.nodes.len()],
        frames: vec![Frame {
            next: 0,
            end: 1,
            alias: None,
        }],
        decoded: 1,
        from_aliases: 0,
        open_aliases: 0,
        depth: 0,
    };
    while let Some(frame) = walk.frames.last_mut() {
        if frame.next >= frame.end {
            let done = frame.alias;
            walk.frames.pop();
            walk.leave(done);
            continue;
        }
        let index = frame.next;
        frame.next = document.after(index);
        if walk.open_aliases == 0 && fault.is_some_and(|fault| index >= fault) {
            break;
        }
        walk.visit(document, index)?;
    }
    Ok(walk.depth)
}

struct Walk {
    active: Vec<bool>,
    frames: Vec<Frame>,
    decoded: u64,
    from_aliases: u64,
    open_aliases: usize,
    depth: usize,
}

impl Walk {
    fn leave(&mut self, alias: Option<u32>) {
        let Some(alias) = alias else { return };
        self.open_aliases -= 1;
        if let Some(active) = self.active.get_mut(alias as usize) {
            *active = false;
        }
    }

    fn visit(&mut self, document: &Document<'_>, index: u32) -> Result<(), Error> {
        let node = document.node(index);
        if node.raw.value != RawValue::Merge {
            self.count(&node)?;
        }
        match node.raw.value {
            RawValue::Seq { end, .. } | RawValue::Map { end, .. } => {
                self.frames.push(Frame {
                    next: index + 1,
                    end,
                    alias: None,
                });
                self.depth = self.depth.max(self.frames.len() - 1 - self.open_aliases);
            }
            RawValue::Alias { target } => self.enter(&node, index, target)?,
            RawValue::KeyAlias { .. } => self.count_aliased(&node)?,
            _ => {}
        }
        Ok(())
    }

    fn enter(&mut self, node: &Node<'_>, index: u32, target: u32) -> Result<(), Error> {
        if let Some(active) = self.active.get_mut(index as usize) {
            if *active {
                let name = anchor_name(node);
                let text = format!("anchor '{name}' value contains itself");
                return Err(Error::yaml(Some(node.mark()), &text));
            }
            *active = true;
        }
        self.open_aliases += 1;
        self.frames.push(Frame {
            next: target,
            end: target + 1,
            alias: Some(index),
        });
        Ok(())
    }

    fn count_aliased(&mut self, node: &Node<'_>) -> Result<(), Error> {
        self.open_aliases += 1;
        let counted = self.count(node);
        self.open_aliases -= 1;
        counted
    }

    fn count(&mut self, node: &Node<'_>) -> Result<(), Error> {
        self.decoded += 1;
        self.from_aliases += u64::from(self.open_aliases > 0);
        let ratio = self.from_aliases as f64 / self.decoded as f64;
        if self.from_aliases > 100 && self.decoded > 1000 && ratio > allowed_ratio(self.decoded) {
            let text = "document contains excessive aliasing";
            return Err(Error::yaml(Some(node.mark()), text));
        }
        Ok(())
    }
}

/// The name after the `*` where an alias is written.
fn anchor_name<'d>(node: &Node<'d>) -> &'d str {
    let from = node.mark().offset as usize + 1;
    let rest = node.document.source.text.get(from..).unwrap_or_default();
    let end = rest
        .bytes()
        .take_while(|&b| crate::chars::class(b) & crate::chars::WORD != 0)
        .count();
    rest.get(..end).unwrap_or_default()
}

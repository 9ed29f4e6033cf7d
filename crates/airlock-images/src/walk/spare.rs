//! The vectors of a walk, to be used again: a stream has many thousand maps, and each is looked
//! at for a moment. It holds memory and nothing in it.

use crate::walk::scope::Named;
use crate::walk::tree_walk::Frame;

/// Empty vectors. Texts in texts need more than one of a kind at a time.
#[derive(Default)]
pub(super) struct Spare {
    frames: Vec<Vec<Frame<'static>>>,
    scopes: Vec<Vec<Named<'static>>>,
}

impl Spare {
    pub(super) fn frames<'x>(&mut self) -> Vec<Frame<'x>> {
        self.frames.pop().unwrap_or_default()
    }

    pub(super) fn put_frames(&mut self, mut frames: Vec<Frame<'_>>) {
        frames.clear();
        self.frames.push(emptied(frames));
    }

    pub(super) fn scope<'x>(&mut self) -> Vec<Named<'x>> {
        self.scopes.pop().unwrap_or_default()
    }

    pub(super) fn put_scope(&mut self, mut scope: Vec<Named<'_>>) {
        if scope.capacity() > 0 {
            scope.clear();
            self.scopes.push(emptied(scope));
        }
    }
}

/// The memory of an empty vector, for what may live at another time. Collecting nothing of what
/// has the same layout takes the memory along.
fn emptied<T, U>(vector: Vec<T>) -> Vec<U> {
    vector.into_iter().map_while(|_| None).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_kept() {
        let mut spare = Spare::default();
        let mut frames = spare.frames();
        frames.reserve(40);
        let memory = frames.as_ptr() as usize;
        spare.put_frames(frames);
        let again = spare.frames();
        assert_eq!(again.as_ptr() as usize, memory);
    }
}

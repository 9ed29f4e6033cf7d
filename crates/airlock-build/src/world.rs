//! The world that locked renders see: a clock that stands still and randomness from a seed.
//!
//! The seed is public, so nothing that comes of it is a secret; what it touched is marked.

use std::cell::Cell;

use airlock_gotmpl::World;

/// 2026-01-01 00:00:00 UTC.
const NOW: i64 = 1_767_225_600;

/// A world in which the same asking gives the same answers.
pub(crate) struct Seeded(Cell<u64>);

impl Seeded {
    /// A world of its own for each render, so that no render depends on the ones before it.
    pub(crate) fn new() -> Seeded {
        Seeded(Cell::new(0x0061_6972_6c6f_636b))
    }

    /// The next number of SplitMix64, whose outputs pass for random to any template.
    fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl World for Seeded {
    fn now(&self) -> (i64, u32) {
        (NOW, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(bytes.get(..chunk.len()).unwrap_or_default());
        }
    }
}

//! Numbers that look random and are the same for the same seed.

/// A xorshift generator.
pub(super) struct Chance(u64);

impl Chance {
    /// Starts from a seed and a number of the case, so that each case can be made by itself.
    pub(super) fn new(seed: u64, case: u64) -> Self {
        let mut mixed = seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self((mixed ^ (mixed >> 29)) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// A number below `end`; zero where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of several.
    pub(super) fn one<'o, T>(&mut self, of: &'o [T]) -> Option<&'o T> {
        of.get(self.below(of.len()))
    }

    /// A place in a text and one behind it, not far apart most of the time.
    pub(super) fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let reach = if self.below(4) == 0 { length } else { 24 };
        (start, (start + self.below(reach + 1)).min(length))
    }
}

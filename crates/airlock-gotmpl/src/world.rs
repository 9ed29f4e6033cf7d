//! What a template may ask of the world: the clock, randomness and names. Nothing here asks by
//! itself; the caller of a run gives an implementation.

/// The world outside a run. A run never reaches it in any other way.
pub trait World {
    /// Seconds since the Unix epoch, and nanoseconds within that second.
    fn now(&self) -> (i64, u32);
    /// Seconds east of UTC of the local zone, and its abbreviation, at the given Unix time.
    fn local_zone(&self, _unix: i64) -> (i32, String) {
        (0, "UTC".to_owned())
    }
    /// Fills the buffer with random bytes.
    fn random(&self, buffer: &mut [u8]);
    /// One address of a host; `None` where look-ups are switched off (as Helm has it by default).
    fn resolve_host(&self, _name: &str) -> Option<String> {
        None
    }
}

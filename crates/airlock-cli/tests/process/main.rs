//! `airlock gen` and `airlock vendor` as whole processes that are killed, run out of disk, or meet
//! each other: each file is whole, old or new, and the next run mends the set.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and it starts and kills processes of its own"
)]

#[path = "../../../airlock-build/tests/archive/mod.rs"]
mod archive;
mod full;
mod killed;
mod platform;
#[path = "../../../airlock-registry/tests/server/mod.rs"]
mod server;
mod spaces;

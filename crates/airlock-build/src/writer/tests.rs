//! The writer's promises, on a real folder, on a disk that fails or dies at any step, and on one
//! where case does not count.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod faults;
mod fold;
mod folder;
mod guard;
mod names;
mod scratch;

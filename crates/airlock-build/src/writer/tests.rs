//! The writer's promises, on a real folder, on a disk that fails or dies at any step, and on one
//! where case does not count.

mod faults;
mod fold;
mod folder;
mod names;
mod scratch;

//! .

pub mod functions;

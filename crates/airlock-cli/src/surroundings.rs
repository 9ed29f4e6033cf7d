//! What a command is given instead of taking it: streams, environment, clock and randomness.

use std::io::{Read, Write};

use airlock_gotmpl::{Functions, World};

/// Looks an environment variable up.
pub type Variable = fn(&str) -> Option<String>;

/// What a command may touch.
pub struct Surroundings<'s> {
    /// Where results go.
    pub stdout: &'s mut dyn Write,
    /// Where failures and warnings go.
    pub stderr: &'s mut dyn Write,
    /// Whether a person watches where failures go: a terminal.
    pub terminal: bool,
    /// What `-f -` reads.
    pub stdin: &'s mut dyn Read,
    /// The environment; Helm's `HELM_NAMESPACE` is read from it.
    pub variable: Variable,
    /// The clock and randomness that templates may ask for.
    pub world: &'s dyn World,
    /// The functions that templates have, where they are not Helm's.
    pub functions: Option<&'s Functions>,
}

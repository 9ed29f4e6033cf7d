//! The evaluator.

use crate::error::Error;
use crate::func::FuncError;
use crate::functions::Functions;
use crate::str::Str;
use crate::template::Namespace;
use crate::trace::Trace;
use crate::value::Value;
use crate::world::World;

/// What a map gives for a key that it does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MissingKey {
    /// No value at all (Go's `missingkey=default`).
    #[default]
    Default,
    /// The zero value of the map's elements (Go's `missingkey=zero`).
    Zero,
    /// An error.
    Error,
}

/// What one run may use up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nodes evaluated.
    pub steps: u64,
    /// Bytes that one output or one value may have.
    pub bytes: usize,
    /// Bytes that all values made by functions may have together.
    pub total_bytes: u64,
    /// Templates running inside each other by functions (`include`, `tpl`).
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 20_000_000,
            bytes: 128 << 20,
            total_bytes: 1 << 30,
            depth: 10_000,
        }
    }
}

/// How to run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What a missing key gives.
    pub missing_key: MissingKey,
    /// What the run may use up.
    pub limits: Limits,
    /// Whether to record where each piece of output came from.
    pub trace: bool,
}

/// A run: one namespace, one table of functions, one world.
pub struct Machine<'m> {
    world: &'m dyn World,
}

impl<'m> Machine<'m> {
    /// A machine that has not run anything yet.
    pub fn new(
        _namespace: &'m Namespace,
        _functions: &'m Functions,
        world: &'m dyn World,
        _options: Options,
    ) -> Self {
        Self { world }
    }

    /// Runs the named template and appends what it writes.
    pub fn execute(&mut self, _name: &str, _data: &Value, _out: &mut Vec<u8>) -> Result<(), Error> {
        Ok(())
    }

    /// The world outside.
    pub fn world(&self) -> &'m dyn World {
        self.world
    }

    /// Helm's `include`: what a named template writes.
    pub fn include(&mut self, _name: &Str, _data: &Value) -> Result<Str, FuncError> {
        Err(FuncError::new("not yet"))
    }

    /// Helm's `tpl`: what a text writes when it is parsed and run as a template.
    pub fn tpl(&mut self, _text: &Str, _data: &Value) -> Result<Str, FuncError> {
        Err(FuncError::new("not yet"))
    }

    /// Charges the run with bytes that a function is about to make; an error where that is more
    /// than the run may use. Call it before making something large.
    pub fn spend(&mut self, _bytes: usize) -> Result<(), FuncError> {
        Ok(())
    }

    /// Where the last output came from, and which of it is marked.
    pub fn trace(&mut self) -> Trace {
        Trace::default()
    }
}

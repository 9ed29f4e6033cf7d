//! The evaluator: its settings, its state, and what functions may ask of it. How templates are
//! walked, expressions evaluated and functions called is in the files below `machine/`.

mod call;
mod eval;
mod nested;
mod untaken;
mod walk;

use std::collections::HashMap;

use crate::again::Again;
use crate::describe::Site;
use crate::error::Error;
use crate::fault::{Eval, Fault};
use crate::func::FuncError;
use crate::functions::Functions;
use crate::slot::Slot;
use crate::str::Str;
use crate::template::{Namespace, Template};
use crate::trace::{Recorder, Trace};
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

/// What one machine may use up in all that it runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Nodes evaluated.
    pub steps: u64,
    /// Bytes that one output or one value may have.
    pub bytes: usize,
    /// Bytes that all values made by functions may have together.
    pub total_bytes: u64,
    /// Bytes that functions may look at in all their calls together; a function that takes long for
    /// each byte counts more.
    pub work: u64,
    /// What making keys and hashing passwords may take together, in thousandths of a second of an
    /// ordinary machine: an honest platform makes dozens of keys, each as slow as a whole chart.
    pub keys: u64,
    /// Templates running inside each other by functions (`include`, `tpl`).
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 5_000_000,
            bytes: 128 << 20,
            total_bytes: 1 << 30,
            work: 640 << 20,
            keys: 6_000,
            depth: 10_000,
        }
    }
}

impl Limits {
    /// So many times what these allow, for charts that are larger than any that is known. The depth
    /// stays, for Helm itself ends there.
    pub fn times(self, factor: u32) -> Self {
        let wide = u64::from(factor);
        let narrow = usize::try_from(factor).unwrap_or(usize::MAX);
        Self {
            steps: self.steps.saturating_mul(wide),
            bytes: self.bytes.saturating_mul(narrow),
            total_bytes: self.total_bytes.saturating_mul(wide),
            work: self.work.saturating_mul(wide),
            keys: self.keys.saturating_mul(wide),
            depth: self.depth,
        }
    }
}

/// What a machine has used up of its [`Limits`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Used {
    /// Nodes evaluated.
    pub steps: u64,
    /// Bytes of the values that functions made.
    pub bytes: u64,
    /// Bytes that functions looked at, or what takes as long.
    pub work: u64,
    /// What keys and passwords took, in thousandths of a second of an ordinary machine.
    pub keys: u64,
}

/// How to run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What a missing key gives.
    pub missing_key: MissingKey,
    /// What the machine may use up.
    pub limits: Limits,
    /// Whether to record where each piece of output came from.
    pub trace: bool,
}

/// How many buffers are kept, and how much room a new one has.
const KEPT_BUFFERS: usize = 16;
const FIRST_ROOM: usize = 1 << 10;

/// A variable while it is in scope. Names are those of the file that runs.
struct Variable {
    name: u32,
    slot: Slot,
}

/// An evaluator: one namespace, one table of functions, one world, and one sequence of runs.
pub struct Machine<'m> {
    namespace: Namespace,
    functions: &'m Functions,
    world: &'m dyn World,
    options: Options,
    // The run.
    site: Site,
    variables: Vec<Variable>,
    levels: Vec<walk::Level>,
    /// How many runs by functions the one at hand is inside of.
    depth: usize,
    /// The names of the templates that are being included, the innermost last.
    included: Vec<Str>,
    // Marks of randomness and time.
    /// Whether anything was ever marked.
    marks: bool,
    /// Whether a condition on something marked led to the node at hand.
    control_marked: bool,
    /// Whether the run of a function wrote something marked.
    wrote_marked: bool,
    recorder: Recorder,
    // What was used up.
    used: Used,
    // Kept to be used again.
    parsed: HashMap<Str, Template>,
    found: nested::Found,
    again: Again,
    buffers: Vec<Vec<u8>>,
    arguments: Vec<Vec<Value>>,
    slots: Vec<Vec<Slot>>,
}

impl<'m> Machine<'m> {
    /// A machine that has not run anything yet.
    pub fn new(
        namespace: &Namespace,
        functions: &'m Functions,
        world: &'m dyn World,
        options: Options,
    ) -> Self {
        Self {
            namespace: namespace.clone(),
            functions,
            world,
            options,
            site: Site::Nothing,
            variables: Vec::new(),
            levels: Vec::new(),
            depth: 0,
            included: Vec::new(),
            marks: false,
            control_marked: false,
            wrote_marked: false,
            recorder: Recorder::default(),
            used: Used::default(),
            parsed: HashMap::new(),
            found: nested::Found::default(),
            again: Again::default(),
            buffers: Vec::new(),
            arguments: Vec::new(),
            slots: Vec::new(),
        }
    }

    /// Runs the named template and appends what it writes. After an error the output may hold a
    /// part.
    pub fn execute(&mut self, name: &str, data: &Value, out: &mut Vec<u8>) -> Result<(), Error> {
        let Some(named) = self.namespace.get(name.as_bytes()).cloned() else {
            return Err(nested::no_template(name.as_bytes()));
        };
        self.recorder.begin(out.len());
        self.control_marked = false;
        self.wrote_marked = false;
        let result = self.run(named, Slot::new(data.clone()), out);
        if result.is_err() {
            self.included.clear();
            self.depth = 0;
        }
        result.map_err(|error| *error)
    }

    /// The world outside.
    pub fn world(&self) -> &'m dyn World {
        self.world
    }

    /// The settings.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The names of the templates that can be called now, without those of texts given to `tpl`.
    pub fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// Charges the run with bytes that a function is about to make; an error where that is more
    /// than the run may use. Call it before making something large.
    pub fn spend(&mut self, bytes: usize) -> Result<(), FuncError> {
        self.charge(bytes).map_err(|fault| refused(fault.message))
    }

    /// Charges the run with looking at so many bytes, or with work that takes as long; an error where
    /// that is more than the run may do. What a function is given is charged before it runs.
    pub fn work(&mut self, bytes: usize) -> Result<(), FuncError> {
        self.charge_work(bytes)
            .map_err(|fault| refused(fault.message))
    }

    /// Charges the run with making a key or hashing a password, which takes so many thousandths of
    /// a second; an error where all of them would take more than the run may.
    pub fn make_key(&mut self, thousandths: u64) -> Result<(), FuncError> {
        self.used.keys = self.used.keys.saturating_add(thousandths);
        if self.used.keys <= self.options.limits.keys {
            return Ok(());
        }
        Err(refused(format!(
            "the keys and hashed passwords take more than the limit of {} thousandths of a second",
            self.options.limits.keys
        )))
    }

    /// An empty buffer to write a text in. Whoever takes one gives it to [`Machine::finish`], so that
    /// the next text has its room.
    pub fn buffer(&mut self) -> Vec<u8> {
        let kept = self.buffers.pop();
        kept.unwrap_or_else(|| Vec::with_capacity(FIRST_ROOM))
    }

    /// The text in a buffer, which is kept for other texts.
    pub fn finish(&mut self, buffer: Vec<u8>) -> Str {
        let text = Str::new(&buffer);
        self.keep(buffer);
        text
    }

    /// Keeps a buffer for other texts.
    pub fn keep(&mut self, mut buffer: Vec<u8>) {
        if self.buffers.len() < KEPT_BUFFERS {
            buffer.clear();
            self.buffers.push(buffer);
        }
    }

    /// Remembers what a function made of nothing but a text, until the next such value. Only one
    /// function may use this.
    pub fn remember(&mut self, text: &Str, made: &Value) {
        self.again.keep(text, made);
    }

    /// A copy of what was remembered of this very text, where nobody changed it since.
    pub fn recall(&self, text: &Str) -> Option<Value> {
        self.again.copy(text)
    }

    /// What was used up so far.
    pub fn used(&self) -> Used {
        self.used
    }

    /// Where the output of the last execution came from, and which of it is marked.
    pub fn trace(&mut self) -> Trace {
        self.recorder.take()
    }

    fn charge(&mut self, bytes: usize) -> Eval<()> {
        let limits = &self.options.limits;
        self.used.bytes = self.used.bytes.saturating_add(bytes as u64);
        if bytes > limits.bytes {
            return Err(Fault::limit(format!(
                "a value of {bytes} bytes is larger than the limit of {}",
                limits.bytes
            )));
        }
        if self.used.bytes > limits.total_bytes {
            return Err(Fault::limit(format!(
                "the values made by functions are together larger than the limit of {} bytes",
                limits.total_bytes
            )));
        }
        Ok(())
    }

    fn charge_work(&mut self, bytes: usize) -> Eval<()> {
        self.used.work = self.used.work.saturating_add(bytes as u64);
        if self.used.work > self.options.limits.work {
            return Err(Fault::limit(format!(
                "the functions worked through more than the limit of {} bytes",
                self.options.limits.work
            )));
        }
        Ok(())
    }

    fn step(&mut self) -> Eval<()> {
        self.used.steps += 1;
        if self.used.steps > self.options.limits.steps {
            return Err(Fault::limit(format!(
                "the templates took more than the limit of {} steps",
                self.options.limits.steps
            )));
        }
        Ok(())
    }

    /// An output grew to this size.
    fn check_output(&self, bytes: usize) -> Eval<()> {
        if bytes <= self.options.limits.bytes {
            return Ok(());
        }
        Err(Fault::limit(format!(
            "the output is larger than the limit of {} bytes",
            self.options.limits.bytes
        )))
    }
}

/// What a function gives where a limit ends the run.
fn refused(message: impl Into<Str>) -> FuncError {
    FuncError {
        message: Str::default(),
        cause: Some(Box::new(Error::plain(message)).about_limit()),
    }
}

//! The syntax tree of one file: flat arenas that refer to each other by index and to the source by
//! byte range, so that a tree is compact, `Send + Sync` and dropped without recursion.

use crate::str::Str;

/// Stands for "none" where an index would stand.
pub(crate) const NONE: u32 = u32::MAX;

/// A byte range of the source.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Consecutive items of an arena.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Run {
    pub(crate) fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    pub(crate) fn of<T>(self, arena: &[T]) -> &[T] {
        arena
            .get(self.start as usize..self.end as usize)
            .unwrap_or(&[])
    }
}

/// What a list of a template consists of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Text(Span),
    Action {
        position: u32,
        pipe: u32,
    },
    If(u32),
    With(u32),
    Range(u32),
    /// `name` is an index of [`File::labels`], `pipe` may be [`NONE`].
    Template {
        position: u32,
        name: u32,
        pipe: u32,
    },
    Break,
    Continue,
}

/// `if`, `with` or `range`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Branch {
    pub(crate) position: u32,
    pub(crate) pipe: u32,
    pub(crate) body: Run,
    pub(crate) otherwise: Option<Run>,
}

/// A pipeline, with the variables that it declares or assigns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pipe {
    pub(crate) position: u32,
    pub(crate) assigns: bool,
    pub(crate) targets: Run,
    pub(crate) commands: Run,
}

/// A command of a pipeline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Command {
    pub(crate) position: u32,
    pub(crate) operands: Run,
}

/// A variable where it is declared, assigned or used: its name (an index of
/// [`File::variables`]) and the slot where it is found unless a declaration was skipped at run
/// time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub(crate) name: u32,
    pub(crate) slot: u32,
}

/// An operand of a command. `names` are runs of [`File::names`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operand {
    Dot {
        position: u32,
    },
    Nil {
        position: u32,
    },
    Bool {
        position: u32,
        value: bool,
    },
    Number {
        span: Span,
        index: u32,
    },
    Text {
        span: Span,
        index: u32,
    },
    Field {
        position: u32,
        names: Run,
    },
    Variable {
        position: u32,
        variable: Variable,
        names: Run,
    },
    Function {
        span: Span,
        index: u32,
    },
    Pipe(u32),
    Chain {
        position: u32,
        inner: u32,
        names: Run,
    },
}

/// A numeric constant under every type that can hold it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Number {
    pub(crate) int: Option<i64>,
    pub(crate) uint: Option<u64>,
    pub(crate) float: Option<f64>,
    /// Whether it is a float where no type is asked for.
    pub(crate) ideal_float: bool,
}

/// The body of a file or of one of its definitions.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) name: Str,
    pub(crate) root: Run,
    /// Whether there is nothing but space and comments.
    pub(crate) empty: bool,
}

/// One parsed file.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) name: Str,
    pub(crate) source: Str,
    /// The table of functions that the places in [`Operand::Function`] are of, by its id.
    pub(crate) functions: u64,
    pub(crate) nodes: Vec<Node>,
    pub(crate) branches: Vec<Branch>,
    pub(crate) pipes: Vec<Pipe>,
    pub(crate) targets: Vec<Variable>,
    pub(crate) commands: Vec<Command>,
    pub(crate) operands: Vec<Operand>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) texts: Vec<Str>,
    pub(crate) labels: Vec<Str>,
    pub(crate) names: Vec<Span>,
    pub(crate) variables: Vec<Str>,
    /// The file's own body is the last.
    pub(crate) bodies: Vec<Body>,
}

impl File {
    pub(crate) fn text(&self, span: Span) -> &[u8] {
        self.source
            .get(span.start as usize..span.end as usize)
            .unwrap_or(&[])
    }
}

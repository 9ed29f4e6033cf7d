//! The walk over a stream: cutting, reading, identifying each object, and going through it.
//! What a value means is judged in the files beside this one.

mod arguments;
mod feed;
mod judge;
mod level;
mod list;
mod object;
mod parameters;
mod scan;
mod schema;
mod scope;
mod share;
mod spare;
mod text;
mod tree_walk;

use std::sync::Arc;

use airlock_yaml::Source;

use crate::error::Error;
use crate::name::Names;
use crate::read::{Fault, Interest, Pool, Trees, Wanted, read_fast, read_full};
use crate::report::{Provenance, Report};
use crate::rules::Rules;
use crate::stream::{Piece, source_comment};
use crate::tree::Id;
use feed::{Feed, is_wide};
use spare::Spare;

/// What a walk is to do beside finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Helm's test pods count.
    pub tests: bool,
    /// A document that cannot be read is noted in the report and the walk goes on.
    pub keep_going: bool,
    /// The fast readers are used; without them the answer is the same and later.
    pub short_cuts: bool,
    /// How many threads may walk one stream; the answer is the same.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tests: false,
            keep_going: false,
            short_cuts: true,
            threads: 1,
        }
    }
}

/// Finds the images in any number of streams, which make one report.
pub struct Walker<'w> {
    rules: &'w Rules,
    options: Options,
    names: Names,
    pool: Pool,
    spare: Spare,
    /// A field that is being written out.
    written: String,
    report: Report,
    source: Arc<str>,
    provenance: Option<&'w Provenance<'w>>,
    /// Visits that aliases may still cause in this document.
    budget: u64,
}

impl<'w> Walker<'w> {
    /// A walker with nothing found.
    pub fn new(rules: &'w Rules, options: Options) -> Self {
        Self {
            rules,
            options,
            names: Names::new(),
            pool: Pool::default(),
            spare: Spare::default(),
            written: String::new(),
            report: Report::default(),
            source: Arc::from(""),
            provenance: None,
            budget: 0,
        }
    }

    /// Walks a stream that is in memory. `name` is what evidence and errors call it.
    pub fn stream(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.walk_stream(name, bytes, None)
    }

    /// The same, with a map from the stream's lines to the templates that made them.
    pub fn rendered(
        &mut self,
        name: &str,
        bytes: &[u8],
        provenance: &'w Provenance<'w>,
    ) -> Result<(), Error> {
        self.walk_stream(name, bytes, Some(provenance))
    }

    /// Walks a stream as it comes; holds no more than its largest document, or for each thread a
    /// few hundred kilobytes.
    pub fn reader(&mut self, name: &str, input: &mut dyn std::io::Read) -> Result<(), Error> {
        self.begin(name, None);
        let unreadable = |error: std::io::Error| Error::new(name, 0, 0, 0, &error.to_string());
        match Feed::of_reader(input).map_err(unreadable)? {
            Ok(mut feed) => self.share(&mut feed).map_err(unreadable)?,
            Err(wide) => self.walk_stream(name, &wide, None),
        }
    }

    /// What was found in all streams.
    pub fn finish(mut self) -> Report {
        self.report.sort();
        self.report
    }

    fn begin(&mut self, name: &str, provenance: Option<&'w Provenance<'w>>) {
        self.source = Arc::from(name);
        self.provenance = provenance;
    }

    fn walk_stream(
        &mut self,
        name: &str,
        bytes: &[u8],
        provenance: Option<&'w Provenance<'w>>,
    ) -> Result<(), Error> {
        self.begin(name, provenance);
        let decoded = is_wide(bytes).then(|| Source::new(bytes).text().as_bytes().to_vec());
        let mut feed = Feed::of_memory(decoded.as_deref().unwrap_or(bytes));
        let unreadable = |error: std::io::Error| Error::new(name, 0, 0, 0, &error.to_string());
        self.share(&mut feed).map_err(unreadable)?
    }

    /// One document, as a rule; with `keep_going` an unreadable one is noted.
    fn piece(&mut self, piece: Piece<'_>, number: usize) -> Result<(), Error> {
        let template: Option<Arc<str>> = source_comment(piece.bytes).map(Arc::from);
        let result = self.read(piece, number, template.clone());
        match result.map_err(|error| error.with_template(template.as_deref())) {
            Err(error) if self.options.keep_going => {
                self.report.missing.push(error);
                Ok(())
            }
            other => other,
        }
    }

    fn read(
        &mut self,
        piece: Piece<'_>,
        number: usize,
        template: Option<Arc<str>>,
    ) -> Result<(), Error> {
        let text = std::str::from_utf8(piece.bytes).ok();
        let template_of = template.as_ref();
        if text.is_some_and(|text| self.long_list(text, piece.line, number, template_of)) {
            return Ok(());
        }
        if let Some(trees) = text.and_then(|text| self.fast(text)) {
            return self.documents(trees, piece.line, number, template);
        }
        let source = Source::new(piece.bytes);
        let trees = read_full(&source, &mut self.pool)
            .map_err(|fault| self.refused(piece, number, &fault))?;
        self.documents(trees, piece.line, number, template)
    }

    /// What the fast readers make of a text. JSON is JSON in any case, as for Kubernetes.
    fn fast<'a>(&mut self, text: &'a str) -> Option<Trees<'a>> {
        let short_cuts = self.options.short_cuts;
        let (mut by_name, pool) = self.by_name();
        let wanted: Option<&mut dyn Wanted> = if short_cuts { Some(&mut by_name) } else { None };
        read_fast(text, wanted, pool)
    }

    /// What a reader that passes over what does not matter asks, and the memory that it uses.
    fn by_name(&mut self) -> (ByName<'_>, &mut Pool) {
        let (names, rules) = (&mut self.names, self.rules);
        (ByName { names, rules }, &mut self.pool)
    }

    /// How much aliases may repeat in a document of so many nodes.
    fn budget_for(&mut self, nodes: Id) {
        self.budget = 1_000_000 + 10 * u64::from(nodes);
    }

    fn documents(
        &mut self,
        trees: Trees<'_>,
        line: u32,
        number: usize,
        template: Option<Arc<str>>,
    ) -> Result<(), Error> {
        for root in &trees.roots {
            self.report.documents += 1;
            self.root(&trees, *root, line, number, template.clone())?;
        }
        self.pool.put(trees);
        Ok(())
    }

    fn refused(&self, piece: Piece<'_>, number: usize, fault: &Fault) -> Error {
        let (line, column) = match fault.mark {
            Some(mark) => (piece.line + mark.line + 1, mark.column + 1),
            None => (piece.line + 1, 0),
        };
        Error::new(
            &self.source,
            number,
            line,
            column,
            &without_line(&fault.message),
        )
    }
}

/// What the line reader keeps: the walk reacts to nothing else.
struct ByName<'n> {
    names: &'n mut Names,
    rules: &'n Rules,
}

impl Wanted for ByName<'_> {
    fn interest(&mut self, key: &str) -> Interest {
        self.names.interest(self.rules, key)
    }

    fn may_matter(&self, value: &str) -> bool {
        tree_walk::may_hold_image(value)
    }
}

/// The reader's own line counts from the document's beginning, which misleads in a stream.
fn without_line(message: &str) -> String {
    let rest = message
        .strip_prefix("yaml: line ")
        .and_then(|rest| rest.split_once(": "));
    match rest {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("yaml: {rest}")
        }
        _ => message.to_string(),
    }
}

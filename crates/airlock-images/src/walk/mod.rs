//! The walk over a stream: cutting, reading, identifying each object, and going through it.
//! What a value means is judged in the files beside this one.

mod arguments;
mod judge;
mod level;
mod object;
mod scan;
mod schema;
mod scope;
mod text;
mod tree_walk;

use std::sync::Arc;

use airlock_yaml::Source;

use crate::error::Error;
use crate::name::Names;
use crate::read::{Fault, Interest, Pool, Trees, Wanted, read_fast, read_full};
use crate::report::{Origin, Report};
use crate::rules::Rules;
use crate::stream::{Piece, count_lines, find_cut, has_content, skip_first_marker, source_comment};

/// Tells which template made a line of a stream, both counted from one.
pub type Provenance<'w> = dyn Fn(u32) -> Option<Origin> + 'w;

/// What a walk is to do beside finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Helm's test pods count.
    pub tests: bool,
    /// A document that cannot be read is noted in the report and the walk goes on.
    pub keep_going: bool,
    /// The fast readers are used; without them the answer is the same and later.
    pub short_cuts: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tests: false,
            keep_going: false,
            short_cuts: true,
        }
    }
}

/// Finds the images in any number of streams, which make one report.
pub struct Walker<'w> {
    rules: &'w Rules,
    options: Options,
    names: Names,
    pool: Pool,
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

    /// Walks a stream as it comes; holds no more than its largest document.
    pub fn reader(&mut self, name: &str, input: &mut dyn std::io::Read) -> Result<(), Error> {
        self.begin(name, None);
        let mut feed = Feed {
            input,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            line: 0,
            number: 0,
        };
        let unreadable = |error: std::io::Error| Error::new(name, 0, 0, 0, &error.to_string());
        feed.fill().map_err(unreadable)?;
        if feed.rest().starts_with(&[0xFF, 0xFE]) || feed.rest().starts_with(&[0xFE, 0xFF]) {
            while !feed.ended {
                feed.fill().map_err(unreadable)?;
            }
            return self.walk_stream(name, &feed.buffer, None);
        }
        feed.start = bom(feed.rest());
        feed.start += skip_first_marker(feed.rest());
        feed.line = count_lines(feed.buffer.get(..feed.start).unwrap_or_default());
        let mut looked = 0;
        loop {
            let Some(cut) = find_cut(feed.rest(), looked, feed.ended) else {
                if feed.ended {
                    break;
                }
                looked = feed.rest().len().saturating_sub(4);
                feed.fill().map_err(unreadable)?;
                continue;
            };
            looked = 0;
            self.fed_piece(&mut feed, cut.end)?;
            feed.advance(cut.next);
        }
        let end = feed.rest().len();
        self.fed_piece(&mut feed, end)
    }

    /// What was found in all streams.
    pub fn finish(mut self) -> Report {
        self.report.sort();
        self.report
    }

    fn fed_piece(&mut self, feed: &mut Feed<'_>, end: usize) -> Result<(), Error> {
        let bytes = feed.rest().get(..end).unwrap_or_default();
        let piece = Piece {
            bytes,
            line: feed.line,
        };
        let mut number = feed.number;
        let result = self.piece(piece, &mut number);
        feed.number = number;
        result
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
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let decoded = Source::new(bytes).text().as_bytes().to_vec();
            return self.pieces(&decoded);
        }
        self.pieces(bytes.get(bom(bytes)..).unwrap_or_default())
    }

    fn pieces(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut number = 0;
        let first = skip_first_marker(bytes);
        let mut line = count_lines(bytes.get(..first).unwrap_or_default());
        let mut rest = bytes.get(first..).unwrap_or_default();
        while let Some(cut) = find_cut(rest, 0, true) {
            let piece = Piece {
                bytes: rest.get(..cut.end).unwrap_or_default(),
                line,
            };
            self.piece(piece, &mut number)?;
            line = line.saturating_add(count_lines(rest.get(..cut.next).unwrap_or_default()));
            rest = rest.get(cut.next..).unwrap_or_default();
        }
        self.piece(Piece { bytes: rest, line }, &mut number)
    }

    /// One document, as a rule; with `keep_going` an unreadable one is noted.
    fn piece(&mut self, piece: Piece<'_>, number: &mut usize) -> Result<(), Error> {
        if !has_content(piece.bytes) {
            return Ok(());
        }
        *number += 1;
        let template: Option<Arc<str>> = source_comment(piece.bytes).map(Arc::from);
        let result = self.read(piece, *number, template.clone());
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
        let mut by_name = ByName {
            names: &mut self.names,
            rules: self.rules,
        };
        let wanted: Option<&mut dyn Wanted> = if self.options.short_cuts {
            Some(&mut by_name)
        } else {
            None
        };
        read_fast(text, wanted, &mut self.pool)
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

fn bom(bytes: &[u8]) -> usize {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        3
    } else {
        0
    }
}

/// A reader's bytes, as many as the document at hand needs.
struct Feed<'f> {
    input: &'f mut dyn std::io::Read,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: u32,
    number: usize,
}

const GULP: u64 = 256 * 1024;

impl Feed<'_> {
    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn fill(&mut self) -> std::io::Result<()> {
        use std::io::Read as _;
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let mut gulp = Box::new(&mut *self.input).take(GULP.max(self.buffer.len() as u64));
        let got = gulp.read_to_end(&mut self.buffer)?;
        self.ended = got == 0;
        Ok(())
    }

    fn advance(&mut self, by: usize) {
        let passed = self.rest().get(..by).unwrap_or_default();
        self.line = self.line.saturating_add(count_lines(passed));
        self.start += by;
    }
}

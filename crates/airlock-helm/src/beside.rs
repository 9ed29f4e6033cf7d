//! A second thread beside the one that renders: it parses templates while values are merged and
//! held against their schemas, and checks documents while later templates run.
//!
//! May not run templates: they see what the ones before wrote into their values. What it finds
//! wrong waits for its turn, so that errors come in the order in which one thread would find them.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{Builder, Scope};

use airlock_gotmpl::Functions;

use crate::chart::Chart;
use crate::compat::Compat;
use crate::dependencies::Graph;
use crate::error::Result;
use crate::rendered::{Document, RenderedFile};
use crate::sort::documents_of;

/// From how many bytes of templates on the thread pays.
const TEMPLATES_FROM: usize = 64 << 10;
/// How many bytes of documents are handed over at once: waking the thread costs as much as
/// checking many thousand.
const BATCH: usize = 48 << 10;

/// What both threads share.
pub(crate) struct Beside<'f> {
    functions: &'f Functions,
    compat: Compat,
    templates: OnceLock<Vec<Job>>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How many templates nobody has taken.
    templates: usize,
    files: VecDeque<Arc<RenderedFile>>,
    checked: Vec<Checked>,
    is_closed: bool,
}

/// A template by its full name: the chart that it is in, and its place there.
struct Job {
    name: String,
    chart: Chart,
    at: usize,
}

/// A file's documents, each with its head or what is wrong with it.
struct Checked {
    file: Arc<RenderedFile>,
    documents: Vec<Result<Document>>,
}

/// What to do next. Templates are lent: memory that changes threads makes them wait for one another.
enum Next<'b> {
    Template(&'b Job),
    File(Arc<RenderedFile>),
}

impl<'f> Beside<'f> {
    pub(crate) fn new(functions: &'f Functions, compat: Compat) -> Self {
        Self {
            functions,
            compat,
            templates: OnceLock::new(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// The documents of all files, in the order of the files' paths; the first failure in order.
    pub(crate) fn documents(self) -> Result<Vec<Document>> {
        let state = self.state.into_inner();
        let mut checked = state.unwrap_or_else(PoisonError::into_inner).checked;
        checked.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        checked
            .into_iter()
            .flat_map(|file| file.documents)
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the second thread does, until all is closed.
    fn work(&self) {
        while let Some(next) = self.next() {
            match next {
                Next::Template(job) => self.parse(job),
                Next::File(file) => self.check(file),
            }
        }
    }

    fn next(&self) -> Option<Next<'_>> {
        let mut state = self.state();
        loop {
            if let Some(left) = state.templates.checked_sub(1) {
                state.templates = left;
                return self.template(left);
            }
            if let Some(file) = state.files.pop_front() {
                return Some(Next::File(file));
            }
            if state.is_closed {
                return None;
            }
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn template(&self, at: usize) -> Option<Next<'_>> {
        self.templates.get()?.get(at).map(Next::Template)
    }

    /// What is parsed is kept with its file; what fails is found again by whoever needs it.
    fn parse(&self, job: &Job) {
        let file = &job.chart.0.templates[job.at];
        if !file.is_parsed_as(&job.name) {
            let _ = file.parse(&job.name, self.functions);
        }
    }

    fn check(&self, file: Arc<RenderedFile>) {
        let checked = Checked {
            documents: documents_of(&file, self.compat),
            file,
        };
        self.state().checked.push(checked);
    }
}

/// The rendering thread's side.
pub(crate) struct Hand<'s, 'e, 'f> {
    beside: &'e Beside<'f>,
    scope: &'s Scope<'s, 'e>,
    is_started: bool,
    files: Vec<Arc<RenderedFile>>,
    bytes: usize,
}

impl<'s, 'e, 'f> Hand<'s, 'e, 'f> {
    pub(crate) fn new(beside: &'e Beside<'f>, scope: &'s Scope<'s, 'e>) -> Self {
        Self {
            beside,
            scope,
            is_started: false,
            files: Vec::new(),
            bytes: 0,
        }
    }

    /// Lets a release's templates be parsed, the ones that run last first: the rendering thread
    /// comes from the other end.
    pub(crate) fn parse_ahead(&mut self, graph: &Graph) {
        if template_bytes(graph) < TEMPLATES_FROM {
            return;
        }
        let mut jobs = jobs(graph);
        jobs.sort_by_cached_key(|job| std::cmp::Reverse((depth(&job.name), job.name.clone())));
        let count = jobs.len();
        if self.beside.templates.set(jobs).is_ok() {
            self.beside.state().templates = count;
            self.start();
        }
    }

    /// Everything is parsed.
    pub(crate) fn parsed(&self) {
        self.beside.state().templates = 0;
    }

    /// Lets a rendered file's documents be checked.
    pub(crate) fn check(&mut self, file: RenderedFile) {
        self.bytes += file.content.bytes().len();
        self.files.push(Arc::new(file));
        if self.bytes >= BATCH {
            self.beside.state().files.extend(self.files.drain(..));
            self.bytes = 0;
            self.start();
            self.beside.changed.notify_one();
        }
    }

    /// Checks what is not checked yet, from the other end.
    pub(crate) fn finish(mut self) {
        while let Some(file) = self.last() {
            self.beside.check(file);
        }
    }

    fn last(&mut self) -> Option<Arc<RenderedFile>> {
        self.files
            .pop()
            .or_else(|| self.beside.state().files.pop_back())
    }

    /// Without a second thread everything is done by the first, in its turn.
    fn start(&mut self) {
        if !self.is_started {
            let beside = self.beside;
            let spawned = Builder::new().spawn_scoped(self.scope, || beside.work());
            self.is_started = spawned.is_ok();
        }
    }
}

impl Drop for Hand<'_, '_, '_> {
    fn drop(&mut self) {
        let mut state = self.beside.state();
        state.is_closed = true;
        state.templates = 0;
        state.files.clear();
        self.beside.changed.notify_one();
    }
}

/// How many folders a template's full name is below.
pub(crate) fn depth(name: &str) -> usize {
    name.matches('/').count()
}

fn template_bytes(graph: &Graph) -> usize {
    let size = |id| {
        let templates = &graph.node(id).chart.0.templates;
        templates.iter().map(|t| t.source.len()).sum::<usize>()
    };
    graph.downwards().into_iter().map(size).sum()
}

fn jobs(graph: &Graph) -> Vec<Job> {
    let mut jobs = Vec::new();
    for id in graph.downwards() {
        let chart = &graph.node(id).chart;
        let path = graph.full_path(id);
        for (at, file) in chart.0.templates.iter().enumerate() {
            jobs.push(Job {
                name: format!("{path}/{}", file.name),
                chart: chart.clone(),
                at,
            });
        }
    }
    jobs
}

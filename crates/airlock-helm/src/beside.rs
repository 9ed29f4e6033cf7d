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
const TEMPLATES_FROM: usize = 400 << 10;
/// From how many bytes of documents on it pays.
const DOCUMENTS_FROM: usize = 600 << 10;
/// How many bytes of documents are handed over at once: waking the thread costs as much as
/// checking many thousand.
const BATCH: usize = 48 << 10;

/// What both threads share.
pub(crate) struct Beside<'f> {
    functions: &'f Functions,
    compat: Compat,
    templates: OnceLock<Vec<Job>>,
    work: Work,
    checked: Mutex<Vec<Checked>>,
}

/// A template by its full name: the chart that it is in, and its place there.
struct Job {
    name: String,
    chart: Chart,
    at: usize,
}

/// A file's documents, each with its head or what is wrong with it.
pub(crate) struct Checked {
    pub(crate) file: Arc<RenderedFile>,
    pub(crate) documents: Vec<Result<Document>>,
}

/// What to do next. Templates are lent, by their place among all: memory that changes threads makes
/// them wait for one another.
enum Next {
    Template(usize),
    File(Arc<RenderedFile>),
}

/// Jobs that nobody has taken.
struct Work {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    jobs: VecDeque<Next>,
    is_closed: bool,
    is_awaited: bool,
}

impl Work {
    fn new() -> Self {
        Self {
            state: Mutex::new(State {
                jobs: VecDeque::new(),
                is_closed: false,
                is_awaited: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Adds jobs behind all others.
    fn add(&self, jobs: impl IntoIterator<Item = Next>) {
        let mut state = guard(&self.state);
        state.jobs.extend(jobs);
        self.announce(&state);
    }

    /// No more jobs come.
    fn close(&self) {
        let mut state = guard(&self.state);
        state.is_closed = true;
        self.announce(&state);
    }

    /// Forgets the jobs that nobody has taken.
    fn clear(&self) {
        guard(&self.state).jobs.clear();
    }

    /// The job in front. Waits for it, as long as jobs may come.
    fn first(&self) -> Option<Next> {
        let mut state = guard(&self.state);
        while state.jobs.is_empty() && !state.is_closed {
            state.is_awaited = true;
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
            state.is_awaited = false;
        }
        state.jobs.pop_front()
    }

    /// The job at the back, where there is one.
    fn last(&self) -> Option<Next> {
        guard(&self.state).jobs.pop_back()
    }

    /// Wakes who waits. To wake nobody is a call of the system, too.
    fn announce(&self, state: &State) {
        if state.is_awaited {
            self.changed.notify_one();
        }
    }
}

impl<'f> Beside<'f> {
    pub(crate) fn new(functions: &'f Functions, compat: Compat) -> Self {
        Self {
            functions,
            compat,
            templates: OnceLock::new(),
            work: Work::new(),
            checked: Mutex::default(),
        }
    }

    /// All files with their documents, in the order of the files' paths.
    pub(crate) fn checked(self) -> Vec<Checked> {
        let checked = self.checked.into_inner();
        let mut checked = checked.unwrap_or_else(PoisonError::into_inner);
        checked.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        checked
    }

    /// What the second thread does, until all is closed.
    fn work(&self) {
        while let Some(next) = self.work.first() {
            self.run(next);
        }
    }

    fn run(&self, next: Next) {
        match next {
            Next::Template(at) => self.parse(at),
            Next::File(file) => self.check(file),
        }
    }

    /// What is parsed is kept with its file; what fails is found again by whoever needs it.
    fn parse(&self, at: usize) {
        let Some(job) = self.templates.get().and_then(|jobs| jobs.get(at)) else {
            return;
        };
        let file = &job.chart.0.templates[job.at];
        if !file.is_parsed_as(&job.name) {
            let _ = file.parse(&job.name, self.functions);
        }
    }

    fn check(&self, file: Arc<RenderedFile>) {
        let documents = documents_of(&file, self.compat);
        self.add(Checked { file, documents });
    }

    fn add(&self, checked: Checked) {
        guard(&self.checked).push(checked);
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
        jobs.sort_by_cached_key(|job| (depth(&job.name), job.name.clone()));
        let count = jobs.len();
        if self.beside.templates.set(jobs).is_ok() {
            self.beside.work.add((0..count).map(Next::Template));
            self.start();
        }
    }

    /// Everything is parsed.
    pub(crate) fn parsed(&self) {
        self.beside.work.clear();
    }

    /// Lets a rendered file's documents be checked.
    pub(crate) fn check(&mut self, file: RenderedFile) {
        self.bytes += file.content.bytes().len();
        self.files.push(Arc::new(file));
        let enough = if self.is_started {
            BATCH
        } else {
            DOCUMENTS_FROM
        };
        if self.bytes >= enough {
            self.beside.work.add(self.files.drain(..).map(Next::File));
            self.bytes = 0;
            self.start();
        }
    }

    /// A file whose documents were checked for an earlier render.
    pub(crate) fn keep(&self, file: &Arc<RenderedFile>, documents: &[Document]) {
        self.beside.add(Checked {
            file: Arc::clone(file),
            documents: documents.iter().cloned().map(Ok).collect(),
        });
    }

    /// Checks what is not checked yet, from the other end.
    pub(crate) fn finish(mut self) {
        self.beside.work.add(self.files.drain(..).map(Next::File));
        while let Some(next) = self.beside.work.last() {
            self.beside.run(next);
        }
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
        self.beside.work.clear();
        self.beside.work.close();
    }
}

/// What a lock guards. A thread that panicked while it had the lock left nothing half-done.
fn guard<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many folders a template's full name is below.
pub(crate) fn depth(name: &str) -> usize {
    name.matches('/').count()
}

/// How many bytes of templates nobody has parsed yet.
fn template_bytes(graph: &Graph) -> usize {
    let size = |id| {
        let templates = graph.node(id).chart.0.templates.iter();
        let unparsed = templates.filter(|t| !t.is_parsed());
        unparsed.map(|t| t.source.len()).sum::<usize>()
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

//! Parsing templates on a second thread while the first still merges and checks values.
//!
//! The two go through the same list from its two ends and meet somewhere. What was parsed is kept
//! with its file; what fails is found again in its turn, by the thread that has to tell.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, Scope};

use airlock_gotmpl::Functions;

use crate::chart::Chart;
use crate::dependencies::{Graph, ROOT};

/// From how many bytes of templates on a second thread pays.
const PARALLEL_FROM: usize = 64 * 1024;

/// A template by its full name: the chart that it is in, and its place there.
struct Job {
    name: String,
    chart: Chart,
    at: usize,
}

/// Starts to parse a release's templates, the ones that run last first, until `stop`.
pub(crate) fn parse<'s>(
    scope: &'s Scope<'s, '_>,
    graph: &Graph,
    functions: &'s Functions,
    stop: &'s AtomicBool,
) {
    let mut jobs = jobs(graph);
    let bytes: usize = jobs
        .iter()
        .map(|job| job.chart.0.templates[job.at].source.len())
        .sum();
    if bytes < PARALLEL_FROM {
        return;
    }
    // Helm's order backwards: the deepest names come last.
    jobs.sort_by_cached_key(|job| (depth(&job.name), job.name.clone()));
    let work = move || {
        for job in &jobs {
            let file = &job.chart.0.templates[job.at];
            if stop.load(Ordering::Relaxed) || file.is_parsed_as(&job.name) {
                return;
            }
            let _ = file.parse(&job.name, functions);
        }
    };
    // Without a thread, they are parsed in their turn.
    let _ = Builder::new().spawn_scoped(scope, work);
}

/// How many folders a template's full name is below.
pub(crate) fn depth(name: &str) -> usize {
    name.matches('/').count()
}

fn jobs(graph: &Graph) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut pending = vec![ROOT];
    while let Some(id) = pending.pop() {
        let node = graph.node(id);
        let path = graph.full_path(id);
        for (at, file) in node.chart.0.templates.iter().enumerate() {
            jobs.push(Job {
                name: format!("{path}/{}", file.name),
                chart: node.chart.clone(),
                at,
            });
        }
        pending.extend(&node.dependencies);
    }
    jobs
}

//! One stream among several threads: documents are walked side by side, and the answer is as if
//! one had walked them all. It knows no YAML.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use crate::error::Error;
use crate::report::Report;
use crate::rules::Rules;
use crate::walk::feed::{Batch, Feed};
use crate::walk::{Options, Walker};

/// Another thread that walks, and the way to it: it holds one batch and has one that waits.
struct Helper<'scope, 'f> {
    batches: SyncSender<Batch<'f>>,
    thread: ScopedJoinHandle<'scope, (Report, Option<Error>)>,
}

/// What a walker on another thread begins with.
pub(super) struct Start<'w> {
    rules: &'w Rules,
    options: Options,
    source: Arc<str>,
}

impl<'w> Start<'w> {
    pub(super) fn walker(self) -> Walker<'w> {
        let mut walker = Walker::new(self.rules, self.options);
        walker.source = self.source;
        walker
    }
}

impl<'w> Walker<'w> {
    /// What another thread needs to walk a part of this stream, by itself.
    pub(super) fn start(&self) -> Start<'w> {
        let options = Options {
            threads: 1,
            ..self.options
        };
        Start {
            rules: self.rules,
            options,
            source: Arc::clone(&self.source),
        }
    }

    /// Takes what another thread found behind all that is here.
    pub(super) fn take_later<E>(
        &mut self,
        mut report: Report,
        walked: Result<(), E>,
    ) -> Result<(), E> {
        report.map_origins(self.provenance);
        self.report.append(report);
        walked
    }

    /// Walks all documents. The outer error is the reader's.
    pub(super) fn share<'f>(&mut self, feed: &mut Feed<'f>) -> io::Result<Result<(), Error>> {
        let before = std::mem::take(&mut self.report);
        let stop = AtomicBool::new(false);
        let (read, errors) = std::thread::scope(|scope| {
            let mut helpers = Vec::new();
            let (read, error) = self.hand_out(feed, scope, &mut helpers, &stop);
            let mut errors = Vec::from_iter(error);
            for helper in helpers {
                errors.extend(self.join(helper));
            }
            (read, errors)
        });
        let own = std::mem::replace(&mut self.report, before);
        self.report.append(own);
        // A document that was walked stands before the place where reading stopped.
        match errors.into_iter().min_by_key(Error::document) {
            Some(error) => Ok(Err(error)),
            None => read.map(Ok),
        }
    }

    /// Cuts the stream, and walks what nobody else has the time for.
    fn hand_out<'scope, 'env, 'f: 'scope>(
        &mut self,
        feed: &mut Feed<'f>,
        scope: &'scope Scope<'scope, 'env>,
        helpers: &mut Vec<Helper<'scope, 'f>>,
        stop: &'scope AtomicBool,
    ) -> (io::Result<()>, Option<Error>)
    where
        'w: 'scope,
    {
        let mut first = true;
        while !stop.load(Ordering::Relaxed) {
            let batch = match feed.next() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                Err(error) => return (Err(error), None),
            };
            if !first && helpers.len() + 1 < self.options.threads {
                helpers.extend(self.helper(scope, stop));
            }
            first = false;
            if let Some(batch) = handed_over(helpers, batch)
                && let Err(error) = self.batch(&batch)
            {
                stop.store(true, Ordering::Relaxed);
                return (Ok(()), Some(error));
            }
        }
        (Ok(()), None)
    }

    /// A thread more, where the system has one.
    fn helper<'scope, 'env, 'f: 'scope>(
        &self,
        scope: &'scope Scope<'scope, 'env>,
        stop: &'scope AtomicBool,
    ) -> Option<Helper<'scope, 'f>>
    where
        'w: 'scope,
    {
        let start = self.start();
        let (batches, receiver) = sync_channel(1);
        let work = move || {
            let mut walker = start.walker();
            let error = walker.received(&receiver, stop);
            (walker.report, error)
        };
        let thread = Builder::new().spawn_scoped(scope, work).ok()?;
        Some(Helper { batches, thread })
    }

    fn received(&mut self, batches: &Receiver<Batch<'_>>, stop: &AtomicBool) -> Option<Error> {
        for batch in batches {
            if let Err(error) = self.batch(&batch) {
                stop.store(true, Ordering::Relaxed);
                return Some(error);
            }
        }
        None
    }

    /// Takes what a helper found.
    fn join(&mut self, helper: Helper<'_, '_>) -> Option<Error> {
        drop(helper.batches);
        match helper.thread.join() {
            Ok((mut report, error)) => {
                report.map_origins(self.provenance);
                self.report.merge(report);
                error
            }
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    fn batch(&mut self, batch: &Batch<'_>) -> Result<(), Error> {
        batch
            .pieces()
            .try_for_each(|(piece, number)| self.piece(piece, number))
    }
}

/// Gives a batch to a helper that waits for one, or back.
fn handed_over<'f>(helpers: &[Helper<'_, 'f>], batch: Batch<'f>) -> Option<Batch<'f>> {
    let mut batch = batch;
    for helper in helpers {
        match helper.batches.try_send(batch) {
            Ok(()) => return None,
            Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => batch = back,
        }
    }
    Some(batch)
}

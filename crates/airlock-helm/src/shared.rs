//! Work that threads share: one finds jobs, and another begins with them while more are looked for.
//!
//! May not start a thread nor do a job: whoever finds the jobs does what is left, so that without a
//! second thread the outcome is the same.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Jobs that nobody has taken.
pub(crate) struct Work<J> {
    state: Mutex<State<J>>,
    changed: Condvar,
}

struct State<J> {
    jobs: VecDeque<J>,
    is_closed: bool,
    is_awaited: bool,
}

impl<J> Work<J> {
    pub(crate) fn new() -> Self {
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
    pub(crate) fn add(&self, jobs: impl IntoIterator<Item = J>) {
        let mut state = guard(&self.state);
        state.jobs.extend(jobs);
        self.announce(&state);
    }

    /// No more jobs come.
    pub(crate) fn close(&self) {
        let mut state = guard(&self.state);
        state.is_closed = true;
        self.announce(&state);
    }

    /// Forgets the jobs that nobody has taken.
    pub(crate) fn clear(&self) {
        guard(&self.state).jobs.clear();
    }

    /// The job in front. Waits for it, as long as jobs may come.
    pub(crate) fn first(&self) -> Option<J> {
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
    pub(crate) fn last(&self) -> Option<J> {
        guard(&self.state).jobs.pop_back()
    }

    /// Wakes who waits. To wake nobody is a call of the system, too.
    fn announce(&self, state: &State<J>) {
        if state.is_awaited {
            self.changed.notify_one();
        }
    }
}

/// What a lock guards. A thread that panicked while it had the lock left nothing half-done.
pub(crate) fn guard<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

//! A thread and the desk between it and the session: what is wanted is laid there, the newest on top, and what has come of
//! it lies there to be taken. Only one side is at the desk at a time, and neither stays.
//!
//! What lies on a desk and what the work is must not go in.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// What lies on a desk, with a sign by which the thread is told to go home.
pub(super) trait Papers: Default + Send + 'static {
    /// Asks the thread to end.
    fn stop(&mut self);
}

/// A desk.
#[derive(Debug, Default)]
pub(super) struct Desk<P> {
    papers: Mutex<P>,
    news: Condvar,
}

impl<P> Desk<P> {
    /// Waits for the other side to leave.
    pub(super) fn papers(&self) -> MutexGuard<'_, P> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lays something there and calls the thread.
    pub(super) fn lay(&self, change: impl FnOnce(&mut P)) {
        change(&mut self.papers());
        self.news.notify_all();
    }

    /// Leaves the desk until something is laid there.
    pub(super) fn wait<'a>(&'a self, papers: MutexGuard<'a, P>) -> MutexGuard<'a, P> {
        self.news.wait(papers).unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread at its desk. Dropping it ends the thread and waits for that.
#[derive(Debug)]
pub(super) struct Worker<P: Papers> {
    /// Where to find it.
    pub(super) desk: Arc<Desk<P>>,
    thread: Option<JoinHandle<()>>,
}

impl<P: Papers> Worker<P> {
    /// Starts a thread that does `work` until its papers say stop.
    pub(super) fn start(work: impl FnOnce(&Desk<P>) + Send + 'static) -> Self {
        let desk = Arc::new(Desk::default());
        let own = Arc::clone(&desk);
        Self { desk, thread: Some(std::thread::spawn(move || work(&own))) }
    }
}

impl<P: Papers> Drop for Worker<P> {
    fn drop(&mut self) {
        self.desk.lay(P::stop);
        if let Some(thread) = self.thread.take() {
            // If the thread panicked, the panic hook has said so; there is nothing to add on the way out.
            let _ = thread.join();
        }
    }
}
